// A desk with one person and stories to write in, for the editor tests.

import assert from "node:assert/strict";
import { submit } from "./desk.mjs";

// Creates a story; the window is on its page, and the editor is ready.
export async function begin(page, headline) {
  await page.goto("/newsroom/stories/new");
  await page.fill("[name=headline]", headline);
  await submit(page, "main form button.go");
  await ready(page);
  return new URL(page.url()).pathname;
}

export const ready = (page) => page.waitForSelector(".writing[data-ready]");

// The text that the server has.
export const kept = (page, address) => page.evaluate((at) => fetch(`${at}/text`).then((answer) => answer.json()), address);

// Gives the story this body, bypassing the editor, and shows it.
export async function put(page, address, body) {
  const status = await page.evaluate(
    async ([at, doc]) => {
      const now = await (await fetch(`${at}/text`)).json();
      const headers = { "content-type": "application/json", accept: "application/json", "x-form-token": now.token };
      const answer = await fetch(`${at}/text`, { method: "PUT", headers, body: JSON.stringify({ rev: now.rev, key: String(Math.random()), keep: true, text: { ...now.text, body: doc } }) });
      return answer.status;
    },
    [address, body],
  );
  assert.equal(status, 200);
  await page.reload();
  await ready(page);
}

// Types these paragraphs at the caret, and waits until the server has them.
export async function write(page, paragraphs) {
  await ready(page);
  await page.click(".ProseMirror");
  for (const [at, words] of paragraphs.entries()) {
    if (at > 0) await page.keyboard.press("Enter");
    // A sign at the beginning of a line is typed with its keys.
    for (const letter of /^[#>]+ /.exec(words)?.[0] ?? "") await page.keyboard.type(letter);
    await page.keyboard.type(words.replace(/^[#>]+ /, ""));
  }
  await saved(page, true);
}

// Waits until the server has everything that is written; `soon` if saving may not have begun yet.
export async function saved(page, soon = false) {
  if (soon) await page.waitForTimeout(50);
  await page.waitForFunction(() => document.querySelector(".saved")?.dataset.state === "saved", null, { timeout: 15_000 });
}

// The text of a document, one line for each text block.
export function lines(doc) {
  const out = [];
  const walk = (node) => {
    const content = node.content ?? [];
    if (content.some((child) => child.type === "text" || child.type === "hard_break")) {
      out.push(content.map((child) => (child.type === "hard_break" ? "\n" : child.text)).join(""));
    } else content.forEach(walk);
  };
  walk(doc);
  return out;
}

// A part of a document in short form: *strong*, _emphasised_ and [linked] words, «⏎» for a line break.
export function brief(node) {
  const inside = () => (node.content ?? []).map(brief);
  switch (node.type) {
    case "text": {
      const marks = (node.marks ?? []).map((mark) => mark.type);
      const stressed = marks.includes("emphasis") ? `_${node.text}_` : node.text;
      const strong = marks.includes("strong") ? `*${stressed}*` : stressed;
      return marks.includes("link") ? `[${strong}]` : strong;
    }
    case "hard_break":
      return "⏎";
    case "paragraph":
      return inside().join("");
    case "list":
      return `${node.attrs?.ordered ? "ol" : "ul"}(${inside().join(" | ")})`;
    case "list_item":
      return inside().join(" ");
    case "table":
      return `table(${inside().join(" / ")})`;
    case "table_cell":
      return inside().join("");
    case "table_row":
      return inside().join(" ¦ ");
    default:
      return `${node.type}(${inside().join(node.content?.[0]?.type === "text" ? "" : " | ")})`;
  }
}

// A person at a keyboard: every letter is a key that goes down and up, Arabic ones too (Playwright would insert those
// without key events). `delay` is the time between two keys, in milliseconds.
export async function typist(page) {
  const session = await page.context().newCDPSession(page);
  return async (text, { delay = 0 } = {}) => {
    for (const letter of text) {
      const started = Date.now();
      const key = { key: letter, code: /[a-z]/i.test(letter) ? `Key${letter.toUpperCase()}` : "", windowsVirtualKeyCode: 65 + ((letter.codePointAt(0) ?? 0) % 26) };
      await session.send("Input.dispatchKeyEvent", { type: "keyDown", text: letter, unmodifiedText: letter, ...key });
      await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
      const rest = delay - (Date.now() - started);
      if (rest > 0) await new Promise((done) => setTimeout(done, rest));
    }
  };
}
