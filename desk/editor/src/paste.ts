// Paste. HTML of other programs is read by the server, with the same reader that takes in saved pages: Word, Google Docs,
// WhatsApp, mail. What was copied here comes back as it was; plain text becomes paragraphs; without the server, HTML is read
// by the browser alone, and says so. Pictures go to the archive.
import { DOMParser as Reader, Fragment, Slice, type Node } from "prosemirror-model";
import { Plugin, PluginKey, Selection } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { send } from "./door";
import { freshId } from "./blocks";
import { node, schema } from "./schema";
import { word } from "./words";

export interface Pasted {
  /** Something to be told about a paste. */
  said: (text: string) => void;
  /** Pictures for the archive, to stand at the caret. */
  pictures: (view: EditorView, files: File[]) => void;
  /** Public id of the story. */
  story: string;
}

/** Control characters, and what programs leave between words that is not to be seen. */
export const clean = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffc]/g, "");

/** A line of plain text: single line breaks are breaks, not paragraphs, where blank lines part the paragraphs. */
function paragraphs(text: string): Node[] {
  const lines = clean(text).replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  const hasBlank = /\n[ \t\u00a0]*\n/.test(lines);
  const parts = hasBlank ? lines.split(/\n[ \t\u00a0]*\n[\s]*/) : lines.split("\n");
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const pieces = part.split("\n").flatMap((line, at) => [...(at > 0 ? [node("hard_break").create()] : []), ...(line ? [schema.text(line)] : [])]);
      return node("paragraph").create({ id: freshId() }, pieces);
    });
}

/** Puts blocks where the selection is: one paragraph flows into the line, several stand for themselves. */
function put(view: EditorView, blocks: Node[], from: number, to: number) {
  if (blocks.length === 0) return;
  // Other programs write a direction on every line; ours follows from the letters.
  const fresh = blocks.map((block) => block.type.create({ ...block.attrs, id: freshId(), dir: null }, block.content, block.marks));
  const first = fresh[0]!.type.name === "paragraph" ? 1 : 0;
  const last = fresh[fresh.length - 1]!.type.name === "paragraph" ? 1 : 0;
  const slice = new Slice(Fragment.from(fresh), first, last);
  const tr = view.state.tr.replaceRange(from, to, slice);
  tr.setMeta("paste", true).setMeta("uiEvent", "paste");
  view.dispatch(tr.scrollIntoView());
}

const waiting = new PluginKey<DecorationSet>("paste");

export function paste(hooks: Pasted): Plugin {
  /** A paste that is on its way: a place in the text that moves with it. */
  function begin(view: EditorView): object {
    const id = {};
    const { from } = view.state.tr.selection;
    const tr = view.state.tr.deleteSelection();
    const mark = document.createElement("span");
    mark.className = "pasting";
    tr.setMeta(waiting, { add: Decoration.widget(Math.min(from, tr.doc.content.size), mark, { id }) });
    view.dispatch(tr);
    return id;
  }

  function end(view: EditorView, id: object): number | null {
    const found = waiting.getState(view.state)?.find(undefined, undefined, (spec) => spec.id === id)[0];
    view.dispatch(view.state.tr.setMeta(waiting, { drop: id }).setMeta("addToHistory", false));
    return found?.from ?? null;
  }

  async function fromElsewhere(view: EditorView, html: string, plain: string) {
    const id = begin(view);
    const answer = await send("POST", `/newsroom/stories/${hooks.story}/paste`, { html }, 10);
    const at = end(view, id);
    if (at === null) return;
    if (answer.ok) {
      const { doc, said } = answer.value as { doc: object; said: string[] };
      const blocks = schema.nodeFromJSON(doc).content.content as Node[];
      if (blocks.length > 0) put(view, [...blocks], at, at);
      else put(view, paragraphs(plain), at, at);
      if (said.length > 0) hooks.said(said.join(" "));
      return;
    }
    const read = new DOMParser().parseFromString(html.replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gi, " "), "text/html");
    for (const noise of read.querySelectorAll("style, script, head, title, meta, link")) noise.remove();
    const doc = Reader.fromSchema(schema).parse(read.body);
    put(view, doc.content.content.filter((block) => block.content.size > 0 || block.isAtom), at, at);
    hooks.said(word("ed-pasted-alone"));
  }

  /** Whether the paste is taken care of here. */
  function taken(view: EditorView, event: ClipboardEvent): boolean {

    const data = event.clipboardData;
    if (!data) return false;
    const files = [...data.files].filter((file) => file.type.startsWith("image/"));
    const html = data.getData("text/html");
    const plain = data.getData("text/plain");
    // Word gives a picture of the text beside the text: the text is what is meant.
    if (files.length > 0 && plain.trim() === "") {
      hooks.pictures(view, files);
      return true;
    }
    if (/data-pm-slice/.test(html)) return false;
    // In a line that takes words only, and where there is nothing but words, no reader is needed.
    const { $from } = view.state.selection;
    if ($from.depth > 1 || html.trim() === "") {
      const blocks = paragraphs(plain);
      const isPart = $from.depth > 1 && $from.parent.inlineContent;
      if (isPart && blocks.length > 0) {
        const pieces = blocks.flatMap((block, at) => [...(at > 0 ? [node("hard_break").create()] : []), ...block.content.content]);
        view.dispatch(view.state.tr.replaceSelection(new Slice(Fragment.from(pieces), 0, 0)).setMeta("paste", true).scrollIntoView());
      } else {
        put(view, blocks, view.state.selection.from, view.state.selection.to);
      }
      return true;
    }
    void fromElsewhere(view, html, plain);
    return true;
  }

  return new Plugin({
    key: waiting,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set) {
        let now = set.map(tr.mapping, tr.doc);
        const act = tr.getMeta(waiting) as { add?: Decoration; drop?: object } | undefined;
        if (act?.add) now = now.add(tr.doc, [act.add]);
        if (act?.drop) now = now.remove(now.find(undefined, undefined, (spec) => spec.id === act.drop));
        return now;
      },
    },
    props: {
      decorations: (state) => waiting.getState(state),
      // Before ProseMirror looks at it: foreign HTML would be parsed in the page, with styles that its policy forbids.
      handleDOMEvents: {
        paste(view, event) {
          if (!view.editable || !taken(view, event)) return false;
          event.preventDefault();
          return true;
        },
      },
      handleDrop(view, event, _, moved) {
        const files = [...(event.dataTransfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
        if (moved || files.length === 0) return false;
        event.preventDefault();
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (at) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
        hooks.pictures(view, files);
        return true;
      },
      clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, "\n\n", (leaf) => (leaf.type.name === "hard_break" ? "\n" : "")),
    },
  });
}
