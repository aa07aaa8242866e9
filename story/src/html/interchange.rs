//! Converts the interchange form back to the editor's JSON, which the strict reader then checks.

use super::tree::Handle;
use crate::render::INTERCHANGE_ROOT;
use serde_json::{Map, Value, json};

/// The editor's JSON of the first element in our interchange form; `None` if there is none.
pub(super) fn value(root: Handle) -> Option<Value> {
    let article = root.descendants().find(|d| d.attr(INTERCHANGE_ROOT).is_some())?;
    let version: u64 = article.attr(INTERCHANGE_ROOT)?.parse().ok()?;
    let mut content = Vec::new();
    nodes(article, &mut content);
    Some(json!({ "type": "doc", "attrs": { "version": version }, "content": content }))
}

/// The nodes among the children. For an element that is not a node, its children are read instead (a browser puts
/// `tbody` into tables).
fn nodes(parent: Handle, out: &mut Vec<Value>) {
    for child in parent.children().filter(|child| child.attr("data-derived").is_none()) {
        match child.attr("data-node") {
            Some(name) => out.push(node(child, name)),
            None => nodes(child, out),
        }
    }
}

fn node(element: Handle, name: &str) -> Value {
    let mut node = Map::new();
    node.insert("type".into(), json!(name));
    let attrs = element.attrs().iter().filter_map(|(key, value)| {
        let key = key.strip_prefix("data-a-")?.replace('-', "_");
        Some((key, serde_json::from_str(value).unwrap_or(Value::Null)))
    });
    let attrs: Map<String, Value> = attrs.collect();
    if !attrs.is_empty() {
        node.insert("attrs".into(), Value::Object(attrs));
    }
    let mut content = Vec::new();
    match crate::schema::schema().node(name).map_or("", |spec| spec.content) {
        "inline*" => inline(element, &mut Vec::new(), &mut content),
        _ => nodes(element, &mut content),
    }
    if !content.is_empty() {
        node.insert("content".into(), Value::Array(content));
    }
    Value::Object(node)
}

fn inline(parent: Handle, marks: &mut Vec<Value>, out: &mut Vec<Value>) {
    for child in parent.children().filter(|child| child.attr("data-derived").is_none()) {
        if let Some(text) = child.text() {
            out.push(json!({ "type": "text", "text": text, "marks": marks }));
        } else if child.name() == "br" {
            out.push(json!({ "type": "hard_break", "marks": marks }));
        } else if let Some(name) = child.attr("data-mark") {
            marks.push(mark(child, name));
            inline(child, marks, out);
            marks.pop();
        } else {
            inline(child, marks, out);
        }
    }
}

fn mark(element: Handle, name: &str) -> Value {
    let kept = |key: &str| match (name, key) {
        ("link", "href") => Some("href"),
        ("foreign", "lang") => Some("lang"),
        ("foreign", "dir") => Some("dir"),
        ("statement", "data-id") => Some("id"),
        _ => None,
    };
    let attrs = element.attrs().iter().filter_map(|(key, value)| Some((kept(key)?.to_owned(), json!(value))));
    json!({ "type": name, "attrs": attrs.collect::<Map<_, _>>() })
}
