// Letters that writers mix up are one, and what stands above them is nothing.
export const fold = (text) =>
  text
    .normalize("NFC")
    .replace(/[\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06ED]/g, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
    .replace(/ؤ/g, "و")
    .replace(/ئ/g, "ي")
    .toLowerCase();

/**
 * How well `wanted` (folded) is found in `text` (folded): 0 not at all, more is better. The beginning of a word counts more
 * than the middle of one, letters one after the other more than letters apart.
 */
export function match(text, wanted) {
  if (!wanted) return 1;
  if (text.startsWith(wanted)) return 100;
  // The article is typed or not.
  if (text.split(" ").some((word) => word.startsWith(wanted) || word.replace(/^(و|ب|ل|ف|ك)?ال/, "").startsWith(wanted.replace(/^ال/, "")))) return 80;
  if (text.includes(wanted)) return 60;
  if (wanted.includes(" ")) {
    const parts = wanted.split(" ").filter(Boolean).map((part) => match(text, part));
    return parts.includes(0) ? 0 : Math.min(...parts) - 5;
  }
  let at = 0;
  let gaps = 0;
  for (const letter of wanted) {
    const next = text.indexOf(letter, at);
    if (next < 0) return 0;
    gaps += at && next > at ? 1 : 0;
    at = next + 1;
  }
  return wanted.length < 2 ? 0 : Math.max(1, 40 - 8 * gaps);
}
