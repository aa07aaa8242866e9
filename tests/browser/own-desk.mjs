// A browser, an empty desk and its chief for the tests of one file: they exist before the first test of the file that
// imports them, and are gone after its last one. Each test file is a process of its own.

import { after, before } from "node:test";
import { launch } from "./browser.mjs";
import { chiefOf } from "./desk.mjs";
import { startEmptyDesk } from "./paper.mjs";

export let browser;
export let paper;
export let chief;

before(async () => {
  browser = await launch();
  paper = await startEmptyDesk();
  chief = await chiefOf(browser, paper);
});
after(async () => {
  await browser?.close();
  await paper?.stop();
});
