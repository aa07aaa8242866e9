// A reader's journey through the paper on a phone, with and without scripts.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { follow, launch, pages, path, visit } from "./browser.mjs";
import { isStory } from "./pages.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const javaScriptEnabled of [true, false]) {
  describe(`a phone ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    const visitPaper = (address, act) => visit(browser, address, act, { javaScriptEnabled });
    const heading = (page) => page.locator("h1").innerText();

    test("front page to section to story to topic, and back", () =>
      visitPaper("/", async (page) => {
        await follow(page, () => page.locator(`.sections a[href$="${pages.section}"]`).click());
        assert.equal(path(page), pages.section);
        assert.equal(await page.locator(".sections [aria-current]").innerText(), await heading(page));

        const card = page.locator("main article :is(h2, h3) a").first();
        const headline = await card.innerText();
        await follow(page, () => card.click());
        assert.ok(isStory(new URL(page.url()).pathname), page.url());
        assert.equal(await heading(page), headline);
        assert.ok((await page.locator(".body").innerText()).length > 100);
        assert.ok(await page.locator(".reads").isVisible());
        const story = page.url();

        const topic = page.locator(".topics a").first();
        const name = await topic.innerText();
        await follow(page, () => topic.click());
        assert.match(path(page), /^\/topic\//);
        assert.equal(await heading(page), name);
        assert.ok(await page.locator("main article").count());

        await page.goBack();
        assert.equal(page.url(), story);
        assert.equal(await heading(page), headline);
        await page.goBack();
        assert.equal(path(page), pages.section);
        await page.goBack();
        assert.equal(path(page), "/");
      }));

    test("from the front page to its lead story and home by the masthead", () =>
      visitPaper("/", async (page) => {
        const lead = page.locator(".lead h2 a");
        const headline = await lead.innerText();
        await follow(page, () => lead.click());
        assert.equal(await heading(page), headline);
        await follow(page, () => page.locator(".masthead a").click());
        assert.equal(path(page), "/");
      }));

    test("other languages and back", () =>
      visitPaper("/", async (page) => {
        for (const [language, direction] of [["fr", "ltr"], ["en", "ltr"], ["ar", "rtl"]]) {
          await follow(page, () => page.locator(`.top a[hreflang="${language}"]`).click());
          const root = page.locator("html");
          assert.equal(await root.getAttribute("lang"), language);
          assert.equal(await root.getAttribute("dir"), direction);
          assert.equal(path(page).replace(/\/$/, ""), language === "ar" ? "" : `/${language}`);
        }
      }));

    test("the archive by year, month and day, down to a story", () =>
      visitPaper("/", async (page) => {
        await follow(page, () => page.locator('footer a[href$="/archive"]').click());
        assert.equal(path(page), "/archive");
        for (const shape of [/^\/archive\/\d{4}$/, /^\/archive\/\d{4}\/\d+$/, /^\/archive\/\d{4}\/\d+\/\d+$/]) {
          const links = await page.locator("main a").evaluateAll((all) => all.map((a) => a.pathname));
          const at = links.findIndex((link) => shape.test(link));
          assert.ok(at >= 0, `no link like ${shape} on ${path(page)}`);
          await follow(page, () => page.locator("main a").nth(at).click());
          assert.match(path(page), shape);
        }
        await follow(page, () => page.locator("main article :is(h2, h3) a").first().click());
        assert.ok(isStory(new URL(page.url()).pathname));
      }));

    test("older and newer pages of a section", () =>
      visitPaper(pages.section, async (page) => {
        const headlines = () => page.locator("main .list-page article :is(h2, h3)").allInnerTexts();
        const newest = await headlines();
        assert.equal(await page.locator("main a[rel=prev]").count(), 0);
        const address = page.url();
        await follow(page, () => page.locator("main a[rel=next]").click());
        const older = await headlines();
        assert.ok(older.length > 0);
        assert.notDeepEqual(older, newest);
        await follow(page, () => page.locator("main a[rel=prev]").click());
        assert.deepEqual(await headlines(), newest);
        assert.equal(new URL(page.url()).pathname, new URL(address).pathname);
      }));

    test("an address that leads nowhere still shows the way home", () =>
      visitPaper(null, async (page) => {
        const response = await page.goto(pages.missing);
        assert.equal(response.status(), 404);
        // Chromium itself reports the status; nothing else may be reported.
        page.complaints = page.complaints.filter((line) => !line.includes("404"));
        await follow(page, () => page.locator("main a").first().click());
        assert.equal(path(page), "/");
      }));
  });
}
