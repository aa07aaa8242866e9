//! The full HTML for other systems and for ourselves: readable anywhere, and exact. `html::read(interchange_html(doc))`
//! returns `doc`, ids included. It is written from the editor's JSON node by node. Each element names its node in
//! `data-node` and has the attributes of the node as `data-a-…` in JSON. Elements that only show an attribute have
//! `data-derived`.

use super::escape;
use crate::document::Document;
use serde_json::Value;

/// The attribute of the root element, with the version of the node table.
pub(crate) const ROOT: &str = "data-matbaa-story";

/// The document in the interchange form, one `article` element.
pub fn interchange_html(document: &Document) -> String {
    let value = document.to_value();
    let mut out = format!("<article {ROOT}=\"{}\">\n", crate::document::DOCUMENT_VERSION);
    for block in content(&value) {
        push_node(&mut out, block, "doc");
        out.push('\n');
    }
    out.push_str("</article>\n");
    out
}

fn content(node: &Value) -> &[Value] {
    node.get("content").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn name(node: &Value) -> &str {
    node.get("type").and_then(Value::as_str).unwrap_or("")
}

fn attr<'a>(node: &'a Value, name: &str) -> &'a Value {
    node.get("attrs").and_then(|attrs| attrs.get(name)).unwrap_or(&Value::Null)
}

fn push_node(out: &mut String, node: &Value, parent: &str) {
    match name(node) {
        "text" => {
            return push_marked(out, node, |out| {
                escape::push(out, node.get("text").and_then(Value::as_str).unwrap_or(""))
            });
        }
        "hard_break" => return push_marked(out, node, |out| out.push_str("<br>")),
        _ => {}
    }
    let tag = tag(node, parent);
    out.push('<');
    out.push_str(tag);
    escape::push_attr(out, "data-node", name(node));
    for plain in ["dir", "lang"] {
        if let Some(value) = attr(node, plain).as_str() {
            escape::push_attr(out, plain, value);
        }
    }
    for (key, value) in node.get("attrs").and_then(Value::as_object).into_iter().flatten() {
        escape::push_attr(out, &format!("data-a-{}", key.replace('_', "-")), &value.to_string());
    }
    out.push('>');
    if tag == "hr" {
        return;
    }
    push_derived(out, node);
    content(node).iter().for_each(|child| push_node(out, child, name(node)));
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

fn tag(node: &Value, parent: &str) -> &'static str {
    match name(node) {
        "subheading" if attr(node, "level") == 3 => "h3",
        "subheading" => "h2",
        "quotation" => "blockquote",
        "speaker" => "footer",
        "list" if attr(node, "ordered") == true => "ol",
        "list" => "ul",
        "list_item" => "li",
        "photo" | "gallery" => "figure",
        "table" => "table",
        "table_row" => "tr",
        "table_cell" => "td",
        "infobox" => "aside",
        "embed" | "verse" | "question_answer" | "answer" => "div",
        "separator" => "hr",
        "hemistich" => "span",
        "paragraph" if parent == "list_item" => "span",
        _ => "p",
    }
}

/// Shows the attributes that people should see. Left out when the form is read back.
fn push_derived(out: &mut String, node: &Value) {
    let (tag, fields): (&str, &[&str]) = match name(node) {
        "photo" => ("figcaption", &["caption", "credit"]),
        "gallery" => ("figcaption", &["caption"]),
        "table" => ("caption", &["caption"]),
        "infobox" => ("p", &["title"]),
        "embed" => ("a", &["title", "url"]),
        _ => return,
    };
    let words: Vec<&str> =
        fields.iter().filter_map(|field| attr(node, field).as_str()).filter(|text| !text.is_empty()).collect();
    if words.is_empty() {
        return;
    }
    out.push_str(&format!("<{tag} data-derived"));
    if let Some(url) = attr(node, "url").as_str() {
        escape::push_attr(out, "href", url);
    }
    out.push('>');
    escape::push(out, &words.join(" "));
    out.push_str(&format!("</{tag}>"));
}

fn push_marked(out: &mut String, node: &Value, inner: impl FnOnce(&mut String)) {
    let marks = node.get("marks").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let tags: Vec<&str> = marks
        .iter()
        .map(|mark| match name(mark) {
            "emphasis" => "em",
            "strong" => "strong",
            "link" => "a",
            "foreign" => "bdi",
            _ => "span",
        })
        .collect();
    for (mark, tag) in marks.iter().zip(&tags) {
        out.push('<');
        out.push_str(tag);
        escape::push_attr(out, "data-mark", name(mark));
        for (key, value) in mark.get("attrs").and_then(Value::as_object).into_iter().flatten() {
            let key = if key == "id" { "data-id" } else { key };
            escape::push_attr(out, key, value.as_str().unwrap_or(""));
        }
        out.push('>');
    }
    inner(out);
    tags.iter().rev().for_each(|tag| out.push_str(&format!("</{tag}>")));
}
