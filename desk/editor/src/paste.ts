// Paste. HTML of other programs is read by the server, with the same reader that takes in saved pages: Word, Google Docs,
// WhatsApp, mail. What was copied here comes back as it was; plain text becomes paragraphs; without the server, HTML is read
// by the browser alone, and says so. Pictures go to the archive.
import { DOMParser as Reader, Fragment, Slice, type Node, type ResolvedPos } from "prosemirror-model";
import { closeHistory } from "prosemirror-history";
import { Plugin, Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { send } from "./request";
import { freshId } from "./blocks";
import { fit, isInside } from "./fitting";
import { begin, end, pasting } from "./pasting";
import { node, safeLink, schema } from "./schema";
import { bare, sheet, sheetOf } from "./sheets";
import { cameAlong, withoutTurns } from "./turns";
import { word } from "./words";

// Few systems know the type of a phone's HEIC.
const isPicture = (file: File) => file.type.startsWith("image/") || /\.hei[cf]$/i.test(file.name);

export interface Pasted {
  /** Something to be told about a paste. */
  said: (text: string) => void;
  /** Pictures for the archive, to stand at the caret. */
  pictures: (view: EditorView, files: File[]) => void;
  /** Public id of the story. */
  story: string;
}

/** Control characters, and what programs leave between words that is not to be seen. */
export const clean = (text: string) => withoutTurns(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffc]/g, ""));

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
  const whole = clean(text).replace(/\r\n?/g, "\n").replace(/\n+$/, "");
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

/** Whether a slice is words of one line. */
function isWords({ content }: Slice): boolean {
  let lines = 0;
  content.descendants((inner) => {
    lines += inner.isTextblock || (inner.isBlock && inner.isAtom) ? 1 : 0;
    return !inner.isTextblock;
  });
  return lines < 2;
}

/** Other programs write a direction on every line; ours follows from the letters. */
const fresh = (block: Node) => block.type.create({ ...block.attrs, ...("id" in block.attrs ? { id: freshId(), dir: null } : {}) }, block.content, block.marks);

/** Puts blocks where the selection is: one paragraph flows into the line, several stand for themselves. */
function put(view: EditorView, blocks: Node[], from: number, to: number) {
  if (blocks.length === 0) return;
  const first = blocks[0]!.type.name === "paragraph" ? 1 : 0;
  const last = blocks[blocks.length - 1]!.type.name === "paragraph" ? 1 : 0;
  const slice = new Slice(Fragment.from(blocks.map(fresh)), first, last);
  const tr = closeHistory(view.state.tr).replaceRange(from, to, slice);
  tr.setMeta("paste", true).setMeta("uiEvent", "paste");
  view.dispatch(tr.scrollIntoView());
}

const isCell = (at: ResolvedPos) => at.parent.type.name === "table_cell";

/** Puts blocks where they were pasted; inside a block as it can take them. Says in words what could not stand there. */
function place(view: EditorView, blocks: Node[], from: number, to: number, isTyped = false): string[] {
  const { doc } = view.state;
  if (blocks.length === 0) return [];
  if (!isInside(doc.resolve(from))) {
    put(view, blocks, from, to);
    return [];
  }
  const { tr, lost } = fit(view.state, blocks.map(fresh), from, to, isTyped);
  view.dispatch(closeHistory(tr).setMeta("paste", true).setMeta("uiEvent", "paste").scrollIntoView());
  return lost === null ? [] : [word(lost === "below" ? "ed-pasted-below" : "ed-pasted-words")];
}

export function paste(hooks: Pasted): Plugin[] {
  const told = (said: string[]) => {
    if (said.length > 0) hooks.said(said.join(" "));
  };

  async function fromElsewhere(view: EditorView, html: string, plain: string) {
    const id = begin(view);
    const answer = await send("POST", `/newsroom/stories/${hooks.story}/paste`, { html }, 10);
    if (view.isDestroyed) return;
    const at = end(view, id);
    if (at === null) return;
    if (answer.ok) {
      const { doc, said } = answer.value as { doc: object; said: string[] };
      const blocks = schema.nodeFromJSON(doc).content.content as Node[];
      const given = blocks.length === 0 ? paragraphs(plain) : isCell(view.state.doc.resolve(at.from)) ? sheetOf(html, blocks) : [...blocks];
      told([...said, ...place(view, given, at.from, at.to, at.isTyped)]);
      return;
    }
    const read = bare(html);
    const walk = document.createTreeWalker(read.body, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode()) text.nodeValue = withoutTurns(text.nodeValue ?? "");
    const doc = Reader.fromSchema(schema).parse(read.body);
    told([word("ed-pasted-alone"), ...place(view, doc.content.content.filter((block) => block.content.size > 0 || block.isAtom), at.from, at.to, at.isTyped)]);
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
    const files = [...data.files].filter(isPicture);
    const html = data.getData("text/html");
    const plain = data.getData("text/plain");
    // Word gives a picture of the text beside the text: the text is what is meant.
    if (files.length > 0 && plain.trim() === "") {
      hooks.pictures(view, files);
      return true;
    }
    if (linked(view, plain)) return true;
    if (/data-pm-slice/.test(html)) return false;
    // Where there is nothing but words, no reader is needed.
    if (html.trim() === "") {
      const { from, to, $from } = view.state.selection;
      told(place(view, (isCell($from) && sheet(clean(plain))) || paragraphs(plain), from, to));
      return true;
    }
    void fromElsewhere(view, html, plain);
    return true;
  }

  const plugin = new Plugin({
    props: {
      // Before ProseMirror looks at it: foreign HTML would be parsed in the page, with styles that its policy forbids.
      handleDOMEvents: {
        paste(view, event) {
          if (!view.editable || !taken(view, event)) return false;
          event.preventDefault();
          return true;
        },
      },
      // What is dragged from another program is read by the browser.
      transformPastedText: (text) => clean(text),
      transformPastedHTML: (html) => (/data-pm-slice/.test(html) ? html : withoutTurns(html)),
      // What was copied here comes back as it was, and inside a block as that can take it.
      handlePaste(view, _, slice) {
        const { from, to, $from } = view.state.selection;
        if (!isInside($from) || isWords(slice)) return false;
        told(place(view, [...slice.content.content], from, to));
        return true;
      },
      // What a phone's keyboard puts in at once, from its own clipboard or its suggestions.
      handleTextInput(view, from, to, text) {
        if (view.composing || !cameAlong(text)) return false;
        view.dispatch(view.state.tr.insertText(withoutTurns(text), from, to).scrollIntoView());
        return true;
      },
      handleDrop(view, event, _, moved) {
        const files = [...(event.dataTransfer?.files ?? [])].filter(isPicture);
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
  return [pasting(), plugin];
}
