// Hints in the text: each line that changed is read a moment after the last key; what is said stays with its words while
// they are edited.
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { lineText, textblocks } from "./blocks";
import type { Hint, Notice, Part, Read, Reader } from "./hint-parts";
import { standing } from "./marks";
import { settled } from "./settled";

/** Milliseconds after the last key. */
export const REST = 700;
/** Lines asked for in one go. */
const LINES_MAX = 200;

/** Whoever wants to know what becomes of hints. */
export interface Watch {
  /** There are more or fewer. */
  counted(): void;
  /** The words changed. */
  typed(): void;
  /** The caret came here. */
  entered(part: Part): void;
  /** Somebody pointed at a place, and at the hint that is there. */
  pointed(part: Part, notice: Notice | undefined): void;
}

const hintKey = new PluginKey<DecorationSet>("hints");

/** The words of a line that are in another language, in the same units. */
const foreignOf = (line: Node) => {
  const all: { from: number; to: number; lang: string }[] = [];
  line.forEach((part, at) => {
    const mark = part.marks.find((one) => one.type.name === "foreign");
    if (mark) all.push({ from: at, to: at + part.nodeSize, lang: String(mark.attrs.lang) });
  });
  return all;
};

export function textHints(reader: Reader, watch: Watch) {
  /** Lines whose hints stand, by what they say: what was read once is not asked again. */
  let known = new WeakMap<Node, Read>();
  let view: EditorView;
  let timer = 0;
  let asking = false;

  const lines = () => textblocks(view.state.doc).filter(({ line }) => line.content.size > 0);
  const draw = () => {
    const state = settled(view);
    const all: Decoration[] = [];
    for (const { line, at } of lines()) {
      const read = known.get(line);
      if (!read) continue;
      for (const { from, to } of read.isolates) all.push(Decoration.inline(at + from, at + to, { nodeName: "bdi", dir: "ltr" }));
      for (const hint of read.hints) {
        if (reader.isDropped(hint, lineText(line).slice(hint.from, hint.to))) continue;
        all.push(Decoration.inline(at + hint.from, at + hint.to, { class: `fix ${hint.kind}`, title: hint.message }, { hint, inclusiveStart: false, inclusiveEnd: false }));
      }
    }
    view.dispatch(state.tr.setMeta(hintKey, DecorationSet.create(state.doc, all)).setMeta("addToHistory", false));
  };
  const ask = async () => {
    if (asking || document.visibilityState === "hidden") return;
    const wanted = lines().filter(({ line }) => !known.has(line)).slice(0, LINES_MAX);
    if (wanted.length === 0) return draw();
    asking = true;
    const read = await reader.read(wanted.map(({ line }) => ({ text: lineText(line), foreign: foreignOf(line) })));
    asking = false;
    if (!read) return;
    read.forEach((one, at) => known.set(wanted[at]!.line, one));
    draw();
    if (lines().some(({ line }) => !known.has(line))) later();
  };
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, REST);
  };

  const part: Part = {
    notices() {
      const set = hintKey.getState(view.state) ?? DecorationSet.empty;
      const found = set.find(undefined, undefined, (spec) => spec.hint).sort((one, two) => one.from - two.from);
      return found.map(({ from, to, spec }) => ({ from, to, hint: spec.hint as Hint, written: view.state.doc.textBetween(from, to, undefined, "\ufffc") }));
    },
    caret: () => view.state.selection,
    reach({ from, to }) {
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)).scrollIntoView());
    },
    placeOf({ from }) {
      const { left, top, right, bottom } = view.coordsAtPos(from);
      return new DOMRect(left, top, right - left, bottom - top);
    },
    replace(these) {
      if (!view.editable) return 0;
      const tr = view.state.tr;
      // From the end, so that the places before stay true.
      for (const { notice, words } of [...these].reverse()) {
        if (words === "") tr.delete(notice.from, notice.to);
        else tr.insertText(words, notice.from, notice.to);
      }
      view.dispatch(tr);
      return these.length;
    },
    draw,
    readAgain() {
      known = new WeakMap();
      void ask();
    },
    focus: () => view.focus(),
  };

  const plugin = (leave: () => boolean) =>
    new Plugin<DecorationSet>({
      key: hintKey,
      state: standing(hintKey),
      props: {
        decorations: (state) => hintKey.getState(state),
        handleClick(made, at) {
          watch.pointed(part, made.editable ? part.notices().find((one) => one.from <= at && one.to >= at) : undefined);
          return false;
        },
        handleDOMEvents: { focus: () => watch.entered(part) },
        handleKeyDown: (_, event) => event.key === "Escape" && leave(),
      },
      view(made) {
        view = made;
        watch.counted();
        later();
        return {
          update(_, before) {
            if (view.state.doc !== before.doc) {
              watch.typed();
              later();
            }
            if (hintKey.getState(before) !== hintKey.getState(view.state)) watch.counted();
          },
        };
      },
    });
  return { part, plugin };
}
