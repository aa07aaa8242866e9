// Fifty clipboards of programs from which reporters copy, each pasted at the end of a paragraph, a list item, a
// quotation and a cell.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CLIPBOARDS } from "./clipboard/programs.mjs";
import { chief } from "./own-desk.mjs";
import { begin, brief, kept, put, saved } from "./writing.mjs";

const text = (words) => ({ type: "text", text: words });
const line = (words) => ({ type: "paragraph", content: [text(words)] });
const DOC = {
  type: "doc",
  content: [
    { ...line("فقرة: "), attrs: { id: "p1" } },
    { type: "list", attrs: { id: "l1" }, content: [{ type: "list_item", content: [line("بند: ")] }] },
    { type: "quotation", attrs: { id: "q1" }, content: [line("قول: "), { type: "speaker", content: [text("قائل")] }] },
    { type: "table", attrs: { id: "t1" }, content: [{ type: "table_row", content: [{ type: "table_cell", content: [text("خلية: ")] }] }] },
    { ...line("ختام"), attrs: { id: "z1" } },
  ],
};

// Puts the caret at the end of these words and pastes the clipboard there.
async function pasteBehind(words, html, plain) {
  await chief.evaluate((words) => {
    document.querySelector(".ProseMirror").focus();
    const walk = document.createTreeWalker(document.querySelector(".ProseMirror"), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) if (node.data === words) return getSelection().collapse(node, words.length);
    throw new Error(`${words} stand nowhere`);
  }, words);
  await chief.waitForTimeout(60);
  await chief.evaluate(
    ([html, plain]) => {
      const data = new DataTransfer();
      if (html) data.setData("text/html", html);
      data.setData("text/plain", plain);
      document.querySelector(".ProseMirror").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    [html, plain],
  );
  await chief.waitForFunction(() => !document.querySelector(".pasting"));
}

// The text of a block, line by line, for places that do not allow its shape.
function said(block) {
  if (block.type === "table_row") return [(block.content ?? []).map(brief).filter(Boolean).join("\t")];
  const isLine = (block.content ?? []).every((inner) => inner.type === "text" || inner.type === "hard_break");
  return (isLine ? [(block.content ?? []).map(brief).join("")] : block.content.flatMap(said)).filter(Boolean);
}

// By the rule in docs/editor.md: the result of pasting `blocks` after each of the four words.
function expected(blocks, cells) {
  const lines = blocks.flatMap(said);
  const items = blocks.flatMap((block) => (block.type === "list" ? block.content.map(brief) : said(block)));
  const [only] = blocks;
  const isGrid = blocks.length === 1 && only.type === "table";
  const [first, ...rest] = isGrid ? [null] : blocks;
  return [
    ...(first?.type === "paragraph" ? [`فقرة: ${brief(first)}`, ...rest.map(brief)] : ["فقرة: ", ...blocks.map(brief)]),
    `ul(بند: ${items.join(" | ")})`,
    `quotation(قول: ${lines.join(" | ")} | speaker(قائل))`,
    isGrid ? brief(only) : cells ?? `table(خلية: ${lines.join("⏎")})`,
    "ختام",
  ];
}

test("each clipboard of fifty gives what it holds, whole at the end of a paragraph and fitted inside a block", { timeout: 400_000 }, async () => {
  assert.equal(CLIPBOARDS.length, 50);
  const address = await begin(chief, "خمسون حافظة");
  const wrong = [];
  for (const [name, html, plain, holds, cells] of CLIPBOARDS) {
    await put(chief, address, DOC);
    for (const words of ["خلية: ", "قول: ", "بند: ", "فقرة: "]) await pasteBehind(words, html, plain || "كلمات");
    await saved(chief, true);
    const all = (await kept(chief, address)).text.body.content;
    // What was pasted after the paragraph stands before the list that was there.
    const after = all.slice(0, all.findIndex((block) => block.attrs.id === "l1"));
    const [first, ...rest] = after;
    const flown = { ...first, content: first.content.map((inner, at) => (at === 0 ? { ...inner, text: inner.text.replace("فقرة: ", "") } : inner)).filter((inner) => inner.text !== "") };
    const blocks = flown.content.length > 0 ? [flown, ...rest] : rest;
    const gives = blocks.map(brief);
    const fits = all.map(brief);
    if (JSON.stringify(gives) !== JSON.stringify(holds)) wrong.push({ name, gives, holds });
    else if (JSON.stringify(fits) !== JSON.stringify(expected(blocks, cells))) wrong.push({ name, fits, expected: expected(blocks, cells) });
  }
  assert.deepEqual(wrong, []);
});
