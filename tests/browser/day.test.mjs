// A day at the desk with shortcuts: everything up to publication in one act, names that are suggested, the panel beside
// a long text, and two versions compared where no word differs.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { examine } from "./browser.mjs";
import { invited, move, submit } from "./desk.mjs";
import { browser, chief, paper } from "./own-desk.mjs";
import { begin, kept, put, ready, saved, write } from "./writing.mjs";

const photos = fileURLToPath(new URL("../../demo/photos/", import.meta.url));

const text = (words, ...marks) => ({ type: "text", text: words, ...(marks.length ? { marks } : {}) });
const paragraph = (id, ...content) => ({ type: "paragraph", attrs: { id }, content });
const facts = "form[data-panel=itself][action$='/facts']";
const untilSaved = (page) => page.waitForSelector(`${facts} .panel-state[data-state=saved]`);

test("a reporter's draft is before readers with one press of the chief, whatever was typed a moment ago", { timeout: 90_000 }, async () => {
  const reporter = await invited(browser, paper, chief, "day@paper.example", ["reporter"], "سمير حداد");
  const address = await begin(reporter, "افتتاح الجسر");
  await write(reporter, ["فُتح الجسر صباح اليوم."]);
  assert.equal(await reporter.locator("form[action$='/publish_now']").count(), 0);
  // The writer releases the text.
  await reporter.goto("/newsroom/account");
  await chief.goto(address);
  await ready(chief);
  // Typed in the text and in the panel; the field still has the focus when the button is pressed.
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
  // The list is below its field and within the window.
  const [field, list] = await Promise.all([writers, "#f-writers-offers"].map((one) => chief.locator(one).boundingBox()));
  assert.ok(list.y >= field.y + field.height - 1 && list.y + list.height <= chief.viewportSize().height + 1, JSON.stringify({ field, list }));
  await examine(chief, "story-names");
  await chief.keyboard.press("ArrowDown");
  await chief.keyboard.press("Enter");
  assert.equal(await chief.inputValue(writers), "كريم، أسماء بن يحيى، ");
  // A name that is in the line already is not suggested.
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
  // The old number stands before the new one in reading order: to its right.
  await chief.goto(newest);
  const [was, is] = await chief.evaluate(() => ["del", "ins"].map((tag) => [...document.querySelectorAll(`.difference ${tag}`)].find((one) => /^(19|21)$/.test(one.innerText)).getBoundingClientRect().x));
  assert.ok(was > is, "19 stands to the right of 21");
  await examine(chief, "compare");
});

test("a lead photo that was exchanged, another section and other names are in the comparison", { timeout: 90_000 }, async () => {
  const address = await begin(chief, "صورة تُستبدل");
  const names = (await readdir(photos)).filter((name) => name.endsWith(".jpg")).slice(0, 2);
  for (const name of names) {
    await chief.setInputFiles("form[action$='/picture'] input[type=file]", photos + name);
    await submit(chief, "form[action$='/picture'] button");
    await ready(chief);
  }
  const [before, after] = await chief.evaluate((at) => [...document.querySelectorAll(`${at} [name=section] option`)].slice(0, 2).map((one) => [one.value, one.textContent]), facts);
  await chief.selectOption(`${facts} [name=section]`, after[0]);
  await chief.fill(`${facts} [name=topics]`, "تعليم");
  await chief.press(`${facts} [name=topics]`, "Tab");
  await untilSaved(chief);
  const newest = (await (async () => {
    await chief.goto(`${address}/versions`);
    return chief.locator("main a[href*='/versions/']").first().getAttribute("href");
  })());
  await chief.goto(`${newest}?with=1`);
  const shown = chief.locator(".difference").first();
  assert.match(await shown.innerText(), /تعليم/);
  assert.ok((await shown.innerText()).includes(before[1]) && (await shown.innerText()).includes(after[1]));
  assert.equal(await shown.locator(".pair-of-photos img").count(), 1, "before it there was none");
  assert.match(await shown.locator(".pair-of-photos").innerText(), /لا صورة/);
  // Between the two versions with photos, both are shown.
  await chief.goto(`${newest}?with=2`);
  const sources = await shown.locator(".pair-of-photos img").evaluateAll((all) => all.map((one) => [one.src, one.naturalWidth > 0]));
  assert.equal(new Set(sources.map(([src]) => src)).size, 2);
  assert.ok(sources.every(([, loaded]) => loaded), JSON.stringify(sources));
  await examine(chief, "story-photos-compared");
});

// Row wrong-files: each file is refused with what it is and what to do, and none of them becomes a block in the text.
test("files that are no pictures, or none that can be read, are refused each with what to do", { timeout: 90_000 }, async () => {
  await begin(chief, "ملفات ليست صورا");
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(12), Buffer.from("mif1heic")]);
  // The header of a PNG of 13,000 pixels a side; nothing of it is decoded.
  const huge = Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), Buffer.from([0, 0, 0x32, 0xc8, 0, 0, 0x32, 0xc8, 8, 2, 0, 0, 0]), Buffer.alloc(64)]);
  const files = [
    ["IMG_2041.HEIC", "image/heic", heic, /HEIC.*JPEG/],
    ["empty.jpg", "image/jpeg", Buffer.alloc(0), /فارغ/],
    ["text.jpg", "image/jpeg", Buffer.from("ليست صورة"), /ليست JPEG.*احفظها/],
    ["page.pdf", "application/pdf", Buffer.from("%PDF-1.7\n%\xe2\xe3"), /PDF.*JPEG/],
    ["huge.png", "image/png", huge, /12000.*صغّرها/],
  ];
  const pick = async (...some) => {
    await chief.click(".ProseMirror");
    await chief.keyboard.press("Control+Alt+p");
    await chief.setInputFiles("dialog.pick input[type=file]", some.map(([name, mimeType, buffer]) => ({ name, mimeType, buffer })));
  };
  const notice = chief.locator(".notice:visible");
  for (const file of files) {
    await pick(file);
    await notice.filter({ hasText: file[3] }).waitFor();
    assert.equal(await chief.locator(".block.photo").count(), 0, file[0]);
    await notice.locator("button").last().click();
  }
  // Several at once: each is reported by name, and those that were accepted are in the text.
  const photo = (await readdir(photos)).find((name) => name.endsWith(".jpg"));
  await pick(files[0], ["جيدة.jpg", "image/jpeg", await readFile(photos + photo)], files[2]);
  await notice.filter({ hasText: "وُضعت صورة واحدة" }).waitFor();
  assert.match(await notice.innerText(), /«IMG_2041\.HEIC»: .*HEIC[\s\S]*«text\.jpg»: /);
  await chief.waitForSelector(".block.photo img");
  // The browser itself reports every refusal.
  chief.complaints = chief.complaints.filter((one) => !one.includes("status of 422"));
  await examine(chief, "story-wrong-files");
});

// Row photo-offline: the failure is reported, the text continues, and the same file is sent again.
test("a photo that a lost network keeps is told, and sent again with one press", { timeout: 90_000 }, async () => {
  const address = await begin(chief, "صورة بلا شبكة");
  await write(chief, ["قبل الصورة."]);
  const photo = (await readdir(photos)).find((name) => name.endsWith(".jpg"));
  await chief.context().setOffline(true);
  await chief.keyboard.press("Control+Alt+p");
  await chief.setInputFiles("dialog.pick input[type=file]", photos + photo);
  const again = chief.locator(".notice:visible button", { hasText: "أعد إرسال الصورة" });
  await again.waitFor();
  await chief.click(".ProseMirror");
  await chief.keyboard.press("Control+End");
  await chief.keyboard.type(" وبعدها.");
  await chief.context().setOffline(false);
  await again.click();
  await chief.waitForSelector(".block.photo img");
  await saved(chief, true);
  const { body } = (await kept(chief, address)).text;
  assert.deepEqual(body.content.map((one) => one.type).filter((type) => type === "photo"), ["photo"]);
  assert.match(JSON.stringify(body), /قبل الصورة\. وبعدها\./);
});

// Row autosave-at-hour: somebody types while an approved text is published.
test("what is typed while the hour comes stays at the desk and waits for its own approval", { timeout: 120_000 }, async () => {
  const reporter = await invited(browser, paper, chief, "hour@paper.example", ["reporter"], "ليلى قاسم");
  const address = await begin(reporter, "خبر في ساعته");
  await write(reporter, ["كلام معتمد."]);
  await reporter.fill(`${facts} [name=desk_byline]`, "ق. م");
  await reporter.press(`${facts} [name=desk_byline]`, "Tab");
  await untilSaved(reporter);
  await move(reporter, "submit");
  await chief.goto(address);
  await ready(chief);
  await move(chief, "approve");
  const zone = await chief.evaluate(() => new Date().toLocaleString("sv", { timeZone: "Africa/Algiers" }));
  const hour = new Date(`${zone.replace(" ", "T")}Z`).getTime() + 9_000;
  await move(chief, "schedule", { at: new Date(hour).toISOString().slice(0, 19) });
  await ready(chief);
  await chief.click(".ProseMirror");
  await chief.keyboard.press("Control+End");
  const words = Array.from({ length: 30 }, (_, at) => `مضاف${at}`);
  for (const word of words) {
    await chief.keyboard.type(` ${word}`);
    await chief.waitForTimeout(500);
  }
  await saved(chief, true);
  const link = await chief.waitForFunction(async () => {
    const front = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
    return [...front.querySelectorAll("main a[href]")].find((one) => one.textContent.includes("خبر في ساعته"))?.getAttribute("href");
  });
  const live = await chief.evaluate(async (at) => (await fetch(at)).text(), await link.jsonValue());
  assert.match(live, /كلام معتمد/);
  assert.doesNotMatch(live, /مضاف/);
  const own = JSON.stringify((await kept(chief, address)).text.body);
  for (const word of words) assert.match(own, new RegExp(word));
  await chief.reload();
  await ready(chief);
  assert.match(await chief.locator(".bar .state").innerText(), /منشورة · /);
  assert.match(await chief.locator(".ProseMirror").innerText(), /مضاف29/);
});
