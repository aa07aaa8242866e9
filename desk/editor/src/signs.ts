// Signs that are typed for a block («## », «- », «1. », «> », «---»). The sign is typed first and stands in the text; what it
// becomes is a step of its own. Backspace directly after it, or Ctrl+Z, brings the sign back: «1. نوفمبر» may be a date.
import { closeHistory, undo } from "prosemirror-history";
import { Plugin, PluginKey, TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { canJoin, findWrapping } from "prosemirror-transform";
import type { EditorView } from "prosemirror-view";
import { blockAround } from "./acts";
import { freshId } from "./blocks";
import { node } from "./schema";

/** Letters before the caret in which a sign is looked for: no sign is longer. */
const SIGN_MAX = 12;

interface Rule {
  sign: RegExp;
  /** What becomes of the line; the sign stands from `start` to `end`. */
  make: (state: EditorState, start: number, end: number) => Transaction | null;
}

const toLine = (name: string, attrs: Record<string, unknown>): Rule["make"] => (state, start, end) => {
  const at = state.doc.resolve(start);
  if (at.depth !== 1 || at.parent.type.name !== "paragraph") return null;
  const { id, dir, lang } = at.parent.attrs;
  return state.tr.delete(start, end).setNodeMarkup(at.before(), node(name), { id, dir, lang, ...attrs });
};

const toList = (ordered: boolean): Rule["make"] => (state, start, end) => {
  const tr = state.tr.delete(start, end);
  const range = tr.doc.resolve(start).blockRange();
  const wrapping = range && findWrapping(range, node("list"), { ordered, id: freshId() });
  if (!wrapping) return null;
  tr.wrap(range, wrapping);
  // A list of the same kind directly above goes on.
  const before = tr.doc.resolve(start - 1).nodeBefore;
  const goesOn = before?.type.name === "list" && !!before.attrs.ordered === ordered && canJoin(tr.doc, start - 1);
  return goesOn ? tr.join(start - 1) : tr;
};

const toQuotation: Rule["make"] = (state, start, end) => {
  const at = blockAround(state.doc.resolve(start));
  if (at?.node.type.name !== "paragraph") return null;
  const words = at.node.content.cut(end - at.pos - 1);
  const quotation = node("quotation").create({ id: freshId() }, [node("paragraph").create(null, words), node("speaker").create()]);
  const tr = state.tr.replaceWith(at.pos, at.pos + at.node.nodeSize, quotation);
  return tr.setSelection(TextSelection.create(tr.doc, at.pos + 2));
};

const toSeparator: Rule["make"] = (state, start, end) => {
  const at = blockAround(state.doc.resolve(start));
  if (at?.node.type.name !== "paragraph") return null;
  const rest = node("paragraph").create({ id: freshId() }, at.node.content.cut(end - at.pos - 1));
  const tr = state.tr.replaceWith(at.pos, at.pos + at.node.nodeSize, [node("separator").create({ id: freshId() }), rest]);
  return tr.setSelection(TextSelection.create(tr.doc, at.pos + 2));
};

/** Each from the beginning of a line. */
const RULES: Rule[] = [
  { sign: /^##\s$/, make: toLine("subheading", { level: 2 }) },
  { sign: /^###\s$/, make: toLine("subheading", { level: 3 }) },
  { sign: /^\s*[-•*]\s$/, make: toList(false) },
  { sign: /^\s*(?:1|١)[.)\-]\s$/, make: toList(true) },
  { sign: /^>\s$/, make: toQuotation },
  { sign: /^(?:---|\*\*\*)$/, make: toSeparator },
];

const key = new PluginKey<boolean>("signs");

/** What the sign before the caret asks for. */
function asked(state: EditorState): Transaction | null {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.inlineContent || $from.parentOffset > SIGN_MAX) return null;
  const text = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
  const rule = RULES.find(({ sign }) => sign.test(text));
  return rule?.make(state, $from.start(), $from.pos) ?? null;
}

/** Makes of a sign what it asks for. What is typed before and after is undone by itself. */
function act(view: EditorView): boolean {
  const tr = asked(view.state);
  if (!tr) return false;
  view.dispatch(closeHistory(tr).setMeta(key, true).scrollIntoView());
  view.dispatch(closeHistory(view.state.tr));
  return true;
}

/** Backspace directly after a sign became a block: the sign stands as it was typed. */
export const backToSign: Command = (state, dispatch) => key.getState(state) === true && undo(state, dispatch);

export const signs = () =>
  new Plugin<boolean>({
    key,
    state: {
      init: () => false,
      apply(tr, fresh, before, now) {
        if (tr.getMeta(key)) return true;
        if (tr.getMeta("appendedTransaction")) return fresh;
        return fresh && !tr.docChanged && before.selection.eq(now.selection);
      },
    },
    props: {
      handleTextInput(view, from, to, text) {
        if (view.composing || !/[\s\-*]$/.test(text)) return false;
        const { $from } = view.state.selection;
        if (!$from.parent.inlineContent || $from.parent.type.spec.code || $from.parentOffset > SIGN_MAX) return false;
        const typed = view.state.tr.insertText(text, from, to);
        if (!asked(view.state.apply(typed))) return false;
        view.dispatch(typed);
        act(view);
        return true;
      },
      handleDOMEvents: {
        // Phones hand over what was composed when it is done.
        compositionend: (view) => {
          setTimeout(() => !view.isDestroyed && act(view));
          return false;
        },
      },
    },
  });
