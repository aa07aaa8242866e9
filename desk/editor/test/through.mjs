// Reads documents as JSON, one a line, and writes each as it comes out of the editor: read, kept in a state with the
// plugins that put documents in order, changed and changed back, copied out of it piece by piece.
import { build } from "esbuild";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

const { outputFiles } = await build({
  stdin: {
    contents: `
      export { schema, written, readDocument, node } from "./schema";
      export { order } from "./blocks";
      export { EditorState } from "prosemirror-state";
      export { history, undo } from "prosemirror-history";
    `,
    resolveDir: fileURLToPath(new URL("../src", import.meta.url)),
    loader: "ts",
  },
  bundle: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  write: false,
});
const folder = await mkdtemp(join(tmpdir(), "editor-"));
const file = join(folder, "editor.mjs");
await writeFile(file, outputFiles[0].text);
const { written, readDocument, order, node, schema, EditorState, history, undo } = await import(pathToFileURL(file).href);
await rm(folder, { recursive: true });

for await (const line of createInterface({ input: process.stdin })) {
  const doc = readDocument(JSON.parse(line));
  let state = EditorState.create({ doc, plugins: [history(), order("rtl")] });
  // A paragraph typed at the end and taken back again.
  state = state.apply(state.tr.insert(state.doc.content.size, node("paragraph").create({ id: "zzzzzzz" }, schema.text("كلمة"))));
  undo(state, (tr) => (state = state.apply(tr)));
  console.log(written(state.doc));
}
