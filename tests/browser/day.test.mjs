// A day at the desk in short ways: everything until readers have it in one act, names that are offered, the panel beside a long
// text, and two versions compared in what no word shows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { examine } from "./browser.mjs";
import { invited, submit } from "./desk.mjs";
import { browser, chief, paper } from "./own-desk.mjs";
import { begin, put, ready, write } from "./writing.mjs";

const text = (words, ...marks) => ({ type: "text", text: words, ...(marks.length ? { marks } : {}) });
const paragraph = (id, ...content) => ({ type: "paragraph", attrs: { id }, content });
const facts = "form[data-panel=itself][action$='/facts']";
const untilSaved = (page) => page.waitForSelector(`${facts} .panel-state[data-state=saved]`);

test("a reporter's draft is before readers with one press of the chief, whatever was typed a moment ago", { timeout: 90_000 }, async () => {
  const reporter = await invited(browser, paper, chief, "day@paper.example", ["reporter"], "سمير حداد");
  const address = await begin(reporter, "افتتاح الجسر");
  await write(reporter, ["فُتح الجسر صباح اليوم."]);
  assert.equal(await reporter.locator("form[action$='/publish_now']").count(), 0);
  // Whoever wrote it lets go of it.
  await reporter.goto("/newsroom/account");
  await chief.goto(address);
  await ready(chief);
  // Typed in the text and in the panel, not left, and the button pressed.
  await chief.click(".ProseMirror");
  await chief.keyboard.press("Control+End");
  await chief.keyboard.type(" وعبره ألف شخص.");
  await chief.fill(`${facts} [name=desk_byline]`, "ق. م");
  await submit(chief, "form[action$='/publish_now'] button");
  assert.match(await chief.locator(".bar .state").innerText(), /منشورة/);
  assert.match(await chief.locator("main").innerText(), /نُشرت/);
  const live = await chief.evaluate(async () => {
    const front = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
    const link = [...front.querySelectorAll("a[href]")].find((one) => one.textContent.includes("افتتاح الجسر"));
    const story = await (await fetch(link.getAttribute("href"))).text();
    return new DOMParser().parseFromString(story, "text/html").querySelector("main").textContent;
  });
  assert.match(live, /فُتح الجسر صباح اليوم\. وعبره ألف شخص\./);
  assert.match(live, /ق\. م/);
});

test("writers and topics are offered by any form of their letters, one after the other in the line", { timeout: 90_000 }, async () => {
  await begin(chief, "خبر أول بتوقيع");
  await chief.fill(`${facts} [name=writers]`, "أسماء بن يحيى");
  await chief.press(`${facts} [name=writers]`, "Tab");
  await untilSaved(chief);
  await begin(chief, "خبر ثان بتوقيع");
  const writers = `${facts} [name=writers]`;
  await chief.click(writers);
  await chief.keyboard.type("كريم، اسماء");
  const option = chief.locator("#f-writers-offers [role=option]");
  await option.first().waitFor();
  assert.match(await option.first().innerText(), /أسماء بن يحيى/);
  await examine(chief, "story-names");
  await chief.keyboard.press("ArrowDown");
  await chief.keyboard.press("Enter");
  assert.equal(await chief.inputValue(writers), "كريم، أسماء بن يحيى، ");
  // What stands in the line is offered no more.
  await chief.keyboard.type("اسماء");
  await chief.waitForTimeout(600);
  assert.equal(await chief.locator("#f-writers-offers").isVisible(), false);
  await chief.keyboard.press("Control+a");
  await chief.keyboard.type("أسماء بن يحيى");
  await chief.keyboard.press("Tab");
  await untilSaved(chief);
  await chief.reload();
  await ready(chief);
  assert.equal(await chief.inputValue(writers), "أسماء بن يحيى");
});

test("bar, rail and panel stay in view beside a long text", { timeout: 90_000 }, async () => {
  const address = await begin(chief, "نص طويل");
  const content = Array.from({ length: 120 }, (_, n) => paragraph(`p${n}`, text(`الفقرة ${n} من نص طويل لا ينتهي في شاشة واحدة ولا في عشر.`)));
  await put(chief, address, { type: "doc", content });
  await chief.setViewportSize({ width: 1280, height: 800 });
  await chief.locator(".ProseMirror > p").nth(80).scrollIntoViewIfNeeded();
  await chief.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
  const seen = (selector) => chief.evaluate((selector) => {
    const { top, bottom } = document.querySelector(selector).getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight + 1;
  }, selector);
  for (const selector of [".bar", ".rail", ".panel", ".toolbar", "#h-moves"]) assert.ok(await seen(selector), `${selector} is in view`);
});

test("two versions compared: links, marks, heads of tables and numbers in their order", { timeout: 90_000 }, async () => {
  const address = await begin(chief, "مقارنة النسخ");
  const link = (href) => ({ type: "link", attrs: { href } });
  const doc = (href, count, strong, head) => ({
    type: "doc",
    content: [
      paragraph("a1", text("اقرأ "), text("البيان", link(href)), text(" كاملا.")),
      paragraph("a2", text(`حضر ${count} نائبا.`)),
      paragraph("a3", strong ? text("لم يقتل أحد", { type: "strong" }) : text("لم يقتل أحد"), text(" في الحادث.")),
      {
        type: "table",
        attrs: { id: "a4", caption: head ? "الأسعار" : "أسعار", header_row: head, header_column: false },
        content: [1, 2].map((row) => ({ type: "table_row", content: [1, 2].map((cell) => ({ type: "table_cell", content: [text(`خلية ${row}${cell}`)] })) })),
      },
    ],
  });
  await put(chief, address, doc("https://example.org/old", 19, false, false));
  await put(chief, address, doc("https://example.com/new", 21, true, true));
  await chief.goto(`${address}/versions`);
  const newest = await chief.locator("a[href*='/versions/']").first().getAttribute("href");
  for (const view of ["", "?view=columns"]) {
    await chief.goto(newest + view);
    const forms = await chief.locator(".difference .forms li").allInnerTexts();
    const told = forms.map((one) => one.replace(/\s+/g, " ").trim());
    assert.deepEqual(told, ["رابط البيان https://example.org/old https://example.com/new", "غامق لم يقتل أحد", "الصف الأول عناوين لا نعم"], view);
    }
  // The number that was stands before the one that is, as the line is read: to its right.
  await chief.goto(newest);
  const [was, is] = await chief.evaluate(() => ["del", "ins"].map((tag) => [...document.querySelectorAll(`.difference ${tag}`)].find((one) => /^(19|21)$/.test(one.innerText)).getBoundingClientRect().x));
  assert.ok(was > is, "19 stands to the right of 21");
  await examine(chief, "compare");
});
