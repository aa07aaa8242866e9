//! Document to JSON. Members are inserted in alphabetical order, so that the bytes do not depend on the map of
//! `serde_json`.

use crate::document::*;
use crate::text::{Direction, Marks, Text};
use serde_json::{Map, Value, json};

pub(super) fn document(document: &Document) -> Value {
    let blocks = document.blocks.iter().map(block).collect();
    node("doc", vec![("version", json!(DOCUMENT_VERSION))], Some(blocks))
}

fn block(block: &Block) -> Value {
    let (mut attrs, content) = parts(&block.node);
    attrs.push(("id", json!(block.id.as_str())));
    attrs.extend(block.dir.map(|dir| ("dir", json!(dir.as_str()))));
    attrs.extend(block.lang.as_ref().map(|lang| ("lang", json!(lang))));
    node(block.node.name(), attrs, content)
}

type Attrs = Vec<(&'static str, Value)>;

fn parts(node: &Node) -> (Attrs, Option<Vec<Value>>) {
    let mut attrs = Attrs::new();
    let content = match node {
        Node::Paragraph(text) | Node::PullQuote(text) => Some(inline(text)),
        Node::Subheading { level, text } => {
            attrs.push(("level", json!(level)));
            Some(inline(text))
        }
        Node::Quotation(quotation) => {
            let speaker = (!quotation.speaker.is_empty()).then(|| written("speaker", &quotation.speaker));
            Some(quotation.paragraphs.iter().map(paragraph).chain(speaker).collect())
        }
        Node::List(list) => {
            flag(&mut attrs, "ordered", list.ordered);
            Some(items(list))
        }
        Node::Photo(photo) => {
            attrs = photo_attrs(photo);
            None
        }
        Node::Gallery { caption, photos } => {
            field(&mut attrs, "caption", caption);
            Some(photos.iter().map(|photo| self::node("photo", photo_attrs(photo), None)).collect())
        }
        Node::Table(table) => {
            field(&mut attrs, "caption", &table.caption);
            flag(&mut attrs, "header_column", table.header_column);
            flag(&mut attrs, "header_row", table.header_row);
            let row = |cells: &Vec<Text>| cells.iter().map(|cell| written("table_cell", cell)).collect();
            Some(table.rows.iter().map(|cells| self::node("table_row", vec![], Some(row(cells)))).collect())
        }
        Node::Embed(embed) => {
            field(&mut attrs, "title", &embed.title);
            attrs.push(("url", json!(embed.url)));
            None
        }
        Node::Infobox(infobox) => {
            field(&mut attrs, "title", &infobox.title);
            let part = |part: &InfoPart| match part {
                InfoPart::Paragraph(text) => paragraph(text),
                InfoPart::List(list) => sublist(list),
            };
            Some(infobox.parts.iter().map(part).collect())
        }
        Node::Verse(couplets) => {
            let halves =
                |couplet: &Couplet| [&couplet.first, &couplet.second].map(|half| written("hemistich", half)).to_vec();
            Some(couplets.iter().map(|couplet| self::node("couplet", vec![], Some(halves(couplet)))).collect())
        }
        Node::QuestionAnswer(pair) => {
            let answer = self::node("answer", vec![], Some(pair.answer.iter().map(paragraph).collect()));
            Some(vec![written("question", &pair.question), answer])
        }
        Node::Separator => None,
    };
    (attrs, content)
}

fn items(list: &List) -> Vec<Value> {
    let item = |item: &ListItem| {
        let content = std::iter::once(paragraph(&item.text)).chain(item.list.as_ref().map(sublist));
        node("list_item", vec![], Some(content.collect()))
    };
    list.items.iter().map(item).collect()
}

fn sublist(list: &List) -> Value {
    let mut attrs = Attrs::new();
    flag(&mut attrs, "ordered", list.ordered);
    node("list", attrs, Some(items(list)))
}

fn photo_attrs(photo: &Photo) -> Attrs {
    let mut attrs = vec![("picture", json!(photo.picture.as_str()))];
    field(&mut attrs, "caption", &photo.caption);
    field(&mut attrs, "credit", &photo.credit);
    field(&mut attrs, "alt", &photo.alt);
    flag(&mut attrs, "archive", photo.archive);
    flag(&mut attrs, "decorative", photo.decorative);
    attrs.extend(photo.focal.map(|focal| ("focal", json!({ "x": focal.x, "y": focal.y }))));
    attrs
}

fn paragraph(text: &Text) -> Value {
    written("paragraph", text)
}

fn written(name: &str, text: &Text) -> Value {
    node(name, vec![], Some(inline(text)))
}

fn inline(text: &Text) -> Vec<Value> {
    let mut nodes = Vec::new();
    for span in text.spans() {
        let marks = marks(&span.marks);
        for (index, line) in span.text.split('\n').enumerate() {
            if index > 0 {
                nodes.push(leaf("hard_break", None, &marks));
            }
            if !line.is_empty() {
                nodes.push(leaf("text", Some(line), &marks));
            }
        }
    }
    nodes
}

fn marks(marks: &Marks) -> Vec<Value> {
    let mut list = Vec::new();
    let mut push = |name: &str, attrs: Attrs| list.push(node(name, attrs, None));
    if marks.emphasis {
        push("emphasis", vec![]);
    }
    if marks.strong {
        push("strong", vec![]);
    }
    if let Some(href) = &marks.link {
        push("link", vec![("href", json!(href))]);
    }
    if let Some(foreign) = &marks.foreign {
        let dir = (foreign.dir != Direction::Auto).then(|| ("dir", json!(foreign.dir.as_str())));
        push("foreign", dir.into_iter().chain([("lang", json!(foreign.lang))]).collect());
    }
    if let Some(id) = &marks.statement {
        push("statement", vec![("id", json!(id))]);
    }
    list
}

fn leaf(name: &str, text: Option<&str>, marks: &[Value]) -> Value {
    let mut object = Map::new();
    if !marks.is_empty() {
        object.insert("marks".into(), Value::Array(marks.to_vec()));
    }
    object.extend(text.map(|text| ("text".to_owned(), json!(text))));
    object.insert("type".into(), json!(name));
    Value::Object(object)
}

fn node(name: &str, mut attrs: Attrs, content: Option<Vec<Value>>) -> Value {
    let mut object = Map::new();
    attrs.sort_by_key(|(name, _)| *name);
    if !attrs.is_empty() {
        object.insert("attrs".into(), attrs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
    }
    if let Some(content) = content.filter(|content| !content.is_empty()) {
        object.insert("content".into(), Value::Array(content));
    }
    object.insert("type".into(), json!(name));
    Value::Object(object)
}

fn field(attrs: &mut Attrs, name: &'static str, text: &str) {
    if !text.is_empty() {
        attrs.push((name, json!(text)));
    }
}

fn flag(attrs: &mut Attrs, name: &'static str, set: bool) {
    if set {
        attrs.push((name, json!(true)));
    }
}
