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
