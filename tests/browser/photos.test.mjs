// The photo archive in the browser: many files at once, what is refused, describing one and many, finding again, on a
// phone, by keyboard and without JavaScript.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readdir, readFile } from "node:fs/promises";
import { examine, launch, picture } from "./browser.mjs";
import { chiefOf, move, somebody, submit } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";
import { begin, put } from "./writing.mjs";

const room = "/newsroom/photos";
const folder = new URL("../../demo/photos/", import.meta.url).pathname;

let browser;
let paper;
let chief;

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk();
  chief = await chiefOf(browser, paper);
  // A single person has to approve their own stories.
  await chief.goto("/newsroom/settings");
  await chief.check("[name=own_approval]");
  await submit(chief, 'form[action="/newsroom/settings/site"] button');
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

const files = async () => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".jpg")).sort();
  return Promise.all(names.map(async (name) => ({ name, mimeType: "image/jpeg", buffer: await readFile(folder + name) })));
};
const cards = (page = chief) => page.locator(".pic").count();

test("an empty archive says what to do, also on a phone", async () => {
  await chief.goto(room);
  assert.match(await chief.innerText(".empty"), /لا صور في الأرشيف بعد/);
  await examine(chief, "photos-empty");
});

test("many files come at once, and what is refused is named with its reason", async () => {
  await chief.goto(room);
  await chief.click(".upload summary");
  const all = await files();
  const bad = [
    { name: "DSC_0417.CR3", mimeType: "image/x-canon-cr3", buffer: Buffer.from("\0\0\0\x18ftypcrx \0\0\0\x01crx isom") },
    { name: "خريطة.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") },
    { name: "cut.jpg", mimeType: "image/jpeg", buffer: all[0].buffer.subarray(0, 2000) },
  ];
  await chief.setInputFiles("#file", [...all, ...bad]);
  await chief.waitForFunction(() => /وصلت/.test(document.querySelector("#sending p").textContent), null, { timeout: 120_000 });
  assert.equal(await chief.innerText("#sending p"), `وصلت ${all.length} من ${all.length + bad.length}`);
  const refused = await chief.locator(".refusals li").allInnerTexts();
  assert.equal(refused.length, bad.length, refused.join("\n"));
  for (const { name } of bad) assert.ok(refused.some((line) => line.includes(name)), `${name}: ${refused}`);
  // Refusals are no faults of the page.
  chief.complaints = chief.complaints.filter((line) => !/422|413/.test(line));
  await picture(chief, "photos-sent", false);
  await chief.click("#sending .show");
  await chief.waitForSelector(".pic");
  assert.equal(await cards(), all.length);
  await examine(chief, "photos");
});

test("several are described at once, and one alone, and found again by any form of the words", async () => {
  await chief.goto(room);
  // By keyboard: the first two.
  await chief.keyboard.press("j");
  await chief.keyboard.press("x");
  await chief.keyboard.press("j");
  await chief.keyboard.press("x");
  assert.match(await chief.innerText("#bulk .picked"), /صورتان مختارتان/);
  await picture(chief, "photos-picked", false);
  await chief.fill("#bulk [name=caption]", "رافعات الميناء الشرقي في أول يوم بعد إعادة فتحه");
  await chief.fill("#bulk [name=place]", "مرسى الريح");
  await submit(chief, "#bulk button.go");
  assert.match(await chief.innerText(".done"), /حُفظ للصور المختارة/);
  await chief.fill("#q", "بالموانئ");
  await submit(chief, ".search button");
  assert.equal(await cards(), 2);
  await submit(chief, ".pic h2 a");
  await examine(chief, "photo");
  await chief.fill("#p-persons", "سلمى بن عيسى، مراد العيد");
  await chief.fill("#p-taken", "٢٩/٠٨/٢٠١٦");
  await chief.fill("#p-credit", "مراد العيد");
  await chief.fill("#p-alt", "رافعات سوداء أمام شمس منخفضة");
  await submit(chief, "#record button.go");
  assert.equal(await chief.inputValue("#p-taken"), "2016-08-29");
  for (const [asked, found] of [["person=مراد العيد", 1], ["date=2016-08", 1], ["date=2015", 0], ["place=مرسى الريح", 2], ["credit=العيد&person=سلمى", 1], ["q=لسلمى", 1]]) {
    await chief.goto(`${room}?${asked}`);
    assert.equal(await cards(), found, asked);
  }
  await chief.goto(`${room}?date=أمس`);
  assert.match(await chief.innerText(".problem"), /لم يُفهم التاريخ/);
  await chief.goto(`${room}?lack=credit`);
  const all = await files();
  assert.ok((await cards()) < all.length);
});

test("on paper the room is a contact sheet, of what is picked if anything is", async () => {
  await chief.goto(room);
  await chief.emulateMedia({ media: "print" });
  for (const hidden of [".rail", ".bar", ".upload", ".narrow-by"]) assert.equal(await chief.isVisible(hidden), false, hidden);
  assert.match(await chief.innerText("main > .on-paper"), /أرشيف الصور/);
  assert.match(await chief.innerText(".pic >> nth=0"), /\.jpg/, "the name of the file");
  const all = await cards();
  assert.equal(await chief.locator(".pic:visible").count(), all);
  if (process.env.SHOTS) await chief.pdf({ path: `${process.env.SHOTS}/contact-sheet.pdf` });
  await chief.emulateMedia({ media: "screen" });
  await chief.check(".pic:nth-child(2) input");
  await chief.check(".pic:nth-child(3) input");
  await chief.emulateMedia({ media: "print" });
  assert.equal(await chief.locator(".pic:visible").count(), 2);
  await chief.emulateMedia({ media: "screen" });
  // The button opens what the browser prints with.
  await chief.evaluate(() => (window.print = () => (document.title = "printed")));
  await chief.click("#print");
  assert.equal(await chief.title(), "printed");
});

test("a date that is none is refused with what was typed", async () => {
  await chief.goto(`${room}?q=الرافعات`);
  await submit(chief, ".pic h2 a");
  await chief.fill("#p-taken", "قبل الحرب");
  await chief.fill("#p-keywords", "ميناء, رافعة");
  await submit(chief, "#record button.go");
  assert.ok(await chief.locator(".problem").isVisible());
  assert.equal(await chief.inputValue("#p-taken"), "قبل الحرب");
  assert.equal(await chief.inputValue("#p-keywords"), "ميناء, رافعة");
  chief.complaints = [];
  await chief.fill("#p-taken", "1987");
  await submit(chief, "#record button.go");
  assert.match(await chief.innerText("figcaption"), /1987/);
});

test("two people change different fields, then the same one", async () => {
  const here = chief.url();
  const other = await chief.context().newPage();
  await other.goto(here);
  await chief.goto(here);
  await other.fill("#p-place", "ولاية الساحل");
  await submit(other, "#record button.go");
  await chief.fill("#p-keywords", "غروب");
  await submit(chief, "#record button.go");
  assert.equal(await chief.inputValue("#p-place"), "ولاية الساحل");
  await other.fill("#p-keywords", "شروق");
  await submit(other, "#record button.go");
  assert.match(await other.innerText("main"), /غروب/);
  await other.close();
});

test("a photo that was described is proposed, replaced everywhere, and looks like its copy", async () => {
  await chief.goto(`${room}?q=الرافعات`);
  await submit(chief, ".pic:nth-child(2) h2 a");
  const old = chief.url();
  const [one] = await files();
  await chief.setInputFiles("#replacement", { ...one, name: "new.jpg", buffer: Buffer.concat([one.buffer, Buffer.from("x")]) });
  await submit(chief, "#replace button");
  assert.match(await chief.innerText(".done"), /حل الملف الجديد/);
  assert.equal(await chief.inputValue("#p-place"), "مرسى الريح");
  // The same photo came before under another name.
  assert.match(await chief.innerText(".near"), /تشابه 100/);
  await examine(chief, "photo-like");
  await chief.goto(old);
  assert.match(await chief.innerText(".note"), /استُبدلت/);
});

test("a story begins with a photo of the archive and what it says", async () => {
  await chief.goto(`${room}?person=مراد العيد`);
  await submit(chief, ".pic h2 a");
  const here = chief.url();
  await Promise.all([chief.waitForNavigation(), chief.keyboard.press("j")]);
  assert.notEqual(chief.url(), here);
  await Promise.all([chief.waitForNavigation(), chief.keyboard.press("k")]);
  assert.equal(chief.url(), here);
  await submit(chief, ".bar .btn.go");
  assert.match(await chief.innerText(".of-photo"), /تبدأ المادة بهذه الصورة/);
  await examine(chief, "story-new-photo");
  await chief.fill("[name=headline]", "خبر من الأرشيف");
  await submit(chief, "main form button.go");
  assert.match(await chief.inputValue("[name=caption]"), /رافعات الميناء الشرقي/);
  assert.equal(await chief.inputValue("[name=credit]"), "مراد العيد");
});

// At 390 px, where most readers are.
const TEN_PHOTOS_BYTES_MAX = 250 * 1024;

test("a story with ten photos costs little on a phone, nothing moves, and a large screen gets larger files", { timeout: 120_000 }, async (t) => {
  await chief.goto(room);
  const ids = (await chief.locator(".pic input").evaluateAll((all) => all.map((box) => box.value))).slice(2, 12);
  const address = await begin(chief, "عشر صور من الميناء");
  const photo = (picture, number) => ({
    type: "photo",
    attrs: { id: `p${number}`, picture, caption: `الصورة ${number}`, credit: "مراد العيد", alt: `ما يُرى في الصورة رقم ${number}`, archive: false, decorative: false, focal: null },
  });
  const text = { type: "paragraph", attrs: { id: "t1" }, content: [{ type: "text", text: "فقرة أولى عن الميناء." }] };
  await put(chief, address, { type: "doc", attrs: { version: 1 }, content: [text, ...ids.map(photo)] });
  await chief.fill("[name=desk_byline]", "ق. د");
  await submit(chief, "form[action$='/facts'] button");
  for (const word of ["submit", "approve", "publish"]) await move(chief, word);
  const story = `/s/${address.split("/").pop()}`;
  for (const [width, largest] of [[390, 480], [1280, 960]]) {
    const page = await somebody(browser, paper, { viewport: { width, height: 844 } });
    let bytes = 0;
    page.on("response", async (answer) => {
      if (answer.url().includes("/media/")) bytes += (await answer.body()).length;
    });
    await page.addInitScript(() => {
      window.moved = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.moved += entry.value))).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(story);
    await page.evaluate(() => document.fonts.ready);
    await page.evaluate(async () => {
      for (const image of document.querySelectorAll("main img")) {
        image.scrollIntoView();
        await (image.complete ? null : new Promise((done) => image.addEventListener("load", done, { once: true })));
      }
    });
    const shown = await page.locator("main figure img").evaluateAll((all) => all.map((image) => image.currentSrc));
    assert.equal(shown.length, 10);
    const widths = shown.map((src) => Number(/\/(\d+)\.\w+$/.exec(src)[1]));
    assert.ok(widths.every((one) => one <= largest), `${widths}`);
    assert.ok((await page.evaluate(() => window.moved)) < 0.001);
    t.diagnostic(`${width} px: ${bytes} bytes of photos, ${Math.max(...widths)} px wide`);
    if (width === 390) assert.ok(bytes < TEN_PHOTOS_BYTES_MAX, `${bytes} bytes`);
    await page.context().close();
  }
});

test("the rights of a photo bar it from a story, and a photo is withdrawn", async () => {
  await chief.goto(`${room}?q=الرافعات`);
  await submit(chief, ".pic h2 a");
  const photo = chief.url();
  await chief.fill("#r-owner", "وكالة الساحل");
  await chief.fill("#r-terms", "الموقع والمطبوع، دون إعادة بيع");
  await chief.fill("#r-last", "03/09/2016");
  await submit(chief, "#rights button");
  assert.match(await chief.innerText(".bar .state"), /انتهى الإذن/);
  await examine(chief, "photo-rights");
  await chief.goto(`${room}?rights=barred`);
  assert.equal(await cards(), 1);
  await chief.goto(photo);
  await chief.fill("#r-last", "");
  await submit(chief, "#rights button");
  await chief.fill("#w-reason", "بطلب من في الصورة");
  await submit(chief, "#withdraw button");
  assert.match(await chief.innerText(".panel .note"), /بطلب من في الصورة/);
  await examine(chief, "photo-withdrawn");
});

// The demo photo with a caption in IIM, as agencies wrote it before Unicode: Windows-1256, and no charset named.
function withCaption(jpeg, bytes) {
  const set = Buffer.from([0x1c, 2, 120, bytes.length >> 8, bytes.length & 255, ...bytes]);
  const padded = Buffer.concat([set, Buffer.alloc(set.length % 2)]);
  const resource = Buffer.concat([Buffer.from("Photoshop 3.0\0"), Buffer.from("8BIM"), Buffer.from([4, 4, 0, 0, 0, 0, set.length >> 8, set.length & 255]), padded]);
  const length = resource.length + 2;
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xed, length >> 8, length & 255]), resource, jpeg.subarray(2)]);
}

test("from an agency's file to readers, refused until it has a credit; found, replaced, taken down, and barred by its last day", { timeout: 120_000 }, async () => {
  // «صيادون يعودون إلى مرسى الريح»
  const caption = Buffer.from("d5edc7cfe6e420edda e6cfe6e420c5e1ec20e3d1d3ec20c7e1d1edcd".replaceAll(" ", ""), "hex");
  const [, , third] = await files();
  await chief.goto(room);
  await chief.click(".upload summary");
  await chief.setInputFiles("#file", { ...third, name: "wire.jpg", buffer: withCaption(third.buffer, caption) });
  await chief.waitForFunction(() => /وصلت 1 من 1/.test(document.querySelector("#sending p").textContent), null, { timeout: 30_000 });
  await chief.goto(`${room}?q=صيادين`);
  assert.equal(await cards(), 1, "found by another form of a word of its file");
  await submit(chief, ".pic h2 a");
  const photo = chief.url();

  await submit(chief, ".bar .btn.go");
  await chief.fill("[name=headline]", "الصيادون يعودون");
  await submit(chief, "main form button.go");
  assert.equal(await chief.inputValue("[name=caption]"), "صيادون يعودون إلى مرسى الريح");
  const address = new URL(chief.url()).pathname;
  const text = { type: "paragraph", attrs: { id: "t1" }, content: [{ type: "text", text: "عادت المراكب مع الفجر." }] };
  await put(chief, address, { type: "doc", attrs: { version: 1 }, content: [text] });
  await chief.fill("[name=alt]", "مراكب تدخل المرفأ");
  await chief.fill("[name=desk_byline]", "ق. د");
  await submit(chief, "form[action$='/facts'] button");
  await move(chief, "submit");
  assert.equal(await chief.innerText(".missing"), "ينقص: مصدر الصورة");
  await submit(chief, 'form[action$="/moves/approve"] button');
  assert.match(await chief.locator("[role=alert]:visible").first().innerText(), /مصدر الصورة/);
  chief.complaints = chief.complaints.filter((line) => !/422/.test(line));
  await picture(chief, "photo-refused-without-credit", false);
  await chief.goto(address);
  await chief.fill("[name=credit]", "وكالة الساحل");
  await submit(chief, "form[action$='/facts'] button");

  // Cropped by the keys, and out.
  await chief.waitForSelector(".writing[data-ready]");
  await chief.click("form[data-lead] .acts .btn:nth-child(2)");
  await chief.waitForFunction(() => document.querySelector("dialog.frame-of img")?.naturalWidth > 0);
  for (let at = 0; at < 6; at += 1) await chief.keyboard.press("Shift+ArrowUp");
  await Promise.all([chief.waitForNavigation(), chief.click("dialog.frame-of .btn.go")]);
  for (const word of ["approve", "publish"]) await move(chief, word);
  const page = `/s/${address.split("/").pop()}`;
  const reader = await somebody(browser, paper);
  await reader.goto(page);
  const shown = await reader.locator("main figure img").first().getAttribute("src");
  assert.match(await reader.innerText("main figure"), /صيادون يعودون إلى مرسى الريح[\s\S]*وكالة الساحل/);
  assert.equal((await reader.request.get(shown)).status(), 200);

  // Another file in its place, then its last day, then none at all.
  await chief.goto(photo);
  await chief.setInputFiles("#replacement", { ...third, name: "better.jpg", buffer: Buffer.concat([third.buffer, Buffer.from("better")]) });
  await submit(chief, "#replace button");
  assert.match(await chief.innerText(".done"), /حل الملف الجديد/);
  // A page may be a few seconds old in a browser that has it.
  await reader.reload();
  const replaced = await reader.locator("main figure img").first().getAttribute("src");
  assert.notEqual(replaced, shown);
  assert.equal((await reader.request.get(shown)).status(), 404, "the old file has gone with its last use");
  const better = chief.url();
  await submit(chief, ".bar .btn.go");
  await chief.fill("[name=headline]", "بصورة انتهى وقتها");
  await submit(chief, "main form button.go");
  const late = new URL(chief.url()).pathname;
  await put(chief, late, { type: "doc", attrs: { version: 1 }, content: [text] });
  await chief.fill("[name=desk_byline]", "ق. د");
  await submit(chief, "form[action$='/facts'] button");
  await move(chief, "submit");
  await chief.goto(better);
  await chief.fill("#r-last", "03/09/2016");
  await submit(chief, "#rights button");
  assert.equal(await chief.locator(".bar .btn.go").count(), 0, "no story begins with it any more");
  await chief.goto(late);
  await submit(chief, 'form[action$="/moves/approve"] button');
  assert.match(await chief.locator("[role=alert]:visible").first().innerText(), /انته/);
  await picture(chief, "photo-barred-by-its-last-day", false);
  chief.complaints = chief.complaints.filter((line) => !/409|422/.test(line));
  await chief.goto(`${room}?q=الصيادين`);
  await submit(chief, ".pic h2 a");
  await chief.fill("#w-reason", "بطلب من صاحبها");
  await submit(chief, "#withdraw button");
  await reader.reload();
  assert.equal(await reader.locator("main figure img").count(), 0);
  assert.equal((await reader.request.get(replaced)).status(), 404);
  await reader.context().close();
});

test("without JavaScript one file at a time", async () => {
  const storage = await chief.context().storageState();
  const plain = await somebody(browser, paper, { javaScriptEnabled: false, storageState: storage, viewport: { width: 390, height: 844 } });
  await plain.goto(room);
  const [one] = await files();
  await plain.click(".upload summary");
  await plain.setInputFiles("#file", { ...one, name: "again.jpg" });
  await submit(plain, "#upload button");
  assert.match(plain.url(), /\/newsroom\/photos\/[0-9a-z]{8}/);
  await plain.goto(room);
  await plain.check(".pic:nth-child(1) input");
  await plain.fill("#bulk [name=credit]", "الوكالات");
  await submit(plain, "#bulk button.go");
  assert.match(await plain.innerText(".done"), /حُفظ/);
  await plain.context().close();
});
