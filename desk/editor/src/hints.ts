// Hints: typography, house style and spelling, underlined with a wave, never silent and never in the way. The server reads
// each line that changed, a moment after the last key; what it says stays with its words while they are edited. What a
// dictionary has instead of a word is asked for when somebody wants to see it.
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, TextSelection, type Command } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { lineText, textblocks } from "./blocks";
import { send } from "./door";
import { standing } from "./marks";
import type { Tell } from "./notice";
import { counted, element, word } from "./words";

interface Hint {
  from: number;
  to: number;
  kind: string;
  message: string;
  replacements: string[];
  /** For spelling: the language in which the word was looked up. */
  lang?: string;
}

interface Isolate {
  from: number;
  to: number;
}

interface Answer {
  /** Another one when the words of the house have changed. */
  house: string;
  lines: { key: string; hints: Hint[]; isolates: Isolate[] }[];
}

/** Milliseconds after the last key. */
const REST = 700;
/** Lines asked for in one go. */
const LINES_MAX = 200;

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

const shape = (set: DecorationSet) => set.find(undefined, undefined, (spec) => spec.hint);

export function hints(story: string, lang: string, mayLearn: boolean, button: HTMLButtonElement, tell: Tell) {
  /** Lines whose hints stand, by what they say: what was read once is not asked again. */
  let known = new WeakMap<Node, Answer["lines"][number]>();
  /** What the house's words were when the lines were read. */
  let house = "";
  const dropped = new Set<string>();
  let view: EditorView;
  let timer = 0;
  let asking = false;
  const bubble = element("div", { class: "hint-bubble", role: "dialog", "aria-label": word("ed-hint"), hidden: true });

  const lines = () => textblocks(view.state.doc).filter(({ line }) => line.content.size > 0);

  const draw = () => {
    const all: Decoration[] = [];
    for (const { line, at } of lines()) {
      const answer = known.get(line);
      if (!answer) continue;
      for (const { from, to } of answer.isolates) all.push(Decoration.inline(at + from, at + to, { nodeName: "bdi", dir: "ltr" }));
      for (const hint of answer.hints) {
        const words = lineText(line).slice(hint.from, hint.to);
        if (dropped.has(`${hint.kind} ${words}`)) continue;
        all.push(Decoration.inline(at + hint.from, at + hint.to, { class: `fix ${hint.kind}`, title: hint.message }, { hint, inclusiveStart: false, inclusiveEnd: false }));
      }
    }
    view.dispatch(view.state.tr.setMeta(hintKey, DecorationSet.create(view.state.doc, all)).setMeta("addToHistory", false));
  };

  const ask = async () => {
    if (asking || document.visibilityState === "hidden") return;
    const wanted = lines().filter(({ line }) => !known.has(line)).slice(0, LINES_MAX);
    if (wanted.length === 0) return draw();
    asking = true;
    const body = { lang, lines: wanted.map(({ line }, key) => ({ key: String(key), text: lineText(line), foreign: foreignOf(line) })) };
    const answer = await send("POST", `/newsroom/stories/${story}/hints`, body);
    asking = false;
    if (!answer.ok) return;
    const { house: now, lines: read } = answer.value as Answer;
    // The house thinks otherwise than it did: what was read before is read again.
    if (house !== "" && house !== now) known = new WeakMap();
    house = now;
    for (const one of read) known.set(wanted[Number(one.key)]!.line, one);
    draw();
    if (lines().some(({ line }) => !known.has(line))) later();
  };
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, REST);
  };

  const all = () => shape(hintKey.getState(view.state) ?? DecorationSet.empty).sort((one, two) => one.from - two.from);
  const count = () => {
    const n = all().length;
    button.textContent = n === 0 ? word("ed-hints-none") : counted("ed-hints", n);
    button.disabled = n === 0;
  };

  const accept = (found: Decoration, with_?: string) => {
    const hint = found.spec.hint as Hint;
    const words = with_ ?? hint.replacements[0];
    if (words === undefined || !view.editable) return;
    const tr = words === "" ? view.state.tr.delete(found.from, found.to) : view.state.tr.insertText(words, found.from, found.to);
    view.dispatch(tr);
  };
  const drop = (found: Decoration) => {
    const words = view.state.doc.textBetween(found.from, found.to, undefined, "\ufffc");
    dropped.add(`${(found.spec.hint as Hint).kind} ${words}`);
    draw();
  };
  const learn = async (lang: string, words: string) => {
    const answer = await send("POST", "/newsroom/house-words/known", { lang, word: words });
    tell(answer.ok ? word("ed-hint-learnt", { word: words }) : answer.problem);
    if (!answer.ok) return;
    known = new WeakMap();
    void ask();
  };
  const acceptAll = () => {
    const sure = all().filter((found) => (found.spec.hint as Hint).replacements.length > 0 && (found.spec.hint as Hint).kind !== "spelling");
    const tr = view.state.tr;
    for (const found of sure.reverse()) {
      const words = (found.spec.hint as Hint).replacements[0]!;
      if (words === "") tr.delete(found.from, found.to);
      else tr.insertText(words, found.from, found.to);
    }
    if (!tr.docChanged) return;
    view.dispatch(tr);
    tell(counted("ed-hints-taken", sure.length));
  };

  const close = (back = true) => {
    if (bubble.hidden) return;
    bubble.hidden = true;
    if (back) view.focus();
  };
  const open = (found: Decoration, focus: boolean) => {
    const hint = found.spec.hint as Hint;
    const make = (label: string | HTMLElement, act: () => void, keys?: string) => {
      const made = element("button", { type: "button", class: "btn", "aria-keyshortcuts": keys ?? null }, label);
      made.addEventListener("click", () => {
        close();
        act();
      });
      return made;
    };
    const offers = hint.replacements.slice(0, 5).map((words) => make(words === "" ? word("ed-hint-delete") : element("bdi", {}, words), () => accept(found, words)));
    const spelt = hint.kind === "spelling" && hint.lang !== undefined;
    const written = view.state.doc.textBetween(found.from, found.to, undefined, "\ufffc");
    const more = spelt && mayLearn ? [make(word("ed-hint-learn"), () => void learn(hint.lang!, written))] : [];
    const choices = element("p", { class: "acts", role: "status" }, ...(spelt ? [word("ed-hint-suggesting")] : []));
    bubble.replaceChildren(
      element("p", {}, hint.message),
      ...(spelt ? [choices] : []),
      element("p", { class: "acts" }, ...offers, ...more, make(word("ed-hint-drop"), () => drop(found)), make(word("ed-hints-all"), acceptAll)),
    );
    bubble.hidden = false;
    if (spelt) {
      void send("POST", `/newsroom/stories/${story}/hints/suggest`, { lang: hint.lang, word: written }).then((answer) => {
        if (!choices.isConnected || bubble.hidden) return;
        const found_ = answer.ok ? (answer.value as { suggestions: string[] }).suggestions : [];
        const buttons = found_.map((words) => make(element("bdi", {}, words), () => accept(found, words)));
        choices.replaceChildren(...(buttons.length > 0 ? buttons : [word("ed-hint-no-suggestion")]));
        // Who came by the keys stands on the first choice, as with every other hint.
        if (focus && bubble.contains(document.activeElement)) buttons[0]?.focus();
      });
    }
    const box = bubble.offsetParent!.getBoundingClientRect();
    const place = view.coordsAtPos(found.from);
    const rtl = getComputedStyle(bubble).direction === "rtl";
    const side = rtl ? box.right - place.right : place.left - box.left;
    bubble.style.insetBlockStart = `${place.bottom - box.top + 6}px`;
    bubble.style.insetInlineStart = `${Math.max(0, Math.min(side, box.width - bubble.offsetWidth))}px`;
    if (focus) bubble.querySelector("button")?.focus();
  };
  addEventListener("resize", () => close(false));
  bubble.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    const buttons = [...bubble.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowRight: -1, ArrowLeft: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      buttons[(at + step + buttons.length) % buttons.length]?.focus();
    }
  });

  /** The next hint after the caret, or the one before it; its bubble opens. */
  const go = (back: boolean): Command => (state, dispatch) => {
    const found = all();
    if (found.length === 0) return false;
    const { from } = state.selection;
    const next = back ? (found.findLast((one) => one.to < from) ?? found[found.length - 1]!) : (found.find((one) => one.from > from) ?? found[0]!);
    if (dispatch) {
      dispatch(state.tr.setSelection(TextSelection.create(state.doc, next.from, next.to)).scrollIntoView());
      open(next, true);
    }
    return true;
  };
  const here = () => all().find((one) => one.from <= view.state.selection.from && one.to >= view.state.selection.from);
  button.addEventListener("click", () => go(false)(view.state, view.dispatch, view));

  const plugin = new Plugin<DecorationSet>({
    key: hintKey,
    state: standing(hintKey),
    props: {
      decorations: (state) => hintKey.getState(state),
      handleClick(made, at) {
        const found = all().find((one) => one.from <= at && one.to >= at);
        if (found && made.editable) open(found, false);
        else close(false);
        return false;
      },
      handleKeyDown(_, event) {
        if (event.key === "Escape" && !bubble.hidden) {
          close();
          return true;
        }
        return false;
      },
    },
    view(made) {
      view = made;
      made.dom.parentElement?.append(bubble);
      count();
      later();
      return {
        update(_, before) {
          if (view.state.doc !== before.doc) {
            close(false);
            later();
          }
          if (hintKey.getState(before) !== hintKey.getState(view.state)) count();
        },
        destroy: () => bubble.remove(),
      };
    },
  });
  const keys: Record<string, Command> = {
    F7: go(false),
    "Shift-F7": go(true),
    "Alt-Enter": (_, dispatch) => {
      const found = here();
      if (!found) return false;
      if (dispatch) accept(found);
      return true;
    },
    "Mod-Alt-Enter": (_, dispatch) => {
      if (dispatch) acceptAll();
      return true;
    },
  };
  return { plugin, keys };
}
