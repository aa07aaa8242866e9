// The bubble of a hint: what is wrong, what may stand instead, and the ways to leave it as it is. One for the whole form.
import { send } from "./request";
import type { Notice } from "./hint-parts";
import type { Tell } from "./notice";
import { element, word } from "./words";

/** What may be done about a hint beside taking one of its replacements. */
export interface Acts {
  take(words: string): void;
  drop(): void;
  takeAll(): void;
  /** A word of the house was learnt. */
  learnt(): void;
  /** The bubble goes and the caret returns. */
  back(): void;
}

const OFFERS_MAX = 5;

export function hintBubble(story: string, mayLearn: boolean, tell: Tell) {
  const dom = element("div", { class: "hint-bubble", role: "dialog", "aria-label": word("ed-hint"), hidden: true });
  let back = () => {};

  const close = (returns = true) => {
    if (dom.hidden) return;
    dom.hidden = true;
    if (returns) back();
  };
  const learn = async (lang: string, written: string, learnt: () => void) => {
    const answer = await send("POST", "/newsroom/house-words/known", { lang, word: written });
    tell(answer.ok ? word("ed-hint-learnt", { word: written }) : answer.problem);
    if (answer.ok) learnt();
  };

  /** Opens below the words at `place`; with `focus`, the first choice has the keyboard. */
  const open = ({ hint, written }: Notice, place: DOMRect, acts: Acts, focus: boolean) => {
    back = acts.back;
    const make = (label: string | HTMLElement, act: () => void) => {
      const made = element("button", { type: "button", class: "btn" }, label);
      made.addEventListener("click", () => {
        close();
        act();
      });
      return made;
    };
    const offer = (words: string) => make(words === "" ? word("ed-hint-delete") : element("bdi", {}, words), () => acts.take(words));
    const { lang } = hint;
    const spelt = hint.kind === "spelling" && lang !== undefined;
    const more = spelt && mayLearn ? [make(word("ed-hint-learn"), () => void learn(lang, written, acts.learnt))] : [];
    const choices = element("p", { class: "acts", role: "status" }, ...(spelt ? [word("ed-hint-suggesting")] : []));
    dom.replaceChildren(
      element("p", {}, hint.message),
      ...(spelt ? [choices] : []),
      element("p", { class: "acts" }, ...hint.replacements.slice(0, OFFERS_MAX).map(offer), ...more, make(word("ed-hint-drop"), acts.drop), make(word("ed-hints-all"), acts.takeAll)),
    );
    dom.hidden = false;
    if (spelt) {
      void send("POST", `/newsroom/stories/${story}/hints/suggest`, { lang, word: written }).then((answer) => {
        if (!choices.isConnected || dom.hidden) return;
        const buttons = (answer.ok ? (answer.value as { suggestions: string[] }).suggestions : []).map(offer);
        choices.replaceChildren(...(buttons.length > 0 ? buttons : [word("ed-hint-no-suggestion")]));
        // Who came by the keys stands on the first choice, as with every other hint.
        if (focus && dom.contains(document.activeElement)) buttons[0]?.focus();
      });
    }
    const box = dom.offsetParent!.getBoundingClientRect();
    const rtl = getComputedStyle(dom).direction === "rtl";
    const side = rtl ? box.right - place.right : place.left - box.left;
    dom.style.insetBlockStart = `${place.bottom - box.top + 6}px`;
    dom.style.insetInlineStart = `${Math.max(0, Math.min(side, box.width - dom.offsetWidth))}px`;
    if (focus) dom.querySelector("button")?.focus();
  };

  // It would stand elsewhere; whoever was in it goes back to the text.
  addEventListener("resize", () => close(dom.contains(document.activeElement)));
  dom.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    const buttons = [...dom.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowRight: -1, ArrowLeft: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      buttons[(at + step + buttons.length) % buttons.length]?.focus();
    }
  });
  return { dom, open, close, isOpen: () => !dom.hidden };
}
