// Hints in a line above the text, which is a plain field: its words stand once more behind it, without colour, and carry
// the waves. Field and words behind it are set alike, so that they break and face alike.
import type { Notice, Part, Read, Reader } from "./hint-parts";
import { REST, type Watch } from "./text-hints";
import { element } from "./words";

export function lineHints(input: HTMLTextAreaElement, reader: Reader, watch: Watch) {
  const behind = element("div", { class: "behind", "aria-hidden": "true" });
  const holder = element("div", { class: "lined" });
  input.before(holder);
  holder.append(behind, input);
  let notices: Notice[] = [];
  let read: { text: string; said: Read } | null = null;
  let timer = 0;
  let asking = false;

  const draw = () => {
    const { value } = input;
    const words = (from: number, to: number) => value.slice(from, to);
    const said = read?.text === value && !input.readOnly && !input.disabled ? read.said.hints : [];
    notices = said
      .map((hint) => ({ from: hint.from, to: hint.to, hint, written: words(hint.from, hint.to) }))
      .filter(({ hint, written }) => !reader.isDropped(hint, written))
      .sort((one, two) => one.from - two.from);
    const pieces: (Node | string)[] = [];
    let at = 0;
    for (const notice of notices) {
      pieces.push(words(at, notice.from), element("span", { class: `fix ${notice.hint.kind}` }, notice.written));
      at = notice.to;
    }
    behind.dir = input.dir;
    behind.replaceChildren(...pieces, words(at, value.length));
    watch.counted();
  };
  const ask = async () => {
    if (asking || document.visibilityState === "hidden") return;
    const text = input.value;
    if (text === "" || read?.text === text) return draw();
    asking = true;
    const said = await reader.read([{ text, foreign: [] }]);
    asking = false;
    if (!said) return;
    read = { text, said: said[0]! };
    if (input.value === text) draw();
    else later();
  };
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, REST);
  };
  /** Waves of words that are no longer there would stand under others. */
  const typed = () => {
    if (read?.text !== input.value) draw();
    later();
  };

  const part: Part = {
    notices: () => notices,
    caret: () => ({ from: input.selectionStart, to: input.selectionEnd }),
    reach({ from, to }) {
      input.setSelectionRange(from, to);
      input.scrollIntoView({ block: "nearest" });
    },
    placeOf(notice) {
      const at = notices.findIndex(({ from, to }) => from === notice.from && to === notice.to);
      return (behind.querySelectorAll(".fix")[at] ?? input).getBoundingClientRect();
    },
    replace(these) {
      if (input.readOnly || input.disabled) return 0;
      let words = input.value;
      for (const { notice, words: instead } of [...these].reverse()) words = words.slice(0, notice.from) + instead + words.slice(notice.to);
      const caret = words.length - (input.value.length - these[these.length - 1]!.notice.to);
      input.focus();
      input.select();
      // The one way by which a browser lets its own undo take it back.
      if (!document.execCommand("insertText", false, words)) {
        input.value = words;
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
      input.setSelectionRange(caret, caret);
      clearTimeout(timer);
      void ask();
      return these.length;
    },
    draw,
    readAgain() {
      read = null;
      void ask();
    },
    focus: () => input.focus(),
  };

  // Beyond the field itself, whose own listeners turn it the way its letters face.
  holder.addEventListener("input", () => {
    watch.typed();
    typed();
  });
  input.addEventListener("focus", () => watch.entered(part));
  input.addEventListener("click", () => {
    const at = input.selectionStart;
    watch.pointed(part, notices.find(({ from, to }) => from <= at && to >= at));
  });
  const replaced = () => {
    draw();
    later();
  };
  later();
  return { part, replaced };
}
