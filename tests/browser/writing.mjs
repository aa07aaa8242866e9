// A desk with one person and stories to write in, for the tests of the editor.

import { password, somebody, submit } from "./desk.mjs";

// The first administrator, signed in, in a window of their own.
export async function chiefOf(browser, paper, options) {
  const page = await somebody(browser, paper, options);
  await page.goto(paper.first);
  await page.fill("[name=name]", "مريم العلوي");
  await page.fill("[name=email]", "chief@paper.example");
  await page.fill("[name=password]", password);
  await submit(page, "main form button");
  return page;
}

// A new story; the window is on its page, and the editor is ready.
export async function begin(page, headline) {
  await page.goto("/newsroom/stories/new");
  await page.fill("[name=headline]", headline);
  await submit(page, "main form button.go");
  await ready(page);
  return new URL(page.url()).pathname;
}

export const ready = (page) => page.waitForSelector(".writing[data-ready]");

// What the server has.
export const kept = (page, address) => page.evaluate((at) => fetch(`${at}/text`).then((answer) => answer.json()), address);

// Until the server has everything that is written.
export async function saved(page) {
  await page.waitForFunction(() => document.querySelector(".saved")?.dataset.state === "saved", null, { timeout: 15_000 });
}

// The words of a document, a line for each textblock.
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

// Somebody at a keyboard: every letter is a key that goes down and up, Arabic ones too (playwright would insert those
// without any key). `delay` is the time between two keys, in milliseconds.
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
