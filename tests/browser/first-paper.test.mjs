// From nothing to a paper of one's own with a first published story, as done by somebody who has never seen the
// program: the link that the server prints, the settings, the usual sections, a story, the page. With SHOTS=DIR, a
// picture of each step.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, launch, picture } from "./browser.mjs";
import { move, password, somebody, submit } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";
import { write } from "./writing.mjs";

let browser;
let paper;
before(async () => {
  browser = await launch();
  paper = await startEmptyDesk({ fromNothing: true });
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

test("an empty folder becomes a paper with a first story", { timeout: 120_000 }, async () => {
  const page = await somebody(browser, paper);
  await page.goto("/");
  await examine(page, "first-paper-0-nothing-yet");
  await page.goto(paper.first);
  await page.fill("[name=name]", "هدى بن ساسي");
  await page.fill("[name=email]", "huda@paper.example");
  await page.fill("[name=password]", password);
  await picture(page, "first-paper-1-link");
  await submit(page, "main form button");

  assert.equal(new URL(page.url()).pathname, "/newsroom/settings", "an empty paper begins with its settings");
  await page.fill("[name=name-ar]", "صوت الساحل");
  await page.fill("[name=director]", "هدى بن ساسي");
  await page.fill("[name=zone]", "Africa/Tunis");
  await page.selectOption("[name=months]", "maghrebi");
  await picture(page, "first-paper-2-settings");
  await submit(page, 'form[action="/newsroom/settings/paper"] button.go');
  await submit(page, 'form[action="/newsroom/settings/sections/usual"] button');
  await picture(page, "first-paper-3-sections");
  // A single person has to approve their own stories.
  await page.check("[name=own_approval]");
  await submit(page, 'form[action="/newsroom/settings/site"] button');

  await page.goto("/newsroom/stories/new");
  await page.fill("[name=headline]", "افتتاح مكتبة الحي القديم بعد عامين من الترميم");
  await picture(page, "first-paper-4-new-story");
  await submit(page, "main form button.go");
  const address = new URL(page.url()).pathname;
  await write(page, ["فتحت مكتبة الحي القديم أبوابها أمس بعد عامين من الترميم.", "وقالت مديرتها إن الفهرس الجديد يضم 12 ألف عنوان."]);
  await page.fill("[name=desk_byline]", "ق. م");
  await submit(page, "#facts button");
  await picture(page, "first-paper-5-written");
  for (const word of ["submit", "approve", "publish"]) await move(page, word);
  await picture(page, "first-paper-6-published");

  await page.goto(`/s/${address.split("/").pop()}`);
  assert.match(await page.locator("h1").innerText(), /مكتبة الحي القديم/);
  await examine(page, "first-paper-7-its-page");
  await page.goto("/");
  assert.match(await page.locator("header").first().innerText(), /صوت الساحل/);
  assert.match(await page.locator("main").innerText(), /افتتاح مكتبة الحي القديم/);
  await examine(page, "first-paper-8-front-page");
});
