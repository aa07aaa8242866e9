// The rooms of the front page, topics and writers, with forms alone: no script runs on these pages except axe-core, in
// a window of its own. Readers see what an editor does within a second.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, launch } from "./browser.mjs";
import { chiefOf, move, somebody as windowOf, submit } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";

let browser;
let paper;

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk();
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

const somebody = (options) => windowOf(browser, paper, { javaScriptEnabled: false, ...options });

async function said(page, words) {
  assert.match(await page.locator(".done").innerText(), words);
}

async function publish(page, headline, topics) {
  await page.goto("/newsroom/stories/new");
  await page.fill("[name=headline]", headline);
  await submit(page, "main form button.go");
  await page.fill("[name=body]", "نص الخبر كما كتبه المحرر.");
  await submit(page, "#text button.go");
  await page.fill("[name=desk_byline]", "ق. د");
  await page.fill("[name=writers]", "سلمى بن عيسى");
  await page.fill("[name=topics]", topics);
  await submit(page, "#facts button");
  for (const word of ["submit", "approve", "publish"]) await move(page, word);
}

const reads = async (path, text) => (await (await fetch(paper.origin + path)).text()).includes(text);

// Readers see what an editor did, or see it no longer, within a second.
async function soon(path, text, is = true) {
  const began = Date.now();
  while ((await reads(path, text)) !== is) {
    assert.ok(Date.now() - began < 1000, `${text} ${is ? "on" : "off"} ${path}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

// The same session with scripts, for axe: at both widths, light and dark.
async function clean(page, path, name) {
  const seen = await somebody({ storageState: await page.context().storageState(), javaScriptEnabled: true });
  await seen.goto(path);
  await examine(seen, `desk-${name}`);
  await seen.context().close();
}

test("the front page, topics and writers by forms alone", { timeout: 240_000 }, async () => {
  const chief = await chiefOf(browser, paper, { javaScriptEnabled: false });
  // The only editor-in-chief of an empty paper approves their own stories.
  await chief.goto("/newsroom/settings");
  await chief.check("[name=own_approval]");
  await submit(chief, "#site button");
  await publish(chief, "الميناء الشرقي يستقبل أولى السفن", "مياه، موانئ");
  await publish(chief, "محصول القمح يتجاوز التوقعات للسنة الثانية على التوالي", "زراعة");
  await publish(chief, "السكان يطالبون بمياه نظيفة", "الموارد المائية");

  // The breaking strip is shown with its story, and removed.
  await chief.goto("/newsroom/front");
  await chief.fill("#breaking [name=text]", "فُتح الميناء الشرقي أمام السفن");
  await chief.fill("#breaking [name=story]", "الميناء");
  await submit(chief, "#breaking button.go");
  await said(chief, /الشريط العاجل على الصفحات الآن/);
  await soon("/", "فُتح الميناء الشرقي أمام السفن");
  assert.match(await chief.locator("#breaking").innerText(), /بقيت (59|60) دقيقة/);

  // A place: several stories match, one is picked; moved up without saving; saved.
  await chief.click("#slot-second-0 summary");
  await chief.fill("#slot-second-0 [name=choose-second-0]", "ال");
  await submit(chief, "#slot-second-0 .with button");
  assert.ok((await chief.locator("#slot-second-0 [type=radio]").count()) >= 2);
  await chief.locator("#slot-second-0 label", { hasText: "محصول القمح" }).click();
  await submit(chief, "#publish");
  await said(chief, /حُفظ ترتيب الصفحة الأولى/);
  const lead = async () => (await (await fetch(paper.origin)).text()).split('<article class="lead">')[1].split("</article>")[0];
  assert.ok(!(await lead()).includes("محصول القمح"));
  await submit(chief, '#slots button[value="up second-0"]');
  assert.match(await chief.locator("#slots").innerText(), /لم يُحفظ بعد/);
  assert.ok(!(await lead()).includes("محصول القمح"));
  // The Enter key in a field searches, and saves nothing.
  await chief.click("#slot-second-0 summary");
  await chief.fill("#slot-second-0 [name=choose-second-0]", "الميناء");
  await Promise.all([chief.waitForNavigation(), chief.press("#slot-second-0 [name=choose-second-0]", "Enter")]);
  assert.match(await chief.locator("#slot-second-0").innerText(), /الميناء الشرقي/);
  assert.ok(!(await lead()).includes("محصول القمح"));
  await submit(chief, "#publish");
  await soon("/", "محصول القمح");
  assert.ok((await lead()).includes("محصول القمح"));
  await clean(chief, "/newsroom/front", "front");

  await submit(chief, "#breaking button.danger");
  await said(chief, /أُنزل الشريط/);
  await soon("/", "فُتح الميناء الشرقي أمام السفن", false);
  await clean(chief, "/newsroom/front", "front-quiet");

  // Topics: found in another spelling, merged; the old address redirects.
  await chief.goto("/newsroom/topics");
  await clean(chief, "/newsroom/topics", "topics");
  await chief.fill("[name=q]", "المياة");
  await submit(chief, ".search button");
  await submit(chief, "td a.h");
  await chief.fill("[name=into]", "موارد");
  await submit(chief, "#merge .with button");
  await chief.locator("#merge label", { hasText: "الموارد المائية" }).click();
  const topic = new URL(chief.url()).pathname.replace("/merge", "");
  await clean(chief, topic, "topic");
  await submit(chief, "#merge button.danger");
  await said(chief, /صار الموضوعان واحدا/);
  const moved = await fetch(`${paper.origin}/topic/${encodeURIComponent("مياه")}`, { redirect: "manual" });
  assert.equal(moved.status, 301);
  assert.ok(await reads(new URL(moved.headers.get("location"), paper.origin).pathname, "أولى السفن"));

  // Writers: a name is changed everywhere it occurs.
  await chief.goto("/newsroom/writers");
  await clean(chief, "/newsroom/writers", "writers");
  await submit(chief, "td a.h");
  await chief.fill("[name=name]", "سلمى العيساوي");
  await chief.fill("[name=about]", "مراسلة الشؤون البحرية");
  await submit(chief, "main section button.go");
  await soon("/", "سلمى العيساوي");
  await clean(chief, new URL(chief.url()).pathname, "writer");
  await clean(chief, "/newsroom/settings", "settings");
  await chief.goto("/newsroom/people");
  await submit(chief, "td a.h");
  await chief.fill("[name=writer]", "سلمى العيساوي");
  await submit(chief, "#writer button");
  assert.match(await chief.locator(".done").innerText(), /حُفظ اسم التوقيع/);
  await clean(chief, new URL(chief.url()).pathname, "person");
});
