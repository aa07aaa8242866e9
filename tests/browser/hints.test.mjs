// Hints in a real browser: house words, typography and spelling, accepted one by one and all together with the
// keyboard; an added word is underlined at once; the rooms behind them, without findings of axe-core.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { examine, launch, picture } from "./browser.mjs";
import { chiefOf, submit } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";
import { begin, kept, lines, saved, write } from "./writing.mjs";

const ROOM = "/newsroom/house-words";
const KNOWN = ["عن", "وصل", "القطار", "إلى", "المدينة", "قال", "نعم", "بعد", "تصفية", "الحساب", "ثم"];

let browser;
let paper;
let chief;
let dictionaries;

before(async () => {
  dictionaries = await mkdtemp(join(tmpdir(), "matbaa-dictionaries-"));
  await writeFile(join(dictionaries, "ar.aff"), "SET UTF-8\nTRY ابتيلروم\n");
  await writeFile(join(dictionaries, "ar.dic"), `${KNOWN.length}\n${KNOWN.join("\n")}\n`);
  browser = await launch();
  paper = await startEmptyDesk({ dictionaries });
  chief = await chiefOf(browser, paper);
});
after(async () => {
  await browser?.close();
  await paper?.stop();
  await rm(dictionaries, { recursive: true, force: true });
});

async function add(page, kind, word, more = {}) {
  await page.goto(ROOM);
  await page.check(`#add [name=kind][value=${kind}]`);
  await page.fill("#add [name=word]", word);
  for (const [name, value] of Object.entries(more)) await page.fill(`#add [name=${name}]`, value);
  await submit(page, "#add button.go");
}

const underlined = (page, kind) => page.locator(`.fix.${kind}`).allInnerTexts();
const text = async (page, address) => {
  await saved(page, true);
  return lines((await kept(page, address)).text.body).join("\n");
};

test("hints are taken one by one and all together without a mouse", { timeout: 120_000 }, async () => {
  await add(chief, "name", "القذافي", { wrong: "القدافي" });
  const address = await begin(chief, "عن القطار");
  await write(chief, ["وصل القطاار ,ثم قال \"نعم\" للقدافي"]);
  await chief.waitForSelector(".fix.spelling");
  assert.deepEqual(await underlined(chief, "spelling"), ["القطاار"]);
  assert.deepEqual(await underlined(chief, "house"), ["لقدافي"]);
  const count = () => chief.locator(".hinted").innerText();
  const before_ = await chief.locator(".fix").count();
  assert.ok(before_ >= 5, `${before_} hints`);
  assert.match(await count(), new RegExp(`${before_} تصحيحات`));

  // F7 from the beginning: the first hint is the misspelt word, and its suggestion arrives when its bubble opens.
  await chief.click(".ProseMirror");
  await chief.keyboard.press("Control+Home");
  await chief.keyboard.press("F7");
  await chief.waitForSelector(".hint-bubble bdi");
  await picture(chief, "hints-bubble-1280-light", false);
  // On a phone, where turning it closes the bubble, it opens inside the window.
  await chief.setViewportSize({ width: 390, height: 844 });
  await chief.keyboard.press("Shift+F7");
  await chief.keyboard.press("F7");
  await chief.waitForFunction(() => {
    const bubble = document.querySelector(".hint-bubble:popover-open, .hint-bubble:not([hidden])")?.getBoundingClientRect();
    return bubble && bubble.left >= 0 && bubble.right <= innerWidth && bubble.width > 100;
  });
  await picture(chief, "hints-bubble-390-light", false);
  await chief.setViewportSize({ width: 1280, height: 900 });
  await chief.click(".ProseMirror");
  await chief.keyboard.press("Control+Home");
  await chief.keyboard.press("F7");
  await chief.waitForSelector(".hint-bubble bdi");
  assert.match(await chief.locator(".hint-bubble").innerText(), /ليست في القاموس[\s\S]*القطار/);
  await chief.waitForFunction(() => document.activeElement?.textContent === "القطار");
  await chief.keyboard.press("Enter");
  assert.match(await text(chief, address), /^وصل القطار /);
  await chief.waitForFunction((n) => document.querySelectorAll(".fix").length === n, before_ - 1);

  // All certain ones, with one key; nothing is left.
  await chief.keyboard.press("Control+Alt+Enter");
  await chief.waitForFunction(() => document.querySelectorAll(".fix").length === 0);
  assert.equal(await text(chief, address), "وصل القطار، ثم قال «نعم» للقذافي");
  assert.match(await count(), /لا تصحيحات/);
});

test("the lines above the text have hints too, on the same round and under the same letters", { timeout: 120_000 }, async () => {
  const address = await begin(chief, "وصل القطاار ,قال \"نعم\"");
  await chief.fill("#f-kicker", "وصل ,ثم");
  await chief.fill("#f-deck", "قال نعم ,ثم وصل القطار إلى المدينة بعد تصفية الحساب ثم قال نعم بعد تصفية الحساب ,ثم وصل");
  await write(chief, ["قال ,نعم"]);
  await chief.waitForFunction(() => document.querySelectorAll(".kicker .fix").length > 0 && document.querySelectorAll(".headline .fix.spelling").length === 1 && document.querySelectorAll(".deck .fix").length > 1);
  assert.deepEqual(await chief.locator(".headline .fix.spelling").allInnerTexts(), ["القطاار"]);
  await chief.waitForSelector(".ProseMirror .fix");
  await examine(chief, "hints-lines");

  // The words behind a field are laid out exactly as in the field: the same size, breaks and sides.
  const apart = await chief.evaluate(() => {
    const set = (at) => {
      const style = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      return [box.x, box.width, box.height, style.font, style.padding, style.textWrap, style.direction, style.letterSpacing].join("|");
    };
    return [...document.querySelectorAll(".lined")].map((lined) => [...lined.children].map(set)).filter(([one, two]) => one !== two);
  });
  assert.deepEqual(apart, []);

  // F7 goes from line to line and into the text; Escape returns the caret to the place of the hint.
  await chief.focus("#f-kicker");
  await chief.keyboard.press("Control+Home");
  const seen = [];
  for (let at = 0; at < 40 && !seen.includes("editor-text"); at += 1) {
    await chief.keyboard.press("F7");
    await chief.waitForSelector(".hint-bubble:not([hidden])");
    await chief.keyboard.press("Escape");
    const where = await chief.evaluate(() => document.activeElement?.id);
    if (seen.at(-1) !== where) seen.push(where);
  }
  assert.deepEqual(seen, ["f-kicker", "f-headline", "f-deck", "editor-text"]);

  // One is accepted from its bubble, and the field's own undo brings the old word back.
  await chief.focus("#f-headline");
  await chief.keyboard.press("Control+Home");
  await chief.keyboard.press("F7");
  await chief.waitForSelector(".hint-bubble bdi:text-is('القطار')");
  await chief.waitForFunction(() => document.activeElement?.textContent === "القطار");
  await chief.keyboard.press("Enter");
  assert.equal(await chief.inputValue("#f-headline"), "وصل القطار ,قال \"نعم\"");
  await chief.keyboard.press("Control+z");
  assert.equal(await chief.inputValue("#f-headline"), "وصل القطاار ,قال \"نعم\"");
  await chief.keyboard.press("Control+Shift+z");

  // All certain ones, wherever they are; and what is written is kept.
  await chief.waitForFunction(() => document.querySelectorAll(".headline .fix").length > 0);
  await chief.keyboard.press("Control+Alt+Enter");
  assert.equal(await chief.inputValue("#f-headline"), "وصل القطار، قال «نعم»");
  assert.equal(await chief.inputValue("#f-kicker"), "وصل، ثم");
  await chief.waitForFunction(() => document.querySelectorAll(".fix").length === 0);
  await saved(chief, true);
  const { text } = await kept(chief, address);
  assert.deepEqual([text.kicker, text.headline], ["وصل، ثم", "وصل القطار، قال «نعم»"]);
  assert.match(text.deck, /^قال نعم، ثم .* الحساب، ثم وصل$/);
});

test("a word that is avoided from now on is underlined now, in what was read before too", { timeout: 120_000 }, async () => {
  const address = await begin(chief, "عن الحساب");
  await write(chief, ["بعد تصفية الحساب"]);
  await chief.waitForTimeout(1500);
  assert.deepEqual(await underlined(chief, "house"), []);
  const other = await chief.context().newPage();
  await add(other, "avoided", "تصفية", { instead: "قتل", reason: "لفظ أمني" });
  await other.close();
  await chief.click(".ProseMirror");
  await chief.keyboard.press("Control+End");
  await chief.keyboard.press("Enter");
  await chief.keyboard.insertText("ثم قال");
  await chief.waitForSelector(".fix.house");
  assert.deepEqual(await underlined(chief, "house"), ["تصفية"]);
  await chief.keyboard.press("Control+Home");
  await chief.keyboard.press("F7");
  assert.match(await chief.locator(".hint-bubble").innerText(), /كلمة تتجنبها الجريدة: .?لفظ أمني/);
  await chief.keyboard.press("Enter");
  assert.match(await text(chief, address), /^بعد قتل الحساب/);
});

test("who keeps the paper adds a word from the bubble, and it is right at once", { timeout: 120_000 }, async () => {
  await begin(chief, "عن سوناطراك");
  await write(chief, ["قال سوناطراك"]);
  await chief.waitForSelector(".fix.spelling");
  await chief.click(".ProseMirror");
  await chief.keyboard.press("Control+Home");
  await chief.keyboard.press("F7");
  await chief.click(".hint-bubble button:has-text('معجم الصحيفة')");
  await chief.waitForFunction(() => document.querySelectorAll(".fix.spelling").length === 0);
  await chief.goto(`${ROOM}?kind=known`);
  assert.match(await chief.locator("table").innerText(), /سوناطراك/);
});

test("the rooms at every width and in both lights", { timeout: 180_000 }, async () => {
  await chief.goto(ROOM);
  await examine(chief, "house-words");
  await chief.click("table a.h");
  await chief.waitForSelector("#h-word");
  await examine(chief, "house-word");
  await submit(chief, "button.danger");
  assert.match(await chief.locator(".notice").innerText(), /حُذفت من معجم الصحيفة/);
  await examine(chief, "house-word-removed");
  await submit(chief, ".notice button");
  await chief.goto("/newsroom/settings");
  assert.match(await chief.locator("#language").innerText(), /القاموس مثبت/);
  await examine(chief, "settings-language");
});
