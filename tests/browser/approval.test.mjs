// What was approved and what was written after it, as the desk shows it. Somebody who types into an approved story sees
// what will be published and what waits, and approves the rest on the same page. Somebody on an outdated page is told
// so.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, launch } from "./browser.mjs";
import { chiefOf, invited, move, submit } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";
import { begin, ready, saved, write } from "./writing.mjs";

let browser;
let paper;

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk();
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

const state = (page) => page.locator(".bar .state").innerText();
const published = async (address) => (await fetch(`${paper.origin}/s/${address.split("/").pop()}`)).text();

test("what is typed after an approval waits, is said to wait, and goes out once it is approved", { timeout: 180_000 }, async () => {
  const chief = await chiefOf(browser, paper);
  const reporter = await invited(browser, paper, chief, "reporter@paper.example", ["reporter"], "reporter");
  const editor = await invited(browser, paper, chief, "editor@paper.example", ["desk_editor"], "editor");
  const address = await begin(reporter, "السد الكبير يمتلئ");
  await write(reporter, ["امتلأ السد أمس."]);
  await reporter.fill("[name=desk_byline]", "ق. إ");
  await submit(reporter, "#facts button");
  await move(reporter, "submit");

  // The editor's own words since the page was opened are not news; a colleague's are.
  await editor.goto(address);
  await chief.goto(address);
  await ready(editor);
  await editor.fill("[name=headline]", "السد الكبير يمتلئ كله");
  await saved(editor, true);
  await chief.locator('form[action$="/moves/approve"] button').click();
  await chief.waitForSelector("main > [role=alert]");
  assert.match(await chief.locator("main > [role=alert]").innerText(), /كُتب جديد منذ فتحت الصفحة/);
  assert.equal(await chief.locator("#f-headline").inputValue(), "السد الكبير يمتلئ كله", "the page as it is now");
  await editor.goto(address);
  await ready(editor);
  await editor.fill("[name=headline]", "السد الكبير يمتلئ تماما");
  await saved(editor, true);
  await move(editor, "approve");
  assert.equal(await state(editor), "معتمدة");
  await examine(editor, "approval-approved");

  // After more typing the page says so, and what is published is what was approved.
  await ready(editor);
  await editor.fill("[name=headline]", "كلام لم يعتمده أحد بعد");
  await saved(editor, true);
  await editor.waitForFunction(() => document.querySelector("#changed")?.textContent);
  await editor.reload();
  assert.equal(await state(editor), "معتمدة · تعديلات تنتظر الاعتماد");
  assert.match(await editor.locator("#approval").innerText(), /يخرج إلى القراء ما في النسخة/);
  await examine(editor, "approval-changed");
  await submit(editor, "#approval a.btn");
  assert.match(await editor.locator(".difference").first().innerText(), /لم يعتمده أحد/);
  await editor.goto(address);
  await move(editor, "publish");
  assert.equal(await state(editor), "منشورة · تحديث قيد الاعتماد");
  let page = await published(address);
  assert.ok(page.includes("يمتلئ تماما") && !page.includes("لم يعتمده أحد"));

  // What stayed behind is approved, typed on, approved on the open page, and published with the last approval.
  await move(editor, "approve");
  await ready(editor);
  await editor.fill("[name=headline]", "كلام اعتُمد أخيرا");
  await saved(editor, true);
  await editor.reload();
  await ready(editor);
  await editor.fill("[name=headline]", "كلام اعتُمد في النهاية");
  await saved(editor, true);
  await move(editor, "approve_changes");
  await move(editor, "publish");
  page = await published(address);
  assert.ok(page.includes("كلام اعتُمد في النهاية"));

  // Once the approved version is restored, nothing waits.
  await editor.goto(address);
  await submit(editor, 'a[href$="/versions"]');
  await examine(editor, "approval-versions");
});

test("without a script a story says what goes out and what waits", { timeout: 120_000 }, async () => {
  await paper.stop();
  paper = await startEmptyDesk();
  const chief = await chiefOf(browser, paper);
  const reporter = await invited(browser, paper, chief, "reporter@paper.example", ["reporter"], "reporter");
  const address = await begin(reporter, "القطار يعود");
  await write(reporter, ["عاد القطار."]);
  await reporter.fill("[name=desk_byline]", "ق. إ");
  await submit(reporter, "#facts button");
  await move(reporter, "submit");
  const plain = await (await browser.newContext({ baseURL: paper.origin, locale: "ar", javaScriptEnabled: false, storageState: await chief.context().storageState() })).newPage();
  plain.complaints = [];
  await plain.goto(address);
  await submit(plain, 'form[action$="/moves/approve"] button');
  await plain.fill("[name=headline]", "القطار يعود غدا");
  await submit(plain, "[data-plain-save] button");
  await plain.goto(address);
  assert.match(await plain.locator("#approval").innerText(), /كُتب بعدها ما لم يُعتمد/);
  await submit(plain, '#approval form[action$="/restore"] button');
  assert.equal(await state(plain), "معتمدة");
  assert.match(await plain.locator("#approval").innerText(), /ما يُكتب بعدها ينتظر اعتمادا جديدا/);
});
