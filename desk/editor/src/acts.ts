// What can be done to the text: one list for the toolbar, the slash menu and the keys, so that the three never differ.
import { chainCommands, setBlockType, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import type { Attrs, Node, ResolvedPos } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { NodeSelection, Selection, TextSelection, type Command, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { freshId } from "./blocks";
import { askEmbed, askForeign, askLink } from "./ask";
import { dropPaste } from "./pasting";
import { pickPicture } from "./pictures";
import { mark, node, schema } from "./schema";
import { word } from "./words";

/** One act: in the toolbar, in the slash menu, under a key, or in several of them. */
export interface Act {
  /** Its name in `data-act`. */
  name: string;
  /** What it is called. */
  label: string;
  /** Keys as prosemirror-keymap writes them. */
  keys?: string[];
  /** Shown in the toolbar's group. */
  group?: "block" | "mark" | "insert" | "more";
  /** Offered in the slash menu. */
  slash?: boolean;
  /** Words it is found under in the slash menu besides its label. */
  also?: string;
  run: Command;
  /** Whether it is on at the selection; none where that makes no sense. */
  isOn?: (state: EditorState) => boolean;
}

/** The position of the top-level block around `at`. */
export function blockAround(at: ResolvedPos): { node: Node; pos: number } | null {
  if (at.depth === 0) return at.nodeAfter ? { node: at.nodeAfter, pos: at.pos } : null;
  return { node: at.node(1), pos: at.before(1) };
}

const isIn = (name: string, attrs?: Attrs) => (state: EditorState) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const at = $from.node(depth);
    if (at.type.name === name) return !attrs || Object.entries(attrs).every(([key, value]) => at.attrs[key] === value);
  }
  return state.selection instanceof NodeSelection && state.selection.node.type.name === name;
};

const hasMark = (name: string) => (state: EditorState) => {
  const { from, to, empty, $from } = state.selection;
  if (empty) return !!mark(name).isInSet(state.storedMarks ?? $from.marks());
  return state.doc.rangeHasMark(from, to, mark(name));
};

/** Whether marks and plain line types may be set here: not on a line that is a part of something. */
function toLine(name: string, attrs: Attrs = {}): Command {
  return (state, dispatch) => {
    const at = blockAround(state.selection.$from);
    if (!at || !["paragraph", "subheading", "pull_quote"].includes(at.node.type.name)) return false;
    const kept = { id: at.node.attrs.id, dir: at.node.attrs.dir, lang: at.node.attrs.lang };
    return setBlockType(node(name), { ...kept, ...attrs })(state, dispatch);
  };
}

/** Puts a block in the place of an empty paragraph, or after the block one is in, and the caret into its first line. */
export function insertBlock(make: (state: EditorState) => Node, keepCaret = false): Command {
  return (state, dispatch) => {
    const at = blockAround(state.selection.$from);
    if (!dispatch) return true;
    const tr = state.tr;
    const block = make(state);
    const isBlank = at && at.node.type.name === "paragraph" && at.node.content.size === 0;
    const from = at ? (isBlank ? at.pos : at.pos + at.node.nodeSize) : state.doc.content.size;
    if (isBlank) tr.delete(at.pos, at.pos + at.node.nodeSize);
    tr.insert(from, block);
    const after = from + block.nodeSize;
    // There is always a line to go on in.
    if (!tr.doc.nodeAt(after)) tr.insert(after, node("paragraph").create({ id: freshId() }));
    const inside = keepCaret || block.isAtom ? Selection.near(tr.doc.resolve(after), 1) : Selection.near(tr.doc.resolve(from + 1), 1);
    dispatch(tr.setSelection(inside).scrollIntoView());
    return true;
  };
}

const line = (name: string, content: Node[] = [], attrs: Attrs = {}) => node(name).create(attrs, content);
const paragraph = (content?: Node["content"]) => node("paragraph").create(null, content);
const cells = (n: number) => Array.from({ length: n }, () => node("table_cell").create());

/** The words of the paragraph one is in become the first line of a new block. */
function wrapped(make: (words: Node["content"]) => Node): Command {
  return (state, dispatch) => {
    const at = blockAround(state.selection.$from);
    if (!at || !["paragraph", "subheading", "pull_quote"].includes(at.node.type.name)) return false;
    if (!dispatch) return true;
    const block = make(at.node.content);
    const offset = state.selection.from - at.pos - 1;
    const tr = state.tr.replaceWith(at.pos, at.pos + at.node.nodeSize, block);
    const after = at.pos + block.nodeSize;
    if (!tr.doc.nodeAt(after)) tr.insert(after, node("paragraph").create({ id: freshId() }));
    const inside = Selection.near(tr.doc.resolve(at.pos + 1), 1);
    dispatch(tr.setSelection(TextSelection.create(tr.doc, Math.min(inside.from + offset, inside.$from.end()))).scrollIntoView());
    return true;
  };
}

const id = () => ({ id: freshId() });

/** A block's direction, set by hand: to the other one, or back to what its letters say. */
const turn: Command = (state, dispatch, view) => {
  const at = blockAround(state.selection.$from);
  if (!at) return false;
  if (dispatch && view) {
    const now = getComputedStyle(view.nodeDOM(at.pos) as Element).direction;
    dispatch(state.tr.setNodeAttribute(at.pos, "dir", now === "rtl" ? "ltr" : "rtl"));
  }
  return true;
};

const moveBlock = (up: boolean): Command => (state, dispatch) => {
  const at = blockAround(state.selection.$from);
  if (!at) return false;
  const index = state.doc.resolve(at.pos).index(0);
  const other = up ? index - 1 : index + 1;
  if (other < 0 || other >= state.doc.childCount) return false;
  if (!dispatch) return true;
  const neighbour = state.doc.child(other);
  const to = up ? at.pos - neighbour.nodeSize : at.pos + neighbour.nodeSize;
  const offset = state.selection.from - at.pos;
  const tr = state.tr.delete(at.pos, at.pos + at.node.nodeSize).insert(to, at.node);
  const selection = state.selection instanceof NodeSelection ? NodeSelection.create(tr.doc, to) : Selection.near(tr.doc.resolve(to + offset));
  dispatch(tr.setSelection(selection).scrollIntoView());
  return true;
};

/** Takes the block one is in away; Ctrl+Z brings it back. */
const removeBlock: Command = (state, dispatch) => {
  const at = blockAround(state.selection.$from);
  if (!at) return false;
  if (dispatch) {
    const tr = state.tr.delete(at.pos, at.pos + at.node.nodeSize);
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(at.pos, tr.doc.content.size)), -1)).scrollIntoView());
  }
  return true;
};

type Ask = (view: EditorView) => void;
const asks = (ask: Ask): Command => (_, dispatch, view) => {
  if (dispatch && view) ask(view);
  return true;
};

/** Sets or takes a mark with attributes on the selection, or on the word of that mark the caret is in. */
export function setMark(view: EditorView, name: string, attrs: Attrs | null) {
  const { state } = view;
  const type = mark(name);
  let { from, to } = state.selection;
  if (from === to) ({ from, to } = rangeOf(state, name) ?? { from, to });
  const tr = state.tr.removeMark(from, to, type);
  if (attrs) tr.addMark(from, to, type.create(attrs));
  view.dispatch(tr);
  view.focus();
}

/** Where the mark around the caret begins and ends. */
export function rangeOf(state: EditorState, name: string): { from: number; to: number; attrs: Attrs } | null {
  const { $from } = state.selection;
  const found = mark(name).isInSet($from.marks()) ?? ($from.nodeAfter && mark(name).isInSet($from.nodeAfter.marks));
  if (!found) return null;
  const { parent } = $from;
  const start = $from.start();
  let from = -1;
  let to = -1;
  parent.forEach((child, offset) => {
    const is = found.isInSet(child.marks);
    const begin = start + offset;
    const end = begin + child.nodeSize;
    if (is && (from < 0 || to === begin)) {
      if (from < 0) from = begin;
      to = end;
    } else if (is && to < $from.pos) {
      from = begin;
      to = end;
    } else if (!is && to < $from.pos) {
      from = -1;
    }
  });
  return from < 0 ? null : { from, to, attrs: found.attrs };
}

/** A list of this kind; out of it where one is in it, the other kind where one is in that. */
const toList = (ordered: boolean): Command => (state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const at = $from.node(depth);
    if (at.type.name !== "list") continue;
    if (!!at.attrs.ordered === ordered) return liftListItem(node("list_item"))(state, dispatch);
    dispatch?.(state.tr.setNodeAttribute($from.before(depth), "ordered", ordered || null));
    return true;
  }
  return wrapInList(node("list"), { ordered: ordered || null })(state, dispatch);
};

/** Every act, in the order of the toolbar. */
export const ACTS: Act[] = [
  { name: "paragraph", label: word("ed-paragraph"), keys: ["Mod-Alt-0"], group: "block", slash: true, run: toLine("paragraph"), isOn: (state) => blockAround(state.selection.$from)?.node.type.name === "paragraph" },
  { name: "subheading", label: word("ed-subheading"), keys: ["Mod-Alt-2"], group: "block", slash: true, run: toLine("subheading", { level: 2 }), isOn: isIn("subheading", { level: 2 }) },
  { name: "subheading-3", label: word("ed-subheading-3"), keys: ["Mod-Alt-3"], slash: true, run: toLine("subheading", { level: 3 }), isOn: isIn("subheading", { level: 3 }) },
  { name: "quotation", label: word("ed-quotation"), keys: ["Mod-Alt-q"], group: "block", slash: true, run: wrapped((words) => line("quotation", [paragraph(words), line("speaker")], id())), isOn: isIn("quotation") },
  { name: "list", label: word("ed-list"), keys: ["Mod-Shift-8"], group: "block", slash: true, run: toList(false), isOn: (state) => isIn("list")(state) && !isIn("list", { ordered: true })(state) },
  { name: "ordered", label: word("ed-ordered"), keys: ["Mod-Shift-7"], slash: true, run: toList(true), isOn: isIn("list", { ordered: true }) },
  { name: "pull-quote", label: word("ed-pull-quote"), slash: true, run: toLine("pull_quote"), isOn: isIn("pull_quote") },
  { name: "strong", label: word("ed-strong"), keys: ["Mod-b"], group: "mark", run: toggleMark(schema.marks.strong!), isOn: hasMark("strong") },
  { name: "emphasis", label: word("ed-emphasis"), keys: ["Mod-i"], run: toggleMark(schema.marks.emphasis!), isOn: hasMark("emphasis") },
  { name: "link", label: word("ed-link"), keys: ["Mod-Shift-k"], group: "mark", run: asks(askLink), isOn: hasMark("link") },
  { name: "foreign", label: word("ed-foreign"), keys: ["Mod-Shift-f"], group: "mark", run: asks(askForeign), isOn: hasMark("foreign") },
  { name: "photo", label: word("ed-photo"), keys: ["Mod-Alt-p"], group: "insert", slash: true, run: asks(pickPicture) },
  { name: "table", label: word("ed-table"), group: "insert", slash: true, run: insertBlock(() => line("table", [0, 1, 2].map(() => line("table_row", cells(3))), { ...id(), header_row: true })) },
  { name: "embed", label: word("ed-embed"), group: "insert", slash: true, run: asks(askEmbed) },
  { name: "infobox", label: word("ed-infobox"), slash: true, run: insertBlock(() => line("infobox", [paragraph()], id())), isOn: isIn("infobox") },
  { name: "verse", label: word("ed-verse"), slash: true, run: insertBlock(() => line("verse", [line("couplet", [line("hemistich"), line("hemistich")])], id())), isOn: isIn("verse") },
  { name: "question", label: word("ed-question"), slash: true, run: wrapped((words) => line("question_answer", [node("question").create(null, words), line("answer", [paragraph()])], id())), isOn: isIn("question_answer") },
  { name: "separator", label: word("ed-separator"), slash: true, run: insertBlock(() => line("separator", [], id()), true) },
  { name: "turn", label: word("ed-turn"), keys: ["Mod-Shift-x"], group: "more", run: turn },
  { name: "up", label: word("ed-up"), keys: ["Alt-ArrowUp"], run: moveBlock(true) },
  { name: "down", label: word("ed-down"), keys: ["Alt-ArrowDown"], run: moveBlock(false) },
  { name: "remove", label: word("ed-remove"), keys: ["Mod-Shift-Backspace"], run: removeBlock },
  { name: "undo", label: word("ed-undo"), keys: ["Mod-z"], group: "more", run: chainCommands(dropPaste, undo) },
  { name: "redo", label: word("ed-redo"), keys: ["Mod-y", "Mod-Shift-z"], group: "more", run: redo },
];
