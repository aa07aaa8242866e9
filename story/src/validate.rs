//! Checks whether a document built in code may be stored ([`Document::validate`]) and whether no required text is empty
//! ([`Document::check_complete`]). Drafts may have an empty subheading; published stories may not.

use crate::document::{Block, Document, InfoPart, List, Node, Photo};
use crate::error::{Error, Place, Result};
use crate::text::Text;
use crate::{address, embed, limits};
use std::collections::HashMap;

impl Document {
    /// Checks everything that the types do not: limits, unique ids, addresses, language tags, control characters,
    /// shapes of tables. [`Document::from_json`] has already called it.
    pub fn validate(&self) -> Result<()> {
        let found = self.blocks.len();
        if found > limits::STORY_BLOCKS_MAX {
            return Err(Error::TooMany { at: Place::default(), part: "blocks", found, max: limits::STORY_BLOCKS_MAX });
        }
        let mut seen = HashMap::new();
        let (mut characters, mut parts) = (0, 0);
        for (index, block) in self.blocks.iter().enumerate() {
            let at = Place { block: Some(index), id: Some(block.id.to_string()) };
            if let Some(first) = seen.insert(&block.id, index) {
                return Err(Error::DuplicateId { at, first });
            }
            Check { at: &at }.block(block)?;
            let texts = block.node.texts();
            parts += texts.len();
            characters += texts.iter().map(|part| part.characters()).sum::<usize>();
            if characters > limits::STORY_CHARACTERS_MAX {
                let (part, max) = ("story", limits::STORY_CHARACTERS_MAX);
                let found = self.characters();
                return Err(Error::TooLong { at, part, found, max });
            }
            if parts > limits::STORY_PARTS_MAX + limits::STORY_BLOCKS_MAX {
                return Err(Error::TooMany { at, part: "nested parts", found: parts, max: limits::STORY_PARTS_MAX });
            }
        }
        Ok(())
    }

    /// Checks that no required text is empty, before a story is approved or published. An empty paragraph is allowed,
    /// because it is not rendered.
    pub fn check_complete(&self) -> Result<()> {
        for (index, block) in self.blocks.iter().enumerate() {
            if let Some(part) = missing(&block.node) {
                let at = Place { block: Some(index), id: Some(block.id.to_string()) };
                return Err(Error::Empty { at, part });
            }
        }
        Ok(())
    }

    /// Characters of the whole story, with captions and titles, without alternative texts.
    pub fn characters(&self) -> usize {
        self.blocks.iter().flat_map(|block| block.node.texts()).map(|part| part.characters()).sum()
    }
}

impl crate::document::Part<'_> {
    fn characters(&self) -> usize {
        match self {
            crate::document::Part::Text(text) => text.characters(),
            crate::document::Part::Field(field) => field.chars().count(),
        }
    }
}

fn missing(node: &Node) -> Option<&'static str> {
    let blank = |texts: &[Text]| texts.iter().all(Text::is_blank);
    match node {
        Node::Subheading { text, .. } => text.is_blank().then_some("subheading"),
        Node::PullQuote(text) => text.is_blank().then_some("pull_quote"),
        Node::Quotation(quotation) => blank(&quotation.paragraphs).then_some("quotation"),
        Node::List(list) => list_is_blank(list).then_some("list"),
        Node::Table(table) => table.rows.iter().all(|row| blank(row)).then_some("table"),
        Node::Infobox(infobox) => infobox
            .parts
            .iter()
            .all(|part| match part {
                InfoPart::Paragraph(text) => text.is_blank(),
                InfoPart::List(list) => list_is_blank(list),
            })
            .then_some("infobox"),
        Node::Verse(couplets) => couplets.iter().any(|c| c.first.is_blank()).then_some("couplet"),
        Node::QuestionAnswer(pair) if pair.question.is_blank() => Some("question"),
        Node::QuestionAnswer(pair) => blank(&pair.answer).then_some("answer"),
        Node::Paragraph(_) | Node::Photo(_) | Node::Gallery { .. } | Node::Embed(_) | Node::Separator => None,
    }
}

fn list_is_blank(list: &List) -> bool {
    list.items.iter().all(|item| item.text.is_blank() && item.list.as_ref().is_none_or(list_is_blank))
}

/// The checks of one block.
struct Check<'a> {
    at: &'a Place,
}

impl Check<'_> {
    fn block(&self, block: &Block) -> Result<()> {
        if let Some(lang) = block.lang.as_deref().filter(|lang| !address::is_language_tag(lang)) {
            return Err(self.bad(block.node.name(), "lang", lang, "a BCP 47 language tag such as fr"));
        }
        match &block.node {
            Node::Paragraph(text) => self.text("paragraph", text),
            Node::Subheading { level, text } => {
                if !(2..=3).contains(level) {
                    return Err(self.bad("subheading", "level", &level.to_string(), "2 or 3"));
                }
                self.text("subheading", text)
            }
            Node::PullQuote(text) => self.text("pull_quote", text),
            Node::Quotation(quotation) => {
                self.some("paragraph of the quotation", &quotation.paragraphs)?;
                self.texts("quotation", &quotation.paragraphs)?;
                self.text("speaker", &quotation.speaker)
            }
            Node::List(list) => self.list(list),
            Node::Photo(photo) => self.photo(photo),
            Node::Gallery { caption, photos } => {
                self.field("caption", caption, limits::CAPTION_CHARACTERS_MAX)?;
                self.some("photo of the gallery", photos)?;
                self.at_most("photos", photos.len(), limits::GALLERY_PHOTOS_MAX)?;
                photos.iter().try_for_each(|photo| self.photo(photo))
            }
            Node::Table(table) => {
                self.field("caption", &table.caption, limits::CAPTION_CHARACTERS_MAX)?;
                self.some("row of the table", &table.rows)?;
                self.at_most("rows", table.rows.len(), limits::TABLE_ROWS_MAX)?;
                let expected = table.rows[0].len();
                self.some("cell of the table", &table.rows[0])?;
                self.at_most("columns", expected, limits::TABLE_COLUMNS_MAX)?;
                for (row, cells) in table.rows.iter().enumerate() {
                    if cells.len() != expected {
                        return Err(Error::RaggedTable { at: self.at.clone(), row, found: cells.len(), expected });
                    }
                    self.texts("table_cell", cells)?;
                }
                Ok(())
            }
            Node::Embed(embed) => {
                if !embed::is_canonical(&embed.url) {
                    return Err(Error::BadEmbed { at: self.at.clone(), url: shortened(&embed.url) });
                }
                self.field("title", &embed.title, limits::TITLE_CHARACTERS_MAX)
            }
            Node::Infobox(infobox) => {
                self.field("title", &infobox.title, limits::TITLE_CHARACTERS_MAX)?;
                self.some("paragraph of the infobox", &infobox.parts)?;
                infobox.parts.iter().try_for_each(|part| match part {
                    InfoPart::Paragraph(text) => self.text("paragraph", text),
                    InfoPart::List(list) => self.list(list),
                })
            }
            Node::Verse(couplets) => {
                self.some("couplet of the verse", couplets)?;
                couplets.iter().try_for_each(|couplet| {
                    self.text("hemistich", &couplet.first)?;
                    self.text("hemistich", &couplet.second)
                })
            }
            Node::QuestionAnswer(pair) => {
                self.text("question", &pair.question)?;
                self.some("paragraph of the answer", &pair.answer)?;
                self.texts("answer", &pair.answer)
            }
            Node::Separator => Ok(()),
        }
    }

    fn list(&self, list: &List) -> Result<()> {
        self.list_within(list, limits::LIST_DEPTH_MAX)
    }

    fn list_within(&self, list: &List, levels: usize) -> Result<()> {
        if levels == 0 {
            return Err(Error::TooDeep { at: self.at.clone(), max: limits::DEPTH_MAX });
        }
        self.some("item of the list", &list.items)?;
        list.items.iter().try_for_each(|item| {
            self.text("list_item", &item.text)?;
            item.list.iter().try_for_each(|list| self.list_within(list, levels - 1))
        })
    }

    fn photo(&self, photo: &Photo) -> Result<()> {
        self.field("caption", &photo.caption, limits::CAPTION_CHARACTERS_MAX)?;
        self.field("credit", &photo.credit, limits::TITLE_CHARACTERS_MAX)?;
        self.field("alt", &photo.alt, limits::ALT_CHARACTERS_MAX)?;
        match photo.focal {
            Some(focal) if focal.x > 10 || focal.y > 10 => {
                Err(self.bad("photo", "focal", &format!("({}, {})", focal.x, focal.y), "x and y from 0 to 10"))
            }
            _ => Ok(()),
        }
    }

    fn texts(&self, part: &'static str, texts: &[Text]) -> Result<()> {
        texts.iter().try_for_each(|text| self.text(part, text))
    }

    fn text(&self, part: &'static str, text: &Text) -> Result<()> {
        for span in text.spans() {
            self.characters(part, &span.text, true)?;
            let marks = &span.marks;
            if let Some(href) = marks.link.as_deref().filter(|href| !address::is_safe_link(href)) {
                return Err(Error::BadLink { at: self.at.clone(), href: shortened(href) });
            }
            if let Some(foreign) = marks.foreign.as_ref().filter(|f| !address::is_language_tag(&f.lang)) {
                return Err(self.bad("foreign", "lang", &foreign.lang, "a BCP 47 language tag such as fr"));
            }
            if let Some(id) = marks.statement.as_deref().filter(|id| !address::is_statement_id(id)) {
                return Err(self.bad("statement", "id", id, "1 to 64 of A-Za-z0-9_-"));
            }
        }
        Ok(())
    }

    fn field(&self, part: &'static str, text: &str, max: usize) -> Result<()> {
        let found = text.chars().count();
        if found > max {
            return Err(Error::TooLong { at: self.at.clone(), part, found, max });
        }
        self.characters(part, text, false)
    }

    fn characters(&self, part: &'static str, text: &str, breaks: bool) -> Result<()> {
        let welcome = |c: char| !c.is_control() || c == '\t' || (breaks && c == '\n');
        match text.chars().find(|c| !welcome(*c)) {
            Some(c) => Err(Error::ControlCharacter { at: self.at.clone(), part, code: u32::from(c) }),
            None => Ok(()),
        }
    }

    fn some<T>(&self, what: &'static str, things: &[T]) -> Result<()> {
        if things.is_empty() { Err(Error::Empty { at: self.at.clone(), part: what }) } else { Ok(()) }
    }

    fn at_most(&self, part: &'static str, found: usize, max: usize) -> Result<()> {
        if found > max { Err(Error::TooMany { at: self.at.clone(), part, found, max }) } else { Ok(()) }
    }

    fn bad(&self, node: &str, attribute: &'static str, found: &str, expected: &'static str) -> Error {
        Error::BadAttribute { at: self.at.clone(), node: node.to_owned(), attribute, found: shortened(found), expected }
    }
}

/// At most 80 characters in guillemets, for messages.
pub(crate) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("«{short}»")
}
