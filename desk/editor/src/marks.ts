// What is shown over the text without being in it: characters that cannot be seen, on request; what a search finds; hints.
// All of it is decoration: a saved story holds none of it.
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState, type StateField } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { textblocks } from "./blocks";
import { word } from "./words";

const UNSEEN = /[\u00a0\u00ad\u0640\u2009\u200b-\u200f\u202a-\u202f\u2060-\u2069\ufeff\t]/g;
const NAMES: Record<string, string> = {
  "\u00a0": "NBSP", "\u00ad": "SHY", "\u0640": "ـ", "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u200e": "LRM", "\u200f": "RLM",
  "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
  "\u2009": "THSP", "\u202f": "NNBSP", "\u061c": "ALM", "\ufeff": "BOM", "\t": "TAB",
};

/** Decorations that somebody puts up under `key`, and that move with the text until others are put up. */
export const standing = (key: PluginKey<DecorationSet>): StateField<DecorationSet> => ({
  init: () => DecorationSet.empty,
  apply: (tr, set) => (tr.getMeta(key) as DecorationSet | undefined) ?? (tr.docChanged ? set.map(tr.mapping, tr.doc) : set),
});

const unseenKey = new PluginKey<{ on: boolean; set: DecorationSet }>("unseen");

/** Characters that cannot be seen, with their names; off until somebody asks. */
export function unseen(): Plugin {
  const signs = (line: Node, start: number) => {
    const found: Decoration[] = [];
    line.forEach((child, offset) => {
      if (child.type.name === "hard_break") {
        found.push(Decoration.node(start + offset, start + offset + 1, { class: "seen-break" }));
        return;
      }
      for (const match of child.text?.matchAll(UNSEEN) ?? []) {
        const from = start + offset + match.index;
        found.push(Decoration.inline(from, from + 1, { class: "seen", "data-sign": NAMES[match[0]] ?? match[0].charCodeAt(0).toString(16) }));
      }
    });
    return found;
  };
  const find = (doc: Node) => DecorationSet.create(doc, textblocks(doc).flatMap(({ line, at }) => signs(line, at)));
  return new Plugin({
    key: unseenKey,
    state: {
      init: () => ({ on: false, set: DecorationSet.empty }),
      apply(tr, { on, set }) {
        const now = (tr.getMeta(unseenKey) as boolean | undefined) ?? on;
        if (!now) return { on: false, set: DecorationSet.empty };
        return { on: true, set: tr.docChanged || !on ? find(tr.doc) : set };
      },
    },
    props: { decorations: (state) => unseenKey.getState(state)?.set },
  });
}

export const seesUnseen = (state: EditorState) => unseenKey.getState(state)?.on ?? false;
export const showUnseen = (state: EditorState, on: boolean) => state.tr.setMeta(unseenKey, on);

/** What is meant to stand in a line that is still empty. */
export function emptyLines(): Plugin {
  const asked: Record<string, string> = { speaker: word("ed-speaker"), question: word("ed-question-line") };
  return new Plugin({
    props: {
      decorations({ doc }) {
        const all: Decoration[] = [];
        if (doc.childCount === 1 && doc.firstChild!.type.name === "paragraph" && doc.firstChild!.content.size === 0) {
          all.push(Decoration.node(0, doc.firstChild!.nodeSize, { class: "empty-line", "data-asks": word("ed-write") }));
        }
        doc.forEach((block, at) => {
          if (block.type.name !== "quotation" && block.type.name !== "question_answer") return;
          block.forEach((line, offset) => {
            const asks = line.content.size === 0 ? asked[line.type.name] : undefined;
            if (asks) all.push(Decoration.node(at + 1 + offset, at + 1 + offset + line.nodeSize, { class: "empty-line", "data-asks": asks }));
          });
        });
        return all.length > 0 ? DecorationSet.create(doc, all) : DecorationSet.empty;
      },
    },
  });
}
