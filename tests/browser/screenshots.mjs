// docs/screenshots: the front page and its lead story, on a phone and on a desktop, light and dark, cut to a readable
// length; the desk's list and one of its stories.

import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { findPages } from "./pages.mjs";
import { devBinary, startPaper } from "./paper.mjs";

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
  const ran = spawnSync(devBinary, ["admin", "--data", paper.data, "--url", paper.origin], { encoding: "utf8", env: { ...process.env, MATBAA_LOG: "error" } });
  const desk = await open(browser, ran.stdout.trim().split("\n").at(-1), { width: 1280, height: 900 });
  await desk.fill("[name=name]", "نادية شريف");
  await desk.fill("[name=email]", "chief@paper.example");
  await desk.fill("[name=password]", "حبر على ورق ولون واحد");
  await desk.click("button.go");
  await desk.goto("/newsroom/stories?live=published");
  await desk.evaluate(() => document.fonts.ready);
  await desk.screenshot({ path: `${folder}desk-1280-light.png` });
  await desk.click("tbody tr:nth-child(2) a");
  await desk.evaluate(() => document.fonts.ready);
  await desk.screenshot({ path: `${folder}desk-story-1280-light.png` });
} finally {
  await browser.close();
  await paper.stop();
}
