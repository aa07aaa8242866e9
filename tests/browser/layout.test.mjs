// The look of a page, as far as a machine can check it: nothing moves, nothing overflows, dark is dark, print is print.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, pages, scrollThrough } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const everyKind = () => {
  const { stories, rich, ...kinds } = pages;
  return [...new Set([...Object.values(kinds), ...stories.ar, ...stories.fr, ...stories.en])];
};

// `held` names requests that arrive late, as over a slow network, when the page is already shown.
async function shifts(address, width, held = null) {
  const page = await open(browser, null, { width });
  if (held) {
    await page.route(held, async (route) => {
      await new Promise((done) => setTimeout(done, 1000));
      await route.continue();
    });
  }
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        window.shifts.push({ value: entry.value, what: entry.sources?.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.textContent?.slice(0, 40)) });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(address, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready);
  await scrollThrough(page);
  const seen = await page.evaluate(() => window.shifts);
  await page.context().close();
  return { sum: seen.reduce((total, shift) => total + shift.value, 0), seen };
}

for (const kind of ["front", "section", "story"]) {
  for (const width of [390, 1280]) {
    for (const [late, held] of [["", null], [", whose fonts come late", "**/*.woff2"], [", whose script comes late", "**/*.js"]]) {
      test(`nothing moves on the ${kind} page at ${width} px${late}`, async () => {
        const { sum, seen } = await shifts(pages[kind], width, held);
        assert.ok(sum < 0.001, `${sum}: ${JSON.stringify(seen)}`);
      });
    }
  }
}

for (const width of [320, 390, 768, 1280]) {
  test(`no page scrolls sideways at ${width} px`, async () => {
    const page = await open(browser, null, { width });
    for (const address of everyKind()) {
      await page.goto(address, { waitUntil: "load" });
      const wide = await page.evaluate(() => {
        const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room && document.body.scrollWidth <= room) return [];
        const scrolls = (element) => element !== document.body && getComputedStyle(element).overflowX !== "visible";
        const inside = (element) => element.parentElement && (scrolls(element.parentElement) || inside(element.parentElement));
        const out = [...document.querySelectorAll("body *")].filter((element) => {
          const box = element.getBoundingClientRect();
          return box.width > 0 && (box.left < -1 || box.right > room + 1) && !inside(element);
        });
        return [`${document.documentElement.scrollWidth} px`, ...out.slice(0, 5).map((element) => element.outerHTML.slice(0, 100))];
      });
      assert.deepEqual(wide, [], address);
    }
    await page.context().close();
  });
}

test("dark is dark, by the reader's system", async () => {
  const brightness = async (colorScheme) => {
    const page = await open(browser, pages.story, { colorScheme });
    const seen = await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      const light = (color) => color.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765;
      return { paper: light(style.backgroundColor), ink: light(style.color) };
    });
    await page.context().close();
    return seen;
  };
  const light = await brightness("light");
  const dark = await brightness("dark");
  assert.ok(light.paper > 0.9 && light.ink < 0.2, JSON.stringify(light));
  assert.ok(dark.paper < 0.2 && dark.ink > 0.8, JSON.stringify(dark));
});

test("on paper a story stands alone", async () => {
  const page = await open(browser, pages.story, { width: 794 });
  await page.emulateMedia({ media: "print" });
  for (const gone of [".sections", ".top", "footer.site", "aside.side", ".tools", ".skip"]) {
    assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  }
  for (const stays of [".masthead .name", "h1", ".body p", ".byline"]) {
    assert.ok(await page.locator(stays).first().isVisible(), stays);
  }
  await page.context().close();
});

test("numbers and Latin runs in Arabic headlines keep their order", async () => {
  const page = await open(browser, "/");
  const runs = await page.locator("main :is(h1, h2, h3) bdi[dir=ltr]").evaluateAll((all) =>
    all.map((bdi) => ({ text: bdi.textContent, direction: getComputedStyle(bdi).direction, bidi: getComputedStyle(bdi).unicodeBidi })),
  );
  for (const run of runs) {
    assert.equal(run.direction, "ltr");
    assert.match(run.bidi, /isolate/);
  }
  // «90+4» outside an isolate reads 4+90; every run of this form is inside one.
  const loose = await page.evaluate(() => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (/\d[+\u2212]\d|\d-\d/.test(text.data) && !text.parentElement.closest("bdi[dir=ltr], [dir=ltr], time")) found.push(text.data);
    }
    return found;
  });
  assert.deepEqual(loose, []);
  await page.context().close();
});

test("the first digit of «90+4» stands at its left", async () => {
  const page = await open(browser, null);
  for (const address of ["/", ...pages.rich]) {
    await page.goto(address, { waitUntil: "load" });
    const wrong = await page.evaluate(() => {
      const found = [];
      for (const bdi of document.querySelectorAll("main bdi[dir=ltr]")) {
        const text = bdi.firstChild;
        if (text?.nodeType !== Node.TEXT_NODE || text.data.length < 2 || bdi.getClientRects().length !== 1) continue;
        const at = (index) => {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + 1);
          return range.getBoundingClientRect().left;
        };
        if (!(at(0) < at(text.data.length - 1))) found.push(text.data);
      }
      return found;
    });
    assert.deepEqual(wrong, [], address);
  }
  await page.context().close();
});
