// The cost of a page: bytes, requests, fonts, scripts, and no other server.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { launch, open, pages, paper, scrollThrough } from "./browser.mjs";
import { unescaped } from "./pages.mjs";

const KIB = 1024;
const HTML_AND_CSS_MAX = 20 * KIB;
const FONTS_ON_THE_CRITICAL_PATH = 2;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("a story's HTML and CSS are at most 20 KiB in gzip", async (t) => {
  for (const address of pages.stories.ar) {
    const html = await (await fetch(paper + address)).text();
    const [, sheet] = html.match(/<link rel="stylesheet" href="([^"]+)"/);
    const css = await (await fetch(new URL(unescaped(sheet), paper))).text();
    const bytes = gzipSync(html).length + gzipSync(css).length;
    if (address === pages.story) t.diagnostic(`${address}: ${bytes} bytes of HTML and CSS in gzip`);
    assert.ok(bytes <= HTML_AND_CSS_MAX, `${address}: ${bytes} bytes`);
  }
});

test("answers come compressed", async () => {
  for (const address of ["/", pages.story]) {
    const response = await fetch(paper + address, { headers: { "Accept-Encoding": "gzip" } });
    assert.equal(response.headers.get("content-encoding"), "gzip", address);
  }
});

// Requests until the page has loaded, and bytes on the wire without pictures, which are the paper's own business.
const BUDGET = { front: { requests: 30, bytes: 260 * KIB }, section: { requests: 20, bytes: 240 * KIB }, story: { requests: 9, bytes: 240 * KIB } };

for (const [kind, budget] of Object.entries(BUDGET)) {
  test(`the ${kind} page keeps to its requests and bytes`, async (t) => {
    const page = await open(browser, pages[kind]);
    let bytes = 0;
    for (const request of page.requested) {
      if (request.resourceType() === "image") continue;
      const sizes = await request.sizes();
      bytes += sizes.responseBodySize + sizes.responseHeadersSize;
    }
    t.diagnostic(`${page.requested.length} requests, ${bytes} bytes without pictures`);
    // The read counter sends its request after the page has loaded.
    const loading = page.requested.map((request) => request.url()).filter((url) => !/\/(r\/[0-9a-z]{8}|reads\?.*)$/.test(url));
    assert.ok(loading.length <= budget.requests, `${loading.length} requests: ${loading.join(" ")}`);
    assert.ok(bytes <= budget.bytes, `${bytes} bytes`);
    await page.context().close();
  });

  test(`the ${kind} page waits for two font files at most and for no script`, async () => {
    const page = await open(browser, pages[kind]);
    const preloaded = await page.locator("link[rel=preload][as=font]").evaluateAll((links) => links.map((link) => link.href));
    assert.ok(preloaded.length <= FONTS_ON_THE_CRITICAL_PATH, `${preloaded}`);
    // Any other font that a page loads is one that nobody waits for (font-display: optional), or bold text further
    // down.
    const unhurried = await page.evaluate(() =>
      [...document.styleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .filter((rule) => rule instanceof CSSFontFaceRule && rule.style.fontDisplay === "optional")
        .flatMap((rule) => [...rule.cssText.matchAll(/url\("([^"]+)"\)/g)].map(([, url]) => new URL(url, location.href).href)),
    );
    const fonts = page.requested.filter((request) => request.resourceType() === "font").map((request) => request.url());
    // A preloaded font is waited for a moment, whatever its rule says.
    const critical = new Set(fonts.filter((font) => preloaded.includes(font) || !unhurried.includes(font)));
    assert.ok(critical.size <= FONTS_ON_THE_CRITICAL_PATH, [...critical].join(" "));
    const used = await page.evaluate(async () => {
      await document.fonts.ready;
      const loaded = [...document.fonts].filter((face) => face.status === "loaded").map((face) => `${face.family.replaceAll('"', "")} ${face.weight}`);
      const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
      const isLoaded = ({ style }) => loaded.includes(`${style.getPropertyValue("font-family").replaceAll('"', "")} ${style.getPropertyValue("font-weight")}`);
      return rules.filter(isLoaded).flatMap((rule) => [...rule.cssText.matchAll(/url\("([^"]+)"\)/g)].map(([, url]) => new URL(url, location.href).href));
    });
    for (const font of preloaded) assert.ok(used.includes(font), `${font} is preloaded and not used`);

    const blocking = await page.evaluate(() => [
      ...[...document.querySelectorAll("script[src]")].filter((script) => script.type !== "module" && !script.defer && !script.async).map((script) => script.src),
      ...performance.getEntriesByType("resource").filter((entry) => entry.renderBlockingStatus === "blocking" && !entry.name.endsWith(".css")).map((entry) => entry.name),
    ]);
    assert.deepEqual(blocking, []);
    await page.context().close();
  });
}

test("no page asks anybody else for anything, breaks its own policy, or complains", async () => {
  // An address that does not exist makes Chromium complain by itself; the journeys check that page.
  const { stories, rich, missing, ...kinds } = pages;
  for (const address of new Set([...Object.values(kinds), ...rich])) {
    const page = await open(browser, null);
    await page.addInitScript(() => {
      window.refused = [];
      document.addEventListener("securitypolicyviolation", (event) => window.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    await page.goto(address, { waitUntil: "load" });
    await scrollThrough(page);
    const strangers = page.requested.map((request) => request.url()).filter((url) => !url.startsWith("data:") && new URL(url).origin !== paper);
    assert.deepEqual(strangers, [], address);
    assert.deepEqual(await page.evaluate(() => window.refused), [], address);
    assert.deepEqual(page.complaints, [], address);
    assert.deepEqual(await page.context().cookies(), [], `${address}: readers have no cookie`);
    await page.context().close();
  }
});
