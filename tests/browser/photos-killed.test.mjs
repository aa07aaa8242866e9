// Many photos on their way to the archive, and the server is killed again and again meanwhile: the page waits, sends the
// rest by itself, and every photo is there once with all its files. PHOTOS sets how many (30), PHOTO_PIXELS their size
// (800x600), PHOTO_KILLS how often (3). With MATBAA_RELEASE=1 the release build serves, and the time that beginning a
// story takes meanwhile is printed.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { launch, picture } from "./browser.mjs";
import { chiefOf } from "./desk.mjs";
import { devBinary, releaseBinary, serveAgain, startEmptyDesk } from "./paper.mjs";

const COUNT = Number(process.env.PHOTOS ?? 30);
const [WIDTH, HEIGHT] = (process.env.PHOTO_PIXELS ?? "800x600").split("x").map(Number);
const KILLS = Number(process.env.PHOTO_KILLS ?? 3);
const binary = process.env.MATBAA_RELEASE ? releaseBinary : devBinary;

let browser;
let paper;
let chief;

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk({ binary });
  const stop = paper.stop;
  paper.stop = async () => {
    paper.server.kill("SIGKILL");
    await stop();
  };
  chief = await chiefOf(browser, paper);
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

// Photos that differ in a comment: one is drawn, and each file shares its bytes.
const choose = ({ count, width, height }) => {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  for (let line = 0; line < height; line += 4) {
    context.fillStyle = `hsl(${(line * 7) % 360} 60% ${30 + (line % 40)}%)`;
    context.fillRect((line * 13) % width, line, width / 2, 4);
  }
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 }).then(async (blob) => {
    const chosen = new DataTransfer();
    for (let number = 0; number < count; number += 1) {
      const words = new TextEncoder().encode(`photo ${number}`);
      const comment = new Uint8Array([0xff, 0xfe, 0, words.length + 2, ...words]);
      chosen.items.add(new File([blob.slice(0, 2), comment, blob.slice(2)], `DSC_${number}.jpg`, { type: "image/jpeg" }));
    }
    const chooser = document.querySelector("#file");
    chooser.files = chosen.files;
    chooser.dispatchEvent(new Event("change", { bubbles: true }));
  });
};
const status = () => chief.innerText("#sending p");
const done = async () => Number(/(\d+)/.exec(await status())?.[1] ?? 0);

// Begins a story every tenth of a second until it is told to stop; returns the times in milliseconds of those that the
// server took.
async function beginMeanwhile(goesOn) {
  const desk = await chief.context().newPage();
  await desk.goto("/newsroom/stories/new");
  const times = [];
  while (goesOn()) {
    const began = performance.now();
    const answer = await desk.evaluate(async (key) => {
      const form = document.querySelector('form[action="/newsroom/stories"]');
      const body = new URLSearchParams(new FormData(form));
      body.set("headline", `خبر ${key}`);
      body.set("key", key);
      return fetch(form.action, { method: "POST", body, redirect: "manual" }).then((one) => one.type, () => "away");
    }, `k${Math.random().toString(36).slice(2, 12)}`);
    if (answer === "opaqueredirect") times.push(performance.now() - began);
    await sleep(100);
  }
  await desk.close();
  return times.sort((one, other) => one - other);
}

test(`${COUNT} photos arrive through ${KILLS} kills, each once and whole`, { timeout: 120_000 + COUNT * 4_000 }, async (t) => {
  await chief.goto("/newsroom/photos");
  await chief.click(".upload summary");
  let isOver = false;
  const beginning = process.env.MATBAA_RELEASE ? beginMeanwhile(() => !isOver) : null;
  const began = performance.now();
  await chief.evaluate(choose, { count: COUNT, width: WIDTH, height: HEIGHT });
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const due = Math.floor((COUNT * kill) / (KILLS + 1));
    while ((await done()) < due) await sleep(20);
    await sleep(Math.random() * 200);
    const died = once(paper.server, "exit");
    paper.server.kill("SIGKILL");
    await died;
    if (kill === 1) {
      await chief.waitForFunction(() => /لا اتصال/.test(document.querySelector("#sending p").textContent), null, { timeout: 30_000 });
      await picture(chief, "photos-waiting", false);
    }
    paper.server = await serveAgain(paper, binary);
  }
  await chief.waitForFunction(() => /وصلت/.test(document.querySelector("#sending p").textContent), null, { timeout: 60_000 + COUNT * 3_000 });
  const seconds = (performance.now() - began) / 1000;
  isOver = true;
  assert.deepEqual((await chief.locator(".refusals li").allInnerTexts()).slice(0, 5), []);
  assert.equal(await status(), `وصلت ${COUNT} من ${COUNT}`);
  assert.equal(await chief.isVisible("#sending .again"), false);
  if (beginning) {
    const times = await beginning;
    const at = (part) => times[Math.floor(times.length * part)]?.toFixed(1);
    t.diagnostic(`${(COUNT / seconds).toFixed(2)} photos a second; ${times.length} stories begun: median ${at(0.5)} ms, p99 ${at(0.99)} ms`);
  }
  paper.server.kill("SIGTERM");
  await once(paper.server, "exit");
  const verified = spawnSync(binary, ["media", "verify", "--json", "--data", `${paper.data}/paper`], { encoding: "utf8" });
  const report = JSON.parse(verified.stdout.trim().split("\n").at(-1));
  assert.deepEqual([verified.status, report.pictures, report.faults], [0, COUNT, 0], verified.stdout.slice(0, 2000));
  t.diagnostic(`${report.files} files, ${report.orphans} of pictures that were never acknowledged`);
});

test("what did not arrive is sent again with one press", { timeout: 60_000 }, async () => {
  paper.server = await serveAgain(paper, binary);
  await chief.goto("/newsroom/photos");
  await chief.click(".upload summary");
  // A proxy that closes the line at every file.
  await chief.route("**/newsroom/photos", (route) => (route.request().method() === "POST" ? route.abort("connectionreset") : route.continue()));
  await chief.evaluate(choose, { count: 2, width: 640, height: 480 });
  await chief.waitForSelector("#sending .again:visible", { timeout: 30_000 });
  assert.equal(await status(), "وصلت 0 من 2");
  assert.equal(await chief.locator(".refusals li").count(), 2);
  await picture(chief, "photos-again", false);
  await chief.unroute("**/newsroom/photos");
  await chief.click("#sending .again");
  await chief.waitForFunction(() => /وصلت 2 من 2/.test(document.querySelector("#sending p").textContent), null, { timeout: 30_000 });
  assert.equal(await chief.locator(".refusals li").count(), 0);
});
