//! Compares what `matbaa wire read --json` prints with `expected.json` of a folder, and counts.

use std::path::Path;

use serde_json::Value;

/// Folders of `wire` that have expectations.
pub const FOLDERS: [&str; 10] =
    ["agency-xml", "anpa1312", "email", "events", "iptc7901", "made", "newsml-g2", "newsml1", "ninjs", "nitf"];

/// Where we differ from the expectations, by file and field, and why. A file may be named by its end.
pub const DIFFERENCES: &[(&str, &str, &str)] = &[
    ("email-attachment.eml", "dialect", "how the sample came to its origin; nothing in the file says so"),
    ("email-photo.eml", "dialect", "how the sample came to its origin; nothing in the file says so"),
    ("newsml12-half-written.xml", "charset", "the file ends after a blank, not inside a character"),
    (
        "reuters-opta-update2.xml",
        "items[0].body.first",
        "text without marked paragraphs: its lines were lost by pretty printing",
    ),
    (
        "reuters-opta-update2.xml",
        "items[0].body.last",
        "text without marked paragraphs: its lines were lost by pretty printing",
    ),
    ("reuters-opta-update2.xml", "items[0].body.paragraphs", "a document has paragraphs, also of text that marks none"),
    ("ntb-faktisk.xml", "items[0].ednote", "the file has a full stop at its end"),
];

/// One field of one sample.
pub struct Field {
    pub file: String,
    pub name: String,
    pub expected: Value,
    pub found: Value,
}

impl Field {
    pub fn is_right(&self) -> bool {
        squeezed(&self.expected) == squeezed(&self.found)
    }

    /// Why it may differ, if it may.
    pub fn excuse(&self) -> Option<&'static str> {
        let of = |row: &&(&str, &str, &str)| self.file.ends_with(row.0) && self.name == row.1;
        DIFFERENCES.iter().find(of).map(|row| row.2)
    }
}

/// Runs of white space count as one space.
fn squeezed(value: &Value) -> Value {
    match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
        Value::Array(list) => list.iter().map(squeezed).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), squeezed(value))).collect(),
        other => other.clone(),
    }
}

/// All fields of all samples of a folder.
pub fn fields(folder: &Path) -> Vec<Field> {
    let text = std::fs::read_to_string(folder.join("expected.json")).expect("expected.json");
    let expected: Value = serde_json::from_str(&text).expect("JSON");
    expected["files"].as_array().expect("files").iter().flat_map(|sample| of_sample(folder, sample)).collect()
}

fn of_sample(folder: &Path, expected: &Value) -> Vec<Field> {
    let file = expected["file"].as_str().expect("file").to_owned();
    let bytes = std::fs::read(folder.join(&file)).expect("sample");
    let found = wire::json(&file, &wire::read(&bytes, &wire::Context::default()));
    let mut fields = Vec::new();
    let mut put = |name: String, expected: Value, found: Value| {
        fields.push(Field { file: file.clone(), name, expected, found });
    };
    for name in ["format", "outcome", "charset"] {
        put(name.into(), expected[name].clone(), found[name].clone());
    }
    // Invented agencies follow the standards: no settings are theirs.
    if !expected["dialect"].as_str().unwrap_or_default().contains("invented") {
        put("dialect".into(), expected["dialect"].clone(), found["dialect"].clone());
    }
    let none = Vec::new();
    let (wanted, got) = (expected["items"].as_array().unwrap_or(&none), found["items"].as_array().unwrap_or(&none));
    put("items".into(), wanted.len().into(), got.len().into());
    for (at, wanted) in wanted.iter().enumerate() {
        of_item(at, wanted, got.get(at).unwrap_or(&Value::Null), &mut put);
    }
    fields
}

/// Fields that one of the two has: a field that the sample does not state must be absent.
fn of_item(at: usize, wanted: &Value, got: &Value, put: &mut impl FnMut(String, Value, Value)) {
    let names = |value: &Value| value.as_object().map(|of| of.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let mut all = names(wanted);
    all.extend(names(got));
    all.sort();
    all.dedup();
    for name in all.into_iter().filter(|name| name != "body") {
        put(format!("items[{at}].{name}"), wanted[&name].clone(), got[&name].clone());
    }
    let (wanted, got) = (&wanted["body"], &got["body"]);
    let text = squeezed(&got["text"]);
    for lack in wanted["lacks"].as_array().into_iter().flatten() {
        let words = squeezed(lack);
        let has = text.as_str().unwrap_or_default().contains(words.as_str().unwrap_or_default());
        put(format!("items[{at}].body.lacks"), lack.clone(), if has { "it stands there".into() } else { lack.clone() });
    }
    for name in ["paragraphs", "headings", "tables", "lists"] {
        let count = |value: &Value| value[name].as_u64().unwrap_or(0).into();
        put(format!("items[{at}].body.{name}"), count(wanted), count(got));
    }
    for name in ["first", "last"] {
        put(format!("items[{at}].body.{name}"), wanted[name].clone(), got[name].clone());
    }
}
