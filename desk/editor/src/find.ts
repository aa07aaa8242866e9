// Find and replace in everything that is written: «الاتفاق» finds «لإتفاق», «الإتِّفاق» and «الاتـفاق», in the headline and
// under a photo as in the text; replacing keeps the marks of what it replaces, and goes on to the next place.
import { redo, undo } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, Selection, TextSelection, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { lineSteps } from "./lines";
import { inDocument, inLines, order, same, type Hit, type Line, type Wanted } from "./places";
import { follow, isDone, replacing, type Done } from "./replacing";
import { counted, element, word } from "./words";

interface Found {
  wanted: Wanted;
  /** Those in the lines above the text, and all of them. */
  lines: Hit[];
  hits: Hit[];
  /** Which one it is now; none where all have been replaced. */
  at: number;
  done: Done[];
  set: DecorationSet;
}

/** What a transaction tells the plugin. */
interface Told {
  look?: { wanted: Wanted; lines: Hit[] };
  at?: number;
  done?: Done[];
}

const key = new PluginKey<Found>("find");
const NOWHERE: Wanted = { query: "", exact: false, whole: false };
const NOTHING: Found = { wanted: NOWHERE, lines: [], hits: [], at: -1, done: [], set: DecorationSet.empty };

function marked(doc: Node, hits: Hit[], at: number): DecorationSet {
  const all = hits.flatMap(({ place, from, to }, n) => (place.kind === "text" ? [Decoration.inline(from, to, { class: n === at ? "hit now" : "hit" })] : []));
  return DecorationSet.create(doc, all);
}

/** The place from which one looks on: the caret, or the very beginning where nobody has moved it. */
function firstAfter(hits: Hit[], { doc, selection }: EditorState): number {
  const isMoved = !selection.empty || selection.from > Selection.atStart(doc).from;
  const caret: Hit = { place: { kind: "text" }, from: selection.from, to: selection.from };
  const found = isMoved ? hits.findIndex((hit) => order(hit, caret) >= 0) : 0;
  return hits.length === 0 ? -1 : Math.max(0, found);
}

/** What is found, kept true while the text changes. */
const state = {
  init: () => NOTHING,
  apply(tr: EditorState["tr"], found: Found, _: EditorState, now: EditorState): Found {
    const told = tr.getMeta(key) as Told | undefined;
    if (!told && (!tr.docChanged || found.wanted.query === "")) return found;
    const wanted = told?.look?.wanted ?? found.wanted;
    const lines = told?.look?.lines ?? found.lines;
    const hits = told?.look || tr.docChanged ? [...lines, ...inDocument(tr.doc, wanted)] : found.hits;
    const done = same(wanted, found.wanted) ? [...follow(found.done, tr.mapping), ...(told?.done ?? [])] : [];
    const at = told?.at ?? (same(wanted, found.wanted) ? Math.min(found.at, hits.length - 1) : firstAfter(hits, now));
    return { wanted, lines, hits, at, done, set: marked(tr.doc, hits, at) };
  },
};

/** The plugins, and the bar that works them. `lines` stand above the text; `elsewhere` gives fields of other forms. */
export function finding(lines: Line[], elsewhere: () => Line[], tell: (text: string) => void) {
  const query = element("input", { type: "search", "aria-label": word("ed-find"), placeholder: word("ed-find"), dir: "auto" });
  const other = element("input", { "aria-label": word("ed-replace-with"), placeholder: word("ed-replace-with"), dir: "auto" });
  const exact = element("input", { type: "checkbox" });
  const whole = element("input", { type: "checkbox" });
  const said = element("span", { class: "meta", role: "status" });
  const button = (label: string, act: () => void) => {
    const made = element("button", { type: "button", class: "btn" }, label);
    made.addEventListener("click", act);
    return made;
  };
  let view: EditorView;
  const found = () => key.getState(view.state) ?? NOTHING;
  const tick = (input: HTMLInputElement, label: string) => element("label", { class: "tick" }, input, element("span", {}, label));
  const nameOf = (line: Line) => line.getAttribute("aria-label") ?? line.labels?.[0]?.textContent ?? line.placeholder;
  const steps = lineSteps(lines, (line) => tell(word("ed-line-kept", { name: nameOf(line) })));

  /** The field that shows a place; none for places in the text. */
  const fieldOf = ({ place }: Hit): Line | null => {
    if (place.kind === "text") return null;
    if (place.kind === "line") return lines[place.line]!;
    const block = view.nodeDOM(place.pos) as HTMLElement | null;
    return block?.querySelector<Line>(`:scope > .fields > .of-${place.attr} > :is(input, textarea)`) ?? null;
  };
  const show = () => {
    for (const field of document.querySelectorAll(".hit-in")) field.classList.remove("hit-in");
    const { hits, at } = found();
    const field = hits[at] && !dom.hidden ? fieldOf(hits[at]) : null;
    field?.classList.add("hit-in");
    return field;
  };
  const goTo = (at: number) => {
    const hit = found().hits[at];
    const tr = view.state.tr.setMeta(key, { at } satisfies Told);
    if (hit?.place.kind === "text") tr.setSelection(TextSelection.create(tr.doc, hit.from, hit.to)).scrollIntoView();
    view.dispatch(tr);
    show()?.scrollIntoView({ block: "nearest" });
  };
  const go = (step: number) => {
    const { hits, at } = found();
    if (hits.length > 0) goTo(at < 0 ? 0 : (at + step + hits.length) % hits.length);
  };
  const look = () => {
    const wanted = { query: query.value, exact: exact.checked, whole: whole.checked };
    view.dispatch(view.state.tr.setMeta(key, { look: { wanted, lines: inLines(lines, wanted) } } satisfies Told));
    show();
  };
  const isLeft = (hit: Hit) => !isDone(view.state, lines, found().done, hit);
  const put = (hits: Hit[]) => {
    const { tr, done } = replacing(view.state, lines, hits, other.value, found().done);
    view.dispatch(tr.setMeta(key, { done } satisfies Told));
    steps.flush();
    look();
  };
  /** The first place from `hit` on that is not done, or from the beginning. */
  const nextTo = (hit: Hit) => {
    const { hits } = found();
    const next = hits.findIndex((one) => order(one, hit) >= 0 && isLeft(one));
    return next >= 0 ? next : hits.findIndex(isLeft);
  };
  const replace = () => {
    const { hits, at } = found();
    if (!view.editable || hits.length === 0) return;
    const here = hits[Math.max(0, at)]!;
    const hit = hits[nextTo(here)];
    if (hit && (hit === here || at < 0)) {
      put([hit]);
      goTo(nextTo({ ...hit, from: hit.from + other.value.length }));
    } else {
      goTo(hit ? hits.indexOf(hit) : -1);
    }
  };
  const replaceAll = () => {
    if (!view.editable) return;
    const left = found().hits.filter(isLeft);
    if (left.length > 0) put(left);
    goTo(found().hits.findIndex(isLeft));
    const above = left.some(({ place }) => place.kind === "line") ? word("ed-replaced-above") : "";
    if (left.length > 0) said.textContent = [counted("ed-replaced", left.length) + above, ...rest()].join(" · ");
  };
  // What stands in fields that are another form's.
  const rest = () => {
    const more = inLines(elsewhere(), found().wanted).length;
    return more > 0 ? [word("ed-find-elsewhere", { n: more })] : [];
  };
  const tellWhere = () => {
    const { hits, at, wanted } = found();
    const field = hits[at] && fieldOf(hits[at]);
    const here = wanted.query === "" ? "" : hits.length === 0 ? word("ed-find-none") : at < 0 ? word("ed-find-done") : word("ed-find-at", { n: at + 1, all: hits.length });
    said.textContent = [here, field && nameOf(field), ...rest()].filter(Boolean).join(" · ");
  };
  const close = () => {
    dom.hidden = true;
    view.dispatch(view.state.tr.setMeta(key, { look: { wanted: NOWHERE, lines: [] } } satisfies Told));
    show();
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
    tick(exact, word("ed-find-exact")),
    tick(whole, word("ed-find-whole")),
    said,
    button(word("ed-close"), close),
  );
  for (const [input, event] of [[query, "input"], [exact, "change"], [whole, "change"]] as const) input.addEventListener(event, look);
  // Other words to put there: what was replaced by the former ones may be replaced again.
  other.addEventListener("input", () => {
    const { at } = found();
    view.dispatch(view.state.tr.setMeta(key, { look: { wanted: NOWHERE, lines: [] } } satisfies Told));
    look();
    if (at >= 0) goTo(at);
  });
  for (const line of lines) line.addEventListener("input", () => !dom.hidden && look());
  dom.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    // A button has nothing of its own to undo: what was replaced by it is meant. By the key's place, whatever the layout.
    const isUndo = event.code === "KeyZ" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (isUndo && event.target instanceof HTMLButtonElement) {
      event.preventDefault();
      (event.shiftKey ? redo : undo)(view.state, view.dispatch);
    }
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
    state,
    props: { decorations: (now) => key.getState(now)?.set },
    view(made) {
      view = made;
      return { update: (_, before) => void (key.getState(before) !== found() && !dom.hidden && tellWhere()) };
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
  return { plugins: [steps.plugin, plugin], dom, open };
}
