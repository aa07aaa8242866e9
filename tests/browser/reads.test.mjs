// The read counter in a browser: a visit counts once, with and without scripts, and numbers refresh themselves.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, pages, paper } from "./browser.mjs";

// Headless Chromium names itself, and programs are not counted; these are people.
const PERSON = (name) => `Mozilla/5.0 (Linux; Android 10; ${name}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36`;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const story = pages.stories.ar.find((address) => address !== pages.story) ?? pages.story;
const id = story.match(/^\/[^/]+\/([0-9a-z]{8})\//)[1];
const number = async () => (await (await fetch(`${paper}/reads?ids=${id}`)).json())[id].n;

const visit = async (name, javaScriptEnabled, act = () => {}) => {
  const context = await browser.newContext({ baseURL: paper, javaScriptEnabled, userAgent: PERSON(name), viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(story, { waitUntil: "networkidle" });
  await act(page);
  await context.close();
};

test("a visit counts once, with scripts and without", async () => {
  const before = await number();
  await visit("A", true);
  assert.equal(await number(), before + 1);
  await visit("A", true);
  assert.equal(await number(), before + 1, "the same reader again");
  await visit("B", false);
  assert.equal(await number(), before + 2, "the image of readers without script");
  await visit("B", false);
  assert.equal(await number(), before + 2);
});

test("the number on the page is that of the page, then that of now, in words", async () => {
  await visit("C", true, async (page) => {
    const shown = page.locator(`data[data-reads="${id}"]`).first();
    const now = await number();
    await page.waitForFunction((n) => document.querySelector(".byline data").value === String(n), now);
    assert.match(await shown.innerText(), new RegExp(`^${now} (قراءة|قراءات)$`));
  });
  await visit("C", false, async (page) => {
    assert.match(await page.locator(".byline data").getAttribute("value"), /^\d+$/);
    assert.match(await page.locator(".byline data").innerText(), /قراء/);
  });
});

test("a page that is only rendered ahead or in a tab behind counts nothing", async () => {
  const before = await number();
  const context = await browser.newContext({ baseURL: paper, userAgent: PERSON("D") });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.isSeen = false;
    Object.defineProperty(document, "visibilityState", { get: () => (window.isSeen ? "visible" : "hidden") });
  });
  await page.goto(story, { waitUntil: "networkidle" });
  assert.equal(await number(), before);
  const posted = page.waitForResponse((response) => response.url().endsWith(`/r/${id}`));
  await page.evaluate(() => {
    window.isSeen = true;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await posted;
  assert.equal(await number(), before + 1);
  await context.close();
});

test("the most read are a page of their own", async () => {
  const context = await browser.newContext({ baseURL: paper, userAgent: PERSON("E"), viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(story);
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.locator("#most-read a").click()]);
  assert.equal(new URL(page.url()).pathname, "/most-read");
  assert.equal(await page.locator(".board:not(#most-commented)").count(), 3, "hour, day and week");
  assert.equal(await page.locator("#most-commented li").count() > 0, true, "the demo's readers have said something");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing hangs out at the side");
  await context.close();
});
