// Checks every feed, sitemap, list of feeds and piece of JSON-LD of the demo newspaper, with a few hostile stories
// added, against its format and, field by field, against the database (feeds.py).

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { devBinary, releaseBinary, startPaper } from "../../tests/browser/paper.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const python = join(here, "../..", process.env.CARGO_TARGET_DIR ?? "target", "feed-readers/bin/python");
const binary = process.env.DEV ? devBinary : existsSync(releaseBinary) ? releaseBinary : devBinary;

// Texts that must not end an element, a section or a feed. JSON escapes add characters that no keyboard can type.
const hostile = [
  '<script>alert(1)</script><img src=x onerror=\\"alert(1)\\">',
  "]]> <![CDATA[ &amp; &#x3c;b&#62; <!-- --> <?xml?>",
  "\\u0001\\u0008\\u000b\\u001f\\u007f\\u0085 تحكم",
  "\\ufffe\\uffff\\ud83f\\udffe\\udbff\\udfff حروف ليست حروفا",
  "\\u202e معكوس \\u202c\\u2066 abc \\u2069\\u200f\\u061c",
  `${"كلمة ".repeat(55)}`,
  "\\ud83d\\udc69\\u200d\\ud83d\\udc67 e\\u0301\\u0301 a\\u2028b\\u2029c",
];

const paper = await startPaper({ binary, stories: 120 });
let status = 1;
try {
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const lines = hostile.map((words, number) =>
    `{"source":"hostile","external_id":"${number}","section":"world","published_at":"${at}","headline":"${words}","deck":"${words}","kicker":"${words}",` +
    `"place":"${words}","credit":"${words}","caption":"${words}","topics":["م ${number} ${words.slice(0, 60)}"],"body":["${words}","فقرة ثانية ${number}"]}`);
  // A lone surrogate is not a character: the line is refused, and the others are imported.
  lines.push(`{"source":"hostile","external_id":"alone","section":"world","published_at":"${at}","headline":"\\ud800","body":["\\udc00"]}`);
  const file = join(paper.data, "hostile.jsonl");
  await writeFile(file, lines.join("\n"));
  const loaded = spawnSync(binary, ["import", "jsonl", "--data", paper.data, file], { encoding: "utf8" });
  if (![0, 1].includes(loaded.status)) throw new Error(`hostile stories: ${loaded.status} ${loaded.stdout} ${loaded.stderr}`);
  const checks = spawn(python, [join(here, "feeds.py"), paper.origin, paper.data, here], { stdio: "inherit" });
  [status] = await once(checks, "exit");
} finally {
  await paper.stop();
}
process.exit(status ?? 1);
