// Nothing typed is lost: while somebody types, the network is cut, the tab dies, the server is killed, in any
// combination. Afterwards everything that was acknowledged or journaled is there, in order, once. It runs EDITOR_CUTS
// rounds (10; 100 in `make soak`), each with another combination; a failure names its own.

import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { chiefOf } from "./desk.mjs";
import { serveAgain, startEmptyDesk } from "./paper.mjs";
import { begin, kept, lines, ready, saved } from "./writing.mjs";

const ROUNDS = Number(process.env.EDITOR_CUTS ?? 10);
const WORDS = "وصلت القافلة صباحا إلى الجسر وعددها 12 شاحنة كما قال Ali Ben للصحيفة التي نشرت 90+4 صور عنها أمس ثم عادت".split(" ");

let browser;
let paper;
let server;

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk();
  server = paper.server;
});
after(async () => {
  await browser?.close();
  server?.kill("SIGKILL");
  await paper?.stop();
});

const kill = async () => {
  const died = once(server, "exit");
  server.kill("SIGKILL");
  await died;
};

const pick = (all) => all[Math.floor(Math.random() * all.length)];
const letters = (text) => text.replaceAll("\n", "");

test(`${ROUNDS} times cut off while typing: every letter acknowledged or journaled is there`, { timeout: 60_000 + ROUNDS * 30_000 }, async () => {
  let page = await chiefOf(browser, paper);
  const context = page.context();
  for (let round = 0; round < ROUNDS; round += 1) {
    const cuts = pick([["network"], ["tab"], ["server"], ["network", "tab"], ["server", "tab"], ["server", "network", "tab"]]);
    const address = await begin(page, `جولة ${round}`);
    await page.click(".ProseMirror");
    let typed = "";
    let time = 0;
    const type = async (ms) => {
      time += ms;
      const end = Date.now() + ms;
      while (Date.now() < end) {
        const words = pick(WORDS);
        if (Math.random() < 0.12 && typed !== "") {
          await page.keyboard.press("Enter");
          typed += "\n";
        }
        for (const letter of `${words} `) {
          await page.keyboard.type(letter);
          typed += letter;
          await page.waitForTimeout(Math.random() * 30);
        }
      }
    };
    await type(800 + Math.random() * 4000);
    for (const cut of cuts.filter((cut) => cut !== "tab")) {
      if (cut === "network") await context.setOffline(true);
      if (cut === "server") await kill();
      await type(500 + Math.random() * 2500);
    }
    const what = `round ${round}, ${cuts.join(" and ")}, ${typed.length} letters`;
    const safe = Number((await page.locator(".writing").getAttribute("data-kept")) ?? 0);
    if (cuts.includes("tab")) {
      const session = await context.newCDPSession(page);
      session.send("Page.crash").catch(() => {});
      await page.waitForEvent("crash");
      await page.close();
    }
    if (cuts.includes("network")) await context.setOffline(false);
    if (cuts.includes("server")) server = await serveAgain(paper);
    if (cuts.includes("tab")) {
      page = await context.newPage();
      page.complaints = [];
      // The lock of the dead tab belongs to the same person; nobody has to wait.
      await page.goto(address);
      await ready(page);
    }
    await saved(page);
    const text = lines((await kept(page, address)).text.body).join("\n");
    if (cuts.includes("tab")) {
      assert.ok(typed.trimEnd().startsWith(text.trimEnd()), `${what}: what came back is not what was typed:\n${text}\n${typed}`);
      assert.ok(letters(text).length >= safe, `${what}: ${safe} letters were safe, ${letters(text).length} came back`);
      // The journal is written at least once a second, and a busy machine takes longer.
      assert.ok(safe > 0 || time < 2500, `${what} in ${time} ms: nothing was ever safe`);
    } else {
      assert.equal(text.trimEnd(), typed.trimEnd(), what);
    }
  }
});
