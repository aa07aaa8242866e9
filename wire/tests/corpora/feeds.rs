//! The feeds of feedparser's tests: what they expect of fields, charsets and flaws.

use serde_json::Value;

use crate::feed_view;

/// Files and paths that do not apply to a news desk, with the reason. A path is matched by its last name.
pub const SKIPPED: &[(&str, &str, &str)] = &[
    ("wellformed/http/headers_", "etag", "validators of HTTP belong to the transport, not to the reader"),
    ("wellformed/http/headers_", "modified", "validators of HTTP belong to the transport, not to the reader"),
    ("wellformed/http/headers_", "modified_parsed", "validators of HTTP belong to the transport, not to the reader"),
    ("wellformed/psc/", "chapters", "chapters of podcasts are no news"),
    (
        "wellformed/rdf/doctype_contains_entity_decl",
        "bozo",
        "entities are never declared: the security contract says so",
    ),
    (
        "wellformed/sanitize/entry_summary_iframe",
        "summary",
        "what stands inside a frame is not shown by browsers either",
    ),
    ("encoding/bozo_linenoise", "summary", "punctuation that was decoded twice is put right"),
    ("illformed/chardet/koi8r", "encoding", "read as KOI8-U, which has every letter of KOI8-R"),
];
/// Files that give a notice although they are well-formed, and why.
const NOTICED: &[(&str, &str)] = &[];

/// The context that the headers of a sample make.
pub fn context(sample: &Value) -> wire::Context {
    let of = |name: &str| {
        let headers = sample["headers"].as_object()?;
        headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .and_then(|(_, value)| value.as_str())
            .map(str::to_owned)
    };
    // The address at which feedparser's own tests serve the file.
    let file = sample["file"].as_str().unwrap_or_default();
    let served = format!("http://127.0.0.1:8097/tests/{file}");
    let address = match of("Content-Location") {
        Some(location) if location.contains("://") => location,
        Some(location) => format!("http://127.0.0.1:8097{location}"),
        None => served,
    };
    let is_http =
        file.rsplit('/').next().is_some_and(|name| name.starts_with("http_")) || sample["headers"].is_object();
    wire::Context {
        content_type: of("Content-Type"),
        language: of("Content-Language"),
        address: is_http.then_some(address),
        ..wire::Context::default()
    }
}

fn at<'a>(view: &'a Value, path: &Value) -> &'a Value {
    path.as_array().expect("a path").iter().fold(view, |value, step| match step {
        Value::String(name) => &value[name.as_str()],
        Value::Number(number) => &value[number.as_u64().unwrap_or_default() as usize],
        _ => &Value::Null,
    })
}

/// Texts are the same if what remains as words and links is: our body is a document, not a serialization.
fn same(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::String(one), Value::String(other)) => {
            one == other || is_same_charset(one, other) || remains(one) == remains(other)
        }
        (Value::String(text), Value::Null) => remains(text).0.is_empty() && remains(text).1.is_empty(),
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Number(one), Value::String(other)) => one.to_string() == *other,
        (Value::String(one), Value::Number(other)) => *one == other.to_string(),
        (Value::Number(number), Value::Bool(flag)) => number.as_i64() == Some(i64::from(*flag)),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (one, other) => one == other,
    }
}

fn is_same_charset(one: &str, other: &str) -> bool {
    let of = |name: &str| encoding_rs::Encoding::for_label(name.as_bytes());
    of(one).is_some_and(|charset| of(other) == Some(charset))
}

fn remains(text: &str) -> (String, Vec<String>) {
    let mut next = 0;
    let mut ids = || {
        next += 1;
        next
    };
    let (document, notices) = story::html::read(text, &mut ids);
    let words: Vec<String> = document.blocks.iter().map(story::Block::plain_text).collect();
    let mut links: Vec<String> = document
        .blocks
        .iter()
        .flat_map(|block| block.node.texts())
        .filter_map(|part| match part {
            story::document::Part::Text(text) => {
                Some(text.spans().iter().filter_map(|span| span.marks.link.clone()).collect::<Vec<_>>())
            }
            story::document::Part::Field(_) => None,
        })
        .flatten()
        .collect();
    for notice in notices {
        if let story::html::NoticeKind::Picture { src, .. } = notice.kind {
            links.push(src);
        }
    }
    (words.join(" ").split_whitespace().collect::<Vec<_>>().join(" "), links)
}

fn holds(check: &Value, found: &Value) -> bool {
    if let Some(expected) = check.get("equals") {
        return same(expected, found);
    }
    if let Some(length) = check.get("length") {
        let count = found.as_array().map(Vec::len).or(found.as_object().map(serde_json::Map::len));
        return length.as_u64() == count.map(|count| count as u64);
    }
    let is_true = match found {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    };
    check.get("truthy").and_then(Value::as_bool) == Some(is_true)
}

/// The checks of one sample: path, whether it holds, whether it is skipped, what was found.
pub struct Checked {
    pub path: String,
    pub holds: bool,
    pub skipped: Option<&'static str>,
    pub message: String,
}

pub fn check(sample: &Value, bytes: &[u8]) -> Vec<Checked> {
    let file = sample["file"].as_str().expect("file");
    let result = wire::read(bytes, &context(sample));
    let view = feed_view::of(&result);
    let checks = sample["checks"].as_array().cloned().unwrap_or_default();
    let of_check = |check: &Value| {
        let steps: Vec<String> = check["path"]
            .as_array()
            .expect("path")
            .iter()
            .map(|step| step.as_str().map_or_else(|| step.to_string(), str::to_owned))
            .collect();
        let path = steps.join(".");
        let last = steps.last().cloned().unwrap_or_default();
        let skipped = SKIPPED.iter().find(|(begin, name, _)| file.starts_with(begin) && *name == last).map(|row| row.2);
        let found = at(&view, &check["path"]);
        let mut holds = holds(check, found);
        if last == "bozo" && !holds {
            holds = NOTICED.iter().any(|(name, _)| file.ends_with(name));
        }
        let what =
            result.as_ref().map(|reading| format!("{:?}", reading.notices)).unwrap_or_else(|error| error.to_string());
        let message = format!("{file} {path}\n  expected {check}\n  found    {found}\n  {what}");
        Checked { path, holds, skipped, message }
    };
    checks.iter().map(of_check).collect()
}

#[test]
fn feeds_give_what_their_tests_expect() {
    let Some(root) = omitted::shared("corpora/feeds", "feeds") else { return };
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(root.join("expected.json")).unwrap()).unwrap();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for sample in expected.as_array().unwrap() {
        let bytes = std::fs::read(root.join(sample["file"].as_str().unwrap())).unwrap();
        for checked in check(sample, &bytes) {
            count += 1;
            match (checked.holds, checked.skipped) {
                (true, None) | (false, Some(_)) => {}
                (true, Some(reason)) => {
                    wrong.push(format!("{} holds, so it must not be skipped ({reason})", checked.path))
                }
                (false, None) => wrong.push(checked.message),
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 450);
}
