// How long a key takes in a story of 5,000 words with hints on, compared with a bare contenteditable with the same
// words in the same run; and how much of it is script and layout, according to Chromium's trace. These are ratios of
// one run, not absolute times: both sides are measured alternately on the same machine.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { chiefOf } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";
import { begin, put, ready, typist } from "./writing.mjs";

const KEYS = 40;
const ROUNDS = 5;
/** Milliseconds by which a key may take longer than in the bare one, and of script and layout a key. */
const MORE_MAX = 8;
const WORK_MAX = 8;

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

const SENTENCES = [
  "قالت مديرة الري إن الماء الضائع في الأنابيب يكفي مدينة كاملة , وأضافت أن الإتفاق مع Atelier Bleu يشمل 14 محطة.",
  "وتبلغ الكلفة 12.5 M€ موزعة على ثلاث سنوات، منها 4.2 مليون في السنة الأولى، بحسب بيان نشر أمس.",
  "سجل الفريق هدف التعادل في الدقيقة 90+4 أمام 8,200 متفرج، ثم غادر الملعب «راضيا» كما قال مدربه.",
];

function longStory() {
  const blocks = [];
  let words = 0;
  while (words < 5000) {
    const sentences = [0, 1, 2].map((n) => SENTENCES[(blocks.length + n) % SENTENCES.length]).join(" ");
    words += sentences.split(" ").length;
    blocks.push({ type: "paragraph", attrs: { id: `b${blocks.length}` }, content: [{ type: "text", text: sentences }] });
  }
  return { type: "doc", content: blocks };
}

const p95 = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.95)];

// Types in `selector`. Returns how long each key took until it was painted.
async function typeIn(page, type, selector) {
  await page.evaluate((at) => {
    window.taken = [];
    const field = document.querySelector(at);
    field.focus();
    const line = field.children[Math.floor(field.children.length / 2)];
    getSelection().collapse(line.firstChild.nodeType === 3 ? line.firstChild : line.firstChild.firstChild ?? line.firstChild, 3);
    line.scrollIntoView({ block: "center" });
    window.measure ??= addEventListener(
      "keydown",
      (event) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.taken.push(performance.now() - event.timeStamp);
        port2.postMessage(null);
      }),
      true,
    ) ?? true;
  }, selector);
  await page.waitForTimeout(300);
  await type("اكتب خبرا جديدا ".repeat(KEYS).slice(0, KEYS), { delay: 50 });
  await page.waitForTimeout(200);
  return page.evaluate(() => window.taken);
}

const WORK = new Set(["EventDispatch", "FunctionCall", "RunMicrotasks", "Layout", "UpdateLayoutTree", "FireAnimationFrame", "TimerFire", "EvaluateScript"]);

/** Milliseconds of script and layout after each key, from a trace: of the thread's own time, whoever else has the machine. */
function workPerKey(trace) {
  const events = JSON.parse(trace).traceEvents.filter((event) => event.ph === "X" && WORK.has(event.name));
  const presses = events.filter((event) => event.name === "EventDispatch" && event.args?.data?.type === "keydown");
  const { pid, tid } = presses[0];
  const own = events.filter((event) => event.pid === pid && event.tid === tid).sort((a, b) => a.ts - b.ts);
  // Only the outermost events: they include those within them.
  const outer = [];
  let until = 0;
  for (const event of own) {
    if (event.ts < until) continue;
    outer.push(event);
    until = event.ts + (event.dur ?? 0);
  }
  return presses.map(({ ts }, at) => {
    const end = presses[at + 1]?.ts ?? ts + 50_000;
    return outer.filter((event) => event.ts >= ts && event.ts < end).reduce((sum, event) => sum + (event.tdur ?? event.dur ?? 0) / 1000, 0);
  });
}

test("a key in 5,000 words costs no more than a bare field and 8 ms", { timeout: 240_000 }, async (t) => {
  const page = await chiefOf(browser, paper);
  const address = await begin(page, "مادة طويلة");
  await put(page, address, longStory());
  await page.waitForSelector(".fix", { timeout: 20_000 });
  assert.ok((await page.locator(".fix").count()) > 100, "hints are on");
  const bare = await page.context().newPage();
  await bare.goto(address);
  await ready(bare);
  // The same words, styles and width, with nothing but the browser's own editing.
  await bare.evaluate(() => {
    const text = [...document.querySelectorAll(".ProseMirror > p")].map((line) => line.textContent);
    const field = document.createElement("div");
    field.id = "bare";
    field.contentEditable = "true";
    field.className = "ProseMirror text";
    field.append(...text.map((words) => Object.assign(document.createElement("p"), { textContent: words })));
    document.querySelector(".editor").replaceWith(field);
  });
  const [typeEditor, typeBare] = [await typist(page), await typist(bare)];
  const work = [];
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await bare.bringToFront();
    const field = await typeIn(bare, typeBare, "#bare");
    await page.bringToFront();
    await browser.startTracing(page, { categories: ["devtools.timeline"] });
    const editor = await typeIn(page, typeEditor, "#editor-text");
    work.push(...workPerKey((await browser.stopTracing()).toString()));
    assert.ok(editor.length >= KEYS - 2 && field.length >= KEYS - 2, "every key was seen");
    rounds.push({ editor: p95(editor), field: p95(field) });
  }
  // The median round: other work on the machine for a moment affects only one round, on one side.
  const { editor, field } = rounds.toSorted((one, two) => one.editor - one.field - (two.editor - two.field))[ROUNDS >> 1];
  const script = p95(work);
  t.diagnostic(`key to paint, p95: editor ${editor.toFixed(1)} ms, bare ${field.toFixed(1)} ms; script and layout ${script.toFixed(1)} ms a key (p50 ${work.toSorted((a, b) => a - b)[work.length >> 1].toFixed(1)}); ${work.length} keys`);
  assert.ok(editor <= field + MORE_MAX, `${editor} ms against ${field} ms`);
  assert.ok(script <= WORK_MAX, `${script} ms of script and layout`);
});
