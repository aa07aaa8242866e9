// Characters from a phone or a clipboard, input over its limit, and a wrong clock: nothing disappears or misleads
// silently. In a real browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, chief } from "./own-desk.mjs";
import { begin, kept, lines, ready, saved } from "./writing.mjs";

const TURNS = ["\u200e", "\u200f", "\u061c", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"];
const PERSIAN = "می\u200cرود";
const FAMILY = "👩\u200d🚀";

const paste = (selector, html, words) =>
  chief.evaluate(
    ([selector, html, words]) => {
      const data = new DataTransfer();
      if (html) data.setData("text/html", html);
      data.setData("text/plain", words);
      document.querySelector(selector).dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    [selector, html, words],
  );
// What the browser does when somebody presses Ctrl+V in a field.
async function insert(selector, words) {
  await chief.focus(selector);
  await chief.keyboard.insertText(words);
}

test("marks of direction stay outside, by paste, by HTML and by a phone's keyboard; joiners stay", { timeout: 90_000 }, async () => {
  const address = await begin(chief, "علامات الاتجاه");
  const expected = `${TURNS.map((_, at) => `كلمة ${at}`).join(" ")} ${PERSIAN} ${FAMILY}`;
  const marked = `${TURNS.map((turn, at) => `${turn}كلمة${turn} ${at}${turn}`).join(" ")} ${PERSIAN} ${FAMILY}`;
  const ways = {
    plain: () => paste(".ProseMirror", "", marked),
    html: () => paste(".ProseMirror", `<p><b>x</b></p><p>${marked}</p><p>&rlm;y&#8207;</p>`, "x"),
    phone: () => chief.keyboard.insertText(marked),
  };
  for (const [way, act] of Object.entries(ways)) {
    await chief.click(".ProseMirror");
    await chief.keyboard.press("Control+a");
    await chief.keyboard.press("Delete");
    await act();
    await chief.waitForFunction(() => !document.querySelector(".pasting"));
    await saved(chief, true);
    const body = lines((await kept(chief, address)).text.body);
    assert.deepEqual(body, way === "html" ? ["x", expected, "y"] : [expected], way);
  }
  for (const field of ["kicker", "headline", "deck", "place"]) {
    await chief.fill(`[name=${field}]`, "");
    await insert(`[name=${field}]`, marked);
    assert.equal(await chief.inputValue(`[name=${field}]`), expected, field);
  }
  await saved(chief, true);
  assert.equal((await kept(chief, address)).text.deck, expected);
  // Without the editor, the server applies the same rule to the lines above the text.
  const answer = await chief.evaluate(
    async ([at, deck]) => {
      const now = await (await fetch(`${at}/text`)).json();
      const headers = { "content-type": "application/json", accept: "application/json", "x-form-token": now.token };
      await fetch(`${at}/text`, { method: "PUT", headers, body: JSON.stringify({ rev: now.rev, key: "k", text: { ...now.text, deck } }) });
      return (await (await fetch(`${at}/text`)).json()).text.deck;
    },
    [address, marked],
  );
  assert.equal(answer, expected);
});

test("a line longer than its limit stays whole, says so, and is saved once it fits", { timeout: 90_000 }, async () => {
  const address = await begin(chief, "حدود الأسطر");
  for (const [field, limit] of [["headline", 300], ["kicker", 300], ["deck", 1000], ["place", 300]]) {
    const before = (await kept(chief, address)).text[field];
    const long = "خبر ".repeat(limit / 4 + 31).trim();
    await chief.fill(`[name=${field}]`, "");
    await insert(`[name=${field}]`, long);
    assert.equal(await chief.inputValue(`[name=${field}]`), long, `${field} is whole`);
    const over = chief.locator(`.field.${field} .over`);
    assert.match(await over.innerText(), new RegExp(`أطول من الحد بـ ${long.length - limit} `));
    await chief.waitForFunction(() => document.querySelector(".saved").dataset.state === "refused");
    assert.match(await chief.locator(".bar .saved").innerText(), /أطول/);
    assert.equal((await kept(chief, address)).text[field], before, "nothing of it is on the server");
    // After leaving the page and coming back, a tab still has it.
    if (field === "headline") {
      await chief.waitForTimeout(1200);
      chief.once("dialog", (dialog) => dialog.accept());
      await chief.reload();
      await ready(chief);
      assert.equal(await chief.inputValue("[name=headline]"), long);
      assert.match(await over.innerText(), /أطول من الحد/);
    }
    await chief.fill(`[name=${field}]`, long.slice(0, limit).trim());
    await saved(chief, true);
    assert.equal(await over.isVisible(), false);
    assert.equal((await kept(chief, address)).text[field], long.slice(0, limit).trim());
  }
});

test("a new story's headline that is too long is not cut; the form waits, and without a script the server says so", { timeout: 90_000 }, async () => {
  const long = "عنوان ".repeat(71).trim();
  await chief.goto("/newsroom/stories/new");
  await insert("[name=headline]", long);
  assert.equal(await chief.inputValue("[name=headline]"), long);
  assert.match(await chief.locator(".field .over").innerText(), new RegExp(`${long.length - 300}`));
  await chief.click("main form button.go");
  assert.match(chief.url(), /stories\/new$/);
  // Past the browser's own check, as a page without a script sends it.
  await Promise.all([chief.waitForNavigation(), chief.evaluate(() => document.querySelector("main form").submit())]);
  const page = await chief.locator("main").innerText();
  assert.match(page, /أطول/);
  assert.ok((await chief.content()).includes(long), "and gives back what was typed");
});

test("a caption longer than its limit stays whole and says so", { timeout: 60_000 }, async () => {
  await begin(chief, "تعليق طويل");
  await chief.click(".ProseMirror");
  await chief.keyboard.type("/إطار");
  await chief.keyboard.press("Enter");
  const title = ".infobox .of-title input";
  await insert(title, "ع".repeat(320));
  assert.equal((await chief.inputValue(title)).length, 320);
  assert.match(await chief.locator(".infobox .over").innerText(), /20/);
  await chief.waitForFunction(() => document.querySelector(".saved").dataset.state === "refused");
  await chief.fill(title, "عنوان");
  await saved(chief, true);
});

test("«saved a moment ago» is counted from the server's clock, however wrong the machine's is", { timeout: 90_000 }, async () => {
  for (const hours of [26, -26, 0.1]) {
    const page = await chief.context().newPage();
    await page.addInitScript((off) => {
      const real = Date.now.bind(Date);
      Date.now = () => real() + off;
    }, hours * 3_600_000);
    await begin(page, `ساعة خاطئة ${hours}`);
    await page.click(".ProseMirror");
    await page.keyboard.type("سطر");
    await saved(page, true);
    assert.match(await page.locator(".bar .saved").innerText(), /^حُفظ (الآن|قبل [1-5] ثوان|قبل ثاني)/u, `${hours} hours off`);
    await page.close();
  }
});
