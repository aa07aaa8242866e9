// Pastes that are on their way to the server and back. What was selected stays where it is until the answer comes, so that
// nothing can be lost on the way; the place moves with the text, and undo before the answer drops the paste.
import { closeHistory, undoDepth } from "prosemirror-history";
import { AllSelection, Plugin, PluginKey, Selection, TextSelection, type Command } from "prosemirror-state";
import type { Mapping } from "prosemirror-transform";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { settled } from "./settled";

/** One paste that waits: its place, and how much could be undone when it began. */
interface Waiting {
  id: object;
  from: number;
  to: number;
  depth: number;
  /** Everything was selected. */
  all: boolean;
  /** The words of the line in which it ends. */
  line: string;
}

/** Where a paste belongs, and whether somebody went on writing in its line. */
export interface Place {
  from: number;
  to: number;
  isTyped: boolean;
}

const key = new PluginKey<Waiting[]>("pasting");

/** What is typed at either end stands outside. */
function moved(one: Waiting, mapping: Mapping): Waiting {
  const from = mapping.map(one.from, one.from === one.to ? -1 : 1);
  return { ...one, from, to: Math.max(from, mapping.map(one.to, -1)) };
}

/** A paste begins: the caret goes behind what is to be replaced. */
export function begin(view: EditorView): object {
  const id = {};
  const { doc, selection } = view.state;
  const all = selection instanceof AllSelection;
  const to = all ? Selection.atEnd(doc).to : selection.to;
  const { parent } = doc.resolve(to);
  const add: Waiting = { id, from: selection.from, to, depth: undoDepth(view.state), all, line: parent.textContent };
  const tr = closeHistory(view.state.tr).setMeta(key, { add });
  if (!selection.empty && parent.inlineContent) tr.setSelection(TextSelection.create(tr.doc, to));
  view.dispatch(tr);
  return id;
}

/** The answer is there: where it belongs, or nowhere if the paste was taken back. */
export function end(view: EditorView, id: object): Place | null {
  const state = settled(view);
  const found = key.getState(state)?.find((one) => one.id === id);
  if (!found) return null;
  view.dispatch(state.tr.setMeta(key, { drop: id }));
  const { from, to, all, line } = found;
  const isLast = all && state.doc.textBetween(to, state.doc.content.size) === "";
  return { from, to: isLast ? state.doc.content.size : to, isTyped: state.doc.resolve(to).parent.textContent !== line };
}

/** Undo while a paste is on its way takes back what was typed since, then the paste. */
export const dropPaste: Command = (state, dispatch) => {
  const last = key.getState(state)?.at(-1);
  if (!last || undoDepth(state) > last.depth) return false;
  dispatch?.(state.tr.setMeta(key, { drop: last.id }).setSelection(TextSelection.between(state.doc.resolve(last.from), state.doc.resolve(last.to))));
  return true;
};

export const pasting = () =>
  new Plugin<Waiting[]>({
    key,
    state: {
      init: () => [],
      apply(tr, all) {
        const told = tr.getMeta(key) as { add?: Waiting; drop?: object } | undefined;
        if (!told && (all.length === 0 || !tr.docChanged)) return all;
        const now = all.filter(({ id }) => id !== told?.drop).map((one) => (tr.docChanged ? moved(one, tr.mapping) : one));
        return told?.add ? [...now, told.add] : now;
      },
    },
    props: {
      decorations(state) {
        const all = key.getState(state) ?? [];
        if (all.length === 0) return null;
        const sign = () => {
          const made = document.createElement("span");
          made.className = "pasting";
          return made;
        };
        const drawn = all.flatMap(({ id, from, to }) => [
          Decoration.widget(to, sign, { side: -1, key: `pasting ${from}`, id }),
          ...(to > from ? [Decoration.inline(from, to, { class: "replaced" })] : []),
        ]);
        return DecorationSet.create(state.doc, drawn);
      },
    },
  });
