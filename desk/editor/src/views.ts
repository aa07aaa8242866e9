// How blocks with fields of their own look while they are written: photos, galleries, tables, embeds, infoboxes. A field is
// an ordinary input beside or around the content, reached with Tab, named for whoever listens.
import type { Node } from "prosemirror-model";
import { NodeSelection, TextSelection, type Command } from "prosemirror-state";
import type { EditorView, NodeView, ViewMutationRecord } from "prosemirror-view";
import { TABLE_COLUMNS_MAX, TABLE_ROWS_MAX } from "./fitting";
import { node, WORDS } from "./schema";
import { directionOf } from "./blocks";
import { settled } from "./settled";
import { withoutTurns } from "./turns";
import { element, word } from "./words";

interface Field {
  attr: string;
  label: string;
  kind: "line" | "lines" | "tick";
  /** Stands above the content rather than below. */
  above?: boolean;
}

/** A block with fields. Subclasses say what else it shows. */
class Fielded implements NodeView {
  dom: HTMLElement;
  contentDOM?: HTMLElement;
  protected inputs = new Map<string, HTMLInputElement | HTMLTextAreaElement>();

  constructor(
    protected node: Node,
    protected view: EditorView,
    protected getPos: () => number | undefined,
    fields: Field[],
    shown: (dom: HTMLElement) => HTMLElement | undefined,
  ) {
    this.dom = element("div", { class: `block ${node.type.name.replace("_", "-")}`, "data-block": node.type.name });
    const above = element("div", { class: "fields above", contenteditable: "false" });
    const below = element("div", { class: "fields", contenteditable: "false" });
    for (const field of fields) (field.above ? above : below).append(this.field(field));
    if (above.childElementCount) this.dom.append(above);
    this.contentDOM = shown(this.dom);
    if (below.childElementCount) this.dom.append(below);
    this.refresh();
  }

  private field(field: Field): HTMLElement {
    const set = (value: unknown) => this.set(field.attr, value);
    if (field.kind === "tick") {
      const input = element("input", { type: "checkbox" });
      input.addEventListener("change", () => set(input.checked || null));
      this.inputs.set(field.attr, input);
      return element("label", { class: "tick" }, input, element("span", {}, field.label));
    }
    const attrs = { "aria-label": field.label, placeholder: field.label, "data-most": String(WORDS[this.node.type.name]![field.attr]) };
    const input = field.kind === "line" ? element("input", attrs) : element("textarea", { ...attrs, rows: "1" });
    input.addEventListener("input", () => set(withoutTurns(input.value.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]+/g, " ")) || null));
    input.addEventListener("keydown", (event) => {
      const key = (event as KeyboardEvent).key;
      if (key === "Escape" || (key === "Enter" && field.kind === "line")) {
        event.preventDefault();
        this.leave();
      }
    });
    this.inputs.set(field.attr, input);
    return element("div", { class: `field of-${field.attr}` }, input);
  }

  protected set(attr: string, value: unknown) {
    const at = this.getPos();
    if (at !== undefined) this.view.dispatch(this.view.state.tr.setNodeAttribute(at, attr, value));
  }

  /** Back to the text, with the block selected. */
  protected leave() {
    const at = this.getPos();
    if (at === undefined) return;
    if (this.node.isAtom) this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, at)));
    this.view.focus();
  }

  protected refresh() {
    const { id, dir, lang } = this.node.attrs;
    for (const [name, value] of [["data-id", id], ["dir", dir], ["lang", lang]] as const) {
      if (value) this.dom.setAttribute(name, value);
      else this.dom.removeAttribute(name);
    }
    for (const [attr, input] of this.inputs) {
      const value = this.node.attrs[attr];
      if (input instanceof HTMLInputElement && input.type === "checkbox") input.checked = !!value;
      else if (input.value !== (value ?? "") && document.activeElement !== input) input.value = value ?? "";
      // An empty line stands where the story's language begins.
      const faces = input.type === "checkbox" ? null : directionOf(input.value);
      if (faces) input.dir = faces;
      else input.removeAttribute("dir");
      input.disabled = !this.view.editable;
    }
  }

  update(changed: Node): boolean {
    if (changed.type !== this.node.type) return false;
    this.node = changed;
    this.refresh();
    return true;
  }

  stopEvent(event: Event): boolean {
    const target = event.target as HTMLElement;
    return target.closest?.(".fields, .tools, .focal") !== null && !/^drag|^drop/.test(event.type);
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== "selection" && !this.contentDOM?.contains(mutation.target);
  }

  selectNode() {
    this.dom.classList.add("selected");
  }

  deselectNode() {
    this.dom.classList.remove("selected");
  }
}

/** Opens the frame in which a picture is cut; says what came of it, and gives the keyboard back. */
type Cutting = (picture: string, done: (framed: { id: string }) => void, back: () => void) => void;
let cutting: Cutting = () => undefined;

/** Says how pictures are cut. */
export function cutsBy(way: Cutting) {
  cutting = way;
}

/** Where a picture of the archive is seen at the desk. */
export const pictureAt = (id: string) => `/newsroom/media/${id}/view`;

class PhotoView extends Fielded {
  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    super(
      node,
      view,
      getPos,
      [
        { attr: "caption", label: word("ed-caption"), kind: "lines" },
        { attr: "credit", label: word("ed-credit"), kind: "line" },
        { attr: "alt", label: word("ed-alt"), kind: "line" },
        { attr: "archive", label: word("ed-archive"), kind: "tick" },
        { attr: "decorative", label: word("ed-decorative"), kind: "tick" },
      ],
      (dom) => {
        const image = element("img", { src: pictureAt(node.attrs.picture), alt: node.attrs.alt ?? "", draggable: "false" });
        const focal = element("button", { class: "focal", type: "button", contenteditable: "false", "aria-label": word("ed-focal"), title: word("ed-focal") }, image, element("span", { class: "point" }));
        focal.addEventListener("click", (event) => this.point(event));
        focal.addEventListener("keydown", (event) => this.nudge(event));
        image.addEventListener("error", () => dom.classList.add("missing-picture"));
        const cut = element("button", { class: "btn cut-photo", type: "button" }, word("ed-frame-title"));
        cut.addEventListener("click", () => this.cut());
        dom.append(focal, element("p", { class: "tools", contenteditable: "false" }, cut), element("p", { class: "gone problem" }, word("ed-picture-gone")));
        return undefined;
      },
    );
  }

  private focal(): { x: number; y: number } {
    return this.node.attrs.focal ?? { x: 5, y: 5 };
  }

  private point(event: MouseEvent) {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    // A key press has no place of its own.
    if (event.detail === 0 || !this.view.editable) return;
    const at = (from: number, size: number) => Math.min(10, Math.max(0, Math.round((from / size) * 10)));
    this.set("focal", { x: at(event.clientX - box.left, box.width), y: at(event.clientY - box.top, box.height) });
  }

  private nudge(event: KeyboardEvent) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Escape") return this.leave();
    if (!step || !this.view.editable) return;
    event.preventDefault();
    const { x, y } = this.focal();
    const within = (n: number) => Math.min(10, Math.max(0, n));
    this.set("focal", { x: within(x + step[0]!), y: within(y + step[1]!) });
  }

  private cut() {
    if (!this.view.editable) return;
    const done = ({ id }: { id: string }) => {
      const at = this.getPos();
      if (at === undefined || id === this.node.attrs.picture) return;
      // Another picture has its point elsewhere.
      this.view.dispatch(settled(this.view).tr.setNodeAttribute(at, "picture", id).setNodeAttribute(at, "focal", null));
    };
    cutting(this.node.attrs.picture, done, () => this.leave());
  }

  protected override refresh() {
    super.refresh();
    const image = this.dom.querySelector("img");
    if (image) {
      image.alt = this.node.attrs.alt ?? "";
      const src = pictureAt(this.node.attrs.picture);
      if (image.getAttribute("src") !== src) image.src = src;
    }
    const point = this.dom.querySelector(".point");
    const { x, y } = this.focal();
    if (point) point.className = `point x-${x} y-${y}`;
  }
}

class EmbedView extends Fielded {
  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    super(node, view, getPos, [{ attr: "title", label: word("ed-embed-title"), kind: "line" }], (dom) => {
      const url = node.attrs.url as string;
      const host = URL.canParse(url) ? new URL(url).host.replace(/^www\./, "") : "";
      dom.append(
        element("p", { class: "embed-line", contenteditable: "false" }, element("b", {}, element("bdi", { dir: "ltr" }, host)), " ", element("bdi", { dir: "ltr", class: "meta" }, url)),
      );
      return undefined;
    });
  }
}

class GalleryView extends Fielded {
  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    super(node, view, getPos, [{ attr: "caption", label: word("ed-gallery-caption"), kind: "lines" }], (dom) => {
      const content = element("div", { class: "photos" });
      dom.append(content);
      return content;
    });
  }
}

class InfoboxView extends Fielded {
  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    super(node, view, getPos, [{ attr: "title", label: word("ed-infobox-title"), kind: "line", above: true }], (dom) => {
      const content = element("div", { class: "inside" });
      dom.append(content);
      return content;
    });
  }
}

class TableView extends Fielded {
  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    super(
      node,
      view,
      getPos,
      [
        { attr: "caption", label: word("ed-table-caption"), kind: "line", above: true },
        { attr: "header_row", label: word("ed-header-row"), kind: "tick" },
        { attr: "header_column", label: word("ed-header-column"), kind: "tick" },
      ],
      (dom) => {
        const body = element("tbody");
        const tools = element("div", { class: "tools", contenteditable: "false" });
        for (const [name, label, run] of [
          ["row", word("ed-row-add"), addRow],
          ["column", word("ed-column-add"), addColumn],
          ["no-row", word("ed-row-take"), takeRow],
          ["no-column", word("ed-column-take"), takeColumn],
        ] as [string, string, Command][]) {
          const button = element("button", { type: "button", class: "btn quiet", "data-table": name }, label);
          button.addEventListener("mousedown", (event) => event.preventDefault());
          button.addEventListener("click", () => run(view.state, view.dispatch));
          tools.append(button);
        }
        dom.append(element("div", { class: "table" }, element("table", {}, body)), tools);
        return body;
      },
    );
  }

  protected override refresh() {
    super.refresh();
    this.dom.classList.toggle("header-row", !!this.node.attrs.header_row);
    this.dom.classList.toggle("header-column", !!this.node.attrs.header_column);
  }
}

/** Where in which table the caret is. */
function cellAt(state: Parameters<Command>[0]) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "table_cell") {
      return { table: $from.node(depth - 2), at: $from.before(depth - 2), row: $from.index(depth - 2), column: $from.index(depth - 1) };
    }
  }
  return null;
}

/** The position before the cell at `row`, `column`. */
function placeOf(table: Node, at: number, row: number, column: number): number {
  let place = at + 1;
  for (let n = 0; n < row; n += 1) place += table.child(n).nodeSize;
  place += 1;
  for (let n = 0; n < column; n += 1) place += table.child(row).child(n).nodeSize;
  return place;
}

const cell = () => node("table_cell").create();

const addRow: Command = (state, dispatch) => {
  const found = cellAt(state);
  if (!found || found.table.childCount >= TABLE_ROWS_MAX) return false;
  const cells = Array.from({ length: found.table.firstChild!.childCount }, cell);
  let place = found.at + 1;
  for (let n = 0; n <= found.row; n += 1) place += found.table.child(n).nodeSize;
  dispatch?.(state.tr.insert(place, node("table_row").create(null, cells)));
  return true;
};

const addColumn: Command = (state, dispatch) => {
  const found = cellAt(state);
  if (!found || found.table.firstChild!.childCount >= TABLE_COLUMNS_MAX) return false;
  const tr = state.tr;
  for (let row = found.table.childCount - 1; row >= 0; row -= 1) tr.insert(placeOf(found.table, found.at, row, found.column + 1), cell());
  dispatch?.(tr);
  return true;
};

const takeRow: Command = (state, dispatch) => {
  const found = cellAt(state);
  if (!found || found.table.childCount < 2) return false;
  const from = placeOf(found.table, found.at, found.row, 0) - 1;
  dispatch?.(state.tr.delete(from, from + found.table.child(found.row).nodeSize));
  return true;
};

const takeColumn: Command = (state, dispatch) => {
  const found = cellAt(state);
  if (!found || found.table.firstChild!.childCount < 2) return false;
  const tr = state.tr;
  for (let row = found.table.childCount - 1; row >= 0; row -= 1) {
    const from = placeOf(found.table, found.at, row, found.column);
    tr.delete(from, from + found.table.child(row).child(found.column).nodeSize);
  }
  dispatch?.(tr);
  return true;
};

/** Tab in a table: the next cell, and a new row after the last. */
export const nextCell = (back: boolean): Command => (state, dispatch, view) => {
  const found = cellAt(state);
  if (!found) return false;
  const columns = found.table.firstChild!.childCount;
  const index = found.row * columns + found.column + (back ? -1 : 1);
  if (index < 0) return false;
  if (index >= found.table.childCount * columns) {
    if (!dispatch || !view) return true;
    addRow(state, dispatch);
    return nextCell(false)(view.state, view.dispatch, view);
  }
  if (dispatch) {
    const place = placeOf(found.table, found.at, Math.floor(index / columns), index % columns);
    const inside = state.doc.resolve(place + 1);
    dispatch(state.tr.setSelection(TextSelection.create(state.doc, inside.end())).scrollIntoView());
  }
  return true;
};

type Make = (node: Node, view: EditorView, getPos: () => number | undefined) => NodeView;

export const nodeViews: Record<string, Make> = {
  photo: (node, view, getPos) => new PhotoView(node, view, getPos),
  embed: (node, view, getPos) => new EmbedView(node, view, getPos),
  gallery: (node, view, getPos) => new GalleryView(node, view, getPos),
  infobox: (node, view, getPos) => new InfoboxView(node, view, getPos),
  table: (node, view, getPos) => new TableView(node, view, getPos),
};
