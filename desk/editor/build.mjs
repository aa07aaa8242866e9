// Bundles the editor into desk/scripts/editor.js, which is committed: whoever builds the paper needs no Node. `--check`
// fails where what is committed is not what the sources give; `make test` asks that.
import { build } from "esbuild";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const BYTES_MAX = 180 * 1024;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const target = here("../scripts/editor.js");

const { outputFiles } = await build({
  entryPoints: [here("src/main.ts")],
  bundle: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari16"],
  minify: true,
  legalComments: "none",
  charset: "utf8",
  banner: { js: "// Made by desk/editor/build.mjs from desk/editor/src. ProseMirror: MIT, Marijn Haverbeke and others." },
  write: false,
});
const bundle = outputFiles[0].text;
const packed = gzipSync(bundle, { level: 9 }).length;
console.log(`editor.js: ${bundle.length} characters, ${packed} bytes with gzip`);
if (packed > BYTES_MAX) throw new Error(`more than ${BYTES_MAX} bytes`);
if (process.argv.includes("--check")) {
  const committed = await readFile(target, "utf8").catch(() => "");
  if (committed !== bundle) throw new Error("desk/scripts/editor.js is not what its sources give: run `node desk/editor/build.mjs`");
} else {
  await writeFile(target, bundle);
}
