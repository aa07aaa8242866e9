// Signing in to the desk in a real browser: a passkey created and used on a virtual device; every page without findings
// of axe-core, at both widths, light and dark; and signing in without JavaScript. With SHOTS=DIR, pictures of each
// page.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, beforeEach, test } from "node:test";
import { examine, launch, open, paper, path, picture } from "./browser.mjs";
import { devBinary } from "./paper.mjs";

const PASSWORD = "حبر على ورق ولون واحد";

let browser;
let page;
let device;
let salma;

const firstLink = () => {
  const ran = spawnSync(devBinary, ["admin", "--data", process.env.PAPER_DATA, "--url", paper], { encoding: "utf8", env: { ...process.env, MATBAA_LOG: "error" } });
  assert.equal(ran.status, 0, ran.stderr);
  return ran.stdout.trim().split("\n").at(-1);
};

before(async () => {
  browser = await launch();
  page = await open(browser, null, { width: 1280, height: 800 });
  device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  device.id = (await device.send("WebAuthn.addVirtualAuthenticator", { options })).authenticatorId;
});
after(() => browser?.close());
// What one test complains of is not held against the next.
beforeEach(() => {
  page.complaints.length = 0;
});

test("the first admin signs in by the link that the server prints", async () => {
  await page.goto(firstLink());
  await examine(page, "first-admin");
  await page.fill("[name=name]", "نادية شريف");
  await page.fill("[name=email]", "chief@paper.example");
  await page.fill("[name=password]", PASSWORD);
  await page.click("button.go");
  await page.waitForURL("**/newsroom/stories");
  await examine(page, "stories");
});

test("a passkey is made, signs in and proves; a device that does not verify its owner opens nothing", async () => {
  await page.goto("/newsroom/account");
  await examine(page, "account");
  await page.goto("/newsroom/account/passkeys");
  await examine(page, "passkeys-empty");
  await page.fill("[name=name]", "حاسوب التحرير");
  await page.click("form[data-passkey] button");
  await page.waitForSelector(".codes");
  await examine(page, "codes");
  assert.equal(await page.locator(".codes li").count(), 10);
  await page.click("a.go");
  assert.match(await page.locator(".lines").innerText(), /حاسوب التحرير/);
  await examine(page, "passkeys");

  await page.goto("/newsroom/proof?to=%2Fnewsroom%2Faccount%2Fsessions");
  await examine(page, "proof");
  await page.click("form[data-passkey] button");
  await page.waitForURL("**/account/sessions");

  await page.click(".rooms.wide .link");
  await page.waitForURL("**/sign-in?done=signed-out");
  await device.send("WebAuthn.setUserVerified", { authenticatorId: device.id, isUserVerified: false });
  await page.click("form[data-passkey] button");
  await page.waitForSelector("[data-failed]:not([hidden]), .problem:not([hidden])");
  assert.equal(path(page).startsWith("/newsroom/sign-in"), true);
  await device.send("WebAuthn.setUserVerified", { authenticatorId: device.id, isUserVerified: true });
  await page.goto("/newsroom/sign-in?to=%2Fnewsroom%2Fpeople");
  await page.click("form[data-passkey] button");
  await page.waitForURL("**/newsroom/people");
  await examine(page, "people");
});

test("somebody is invited and signs in without JavaScript", async () => {
  await page.goto("/newsroom/people/invite");
  await examine(page, "invite");
  await page.fill("[name=email]", "salma@paper.example");
  await page.check("[name=role][value=reporter]");
  await page.click("button.go");
  const link = await page.inputValue("#f-link");
  await examine(page, "invited");
  await page.goto("/newsroom/people");
  await examine(page, "people-invited");

  salma = await open(browser, link, { width: 1280, height: 800, javaScriptEnabled: false });
  assert.match(await salma.locator("main").innerText(), /نادية شريف[\s\S]*صحفي/);
  await salma.fill("[name=name]", "سلمى بن عيسى");
  await salma.fill("[name=password]", PASSWORD);
  await salma.click("button.go");
  await salma.waitForURL("**/newsroom/stories");
  await salma.click(".rooms.wide .link");
  await salma.waitForURL("**/sign-in?done=signed-out");
  await salma.fill("[name=email]", "salma@paper.example");
  await salma.fill("[name=password]", PASSWORD);
  await salma.click("button.go");
  await salma.waitForURL("**/newsroom/stories");
  assert.equal(await salma.locator("a[href='/newsroom/people']").count(), 0, "not a room of hers");
});

test("every other page around signing in, in three languages", async () => {
  await page.goto("/newsroom/people");
  await page.click("td a.h >> text=سلمى");
  await examine(page, "person");
  await page.click("text=إعداد رابط");
  const reset = await page.inputValue("#f-link");
  await page.goto("/newsroom/account/sessions");
  await examine(page, "sessions");
  await page.goto("/newsroom/account/totp");
  await examine(page, "totp");
  await page.goto("/newsroom/nothing-here");
  // The browser itself reports the 404.
  page.complaints.length = 0;
  await examine(page, "problem");
  await page.goto("/newsroom/people/invite");
  await page.fill("[name=email]", "murad@paper.example");
  await page.check("[name=role][value=desk_editor]");
  await page.selectOption("[name=language]", "fr");
  await page.click("button.go");
  const invitation = await page.inputValue("#f-link");

  const stranger = await open(browser, reset, { width: 1280, height: 800 });
  await examine(stranger, "reset");
  await stranger.goto(invitation);
  await examine(stranger, "invitation-fr");
  await stranger.goto("/newsroom/sign-in");
  await examine(stranger, "sign-in");
  await stranger.goto("/newsroom/sign-in?lang=en");
  await examine(stranger, "sign-in-en");
  await stranger.goto("/newsroom/forgotten");
  await examine(stranger, "forgotten");
  await stranger.goto("/newsroom/sign-in");
  await stranger.fill("[name=email]", "chief@paper.example");
  await stranger.fill("[name=password]", PASSWORD);
  await stranger.click("button.go");
  await stranger.waitForURL("**/sign-in/factor**");
  await examine(stranger, "factor");
  await stranger.context().close();
});

test("the rail folds into a menu on a phone", async () => {
  await page.goto("/newsroom/people");
  await page.setViewportSize({ width: 390, height: 844 });
  assert.equal(await page.locator(".rooms.wide").isVisible(), false);
  await page.click(".rooms.narrow summary");
  assert.equal(await page.locator(".rooms.narrow a[href='/newsroom/stories']").isVisible(), true);
  await picture(page, "menu-390-light");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".rooms.narrow a[href='/newsroom/stories']").isVisible(), false);
});
