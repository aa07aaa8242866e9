// Starts the demo newspaper once, runs every *.test.mjs against it, and prints the failures and, on the last line, the
// counts.

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { findPages } from "./pages.mjs";
import { startPaper } from "./paper.mjs";

// Files at once: browser and server wait for each other often enough for one more than two cores.
const CONCURRENCY = Number(process.env.BROWSER_CONCURRENCY ?? availableParallelism() + 1);
const here = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv[2] ?? "";
// Names or parts of names, separated by commas; all files by default.
const parts = wanted.split(",");
// A pattern for the names of tests, for working on one of them.
const only = process.argv[3];
const isWanted = (name) => name.endsWith(".test.mjs") && parts.some((part) => name.includes(part));
// Tests that measure time run only by name, as in `make check`: on a machine with other work, they mean nothing.
const isMeasured = (name) => /latency/.test(name) && wanted === "";
const all = (await readdir(here)).filter(isWanted);
for (const name of all.filter(isMeasured)) console.log(`SKIPPED ${name}: it measures time, see make check`);
const files = all.filter((name) => !isMeasured(name)).map((name) => here + name);

const templates = await mkdtemp(join(tmpdir(), "matbaa-demo-"));
process.env.DEMO_FOLDER = join(templates, "paper");
const paper = await startPaper({ template: process.env.DEMO_FOLDER });
process.env.PAPER = paper.origin;
process.env.PAPER_DATA = paper.data;
process.env.PAGES = JSON.stringify(await findPages(paper.origin));
const counted = { passed: 0, failed: 0 };
const failures = [];
// Lines of a failure that are printed again at the end, below everything else.
const FAILURE_LINES = 12;
// The runner may report a file as a test; it counts only if it failed before its own tests could run.
const isFile = (event) => files.some((file) => file === event.name || file.endsWith(`/${event.name}`));
// The longest files first, so that none of them is still running when everything else is done.
const LONGEST = ["forms", "editor", "signs", "clipboards", "comments", "fitting", "editor-cut", "links", "day"];
const rank = (file) => LONGEST.findIndex((name) => file.endsWith(`/${name}.test.mjs`)) + 1 || LONGEST.length + 1;
files.sort((one, other) => rank(one) - rank(other));
// Tests that measure time or the order of events have the machine to themselves, after the others.
const isAlone = (file) => /latency|layout/.test(file);
for (const [some, concurrency] of [[files.filter((file) => !isAlone(file)), CONCURRENCY], [files.filter(isAlone), 1]]) {
  if (some.length === 0) continue;
  const tests = run({ files: some, concurrency, testNamePatterns: only, timeout: Number(process.env.TEST_TIMEOUT ?? 900_000) });
  tests.on("test:pass", (event) => {
    if (!isFile(event) && event.details?.type !== "suite" && event.skip === undefined) counted.passed += 1;
  });
  tests.on("test:fail", (event) => {
    if (event.details?.type === "suite") return;
    counted.failed += 1;
    const { error } = event.details;
    const why = String(error?.cause?.message ?? error?.message ?? error).split("\n").slice(0, FAILURE_LINES);
    failures.push([`✖ ${event.name}`, ...why].join("\n    "));
  });
  for await (const lines of tests.compose(new spec())) process.stdout.write(lines);
}
await paper.stop();
await rm(templates, { recursive: true, force: true });
for (const failure of failures) console.log(failure);
console.log(`${counted.passed} passed, ${counted.failed} failed`);
process.exit(counted.failed > 0 || counted.passed === 0 ? 1 : 0);
