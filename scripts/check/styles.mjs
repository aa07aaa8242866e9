// One style sheet serves right-to-left and left-to-right pages, so physical sides in it are mistakes.

import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const themes = fileURLToPath(new URL("../../themes/", import.meta.url));
const PHYSICAL = [
  /(?<![-\w])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-[a-z]+)?|left|right)\s*:/,
  /(?<![-\w])border-(?:top|bottom)-(?:left|right)-radius\s*:/,
  /(?<![-\w])(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b/,
  // Shorthands with four different sides give left and right by position.
  /(?<![-\w])(?:margin|padding|inset)\s*:\s*(?<top>\S+)\s+(?<right>[^\s;}]+)\s+(?<bottom>[^\s;}]+)\s+(?!\k<right>\s*[;}])[^\s;}!]+\s*[;}]/,
];

let found = 0;
for (const file of (await readdir(themes, { recursive: true })).filter((name) => name.endsWith(".css"))) {
  const sheet = await readFile(themes + file, "utf8");
  const withoutComments = sheet.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "));
  withoutComments.split("\n").forEach((line, at) => {
    for (const pattern of PHYSICAL) {
      const match = line.match(pattern);
      if (match) {
        console.error(`themes/${file}:${at + 1}: «${match[0].trim()}» names a physical side; use the logical property`);
        found += 1;
      }
    }
  });
}
console.log(`styles: ${found} physical sides`);
process.exit(found > 0 ? 1 : 0);
