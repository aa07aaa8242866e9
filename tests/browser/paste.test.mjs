// Pasting while the server takes its time: order is kept, one undo removes all of it, addresses become links. In a real
// browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, chief } from "./own-desk.mjs";
import { begin, kept, lines, saved } from "./writing.mjs";

const put = (html, words) =>
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
const body = async (address) => lines((await kept(chief, address)).text.body).filter((line) => line !== "");

for (const delay of [0, 120, 700]) {
  test(`what is typed while a paste takes ${delay} ms stands after it, and one undo takes the paste back`, { timeout: 60_000 }, async () => {
    const address = await begin(chief, `لصق بعد ${delay}`);
    await chief.route("**/paste", async (route) => {
      await new Promise((done) => setTimeout(done, delay));
      await route.continue();
    });
    try {
      await chief.click(".ProseMirror");
      await put("<p><b>قال الوزير</b> إن السد امتلأ</p>", "قال الوزير إن السد امتلأ");
      await chief.keyboard.type("، وأضاف");
      await settled();
      await saved(chief);
      assert.deepEqual(await body(address), ["قال الوزير إن السد امتلأ، وأضاف"]);

      await chief.keyboard.press("Control+a");
      await chief.keyboard.press("Delete");
      await chief.keyboard.type("الجملة القديمة كاملة");
      await new Promise((done) => setTimeout(done, 600));
      await chief.keyboard.press("Control+a");
      await put("<p>جملة <i>جديدة</i></p>", "جملة جديدة");
      await settled();
      await saved(chief);
      assert.deepEqual(await body(address), ["جملة جديدة"]);
      await chief.keyboard.press("Control+z");
      await saved(chief);
      assert.deepEqual(await body(address), ["الجملة القديمة كاملة"], "one undo");
    } finally {
      await chief.unroute("**/paste");
    }
  });
}

test("an address pasted over words makes a link of them, and lines cut at a column flow", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "روابط وأسطر");
  await chief.click(".ProseMirror");
  await chief.keyboard.type("نشرت الوزارة بيانها");
  for (let n = 0; n < "بيانها".length; n += 1) await chief.keyboard.press("Shift+ArrowLeft");
  await chief.evaluate(() => {
    const text = document.querySelector(".ProseMirror > p").firstChild;
    const range = document.createRange();
    range.setStart(text, text.data.indexOf("بيانها"));
    range.setEnd(text, text.data.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await new Promise((done) => setTimeout(done, 100));
  await put("", "https://example.org/statement");
  await saved(chief);
  const [first] = (await kept(chief, address)).text.body.content;
  assert.deepEqual(first.content.map((one) => [one.text, one.marks?.[0]?.attrs?.href]), [
    ["نشرت الوزارة ", undefined],
    ["بيانها", "https://example.org/statement"],
  ]);

  const other = await begin(chief, "بريد وكالة");
  await chief.click(".ProseMirror");
  await put(
    "",
    "وصلت السفينة أمس إلى الميناء بعد رحلة دامت أسبوعين كاملين\nوعلى متنها مئة راكب وأربعون من البحارة، قال الربان إن البحر\nكان هادئا.\n\nثم غادرت.",
  );
  await saved(chief);
  assert.deepEqual(await body(other), [
    "وصلت السفينة أمس إلى الميناء بعد رحلة دامت أسبوعين كاملين وعلى متنها مئة راكب وأربعون من البحارة، قال الربان إن البحر كان هادئا.",
    "ثم غادرت.",
  ]);
});
