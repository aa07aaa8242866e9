// A desk that watches a subject: a saved filter that tells of new stories, and the search among comments.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, launch } from "./browser.mjs";
import { chiefOf, invited, submit } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";

let browser;
let paper;
let chief;
let reporter;

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk({ demo: true });
  chief = await chiefOf(browser, paper);
  reporter = await invited(browser, paper, chief, "reporter@paper.example", ["reporter"], "سلمى المراسلة");
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

test("a filter with its bell on tells of a story that somebody else begins", { timeout: 120_000 }, async () => {
  await chief.goto("/newsroom/stories");
  await chief.fill("form.search [name=q]", "السدود");
  await submit(chief, "form.search button");
  await examine(chief, "filter-not-kept");
  await chief.fill(".keep [name=name]", "السدود");
  await chief.check(".keep [name=notify]");
  await submit(chief, ".keep button");
  const bell = chief.locator(".chip.kept .bell");
  assert.match(await bell.getAttribute("aria-label"), /كُف عن تنبيهي/);
  await examine(chief, "filter-with-bell");
  await submit(chief, ".chip.kept .bell");
  assert.match(await chief.locator("[role=status].notice, .done").first().innerText(), /لن تُنبَّه/);
  await submit(chief, ".chip.kept .bell");
  assert.match(await chief.locator("[role=status].notice, .done").first().innerText(), /ستُنبَّه/);

  await reporter.goto("/newsroom/stories/new");
  await reporter.fill("[name=headline]", "سدّ جديد في الجنوب");
  await submit(reporter, "main form button.go");
  const notice = chief.locator(".notices li", { hasText: "سدّ جديد في الجنوب" });
  // Changes are compared every few seconds.
  for (let looked = 0; looked < 60 && !(await notice.count()); looked += 1) {
    await chief.waitForTimeout(500);
    await chief.goto("/newsroom/notices");
  }
  assert.match(await notice.innerText(), /مادة جديدة في مرشح حفظته[\s\S]*«السدود»/);
  await examine(chief, "filter-notice");
});

test("comments are found by any form of their words, in every state", { timeout: 120_000 }, async () => {
  await chief.goto("/newsroom/comments");
  await chief.fill("form.search [name=q]", "المباراة");
  await submit(chief, "form.search button");
  const found = chief.locator(".said");
  assert.ok((await found.count()) > 0);
  for (const text of await found.allInnerTexts()) assert.match(text, /مبارا|المباريات|مباريات/);
  await examine(chief, "comments-found");
  await chief.fill("form.search [name=q]", "زعبلوط");
  await submit(chief, "form.search button");
  assert.match(await chief.locator(".empty").innerText(), /لا تعليق فيه هذه الكلمات/);
  await examine(chief, "comments-none-found");
});
