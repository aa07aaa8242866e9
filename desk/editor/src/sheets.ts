// Cells of a sheet that are pasted into a cell. As plain text they are lines with tabs; as HTML they are one table, also where it
// has one row or column, which the server reads as lines: on old pages such a table only holds things in their place.
import type { Node } from "prosemirror-model";
import { freshId } from "./blocks";
import { node, schema } from "./schema";

/** HTML as the browser reads it, without what says how it looks. */
export function bare(html: string): Document {
  const read = new DOMParser().parseFromString(html.replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gi, " "), "text/html");
  for (const noise of read.querySelectorAll("style, script, head, title, meta, link")) noise.remove();
  return read;
}

function tableOf(rows: (Node["content"] | null)[][]): Node {
  const columns = Math.max(...rows.map((row) => row.length));
  const filled = rows.map((row) => Array.from({ length: columns }, (_, at) => node("table_cell").create(null, row[at] ?? null)));
  return node("table").create({ id: freshId() }, filled.map((row) => node("table_row").create(null, row)));
}

/** A table that came as plain text: a row each line, its cells parted by tabs. */
export function sheet(text: string): Node[] | null {
  const rows = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  if (!rows.some((row) => row.includes("\t"))) return null;
  const words = (cell: string) => (cell.trim() === "" ? null : node("table_cell").create(null, schema.text(cell.trim())).content);
  return [tableOf(rows.map((row) => row.split("\t").map(words)))];
}

/** The blocks that the server read, as the table they stood in where the HTML holds nothing but one. */
export function sheetOf(html: string, blocks: readonly Node[]): Node[] {
  const { body } = bare(html);
  const tables = body.querySelectorAll("table");
  const isAll = tables.length === 1 && body.textContent?.trim() === tables[0]!.textContent?.trim();
  if (!isAll || !blocks.every(({ type }) => type.name === "paragraph")) return [...blocks];
  const rows = [...tables[0]!.rows].map((row) => [...row.cells].map((cell) => cell.textContent?.trim() !== ""));
  if (rows.flat().filter(Boolean).length !== blocks.length) return [...blocks];
  let at = 0;
  return [tableOf(rows.map((row) => row.map((holds) => (holds ? blocks[at++]!.content : null))))];
}
