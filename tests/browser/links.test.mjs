// No link leads to an address that does not exist.

import assert from "node:assert/strict";
import { test } from "node:test";
import { linksOf, read, unescaped } from "./pages.mjs";

const paper = process.env.PAPER;
const pages = JSON.parse(process.env.PAGES);

const answered = new Map();
const statusOf = (address) => {
  if (!answered.has(address)) answered.set(address, fetch(address, { redirect: "manual" }).then(async (response) => (await response.arrayBuffer(), response.status)));
  return answered.get(address);
};

for (const kind of ["front", "frontFrench", "frontEnglish", "story", "section", "sectionSecond", "topic", "writer", "desk", "archive", "year", "month", "day", "static", "missing"]) {
  test(`every link of the ${kind} page answers`, async () => {
    const { html } = await read(paper + pages[kind]);
    const files = [...html.matchAll(/\s(?:src|href|srcset)="([^"]+)"/g)].flatMap(([, value]) => unescaped(value).split(/,\s+/).map((part) => part.split(" ")[0]));
    const base = paper + pages[kind];
    const ours = new Set([...linksOf(html), ...files].map((href) => new URL(href, base)).filter((url) => url.origin === paper).map((url) => (url.hash = "", url.href)));
    assert.ok(ours.size > 10, `${ours.size} links`);
    const broken = [];
    for (const address of ours) {
      const status = await statusOf(address);
      if (status >= 400 && address !== base) broken.push(`${status} ${address}`);
    }
    assert.deepEqual(broken, []);
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) assert.ok(html.includes(`id="${id}"`), `#${id}`);
  });
}
