// Checks every kind of page with the Nu HTML checker and axe-core; the front page, a story and a page of results with Lighthouse.
// `pages.mjs nu`, `pages.mjs axe` or `pages.mjs lighthouse` runs one of them.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPages, read } from "../../tests/browser/pages.mjs";
import { devBinary, releaseBinary, startPaper } from "../../tests/browser/paper.mjs";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const LIGHTHOUSE_RUNS = 5;
const LIGHTHOUSE_LEAST = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };
// Results of searches are kept from crawlers on purpose.
const LIGHTHOUSE_SKIPPED = { search: ["is-crawlable"] };

const require = createRequire(import.meta.url);
const only = process.argv[2];
const binary = existsSync(releaseBinary) ? releaseBinary : devBinary;
const paper = await startPaper({ binary });
process.env.PAPER = paper.origin;
const pages = await findPages(paper.origin);
process.env.PAGES = JSON.stringify(pages);

const { stories, story, rich, ...kinds } = pages;
const everyStory = Object.values(stories).flat();
let failed = 0;
try {
  if (!only || only === "nu") failed += await nu();
  if (!only || only === "axe") failed += await axe();
  if (!only || only === "lighthouse") failed += await lighthouse();
} finally {
  await paper.stop();
}
process.exit(failed > 0 ? 1 : 0);

// Errors and warnings, on every kind of page and every story that the front pages show.
async function nu() {
  const folder = await mkdtemp(join(tmpdir(), "matbaa-nu-"));
  const files = new Map();
  for (const [number, address] of [...Object.values(kinds), ...everyStory].entries()) {
    const file = join(folder, `${number}.html`);
    files.set(file, address);
    await writeFile(file, (await read(paper.origin + address)).html);
  }
  const jar = require.resolve("vnu-jar/build/dist/vnu.jar");
  const report = await new Promise((done) => {
    execFile("java", ["-Xss4m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", ...files.keys()], { maxBuffer: 64 << 20 }, (error, out, err) => {
      if (error) throw new Error(`vnu: ${error.message} ${err}`);
      done(JSON.parse(out));
    });
  });
  await rm(folder, { recursive: true });
  for (const { url, type, subType, message, lastLine, extract } of report.messages) {
    console.error(`nu: ${files.get(url.replace("file:", ""))}:${lastLine}: ${subType ?? type}: ${message}\n    ${extract?.trim().replaceAll("\n", " ")}`);
  }
  console.log(`nu: ${files.size} pages, ${report.messages.length} errors and warnings`);
  return report.messages.length;
}

// Every kind of page, and the fewest stories that show every element, at two widths, light and dark.
async function axe() {
  const { launch, open } = await import("../../tests/browser/browser.mjs");
  const source = await readFile(new URL("../../tests/browser/node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
  const browser = await launch();
  let violations = 0;
  let looked = 0;
  for (const width of [390, 1280]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const address of [...new Set([...Object.values(kinds), story, ...rich])]) {
        const page = await open(browser, address, { width, colorScheme });
        // The script is injected by the inspector: the policy of the pages allows no foreign script, and need not.
        const found = await page.evaluate(`${source}; axe.run(document, { resultTypes: ["violations"] })`);
        for (const { id, help, nodes } of found.violations) {
          violations += 1;
          console.error(`axe: ${address} ${width} ${colorScheme}: ${id}: ${help}`);
          for (const node of nodes.slice(0, 3)) console.error(`    ${node.html.slice(0, 160)}\n    ${node.failureSummary.replaceAll("\n", " ")}`);
        }
        looked += 1;
        await page.context().close();
      }
    }
  }
  await browser.close();
  console.log(`axe: ${looked} page views, ${violations} violations`);
  return violations;
}

// Lighthouse's own mobile profile; the median of five runs for each category.
async function lighthouse() {
  const { default: run } = await import("lighthouse");
  const { launch } = await import("chrome-launcher");
  let below = 0;
  for (const [kind, address] of [["front", pages.front], ["story", story], ["search", pages.search]]) {
    const scores = Object.fromEntries(Object.keys(LIGHTHOUSE_LEAST).map((category) => [category, []]));
    const lost = new Set();
    for (let round = 0; round < LIGHTHOUSE_RUNS; round += 1) {
      const chrome = await launch({ chromePath: CHROMIUM, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
      const { lhr } = await run(paper.origin + address, { port: chrome.port, onlyCategories: Object.keys(LIGHTHOUSE_LEAST), skipAudits: LIGHTHOUSE_SKIPPED[kind] ?? [], logLevel: "error" });
      chrome.kill();
      for (const category of Object.keys(scores)) {
        scores[category].push(Math.round(lhr.categories[category].score * 100));
        for (const { id, weight } of lhr.categories[category].auditRefs) {
          const { score, scoreDisplayMode, displayValue = "" } = lhr.audits[id];
          if (weight > 0 && score !== null && score < 0.9 && scoreDisplayMode !== "notApplicable") lost.add(`${id} ${displayValue}`);
        }
      }
    }
    for (const [category, all] of Object.entries(scores)) {
      const median = all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
      console.log(`lighthouse: ${kind} ${category} ${median} (${all.join(", ")})`);
      if (median < LIGHTHOUSE_LEAST[category]) below += 1;
    }
    if (lost.size > 0) console.log(`lighthouse: ${kind} lost points by ${[...lost].join("; ")}`);
  }
  return below;
}
