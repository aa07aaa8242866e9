// Keys: what Enter, Tab and Backspace mean in each kind of block.
import { baseKeymap, chainCommands } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { Selection, TextSelection, type Command, type Plugin } from "prosemirror-state";
import { ACTS, blockAround } from "./acts";
import { freshId } from "./blocks";
import { LIST_DEPTH_MAX } from "./fitting";
import { node } from "./schema";
import { backToSign, signs } from "./signs";
import { nextCell } from "./views";

const inside = (name: string, state: Parameters<Command>[0]): number | null => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === name) return depth;
  return null;
};

/** A new paragraph after the block one is in. */
const goOn: Command = (state, dispatch) => {
  const at = blockAround(state.selection.$from);
  if (!at) return false;
  if (dispatch) {
    const end = at.pos + at.node.nodeSize;
    const tr = state.tr.insert(end, node("paragraph").create({ id: freshId() }));
    dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
  }
  return true;
};

/** In an empty last line of a box, Enter leaves the box and takes the line away. */
const leaveBox: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.name !== "paragraph" || $from.parent.content.size > 0 || $from.depth < 2) return false;
  const box = $from.node($from.depth - 1);
  if (!["quotation", "infobox", "answer"].includes(box.type.name)) return false;
  const lines = box.type.name === "quotation" ? box.childCount - (box.lastChild!.type.name === "speaker" ? 1 : 0) : box.childCount;
  const index = $from.index($from.depth - 1);
  if (index !== lines - 1 || lines < 2) return false;
  if (dispatch) {
    const tr = state.tr.delete($from.before(), $from.after());
    const at = blockAround(tr.doc.resolve($from.before() - 1))!;
    const end = at.pos + at.node.nodeSize;
    tr.insert(end, node("paragraph").create({ id: freshId() }));
    dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
  }
  return true;
};

/** Enter in a verse: to the second half, then to a new couplet; an empty couplet ends the verse. */
const nextHalf: Command = (state, dispatch) => {
  const depth = inside("hemistich", state);
  if (depth === null) return false;
  const { $from } = state.selection;
  const couplet = $from.node(depth - 1);
  const verse = $from.node(depth - 2);
  if (!dispatch) return true;
  if ($from.index(depth - 1) === 0 && couplet.textContent !== "") {
    dispatch(state.tr.setSelection(Selection.near(state.doc.resolve($from.after(depth) + 1), 1)).scrollIntoView());
    return true;
  }
  if (couplet.textContent === "" && verse.childCount > 1) {
    const tr = state.tr.delete($from.before(depth - 1), $from.after(depth - 1));
    const at = blockAround(tr.doc.resolve($from.before(depth - 1) - 1))!;
    const end = at.pos + at.node.nodeSize;
    tr.insert(end, node("paragraph").create({ id: freshId() }));
    dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
    return true;
  }
  const end = $from.after(depth - 1);
  const half = () => node("hemistich").create();
  const tr = state.tr.insert(end, node("couplet").create(null, [half(), half()]));
  dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 2)).scrollIntoView());
  return true;
};

const hardBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(node("hard_break").create(), true).scrollIntoView());
  return true;
};

/** Enter in a question leads to its answer, in a speaker's line out of the quotation; in a cell it breaks the line. */
const nextPart: Command = (state, dispatch, view) => {
  const { $from } = state.selection;
  const part = $from.parent.type.name;
  if (part === "speaker") return goOn(state, dispatch, view);
  if (part === "question") {
    dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve($from.after() + 2), 1)).scrollIntoView());
    return true;
  }
  return part === "table_cell" && hardBreak(state, dispatch, view);
};

/** Enter in a heading or pull quote: what follows is a paragraph, also where the caret stands in the middle. */
const breakLine: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || !["subheading", "pull_quote"].includes($from.parent.type.name) || $from.parentOffset !== $from.parent.content.size) return false;
  return goOn(state, dispatch);
};

/** Backspace in a box in which nothing is written takes the box away. */
const dropEmpty: Command = (state, dispatch) => {
  const at = blockAround(state.selection.$from);
  if (!at || !state.selection.empty || at.node.isTextblock || at.node.isAtom) return false;
  if (at.node.textContent !== "" || at.node.type.name === "gallery" || at.node.type.name === "list") return false;
  if (dispatch) {
    const tr = state.tr.replaceWith(at.pos, at.pos + at.node.nodeSize, node("paragraph").create({ id: freshId() }));
    dispatch(tr.setSelection(TextSelection.create(tr.doc, at.pos + 1)).scrollIntoView());
  }
  return true;
};

/** Backspace at the beginning of a heading makes it a paragraph first. */
const plainFirst: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset !== 0 || $from.depth !== 1) return false;
  if (!["subheading", "pull_quote"].includes($from.parent.type.name)) return false;
  const { id, dir, lang } = $from.parent.attrs;
  dispatch?.(state.tr.setNodeMarkup($from.before(), node("paragraph"), { id, dir, lang }));
  return true;
};

const sink: Command = (state, dispatch) => {
  let lists = 0;
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === "list") lists += 1;
  if (lists === 0) return false;
  // Tab stays in the list even where it can go no deeper.
  if (lists >= LIST_DEPTH_MAX) return true;
  sinkListItem(node("list_item"))(state, (tr) => {
    // A sublist begins as the kind of list it came from.
    const at = tr.selection.$from;
    for (let depth = at.depth, own: number | null = null; depth > 0; depth -= 1) {
      if (at.node(depth).type.name !== "list") continue;
      if (own !== null) {
        if (at.node(own).childCount === 1) tr.setNodeAttribute(at.before(own), "ordered", at.node(depth).attrs.ordered);
        break;
      }
      own = depth;
    }
    dispatch?.(tr);
  });
  return true;
};

/** Every key of the text. `extra` comes first. */
export function keys(extra: Record<string, Command>): Plugin[] {
  const own: Record<string, Command> = {};
  for (const act of ACTS) for (const key of act.keys ?? []) own[key] = act.run;
  const item = node("list_item");
  return [
    signs(),
    keymap(extra),
    keymap({
      ...own,
      Enter: chainCommands(nextHalf, nextPart, splitListItem(item), leaveBox, breakLine),
      "Shift-Enter": hardBreak,
      "Mod-Enter": goOn,
      Tab: chainCommands(nextCell(false), sink),
      "Shift-Tab": chainCommands(nextCell(true), liftListItem(item)),
      Backspace: chainCommands(backToSign, dropEmpty, plainFirst),
    }),
    keymap(baseKeymap),
  ];
}
