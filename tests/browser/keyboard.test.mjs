// The paper without a mouse.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, pages } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("the first Tab shows the skip link, and Enter goes to the content", async () => {
  for (const address of ["/", pages.section, pages.story]) {
    const page = await open(browser, address);
    const skip = page.locator(".skip");
    assert.ok((await skip.boundingBox()).y < 0, "hidden until wanted");
    await page.keyboard.press("Tab");
    assert.ok(await skip.evaluate((link) => link === document.activeElement));
    assert.ok((await skip.boundingBox()).y >= 0);
    await page.keyboard.press("Enter");
    assert.equal(new URL(page.url()).hash, "#main");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), `${address}: Tab goes on inside the content`);
    await page.context().close();
  }
});

test("every stop of the Tab key is visible, ringed, and under nothing", async () => {
  for (const address of ["/", pages.story]) {
    const page = await open(browser, address, { width: 1280, height: 800 });
    const stops = await page.locator("a[href]:not([tabindex='-1']), button, input, textarea, select, summary").count();
    for (let stop = 0; stop < Math.min(stops, 80); stop += 1) {
      await page.keyboard.press("Tab");
      const seen = await page.evaluate(async () => {
        document.documentElement.style.scrollBehavior = "auto";
        const focused = document.activeElement;
        if (focused === document.body) return null;
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const box = focused.getClientRects()[0] ?? new DOMRect();
        const style = getComputedStyle(focused);
        // In a field of many lines, the browser scrolls to the line with the caret.
        const bottom = focused.matches("textarea") ? box.top + 2 * parseFloat(style.lineHeight) : box.bottom;
        const inView = box.top >= -1 && bottom <= innerHeight + 1;
        const top = document.elementFromPoint(box.left + box.width / 2, (box.top + bottom) / 2);
        return {
          what: focused.outerHTML.slice(0, 120),
          ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
          visible: box.width > 0 && box.height > 0 && inView,
          uncovered: top !== null && (focused.contains(top) || top.contains(focused)),
        };
      });
      if (seen === null) break;
      assert.ok(seen.ring && seen.visible && seen.uncovered, `${address}: ${JSON.stringify(seen)}`);
    }
    await page.context().close();
  }
});
