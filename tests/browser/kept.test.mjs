// Fields in the panel beside a story are saved by themselves and before a move. Somebody who may no longer write is
// told so, and sees their words. Two windows of one story lose nothing to each other.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { chiefOf, invited, submit } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";
import { begin, kept, lines, ready, saved, write } from "./writing.mjs";

let browser;
let paper;
let chief;
let reporter;

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk();
  chief = await chiefOf(browser, paper);
  reporter = await invited(browser, paper, chief, "reporter@paper.example", ["reporter"], "كريم بن سالم");
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

const facts = "form[data-panel=itself][action$='/facts']";
const stateOf = (page, form = facts) => page.locator(`${form} .panel-state`);
const untilSaved = (page, form = facts) => page.waitForSelector(`${form} .panel-state[data-state=saved]`);

test("facts are saved by themselves when a field is left, one after the other", async () => {
  const address = await begin(chief, "خبر تُحفظ بياناته وحدها");
  await chief.fill(`${facts} [name=desk_byline]`, "ق. م");
  await chief.press(`${facts} [name=desk_byline]`, "Tab");
  await untilSaved(chief);
  // Both are sent at once, with the same revision.
  await chief.fill(`${facts} [name=agencies_line]`, "AFP");
  await chief.press(`${facts} [name=agencies_line]`, "Tab");
  await chief.fill(`${facts} [name=writers]`, "سلمى يحيى");
  await chief.press(`${facts} [name=writers]`, "Tab");
  await chief.waitForFunction((form) => [...document.querySelector(form).elements].every((one) => one.type === "hidden" || one.defaultValue === undefined || one.value === one.defaultValue), facts);
  await chief.reload();
  await ready(chief);
  const value = (name) => chief.inputValue(`${facts} [name=${name}]`);
  assert.deepEqual([await value("desk_byline"), await value("agencies_line"), await value("writers")], ["ق. م", "AFP", "سلمى يحيى"]);
  assert.equal(await chief.locator(".restored").count(), 0);
  assert.equal(new URL(chief.url()).pathname, address);
});

test("a move first saves what stands in the panel, and is not made where that is refused", async () => {
  const address = await begin(chief, "خبر يُرسل ومعه بياناته");
  await write(chief, ["متن الخبر."]);
  // Typed; the field still has the focus when the button is pressed.
  await chief.fill(`${facts} [name=desk_byline]`, "ق. ر");
  await submit(chief, "form[action$='/moves/submit'] button");
  assert.equal(await chief.inputValue(`${facts} [name=desk_byline]`), "ق. ر");
  assert.match(await chief.locator(".bar .state").innerText(), /المراجعة/);

  const other = await begin(chief, "خبر يُرد مع بياناته");
  await write(chief, ["متن."]);
  await chief.fill(`${facts} [name=desk_byline]`, "س ".repeat(300));
  await chief.click("form[action$='/moves/submit'] button");
  await chief.waitForSelector(`${facts} .panel-state[data-state=refused]`);
  assert.equal(new URL(chief.url()).pathname, other, "the page stays");
  assert.match(await chief.locator(".bar .state").innerText(), /مسودة/);
  assert.ok(address);
});

test("what was typed in another form of the page is there after a move", async () => {
  await begin(chief, "خبر له ملاحظة لم تُرسل");
  await write(chief, ["متن."]);
  await chief.locator("details:has(form[action$='/assign']) > summary").click();
  await chief.fill("[name=due]", "2031-02-03T04:05");
  await submit(chief, "form[action$='/moves/submit'] button");
  assert.equal(await chief.inputValue("[name=due]"), "2031-02-03T04:05");
  assert.equal(await chief.locator("form[action$='/assign'] .restored").count(), 1);
  await chief.click("form[action$='/assign'] .restored button");
  assert.equal(await chief.inputValue("[name=due]"), "");
});

test("facts that cannot reach the server are in the browser, and say so", async () => {
  await begin(chief, "خبر بلا شبكة");
  await chief.route("**/facts", (route) => route.abort());
  await chief.fill(`${facts} [name=desk_byline]`, "ق. ش");
  await chief.press(`${facts} [name=desk_byline]`, "Tab");
  await chief.waitForSelector(`${facts} .panel-state[data-state=away]`);
  assert.match(await stateOf(chief).innerText(), /هذا المتصفح/);
  await chief.unroute("**/facts");
  await chief.reload();
  assert.equal(await chief.inputValue(`${facts} [name=desk_byline]`), "ق. ش");
});

test("whose story moved on is told so, not that the session has ended, and finds the words", async () => {
  const address = await begin(reporter, "خبر يؤخذ من تحت اليد");
  await write(reporter, ["الفقرة الأولى."]);
  await chief.goto(address);
  // The reporter's own window stays open while the story moves on in another.
  const second = await reporter.context().newPage();
  await second.goto(address);
  await submit(second, "form[action$='/moves/submit'] button");
  await second.close();
  await reporter.click(".ProseMirror");
  await reporter.keyboard.press("Control+End");
  await reporter.keyboard.type(" كلمات بعد الإرسال");
  await reporter.waitForSelector(".saved[data-state=forbidden]", { timeout: 30_000 });
  assert.match(await reporter.locator(".saved").innerText(), /لم تعد هذه المادة لك/);
  await reporter.goto(address);
  await reporter.waitForSelector(".kept-words textarea");
  assert.match(await reporter.inputValue(".kept-words textarea"), /كلمات بعد الإرسال/);
  // After the withdrawal, the words are in the text again.
  await submit(reporter, "form[action$='/moves/withdraw'] button");
  await ready(reporter);
  await saved(reporter, true);
  assert.match(lines((await kept(reporter, address)).text.body).join(), /كلمات بعد الإرسال/);
});

test("two windows without a network: after both are gone both sentences come back", async () => {
  const address = await begin(chief, "خبر في نافذتين");
  await write(chief, ["الفقرة الأولى.", "الفقرة الثانية."]);
  await saved(chief);
  const context = chief.context();
  const windows = [];
  for (const [nth, words] of [[0, " من الأولى"], [1, " من الثانية"]]) {
    // The second is opened by the first, and begins with a copy of its session storage.
    const opened = windows[0]?.[0].waitForEvent("popup");
    if (opened) await windows[0][0].evaluate((address) => void window.open(address), address);
    const page = (await opened) ?? (await context.newPage());
    await page.goto(address);
    await ready(page);
    windows.push([page, nth, words]);
  }
  await context.setOffline(true);
  for (const [page, nth, words] of windows) {
    await page.bringToFront();
    await page.locator(".ProseMirror > p").nth(nth).click();
    await page.keyboard.press("End");
    await page.keyboard.type(words);
    await page.waitForSelector(".saved[data-state=away]", { timeout: 30_000 });
  }
  for (const [page] of windows) await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  await chief.goto(address);
  await ready(chief);
  await saved(chief, true);
  const text = lines((await kept(chief, address)).text.body);
  assert.deepEqual(text, ["الفقرة الأولى. من الأولى", "الفقرة الثانية. من الثانية"]);
});

test("two windows that write: each has its own words, and neither takes the other's", async () => {
  const address = await begin(chief, "خبر في نافذتين متصلتين");
  await write(chief, ["الأولى.", "الثانية."]);
  await saved(chief);
  const other = await chief.context().newPage();
  await other.goto(address);
  await ready(other);
  for (const [page, nth, words] of [[chief, 0, " ألف"], [other, 1, " باء"]]) {
    await page.bringToFront();
    await page.locator(".ProseMirror > p").nth(nth).click();
    await page.keyboard.press("End");
    await page.keyboard.type(words);
    await saved(page, true);
  }
  assert.deepEqual(lines((await kept(chief, address)).text.body), ["الأولى. ألف", "الثانية. باء"]);
  await other.close();
});

test("words come back to their window though the page before is slow to go, and never over what is typed meanwhile", async () => {
  const address = await begin(chief, "نافذة بطيئة");
  const note = "details.new-remark textarea";
  await chief.locator("details.new-remark > summary").click();
  await chief.fill(note, "كلمات بقيت هنا");
  await chief.waitForFunction(() => Object.values(localStorage).some((value) => value.includes("كلمات بقيت هنا")));
  const name = await chief.evaluate(() => sessionStorage.getItem("matbaa-window"));
  // Another window waits for the lock on this one's name, and holds it for a while, like a page that has not closed
  // yet.
  const other = await chief.context().newPage();
  await other.goto("/newsroom/account");
  const hold = () => other.evaluate((name) => void navigator.locks.request(`matbaa-window-${name}`, () => new Promise((done) => setTimeout(done, 3000))), name);
  await hold();
  await chief.goto(address);
  await chief.waitForSelector("html[data-forms=ready]", { state: "attached" });
  assert.equal(await chief.evaluate(() => sessionStorage.getItem("matbaa-window")), name);
  assert.equal(await chief.inputValue(note), "كلمات بقيت هنا");
  await hold();
  await chief.goto(address);
  assert.equal(await chief.evaluate(() => document.documentElement.dataset.forms), undefined);
  await chief.evaluate(() => (document.querySelector("details.new-remark").open = true));
  await chief.fill(note, "كلمات جديدة");
  await chief.waitForSelector("html[data-forms=ready]", { state: "attached" });
  assert.equal(await chief.inputValue(note), "كلمات جديدة");
  await chief.locator(".restored button").click();
  assert.equal(await chief.inputValue(note), "كلمات بقيت هنا");
  await other.close();
});

test("words that the server took, and whose answer a dead tab never heard, are not taken for somebody else's", async () => {
  const tab = await chief.context().newPage();
  const address = await begin(tab, "تسليم بلا جواب");
  let taken = 0;
  await tab.route("**/text", async (route) => {
    if (route.request().method() !== "PUT") return route.continue();
    await route.fetch();
    taken += 1;
  });
  await tab.click(".ProseMirror");
  await tab.keyboard.type("الجملة الأولى");
  while (taken === 0) await tab.waitForTimeout(50);
  await tab.keyboard.type(" وما بعدها");
  await tab.waitForFunction(() => Number(document.querySelector(".writing").dataset.kept) >= 23);
  const session = await tab.context().newCDPSession(tab);
  session.send("Page.crash").catch(() => {});
  await tab.waitForEvent("crash");
  await tab.close();
  await chief.goto(address);
  await ready(chief);
  await saved(chief, true);
  assert.deepEqual(lines((await kept(chief, address)).text.body), ["الجملة الأولى وما بعدها"]);
});
