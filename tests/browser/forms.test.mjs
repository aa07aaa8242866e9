// Nothing typed is lost, in any form of the desk. Each form is filled in and sent with an ended session, an old token,
// an outdated revision, to a database that is locked, and over a network that is down. What was typed is on the next
// page, and in its fields when the form is opened again.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";
import { chiefOf, move, submit } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";
import { begin, saved, write } from "./writing.mjs";

/** Forms that are no words of anybody: by their address, with the reason. */
const EXEMPT = [
  [/\/sign-out$/, "a button"],
  [/\/front\/(slots|preview)$/, "the room asks before it is left, and its form goes back whole"],
  [/\/bulk$/, "rows that were ticked are no words"],
  [/\/account\/(password|totp|codes|passkeys)/, "secrets are never kept"],
  [/\/proof/, "secrets are never kept"],
  [/\/(first|invitation|reset)\/|\/sign-in|\/forgotten$|desk\.here|^\{\{ $|password_form|passkey_form/, "sign-in pages: nobody is signed in, and the page of an error gives back all but secrets"],
  [/\/text$/, "the editor has a journal of its own"],
  [/\/(logo|picture|sheet)(#|$)/, "files"],
  [/\/delete$/, "thirty days in the trash come first; it is a reason and a button, as a move is"],
  [/given\.action|desk\.undo\.action/, "a form of another page"],
];

/** Forms that show what would be done, or try something out. */
const LOOKS = /\/sections\/\d+\/merge$|\/words\/try#try$/;

let browser;
let paper;
let chief;
let story;
let pages;

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk({ demo: true });
  chief = await chiefOf(browser, paper);
  story = await begin(chief, "خبر له لوحة كاملة");
  await chief.click(".ProseMirror");
  await chief.keyboard.type("متن الخبر.");
  await saved(chief, true);
  await chief.goto("/newsroom/topics");
  const room = (name) => `/newsroom/${name}`;
  const first = async (list) => {
    await chief.goto(room(list));
    return chief.locator(`main a[href^="/newsroom/${list}/"]:not([href$="/invite"])`).first().getAttribute("href");
  };
  // A published story with a photo, as readers find it.
  const live = async () => {
    await chief.goto("/");
    const address = await chief.locator("main a[href]:has(img), main article:has(img) a[href]").first().getAttribute("href");
    return room(`stories/${address.split("/")[2]}`);
  };
  const sent = await begin(chief, "خبر ينتظر المراجعة");
  await write(chief, ["متن الخبر."]);
  await move(chief, "submit");
  const held = await begin(chief, "خبر محظور إلى موعد");
  await chief.locator("details:has(form[action$='/embargo']) > summary").click();
  await chief.fill("form[action$='/embargo'] [name=at]", "2032-01-01T06:00");
  await submit(chief, "form[action$='/embargo'] button");
  await chief.goto(story);
  await chief.locator("details.new-remark > summary").click();
  await chief.fill("details.new-remark textarea", "ملاحظة زميل.");
  await chief.click("details.new-remark form button.btn");
  await chief.waitForSelector("#remarks-body .thread");
  await chief.goto(room("comments"));
  const comment = await chief.locator('a[href^="/newsroom/comments/one/"]').first().getAttribute("href");
  const person = await first("people");
  const photo = await first("photos");
  await chief.goto(room("settings"));
  const section = await chief.locator('main a[href^="/newsroom/settings/sections/"]').first().getAttribute("href");
  pages = [
    story,
    await live(),
    sent,
    held,
    person,
    photo,
    room("photos"),
    room("stories?live=published"),
    room("front"),
    room("comments"),
    room("comments?as=list"),
    comment,
    `${story}/preview`,
    room("stories/new"),
    room("settings"),
    section,
    room("comments/settings"),
    room("comments/bans"),
    room("comments/words"),
    room("people/invite"),
    room("topics"),
    await first("topics"),
    room("writers"),
    room("threads"),
    room("house-words"),
    room("account"),
  ];
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});

const open = async (address) => {
  await chief.goto(address);
  await chief.waitForSelector("html[data-forms=ready]", { state: "attached" });
  if (await chief.locator("script[src*='/editor.']").count()) await chief.waitForSelector(".writing[data-ready]");
};

/** The forms of the page: address and number among those of the same address, and what is alike in all that are but about
    something else, as in one for each section; of those the first. */
const formsOf = (page) =>
  page.evaluate(() => {
    const seen = {};
    const alike = new Set();
    const kindOf = (action, fields) => [action.replace(/\/(\d+|[0-9a-z]{8})(?=\/|$)/g, (whole, id) => (/\d/.test(id) ? "/ID" : whole)), ...fields.map((one) => one.name)].join(" ");
    return [...document.forms].flatMap((form) => {
      const action = form.getAttribute("action") ?? "";
      const nth = (seen[action] ??= -1) + 1;
      seen[action] = nth;
      const fields = [...form.elements].filter((one) => one.name && !["hidden", "submit", "button", "fieldset"].includes(one.type) && !one.matches("fieldset:disabled *"));
      return form.method === "post" && fields.length > 0 && !fields.some((one) => ["password", "file"].includes(one.type)) && !alike.has(kindOf(action, fields)) && alike.add(kindOf(action, fields)) ? [{ action, nth, kind: kindOf(action, fields) }] : [];
    });
  });

const handle = (page, { action, nth }) => page.locator(`form[action=${JSON.stringify(action)}]`).nth(nth);

/** Fills in everything that can be filled in; what was typed, and the state of all fields. */
const fill = (form, mark) =>
  form.evaluate((form, mark) => {
    for (let at = form.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    for (const details of form.querySelectorAll("details")) details.open = true;
    const typed = [];
    let n = 0;
    for (const one of form.elements) {
      if (!one.name || one.disabled || ["hidden", "submit", "button", "fieldset"].includes(one.type)) continue;
      const put = (value) => {
        one.value = value;
        typed.push(one.value);
      };
      n += 1;
      if (one.tagName === "SELECT") one.selectedIndex = (one.selectedIndex + 1) % one.options.length;
      else if (one.type === "checkbox") one.checked = !one.checked;
      else if (one.type === "radio") one.checked = true;
      else if (one.type === "email") put(`${mark}${n}@paper.example`);
      else if (one.type === "url") put(`https://example.org/${mark}${n}`);
      else if (one.type === "number") put(String(Math.max(Number(one.min || 1), Math.min(Number(one.max || 9), 1 + n))));
      else if (one.type === "date") put("2031-02-03");
      else if (one.type === "datetime-local") put("2031-02-03T04:05");
      else put(`${mark} كلمات ${n}`.slice(0, one.maxLength > 0 ? one.maxLength : 99));
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return typed;
  }, mark);

const standing = (form) => form.evaluate((form) => [...form.elements].filter((one) => one.name && !["hidden", "submit", "button", "fieldset"].includes(one.type)).map((one) => (["checkbox", "radio"].includes(one.type) ? one.checked : one.value)));
/** What stands in the fields of a page once words have come back to them. */
const written = async (page) => {
  await page.waitForFunction(() => !document.body.dataset.person || document.documentElement.dataset.forms === "ready");
  return page.evaluate(() => [...document.querySelectorAll("input, textarea, select")].map((one) => one.value));
};

async function send(form, page, { mayFail = false } = {}) {
  const gone = page.waitForNavigation({ timeout: 15_000 });
  await form.evaluate((form) => {
    form.noValidate = true;
    const button = [...form.elements].find((one) => ["submit", "button"].includes(one.type) && !one.classList.contains("unseen"));
    form.requestSubmit(button?.type === "submit" ? button : undefined);
  });
  await (mayFail ? gone.catch(() => {}) : gone);
}

// How a form can fail, and how the failure is caused in the form or the browser.
const FAILURES = {
  "an ended session": {
    begin: async () => {
      const all = await chief.context().cookies();
      await chief.context().clearCookies({ name: "__Host-matbaa" });
      return () => chief.context().addCookies(all.filter((one) => one.name === "__Host-matbaa"));
    },
  },
  "an old token": {
    begin: (form) => form.evaluate((form) => void (form.elements.namedItem("token").value = "0".repeat(128))),
  },
  "a stale number": {
    applies: (form) => form.evaluate((form) => Boolean(form.elements.namedItem("rev") ?? form.elements.namedItem("was"))),
    begin: (form) =>
      form.evaluate((form) => {
        const [rev, was] = [form.elements.namedItem("rev"), form.elements.namedItem("was")];
        if (rev) rev.value = "999";
        if (was) was.value = was.value.replace(/=\S+/g, "=000000000000");
      }),
  },
  // Another program holds the database, as a manual backup or a hanging disk would: the desk answers 503 after it has
  // waited.
  "a database that is held": {
    begin: async () => {
      const file = join(paper.data, "paper", "matbaa.sqlite");
      const holder = spawn("python3", ["-c", "import sqlite3,sys,time; held=sqlite3.connect(sys.argv[1], isolation_level=None); held.execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(60)", file], { stdio: ["ignore", "pipe", "inherit"] });
      const [said] = await once(holder.stdout, "data");
      assert.match(String(said), /^held/);
      let answered;
      const hear = (answer) => { if (answer.request().method() === "POST" && answer.request().isNavigationRequest()) answered = answer.status(); };
      chief.on("response", hear);
      return async () => {
        chief.off("response", hear);
        holder.kill("SIGKILL");
        await once(holder, "exit");
        return answered;
      };
    },
    status: 503,
  },
  "a network that is gone": {
    begin: async () => {
      await chief.route("**/*", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
      return () => chief.unroute("**/*");
    },
    isNowhere: true,
  },
};

for (const [failure, { begin: start, applies, isNowhere, status }] of Object.entries(FAILURES)) {
  test(`what was typed comes back after ${failure}`, { timeout: 600_000 }, async () => {
    const lost = [];
    const sent = new Set();
    for (const address of pages) {
      await open(address);
      for (const one of await formsOf(chief)) {
        // One page has a form that another had already.
        if (sent.has(one.kind) || EXEMPT.some(([action]) => action.test(one.action))) continue;
        const form = handle(chief, one);
        if (applies && !(await applies(form))) continue;
        sent.add(one.kind);
        const typed = await fill(form, "م");
        const was = await standing(form);
        const over = await start(form);
        await send(form, chief, { mayFail: isNowhere });
        const next = isNowhere ? [] : await written(chief);
        const here = `${address} ${one.action} ${one.nth}`;
        if (!isNowhere) for (const words of typed) if (!next.map((value) => value.trim()).includes(words.trim())) lost.push(`${here}: «${words}» is not on the next page (${chief.url()})`);
        const answered = await over?.();
        // A request that only reads does not need a writable database.
        if (status && answered === 200 && LOOKS.test(one.action)) continue;
        // Input that is not acceptable anyway is refused first, and returned.
        if (status && ![status, 422].includes(answered)) lost.push(`${here}: answered ${answered}, not ${status}`);
        await open(address);
        const again = await standing(handle(chief, one));
        if (JSON.stringify(again) !== JSON.stringify(was)) lost.push(`${here}: fields hold ${JSON.stringify(again)}, not ${JSON.stringify(was)}`);
        const drop = handle(chief, one).locator(":scope > .restored button").first();
        if ((await drop.count()) === 0) lost.push(`${here}: nothing says that words came back`);
        else await drop.click();
      }
    }
    assert.deepEqual(lost, []);
  });
}

test("every form of the templates is among them", async () => {
  const folder = fileURLToPath(new URL("../../desk/templates/", import.meta.url));
  const met = [];
  for (const address of pages) {
    await open(address);
    met.push(...(await formsOf(chief)).map(({ action }) => action));
  }
  const missed = [];
  for (const name of await readdir(folder)) {
    const html = await readFile(folder + name, "utf8");
    for (const [, head, inner] of html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
      const action = /action="([^"]*)"/.exec(head.replace(/\{%[^%]*%\}/g, ""))?.[1];
      const fields = /<(textarea|select)\b|<input(?![^>]*type="(hidden|file|password)")|\{\{ (field|line|three|house_word_form|name_form)\(/.test(inner);
      if (!head.includes('method="post"') || !fields || !action || EXEMPT.some(([known]) => known.test(action))) continue;
      const pattern = new RegExp(`^${action.split(/\{\{.*?\}\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&")).join("[^#]+")}$`);
      if (!met.some((one) => pattern.test(one))) missed.push(`${name}: ${action}`);
    }
  }
  assert.deepEqual(missed, []);
});
