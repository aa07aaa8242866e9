// The moderators' words in a real browser: one is added, tried out, removed and put back, with forms alone; and the
// room at every width, light and dark, without findings of axe-core.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, launch } from "./browser.mjs";
import { chiefOf, submit } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";

const ROOM = "/newsroom/comments/words";

let browser;
let paper;
let chief;

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk({});
  chief = await chiefOf(browser, paper);
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

test("a word is added, found in a text that hides it, taken off and put back", { timeout: 120_000 }, async () => {
  await chief.goto(ROOM);
  await chief.fill("#add [name=word]", "رابط");
  await chief.check("#add [name=list][value=spam]");
  await chief.fill("#add [name=note]", "من بائعي المتابعين");
  await submit(chief, "#add button.go");
  await chief.fill("#try [name=name]", "أبو نزار 77");
  await chief.fill("#try [name=text]", "كلام جميل، لكن من يراقب؟ العام الماضي قالوا نفس الكلام. للتفاصيل ر ا ب ط في الملف، أو example[.]com");
  await submit(chief, "#try button");
  assert.deepEqual(await chief.locator("#try mark").allInnerTexts(), ["ر ا ب ط", "example[.]com"]);
  assert.match(await chief.locator("#try .why").innerText(), /كلمات مفصولة الحروف: «ر ا ب ط» تطابق «رابط» في قائمة الدعاية/);
  // The result is in view, without scrolling.
  assert.ok(await chief.locator("#try .why").evaluate((why) => why.getBoundingClientRect().top < innerHeight));
  await examine(chief, "comment-words-tried");
  await chief.goto(ROOM);
  assert.match(await chief.locator(".screen-words li").first().innerText(), /رابط[\s\S]*الدعاية · إضافة: مريم العلوي/);

  await chief.goto(`${ROOM}?q=${encodeURIComponent("رَابط")}&list=spam`);
  const line = chief.locator(".screen-words li", { hasText: "من بائعي المتابعين" });
  await Promise.all([chief.waitForNavigation(), line.locator("button").click()]);
  assert.match(await chief.locator(".notice").innerText(), /حُذفت من القائمة/);
  await examine(chief, "comment-words-removed");
  await submit(chief, ".notice button");
  await chief.goto(`${ROOM}?list=spam&q=${encodeURIComponent("رابط")}`);
  assert.equal(await line.count(), 1);
});

test("what cannot be read of pasted lines is named and stays in the field", { timeout: 120_000 }, async () => {
  await chief.goto(ROOM);
  await chief.fill("#paste [name=lines]", "نسناس\nabuse\tburn\tكلمة");
  await submit(chief, "#paste form[action*=paste] button");
  // The browser reports that the answer is a 422, which is right.
  assert.match(chief.complaints.splice(0).join(" "), /^[^\n]*422[^\n]*$/);
  assert.match(await chief.locator("#paste").innerText(), /أُضيف: 1[\s\S]*السطر 2/);
  assert.match(await chief.locator("#paste [name=lines]").inputValue(), /burn/);
  await examine(chief, "comment-words-pasted");
});
