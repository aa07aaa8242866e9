// Replacing words wherever they stand, in one transaction, and what has been replaced so far: «بوعزة» that became
// «سمير بوعزة» holds the words looked for, and is not to become «سمير سمير بوعزة».
import { closeHistory } from "prosemirror-history";
import type { EditorState, Transaction } from "prosemirror-state";
import type { Mapping } from "prosemirror-transform";
import { LineStep } from "./lines";
import { order, together, type Hit, type Line, type Place } from "./places";

/** What was written by replacing; in a line or an attribute it holds for as long as the words there are `value`. */
export type Done = Hit & { value?: string };

export function valueOf(state: EditorState, lines: Line[], place: Place): string | undefined {
  if (place.kind === "line") return lines[place.line]!.value;
  return place.kind === "attr" ? (state.doc.nodeAt(place.pos)?.attrs[place.attr] as string | undefined) : undefined;
}

/** Whether a place was written by replacing. */
export const isDone = (state: EditorState, lines: Line[], done: Done[], hit: Hit): boolean =>
  done.some((one) => one.from <= hit.from && hit.to <= one.to && together(one.place, hit.place) && one.value === valueOf(state, lines, hit.place));

/** What was replaced, after the document has changed. */
export function follow(done: Done[], mapping: Mapping): Done[] {
  return done.flatMap((one) => {
    const { place } = one;
    if (place.kind === "line") return [one];
    if (place.kind === "attr") {
      const { pos, deleted } = mapping.mapResult(place.pos, 1);
      return deleted ? [] : [{ ...one, place: { ...place, pos } }];
    }
    const [from, to] = [mapping.map(one.from, 1), mapping.map(one.to, -1)];
    return from < to ? [{ ...one, from, to }] : [];
  });
}

/** The words of a line or an attribute with `hits` replaced, and what of them is done then. */
function rewritten(value: string, hits: Hit[], words: string, done: Done[]): { value: string; done: Done[] } {
  const { place } = hits[0]!;
  let out = "";
  let at = 0;
  const fresh: Done[] = [];
  for (const { from, to } of hits) {
    out += value.slice(at, from) + words;
    fresh.push({ place, from: out.length - words.length, to: out.length });
    at = to;
  }
  out += value.slice(at);
  const shift = (from: number) => hits.reduce((by, hit) => (hit.to <= from ? by + words.length - (hit.to - hit.from) : by), 0);
  const older = done.filter((one) => one.value === value && together(one.place, place)).map((one) => ({ ...one, from: one.from + shift(one.from), to: one.to + shift(one.from) }));
  return { value: out, done: [...fresh, ...older].map((one) => ({ ...one, value: out })) };
}

/** Hits of one line or attribute together, each of the text by itself; from the end of the document to its beginning. */
function grouped(hits: Hit[]): Hit[][] {
  const groups: Hit[][] = [];
  for (const hit of [...hits].sort(order)) {
    const last = groups[groups.length - 1];
    if (last && hit.place.kind !== "text" && together(last[0]!.place, hit.place)) last.push(hit);
    else groups.push([hit]);
  }
  return groups.reverse();
}

/** A transaction that puts `words` in the place of `hits`, and what is done by it. */
export function replacing(state: EditorState, lines: Line[], hits: Hit[], words: string, done: Done[]): { tr: Transaction; done: Done[] } {
  const tr = closeHistory(state.tr);
  const fresh: (() => Done[])[] = [];
  for (const group of grouped(hits)) {
    const { place, from, to } = group[0]!;
    if (place.kind === "text") {
      tr.insertText(words, from, to);
      const steps = tr.steps.length;
      fresh.push(() => {
        const start = tr.mapping.slice(steps).map(from);
        return [{ place, from: start, to: start + words.length }];
      });
      continue;
    }
    const before = valueOf(state, lines, place) ?? "";
    const after = rewritten(before, group, words, done);
    if (place.kind === "line") tr.step(new LineStep(place.line, before, after.value));
    else tr.setNodeAttribute(place.pos, place.attr, after.value || null);
    const steps = tr.steps.length;
    fresh.push(() => follow(after.done, tr.mapping.slice(steps)));
  }
  return { tr, done: fresh.flatMap((make) => make()).filter(({ from, to }) => from < to) };
}
