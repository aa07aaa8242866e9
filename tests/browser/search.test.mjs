// The search on a phone, with and without scripts; suggestions while typing.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { examine, follow, launch, open, pages, path, visit } from "./browser.mjs";
import { isStory } from "./pages.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const query = (page) => new URL(page.url()).searchParams;
const hits = (page) => page.locator(".hit h3 a");

for (const javaScriptEnabled of [true, false]) {
  describe(`a phone ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    const visitPaper = (address, act) => visit(browser, address, act, { javaScriptEnabled });

    test("from any page to the results, narrowed, in another order, to a story", () =>
      visitPaper(pages.story, async (page) => {
        await follow(page, () => page.locator(".to-search").click());
        assert.equal(path(page), "/search");
        const field = page.locator("input[name=q]");
        await field.fill("المدينة");
        await follow(page, () => field.press("Enter"));
        assert.equal(query(page).get("q"), "المدينة");
        assert.ok((await hits(page).count()) > 1);
        assert.ok((await page.locator(".hit mark").count()) > 1);
        const count = await page.locator(".order h2").innerText();

        await page.locator(".narrow summary").click();
        const facet = page.locator(".narrow section").first().locator("a").first();
        const number = await facet.locator(".n").innerText();
        await follow(page, () => facet.click());
        assert.match(await page.locator(".order h2").innerText(), new RegExp(`^${number} |واحدة|نتيجتان`));
        await follow(page, () => page.locator(".order .on").first().click());
        assert.equal(await page.locator(".order h2").innerText(), count, "× lifts the limit");

        await follow(page, () => page.locator(".order nav a").nth(1).click());
        assert.equal(query(page).get("sort"), "date");
        const days = await page.locator(".hit time").evaluateAll((all) => all.map((time) => time.dateTime));
        assert.deepEqual(days, [...days].sort().reverse());
        await follow(page, () => hits(page).first().click());
        assert.ok(isStory(new URL(page.url()).pathname), page.url());
        await page.goBack();
        assert.equal(query(page).get("sort"), "date");
      }));

    test("a word that is nowhere, and ways on where nothing is found", () =>
      visitPaper(pages.searchMeant, async (page) => {
        assert.match(await page.locator(".mean").innerText(), /هل تقصد/);
        assert.equal(await page.locator(".mean u").innerText(), "الأحواض");
        assert.ok(await hits(page).count());
        await page.goto(pages.searchNothing);
        assert.match(await page.locator(".none h2").innerText(), /لا توجد نتائج/);
        const way = page.locator(".way").first();
        await follow(page, () => way.click());
        assert.ok(await hits(page).count(), "a way leads somewhere");
      }));
  });
}

test("suggestions are offered while somebody types, and the keyboard takes one", async () => {
  const page = await open(browser, "/search");
  const field = page.getByRole("combobox");
  await field.pressSequentially("قمة المي");
  const options = page.getByRole("option");
  await options.first().waitFor();
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  const first = await options.first().innerText();
  assert.match(first, /قمة المي/);
  await field.press("ArrowDown");
  assert.equal(await field.getAttribute("aria-activedescendant"), await options.first().getAttribute("id"));
  await field.press("Escape");
  assert.equal(await page.getByRole("listbox").isVisible(), false);
  assert.equal(await field.inputValue(), "قمة المي", "Escape keeps the words");
  await field.pressSequentially("ا");
  await options.first().waitFor();
  await field.press("ArrowUp");
  const last = options.last();
  assert.equal(await last.getAttribute("aria-selected"), "true", "upwards from the field is the last one");
  await Promise.all([page.waitForNavigation(), field.press("Enter")]);
  assert.ok(isStory(new URL(page.url()).pathname), page.url());
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("the pages of the search pass axe at both widths, light and dark", async () => {
  for (const [name, address] of [["search", pages.searchByDate], ["search-meant", pages.searchMeant], ["search-nothing", pages.searchNothing], ["search-empty", pages.searchEmpty], ["search-french", "/fr/search?q=eau"]]) {
    const page = await open(browser, address);
    await examine(page, name);
    await page.context().close();
  }
});
