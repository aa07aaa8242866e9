//! JSON to document. Names, attributes and members are checked against the node table; `Document::validate` checks the
//! rest.

use crate::document::*;
use crate::error::{Error, Place, Result};
use crate::ids::{BlockId, PictureId};
use crate::schema::{AttrSpec, schema};
use crate::text::{Direction, Foreign, Marks, Text};
use crate::validate::shortened;
use crate::{limits, schema::NodeSpec};
use serde_json::{Map, Value};

pub(super) fn document(value: &Value) -> Result<Document> {
    let place = Reader { at: Place::default() };
    let node = place.node(value, "document", "doc")?;
    if node.spec.name != "doc" {
        return Err(place.stranger(node.spec.name, "document", "doc"));
    }
    match node.attrs.get("version") {
        None | Some(Value::Null) => {}
        Some(version) if version.as_u64() == Some(DOCUMENT_VERSION) => {}
        Some(version) => return Err(Error::Version { found: version.to_string().chars().take(40).collect() }),
    }
    let found = node.content.len();
    if found > limits::STORY_BLOCKS_MAX {
        return Err(Error::TooMany { at: Place::default(), part: "blocks", found, max: limits::STORY_BLOCKS_MAX });
    }
    let blocks = node.content.iter().enumerate().map(|(index, value)| block(index, value)).collect::<Result<_>>()?;
    Ok(Document { blocks })
}

fn block(index: usize, value: &Value) -> Result<Block> {
    let id = value.pointer("/attrs/id").and_then(Value::as_str).and_then(BlockId::parse);
    let reader = Reader { at: Place { block: Some(index), id: id.as_ref().map(BlockId::to_string) } };
    let node = reader.node(value, "doc", "block*")?;
    if node.spec.group != "block" {
        return Err(reader.stranger(node.spec.name, "doc", "block*"));
    }
    let id = match (id, node.attrs.get("id")) {
        (Some(id), _) => id,
        (None, None | Some(Value::Null)) => return Err(reader.lacks(&node, "id")),
        (None, Some(other)) => return Err(reader.bad(node.spec.name, "id", other, "1 to 16 of 0-9a-z")),
    };
    let dir = match reader.string(&node, "dir")? {
        Some(word) => Some(reader.direction(node.spec.name, word)?),
        None => None,
    };
    let lang = reader.string(&node, "lang")?.map(str::to_owned);
    Ok(Block { id, dir, lang, node: reader.block_node(&node)? })
}

/// A JSON node whose name, members and attribute names are in the table.
struct Raw<'a> {
    spec: &'static NodeSpec,
    attrs: Attrs<'a>,
    content: &'a [Value],
}

/// The attributes of a node; `None` if it has no `attrs`.
#[derive(Clone, Copy)]
struct Attrs<'a>(Option<&'a Map<String, Value>>);

impl<'a> Attrs<'a> {
    fn get(self, name: &str) -> Option<&'a Value> {
        self.0?.get(name)
    }
}

struct Reader {
    at: Place,
}

impl Reader {
    fn block_node(&self, node: &Raw) -> Result<Node> {
        Ok(match node.spec.name {
            "paragraph" => Node::Paragraph(self.text(node)?),
            "subheading" => match node.attrs.get("level") {
                None | Some(Value::Null) => return Err(self.lacks(node, "level")),
                Some(level) => match level.as_u64() {
                    Some(level @ 2..=3) => Node::Subheading { level: level as u8, text: self.text(node)? },
                    _ => return Err(self.bad("subheading", "level", level, "2 or 3")),
                },
            },
            "quotation" => Node::Quotation(self.quotation(node)?),
            "pull_quote" => Node::PullQuote(self.text(node)?),
            "list" => Node::List(self.list(node, limits::LIST_DEPTH_MAX)?),
            "photo" => Node::Photo(self.photo(node)?),
            "gallery" => {
                let photos = self.children(node, &["photo"])?;
                let photos = photos.iter().map(|photo| self.photo(photo)).collect::<Result<_>>()?;
                Node::Gallery { caption: self.field(node, "caption")?, photos }
            }
            "table" => Node::Table(self.table(node)?),
            "embed" => match self.string(node, "url")? {
                Some(url) => Node::Embed(Embed { url: url.to_owned(), title: self.field(node, "title")? }),
                None => return Err(self.lacks(node, "url")),
            },
            "infobox" => {
                let parts = self.children(node, &["paragraph", "list"])?.into_iter().map(|part| match part.spec.name {
                    "list" => self.list(&part, limits::LIST_DEPTH_MAX).map(InfoPart::List),
                    _ => self.text(&part).map(InfoPart::Paragraph),
                });
                Node::Infobox(Infobox { title: self.field(node, "title")?, parts: parts.collect::<Result<_>>()? })
            }
            "verse" => {
                Node::Verse(self.children(node, &["couplet"])?.iter().map(|c| self.couplet(c)).collect::<Result<_>>()?)
            }
            "question_answer" => Node::QuestionAnswer(self.question_answer(node)?),
            "separator" => Node::Separator,
            other => return Err(self.stranger(other, "doc", "block*")),
        })
    }

    fn quotation(&self, node: &Raw) -> Result<Quotation> {
        let mut quotation = Quotation::default();
        let children = self.children(node, &["paragraph", "speaker"])?;
        let last = children.len().saturating_sub(1);
        for (index, child) in children.iter().enumerate() {
            match child.spec.name {
                "speaker" if index == last => quotation.speaker = self.text(child)?,
                "speaker" => return Err(self.shape("quotation", "paragraphs and then at most one speaker")),
                _ => quotation.paragraphs.push(self.text(child)?),
            }
        }
        Ok(quotation)
    }

    fn list(&self, node: &Raw, levels: usize) -> Result<List> {
        if levels == 0 {
            return Err(Error::TooDeep { at: self.at.clone(), max: limits::DEPTH_MAX });
        }
        let items = self.children(node, &["list_item"])?.into_iter().map(|item| {
            let children = self.children(&item, &["paragraph", "list"])?;
            match children.as_slice() {
                [line] if line.spec.name == "paragraph" => Ok(ListItem { text: self.text(line)?, list: None }),
                [line, list] if line.spec.name == "paragraph" && list.spec.name == "list" => {
                    Ok(ListItem { text: self.text(line)?, list: Some(self.list(list, levels - 1)?) })
                }
                _ => Err(self.shape("list_item", "one paragraph and at most one list after it")),
            }
        });
        Ok(List { items: items.collect::<Result<_>>()?, ordered: self.boolean(node, "ordered")? })
    }

    fn photo(&self, node: &Raw) -> Result<Photo> {
        let expected = "8 characters of Crockford base32";
        let picture = match node.attrs.get("picture") {
            None | Some(Value::Null) => return Err(self.lacks(node, "picture")),
            Some(given) => {
                let parsed = given.as_str().and_then(PictureId::parse);
                parsed.ok_or_else(|| self.bad("photo", "picture", given, expected))?
            }
        };
        let focal = match node.attrs.get("focal") {
            None | Some(Value::Null) => None,
            Some(given) => {
                let point = |name| given.get(name).and_then(Value::as_u64).filter(|n| *n <= 10).map(|n| n as u8);
                let exact = given.as_object().is_some_and(|members| members.len() == 2);
                match (point("x"), point("y")) {
                    (Some(x), Some(y)) if exact => Some(Focal { x, y }),
                    _ => return Err(self.bad("photo", "focal", given, "{\"x\": 0 to 10, \"y\": 0 to 10}")),
                }
            }
        };
        Ok(Photo {
            picture,
            caption: self.field(node, "caption")?,
            credit: self.field(node, "credit")?,
            alt: self.field(node, "alt")?,
            archive: self.boolean(node, "archive")?,
            decorative: self.boolean(node, "decorative")?,
            focal,
        })
    }

    fn table(&self, node: &Raw) -> Result<Table> {
        let rows = self.children(node, &["table_row"])?.into_iter().map(|row| {
            self.children(&row, &["table_cell"])?.iter().map(|cell| self.text(cell)).collect::<Result<Vec<_>>>()
        });
        Ok(Table {
            rows: rows.collect::<Result<_>>()?,
            caption: self.field(node, "caption")?,
            header_row: self.boolean(node, "header_row")?,
            header_column: self.boolean(node, "header_column")?,
        })
    }

    fn couplet(&self, node: &Raw) -> Result<Couplet> {
        match self.children(node, &["hemistich"])?.as_slice() {
            [first, second] => Ok(Couplet { first: self.text(first)?, second: self.text(second)? }),
            _ => Err(self.shape("couplet", "two hemistichs (the second may be empty)")),
        }
    }

    fn question_answer(&self, node: &Raw) -> Result<QuestionAnswer> {
        match self.children(node, &["question", "answer"])?.as_slice() {
            [question, answer] if question.spec.name == "question" && answer.spec.name == "answer" => {
                let paragraphs = self.children(answer, &["paragraph"])?;
                let answer = paragraphs.iter().map(|paragraph| self.text(paragraph)).collect::<Result<_>>()?;
                Ok(QuestionAnswer { question: self.text(question)?, answer })
            }
            _ => Err(self.shape("question_answer", "one question and one answer")),
        }
    }

    /// Inline content.
    fn text(&self, node: &Raw) -> Result<Text> {
        let mut text = Text::new();
        for value in node.content {
            let inline = self.node(value, node.spec.name, "text, hard_break")?;
            let marks = self.marks(value.get("marks"))?;
            match inline.spec.name {
                "hard_break" => text.push_str("\n", &marks),
                "text" => match value.get("text").and_then(Value::as_str).filter(|s| !s.is_empty()) {
                    Some(characters) if characters.contains('\n') => {
                        let part = node.spec.name;
                        return Err(Error::ControlCharacter { at: self.at.clone(), part, code: 10 });
                    }
                    Some(characters) => text.push_str(characters, &marks),
                    None => return Err(self.shape("text", "a string that is not empty")),
                },
                other => return Err(self.stranger(other, node.spec.name, "text, hard_break")),
            }
        }
        Ok(text)
    }

    fn marks(&self, value: Option<&Value>) -> Result<Marks> {
        let mut marks = Marks::default();
        let list = match value {
            None | Some(Value::Null) => return Ok(marks),
            Some(Value::Array(list)) => list,
            Some(_) => return Err(self.shape("marks", "a list of marks")),
        };
        let table = schema();
        for mark in list {
            let name = mark.get("type").and_then(Value::as_str).unwrap_or("");
            let Some(spec) = table.mark(name) else {
                return Err(Error::UnknownMark { at: self.at.clone(), mark: name.chars().take(80).collect() });
            };
            let attrs = self.members(mark, spec.name, &["type", "attrs"], spec.attrs, &[])?;
            let given = |attribute: &'static str| match attrs.get(attribute) {
                Some(Value::String(text)) => Ok(text.clone()),
                None | Some(Value::Null) => {
                    Err(Error::MissingAttribute { at: self.at.clone(), node: spec.name.to_owned(), attribute })
                }
                Some(other) => Err(self.bad(spec.name, attribute, other, "a string")),
            };
            match spec.name {
                "emphasis" => marks.emphasis = true,
                "strong" => marks.strong = true,
                "link" if marks.link.is_none() => marks.link = Some(given("href")?),
                "foreign" if marks.foreign.is_none() => {
                    let dir = match attrs.get("dir") {
                        None | Some(Value::Null) => Direction::Auto,
                        Some(_) => self.direction("foreign", &given("dir")?)?,
                    };
                    marks.foreign = Some(Foreign { lang: given("lang")?, dir });
                }
                "statement" if marks.statement.is_none() => marks.statement = Some(given("id")?),
                _ => return Err(self.shape("marks", "a list in which each mark stands once")),
            }
        }
        Ok(marks)
    }

    /// The children, each with one of the names.
    fn children<'a>(&self, node: &Raw<'a>, names: &[&str]) -> Result<Vec<Raw<'a>>> {
        node.content
            .iter()
            .map(|value| {
                let child = self.node(value, node.spec.name, node.spec.content)?;
                let welcome = names.contains(&child.spec.name);
                if welcome { Ok(child) } else { Err(self.stranger(child.spec.name, node.spec.name, node.spec.content)) }
            })
            .collect()
    }

    fn node<'a>(&self, value: &'a Value, parent: &'static str, allowed: &'static str) -> Result<Raw<'a>> {
        let table = schema();
        let Some(name) = value.get("type").and_then(Value::as_str) else {
            return Err(self.shape(parent, "made of nodes, objects with a `type`"));
        };
        let spec = table.node(name).ok_or_else(|| self.stranger(name, parent, allowed))?;
        let members: &[&str] = match spec.name {
            "text" => &["type", "text", "marks"],
            "hard_break" => &["type", "marks"],
            _ if spec.content.is_empty() => &["type", "attrs"], // a leaf
            _ => &["type", "attrs", "content"],
        };
        let common = if spec.group == "block" { table.block_attrs() } else { &[] };
        let attrs = self.members(value, spec.name, members, spec.attrs, common)?;
        let content = match value.get("content") {
            None | Some(Value::Null) => &[],
            Some(Value::Array(list)) => list.as_slice(),
            Some(_) => return Err(self.shape("content", "a list of nodes")),
        };
        Ok(Raw { spec, attrs, content })
    }

    /// Refuses members and attributes that are not in the table; returns the attributes.
    fn members<'a>(
        &self,
        value: &'a Value,
        node: &str,
        members: &[&str],
        own: &[AttrSpec],
        common: &[AttrSpec],
    ) -> Result<Attrs<'a>> {
        let unknown = |name: &str| Error::UnknownAttribute {
            at: self.at.clone(),
            node: node.to_owned(),
            attribute: name.chars().take(80).collect(),
        };
        let object = value.as_object();
        if let Some(name) = object.into_iter().flat_map(Map::keys).find(|name| !members.contains(&name.as_str())) {
            return Err(unknown(name));
        }
        let attrs = match object.and_then(|object| object.get("attrs")) {
            None | Some(Value::Null) => None,
            Some(Value::Object(attrs)) => Some(attrs),
            Some(_) => return Err(self.shape("attrs", "an object")),
        };
        let known = |name: &str| own.iter().chain(common).any(|spec| spec.name == name);
        match attrs.into_iter().flat_map(Map::keys).find(|name| !known(name)) {
            Some(name) => Err(unknown(name)),
            None => Ok(Attrs(attrs)),
        }
    }

    fn string<'a>(&self, node: &Raw<'a>, attribute: &'static str) -> Result<Option<&'a str>> {
        match node.attrs.get(attribute) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.bad(node.spec.name, attribute, other, "a string")),
        }
    }

    fn field(&self, node: &Raw, attribute: &'static str) -> Result<String> {
        Ok(self.string(node, attribute)?.unwrap_or("").to_owned())
    }

    fn boolean(&self, node: &Raw, attribute: &'static str) -> Result<bool> {
        match node.attrs.get(attribute) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(given)) => Ok(*given),
            Some(other) => Err(self.bad(node.spec.name, attribute, other, "true or false")),
        }
    }

    fn direction(&self, node: &str, word: &str) -> Result<Direction> {
        Direction::parse(word).ok_or_else(|| self.bad(node, "dir", &Value::from(word), "auto, rtl or ltr"))
    }

    fn stranger(&self, node: &str, parent: &'static str, allowed: &'static str) -> Error {
        let node = node.chars().take(80).collect();
        Error::UnknownNode { at: self.at.clone(), node, parent, allowed }
    }

    fn lacks(&self, node: &Raw, attribute: &'static str) -> Error {
        Error::MissingAttribute { at: self.at.clone(), node: node.spec.name.to_owned(), attribute }
    }

    fn shape(&self, part: &str, expected: &'static str) -> Error {
        Error::Shape { at: self.at.clone(), part: part.to_owned(), expected }
    }

    fn bad(&self, node: &str, attribute: &'static str, found: &Value, expected: &'static str) -> Error {
        let found = match found {
            Value::String(text) => shortened(text),
            other => shortened(&other.to_string()),
        };
        Error::BadAttribute { at: self.at.clone(), node: node.to_owned(), attribute, found, expected }
    }
}
