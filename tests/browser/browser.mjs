// Debian's Chromium, and the checks that the tests make on a page.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Set by run.mjs: the address of the paper, and one address for each kind of page.
export const paper = process.env.PAPER;
export const pages = JSON.parse(process.env.PAGES);

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Tests run as root in containers, where Chromium's sandbox cannot start; the pages are our own.
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
  });

// A page in a context of its own that records its requests and complaints.
export async function open(browser, address, { width = 390, height = 844, javaScriptEnabled = true, colorScheme = "light" } = {}) {
  const context = await browser.newContext({
    baseURL: paper,
    viewport: { width, height },
    javaScriptEnabled,
    colorScheme,
    locale: "ar",
    timezoneId: "Africa/Algiers",
  });
  const page = await context.newPage();
  page.requested = [];
  page.complaints = [];
  page.on("request", (request) => page.requested.push(request));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // Leaving a page aborts what it was still loading.
    if (reason !== "net::ERR_ABORTED") page.complaints.push(`${request.url()}: ${reason}`);
  });
  if (address) await page.goto(address, { waitUntil: "load" });
  return page;
}

// Opens a page, acts on it, and checks that nothing complained.
export async function visit(browser, address, act, options) {
  const page = await open(browser, address, options);
  try {
    await act(page);
    assert.deepEqual(page.complaints, []);
  } finally {
    await page.context().close();
  }
}

// Acts until another page has loaded.
export const follow = (page, act) => Promise.all([page.waitForNavigation({ waitUntil: "load" }), act()]);

export const path = (page) => decodeURIComponent(new URL(page.url()).pathname);

// Scrolls to the end as a reader does, so that late pictures load.
export const scrollThrough = (page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)));
    document.documentElement.style.scrollBehavior = "auto";
    for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight / 2) {
      scrollTo(0, at);
      await frame();
    }
    await frame();
  });

// Runs axe-core on the page as it is, light and dark, at both widths; nothing is wider than the window, and there is no
// complaint. With SHOTS=DIR, saves a picture of each in DIR.
export async function examine(page, name, { widths = [1280, 390], colorSchemes = ["light", "dark"] } = {}) {
  for (const colorScheme of colorSchemes) {
    for (const width of widths) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.evaluate(() => document.fonts.ready);
      await picture(page, `${name}-${width}-${colorScheme}`);
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const said = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);
      assert.deepEqual(said, [], `${name} at ${width} px, ${colorScheme}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${name} at ${width} px is ${over} px too wide`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.deepEqual(page.complaints, [], name);
}

// Saves a picture if SHOTS names a folder: of the whole page, for which the window grows (and bubbles close), or of the
// visible part.
export async function picture(page, name, fullPage = true) {
  if (!process.env.SHOTS) return;
  await mkdir(process.env.SHOTS, { recursive: true });
  await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage });
}
