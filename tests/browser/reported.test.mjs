// Problems that people reported about other editors and newsrooms, tried here in a real browser: words composed by an
// input method, three hundred photos, an address in capitals, a role that is removed while its person types, going back
// after publishing.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { invited, password, submit } from "./desk.mjs";
import { browser, chief, paper } from "./own-desk.mjs";
import { begin, brief, kept, put, ready, saved, write } from "./writing.mjs";

const photos = fileURLToPath(new URL("../../demo/photos/", import.meta.url));
const blocks = async (page, address) => (await kept(page, address)).text.body.content.map(brief);

/** A house of one: whoever writes also approves. */
async function alone() {
  await chief.goto("/newsroom/settings");
  await chief.check("[name=own_approval]");
  await submit(chief, 'form[action="/newsroom/settings/site"] button');
}

/** An input method, as Arabic keyboards of phones have one: words grow under the caret before they are taken. */
async function inputMethod(page) {
  const session = await page.context().newCDPSession(page);
  return {
    compose: async (words) => {
      for (let length = 1; length <= words.length; length += 1) {
        await session.send("Input.imeSetComposition", { text: words.slice(0, length), selectionStart: length, selectionEnd: length });
      }
    },
    take: (words) => session.send("Input.insertText", { text: words }),
  };
}

// Row android-bold.
test("a word composed in bold is bold, once, and its neighbours are not", { timeout: 60_000 }, async () => {
  const address = await begin(chief, "كلمة غامقة");
  const { compose, take } = await inputMethod(chief);
  await chief.click(".ProseMirror");
  await compose("واحد");
  await take("واحد ");
  await chief.keyboard.press("Control+b");
  await compose("اثنان");
  await take("اثنان");
  await chief.keyboard.press("Control+b");
  await take(" ");
  await compose("ثلاثة");
  await take("ثلاثة");
  await saved(chief, true);
  assert.deepEqual(await blocks(chief, address), ["واحد *اثنان* ثلاثة"]);
});

// Rows android-list-commit-key and android-list-mobile-paragraph: Enter commits the word with a key event, or arrives
// without one.
for (const [name, enter] of [
  ["by a key", (page) => page.keyboard.press("Enter")],
  ["without a key", (page) => page.evaluate(() => void document.execCommand("insertParagraph"))],
]) {
  test(`items of a list composed by an input method, ended ${name}, are whole and each its own`, { timeout: 60_000 }, async () => {
    const address = await begin(chief, "قائمة من الهاتف");
    const { compose, take } = await inputMethod(chief);
    await chief.click(".ProseMirror");
    await chief.keyboard.type("- ");
    for (const [at, words] of ["الخبز", "الحليب", "السكر"].entries()) {
      if (at > 0) await enter(chief);
      await compose(words);
      await take(words);
    }
    await saved(chief, true);
    assert.deepEqual(await blocks(chief, address), ["ul(الخبز | الحليب | السكر)"]);
  });
}

// Row photos-300.
test("a story of three hundred photos opens, takes keys and is published; its pictures load late", { timeout: 180_000 }, async () => {
  await alone();
  const address = await begin(chief, "ثلاثمئة صورة");
  const name = (await readdir(photos)).find((one) => one.endsWith(".jpg"));
  await chief.click(".ProseMirror");
  await chief.keyboard.press("Control+Alt+p");
  await chief.setInputFiles("dialog.pick input[type=file]", photos + name);
  await chief.waitForSelector(".block.photo img");
  await saved(chief, true);
  const { picture } = (await kept(chief, address)).text.body.content.find((one) => one.type === "photo").attrs;
  const photo = (at) => ({ type: "photo", attrs: { id: `f${at}`, picture, caption: `صورة ${at}`, credit: "ليلى", alt: `جدار بين جبلين ${at}` } });
  const line = (at) => ({ type: "paragraph", attrs: { id: `p${at}` }, content: [{ type: "text", text: `فقرة ${at}.` }] });
  await put(chief, address, { type: "doc", content: Array.from({ length: 300 }, (_, at) => [line(at), photo(at)]).flat() });
  await chief.click(".ProseMirror > p");
  await chief.keyboard.press("End");
  await chief.keyboard.type(" وكتب فيها.");
  await saved(chief, true);
  await chief.fill("form[data-panel=itself][action$='/facts'] [name=desk_byline]", "ق. م");
  await submit(chief, "form[action$='/publish_now'] button");
  assert.match(await chief.locator(".bar .state").innerText(), /منشورة/);
  const live = await chief.evaluate(async () => {
    const front = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
    const link = [...front.querySelectorAll("main a[href]")].find((one) => one.textContent.includes("ثلاثمئة صورة"));
    const page = new DOMParser().parseFromString(await (await fetch(link.getAttribute("href"))).text(), "text/html");
    return [...page.querySelectorAll("article img")].map((one) => one.getAttribute("loading"));
  });
  assert.ok(live.filter((loading) => loading === "lazy").length >= 299, `${live.length} pictures`);
});

// Row mail-case.
test("who was invited in one spelling of an address signs in with another", { timeout: 60_000 }, async () => {
  const reporter = await invited(browser, paper, chief, "Reporter@Paper.example", ["reporter"], "سليم");
  await reporter.context().clearCookies();
  await reporter.goto("/newsroom/sign-in");
  await reporter.fill("[name=email]", "  REPORTER@paper.EXAMPLE ");
  await reporter.fill("[name=password]", password);
  await submit(reporter, "main form button");
  assert.equal(new URL(reporter.url()).pathname, "/newsroom/stories");
});

// Rows role-taken and role-change.
test("whose role goes while they type is told so in words, and finds the words again", { timeout: 120_000 }, async () => {
  const email = "gone@paper.example";
  const reporter = await invited(browser, paper, chief, email, ["reporter"], "كريم");
  const address = await begin(reporter, "خبر من كريم");
  await write(reporter, ["كتبه كريم."]);
  const role = async (name, on) => {
    await chief.goto("/newsroom/people");
    await chief.goto(await chief.locator("main a", { hasText: "كريم" }).first().getAttribute("href"));
    await chief.locator(`form[action$="/roles"] [name=role][value=${name}]`).setChecked(on);
    await submit(chief, 'form[action$="/roles"] button.go, form[action$="/roles"] button');
    if (new URL(chief.url()).pathname.includes("proof")) {
      await chief.fill("[name=password]", password);
      await submit(chief, "main form button");
    }
  };
  await role("photo_editor", true);
  await role("reporter", false);
  await reporter.keyboard.type(" وأضاف بعد ذلك.");
  await reporter.waitForFunction(() => ["refused", "away", "gone", "signed-out", "closed"].includes(document.querySelector(".saved")?.dataset.state) || /نصك|كلماتك/.test(document.querySelector(".notice:not([hidden])")?.textContent ?? ""), null, { timeout: 30_000 });
  const told = await reporter.evaluate(() => document.querySelector(".bar, .saved")?.textContent + (document.querySelector(".notice:not([hidden])")?.textContent ?? ""));
  assert.match(told, /نصك|كلماتك|باق|محفوظ/, told);
  // The words are back once the right is given again.
  await role("reporter", true);
  await reporter.goto("/newsroom/sign-in");
  if ((await reporter.locator("[name=password]").count()) > 0) {
    await reporter.fill("[name=email]", email);
    await reporter.fill("[name=password]", password);
    await submit(reporter, "main form button");
  }
  await reporter.goto(address);
  await ready(reporter);
  await reporter.waitForFunction(() => document.querySelector(".ProseMirror").textContent.includes("وأضاف بعد ذلك"), null, { timeout: 15_000 });
});

// Row back-after-publish.
test("the way back after publishing shows the story as it is, and sends nothing twice", { timeout: 90_000 }, async () => {
  await alone();
  const address = await begin(chief, "عودة بعد النشر");
  await write(chief, ["متن."]);
  await chief.fill("form[data-panel=itself][action$='/facts'] [name=desk_byline]", "ق. م");
  await submit(chief, "form[action$='/publish_now'] button");
  const sent = [];
  chief.on("request", (request) => request.method() === "POST" && request.url().includes("/moves/") && sent.push(request.url()));
  await chief.goBack();
  await ready(chief);
  await chief.waitForFunction(() => /منشورة/.test(document.querySelector(".bar .state")?.textContent ?? ""), null, { timeout: 15_000 });
  assert.deepEqual(sent, []);
  assert.equal(await chief.locator("form[action$='/publish_now']").count(), 0);
  assert.equal(new URL(chief.url()).pathname, address);
});
