// What people at the desk do in the browser tests, and the checks on each of their pages.

import assert from "node:assert/strict";

export const password = "مفتاح طويل لا يخمن 73";

// A window of `paper` in a context of its own that records complaints.
export async function somebody(browser, paper, options = {}) {
  const context = await browser.newContext({ baseURL: paper.origin, locale: "ar", viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  return page;
}

export const submit = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);

// The first administrator, signed in, in a window of their own.
export async function chiefOf(browser, paper, { name = "مريم العلوي", ...options } = {}) {
  const page = await somebody(browser, paper, options);
  await page.goto(paper.first);
  await page.fill("[name=name]", name);
  await page.fill("[name=email]", "chief@paper.example");
  await page.fill("[name=password]", password);
  await submit(page, "main form button");
  return page;
}

// A person whom `chief` has invited and who has accepted, in a window of their own.
export async function invited(browser, paper, chief, email, roles, name) {
  await chief.goto("/newsroom/people/invite");
  await chief.fill("[name=email]", email);
  for (const role of roles) await chief.check(`input[name=role][value=${role}]`);
  await submit(chief, "main form button.go");
  const shown = await chief.locator("main input").evaluateAll((all) => all.map((one) => one.value).join(" "));
  const page = await somebody(browser, paper);
  await page.goto(/https?:\/\/\S+\/newsroom\/invitation\/[0-9a-f]+/.exec(shown)[0]);
  await page.fill("[name=name]", name);
  await page.fill("[name=password]", password);
  await submit(page, "main form button");
  return page;
}

// Makes a move with its form, which is unfolded first if it asks for something; the move must not be refused.
export async function move(page, word, { words, at, minor } = {}) {
  const form = `form[action$="/moves/${word}"]`;
  const details = page.locator(`details:has(${form}) > summary`);
  if (await details.count()) await details.click();
  if (words) await page.fill(`${form} [name=words]`, words);
  // The field itself leaves out zero seconds, which would look like another value.
  if (at) await page.fill(`${form} [name=at]`, at.replace(/(T\d\d:\d\d):00$/, "$1"));
  if (minor) await page.check(`${form} [name=minor]`);
  await submit(page, `${form} button`);
  assert.equal(await page.locator("[role=alert]:visible").count(), 0, `${word}: ${await page.locator("[role=alert]:visible").allInnerTexts()}`);
}
