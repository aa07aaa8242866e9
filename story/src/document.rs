//! The types of a story document, the only form in which body text is stored. Its written form is the editor's JSON
//! ([`Document::from_json`], [`Document::to_json`]). The node table with names, content and attributes is in
//! `schema.rs`.
//!
//! A *block* is a top-level node and has an id. Nodes inside a block (items, cells, inner paragraphs) have none: a
//! position in a story is block id + UTF-16 offset in [`Block::plain_text`] + the quoted words.

use crate::ids::{BlockId, PictureId};
use crate::text::{Direction, Text};

/// The version written into `attrs.version` of the document node.
pub const DOCUMENT_VERSION: u64 = 1;

/// A story's body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
}

/// A top-level node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Unique within the document.
    pub id: BlockId,
    /// Direction, if the writer has set one; otherwise that of the page.
    pub dir: Option<Direction>,
    /// BCP 47 tag, if the block is not in the story's language.
    pub lang: Option<String>,
    /// Its kind and content.
    pub node: Node,
}

/// The kind and content of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A paragraph of body text.
    Paragraph(Text),
    /// A heading inside the body; level 2 or 3.
    Subheading {
        /// 2 or 3.
        level: u8,
        /// The words.
        text: Text,
    },
    /// A quotation, set apart.
    Quotation(Quotation),
    /// A sentence of the story shown large.
    PullQuote(Text),
    /// A list, possibly with sublists.
    List(List),
    /// A picture of the photo archive.
    Photo(Photo),
    /// Several pictures.
    Gallery {
        /// Caption of the gallery; may be empty.
        caption: String,
        /// At least one.
        photos: Vec<Photo>,
    },
    /// A table.
    Table(Table),
    /// Content of an allowed provider.
    Embed(Embed),
    /// A box beside the story: background, figures, dates.
    Infobox(Infobox),
    /// Classical verse: couplets of two hemistichs.
    Verse(Vec<Couplet>),
    /// One question of an interview and its answer.
    QuestionAnswer(QuestionAnswer),
    /// A break between parts.
    Separator,
}

/// A quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotation {
    /// The words, at least one paragraph.
    pub paragraphs: Vec<Text>,
    /// The speaker; may be empty.
    pub speaker: Text,
}

/// A list or sublist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Whether it is numbered rather than bulleted.
    pub ordered: bool,
    /// At least one.
    pub items: Vec<ListItem>,
}

/// An item: a line, possibly with a sublist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListItem {
    /// The line.
    pub text: Text,
    /// The sublist; at most [`crate::limits::LIST_DEPTH_MAX`] levels in all.
    pub list: Option<List>,
}

/// A picture of the archive with its caption and other data in this story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// Public id of the picture.
    pub picture: PictureId,
    /// Caption; may be empty.
    pub caption: String,
    /// Credit: who made the picture; may be empty.
    pub credit: String,
    /// Alternative text; may be empty.
    pub alt: String,
    /// Whether it is from the archive: readers see a label that says so.
    pub archive: bool,
    /// Whether it tells a listener nothing: it is rendered with an empty alternative text.
    pub decorative: bool,
    /// The point that stays visible when the picture is cropped.
    pub focal: Option<Focal>,
}

impl Photo {
    /// A picture without caption, credit and alternative text.
    pub fn new(picture: PictureId) -> Photo {
        let (caption, credit, alt) = Default::default();
        Photo { picture, caption, credit, alt, archive: false, decorative: false, focal: None }
    }
}

/// A point on an 11 x 11 grid over the picture: (0, 0) is the top left corner, (10, 10) the bottom right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focal {
    /// 0 to 10 from the left edge.
    pub x: u8,
    /// 0 to 10 from the top.
    pub y: u8,
}

/// A table; all rows have the same number of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Caption; may be empty.
    pub caption: String,
    /// Whether the first row names the columns.
    pub header_row: bool,
    /// Whether the first cell of each row names the row.
    pub header_column: bool,
    /// Rows of cells, at least one of each.
    pub rows: Vec<Vec<Text>>,
}

/// Content of an allowed provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embed {
    /// Canonical https address ([`crate::embed::canonical`]).
    pub url: String,
    /// Its title, in the story's language; may be empty.
    pub title: String,
}

/// A box beside the story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Infobox {
    /// Title; may be empty.
    pub title: String,
    /// Paragraphs and lists, at least one.
    pub parts: Vec<InfoPart>,
}

/// A part of an infobox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InfoPart {
    /// A paragraph.
    Paragraph(Text),
    /// A list.
    List(List),
}

/// A line of classical verse.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Couplet {
    /// صدر, the first half.
    pub first: Text,
    /// عجز, the second half; may be empty.
    pub second: Text,
}

/// A question and its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionAnswer {
    /// The question.
    pub question: Text,
    /// The answer, at least one paragraph.
    pub answer: Vec<Text>,
}

impl Block {
    /// A block with no direction and no language of its own.
    pub fn new(id: BlockId, node: Node) -> Block {
        Block { id, dir: None, lang: None, node }
    }

    /// The block's text, one line per part. UTF-16 offsets of positions count in it. The order is that of
    /// [`Node::texts`]; the cells of a row are separated by tabs.
    pub fn plain_text(&self) -> String {
        let mut text = String::new();
        for (at, (before, part)) in self.parted().into_iter().enumerate() {
            if at > 0 {
                text.push(before);
            }
            text.push_str(&part.to_plain());
        }
        text
    }

    /// The parts of [`Block::plain_text`], each with the character before it. That of the first part is not used.
    pub(crate) fn parted(&self) -> Vec<(char, Part<'_>)> {
        let Node::Table(table) = &self.node else {
            return self.node.texts().into_iter().map(|part| ('\n', part)).collect();
        };
        let caption = (!table.caption.is_empty()).then_some(('\n', Part::Field(&table.caption)));
        let cells = table.rows.iter().flat_map(|row| {
            row.iter().enumerate().map(|(at, cell)| (if at == 0 { '\n' } else { '\t' }, Part::Text(cell)))
        });
        caption.into_iter().chain(cells).collect()
    }
}

/// A piece of text in a block: marked text or a plain field (caption, credit, title).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Marked text.
    Text(&'a Text),
    /// A plain field.
    Field(&'a str),
}

impl Part<'_> {
    /// Its characters.
    pub fn to_plain(self) -> String {
        match self {
            Part::Text(text) => text.to_plain(),
            Part::Field(field) => field.to_owned(),
        }
    }
}

impl Node {
    /// The node's name in the table and in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Node::Paragraph(_) => "paragraph",
            Node::Subheading { .. } => "subheading",
            Node::Quotation(_) => "quotation",
            Node::PullQuote(_) => "pull_quote",
            Node::List(_) => "list",
            Node::Photo(_) => "photo",
            Node::Gallery { .. } => "gallery",
            Node::Table(_) => "table",
            Node::Embed(_) => "embed",
            Node::Infobox(_) => "infobox",
            Node::Verse(_) => "verse",
            Node::QuestionAnswer(_) => "question_answer",
            Node::Separator => "separator",
        }
    }

    /// All text that readers see, in reading order: texts (empty ones too) and the fields that are not empty.
    /// Alternative texts are left out.
    pub fn texts(&self) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        match self {
            Node::Paragraph(text) | Node::Subheading { text, .. } | Node::PullQuote(text) => {
                parts.push(Part::Text(text));
            }
            Node::Quotation(quotation) => {
                parts.extend(quotation.paragraphs.iter().map(Part::Text));
                if !quotation.speaker.is_empty() {
                    parts.push(Part::Text(&quotation.speaker));
                }
            }
            Node::List(list) => list.texts(&mut parts),
            Node::Photo(photo) => photo.texts(&mut parts),
            Node::Gallery { caption, photos } => {
                photos.iter().for_each(|photo| photo.texts(&mut parts));
                field(caption, &mut parts);
            }
            Node::Table(table) => {
                field(&table.caption, &mut parts);
                parts.extend(table.rows.iter().flatten().map(Part::Text));
            }
            Node::Embed(embed) => field(&embed.title, &mut parts),
            Node::Infobox(infobox) => {
                field(&infobox.title, &mut parts);
                for part in &infobox.parts {
                    match part {
                        InfoPart::Paragraph(text) => parts.push(Part::Text(text)),
                        InfoPart::List(list) => list.texts(&mut parts),
                    }
                }
            }
            Node::Verse(couplets) => {
                parts.extend(couplets.iter().flat_map(|c| [&c.first, &c.second]).map(Part::Text));
            }
            Node::QuestionAnswer(pair) => {
                parts.push(Part::Text(&pair.question));
                parts.extend(pair.answer.iter().map(Part::Text));
            }
            Node::Separator => {}
        }
        parts
    }
}

impl List {
    fn texts<'a>(&'a self, parts: &mut Vec<Part<'a>>) {
        for item in &self.items {
            parts.push(Part::Text(&item.text));
            if let Some(list) = &item.list {
                list.texts(parts);
            }
        }
    }

    /// Levels of the list: 1 without sublists.
    pub fn depth(&self) -> usize {
        1 + self.items.iter().filter_map(|item| item.list.as_ref()).map(List::depth).max().unwrap_or(0)
    }
}

impl ListItem {
    /// Lines of the item and of all items below it.
    pub(crate) fn parts(&self) -> usize {
        1 + self.list.iter().flat_map(|list| &list.items).map(ListItem::parts).sum::<usize>()
    }
}

impl Photo {
    fn texts<'a>(&'a self, parts: &mut Vec<Part<'a>>) {
        field(&self.caption, parts);
        field(&self.credit, parts);
    }
}

fn field<'a>(text: &'a str, parts: &mut Vec<Part<'a>>) {
    if !text.is_empty() {
        parts.push(Part::Field(text));
    }
}
