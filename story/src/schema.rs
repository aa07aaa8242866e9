//! The node table: every node and mark with its content and attributes, as data. The JSON reader refuses what is not in
//! it. `docs/story-document.md` is printed from it, and so can be the editor's schema.

use std::fmt::Write;

/// The whole table.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// Version written into `attrs.version` of the document.
    pub version: u64,
    /// Nodes, the document first.
    pub nodes: &'static [NodeSpec],
    /// Marks in their fixed order.
    pub marks: &'static [MarkSpec],
}

/// One node.
#[derive(Clone, Copy, Debug)]
pub struct NodeSpec {
    /// Name in JSON.
    pub name: &'static str,
    /// ProseMirror content expression; empty for a leaf.
    pub content: &'static str,
    /// `block` for nodes at top level, `inline`, or `part` for nodes inside a block.
    pub group: &'static str,
    /// Its own attributes; blocks also have [`Schema::block_attrs`].
    pub attrs: &'static [AttrSpec],
    /// Its purpose.
    pub about: &'static str,
}

/// One mark.
#[derive(Clone, Copy, Debug)]
pub struct MarkSpec {
    /// Name in JSON.
    pub name: &'static str,
    /// Attributes.
    pub attrs: &'static [AttrSpec],
    /// Its purpose.
    pub about: &'static str,
}

/// One attribute. If it is not required, `null` means the same as its absence.
#[derive(Clone, Copy, Debug)]
pub struct AttrSpec {
    /// Name in JSON.
    pub name: &'static str,
    /// Type and limits.
    pub kind: &'static str,
    /// Whether it is required.
    pub required: bool,
    /// Its content.
    pub about: &'static str,
}

const fn attr(name: &'static str, kind: &'static str, required: bool, about: &'static str) -> AttrSpec {
    AttrSpec { name, kind, required, about }
}

const BLOCK_ATTRS: &[AttrSpec] = &[
    attr("id", "1-16 of 0-9a-z", true, "unique in the document; ignored on nodes inside a block"),
    attr("dir", "auto | rtl | ltr", false, "direction set by the writer"),
    attr("lang", "BCP 47 tag", false, "language of the block where it is not the story's"),
];

const PHOTO_ATTRS: &[AttrSpec] = &[
    attr("picture", "8 Crockford base32 characters", true, "public id of the picture"),
    attr("caption", "text, 2,000 characters", false, "caption"),
    attr("credit", "text, 300 characters", false, "who made it"),
    attr("alt", "text, 1,000 characters", false, "alternative text"),
    attr("archive", "boolean", false, "from the archive: readers see the label"),
    attr("decorative", "boolean", false, "rendered with an empty alternative text"),
    attr(
        "focal",
        "{\"x\": 0-10, \"y\": 0-10}",
        false,
        "point of an 11 x 11 grid kept in view when cropped; (0,0) is top left",
    ),
];

const NODES: &[NodeSpec] = &[
    NodeSpec {
        name: "doc",
        content: "block*",
        group: "document",
        attrs: &[attr("version", "1", false, "version of this table; 1 when absent")],
        about: "the body of a story",
    },
    NodeSpec {
        name: "paragraph",
        content: "inline*",
        group: "block",
        attrs: &[],
        about: "a paragraph; also the line inside quotation, list_item, infobox and answer",
    },
    NodeSpec {
        name: "subheading",
        content: "inline*",
        group: "block",
        attrs: &[attr("level", "2 | 3", true, "level of the heading")],
        about: "a heading inside the body",
    },
    NodeSpec {
        name: "quotation",
        content: "paragraph+ speaker?",
        group: "block",
        attrs: &[],
        about: "somebody's words set apart",
    },
    NodeSpec { name: "speaker", content: "inline*", group: "part", attrs: &[], about: "who said them" },
    NodeSpec {
        name: "pull_quote",
        content: "inline*",
        group: "block",
        attrs: &[],
        about: "a sentence of the story shown large",
    },
    NodeSpec {
        name: "list",
        content: "list_item+",
        group: "block",
        attrs: &[attr("ordered", "boolean", false, "numbered rather than bulleted")],
        about: "a list; three levels at most",
    },
    NodeSpec {
        name: "list_item",
        content: "paragraph list?",
        group: "part",
        attrs: &[],
        about: "a line and perhaps a sublist",
    },
    NodeSpec {
        name: "photo",
        content: "",
        group: "block",
        attrs: PHOTO_ATTRS,
        about: "a picture of the photo archive; also inside gallery",
    },
    NodeSpec {
        name: "gallery",
        content: "photo+",
        group: "block",
        attrs: &[attr("caption", "text, 2,000 characters", false, "caption of the whole")],
        about: "several pictures; 100 at most",
    },
    NodeSpec {
        name: "table",
        content: "table_row+",
        group: "block",
        attrs: &[
            attr("caption", "text, 2,000 characters", false, "caption"),
            attr("header_row", "boolean", false, "the first row names the columns"),
            attr("header_column", "boolean", false, "the first cell of each row names the row"),
        ],
        about: "a table of 500 rows and 30 columns at most, rows of equal length",
    },
    NodeSpec { name: "table_row", content: "table_cell+", group: "part", attrs: &[], about: "a row" },
    NodeSpec { name: "table_cell", content: "inline*", group: "part", attrs: &[], about: "a cell" },
    NodeSpec {
        name: "embed",
        content: "",
        group: "block",
        attrs: &[
            attr("url", "canonical https address of a provider", true, "what is shown"),
            attr("title", "text, 300 characters", false, "what it shows"),
        ],
        about: "something at an allowed provider",
    },
    NodeSpec {
        name: "infobox",
        content: "(paragraph | list)+",
        group: "block",
        attrs: &[attr("title", "text, 300 characters", false, "title")],
        about: "a box beside the story",
    },
    NodeSpec { name: "verse", content: "couplet+", group: "block", attrs: &[], about: "classical verse" },
    NodeSpec {
        name: "couplet",
        content: "hemistich hemistich",
        group: "part",
        attrs: &[],
        about: "sadr and ajuz; the second may be empty",
    },
    NodeSpec { name: "hemistich", content: "inline*", group: "part", attrs: &[], about: "half a line of verse" },
    NodeSpec {
        name: "question_answer",
        content: "question answer",
        group: "block",
        attrs: &[],
        about: "one question of an interview and its answer",
    },
    NodeSpec { name: "question", content: "inline*", group: "part", attrs: &[], about: "the question" },
    NodeSpec { name: "answer", content: "paragraph+", group: "part", attrs: &[], about: "the answer" },
    NodeSpec { name: "separator", content: "", group: "block", attrs: &[], about: "a break between parts" },
    NodeSpec {
        name: "text",
        content: "",
        group: "inline",
        attrs: &[],
        about: "characters, with marks; never empty, no control character but the tab",
    },
    NodeSpec {
        name: "hard_break",
        content: "",
        group: "inline",
        attrs: &[],
        about: "a line break inside a paragraph; carries the marks around it",
    },
];

const MARKS: &[MarkSpec] = &[
    MarkSpec { name: "emphasis", attrs: &[], about: "stress" },
    MarkSpec { name: "strong", attrs: &[], about: "importance" },
    MarkSpec {
        name: "link",
        attrs: &[attr("href", "http, https, mailto or a path that begins with one /", true, "where it leads")],
        about: "a link",
    },
    MarkSpec {
        name: "foreign",
        attrs: &[
            attr("lang", "BCP 47 tag", true, "language of the words"),
            attr("dir", "auto | rtl | ltr", false, "direction of the run; auto when absent"),
        ],
        about: "words of another language",
    },
    MarkSpec {
        name: "statement",
        attrs: &[attr("id", "1-64 of A-Za-z0-9_-", true, "the confirmed statement")],
        about: "a confirmed statement; who said it, when and where lives outside the document",
    },
];

/// The node table as data.
pub fn schema() -> Schema {
    Schema { version: crate::document::DOCUMENT_VERSION, nodes: NODES, marks: MARKS }
}

impl Schema {
    /// Attributes that every block has.
    pub fn block_attrs(&self) -> &'static [AttrSpec] {
        BLOCK_ATTRS
    }

    /// The node of that name.
    pub fn node(&self, name: &str) -> Option<&'static NodeSpec> {
        self.nodes.iter().find(|node| node.name == name)
    }

    /// The mark of that name.
    pub fn mark(&self, name: &str) -> Option<&'static MarkSpec> {
        self.marks.iter().find(|mark| mark.name == name)
    }
}

impl AttrSpec {
    /// The maximum of characters of an attribute that contains words; `None` for any other attribute.
    pub fn words_max(&self) -> Option<usize> {
        let bound = self.kind.strip_prefix("text, ")?.strip_suffix(" characters")?;
        bound.replace(',', "").parse().ok()
    }
}

/// The table as JSON, from which the desk's editor makes its schema (`desk/editor/src/table.json`): nodes by name with
/// `content`, `group` and `attrs`; in `words` the attributes that contain words, with their maximum of characters; the
/// attributes of every block; and the marks in their order.
pub fn json() -> String {
    let names = |attrs: &[AttrSpec]| attrs.iter().map(|attr| (attr.name, attr.required)).collect::<Vec<_>>();
    let words =
        |attrs: &[AttrSpec]| attrs.iter().filter_map(|attr| Some((attr.name, attr.words_max()?))).collect::<Vec<_>>();
    let node = |node: &NodeSpec| {
        serde_json::json!({
            "name": node.name,
            "content": node.content,
            "group": node.group,
            "attrs": names(node.attrs),
            "words": words(node.attrs),
        })
    };
    let mark = |mark: &MarkSpec| serde_json::json!({ "name": mark.name, "attrs": names(mark.attrs) });
    let table = serde_json::json!({
        "version": schema().version,
        "nodes": NODES.iter().map(node).collect::<Vec<_>>(),
        "block_attrs": names(BLOCK_ATTRS),
        "marks": MARKS.iter().map(mark).collect::<Vec<_>>(),
    });
    format!("{table:#}\n")
}

/// The tables of `docs/story-document.md` in Markdown: nodes, their attributes, marks, embed providers.
pub fn markdown() -> String {
    let mut out = String::from("### Nodes\n\n| node | content | group | what it is |\n| --- | --- | --- | --- |\n");
    for node in NODES {
        let content =
            if node.content.is_empty() { "-".to_owned() } else { format!("`{}`", node.content.replace('|', "\\|")) };
        let _ = writeln!(out, "| `{}` | {content} | {} | {} |", node.name, node.group, node.about);
    }
    out.push_str("\n### Attributes\n\n| node or mark | attribute | value | required | what it holds |\n| --- | --- | --- | --- | --- |\n");
    let rows = [("every block", BLOCK_ATTRS)]
        .into_iter()
        .chain(NODES.iter().map(|node| (node.name, node.attrs)))
        .chain(MARKS.iter().map(|mark| (mark.name, mark.attrs)));
    for (name, attrs) in rows {
        for a in attrs {
            let required = if a.required { "yes" } else { "no" };
            let _ =
                writeln!(out, "| {name} | `{}` | {} | {required} | {} |", a.name, a.kind.replace('|', "\\|"), a.about);
        }
    }
    out.push_str("\n### Marks, in their fixed order\n\n| mark | what it is |\n| --- | --- |\n");
    for mark in MARKS {
        let _ = writeln!(out, "| `{}` | {} |", mark.name, mark.about);
    }
    out.push_str("\n### Embed providers\n\n| key | provider | hosts | player frame | tells titles (oEmbed) |\n| --- | --- | --- | --- | --- |\n");
    for p in crate::embed::PROVIDERS {
        let (frame, titles) = (p.frame_host.unwrap_or("-"), if p.oembed.is_some() { "yes" } else { "-" });
        let _ = writeln!(out, "| `{}` | {} | {} | {frame} | {titles} |", p.key, p.name, p.hosts.join(", "));
    }
    out
}
