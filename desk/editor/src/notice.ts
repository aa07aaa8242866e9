// The one place over the text where something is told that has to be read, with what can be done about it.
import { element, word } from "./words";

/** Tells `text`; each of `acts` is a button that closes the notice and does something. */
export type Tell = (text: string, ...acts: [string, () => void][]) => void;

export function notices(): { dom: HTMLElement; tell: Tell } {
  const dom = element("div", { class: "notice", role: "alert", hidden: true });
  const button = (label: string, kind: string, act: () => void) => {
    const made = element("button", { type: "button", class: kind }, label);
    made.addEventListener("click", () => {
      dom.hidden = true;
      act();
    });
    return made;
  };
  const tell: Tell = (text, ...acts) => {
    const buttons = acts.map(([label, act]) => button(label, "btn", act));
    const close = button(word("ed-close"), "btn quiet", () => undefined);
    dom.replaceChildren(element("p", {}, text), element("p", { class: "acts" }, ...buttons, close));
    dom.hidden = false;
  };
  return { dom, tell };
}
