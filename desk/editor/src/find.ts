// Find and replace: «الاتفاق» finds «لإتفاق», «الإتِّفاق» and «الاتـفاق»; replacing keeps the marks of what it replaces.
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { textblocks } from "./blocks";
import { fold, folded } from "./fold";
import { counted, element, word } from "./words";

interface Found {
  query: string;
  exact: boolean;
  hits: { from: number; to: number }[];
  at: number;
  set: DecorationSet;
}

const key = new PluginKey<Found>("find");
const NOTHING: Found = { query: "", exact: false, hits: [], at: -1, set: DecorationSet.empty };

/** Every place where the words stand, in any form of their letters unless `exact`. */
export function search(doc: Node, query: string, exact: boolean): { from: number; to: number }[] {
  const wanted = exact ? query : fold(query);
  if (wanted.trim() === "") return [];
  const hits: { from: number; to: number }[] = [];
  for (const { line, at: start } of textblocks(doc)) {
    const text = line.textBetween(0, line.content.size, "\ufffc", "\ufffc");
    const { text: letters, at: places } = exact ? { text, at: Array.from({ length: text.length + 1 }, (_, n) => n) } : folded(text);
    for (let from = letters.indexOf(wanted); from >= 0; from = letters.indexOf(wanted, from + wanted.length)) {
      const end = from + wanted.length;
      // Signs after the last letter belong to it.
      const last = places[end - 1]! + 1;
      let to = last;
      while (to < (places[end] ?? text.length) && /\p{M}|\u0640/u.test(text[to]!)) to += 1;
      hits.push({ from: start + places[from]!, to: start + to });
    }
  }
  return hits;
}

function marked(doc: Node, hits: Found["hits"], at: number): DecorationSet {
  return DecorationSet.create(doc, hits.map(({ from, to }, n) => Decoration.inline(from, to, { class: n === at ? "hit now" : "hit" })));
}

/** The plugin, and the bar that works it. */
export function finding(): { plugin: Plugin<Found>; dom: HTMLElement; open: (view: EditorView) => void } {
  const query = element("input", { type: "search", "aria-label": word("ed-find"), placeholder: word("ed-find"), dir: "auto" });
  const other = element("input", { "aria-label": word("ed-replace-with"), placeholder: word("ed-replace-with"), dir: "auto" });
  const exact = element("input", { type: "checkbox" });
  const said = element("span", { class: "meta", role: "status" });
  const button = (label: string, act: () => void) => {
    const made = element("button", { type: "button", class: "btn" }, label);
    made.addEventListener("click", act);
    return made;
  };
  let view: EditorView;
  const state = () => key.getState(view.state) ?? NOTHING;
  const go = (step: number) => {
    const { hits, at } = state();
    if (hits.length === 0) return;
    const next = (at + step + hits.length) % hits.length;
    const tr = view.state.tr.setMeta(key, { at: next });
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, hits[next]!.from, hits[next]!.to)).scrollIntoView());
  };
  const replace = () => {
    const { hits, at } = state();
    const hit = hits[at];
    if (!hit || !view.editable) return;
    view.dispatch(view.state.tr.insertText(other.value, hit.from, hit.to));
    go(0);
  };
  const replaceAll = () => {
    const { hits } = state();
    if (!view.editable || hits.length === 0) return;
    const tr = view.state.tr;
    for (const { from, to } of [...hits].reverse()) tr.insertText(other.value, from, to);
    view.dispatch(tr);
    said.textContent = counted("ed-replaced", hits.length);
  };
  const look = () => view.dispatch(view.state.tr.setMeta(key, { query: query.value, exact: exact.checked }));
  const close = () => {
    dom.hidden = true;
    view.dispatch(view.state.tr.setMeta(key, { query: "", exact: false }));
    view.focus();
  };
  const dom = element(
    "div",
    { class: "find", role: "search", "aria-label": word("ed-find"), hidden: true },
    query,
    button(word("ed-find-previous"), () => go(-1)),
    button(word("ed-find-next"), () => go(1)),
    other,
    button(word("ed-replace"), replace),
    button(word("ed-replace-all"), replaceAll),
    element("label", { class: "tick" }, exact, element("span", {}, word("ed-find-exact"))),
    said,
    button(word("ed-close"), close),
  );
  query.addEventListener("input", look);
  exact.addEventListener("change", look);
  dom.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter" && event.target === query) {
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    }
    if (event.key === "Enter" && event.target === other) {
      event.preventDefault();
      replace();
    }
  });
  const plugin = new Plugin<Found>({
    key,
    state: {
      init: () => NOTHING,
      apply(tr, found) {
        const meta = tr.getMeta(key) as Partial<Found> | undefined;
        if (meta?.query !== undefined) {
          const hits = search(tr.doc, meta.query, meta.exact ?? false);
          const at = hits.length === 0 ? -1 : Math.max(0, hits.findIndex((hit) => hit.from >= tr.selection.from));
          return { query: meta.query, exact: meta.exact ?? false, hits, at, set: marked(tr.doc, hits, at) };
        }
        if (found.query === "") return found;
        if (tr.docChanged) {
          const hits = search(tr.doc, found.query, found.exact);
          const at = Math.min(found.at, hits.length - 1);
          return { ...found, hits, at, set: marked(tr.doc, hits, at) };
        }
        if (meta?.at !== undefined) return { ...found, at: meta.at, set: marked(tr.doc, found.hits, meta.at) };
        return found;
      },
    },
    props: { decorations: (now) => key.getState(now)?.set },
    view(made) {
      view = made;
      return {
        update(_, before) {
          const { hits, at, query: words } = state();
          if (key.getState(before) === state() || dom.hidden) return;
          said.textContent = words === "" ? "" : hits.length === 0 ? word("ed-find-none") : word("ed-find-at", { n: at + 1, all: hits.length });
        },
      };
    },
  });
  const open = (made: EditorView) => {
    view = made;
    dom.hidden = false;
    const { from, to } = made.state.selection;
    if (to > from && to - from < 80) query.value = made.state.doc.textBetween(from, to, " ");
    query.select();
    query.focus();
    look();
  };
  return { plugin, dom, open };
}
