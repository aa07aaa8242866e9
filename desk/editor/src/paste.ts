// Paste. HTML of other programs is read by the server, with the same reader that takes in saved pages: Word, Google Docs,
// WhatsApp, mail. What was copied here comes back as it was; plain text becomes paragraphs; without the server, HTML is read
// by the browser alone, and says so. Pictures go to the archive.
import { DOMParser as Reader, Fragment, Slice, type Node } from "prosemirror-model";
import { Plugin, PluginKey, Selection } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { send } from "./door";
import { freshId } from "./blocks";
import { node, safeLink, schema } from "./schema";
import { settled } from "./settled";
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

/** Characters of the longest line of a text that was cut at a column (mail, PDF). */
const COLUMN_FROM = 45;
const COLUMN_TO = 110;

const longestOf = (lines: string[]) => lines.reduce((most, line) => Math.max(most, line.length), 0);

/** The same rule as plain::read of the server: lines end where the next word did not fit, or with a sentence. */
function isWrapped(lines: string[]): boolean {
  const longest = longestOf(lines);
  let cut = 0;
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1];
    if (line === "" || !next) continue;
    if (line.length + 1 + next.split(" ", 1)[0]!.length > longest) cut += 1;
    else if (!endsSentence(line)) return false;
  }
  return cut >= 2 && longest >= COLUMN_FROM && longest <= COLUMN_TO;
}

const endsSentence = (line: string) => /[.!?؟…:]["»”)\s]*$/.test(line);

/** Lines cut at a column as paragraphs: a blank line ends one, and a line of less than half the width with its sentence. */
function flowing(lines: string[]): string[] {
  const longest = longestOf(lines);
  const out: string[] = [];
  let goesOn = false;
  for (const line of lines) {
    if (line !== "") out.push(goesOn ? `${out.pop()} ${line}` : line);
    goesOn = line !== "" && !(line.length < longest / 2 && endsSentence(line));
  }
  return out;
}

/** Plain text as paragraphs: single line breaks are breaks, not paragraphs, where blank lines part the paragraphs. */
function paragraphs(text: string): Node[] {
  const whole = clean(text).replace(/\r\n?/g, "\n").replace(/[\u200e\u200f\u061c](?=\n|$)/g, "").replace(/\n+$/, "");
  const lines = whole.split("\n").map((line) => line.trim());
  const hasBlank = lines.includes("");
  const parts = isWrapped(lines) ? flowing(lines) : hasBlank ? whole.split(/\n[ \t\u00a0]*\n[\s]*/) : lines;
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
  /** A paste that is on its way: a place in the text that moves with it, and what was selected there. */
  function begin(view: EditorView): { id: object; was: Slice } {
    const id = {};
    const was = view.state.selection.content();
    // What is undone is the whole paste: its beginning is no step of its own.
    const tr = view.state.tr.deleteSelection().setMeta("addToHistory", false);
    const mark = document.createElement("span");
    mark.className = "pasting";
    // What is typed meanwhile stands after what is pasted.
    tr.setMeta(waiting, { add: Decoration.widget(tr.selection.from, mark, { id, side: -1 }) });
    view.dispatch(tr);
    return { id, was };
  }

  /** The place of a paste, with what was selected there again, so that undoing the paste brings it back. */
  function end(view: EditorView, { id, was }: { id: object; was: Slice }): { from: number; to: number } | null {
    const state = settled(view);
    const found = waiting.getState(state)?.find(undefined, undefined, (spec) => spec.id === id)[0];
    const tr = state.tr.setMeta(waiting, { drop: id }).setMeta("addToHistory", false);
    const before = tr.doc.content.size;
    if (found && was.size > 0) tr.replaceRange(found.from, found.from, was);
    const grown = tr.doc.content.size - before;
    view.dispatch(tr);
    return found ? { from: found.from, to: found.from + grown } : null;
  }

  async function fromElsewhere(view: EditorView, html: string, plain: string) {
    const place = begin(view);
    const answer = await send("POST", `/newsroom/stories/${hooks.story}/paste`, { html }, 10);
    const at = end(view, place);
    if (at === null) return;
    if (answer.ok) {
      const { doc, said } = answer.value as { doc: object; said: string[] };
      const blocks = schema.nodeFromJSON(doc).content.content as Node[];
      if (blocks.length > 0) put(view, [...blocks], at.from, at.to);
      else put(view, paragraphs(plain), at.from, at.to);
      if (said.length > 0) hooks.said(said.join(" "));
      return;
    }
    const read = new DOMParser().parseFromString(html.replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gi, " "), "text/html");
    for (const noise of read.querySelectorAll("style, script, head, title, meta, link")) noise.remove();
    const doc = Reader.fromSchema(schema).parse(read.body);
    put(view, doc.content.content.filter((block) => block.content.size > 0 || block.isAtom), at.from, at.to);
    hooks.said(word("ed-pasted-alone"));
  }

  /** An address pasted over selected words makes a link of them. */
  function linked(view: EditorView, plain: string): boolean {
    const { from, to, empty, $from } = view.state.selection;
    const link = /^\s*https?:[^<>"]+$/.test(plain) && safeLink(plain);
    const isWords = !empty && $from.sameParent(view.state.selection.$to) && $from.parent.inlineContent && $from.parent.type.allowsMarkType(schema.marks.link!);
    if (!link || !isWords) return false;
    view.dispatch(view.state.tr.addMark(from, to, schema.marks.link!.create(link)).setMeta("paste", true).scrollIntoView());
    return true;
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
    if (linked(view, plain)) return true;
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
