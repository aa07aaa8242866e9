// Notes of colleagues, pinned to passages: where they stand is underlined, and the panel beside the text has their words. The
// panel is the server's own and renews itself; here it is only read, and asked for a new note on what is selected.
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, TextSelection, type Command } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { lineText, textblocks } from "./blocks";
import { standing } from "./marks";
import { settled } from "./settled";

const remarkKey = new PluginKey<DecorationSet>("remarks");
/** Characters of a quoted passage, as the form takes them. */
const QUOTE_MAX = 500;

/** Where in a block the quoted words stand; the first place where they do. */
function find(doc: Node, block: string, quote: string): { from: number; to: number } | null {
  let found: { from: number; to: number } | null = null;
  doc.forEach((top, at) => {
    if (top.attrs.id !== block || found) return;
    const look = (line: Node, start: number) => {
      const place = lineText(line).indexOf(quote);
      if (place >= 0 && !found) found = { from: start + place, to: start + place + quote.length };
    };
    if (top.isTextblock) look(top, at + 1);
    else textblocks(top).forEach(({ line, at: inner }) => look(line, at + 1 + inner));
  });
  return found;
}

export function remarks(beforeAsking: () => Promise<void>) {
  const panel = document.getElementById("remarks-body");
  let view: EditorView;

  const threads = () => [...(panel?.querySelectorAll<HTMLElement>(".thread") ?? [])].filter((thread) => !thread.closest(".settled"));
  const draw = () => {
    const state = settled(view);
    const all: Decoration[] = [];
    for (const thread of threads()) {
      const passage = thread.querySelector<HTMLElement>(":scope > q[data-block]");
      const place = passage && find(state.doc, passage.dataset.block!, passage.textContent ?? "");
      if (place) all.push(Decoration.inline(place.from, place.to, { class: "remark", "data-remark": thread.dataset.remark! }, { remark: thread.id }));
    }
    view.dispatch(state.tr.setMeta(remarkKey, DecorationSet.create(state.doc, all)).setMeta("addToHistory", false));
  };
  const all = () => remarkKey.getState(view.state)?.find() ?? [];

  /** A note on what is selected: its form opens with the words in it. */
  const add: Command = (state, dispatch) => {
    const form = panel?.querySelector<HTMLDetailsElement>(".new-remark");
    if (!form || state.selection.empty) return false;
    if (!dispatch) return true;
    const { from, to } = state.selection;
    const quote = state.doc.textBetween(from, to, "\n", "\n").trim().split("\n")[0]!.slice(0, QUOTE_MAX);
    // The server looks for the words in what it has.
    void beforeAsking().then(() => {
      const now = panel?.querySelector<HTMLDetailsElement>(".new-remark");
      if (!now) return;
      now.open = true;
      now.querySelector<HTMLInputElement>("[name=quote]")!.value = quote;
      now.querySelector<HTMLTextAreaElement>("[name=text]")!.focus();
    });
    return true;
  };

  const plugin = new Plugin<DecorationSet>({
    key: remarkKey,
    state: standing(remarkKey),
    props: {
      decorations: (state) => remarkKey.getState(state),
      handleClick(_, at) {
        const found = all().find((one) => one.from <= at && one.to >= at);
        document.querySelector(".thread.here")?.classList.remove("here");
        const thread = found && document.getElementById(found.spec.remark as string);
        thread?.classList.add("here");
        thread?.scrollIntoView({ block: "nearest" });
        return false;
      },
    },
  });
  const begin = (made: EditorView) => {
    view = made;
    if (!panel) return;
    draw();
    new MutationObserver(draw).observe(panel, { childList: true });
    panel.addEventListener("click", (event) => {
      const passage = (event.target as HTMLElement).closest<HTMLElement>("q[data-block]");
      const place = passage && find(view.state.doc, passage.dataset.block!, passage.textContent ?? "");
      if (!place) return;
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place.from, place.to)).scrollIntoView());
      view.focus();
    });
  };
  return { plugin, begin, keys: { "Mod-Alt-m": add } };
}
