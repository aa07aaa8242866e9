// The way of a story through the desk, in Arabic, with a reporter, a desk editor and an editor-in-chief: from the first
// administrator's link to a published page, its update, its correction, its end. Also: two people in one story, the
// keyboard, pages without scripts, and no findings of axe-core.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, launch } from "./browser.mjs";
import { chiefOf, invited, move, password, somebody as windowOf, submit } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";
import { ready, saved, write } from "./writing.mjs";

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

const somebody = (options) => windowOf(browser, paper, options);

const state = (page) => page.locator(".bar .state").innerText();

test("from the first link to a published, updated, corrected and withdrawn story", { timeout: 180_000 }, async () => {
  const chief = await chiefOf(browser, paper);
  assert.match(chief.url(), /\/newsroom\/stories$/);
  const reporter = await invited(browser, paper, chief, "reporter@paper.example", ["reporter"], "reporter");
  const editor = await invited(browser, paper, chief, "editor@paper.example", ["desk_editor"], "editor");

  // The reporter writes and submits.
  await reporter.goto("/newsroom/stories/new");
  await reporter.fill("[name=headline]", "الميناء الشرقي يستقبل أولى السفن");
  await submit(reporter, "main form button.go");
  const address = new URL(reporter.url()).pathname;
  await write(reporter, ["استقبل الميناء أمس أولى السفن.", "## خلفية", "وقال المدير إن الأشغال انتهت."]);
  await reporter.fill("[name=desk_byline]", "ق. إ");
  await submit(reporter, "#facts button");
  await move(reporter, "submit");
  assert.equal(await state(reporter), "قيد المراجعة");
  assert.equal(await reporter.locator('form[action$="/moves/approve"]').count(), 0);
  await examine(reporter, "desk-submitted");

  // The editor sends it back with a note; the reporter is told and submits it again.
  await editor.goto("/newsroom/notices");
  assert.match(await editor.locator("main").innerText(), /مادة تنتظر المراجعة/);
  await editor.goto(address);
  await move(editor, "send_back", { words: "أين رأي السكان؟" });
  await reporter.goto("/newsroom/stories?back=1");
  assert.match(await reporter.locator("table").innerText(), /أين رأي السكان؟/);
  await reporter.goto(address);
  await move(reporter, "submit");

  // Approved and scheduled; it appears by itself.
  await editor.goto(address);
  await examine(editor, "desk-approve");
  await move(editor, "approve");
  const zone = new Date(Date.now() + 6_000 + 3_600_000).toISOString().slice(0, 19);
  await move(editor, "schedule", { at: zone });
  assert.equal(await state(editor), "مجدولة");
  // A reader who was here recently may get their cached copy for five seconds; these readers come for the first time.
  const reader = {
    async goto(address) {
      await this.page?.context().close();
      this.page = await somebody({ javaScriptEnabled: false });
      return this.page.goto(address);
    },
    text: (selector) => reader.page.locator(selector).first().innerText(),
  };
  const short = `/s/${address.split("/").pop()}`;
  assert.equal((await reader.goto(short)).status(), 404);
  for (let tries = 0; tries < 150 && (await reader.goto(short)).status() === 404; tries += 1) await editor.waitForTimeout(100);
  assert.equal((await reader.goto(short)).status(), 200);
  assert.match(await reader.text("h1"), /الميناء الشرقي/);
  for (const page of ["/", "/rss.xml"]) {
    const text = await (await fetch(paper.origin + page)).text();
    assert.ok(text.includes("الميناء الشرقي يستقبل أولى السفن"), page);
  }

  // A pending update leaves the page alone until it is published.
  await reporter.goto(address);
  await ready(reporter);
  await reporter.fill("[name=headline]", "الميناء الشرقي يستقبل ثلاث سفن");
  await saved(reporter, true);
  await reporter.reload();
  assert.equal(await state(reporter), "منشورة · تحديث قيد الكتابة");
  await move(reporter, "submit");
  await editor.goto(address);
  assert.equal(await state(editor), "منشورة · تحديث قيد الاعتماد");
  await move(editor, "approve");
  await reader.goto(short);
  assert.match(await reader.text("h1"), /أولى السفن/);
  await move(editor, "publish");
  await reader.goto(short);
  assert.match(await reader.text("h1"), /ثلاث سفن/);

  // A correction is on the page; after unpublication, the address says that the story is gone.
  await editor.goto(address);
  await editor.click("details:has(form[action$='/notes']) > summary");
  await editor.fill("form[action$='/notes'] [name=words]", "السفن ثلاث لا اثنتان.");
  await submit(editor, "form[action$='/notes'] button");
  await reader.goto(short);
  assert.match(await reader.text(".correction"), /السفن ثلاث لا اثنتان/);
  await reader.goto("/corrections");
  assert.match(await reader.text("main"), /السفن ثلاث لا اثنتان/);
  await editor.goto(address);
  await move(editor, "unpublish", { words: "لم تتأكد المعلومة" });
  assert.equal((await reader.goto(short)).status(), 410);

  // Versions, compared and restored.
  await editor.goto(`${address}/versions`);
  assert.ok((await editor.locator("tbody tr").count()) >= 3);
  await examine(editor, "desk-versions");
  const [number] = await editor.locator("tbody tr a").allInnerTexts();
  await editor.goto(`${address}/versions/${number}`);
  assert.ok(await editor.locator("ins, del").count());
  await examine(editor, "desk-difference");

  // Every page of the desk, wide and narrow, light and dark.
  const every = {
    list: "stories?live=unpublished",
    new: "stories/new",
    story: address.slice("/newsroom/".length),
    notices: "notices",
    settings: "settings",
    audit: "audit",
    verified: "audit/verify",
    missing: "stories/aaaaaaaa",
  };
  for (const [name, page] of Object.entries(every)) {
    const answer = await chief.goto(`/newsroom/${page}`);
    assert.equal(answer.status(), name === "missing" ? 404 : 200, name);
    if (name === "missing") chief.complaints = chief.complaints.filter((one) => !one.includes("404"));
    await examine(chief, `desk-${name}`);
  }
  await chief.goto("/newsroom/audit/verify");
  assert.match(await chief.locator(".done").innerText(), /السجل سليم/);
  for (const page of [chief, reporter, editor]) assert.deepEqual(page.complaints, []);

  // Two people in one story: what each of them wrote stays, and the later one is told.
  await chief.setViewportSize({ width: 1280, height: 900 });
  await chief.goto(address);
  await ready(chief);
  await editor.goto(address);
  await ready(editor);
  await editor.fill("[name=deck]", "ما كتبه المحرر");
  await saved(editor, true);
  await editor.goto("about:blank");
  await chief.waitForTimeout(300);
  await chief.fill("[name=deck]", "ما كتبته رئيسة التحرير");
  await chief.waitForSelector(".notice:not([hidden])");
  assert.match(await chief.locator(".notice:not([hidden])").innerText(), /غيّرتما الكلمات نفسها/);
  await saved(chief);
  const deck = await chief.inputValue("[name=deck]");
  assert.ok(deck.includes("ما كتبه المحرر") && deck.includes("ما كتبته رئيسة التحرير"), deck);
  await chief.reload();
  assert.equal(await chief.inputValue("[name=deck]"), deck);

  // One writer at a time: others read, and may take over; the first writer's words are kept, and they are told.
  await ready(chief);
  await chief.click(".ProseMirror");
  await chief.keyboard.press("Control+End");
  await chief.keyboard.type("قبل الأخذ ");
  await saved(chief, true);
  await editor.goto(address);
  await ready(editor);
  assert.match(await editor.locator(".locked").innerText(), /مريم العلوي/);
  assert.equal(await editor.locator(".ProseMirror").getAttribute("contenteditable"), "false");
  await submit(editor, "#text .locked button");
  await ready(editor);
  assert.equal(await editor.locator(".ProseMirror").getAttribute("contenteditable"), "true");
  await chief.click(".ProseMirror");
  await chief.keyboard.press("Control+End");
  await chief.keyboard.type("بعده");
  await chief.waitForSelector(".saved[data-state=taken]");
  assert.match(await chief.locator(".notice:not([hidden])").innerText(), /عند editor.*محفوظ في النسخة \d+/s);
  assert.equal(await chief.locator(".ProseMirror").getAttribute("contenteditable"), "false");
  const aside = /النسخة (\d+)/.exec(await chief.locator(".notice:not([hidden])").innerText())[1];
  await editor.goto(`${address}/versions/${aside}`);
  assert.match(await editor.locator("main").innerText(), /بعده/);
});

test("the list by keyboard, and by form alone", { timeout: 60_000 }, async () => {
  const page = await somebody();
  await page.goto("/newsroom/sign-in");
  await page.fill("[name=email]", "editor@paper.example");
  await page.fill("[name=password]", password);
  await submit(page, "main form button");
  for (const headline of ["خبر أول", "خبر ثان"]) {
    await page.goto("/newsroom/stories/new");
    await page.fill("[name=headline]", headline);
    await submit(page, "main form button.go");
  }
  await page.goto("/newsroom/stories");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  assert.equal(await page.locator("tr[aria-selected] .h").innerText(), "خبر أول");
  await page.keyboard.press("x");
  assert.equal(await page.locator("input[name=story]:checked").count(), 2);
  await page.click("details.bulk > summary");
  await submit(page, 'details.bulk button[value="spike"]');
  assert.match(await page.locator(".done").innerText(), /تم في مادتين/);
  await page.goto("/newsroom/stories?q=%D8%AE%D8%A8%D8%B1&work=spiked");
  assert.equal(await page.locator("tbody tr").count(), 2);
  await page.fill("#keep", "مستبعداتي");
  await submit(page, "form.keep button");
  assert.match(await page.locator(".chip.kept").innerText(), /مستبعداتي/);
});
