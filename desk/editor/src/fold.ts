// Folding for finding: what writers mix up is the same letter, what they leave out does not count (../shared rules of the
// search analyzer, as in arabic/src/normalize). `folded` remembers where each letter came from.
const SAME: Record<string, string> = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ئ: "ي", ؤ: "و", ة: "ه", ک: "ك", ی: "ي", "‐": "-" };
const SILENT = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]/;

/** The letters, and for each the place in the text it came from; one entry more for the end. */
export function folded(text: string): { text: string; at: number[] } {
  let out = "";
  const at: number[] = [];
  for (let n = 0; n < text.length; n += 1) {
    const char = text[n]!;
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
export const fold = (text: string) => folded(text).text;
