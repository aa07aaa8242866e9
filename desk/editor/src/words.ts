// The page's words in the person's language, as desk/scripts/words.js reads them; here with types.
// @ts-ignore: a plain module without types
import * as plain from "../../scripts/words.js";
import { now } from "./clock";

/** The word with this id; what is filled in stands in it as %name. */
export const word: (id: string, values?: Record<string, string | number>) => string = plain.word;
/** The word about `n` things. */
export const counted: (id: string, n: number, values?: Record<string, string | number>) => string = plain.counted;
/** A number in the paper's digits. */
export const number: (n: number) => string = plain.number;
/** The language of the desk. */
export const language = document.documentElement.lang || "ar";

/** «قبل 3 ثوان», «الآن»: how long ago it was by the server's clock, in words. */
export function ago(then: number): string {
  const seconds = Math.max(0, Math.round((now() - then) / 1000));
  const format = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: seconds === 0 ? "auto" : "always" });
  const text =
    seconds < 60 ? format.format(-seconds, "second") : seconds < 3600 ? format.format(-Math.floor(seconds / 60), "minute") : format.format(-Math.floor(seconds / 3600), "hour");
  return text.replace(/[0-9]+/g, (digits) => number(Number(digits)));
}

/** An element with attributes and children, made without markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attrs: Record<string, string | boolean | null> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}
