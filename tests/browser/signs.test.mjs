// Signs that become blocks («1. », «- », «## », «> », «---»): Backspace directly afterwards, or Ctrl+Z, brings the sign
// back as text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { chief } from "./own-desk.mjs";
import { begin, kept, lines, put, saved, typist } from "./writing.mjs";

const SIGNS = [
  ["1. ", "list"], ["١. ", "list"], ["1) ", "list"], ["1- ", "list"], ["- ", "list"], ["• ", "list"], ["* ", "list"],
  ["## ", "subheading"], ["### ", "subheading"], ["> ", "quotation"], ["---", "separator"], ["***", "separator"],
];

test("every sign becomes its block, and comes back by Backspace or Ctrl+Z, slow or fast, in Arabic and Latin lines", { timeout: 240_000 }, async () => {
  const address = await begin(chief, "علامات تعود نصا");
  const type = await typist(chief);
  for (const key of ["Backspace", "Control+z"]) {
    for (const delay of [0, 700]) {
      for (const [sign, block] of delay === 0 ? SIGNS : SIGNS.filter((_, at) => at % 3 === 0)) {
        for (const words of ["مايو 1954", "May 1954"]) {
          await put(chief, address, { type: "doc", content: [{ type: "paragraph", attrs: { id: "a1" }, content: [{ type: "text", text: words }] }] });
          await chief.click(".ProseMirror > p");
          await chief.keyboard.press("Control+Home");
          await chief.waitForTimeout(60);
          await type(sign, { delay });
          const name = `«${sign}» ${words} ${key} ${delay}`;
          assert.equal(await chief.evaluate(() => document.querySelector(".ProseMirror").firstElementChild.tagName !== "P"), true, `${name}: a ${block}`);
          await chief.keyboard.press(key);
          // Words typed afterwards follow the sign.
          await type("في ", { delay: 0 });
          await saved(chief, true);
          const { content } = (await kept(chief, address)).text.body;
          assert.deepEqual([content.length, content[0].type, lines({ content })], [1, "paragraph", [`${sign}في ${words}`]], name);
        }
      }
    }
  }
});

test("once words are written, Backspace deletes a letter, and undo goes back step by step", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "بعد الكلمات");
  const type = await typist(chief);
  await chief.click(".ProseMirror");
  await type("- خبز");
  await chief.keyboard.press("Backspace");
  await saved(chief, true);
  let [list] = (await kept(chief, address)).text.body.content;
  assert.deepEqual([list.type, lines(list)], ["list", ["خب"]]);
  await chief.keyboard.press("Control+z");
  await chief.keyboard.press("Control+z");
  await type("ماذا قلت؟");
  await saved(chief, true);
  [list] = (await kept(chief, address)).text.body.content;
  assert.deepEqual([list.type, lines(list)], ["paragraph", ["- ماذا قلت؟"]]);

  // In an empty list that was just begun, further presses of Backspace remove the sign letter by letter.
  await chief.keyboard.press("Control+a");
  await chief.keyboard.press("Delete");
  await type("1. ");
  await chief.keyboard.press("Backspace");
  await chief.keyboard.press("Backspace");
  await type("5");
  await saved(chief, true);
  assert.deepEqual(lines((await kept(chief, address)).text.body), ["1.5"]);
});
