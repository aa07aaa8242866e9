// What holds for the document whatever is typed, pasted or dragged: every block has an id of its own, tables have rows of
// equal length, a quotation has a line for its speaker, the direction of a block follows its letters unless somebody set
// it, and there is always a paragraph to write in.
import type { Node } from "prosemirror-model";
import { Plugin, type Transaction } from "prosemirror-state";
import { node } from "./schema";

const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

/** Six random characters, as story/src/ids.rs gives them. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return Array.from(bytes, (byte) => LETTERS[byte % 32]).join("");
}

const RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
/** Words, and what is no word of a language: addresses. */
const WORDS = /(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+|[\p{L}\p{M}\u0640]+/gu;

/** The direction most words of a text have; none where it has no words. */
export function directionOf(text: string): "rtl" | "ltr" | null {
  let [right, left] = [0, 0];
  for (const [word] of text.matchAll(WORDS)) {
    if (/[:@.]/.test(word)) continue;
    if (RIGHT.test(word)) right += 1;
    else left += 1;
  }
  if (right === 0 && left === 0) return null;
  return left > right ? "ltr" : "rtl";
}

/** Every line of a document that holds text, with the place of its content. */
export function textblocks(doc: Node): { line: Node; at: number }[] {
  const all: { line: Node; at: number }[] = [];
  doc.descendants((line, at) => {
    if (line.isTextblock) all.push({ line, at: at + 1 });
    return !line.isTextblock;
  });
  return all;
}

/** The text of a line, one unit for each of its places: a break is a line break, any other leaf no letter. */
export const lineText = (line: Node) => line.textBetween(0, line.content.size, undefined, (leaf) => (leaf.type.name === "hard_break" ? "\n" : "\ufffc"));

/** What a block's `dir` is where nobody has set it: none where it is the story's. */
function ownDirection(block: Node, story: string): string | null {
  const direction = directionOf(block.textContent);
  return direction === null || direction === story ? null : direction;
}

/**
 * A document as it is opened for writing: with a line to write in, and in every quotation one for its speaker, also where
 * the server keeps none.
 */
export function opened(doc: Node): Node {
  if (doc.childCount === 0) return doc.type.create(doc.attrs, [node("paragraph").create({ id: freshId() })]);
  const blocks: Node[] = [];
  doc.forEach((block) => blocks.push(lacksSpeaker(block) ? block.copy(block.content.addToEnd(node("speaker").create())) : block));
  return doc.type.create(doc.attrs, blocks);
}

const lacksSpeaker = (block: Node) => block.type.name === "quotation" && block.lastChild?.type.name !== "speaker";

function equalRows(tr: Transaction, table: Node, at: number) {
  let columns = 0;
  table.forEach((row) => (columns = Math.max(columns, row.childCount)));
  const short: [number, number][] = [];
  table.forEach((row, offset) => {
    if (row.childCount < columns) short.push([at + 1 + offset + row.nodeSize - 1, columns - row.childCount]);
  });
  for (const [end, missing] of short.reverse()) {
    for (let n = 0; n < missing; n += 1) tr.insert(end, node("table_cell").create());
  }
}

/** Keeps the document in order after every change; `story` is the direction of the story's language. */
export const order = (story: "rtl" | "ltr") =>
  new Plugin({
    appendTransaction(transactions, before, after) {
      if (!transactions.some((one) => one.docChanged)) return null;
      const tr = after.tr;
      if (after.doc.childCount === 0) tr.insert(0, node("paragraph").create({ id: freshId() }));
      const old = new Map<string, Node>();
      before.doc.forEach((block) => old.set(block.attrs.id, block));
      const seen = new Map<string, number>();
      const known = new Set<Node>();
      before.doc.forEach((block) => known.add(block));
      const empty: [number, number][] = [];
      const rows: [Node, number][] = [];
      const speakers: number[] = [];
      tr.doc.forEach((block, at) => {
        const first = seen.get(block.attrs.id);
        if (!block.attrs.id) {
          tr.setNodeAttribute(at, "id", freshId());
        } else if (first !== undefined) {
          // Split before its first letter, the block below is the one that was there.
          const above = tr.doc.nodeAt(first);
          const isAbove = above && above.content.size === 0 && block.content.size > 0;
          tr.setNodeAttribute(isAbove ? first : at, "id", freshId());
          seen.set(block.attrs.id, at);
        } else {
          seen.set(block.attrs.id, at);
        }
        if (known.has(block)) return;
        const was = old.get(block.attrs.id);
        const automatic = was ? ownDirection(was, story) === (was.attrs.dir ?? null) : block.attrs.dir === null;
        const dir = ownDirection(block, story);
        if (automatic && dir !== (block.attrs.dir ?? null)) tr.setNodeAttribute(at, "dir", dir);
        if (block.type.name === "photo" && !block.attrs.picture) empty.push([at, at + block.nodeSize]);
        if (block.type.name === "gallery") {
          const photos: [number, number][] = [];
          block.forEach((photo, offset) => {
            if (!photo.attrs.picture) photos.push([at + 1 + offset, at + 2 + offset]);
          });
          empty.push(...(photos.length === block.childCount ? [[at, at + block.nodeSize] as [number, number]] : photos));
        }
        if (block.type.name === "table") rows.push([block, at]);
        if (lacksSpeaker(block)) speakers.push(at + block.nodeSize - 1);
      });
      // From the end, so that places before stay true.
      const inserts = [...empty.map(([at, to]) => ({ at, act: () => tr.delete(at, to) })), ...speakers.map((at) => ({ at, act: () => tr.insert(at, node("speaker").create()) })), ...rows.map(([table, at]) => ({ at, act: () => equalRows(tr, table, at) }))];
      for (const { act } of inserts.sort((a, b) => b.at - a.at)) act();
      return tr.docChanged ? tr.setMeta("order", true) : null;
    },
  });
