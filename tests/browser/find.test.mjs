// Find and replace reach all text, change each place once, and are undone together. In a real browser.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { browser, chief } from "./own-desk.mjs";
import { begin, kept, lines, put, ready, saved } from "./writing.mjs";

const text = (words, ...marks) => ({ type: "text", text: words, ...(marks.length > 0 ? { marks } : {}) });
const paragraph = (id, ...content) => ({ type: "paragraph", attrs: { id }, content });
const body = async (address) => lines((await kept(chief, address)).text.body);

// Opens the bar with these words; the click on the page sets the caret.
async function look(words, other = "") {
  await chief.click(".ProseMirror > p");
  await chief.keyboard.press("Control+f");
  await chief.fill(".find input:nth-of-type(1)", words);
  await chief.fill(".find input:nth-of-type(2)", other);
}
const said = () => chief.locator(".find [role=status]").innerText();
const press = (name) => chief.getByRole("button", { name, exact: true }).click();

test("three presses change three places once each, though the new words hold the old ones", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "استبدال بكلمات فيها الأصل");
  const before = ["قال مراد إن الأمر انتهى.", "وأضاف مراد أن الفريق عاد.", "ثم غادر مراد القاعة."];
  const after = before.map((line) => line.replace("مراد", "كمال مراد"));
  // From the beginning, from the middle and from the end of the text.
  for (const [n, key] of ["Control+Home", null, "Control+End"].entries()) {
    await put(chief, address, { type: "doc", content: before.map((words, at) => paragraph(`a${n}${at}`, text(words))) });
    await chief.click(".ProseMirror > p:nth-of-type(2)");
    if (key) await chief.keyboard.press(key);
    await chief.waitForTimeout(60);
    await chief.keyboard.press("Control+f");
    await chief.fill(".find input:nth-of-type(1)", "مراد");
    await chief.fill(".find input:nth-of-type(2)", "كمال مراد");
    for (let presses = 0; presses < 5; presses += 1) await press("استبدال");
    await saved(chief, true);
    assert.deepEqual(await body(address), after, `begun at ${key}`);
    assert.match(await said(), /استُبدلت كلها/);
    await press("استبدال الكل");
    await saved(chief, true);
    assert.deepEqual(await body(address), after, "all of them were replaced already");
  }
});

test("whole words are words by themselves, with a prefix they are others", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "كلمات كاملة");
  const words = "سعد كتب لسعد عن سعدون وسعد، «سعد» وسعدُ، 7سعد سعد7 سَعْد-سعد";
  await put(chief, address, { type: "doc", content: [paragraph("a1", text("سع"), text("د", { type: "strong" }), text(words.slice(3)))] });
  await look("سعد", "علي");
  assert.match(await said(), /من 10/);
  await chief.getByLabel("كلمات كاملة").check();
  await chief.waitForFunction(() => document.querySelectorAll(".hit").length >= 4);
  assert.match(await said(), /من 4/);
  await press("استبدال الكل");
  await saved(chief, true);
  assert.deepEqual(await body(address), ["علي كتب لسعد عن سعدون وسعد، «علي» وسعدُ، 7سعد سعد7 علي-علي"]);
  await chief.getByLabel("كما كُتب تماما").check();
  await chief.fill(".find input:nth-of-type(1)", "سعد");
  assert.match(await said(), /لا يوجد/);
});

test("headline, captions, titles, cells: one count, one replacement, one undo", { timeout: 90_000 }, async () => {
  const address = await begin(chief, "رحيل الشاعر نبيل بوزيده");
  await chief.fill("[name=kicker]", "بوزيده: حياة");
  await chief.fill("[name=deck]", "كتب بوزيده عشرين ديوانا، وكان بوزيده معلما");
  await chief.fill("[name=place]", "بوزيده");
  const cell = (words) => ({ type: "table_cell", content: [text(words)] });
  const content = [
    paragraph("a1", text("كان بوزيده صاحب قلم.")),
    { type: "infobox", attrs: { id: "b1", title: "من هو بوزيده؟ بوزيده" }, content: [{ type: "paragraph", content: [text("ولد بوزيده في الجنوب")] }] },
    { type: "table", attrs: { id: "t1", caption: "دواوين بوزيده" }, content: [{ type: "table_row", content: [cell("بوزيده 1"), cell("1970")] }] },
    { type: "embed", attrs: { id: "e1", url: "https://www.youtube.com/watch?v=aaaaaaaaaaa", title: "حوار مع بوزيده" } },
    { type: "quotation", attrs: { id: "q1" }, content: [{ type: "paragraph", content: [text("أنا أكتب")] }, { type: "speaker", content: [text("بوزيده")] }] },
  ];
  await saved(chief, true);
  await put(chief, address, { type: "doc", content });
  const before = (await kept(chief, address)).text;
  const places = (standing) => JSON.stringify(standing).split("بوزيده").length - 1;
  assert.equal(places(before), 13);
  await look("بوزيده", "بوزيدة");
  assert.match(await said(), /من 13($| ·)/);

  // Replacing one by one goes through all of them and shows its position.
  await press("التالي");
  for (let n = 0; n < 13; n += 1) await press("استبدال");
  await saved(chief, true);
  assert.equal(places((await kept(chief, address)).text), 0);
  assert.equal(await chief.inputValue("[name=headline]"), "رحيل الشاعر نبيل بوزيدة");

  // Undone, one step each, by the keys of the text.
  await chief.click(".ProseMirror > p");
  for (let n = 0; n < 13; n += 1) await chief.keyboard.press("Control+z");
  await saved(chief, true);
  assert.deepEqual((await kept(chief, address)).text, before);

  await look("بوزيده", "بوزيدة");
  await press("استبدال الكل");
  assert.match(await said(), /13.*Ctrl\+Z/);
  await saved(chief, true);
  const changed = (await kept(chief, address)).text;
  assert.deepEqual(JSON.parse(JSON.stringify(before).replaceAll("بوزيده", "بوزيدة")), changed);
  // Undone from the button that was pressed, or from the text.
  await chief.keyboard.press("Control+z");
  await saved(chief, true);
  assert.deepEqual((await kept(chief, address)).text, before, "one undo for all of it");
  assert.equal(await chief.inputValue("[name=deck]"), before.deck);
  await chief.click(".ProseMirror > p");
  await chief.keyboard.press("Control+y");
  await saved(chief, true);
  assert.deepEqual((await kept(chief, address)).text, changed);

  // A line that has changed since keeps what was typed, and a message says so.
  await chief.fill("[name=kicker]", "سطر جديد");
  await chief.click(".ProseMirror > p");
  await chief.keyboard.press("Control+z");
  await chief.waitForSelector(".notice:not([hidden])");
  assert.match(await chief.locator(".notice").innerText(), /بقي كما هو/);
  await saved(chief, true);
  assert.deepEqual((await kept(chief, address)).text, { ...before, kicker: "سطر جديد" });
});

// The caption and credit of the lead photo are in a form of their own: a message names what replacing does not reach.
test("words under the lead photo are counted where they stand", { timeout: 90_000 }, async () => {
  await begin(chief, "سد بوزيده يمتلئ");
  const folder = fileURLToPath(new URL("../../demo/photos/", import.meta.url));
  const name = (await readdir(folder)).find((one) => one.endsWith(".jpg"));
  await chief.setInputFiles("form[action$='/picture'] input[type=file]", folder + name);
  await Promise.all([chief.waitForNavigation(), chief.click("form[action$='/picture'] button")]);
  await ready(chief);
  await chief.fill("[name=caption]", "بوزيده عند سد بوزيده");
  await chief.press("[name=caption]", "Tab");
  await look("بوزيده", "بوزيدة");
  assert.match(await said(), /من 1 .*الصورة الرئيسية 2/s);
  await press("استبدال الكل");
  assert.match(await said(), /الصورة الرئيسية 2/);
});
