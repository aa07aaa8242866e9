// Blocks that are pasted inside a block: into a list they come as items, into a box as its lines, into a table as cells. Where
// their shape cannot stand, their words stand with their marks.
import { Fragment, type Node, type ResolvedPos } from "prosemirror-model";
import { Selection, type EditorState, type Transaction } from "prosemirror-state";
import { mark, node, safeLink, schema, WORDS } from "./schema";

/** Bounds of a story (story/src/limits.rs). */
export const LIST_DEPTH_MAX = 3;
export const TABLE_ROWS_MAX = 500;
export const TABLE_COLUMNS_MAX = 30;

/** What is told of a paste: words came without their shape, a table stands below the one it was pasted into. */
export type Lost = "shape" | "below" | null;

/** Words for one line of something else. */
interface Item {
  words: Fragment;
  list: Node | null;
}

const words = (text: string, href?: string) => {
  const link = href === undefined ? false : safeLink(href);
  return text === "" ? Fragment.empty : Fragment.from(schema.text(text, link ? [mark("link").create(link)] : []));
};

/** The words of a block's attributes: a caption, a title; the address of something embedded, as a link. */
function attributes(block: Node): Fragment[] {
  const all = Object.keys(WORDS[block.type.name] ?? {}).map((attr) => (block.attrs[attr] as string | null) ?? "");
  const lines = all.filter((text) => text !== "").map((text) => words(text, block.type.name === "embed" ? (block.attrs.url as string) : undefined));
  return block.type.name === "embed" && lines.length === 0 ? [words(block.attrs.url as string, block.attrs.url as string)] : lines;
}

/** Pieces in one line, with `between` them. */
function joined(pieces: Fragment[], between: () => Node): Fragment {
  let out = Fragment.empty;
  for (const piece of pieces.filter(({ size }) => size > 0)) out = out.size > 0 ? out.addToEnd(between()).append(piece) : piece;
  return out;
}

const lineBreak = () => node("hard_break").create();
const tab = () => schema.text("\t");

/** Everything a block says, a line each; the cells of a row are one line. */
function linesOf(block: Node): Fragment[] {
  if (block.isTextblock) return [block.content];
  if (block.type.name === "table_row") return [joined(block.content.content.map((cell) => cell.content), tab)];
  const inside: Fragment[] = [];
  block.forEach((child) => inside.push(...linesOf(child)));
  return [...attributes(block), ...inside].filter(({ size }) => size > 0);
}

/** A paragraph, or one cell alone, as a sheet gives it. */
const isPlain = ({ type, attrs, childCount, firstChild }: Node) =>
  type.name === "paragraph" || (type.name === "table" && childCount === 1 && firstChild!.childCount === 1 && !attrs.caption);

/** Levels of lists around and at a place. */
function listsAround(at: ResolvedPos): number {
  let lists = 0;
  for (let depth = at.depth; depth > 0; depth -= 1) if (at.node(depth).type.name === "list") lists += 1;
  return lists;
}

/** The items of a list, of which `levels` may stand in each other; deeper ones stand beside the one they were in. */
function itemsOf(list: Node, levels: number, lost: () => void): Item[] {
  const items: Item[] = [];
  list.forEach((item) => {
    const below = item.childCount > 1 ? item.lastChild! : null;
    items.push({ words: item.firstChild!.content, list: below && levels > 1 ? node("list").create(below.attrs, made(itemsOf(below, levels - 1, lost))) : null });
    if (!below || levels > 1) return;
    lost();
    items.push(...itemsOf(below, levels, lost));
  });
  return items;
}

const made = (items: Item[]): Node[] =>
  items.map(({ words, list }) => node("list_item").create(null, [node("paragraph").create(null, words), ...(list ? [list] : [])]));

/** Where a place lies: in a list, in a box of lines, in a table, or in a part of one line. */
function around(at: ResolvedPos): "list" | "box" | "cell" | "line" {
  if (at.parent.type.name === "table_cell") return "cell";
  if (at.parent.type.name !== "paragraph") return "line";
  return at.node(at.depth - 1).type.name === "list_item" ? "list" : "box";
}

/** Splits the line at `at` and puts `first` before the cut, `last` behind it and `between` in the middle. */
function cutOpen(tr: Transaction, at: number, depth: number, first: Fragment, between: Node[], last: Fragment) {
  tr.split(at, depth);
  // From the back, so that places before stay true.
  tr.insert(at + 2 * depth, last);
  tr.insert(at + depth, between);
  tr.insert(at, first);
}

function intoList(tr: Transaction, at: number, blocks: Node[], lost: () => void) {
  const place = tr.doc.resolve(at);
  const levels = LIST_DEPTH_MAX - listsAround(place) + 1;
  const items = blocks.flatMap((block): Item[] => {
    if (block.type.name === "list") return itemsOf(block, levels, lost);
    if (!isPlain(block)) lost();
    return linesOf(block).map((words) => ({ words, list: null }));
  });
  const [first] = items;
  if (!first) return;
  if (items.length === 1 && !first.list) return void tr.insert(at, first.words);
  const last = items[items.length - 1]!;
  const isEnd = place.parentOffset === place.parent.content.size;
  const ends = items.length > 1 && !last.list;
  const between = made(items.slice(1, ends ? -1 : undefined));
  cutOpen(tr, at, 2, first.words, between, ends ? last.words : Fragment.empty);
  const end = at + first.words.size + 1;
  if (first.list) tr.insert(end, first.list);
  // Nothing stood behind the caret: no empty item is left there.
  if (!ends && isEnd) dropEmptyItem(tr, tr.mapping.map(at));
}

/** Takes the empty item at `at` away where it holds nothing, and puts the caret at the end of the item before. */
function dropEmptyItem(tr: Transaction, at: number) {
  const place = tr.doc.resolve(at);
  const item = place.node(-1);
  if (item.type.name !== "list_item" || item.childCount > 1 || place.parent.content.size > 0) return;
  tr.delete(place.before(-1), place.after(-1));
  tr.setSelection(Selection.near(tr.doc.resolve(place.before(-1)), -1));
}

function intoBox(tr: Transaction, at: number, blocks: Node[], lost: () => void) {
  const place = tr.doc.resolve(at);
  const takesLists = place.node(-1).type.name === "infobox";
  const parts = blocks.flatMap((block): Node[] => {
    if (block.type.name === "list" && takesLists) return [node("list").create({ ordered: block.attrs.ordered }, made(itemsOf(block, LIST_DEPTH_MAX, lost)))];
    if (!isPlain(block)) lost();
    return linesOf(block).map((words) => node("paragraph").create(null, words));
  });
  if (parts.length === 0) return;
  if (parts.length === 1 && isPlain(parts[0]!)) return void tr.insert(at, parts[0]!.content);
  const first = isPlain(parts[0]!) ? parts.shift()!.content : Fragment.empty;
  const end = parts[parts.length - 1];
  const last = end && isPlain(end) ? parts.pop()!.content : Fragment.empty;
  const isStart = place.parentOffset === 0;
  cutOpen(tr, at, 1, first, parts, last);
  // A list that was pasted at an end of a line leaves no empty line there.
  const behind = tr.doc.resolve(tr.mapping.map(at));
  if (parts.length > 0 && behind.parent.content.size === 0) {
    tr.delete(behind.before(), behind.after()).setSelection(Selection.near(tr.doc.resolve(behind.before()), -1));
  }
  if (parts.length > 0 && isStart && first.size === 0) tr.delete(at - 1, at + 1);
}

/** One line of everything, for a part that has no more than one. */
function intoLine(tr: Transaction, at: number, blocks: Node[], lost: () => void) {
  if (!blocks.every(isPlain)) lost();
  tr.insert(at, joined(blocks.flatMap(linesOf), lineBreak));
}

/** The words of one pasted table; none where something else was pasted. */
function gridOf(blocks: Node[]): Fragment[][] | null {
  const written = blocks.filter((block) => block.content.size > 0 || block.isAtom);
  const table = written.length === 1 && written[0]!.type.name === "table" ? written[0]! : null;
  if (!table || table.attrs.caption) return null;
  const rows = table.content.content.map((row) => row.content.content.map((cell) => cell.content));
  return rows.length === 1 && rows[0]!.length === 1 ? null : rows;
}

/** Cells fill cells from the one at `at`; the table grows where it has to. False where that is beyond its bounds. */
function intoCells(tr: Transaction, at: number, given: Fragment[][], behind: Fragment): boolean {
  const grid = given.map((cells, y) => cells.map((words, x) => (x + y === 0 ? words.append(behind) : words)));
  const place = tr.doc.resolve(at);
  const table = place.node(-2);
  const [row, column] = [place.index(-2), place.index(-1)];
  const rows = Math.max(table.childCount, row + grid.length);
  const columns = Math.max(table.firstChild!.childCount, column + Math.max(...grid.map((cells) => cells.length)));
  if (rows > TABLE_ROWS_MAX || columns > TABLE_COLUMNS_MAX) return false;
  const cell = (y: number, x: number): Node => {
    const fresh = grid[y - row]?.[x - column];
    const known = table.maybeChild(y)?.maybeChild(x);
    return x >= column && fresh ? node("table_cell").create(null, fresh) : (known ?? node("table_cell").create());
  };
  const filled = Array.from({ length: rows }, (_, y) => node("table_row").create(null, Array.from({ length: columns }, (_, x) => cell(y, x))));
  const start = place.start(-2);
  tr.replaceWith(start, place.end(-2), filled);
  // The caret stands behind the last cell that was filled.
  const lastRow = row + grid.length - 1;
  let end = start;
  for (let y = 0; y < lastRow; y += 1) end += filled[y]!.nodeSize;
  end += 1;
  for (let x = 0; x < column + grid[grid.length - 1]!.length; x += 1) end += filled[lastRow]!.child(x).nodeSize;
  tr.setSelection(Selection.near(tr.doc.resolve(end - 1), -1));
  return true;
}

/** Whether a place takes lines and parts, not whole blocks. */
export const isInside = (at: ResolvedPos) => at.depth > 1 && at.parent.inlineContent;

/**
 * Puts blocks in the place of `from`–`to`, which begins inside a block; says what could not stand there. `isTyped` where
 * somebody went on writing in that line before the blocks came.
 */
export function fit(state: EditorState, blocks: Node[], from: number, to: number, isTyped: boolean): { tr: Transaction; lost: Lost } {
  const tr = state.tr;
  const start = state.doc.resolve(from);
  const grid = around(start) === "cell" ? gridOf(blocks) : null;
  if (grid) {
    // What was typed while the paste was on its way stands behind it.
    const typed = isTyped && to <= start.end() ? start.parent.content.cut(to - start.start()) : Fragment.empty;
    if (intoCells(tr, from, grid, typed)) return { tr, lost: null };
    return { tr: tr.insert(start.after(1), blocks), lost: "below" };
  }
  if (to > from) tr.delete(from, to);
  const at = from;
  const place = tr.doc.resolve(at);
  let lost: Lost = null;
  const lose = () => {
    lost = "shape";
  };
  const put = { list: intoList, box: intoBox, cell: intoLine, line: intoLine }[around(place)];
  put(tr, at, blocks, lose);
  return { tr, lost };
}
