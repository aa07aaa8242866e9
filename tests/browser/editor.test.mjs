// The editor of a story's text in a real browser: what is typed is kept, the caret can be everywhere, what other
// programs put on the clipboard comes in clean, and axe-core finds nothing.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { examine } from "./browser.mjs";
import { browser, chief } from "./own-desk.mjs";
import { begin, kept, lines, put, ready, saved, typist } from "./writing.mjs";

/** A story as a reporter types it: Arabic with Latin names, numbers, quotations. Written for this test. */
const PARAGRAPHS = [
  "أعلنت ولاية الساحل، صباح الأربعاء 25 نوفمبر 2026، عن مشروع لتجديد 14 محطة ضخ بكلفة 12.5 مليون دينار، ينفذه مكتب Atelier Bleu مع شركة H2O Systems خلال 18 شهرا.",
  "وقالت مديرة الري سامية بن عودة إن «الماء الضائع في الأنابيب يكفي مدينة كاملة»، وأضافت أن نسبة التسرب بلغت 37.4% عام 2025 مقابل 29% قبل 10 سنوات.",
  "وتشمل المرحلة الأولى (2026-2027) أحياء El Bahia وSidi Amar والميناء القديم، وفيها 8,200 مشترك؛ أما الثانية فتبدأ في 1/9/2027.",
  "In a letter to the council, the bank wrote: “We will fund 60% of phase one”, على أن تتحمل الولاية الباقي.",
  "سئل المقاول: متى ينتهي العمل؟ فأجاب: «قبل الشتاء!» ثم استدرك ضاحكا: «أي شتاء؟ شتاء 2028».",
];

// About 600 words of them; each paragraph is a little different.
function story() {
  const all = [];
  for (let n = 1; all.join(" ").split(/\s+/).length < 600; n += 1) all.push(`${PARAGRAPHS[n % PARAGRAPHS.length]} (${n})`);
  return all;
}

test("a story of 600 words typed key by key, twenty a second, is read back equal", { timeout: 400_000 }, async () => {
  const address = await begin(chief, "ولاية الساحل تجدد محطات الضخ");
  await chief.click(".ProseMirror");
  const paragraphs = story();
  const type = await typist(chief);
  for (const [at, paragraph] of paragraphs.entries()) {
    if (at > 0) await chief.keyboard.press("Enter");
    await type(paragraph, { delay: 50 });
  }
  await saved(chief);
  assert.deepEqual(lines((await kept(chief, address)).text.body), paragraphs);
  // It is still so after the page was left and opened again.
  await chief.reload();
  await ready(chief);
  const shown = await chief.locator(".ProseMirror > p").allInnerTexts();
  assert.deepEqual(shown, paragraphs);
  assert.match(await chief.locator(".count-words").innerText(), /\d{3} كلمة/);
});

// Two photos of the demo newspaper.
const photos = async () => {
  const folder = fileURLToPath(new URL("../../demo/photos/", import.meta.url));
  return (await readdir(folder)).filter((name) => name.endsWith(".jpg")).slice(0, 2).map((name) => folder + name);
};

const mark = (type, attrs) => ({ type, ...(attrs ? { attrs } : {}) });
const text = (words, ...marks) => ({ type: "text", text: words, ...(marks.length > 0 ? { marks } : {}) });
const paragraph = (id, ...content) => ({ type: "paragraph", attrs: { id }, content });
const strong = mark("strong");
const link = mark("link", { href: "https://example.org/" });

// The position of the caret: letters before it in its line, a selected block, or between blocks.
const caret = (page) =>
  page.evaluate(async () => {
    const lines = "p, h2, h3, .speaker, td, .hemistich, .question, .pull-quote";
    const stands = () => {
      const { anchorNode } = getSelection();
      return document.querySelector(".ProseMirror-selectednode, .block.selected, .ProseMirror-gapcursor") ?? (anchorNode?.nodeType === 1 ? anchorNode : anchorNode?.parentElement)?.closest(lines);
    };
    // The editor may take a frame or two to process a key.
    for (let frames = 0; frames < 20 && !stands(); frames += 1) await new Promise(requestAnimationFrame);
    const { anchorNode, anchorOffset } = getSelection();
    const selected = document.querySelector(".ProseMirror-selectednode, .block.selected");
    if (selected) return `block ${selected.dataset.block ?? selected.tagName}`;
    if (document.querySelector(".ProseMirror-gapcursor")) return "gap";
    const line = (anchorNode.nodeType === 1 ? anchorNode : anchorNode.parentElement).closest(lines);
    const before = document.createRange();
    before.selectNodeContents(line);
    before.setEnd(anchorNode, anchorOffset);
    const all = [...document.querySelectorAll(".ProseMirror :is(p, h2, h3, .speaker, td, .hemistich, .question, .pull-quote):not([contenteditable=false])")];
    return `${all.indexOf(line)}:${before.toString().length}`;
  });

test("the caret stands at every position in both directions and never sticks", { timeout: 120_000 }, async () => {
  const address = await begin(chief, "المؤشر في كل موضع");
  const content = [
    paragraph("a1", text("قال "), text("المدير", strong), text(" إن "), text("الرابط", link), text(" نافع.")),
    paragraph("a2", text("كتبت "), text("Le Soir", mark("foreign", { lang: "fr" })), text(" أن 90+4 دقيقة ثمنها 12.5 M€.")),
    { type: "embed", attrs: { id: "a3", url: "https://www.youtube.com/watch?v=aaaaaaaaaaa" } },
    paragraph("a4", text("سطر "), text("غامق", strong), text("رابط", strong, link)),
    { type: "separator", attrs: { id: "a5" } },
    { type: "quotation", attrs: { id: "a6" }, content: [{ type: "paragraph", content: [text("اقتباس")] }, { type: "speaker", content: [text("قائل")] }] },
    paragraph("a7", text("English first, ثم العربية")),
    paragraph("a8", text("أول"), { type: "hard_break" }, text("ثان")),
  ];
  await put(chief, address, { type: "doc", content });
  // What hints draw over the text must not stop the caret either.
  await chief.waitForTimeout(1500);
  const expected = await chief.evaluate(() =>
    [...document.querySelectorAll(".ProseMirror :is(p, .speaker):not([contenteditable=false])")].flatMap((line, at) => Array.from({ length: line.innerText.replace("\n", "").length + 1 }, (_, n) => `${at}:${n}`)),
  );
  for (const [start, key] of [["Control+Home", "ArrowLeft"], ["Control+End", "ArrowRight"]]) {
    await chief.click(".ProseMirror > p");
    await chief.keyboard.press(start);
    const places = [await caret(chief)];
    for (let presses = 0; presses < 400; presses += 1) {
      await chief.keyboard.press(key);
      const now = await caret(chief);
      if (now === places.at(-1) && now === places.at(-2)) break;
      places.push(now);
    }
    const seen = new Set(places);
    assert.deepEqual(expected.filter((place) => !seen.has(place)), [], `${key} misses places; it went ${places.join(" ")}`);
    assert.ok(seen.has("block embed") && seen.has("block HR"), "blocks without words are stood on, too");
    // One press, one step: the caret is never stuck for two presses (a line break is one letter with two positions).
    const stuck = places.filter((place, at) => at > 0 && at < places.length - 1 && place === places[at - 1]);
    assert.ok(stuck.length <= 1, `held at ${stuck.join(" ")}`);
  }
});

test("hints that arrive between a key and its caret do not take the key back", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "التلميحات والمؤشر");
  const words = "كتبت صحيفة Le Soir أن 90+4 دقيقة تكفي";
  // Every answer with hints is held back and delivered in the task right after a key: the caret has moved, and the
  // editor has not been told yet.
  await chief.addInitScript(() => {
    const held = [];
    const ask = window.fetch;
    window.fetch = (...request) => {
      if (!String(request[0]).endsWith("/hints")) return ask(...request);
      const { lines } = JSON.parse(request[1].body);
      const value = { house: "", lines: lines.map(({ key, text }) => ({ key, isolates: [{ from: text.indexOf("90"), to: text.indexOf("90") + 4 }], hints: [] })) };
      return new Promise((done) => held.push(() => done({ ok: true, status: 200, json: async () => value })));
    };
    const { port1, port2 } = new MessageChannel();
    window.given = 0;
    window.waiting = () => held.length;
    port2.onmessage = () => {
      for (const give of held.splice(0)) {
        window.given += 1;
        give();
      }
    };
    addEventListener("keydown", () => port1.postMessage(null), true);
  });
  await put(chief, address, { type: "doc", content: [paragraph("a1", text(words))] });
  let given = 0;
  for (let round = 1; round <= 8; round += 1) {
    await chief.click(".ProseMirror > p");
    await chief.keyboard.press("End");
    await chief.keyboard.type("x");
    await chief.keyboard.press("Home");
    // The hints of a line are requested a moment after the last key.
    await chief.waitForFunction((given) => window.waiting() > 0 || window.given > given, given);
    await chief.keyboard.press("ArrowLeft");
    await chief.waitForFunction((given) => window.given > given, given);
    assert.equal(await caret(chief), "0:1", `round ${round}: hints came with the key`);
    given = await chief.evaluate(() => window.given);
  }
});

test("a key or a paste right after a click begins where the click was", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "مفتاح بعد نقرة");
  // The caret is moved and the act follows in the same task: the browser has not told the editor about the caret, as on
  // a slow computer.
  const act = (offset, acts) =>
    chief.evaluate(
      ([offset, acts]) => {
        const root = document.querySelector(".ProseMirror");
        getSelection().collapse(root.querySelector("p").firstChild, offset);
        for (const [kind, value] of acts) {
          if (kind === "paste") {
            const data = new DataTransfer();
            data.setData("text/plain", value);
            root.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
          } else {
            const [key, keyCode, ctrlKey] = value;
            root.dispatchEvent(new KeyboardEvent("keydown", { key, keyCode, ctrlKey, bubbles: true, cancelable: true }));
          }
        }
      },
      [offset, acts],
    );
  const all = ["key", ["a", 65, true]];
  for (const [acts, expected] of [
    [[all, ["key", ["Delete", 46, false]]], [""]],
    [[all, ["paste", "بديل"]], ["بديل"]],
    [[["paste", "بديل"]], ["كلمبديلة أخيرة"]],
    [[["key", ["Enter", 13, false]]], ["كلم", "ة أخيرة"]],
  ]) {
    await put(chief, address, { type: "doc", content: [paragraph("a1", text("كلمة أخيرة"))] });
    await chief.click(".ProseMirror > p");
    await chief.keyboard.press("Control+a");
    await chief.waitForTimeout(100);
    await act(3, acts);
    await chief.waitForTimeout(100);
    assert.deepEqual(await chief.locator(".ProseMirror > p").allInnerTexts().then((all) => all.map((words) => words.trim())), expected);
    await saved(chief, true);
  }
});

test("Home, End, whole words and deletions go the way the language goes", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "حركة المؤشر");
  const words = "كتبت صحيفة Le Soir أن 90+4 دقيقة";
  await put(chief, address, { type: "doc", content: [paragraph("a1", text(words))] });
  await chief.click(".ProseMirror > p");
  await chief.keyboard.press("Home");
  assert.equal(await caret(chief), "0:0");
  await chief.keyboard.press("End");
  assert.equal(await caret(chief), `0:${words.length}`);
  await chief.keyboard.press("Control+ArrowRight");
  assert.equal(await caret(chief), `0:${words.lastIndexOf("دقيقة")}`, "one word towards the beginning");
  await chief.keyboard.press("End");
  await chief.keyboard.press("Control+Backspace");
  await chief.keyboard.press("Shift+Home");
  assert.equal(await chief.evaluate(() => getSelection().toString()), "كتبت صحيفة Le Soir أن 90+4 ");
  // At a person's speed: the browser reports a moved caret after the key, not together with it.
  for (const key of ["End", "Backspace", "Home", "Control+Delete"]) {
    await chief.waitForTimeout(40);
    await chief.keyboard.press(key);
  }
  await saved(chief);
  assert.deepEqual(lines((await kept(chief, address)).text.body), [" صحيفة Le Soir أن 90+4"]);
});

// A document without its ids, which are different every time.
const plain = (node) => {
  const { id, ...attrs } = node.attrs ?? {};
  const kept = Object.fromEntries(Object.entries(attrs).filter(([name, value]) => value !== null && value !== false && name !== "version"));
  return { ...node, attrs: Object.keys(kept).length > 0 ? kept : undefined, content: node.content?.map(plain) };
};
const clean = (doc) => JSON.parse(JSON.stringify(plain(doc))).content;

async function paste(page, html, words) {
  await page.click(".ProseMirror");
  await page.evaluate(
    ([html, words]) => {
      const data = new DataTransfer();
      if (html) data.setData("text/html", html);
      data.setData("text/plain", words);
      document.querySelector(".ProseMirror").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    [html, words],
  );
  await page.waitForFunction(() => !document.querySelector(".pasting"));
  await saved(page);
}

const block = (type, content, attrs) => ({ type, ...(attrs ? { attrs } : {}), ...(content ? { content } : {}) });
const line = (...content) => block("paragraph", content);
const item = (words, ...below) => block("list_item", [line(...(typeof words === "string" ? [text(words)] : words)), ...below]);
const cell = (words) => block("table_cell", [text(words)]);

const PASTES = {
  word: [
    line(text("أعلنت البلدية", strong), text(" أمس عن فتح الحديقة الكبرى، "), text("مجانا", mark("emphasis")), text(" للزوار، بعد اتفاق مع Jardins du Midi.")),
    block("list", [item("المدخل الشمالي من الثامنة صباحا"), item([text("المدخل الجنوبي من العاشرة، انظر "), text("الخريطة", mark("link", { href: "https://example.org/plan" }))])]),
    block("table", [block("table_row", [cell("اليوم"), cell("الزوار")]), block("table_row", [cell("الجمعة"), cell("4500")])]),
  ],
  "google-docs": [
    block("subheading", [text("سوق السمك تنتقل إلى الميناء")], { level: 2 }),
    line(text("قال رئيس الجمعية", strong), text(" إن الباعة "), text("جميعهم", mark("emphasis")), text(" وافقوا، بحسب "), text("بيان نشر اليوم", mark("link", { href: "https://example.org/market?id=7" })), text(".")),
    block("list", [item("نقل الطاولات", block("list", [item("ليلا فقط")], { ordered: true })), item("فتح الثلاجات")], { ordered: true }),
  ],
  whatsapp: [
    line(text("وصلت القافلة إلى الجسر"), { type: "hard_break" }, text("عددها 12 شاحنة، "), text("لا إصابات", strong), text(" "), text("حتى الآن", mark("emphasis"))),
    line(text("التفاصيل هنا: "), text("https://example.org/live", mark("link", { href: "https://example.org/live" }))),
  ],
  libreoffice: [
    block("subheading", [text("مطر على الساحل")], { level: 3 }),
    line(text("تهاطلت", strong), text(" أمطار غزيرة على Port Neuf، بلغت "), text("42", mark("emphasis")), text(" مم.")),
    block("list", [item("أغلقت طريقان"), item("تأخرت حافلات")]),
  ],
};

for (const [program, expected] of Object.entries(PASTES)) {
  test(`what ${program} puts on the clipboard comes in clean`, { timeout: 60_000 }, async () => {
    const html = await readFile(new URL(`clipboard/${program}.html`, import.meta.url), "utf8");
    const address = await begin(chief, `لصق ${program}`);
    await paste(chief, html, "كلمات");
    const blocks = clean((await kept(chief, address)).text.body);
    while (blocks.at(-1)?.type === "paragraph" && !blocks.at(-1).content) blocks.pop();
    assert.deepEqual(blocks, JSON.parse(JSON.stringify(expected)));
  });
}

test("plain text becomes paragraphs, what was copied here stays as it was, and undo takes a paste back", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "لصق عادي");
  await paste(chief, "", "فقرة أولى\nفقرة ثانية\u200b\r\n\r\nثالثة");
  assert.deepEqual(lines((await kept(chief, address)).text.body), ["فقرة أولى\nفقرة ثانية\u200b", "ثالثة"]);
  await chief.keyboard.press("Control+z");
  await saved(chief);
  assert.deepEqual(lines((await kept(chief, address)).text.body), []);
  const rich = [
    { type: "quotation", attrs: { id: "q1" }, content: [{ type: "paragraph", content: [text("كلام "), text("موثوق", strong)] }, { type: "speaker", content: [text("مسؤول")] }] },
    { type: "verse", attrs: { id: "v1" }, content: [{ type: "couplet", content: [{ type: "hemistich", content: [text("صدر")] }, { type: "hemistich", content: [text("عجز")] }] }] },
    paragraph("a1", text("ختام")),
  ];
  await put(chief, address, { type: "doc", content: rich });
  await chief.click(".ProseMirror > p");
  await chief.keyboard.press("Control+a");
  const copied = await chief.evaluate(() => {
    const data = new DataTransfer();
    document.querySelector(".ProseMirror").dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
    return data.getData("text/html");
  });
  const other = await begin(chief, "نسخة");
  await paste(chief, copied, "x");
  const blocks = clean((await kept(chief, other)).text.body);
  assert.deepEqual(blocks.slice(0, 3), JSON.parse(JSON.stringify(rich.map(plain))));
});

test("blocks by the keyboard alone: slash menu, verse, question, table, list, undo", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "بالمفاتيح وحدها");
  const { keyboard } = chief;
  await chief.click(".ProseMirror");
  await keyboard.type("/شعر");
  assert.equal(await chief.locator("#slash-menu [aria-selected=true]").innerText(), "أبيات شعر");
  assert.match(await chief.locator(".ProseMirror").getAttribute("aria-activedescendant"), /^slash-verse$/);
  await keyboard.press("Enter");
  for (const half of ["صدر أول", "عجز أول", "صدر ثان", "عجز ثان"]) {
    await keyboard.type(half);
    await keyboard.press("Enter");
  }
  // An empty couplet ends the verse.
  await keyboard.press("Enter");
  await keyboard.type("متى تبدأ الأشغال؟");
  await keyboard.press("Control+/");
  await keyboard.type("سؤال");
  await keyboard.press("Enter");
  await keyboard.press("Enter");
  await keyboard.type("في الربيع.");
  await keyboard.press("Control+Enter");
  await keyboard.type("/جدول");
  await keyboard.press("Enter");
  for (const words of ["أ", "ب", "ج", "1", "2", "3", "4", "5", "6"]) {
    await keyboard.type(words);
    await keyboard.press("Tab");
  }
  await keyboard.type("صف جديد");
  await keyboard.press("Control+Enter");
  await keyboard.type("1. ");
  await keyboard.type("أول");
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await keyboard.type("تحته");
  await keyboard.press("Enter");
  await keyboard.press("Shift+Tab");
  await keyboard.type("ثان");
  await saved(chief);
  const half = (words) => block("hemistich", [text(words)]);
  const row = (...all) => block("table_row", all.map((words) => (words ? cell(words) : block("table_cell"))));
  const expected = [
    block("verse", [block("couplet", [half("صدر أول"), half("عجز أول")]), block("couplet", [half("صدر ثان"), half("عجز ثان")])]),
    block("question_answer", [block("question", [text("متى تبدأ الأشغال؟")]), block("answer", [line(text("في الربيع."))])]),
    block("table", [row("أ", "ب", "ج"), row("1", "2", "3"), row("4", "5", "6"), row("صف جديد", "", "")], { header_row: true }),
    block("list", [item("أول", block("list", [item("تحته")], { ordered: true })), item("ثان")], { ordered: true }),
  ];
  assert.deepEqual(clean((await kept(chief, address)).text.body).slice(0, 4), JSON.parse(JSON.stringify(expected)));
  for (let n = 0; n < 80; n += 1) await keyboard.press("Control+z");
  await saved(chief);
  assert.deepEqual(lines((await kept(chief, address)).text.body), []);
});

test("an embed stands at once, its title comes from its provider, and what was typed first stays", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "تضمين");
  const { keyboard } = chief;
  // The provider's answer, delivered when the test allows it; tests/outgoing.rs shows that the server asks the
  // provider.
  const answers = [];
  await chief.route("**/newsroom/embed/title", (route) => answers.push((title) => route.fulfill({ json: { title } })));
  const embed = async (url) => {
    await keyboard.type("/تضمين");
    await keyboard.press("Enter");
    await chief.fill("dialog [name=url]", url);
    await keyboard.press("Enter");
    await chief.waitForSelector("dialog", { state: "detached" });
  };
  const come = async (title) => {
    while (answers.length === 0) await new Promise((next) => setTimeout(next, 20));
    await answers.shift()(title);
  };
  await chief.click(".ProseMirror");
  await embed("https://youtu.be/aaaaaaaaaaa?t=3");
  const titles = chief.getByRole("textbox", { name: "ماذا يُرى فيه؟" });
  assert.equal(await titles.inputValue(), "", "it stands before its title has come");
  await come("وصول السفينة 12 إلى الميناء");
  await chief.waitForFunction(() => document.querySelector(".embed input")?.value === "وصول السفينة 12 إلى الميناء");
  await saved(chief);
  const block = (await kept(chief, address)).text.body.content.find((one) => one.type === "embed");
  assert.deepEqual([block.attrs.url, block.attrs.title], ["https://www.youtube.com/watch?v=aaaaaaaaaaa", "وصول السفينة 12 إلى الميناء"]);

  await chief.click(".ProseMirror > p:last-child");
  await embed("https://vimeo.com/76979871");
  await titles.nth(1).fill("عنوان المحرر");
  await come("Provider's title");
  await saved(chief);
  assert.equal(await titles.nth(1).inputValue(), "عنوان المحرر");
  await chief.unroute("**/newsroom/embed/title");
});

test("find takes any form of the letters, and replacing keeps the marks", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "بحث واستبدال");
  await put(chief, address, { type: "doc", content: [paragraph("a1", text("وُقِّع الإتِّفاق أمس، و"), text("الاتفـاق", strong), text(" نهائي، ولا إتفاق بعده."))] });
  await chief.click(".ProseMirror");
  await chief.keyboard.press("Control+f");
  await chief.keyboard.type("الاتفاق");
  await chief.waitForFunction(() => document.querySelectorAll(".hit").length === 2);
  assert.match(await chief.locator(".find [role=status]").innerText(), /من 2/);
  await chief.fill(".find input:nth-of-type(2)", "العقد");
  await chief.getByRole("button", { name: "استبدال الكل" }).click();
  await saved(chief);
  const [only] = (await kept(chief, address)).text.body.content;
  assert.equal(only.content.map((one) => one.text).join(""), "وُقِّع العقد أمس، والعقد نهائي، ولا إتفاق بعده.");
  assert.deepEqual(only.content.find((one) => one.marks)?.text, "العقد");
});

test("a photo is sent, described, pointed at; several are a gallery; what is stored is picked by any form of its words", { timeout: 90_000 }, async () => {
  const address = await begin(chief, "صورة في النص");
  const [one, two] = await photos();
  await chief.click(".ProseMirror");
  await chief.keyboard.type("/صورة");
  await chief.keyboard.press("Enter");
  await chief.setInputFiles("dialog.pick input[type=file]", one);
  await chief.waitForSelector(".block.photo img");
  await chief.fill(".block.photo .of-caption textarea", "السد كما بدا في الربيع");
  await chief.fill(".block.photo .of-credit input", "سمير بوعزة");
  await chief.fill(".block.photo .of-alt input", "جدار السد والماء خلفه");
  await chief.getByLabel("صورة: أرشيف").check();
  const box = await chief.locator(".focal").boundingBox();
  await chief.mouse.click(box.x + box.width * 0.2, box.y + box.height * 0.7);
  await chief.locator(".focal").focus();
  await chief.keyboard.press("ArrowRight");
  await saved(chief, true);
  const [photo] = clean((await kept(chief, address)).text.body);
  assert.match(photo.attrs.picture, /^[0-9a-z]{8}$/);
  assert.deepEqual({ ...photo.attrs, picture: "" }, { picture: "", caption: "السد كما بدا في الربيع", credit: "سمير بوعزة", alt: "جدار السد والماء خلفه", archive: true, focal: { x: 3, y: 7 } });
  // Two files dropped at once become a gallery.
  await chief.evaluate(async ([first, second]) => {
    const data = new DataTransfer();
    for (const [name, bytes] of [first, second]) data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type: "image/jpeg" }));
    const at = document.querySelector(".ProseMirror > p:last-child").getBoundingClientRect();
    document.querySelector(".ProseMirror").dispatchEvent(new DragEvent("drop", { dataTransfer: data, clientX: at.right - 5, clientY: at.top + 5, bubbles: true, cancelable: true }));
  }, await Promise.all([one, two].map(async (file) => ["x.jpg", (await readFile(file)).toString("base64")])));
  await chief.waitForSelector(".block.gallery .block.photo:nth-child(2) img");
  await saved(chief, true);
  assert.equal(clean((await kept(chief, address)).text.body).find((one) => one.type === "gallery").content.length, 2);
  // A lead picture is found by the words of its caption, whatever their hamza and article.
  await begin(chief, "مادة أخرى");
  await chief.setInputFiles("form[action$='/picture'] input[type=file]", two);
  await Promise.all([chief.waitForNavigation(), chief.click("form[action$='/picture'] button")]);
  await ready(chief);
  await chief.fill("[name=caption]", "قافلة الإغاثة تعبر الجسر");
  await Promise.all([chief.waitForNavigation(), chief.click("form[action$='/pictures'] button")]);
  await ready(chief);
  await chief.click(".ProseMirror");
  await chief.keyboard.press("Control+Alt+p");
  await chief.fill("dialog.pick input[type=search]", "اغاثه");
  await chief.waitForFunction(() => document.querySelectorAll("dialog.pick .pick-grid button").length === 1);
  await chief.click("dialog.pick .pick-grid button");
  await chief.click("dialog.pick .btn.go");
  await chief.waitForSelector(".block.photo");
  assert.equal(await chief.inputValue(".block.photo .of-caption textarea"), "قافلة الإغاثة تعبر الجسر");
  await examine(chief, "editor-photo");
});

test("a photo is cut by the keys and by the mouse, its original stays, and the lead is cut in its form", { timeout: 90_000 }, async () => {
  const address = await begin(chief, "صورة تُقص");
  const [one] = await photos();
  await chief.click(".ProseMirror");
  await chief.keyboard.type("/صورة");
  await chief.keyboard.press("Enter");
  await chief.setInputFiles("dialog.pick input[type=file]", one);
  await chief.waitForSelector(".block.photo img");
  await chief.fill(".block.photo .of-caption textarea", "السد");
  await saved(chief, true);
  const photo = async () => clean((await kept(chief, address)).text.body).find((block) => block.type === "photo").attrs;
  const first = await photo();
  const size = () => chief.locator("dialog.frame-of [role=status]").innerText();
  const open = async (button = ".block.photo .cut-photo") => {
    await chief.click(button);
    await chief.waitForFunction(() => document.querySelector("dialog.frame-of img")?.naturalWidth > 0);
  };
  const shut = () => chief.waitForSelector("dialog.frame-of", { state: "detached" });

  // With the keys alone: made smaller, then moved; the frame has the focus from the beginning.
  await open();
  const whole = await size();
  assert.equal(await chief.evaluate(() => document.activeElement?.className), "frame");
  for (let at = 0; at < 10; at += 1) await chief.keyboard.press("Shift+ArrowLeft");
  for (let at = 0; at < 5; at += 1) await chief.keyboard.press("ArrowRight");
  assert.notEqual(await size(), whole);
  await examine(chief, "editor-framing");
  await chief.click("dialog.frame-of .btn.go");
  await shut();
  await saved(chief, true);
  const second = await photo();
  assert.notEqual(second.picture, first.picture);
  assert.equal(second.caption, "السد", "the words under it stay");

  // Cropped again from the original, with the current crop in the frame; a shape, and a corner dragged with the mouse.
  await open();
  const framed = await size();
  assert.notEqual(framed, whole);
  await chief.selectOption("#frame-shape", "1:1");
  assert.match(await size(), /^(\d+) × \1 /);
  const corner = await chief.locator("dialog.frame-of .corner.end-bottom").boundingBox();
  await chief.mouse.move(corner.x + corner.width / 2, corner.y + corner.height / 2);
  await chief.mouse.down();
  await chief.mouse.move(corner.x - 60, corner.y - 60, { steps: 5 });
  await chief.mouse.up();
  assert.match(await size(), /^(\d+) × \1 /);
  await chief.click("dialog.frame-of .btn.go");
  await shut();
  await saved(chief, true);
  const third = await photo();
  assert.ok(third.picture !== second.picture && third.picture !== first.picture);

  // The whole of it again is the original photo; undoing takes one step.
  await open();
  await chief.click("dialog.frame-of .acts .btn:nth-child(2)");
  await shut();
  await saved(chief, true);
  assert.equal((await photo()).picture, first.picture);
  await chief.keyboard.press("Control+z");
  await saved(chief, true);
  assert.equal((await photo()).picture, third.picture);

  // The lead picture, by hand and by its form.
  await chief.setInputFiles("form[action$='/picture'] input[type=file]", one);
  await Promise.all([chief.waitForNavigation(), chief.click("form[action$='/picture'] button")]);
  await ready(chief);
  const lead = () => chief.getAttribute("form[data-lead]", "data-lead");
  assert.equal(await lead(), first.picture);
  await open("form[data-lead] .acts .btn:nth-child(2)");
  for (let at = 0; at < 8; at += 1) await chief.keyboard.press("Shift+ArrowUp");
  await Promise.all([chief.waitForNavigation(), chief.click("dialog.frame-of .btn.go")]);
  await ready(chief);
  assert.notEqual(await lead(), first.picture);
  await examine(chief, "editor-lead-framed");
  await chief.selectOption("#f-shape", "whole");
  await Promise.all([chief.waitForNavigation(), chief.click("form[data-lead] .acts .btn")]);
  await ready(chief);
  assert.equal(await lead(), first.picture);
});

test("a note of a colleague stands under its words, and stays with them", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "ملاحظات في النص");
  await put(chief, address, { type: "doc", content: [paragraph("a1", text("اتفق وزراء تسع دول على خريطة طريق")), paragraph("a2", text("ختام"))] });
  await chief.click(".ProseMirror > p");
  await chief.keyboard.press("Home");
  await chief.waitForTimeout(50);
  for (let n = 0; n < "اتفق وزراء".length; n += 1) await chief.keyboard.press("Shift+ArrowLeft");
  await chief.waitForTimeout(50);
  await chief.keyboard.press("Control+Alt+m");
  await chief.waitForFunction(() => document.activeElement?.id === "r-text");
  assert.equal(await chief.inputValue("#r-quote"), "اتفق وزراء");
  await chief.keyboard.type("هل تأكدنا من العدد؟");
  await chief.click(".new-remark button");
  await chief.waitForSelector(".remark");
  assert.equal(await chief.locator(".remark").innerText(), "اتفق وزراء");
  await ready(chief);
  await chief.click(".ProseMirror > p:last-child");
  await chief.keyboard.press("Control+Home");
  await chief.keyboard.type("أمس ");
  await saved(chief, true);
  assert.equal(await chief.locator(".remark").innerText(), "اتفق وزراء");
  await chief.click(".remark");
  assert.match(await chief.locator(".thread.here").innerText(), /هل تأكدنا من العدد/);
  await chief.reload();
  await ready(chief);
  assert.equal(await chief.locator(".remark").innerText(), "اتفق وزراء");
});

test("nothing that axe-core finds, and names for whoever listens", { timeout: 90_000 }, async () => {
  const address = await begin(chief, "وصول الجميع");
  const content = [
    paragraph("a1", text("فقرة "), text("Le Soir", mark("foreign", { lang: "fr" }))),
    { type: "quotation", attrs: { id: "a2" }, content: [{ type: "paragraph", content: [text("قول")] }, { type: "speaker" }] },
    { type: "table", attrs: { id: "a3", header_row: true }, content: [{ type: "table_row", content: [cell("أ"), cell("ب")] }, { type: "table_row", content: [cell("1"), cell("2")] }] },
    { type: "infobox", attrs: { id: "a4", title: "أرقام" }, content: [{ type: "paragraph", content: [text("12 سفينة")] }] },
    { type: "embed", attrs: { id: "a5", url: "https://www.youtube.com/watch?v=aaaaaaaaaaa" } },
    paragraph("a6"),
  ];
  await put(chief, address, { type: "doc", content });
  await examine(chief, "editor");
  await chief.click(".ProseMirror > p:last-child");
  await chief.keyboard.type("/");
  await examine(chief, "editor-slash");
  await chief.keyboard.press("Escape");
  await chief.keyboard.press("Control+f");
  await examine(chief, "editor-find");
  await chief.keyboard.press("Escape");
  const tree = await chief.locator("main").ariaSnapshot();
  for (const part of [/toolbar "التنسيق"/, /textbox "نص المادة"/, /button "غامق"( \[|:|$)/m, /textbox "العنوان"/, /textbox "عنوان الإطار"/, /checkbox "الصف الأول عناوين" \[checked\]/]) {
    assert.match(tree, part);
  }
  // The toolbar is one tab stop; arrow keys move inside it.
  await chief.focus(".toolbar button");
  await chief.keyboard.press("ArrowLeft");
  assert.equal(await chief.evaluate(() => document.activeElement.dataset.act), "subheading");
  await chief.keyboard.press("End");
  assert.equal(await chief.evaluate(() => document.activeElement.textContent), "ملاحظة");
});
