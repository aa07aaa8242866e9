// Pasting into a list, a quotation, a box, a table: items, lines and cells where they are allowed, else the words with
// their marks and a notice; and undo while the server takes its time. In a real browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, chief } from "./own-desk.mjs";
import { begin, brief, kept, lines, put, saved } from "./writing.mjs";

const body = async (address) => (await kept(chief, address)).text.body.content.map(brief);

const text = (words) => ({ type: "text", text: words });
const line = (words) => ({ type: "paragraph", content: words ? [text(words)] : [] });
const item = (words, ...below) => ({ type: "list_item", content: [line(words), ...below] });
const list = (...items) => ({ type: "list", content: items });
const cell = (words) => ({ type: "table_cell", content: words ? [text(words)] : [] });
const table = (...rows) => ({ type: "table", content: rows.map((row) => ({ type: "table_row", content: row.map(cell) })) });
const box = (...content) => ({ type: "infobox", content });
const quotation = (words, speaker) => ({ type: "quotation", content: [line(words), { type: "speaker", content: speaker ? [text(speaker)] : [] }] });

// Puts the caret after these words.
async function caretBehind(words) {
  await chief.click(".ProseMirror > p:last-child");
  await chief.evaluate((words) => {
    const walk = document.createTreeWalker(document.querySelector(".ProseMirror"), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.data.indexOf(words);
      if (at >= 0) return getSelection().collapse(node, at + words.length);
    }
    throw new Error(`${words} stand nowhere`);
  }, words);
  await chief.waitForTimeout(60);
}
const paste = (html, words = "") =>
  chief.evaluate(
    ([html, words]) => {
      const data = new DataTransfer();
      if (html) data.setData("text/html", html);
      data.setData("text/plain", words);
      document.querySelector(".ProseMirror").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    [html, words],
  );
const settled = () => chief.waitForFunction(() => !document.querySelector(".pasting"));
const notice = () => chief.evaluate(() => document.querySelector(".writing")?.closest("form").querySelector(".notice:not([hidden])")?.innerText ?? "");

const LIST = '<ul><li><b>البرتقال</b>: وصل</li><li>التمر، انظر <a href="https://example.org/t">القائمة</a></li><li>العنب</li></ul>';
const DEEP = "<ol><li>أ<ol><li>ب<ol><li>ج<ol><li>د</li></ol></li></ol></li></ol></li><li>هـ</li></ol>";
const RICH = '<p>قالت <b>الوزيرة</b> إن <a href="https://example.org/b">البيان</a> نهائي</p>';
const TWO = "<p>سطر <b>أول</b></p><p>سطر ثان</p>";
const SHEET = "<table><tr><td>وهران</td><td><b>1,204</b></td></tr><tr><td>عنابة</td><td>980</td></tr></table>";
const HEADED = "<h2>عنوان</h2><p>كلام</p>";

// The place, its content, the words before the caret, what is pasted, the result, and whether a shape was lost.
const CASES = [
  ["list at the end of an item", [list(item("الخضر"), item("اللحم"))], "الخضر", LIST, ["ul(الخضر*البرتقال*: وصل | التمر، انظر [القائمة] | العنب | اللحم)"], false],
  ["list in the middle of an item", [list(item("قبلبعد"))], "قبل", LIST, ["ul(قبل*البرتقال*: وصل | التمر، انظر [القائمة] | العنببعد)"], false],
  ["list into an item with a sublist", [list(item("فوق", list(item("تحت"))))], "فوق", LIST, ["ul(فوق*البرتقال*: وصل | التمر، انظر [القائمة] | العنب ul(تحت))"], false],
  ["list into a third level", [list(item("1", list(item("2", list(item("3"))))))], "3", "<ul><li>س<ul><li>ص</li></ul></li></ul>", ["ul(1 ul(2 ul(3س | ص)))"], true],
  ["deep list into an item", [list(item("قائمة"))], "قائمة", DEEP, ["ul(قائمةأ ol(ب ol(ج | د)) | هـ)"], false],
  ["paragraphs into an item", [list(item("قائمة"))], "قائمة", TWO, ["ul(قائمةسطر *أول* | سطر ثان)"], false],
  ["words into an item", [list(item("قائمة "))], "قائمة ", RICH, ["ul(قائمة قالت *الوزيرة* إن [البيان] نهائي)"], false],
  ["a table into an item", [list(item("قائمة "))], "قائمة ", SHEET, ["ul(قائمة وهران\t*1,204* | عنابة\t980)"], true],
  ["words into a quotation", [quotation("قال ", "فلان")], "قال ", RICH, ["quotation(قال قالت *الوزيرة* إن [البيان] نهائي | speaker(فلان))"], false],
  ["paragraphs into a quotation", [quotation("قالباقي", "فلان")], "قال", TWO, ["quotation(قالسطر *أول* | سطر ثانباقي | speaker(فلان))"], false],
  ["a list into a quotation", [quotation("قال ", "فلان")], "قال ", LIST, ["quotation(قال *البرتقال*: وصل | التمر، انظر [القائمة] | العنب | speaker(فلان))"], true],
  ["words into a speaker", [quotation("قال", "فلان ")], "فلان ", RICH, ["quotation(قال | speaker(فلان قالت *الوزيرة* إن [البيان] نهائي))"], false],
  ["a list into a box", [box(line("أرقام"))], "أرقام", LIST, ["infobox(أرقام | ul(*البرتقال*: وصل | التمر، انظر [القائمة] | العنب))"], false],
  ["a list into the middle of a box's line", [box(line("قبلبعد"))], "قبل", LIST, ["infobox(قبل | ul(*البرتقال*: وصل | التمر، انظر [القائمة] | العنب) | بعد)"], false],
  ["a heading into a box", [box(line("أرقام "))], "أرقام ", HEADED, ["infobox(أرقام عنوان | كلام)"], true],
  ["cells into a table", [table(["الولاية", ""], ["م", ""])], "م", SHEET, ["table(الولاية ¦  / وهران ¦ *1,204* / عنابة ¦ 980)"], false],
  ["cells at the last corner", [table(["أ", "ب"])], "ب", SHEET, ["table(أ ¦ وهران ¦ *1,204* /  ¦ عنابة ¦ 980)"], false],
  ["one cell alone", [table(["سعر ", "ب"])], "سعر ", "<table><tr><td><b>15</b></td></tr></table>", ["table(سعر *15* ¦ ب)"], false],
  ["paragraphs into a cell", [table(["س ", "ب"])], "س ", TWO, ["table(س سطر *أول*⏎سطر ثان ¦ ب)"], false],
  ["a list into a cell", [table(["س ", "ب"])], "س ", LIST, ["table(س *البرتقال*: وصل⏎التمر، انظر [القائمة]⏎العنب ¦ ب)"], true],
];

test("each shape stands where it can, or its words do, and one undo takes it back", { timeout: 240_000 }, async () => {
  const address = await begin(chief, "لصق داخل الكتل");
  for (const [name, content, behind, html, expected, lost] of CASES) {
    const doc = { type: "doc", content: [...content.map((block, at) => ({ ...block, attrs: { ...block.attrs, id: `b${at}` } })), { type: "paragraph", attrs: { id: "z1" }, content: [text("ختام")] }] };
    await put(chief, address, doc);
    const before = await body(address);
    await caretBehind(behind);
    await paste(html, "كلمات");
    await settled();
    await saved(chief, true);
    assert.deepEqual(await body(address), [...expected, "ختام"], name);
    assert.equal(/لا يقوم هنا/.test(await notice()), lost, `${name}: ${lost ? "told" : "nothing to tell"}`);
    await chief.keyboard.press("Control+z");
    await saved(chief, true);
    assert.deepEqual(await body(address), before, `${name}: one undo`);
  }
});

test("typing goes on behind what was pasted inside a block", { timeout: 120_000 }, async () => {
  const address = await begin(chief, "الكتابة بعد اللصق");
  for (const [content, behind, html, expected] of [
    [list(item("قبلبعد")), "قبل", LIST, "ul(قبل*البرتقال*: وصل | التمر، انظر [القائمة] | العنب!بعد)"],
    [list(item("قائمة")), "قائمة", "<ul><li>س<ul><li>ص</li></ul></li></ul>", "ul(قائمةس ul(ص!))"],
    [box(line("أرقام")), "أرقام", LIST, "infobox(أرقام | ul(*البرتقال*: وصل | التمر، انظر [القائمة] | العنب!))"],
    [table(["أ", "ب"]), "أ", SHEET, "table(وهران ¦ *1,204* / عنابة ¦ 980!)"],
  ]) {
    await put(chief, address, { type: "doc", content: [{ ...content, attrs: { id: "b0" } }, { type: "paragraph", attrs: { id: "z1" }, content: [text("ختام")] }] });
    await caretBehind(behind);
    await paste(html, "كلمات");
    await settled();
    await chief.keyboard.type("!");
    await saved(chief, true);
    assert.deepEqual(await body(address), [expected, "ختام"]);
  }
});

test("a sheet as plain text fills cells; a table that would be too wide stands below", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "خلايا");
  const wide = Array.from({ length: 29 }, (_, at) => `ع${at}`);
  await put(chief, address, { type: "doc", content: [{ ...table(wide), attrs: { id: "t1" } }, { type: "paragraph", attrs: { id: "z1" }, content: [text("ختام")] }] });
  await caretBehind("ع28");
  await paste("", "1\t2\r\n3\tآخر\r\n");
  await saved(chief, true);
  const [filled] = (await kept(chief, address)).text.body.content;
  assert.deepEqual(filled.content.map((row) => [row.content.length, brief(row.content[28]), brief(row.content[29])]), [[30, "1", "2"], [30, "3", "آخر"]]);
  await caretBehind("آخر");
  await paste(SHEET, "كلمات");
  await settled();
  await saved(chief, true);
  const blocks = (await kept(chief, address)).text.body.content;
  assert.equal(brief(blocks[1]), "table(وهران ¦ *1,204* / عنابة ¦ 980)");
  assert.match(await notice(), /تحته/);
});

test("what was copied here out of a list or a table stands inside other blocks by the same rule", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "من هنا إلى هنا");
  const content = [list(item("أول"), item("ثان")), quotation("قيل ", "فلان"), table(["س ", "ص"])];
  await put(chief, address, { type: "doc", content: [...content.map((block, at) => ({ ...block, attrs: { id: `b${at}` } })), { type: "paragraph", attrs: { id: "z1" }, content: [text("ختام")] }] });
  await chief.evaluate(() => {
    const [first, second] = document.querySelectorAll(".ProseMirror li p");
    getSelection().setBaseAndExtent(first.firstChild, 0, second.firstChild, 3);
  });
  await chief.focus(".ProseMirror");
  await chief.waitForTimeout(80);
  const copied = await chief.evaluate(() => {
    const data = new DataTransfer();
    document.querySelector(".ProseMirror").dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
    return data.getData("text/html");
  });
  for (const behind of ["قيل ", "س "]) {
    await caretBehind(behind);
    await paste(copied, "كلمات");
  }
  await saved(chief, true);
  assert.deepEqual(await body(address), ["ul(أول | ثان)", "quotation(قيل أول | ثان | speaker(فلان))", "table(س أول⏎ثان ¦ ص)", "ختام"]);
});

for (const delay of [0, 120, 700]) {
  test(`undo pressed while a paste takes ${delay} ms loses nothing`, { timeout: 90_000 }, async () => {
    const address = await begin(chief, `تراجع أثناء لصق ${delay}`);
    await chief.route("**/paste", async (route) => {
      await new Promise((done) => setTimeout(done, delay));
      await route.continue();
    });
    const old = "الجملة الأصلية كاملة";
    const html = "<p>جملة <b>ملصقة</b></p>";
    try {
      for (const select of ["Control+a", "Shift+Home", null]) {
        for (const wait of [0, delay + 400]) {
          await put(chief, address, { type: "doc", content: [] });
          await chief.click(".ProseMirror");
          await chief.keyboard.type(old);
          await chief.waitForTimeout(60);
          if (select) await chief.keyboard.press(select);
          await chief.waitForTimeout(60);
          await paste(html, "كلمات");
          await chief.waitForTimeout(wait);
          await chief.keyboard.press("Control+z");
          await chief.waitForTimeout(delay + 300);
          await settled();
          await saved(chief, true);
          assert.deepEqual(lines((await kept(chief, address)).text.body), [old], `${select}, undone after ${wait} ms`);
        }
      }
      // Enter and words typed in the meanwhile come after it, in a list as in a paragraph.
      for (const [content, expected] of [
        [{ type: "paragraph", attrs: { id: "a1" }, content: [text("قيل: ")] }, ["قيل: جملة ملصقة", "وأضاف"]],
        [{ ...list(item("قيل: "), item("آخر")), attrs: { id: "a1" } }, ["قيل: جملة ملصقة", "وأضاف", "آخر"]],
      ]) {
        await put(chief, address, { type: "doc", content: [content, { type: "paragraph", attrs: { id: "z1" } }] });
        await caretBehind("قيل: ");
        await paste(html, "كلمات");
        await chief.keyboard.press("Enter");
        await chief.keyboard.type("وأضاف");
        await chief.waitForTimeout(delay + 300);
        await settled();
        await saved(chief, true);
        assert.deepEqual(lines((await kept(chief, address)).text.body), expected);
      }
      // Words typed in the meantime are undone first, then the paste, and then the old words are there again.
      await put(chief, address, { type: "doc", content: [] });
      await chief.click(".ProseMirror");
      await chief.keyboard.type(old);
      await chief.keyboard.press("Control+a");
      await chief.waitForTimeout(60);
      await paste(html, "كلمات");
      await chief.keyboard.type(" وبعدها");
      await settled();
      await chief.waitForTimeout(delay + 300);
      await saved(chief, true);
      assert.deepEqual(lines((await kept(chief, address)).text.body), ["جملة ملصقة وبعدها"]);
      // The number of steps depends on timing: words typed before the paste arrived are a step of their own. Every step
      // shows a beginning of what was typed.
      const steps = ["جملة ملصقة", old].map((first) => (words) => `${first} وبعدها`.startsWith(words) && words.startsWith(first));
      for (let n = 0; n < 8; n += 1) {
        await chief.keyboard.press("Control+z");
        const [words, ...others] = await chief.locator(".ProseMirror > p").allInnerTexts();
        assert.ok(others.length === 0 && steps.some((is) => is(words)), `after ${n + 1} steps: ${[words, ...others].join("|")}`);
        if (words === old) break;
      }
      await saved(chief, true);
      assert.deepEqual(lines((await kept(chief, address)).text.body), [old]);
    } finally {
      await chief.unroute("**/paste");
    }
  });
}
