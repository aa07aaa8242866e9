// Hints: typography, house style and spelling, underlined with a wave, never silent and never in the way, in the text and
// in the lines above it alike. This goes from one to the next, takes them and leaves them; the parts draw them.
import type { Command } from "prosemirror-state";
import { hintBubble } from "./hint-bubble";
import { Reader, type Notice, type Part } from "./hint-parts";
import { lineHints } from "./line-hints";
import type { Tell } from "./notice";
import { textHints } from "./text-hints";
import { counted, word } from "./words";

export function hints(story: string, lang: string, mayLearn: boolean, button: HTMLButtonElement, fields: HTMLTextAreaElement[], tell: Tell) {
  const reader = new Reader(story, lang);
  const bubble = hintBubble(story, mayLearn, tell);
  const count = () => {
    const n = parts.reduce((sum, part) => sum + part.notices().length, 0);
    const says = n === 0 ? word("ed-hints-none") : counted("ed-hints", n);
    if (button.textContent !== says) button.textContent = says;
    button.disabled = n === 0;
  };
  /** Where the caret stands, or stood last. */
  let here: Part | undefined;
  const watch = {
    entered: (part: Part) => (here = part),
    counted: () => count(),
    typed: () => bubble.close(false),
    pointed: (part: Part, notice: Notice | undefined) => (notice ? show(part, notice, false) : bubble.close(false)),
  };
  const text = textHints(reader, watch);
  const lines = fields.map((field) => lineHints(field, reader, watch));
  const parts: Part[] = [...lines.map(({ part }) => part), text.part];
  reader.staled = () => parts.forEach((part) => part.readAgain());

  const takeAll = () => {
    let taken = 0;
    for (const part of parts) {
      const sure = part.notices().filter(({ hint }) => hint.replacements.length > 0 && hint.kind !== "spelling");
      if (sure.length > 0) taken += part.replace(sure.map((notice) => ({ notice, words: notice.hint.replacements[0]! })));
    }
    if (taken === 0) return;
    here?.focus();
    tell(counted("ed-hints-taken", taken));
  };
  const show = (part: Part, notice: Notice, focus: boolean) => {
    const act = {
      take: (words: string) => void part.replace([{ notice, words }]),
      drop: () => {
        reader.drop(notice);
        parts.forEach((one) => one.draw());
      },
      takeAll,
      learnt: () => parts.forEach((one) => one.readAgain()),
      back: () => part.focus(),
    };
    bubble.open(notice, part.placeOf(notice), act, focus);
  };

  /** The next hint after the caret, or the one before it, in whichever part; its bubble opens. */
  const go = (back: boolean) => {
    const now = Math.max(0, parts.findIndex((part) => part === here));
    const caret = here?.caret() ?? { from: -1, to: -1 };
    const all = parts.flatMap((part, at) => part.notices().map((notice) => ({ part, at, notice })));
    if (all.length === 0) return false;
    const next = back
      ? (all.findLast(({ at, notice }) => at < now || (at === now && notice.to < caret.from)) ?? all[all.length - 1]!)
      : (all.find(({ at, notice }) => at > now || (at === now && notice.from > caret.from)) ?? all[0]!);
    here = next.part;
    here.reach(next.notice);
    show(here, next.notice, true);
    return true;
  };
  /** Takes the hint at the caret. */
  const takeHere = () => {
    const at = here?.caret().from ?? -1;
    const notice = here?.notices().find((one) => one.from <= at && one.to >= at);
    if (!here || !notice) return false;
    const words = notice.hint.replacements[0];
    if (words !== undefined) here.replace([{ notice, words }]);
    return true;
  };
  const leave = () => {
    const open = bubble.isOpen();
    bubble.close();
    return open;
  };
  button.addEventListener("click", () => go(false));

  const acts: Record<string, () => boolean> = {
    F7: () => go(false),
    "Shift-F7": () => go(true),
    "Alt-Enter": takeHere,
    "Mod-Alt-Enter": () => {
      takeAll();
      return true;
    },
    Escape: leave,
  };
  const { Escape: _, ...inText } = acts;
  const keys = Object.fromEntries(
    Object.entries(inText).map(([key, act]): [string, Command] => [key, (_state, dispatch) => (dispatch ? act() : true)]),
  );
  for (const input of fields) {
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const held = [event.ctrlKey || event.metaKey ? "Mod" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : "", event.key];
      if (acts[held.filter(Boolean).join("-")]?.()) event.preventDefault();
    });
  }
  return {
    plugin: text.plugin(leave),
    keys,
    bubble: bubble.dom,
    /** Other words were put into the lines than somebody typed. */
    replaced: () => lines.forEach((line) => line.replaced()),
  };
}
