// The editor's schema, made from the story document's own table (table.json is printed from story/src/schema.rs). Names,
// content and attributes come from there; here stands only how each looks in the DOM. A node or mark without its look
// fails at start and in the tests.
import { Mark, Node, Schema, type DOMOutputSpec, type MarkSpec, type NodeSpec, type TagParseRule } from "prosemirror-model";
import table from "./table.json";

/** How something looks: to the DOM and back. */
interface Look {
  dom: (node: Node) => DOMOutputSpec;
  rules?: TagParseRule[];
  more?: Partial<NodeSpec>;
}

const own = (name: string, tag = "div") => ({ tag: `${tag}[data-node=${name}]` });

/** Attributes of a block as they stand on its element. */
function on(node: Node, extra: Record<string, string | null> = {}): Record<string, string | null> {
  const { id, dir, lang } = node.attrs;
  return { "data-id": id ?? null, dir: dir ?? null, lang: lang ?? null, ...extra };
}

/** Other attributes travel as JSON: they are not for looking at. */
function data(node: Node): Record<string, string | null> {
  const { id, dir, lang, ...rest } = node.attrs;
  const kept = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  return on(node, { "data-node": node.type.name, "data-attrs": Object.keys(kept).length ? JSON.stringify(kept) : null });
}

const LOOKS: Record<string, Look> = {
  doc: { dom: () => ["div", 0] },
  paragraph: { dom: (node) => ["p", on(node), 0], rules: [{ tag: "p" }, { tag: "p[data-node=paragraph]" }] },
  subheading: {
    dom: (node) => [`h${node.attrs.level}`, on(node), 0],
    rules: [
      ...[1, 2].map((n) => ({ tag: `h${n}`, attrs: { level: 2 } })),
      ...[3, 4, 5, 6].map((n) => ({ tag: `h${n}`, attrs: { level: 3 } })),
    ],
    more: { defining: true },
  },
  quotation: { dom: (node) => ["blockquote", on(node), 0], rules: [{ tag: "blockquote" }], more: { defining: true } },
  speaker: { dom: (node) => ["div", { ...data(node), class: "speaker" }, 0], rules: [own("speaker")], more: { isolating: true } },
  pull_quote: { dom: (node) => ["div", { ...data(node), class: "pull-quote" }, 0], rules: [own("pull_quote")], more: { defining: true } },
  list: {
    dom: (node) => [node.attrs.ordered ? "ol" : "ul", on(node), 0],
    rules: [{ tag: "ul", attrs: { ordered: false } }, { tag: "ol", attrs: { ordered: true } }],
  },
  list_item: { dom: () => ["li", 0], rules: [{ tag: "li" }], more: { defining: true } },
  photo: { dom: (node) => ["figure", data(node)], rules: [own("photo", "figure")], more: { atom: true, draggable: true } },
  gallery: { dom: (node) => ["div", data(node), 0], rules: [own("gallery")], more: { isolating: true } },
  table: { dom: (node) => ["table", data(node), ["tbody", 0]], rules: [{ tag: "table" }], more: { isolating: true } },
  table_row: { dom: () => ["tr", 0], rules: [{ tag: "tr" }] },
  table_cell: { dom: () => ["td", 0], rules: [{ tag: "td" }, { tag: "th" }], more: { isolating: true } },
  embed: { dom: (node) => ["div", data(node)], rules: [own("embed")], more: { atom: true, draggable: true } },
  infobox: { dom: (node) => ["aside", data(node), 0], rules: [own("infobox", "aside")], more: { isolating: true, defining: true } },
  verse: { dom: (node) => ["div", { ...data(node), class: "verse" }, 0], rules: [own("verse")], more: { defining: true } },
  couplet: { dom: (node) => ["div", { ...data(node), class: "couplet" }, 0], rules: [own("couplet")] },
  hemistich: { dom: (node) => ["div", { ...data(node), class: "hemistich" }, 0], rules: [own("hemistich")], more: { isolating: true } },
  question_answer: { dom: (node) => ["div", { ...data(node), class: "question-answer" }, 0], rules: [own("question_answer")], more: { defining: true } },
  question: { dom: (node) => ["div", { ...data(node), class: "question" }, 0], rules: [own("question")], more: { isolating: true } },
  answer: { dom: (node) => ["div", { ...data(node), class: "answer" }, 0], rules: [own("answer")], more: { isolating: true } },
  separator: { dom: (node) => ["hr", on(node)], rules: [{ tag: "hr" }] },
  text: { dom: () => ["span"] },
  hard_break: { dom: () => ["br"], rules: [{ tag: "br" }], more: { selectable: false } },
};

const MARK_LOOKS: Record<string, Omit<MarkSpec, "attrs">> = {
  emphasis: { toDOM: () => ["em", 0], parseDOM: [{ tag: "em" }, { tag: "i" }] },
  strong: {
    toDOM: () => ["strong", 0],
    parseDOM: [{ tag: "strong" }, { tag: "b", getAttrs: (element: HTMLElement) => (/^(normal|400)$/.test(element.style.fontWeight) ? false : null) }],
  },
  link: {
    inclusive: false,
    toDOM: (mark: Mark) => ["a", { href: mark.attrs.href, rel: "noopener nofollow" }, 0],
    parseDOM: [{ tag: "a[href]", getAttrs: (element: HTMLElement) => safeLink(element.getAttribute("href") ?? "") }],
  },
  foreign: {
    toDOM: (mark: Mark) => ["bdi", { lang: mark.attrs.lang, dir: mark.attrs.dir ?? "auto", "data-dir": mark.attrs.dir }, 0],
    parseDOM: [
      {
        tag: "bdi[lang]",
        getAttrs: (element: HTMLElement) => ({ lang: element.getAttribute("lang"), dir: element.getAttribute("data-dir") }),
      },
    ],
  },
  statement: {
    inclusive: false,
    toDOM: (mark: Mark) => ["mark", { class: "statement", "data-statement": mark.attrs.id }, 0],
    parseDOM: [{ tag: "mark[data-statement]", getAttrs: (element: HTMLElement) => ({ id: element.getAttribute("data-statement") }) }],
  },
};

/** The link's attributes, or false where the story document would refuse it. */
export function safeLink(href: string): { href: string } | false {
  const address = href.trim();
  const fits = /^(https?:\/\/[^/\s]|mailto:[^\s]|\/(?!\/))/i.test(address) && !/[\s\u0000-\u001f]/.test(address);
  return fits && new TextEncoder().encode(address).length <= 2048 ? { href: address } : false;
}

/** Attributes that hold words, by node, and how many characters they may have. */
export const WORDS: Record<string, Record<string, number>> = Object.fromEntries(
  table.nodes.map(({ name, words }) => [name, Object.fromEntries(words as [string, number][])]),
);

type Attrs = [string, boolean][];

/**
 * Attributes that have to be given have no default but where one is obvious. A photo without a picture can be generated by
 * the machine that fits content together, and is taken away again at once (blocks.ts).
 */
const DEFAULTS: Record<string, unknown> = { level: 2, version: null, picture: null };

function attributes(attrs: Attrs, isMark = false): Record<string, { default?: unknown }> {
  const spec = ([name, required]: [string, boolean]) => {
    if (name in DEFAULTS) return [name, { default: DEFAULTS[name] }];
    return [name, required && name !== "id" ? {} : isMark && required ? {} : { default: null }];
  };
  return Object.fromEntries(attrs.map(spec));
}

/** What the element says of a node's attributes. */
function read(element: HTMLElement, given: Record<string, unknown>, known: Set<string>): Record<string, unknown> {
  const attrs: Record<string, unknown> = { ...given };
  const other = element.getAttribute("data-attrs");
  if (other) Object.assign(attrs, JSON.parse(other));
  for (const name of ["id", "dir", "lang"]) {
    const value = element.getAttribute(name === "id" ? "data-id" : name);
    if (value && known.has(name) && (name !== "dir" || /^(rtl|ltr|auto)$/.test(value))) attrs[name] = value;
  }
  return Object.fromEntries(Object.entries(attrs).filter(([name]) => known.has(name)));
}

function nodes(): Record<string, NodeSpec> {
  const made: Record<string, NodeSpec> = {};
  for (const { name, content, group, attrs } of table.nodes) {
    const look = LOOKS[name];
    if (!look) throw new Error(`the editor does not know the node ${name}`);
    const blocks = group === "block" ? table.block_attrs : [];
    const all = attributes([...attrs, ...blocks] as Attrs);
    const known = new Set(Object.keys(all));
    const inline = group === "inline";
    made[name] = {
      content,
      group: group === "block" ? "block" : inline ? "inline" : undefined,
      inline: inline || undefined,
      attrs: name === "text" ? undefined : all,
      ...(name === "text" ? {} : { toDOM: look.dom }),
      parseDOM: look.rules?.map((rule) => ({
        ...rule,
        attrs: undefined,
        getAttrs: (element: HTMLElement) => read(element, (rule as { attrs?: object }).attrs as Record<string, unknown> ?? {}, known),
      })) as TagParseRule[] | undefined,
      ...look.more,
    };
  }
  return made;
}

function marks(): Record<string, MarkSpec> {
  const made: Record<string, MarkSpec> = {};
  for (const { name, attrs } of table.marks) {
    const look = MARK_LOOKS[name];
    if (!look) throw new Error(`the editor does not know the mark ${name}`);
    made[name] = { ...look, attrs: attributes(attrs as Attrs, true) };
  }
  return made;
}

export const schema = new Schema({ nodes: nodes(), marks: marks(), topNode: "doc" });

/** Nodes and marks by name, present by construction. */
export const node = (name: string) => schema.nodes[name]!;
export const mark = (name: string) => schema.marks[name]!;

const kept = new WeakMap<Node, string>();

/** A top-level node as JSON, made once for as long as it does not change. */
function json(block: Node): string {
  let text = kept.get(block);
  if (text === undefined) {
    text = JSON.stringify(block.toJSON());
    kept.set(block, text);
  }
  return text;
}

/** The document as the server takes it. One empty paragraph is nothing written. */
export function written(doc: Node): string {
  const blocks: string[] = [];
  const nothing = doc.childCount === 1 && doc.firstChild!.type.name === "paragraph" && doc.firstChild!.content.size === 0;
  if (!nothing) doc.forEach((block) => blocks.push(json(block)));
  return `{"type":"doc","attrs":{"version":${table.version}},"content":[${blocks.join(",")}]}`;
}

/** The document that the server sent. */
export function readDocument(value: unknown): Node {
  const doc = Node.fromJSON(schema, value as object);
  doc.check();
  return doc;
}
