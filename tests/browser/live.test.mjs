// The live desk in two windows: who is there, remarks of colleagues, changes to an open story; commands with the
// keyboard alone; acts and their undoing; a story as readers will see it. Without findings of axe-core.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, launch, picture } from "./browser.mjs";
import { chiefOf, invited, move, somebody as windowOf, submit } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";

let browser;
let paper;
let chief;
let reporter;
let story;

const somebody = (options) => windowOf(browser, paper, options);

// Waits for what the page shows by itself; a busy machine takes longer. If it never does, the error names what was
// expected.
const until = (page, act) =>
  page.waitForFunction(act, null, { timeout: 30_000 }).catch((error) => {
    throw new Error(`${page.url()} never said ${act}: ${error.message}`);
  });

// Saves the text as its form does, whatever the page makes of the form, and opens the story again.
async function write(page, fields) {
  const status = await page.evaluate(async (fields) => {
    const form = document.querySelector('form[action$="/text"]');
    const sent = new URLSearchParams({ token: document.querySelector("input[name=token]").value, rev: form.querySelector("[name=rev]").value, ...fields });
    return (await fetch(form.action, { method: "POST", body: sent })).status;
  }, fields);
  assert.equal(status, 200);
  await page.goto(story);
}

const headline = "قمة المياه: تسع دول حول طاولة واحدة";
const body = "اتفق وزراء تسع دول أمس على خريطة طريق.\n\nثم مضوا.";

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk();
  chief = await chiefOf(browser, paper);
  reporter = await invited(browser, paper, chief, "reporter@paper.example", ["reporter"], "سلمى بن عيسى");
  await reporter.goto("/newsroom/stories/new");
  await reporter.fill("[name=headline]", headline);
  await submit(reporter, "main form button.go");
  story = new URL(reporter.url()).pathname;
  await write(reporter, { headline, body });
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

test("two people in a story see each other, speak, and hear at once", { timeout: 120_000 }, async () => {
  await reporter.goto(story);
  await chief.goto(story);
  await until(chief, () => document.querySelector("#present .who"));
  assert.equal((await chief.locator("#present").innerText()).trim().slice(0, 2), "سل");
  assert.match(await chief.locator("#present .unseen").innerText(), /سلمى بن عيسى هنا الآن/);
  await until(reporter, () => document.querySelector("#present .who span")?.textContent === "مر");

  // The chief adds a remark to a passage and mentions the reporter, whose name is suggested while it is typed.
  await chief.click(".new-remark summary");
  await chief.locator("#r-text").pressSequentially("@سل");
  await until(chief, () => document.querySelector(".callable [role=option]"));
  assert.equal(await chief.locator(".callable:not([hidden])").getAttribute("id"), await chief.locator("#r-text").getAttribute("aria-controls"));
  await chief.keyboard.press("Enter");
  assert.equal(await chief.locator("#r-text").inputValue(), "@سلمى بن عيسى ");
  await chief.locator("#r-text").pressSequentially("هل تأكدنا من عدد الدول؟");
  await chief.fill("#r-quote", "عشر دول");
  await chief.click(".new-remark button.btn");
  await until(chief, () => document.querySelector(".new-remark .problem")?.textContent.includes("لا ترد في النص"));
  chief.complaints = chief.complaints.filter((line) => !line.includes("422"));
  await chief.fill("#r-quote", "تسع دول");
  await chief.click(".new-remark button.btn");
  await until(chief, () => document.querySelector(".thread q")?.textContent === "تسع دول");

  // It appears on the reporter's page, with the number of their notices.
  await until(reporter, () => document.querySelector(".thread .calls")?.textContent === "@سلمى بن عيسى");
  await until(reporter, () => document.querySelector('.rooms.wide a[data-room="notices"] .count.hot')?.textContent === "1");
  await examine(reporter, "live-remark");
  // What somebody is writing is not removed: another remark is offered, not inserted.
  await reporter.click(".thread .acts summary");
  await reporter.fill(".thread textarea[name=text]", "نعم، من البيان.");
  await chief.click(".new-remark summary").catch(() => {});
  if (!(await chief.locator("#r-text").isVisible())) await chief.click(".new-remark summary");
  await chief.fill("#r-text", "والعنوان طويل.");
  await chief.click(".new-remark button.btn");
  await until(reporter, () => document.querySelector("#remarks .offered"));
  assert.equal(await reporter.locator(".thread textarea[name=text]").inputValue(), "نعم، من البيان.");
  await reporter.click(".thread .acts form button.btn");
  await until(chief, () => document.querySelector(".answer .words")?.textContent === "نعم، من البيان.");
  // A thread resolved in one window is resolved in the other.
  await chief.click(".thread .acts > form .link");
  await until(reporter, () => document.querySelector(".settled .thread") && document.querySelectorAll(".threads > .thread").length === 2);
  assert.match(await reporter.locator(".settled").evaluate((all) => all.textContent), /حلّها مريم العلوي/);

  // The text changes while the chief has it open; they are told, and nothing moves.
  await write(reporter, { headline, body, deck: "أربع مراحل" });
  await until(chief, () => document.querySelector("#changed a"));
  assert.match(await chief.locator("#changed").innerText(), /تغيّرت المادة منذ فتحتها/);
  assert.doesNotMatch(await chief.locator(".sheet").first().innerText(), /أربع مراحل/);
  await examine(chief, "live-story");
  // Somebody who leaves disappears at once.
  await reporter.goto("/newsroom/account");
  await until(chief, () => !document.querySelector("#present .who"));
});

test("the list says what changed and moves nothing", { timeout: 60_000 }, async () => {
  await chief.goto("/newsroom/stories");
  const before = await chief.locator("table.stories").innerText();
  await reporter.goto("/newsroom/stories/new");
  await reporter.fill("[name=headline]", "الميناء الشرقي يستقبل أولى السفن");
  await submit(reporter, "main form button.go");
  await until(chief, () => document.querySelector("#changed a"));
  await reporter.goto(story);
  await write(reporter, { headline, body, deck: "أربع مراحل وشبكة قياس" });
  await until(chief, () => document.querySelector("#changed")?.textContent.startsWith("تغيّرت مادتان")).catch(async () => {
    assert.fail(await chief.locator("#changed").innerText());
  });
  assert.equal(await chief.locator("table.stories").innerText(), before);
  assert.equal(await chief.locator("tr[data-changed]").count(), 1);
  await examine(chief, "live-list");
  await Promise.all([chief.waitForNavigation(), chief.click("#changed a")]);
  await until(chief, () => document.querySelectorAll("table.stories tbody tr").length === 2);
  assert.equal(await chief.locator("#changed").innerText(), "");
  // The list shows who is in a story when it is loaded; on a busy machine it may be loaded before the reporter is
  // there.
  for (let loads = 0; (await chief.locator(".stories .who").count()) === 0; loads += 1) {
    assert.ok(loads < 60, "the list never shows that the reporter is in the story");
    await chief.waitForTimeout(500);
    await chief.reload();
  }
});

test("commands by keyboard alone, and on a phone by a button", { timeout: 60_000 }, async () => {
  await chief.goto("/newsroom/stories");
  await chief.keyboard.press("Control+KeyK");
  const input = chief.locator("dialog.palette input");
  await input.waitFor();
  assert.equal(await input.evaluate((one) => document.activeElement === one), true);
  assert.equal(await input.getAttribute("role"), "combobox");
  // A room, in another form of its letters.
  await input.pressSequentially("الصفحه الاولي");
  await until(chief, () => document.querySelector(".palette [aria-selected=true]")?.textContent.includes("الصفحة الأولى"));
  await Promise.all([chief.waitForNavigation(), chief.keyboard.press("Enter")]);
  assert.match(chief.url(), /\/newsroom\/front$/);
  // A story by its words, from the server.
  await chief.keyboard.press("Control+KeyK");
  await chief.keyboard.type("مياه");
  await until(chief, () => [...document.querySelectorAll(".palette [role=option]")].some((one) => one.textContent.includes("قمة المياه")));
  await examine(chief, "live-palette");
  for (let presses = 0; presses < 20 && !(await chief.locator(".palette [aria-selected=true]").innerText()).includes("قمة المياه"); presses += 1) await chief.keyboard.press("ArrowDown");
  const chosen = await chief.locator(".palette input").getAttribute("aria-activedescendant");
  assert.equal(await chief.locator(`#${chosen}`).getAttribute("aria-selected"), "true");
  await Promise.all([chief.waitForNavigation(), chief.keyboard.press("Enter")]);
  assert.equal(new URL(chief.url()).pathname, story);
  // An act of this page; one that asks for something first is unfolded.
  await chief.keyboard.press("Control+KeyK");
  await chief.keyboard.type("استبعاد");
  await chief.keyboard.press("Enter");
  assert.equal(await chief.locator('details:has(form[action$="/moves/spike"])').getAttribute("open"), "");
  // Escape closes it, and the focus returns to where it was.
  await chief.focus("#f-topics");
  await chief.keyboard.press("Control+KeyK");
  await chief.keyboard.press("Escape");
  await until(chief, () => !document.querySelector("dialog"));
  assert.equal(await chief.evaluate(() => document.activeElement.id), "f-topics");
  // `?` shows the shortcuts; letters do nothing while somebody writes, and can be switched off.
  await chief.keyboard.type("?");
  assert.equal(await chief.locator("dialog").count(), 0);
  await chief.goto("/newsroom/stories");
  await chief.keyboard.press("Shift+Slash");
  await chief.locator(".keys-dialog").waitFor();
  assert.match(await chief.locator(".keys-dialog").innerText(), /المادة التالية/);
  await examine(chief, "live-keys");
  await chief.click(".keys-dialog input");
  await chief.keyboard.press("Escape");
  await chief.keyboard.press("KeyJ");
  assert.equal(await chief.locator("tr[aria-selected]").count(), 0);
  await chief.evaluate(() => localStorage.clear());
  await chief.keyboard.press("KeyJ");
  assert.equal(await chief.locator("tr[aria-selected]").count(), 1);
  await chief.setViewportSize({ width: 390, height: 844 });
  const button = await chief.locator("#open-palette").boundingBox();
  assert.ok(button.height >= 44 && button.width >= 44);
  await chief.click("#open-palette");
  await chief.locator("dialog.palette").waitFor();
  await picture(chief, "live-palette-phone");
  await chief.keyboard.press("Escape");
  await chief.setViewportSize({ width: 1280, height: 900 });
});

test("what was done is undone, by the ordinary act", { timeout: 90_000 }, async () => {
  await chief.goto(story);
  await move(chief, "spike");
  await chief.locator(".toast").waitFor();
  assert.match(await chief.locator(".toast").innerText(), /أُبعدت المادة/);
  await examine(chief, "live-undo");
  await submit(chief, ".toast button");
  assert.equal(await chief.locator(".bar .state").innerText(), "مسودة");
  // From the list, several at once; the line on the page does the same without a script.
  await chief.goto("/newsroom/stories");
  for (const box of await chief.locator("tbody input[type=checkbox]").all()) await box.check();
  await chief.click(".bulk summary");
  await submit(chief, 'button[value="spike"]');
  await until(chief, () => document.querySelectorAll("table.stories tbody tr").length === 0);
  await submit(chief, ".done .undo button");
  assert.equal(await chief.locator("table.stories tbody tr").count(), 2);
  // A filter that was deleted.
  await chief.goto("/newsroom/stories?work=draft");
  await chief.fill("#keep", "مسوداتي");
  await submit(chief, ".keep button");
  await submit(chief, '.chip.kept form[action$="/drop"] button');
  await submit(chief, ".toast button");
  assert.match(await chief.locator(".filters").innerText(), /مسوداتي/);
  // The breaking strip.
  await chief.goto("/newsroom/front");
  await chief.click("#open-breaking");
  await chief.fill("#b-text", "زلزال يضرب الساحل");
  await submit(chief, "#breaking form button.go");
  await chief.click("#open-breaking");
  await submit(chief, "#breaking form button.danger");
  await submit(chief, ".toast button");
  await chief.click("#open-breaking");
  assert.match(await chief.locator("#breaking").innerText(), /زلزال يضرب الساحل/);
  assert.deepEqual(chief.complaints, []);
});

test("a story as readers will have it, at any width, and by a link", { timeout: 90_000 }, async () => {
  await chief.goto(`${story}/preview`);
  const frame = chief.frameLocator("iframe");
  await frame.locator("h1").waitFor();
  assert.match(await frame.locator("h1").innerText(), /قمة المياه/);
  for (const width of [390, 768, 1280]) {
    await chief.goto(`${story}/preview?width=${width}`);
    await frame.locator("h1").waitFor();
    assert.equal(await chief.locator("iframe").evaluate((one) => one.contentWindow.innerWidth), width);
  }
  await chief.goto(`${story}/preview?width=390`);
  await frame.locator("h1").waitFor();
  await picture(chief, "live-preview-390-in-frame");
  await chief.goto(`${story}/preview`);
  await frame.locator("h1").waitFor();
  const counted = [];
  chief.on("request", (request) => counted.push(request.url()));
  await submit(chief, "#links form button.btn");
  const link = await chief.locator("#links input.code").inputValue();
  assert.match(link, /\/preview\/[0-9a-f]{64}$/);
  await examine(chief, "live-preview");
  const outsider = await somebody({ viewport: { width: 390, height: 844 } });
  const asked = [];
  outsider.on("request", (request) => asked.push(request.url()));
  const answer = await outsider.goto(link);
  assert.equal(answer.status(), 200);
  assert.match(await outsider.locator(".preview-note").innerText(), /معاينة خاصة/);
  await outsider.waitForTimeout(1_000);
  for (const address of [...asked, ...counted]) assert.doesNotMatch(address, /\/r\//, "nothing is counted");
  await examine(outsider, "live-preview-outside");
  await submit(chief, "#links .lines form button");
  assert.equal((await outsider.goto(link)).status(), 404);
});
