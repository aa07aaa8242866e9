// docs/screenshots: front page and its lead story, on a phone and on a desk, light and dark, down to a readable length.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { findPages } from "./pages.mjs";
import { startPaper } from "./paper.mjs";

const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
await mkdir(folder, { recursive: true });

const paper = await startPaper();
process.env.PAPER = paper.origin;
const pages = await findPages(paper.origin);
process.env.PAGES = JSON.stringify(pages);
const front = await (await fetch(pages.front)).text();
const lead = new URL(front.split('<article class="lead">')[1].match(/href="([^"]+)"/)[1], paper.origin).href;
const { launch, open, scrollThrough } = await import("./browser.mjs");
const browser = await launch();
try {
  for (const [name, address] of [["front", pages.front], ["story", lead]]) {
    for (const width of [390, 1280]) {
      for (const colorScheme of ["light", "dark"]) {
        const page = await open(browser, address, { width, height: width === 390 ? 844 : 900, colorScheme });
        await page.evaluate(() => document.fonts.ready);
        await scrollThrough(page);
        await page.waitForLoadState("networkidle");
        await page.evaluate(() => scrollTo(0, 0));
        const whole = await page.evaluate(() => document.documentElement.scrollHeight);
        const clip = { x: 0, y: 0, width, height: Math.min(whole, width === 390 ? 3600 : 2800) };
        await page.screenshot({ path: `${folder}${name}-${width}-${colorScheme}.png`, fullPage: true, clip });
        await page.context().close();
      }
    }
  }
} finally {
  await browser.close();
  await paper.stop();
}
