// Everything that is written, as places in which words can be found: the lines above the text, the text itself, and every
// attribute that holds words (a caption, a credit, the title of a box). Which attributes those are, the table says.
import type { Node } from "prosemirror-model";
import { fold, folded } from "./fold";
import { WORDS } from "./schema";
import { turns } from "./turns";

/** A line above the text. */
export type Line = HTMLInputElement | HTMLTextAreaElement;

/** Where words stand: in the text, in an attribute of the node at `pos`, or in the line of that number. */
export type Place = { kind: "text" } | { kind: "attr"; pos: number; attr: string } | { kind: "line"; line: number };

/** Words found; in the text, `from` and `to` are positions of the document. */
export interface Hit {
  place: Place;
  from: number;
  to: number;
}

/** What is looked for. */
export interface Wanted {
  query: string;
  /** As it is written, sign for sign. */
  exact: boolean;
  /** Not inside a longer word. */
  whole: boolean;
}

export const same = (one: Wanted, two: Wanted) => one.query === two.query && one.exact === two.exact && one.whole === two.whole;

/** What makes one word with its neighbour: letters, their marks, the stroke that lengthens, digits, joiners. */
const IN_WORD = /[\p{L}\p{M}\p{N}\u0640\u200c\u200d]/u;

function before(text: string, at: number): string {
  let n = at;
  while (n > 0 && turns(text[n - 1]!)) n -= 1;
  return [...text.slice(Math.max(0, n - 2), n)].pop() ?? "";
}

function after(text: string, at: number): string {
  let n = at;
  while (n < text.length && turns(text[n]!)) n += 1;
  return [...text.slice(n, n + 2)][0] ?? "";
}

/** Whether no word goes on over either end of `from`–`to`. */
function isWhole(text: string, from: number, to: number): boolean {
  const meets = (one: string, two: string) => IN_WORD.test(one) && IN_WORD.test(two);
  return !meets(before(text, from), after(text, from)) && !meets(before(text, to), after(text, to));
}

type Range = [from: number, to: number];

/** Where in a text the words stand. */
function inText(text: string, { query, exact, whole }: Wanted): Range[] {
  const wanted = exact ? query : fold(query);
  if (wanted.trim() === "") return [];
  const found: Range[] = [];
  const { text: letters, at: places } = exact ? { text, at: null } : folded(text);
  const place = (n: number) => (places ? places[n]! : n);
  for (let at = letters.indexOf(wanted); at >= 0; at = letters.indexOf(wanted, at + wanted.length)) {
    const end = at + wanted.length;
    // Signs after the last letter belong to it.
    let to = place(end - 1) + 1;
    while (to < place(end) && /\p{M}|\u0640/u.test(text[to]!)) to += 1;
    if (!whole || isWhole(text, place(at), to)) found.push([place(at), to]);
  }
  return found;
}

/** What was found in a block, with places counted from the block: a block that did not change is not read again. */
let known = new WeakMap<Node, Hit[]>();
let knownFor: Wanted = { query: "", exact: false, whole: false };

function inBlock(block: Node, wanted: Wanted): Hit[] {
  const hits: Hit[] = [];
  const look = (node: Node, pos: number) => {
    for (const attr of Object.keys(WORDS[node.type.name] ?? {})) {
      const words = node.attrs[attr];
      if (typeof words !== "string") continue;
      for (const [from, to] of inText(words, wanted)) hits.push({ place: { kind: "attr", pos, attr }, from, to });
    }
    if (!node.isTextblock) return node.forEach((child, offset) => look(child, pos + 1 + offset));
    const text = node.textBetween(0, node.content.size, "\ufffc", "\ufffc");
    for (const [from, to] of inText(text, wanted)) hits.push({ place: { kind: "text" }, from: pos + 1 + from, to: pos + 1 + to });
  };
  look(block, 0);
  return hits;
}

const moved = ({ place, from, to }: Hit, by: number): Hit =>
  place.kind === "attr" ? { place: { ...place, pos: place.pos + by }, from, to } : { place, from: from + by, to: to + by };

/** Every place of a document where the words stand, in its order. */
export function inDocument(doc: Node, wanted: Wanted): Hit[] {
  if (wanted.query.trim() === "") return [];
  if (!same(wanted, knownFor)) {
    known = new WeakMap();
    knownFor = wanted;
  }
  const hits: Hit[] = [];
  doc.forEach((block, offset) => {
    let found = known.get(block);
    if (!found) known.set(block, (found = inBlock(block, wanted)));
    for (const hit of found) hits.push(moved(hit, offset));
  });
  return hits;
}

/** The same in the lines above the text. */
export const inLines = (lines: Line[], wanted: Wanted): Hit[] =>
  lines.flatMap((input, line) => inText(input.value, wanted).map(([from, to]): Hit => ({ place: { kind: "line", line }, from, to })));

/** Before 0, after 0 or the same: lines first, then the document from its beginning. */
export function order(one: Hit, two: Hit): number {
  const place = ({ place, from }: Hit) => (place.kind === "line" ? [0, place.line, from] : place.kind === "attr" ? [1, place.pos, from] : [1, from, 0]);
  const [a, b] = [place(one), place(two)];
  for (let n = 0; n < 3; n += 1) if (a[n] !== b[n]) return a[n]! - b[n]!;
  return 0;
}

/** Whether both stand in the same line, attribute or text. */
export const together = (one: Place, two: Place): boolean =>
  one.kind === two.kind && (one as { line?: number }).line === (two as { line?: number }).line && (one as { pos?: number }).pos === (two as { pos?: number }).pos && (one as { attr?: string }).attr === (two as { attr?: string }).attr;
