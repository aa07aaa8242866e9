// Letters that writers mix up are one, and what stands above them or cannot be seen is nothing: as in the search analyzer
// (arabic/src/normalize).
const SAME = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ئ: "ي", ؤ: "و", ة: "ه", ک: "ك", ی: "ي", "‐": "-" };
const SILENT = /[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]/;

/** The letters, and for each the place in the text it came from; one place more for the end. */
export function folded(text) {
  let out = "";
  const at = [];
  for (let n = 0; n < text.length; n += 1) {
    const char = text[n];
    if (SILENT.test(char)) continue;
    let same = SAME[char] ?? char.toLowerCase();
    const code = char.charCodeAt(0);
    if (code >= 0x660 && code <= 0x669) same = String(code - 0x660);
    else if (code >= 0x6f0 && code <= 0x6f9) same = String(code - 0x6f0);
    else if (code === 0xa0) same = " ";
    else if (code >= 0xc0 && code <= 0x24f) same = char.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    for (const one of same) {
      out += one;
      at.push(n);
    }
  }
  at.push(text.length);
  return { text: out, at };
}

/** Only the letters. */
export const fold = (text) => folded(text.normalize("NFC")).text;

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
