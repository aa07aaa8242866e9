// Running and related stories: chosen at the desk with and without a script, seen by readers; the page of feeds and the
// rules for machines; without findings of axe-core.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, launch } from "./browser.mjs";
import { chiefOf, move, somebody, submit } from "./desk.mjs";
import { linksOf } from "./pages.mjs";
import { startEmptyDesk } from "./paper.mjs";

let browser;
let paper;
let chief;
let story;

const chosen = (page) => page.locator(".links .chosen a").allInnerTexts();
const options = (page, field) => page.locator(`${field}-offers [role=option]`);

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk({ demo: true });
  chief = await chiefOf(browser, paper);
  // One person does everything here.
  await chief.goto("/newsroom/settings");
  await chief.check("#site [name=own_approval]");
  await submit(chief, "#site .acts button");
  await chief.goto("/newsroom/stories?live=published");
  story = await chief.locator("tbody tr a.h", { hasText: "قوارب السردين" }).first().getAttribute("href");
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

test("related stories and a thread are chosen with a script, by mouse and by keys", { timeout: 120_000 }, async () => {
  await chief.goto(story);
  const had = await chosen(chief);
  await chief.fill("#f-add", "الطقس");
  await chief.fill("#f-add", "القمح");
  await options(chief, "#f-add").first().waitFor();
  assert.equal(await chief.getAttribute("#f-add", "aria-expanded"), "true");
  const title = await options(chief, "#f-add").first().locator("bdi").innerText();
  await options(chief, "#f-add").first().click();
  assert.deepEqual(await chosen(chief), [...had, title]);
  await chief.fill("#f-add", "الماء");
  await options(chief, "#f-add").first().waitFor();
  await chief.press("#f-add", "ArrowDown");
  await chief.press("#f-add", "Enter");
  const now = await chosen(chief);
  assert.equal(now.length, had.length + 2);
  // The last one is moved up; chosen stories are not offered again.
  await chief.locator(".links .chosen li").last().getByRole("button", { name: "تقديم" }).click();
  assert.deepEqual(await chosen(chief), [...had, now.at(-1), now.at(-2)]);
  await chief.fill("#f-add", title);
  await chief.waitForTimeout(600);
  assert.equal(await options(chief, "#f-add").locator("bdi", { hasText: title }).count(), 0);
  await chief.fill("#f-add", "");

  await chief.fill("#f-thread", "قصة اختبار جديدة");
  await options(chief, "#f-thread").first().waitFor();
  await options(chief, "#f-thread").last().click();
  assert.ok(await chief.isChecked(".links [name=new]"));
  await submit(chief, ".links .acts button");
  assert.deepEqual(await chosen(chief), [...had, now.at(-1), now.at(-2)]);
  assert.equal(await chief.inputValue("#f-thread"), "قصة اختبار جديدة");
  assert.deepEqual(chief.complaints, []);
  await examine(chief, "story-links");
});

test("the same form does it without a script, and readers see it", { timeout: 120_000 }, async () => {
  const plain = await somebody(browser, paper, { javaScriptEnabled: false, storageState: await chief.context().storageState() });
  await plain.goto(story);
  const had = await chosen(plain);
  await plain.fill("#f-add", "في");
  await submit(plain, ".links .acts button");
  assert.ok(await plain.locator("[name=pick]").count() > 1, "several are offered");
  // The desk is also offered drafts and stories that were taken off; readers see only published stories beside a story.
  const offered = await plain.locator(".offers label").evaluateAll((all) => all.map((one) => [one.querySelector("bdi").innerText, one.querySelector(".meta").innerText]));
  const names = offered.map(([name]) => name);
  const place = offered.findIndex(([name, meta]) => !had.includes(name) && meta.includes("منشورة"));
  assert.ok(place >= 0, "one that readers have is offered");
  await plain.locator("[name=pick]").nth(place).check();
  await submit(plain, ".links .acts button");
  assert.deepEqual(await chosen(plain), [...had, names[place]]);
  await submit(plain, ".links .chosen li:nth-child(2) [name=up]");
  assert.deepEqual(await chosen(plain), [had[1], had[0], ...had.slice(2), names[place]]);
  await plain.locator(".links [name=drop]").first().check();
  await submit(plain, ".links .acts button");
  const kept = [had[0], ...had.slice(2), names[place]];
  assert.deepEqual(await chosen(plain), kept);

  await chief.goto(story);
  for (const made of ["submit", "approve", "publish"]) {
    if (await chief.locator(`form[action$="/moves/${made}"]`).count()) await move(chief, made);
  }
  const reader = await somebody(browser, paper);
  await reader.goto(story.replace("/newsroom/stories/", "/s/"));
  assert.deepEqual((await reader.locator("section[aria-labelledby=related] li > a").allInnerTexts()).slice(0, kept.length), kept);
  assert.equal(await reader.locator("section.thread h2").innerText(), "قصة اختبار جديدة");
  await reader.click("section.thread h2 a");
  assert.match(decodeURIComponent(reader.url()), /\/thread\/قصة-اختبار-جديدة$/);
});

test("pages of a thread, of feeds, of threads at the desk and of what machines are told are as they should be", { timeout: 180_000 }, async () => {
  const reader = await somebody(browser, paper);
  await reader.goto("/");
  const lead = linksOf(await reader.content()).find((href) => href.includes("الميناء-الشرقي-يستقبل") || decodeURIComponent(href).includes("الميناء-الشرقي-يستقبل"));
  await reader.goto(lead);
  await examine(reader, "story-timeline");
  await reader.click("section.thread h2 a");
  await examine(reader, "thread");
  await reader.goto("/feeds");
  await examine(reader, "feeds");
  for (const link of await reader.locator(".feeds .meta a").evaluateAll((all) => all.slice(0, 12).map((one) => one.href))) {
    assert.equal((await reader.request.get(link)).status(), 200, link);
  }
  await chief.goto("/newsroom/threads");
  await examine(chief, "threads-room");
  await chief.goto("/newsroom/settings#machines");
  await chief.click("#machines details summary");
  await chief.check("#machines [name=mining][value=reserved]");
  await chief.fill("#machines [name=policy]", "https://paper.example/terms");
  await chief.uncheck("#machines [name=crawler][value=answers]");
  await submit(chief, "#machines .acts button");
  const robots = await (await fetch(`${paper.origin}/robots.txt`)).text();
  assert.match(robots, /User-agent: PerplexityBot\n/);
  const told = await fetch(`${paper.origin}/.well-known/tdmrep.json`);
  assert.deepEqual(await told.json(), [{ location: "/", "tdm-reservation": 1, "tdm-policy": "https://paper.example/terms" }]);
  await examine(chief, "settings-machines");
});
