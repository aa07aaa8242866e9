// The server is killed again and again in the middle of a desk's work: what was acknowledged is there, nothing happened
// twice, the audit log is complete, and the next start needs no help. DESK_KILLS sets how often (10; `make soak` sets
// 200).

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { after, test } from "node:test";
import { password } from "./desk.mjs";
import { devBinary, serveAgain, startEmptyDesk } from "./paper.mjs";

const ROUNDS = Number(process.env.DESK_KILLS ?? 10);
let desk;
after(() => desk?.stop());

// What a browser does: a cookie, a token, forms; redirects are not followed.
class Person {
  cookies = new Map();

  async ask(path, fields) {
    const answer = await fetch(desk.origin + path, {
      method: fields ? "POST" : "GET",
      body: fields && new URLSearchParams(fields),
      redirect: "manual",
      headers: { cookie: [...this.cookies].map((pair) => pair.join("=")).join("; "), origin: desk.origin, "sec-fetch-site": "same-origin" },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(";")[0].split("=");
      this.cookies.set(name, value);
    }
    return { status: answer.status, location: answer.headers.get("location"), text: await answer.text() };
  }

  async token() {
    const page = await this.ask("/newsroom/stories/new");
    this.section = /<select id="f-section"[^>]*><option value="(\d+)"/.exec(page.text)[1];
    return /name="token" value="([^"]+)"/.exec(page.text)[1];
  }
}

test(`${ROUNDS} times killed: nothing acknowledged is lost, nothing is done twice`, { timeout: 60_000 + ROUNDS * 8_000 }, async () => {
  desk = await startEmptyDesk();
  const stop = desk.stop;
  desk.stop = () => (desk.server.kill("SIGKILL"), stop());
  const chief = new Person();
  const path = new URL(desk.first).pathname;
  const entered = await chief.ask(path, { name: "مريم", email: "chief@paper.example", password });
  assert.equal(entered.status, 303, entered.text);
  const acknowledged = new Map();
  for (let round = 0; round < ROUNDS; round += 1) {
    const token = await chief.token();
    const key = (number) => `r${round}n${number}`;
    const title = (number) => `خبر ${round} رقم ${number}`;
    const begin = (number) => chief.ask("/newsroom/stories", { token, key: key(number), kind: "news", headline: title(number), section: chief.section, language: "ar" });
    // Steps of a day at the desk: a story is begun, written, submitted; somewhere among them the server is killed.
    const pull = 20 + Math.random() * 400;
    const died = once(desk.server, "exit");
    setTimeout(() => desk.server.kill("SIGKILL"), pull);
    const open = [];
    for (let number = 0; number < 40; number += 1) {
      const story = { number, step: "none" };
      open.push(story);
      try {
        const begun = await begin(number);
        assert.equal(begun.status, 303);
        story.address = begun.location;
        story.step = "begun";
        const rev = 0;
        const saved = await chief.ask(`${begun.location}/text`, { token, rev, headline: title(number), body: `متن ${title(number)}` });
        assert.equal(saved.status, 303);
        story.step = "saved";
        const moved = await chief.ask(`${begun.location}/moves/submit`, { token });
        assert.equal(moved.status, 303);
        story.step = "submitted";
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        break;
      }
    }
    await died;
    desk.server = await serveAgain(desk);
    for (const story of open) {
      // What was not acknowledged is sent again with the same key, as a browser would do.
      const again = await begin(story.number);
      assert.equal(again.status, 303);
      if (story.address) assert.equal(again.location, story.address, "the same story, not a second one");
      const page = await chief.ask(again.location);
      assert.equal(page.status, 200);
      if (story.step === "saved" || story.step === "submitted") assert.ok(page.text.includes(`متن ${title(story.number)}`), `${story.step}: the text is lost`);
      if (story.step === "submitted") assert.ok(page.text.includes("قيد المراجعة"), "the move is lost");
      acknowledged.set(title(story.number), again.location);
    }
  }
  const found = new Map();
  let address = "/newsroom/stories";
  while (address) {
    const { text } = await chief.ask(address);
    for (const [, id, headline] of text.matchAll(/<a class="h" href="\/newsroom\/stories\/(\w+)"[^>]*>([^<]+)</g)) {
      found.set(id, headline.trim());
    }
    address = /<p class="pages"><a class="btn" href="([^"]+)"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
  }
  assert.equal(found.size, acknowledged.size, "every story once");
  assert.equal(new Set(found.values()).size, acknowledged.size);
  const verified = spawnSync(devBinary, ["audit", "verify", "--data", `${desk.data}/paper`], { encoding: "utf8" });
  assert.equal(verified.status, 0, verified.stdout);
});
