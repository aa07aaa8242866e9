// How long a text is: counted block by block, and again only where a block changed.
import type { Node } from "prosemirror-model";

const known = new WeakMap<Node, number>();

function wordsOf(block: Node): number {
  let n = known.get(block);
  if (n === undefined) {
    const text = block.textBetween(0, block.content.size, " ", " ");
    n = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}\u0640'’.,-]*/gu)?.length ?? 0;
    known.set(block, n);
  }
  return n;
}

/** Words of a document. */
export function wordsIn(doc: Node): number {
  let n = 0;
  doc.forEach((block) => (n += wordsOf(block)));
  return n;
}
