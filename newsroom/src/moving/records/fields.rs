//! The field names of a record with their aliases, and the types of their values.

use serde_json::{Map, Value};

use crate::stories::content::StoryLine;

/// A field of a record: its name, and its names in exports of other systems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Our name.
    pub name: &'static str,
    /// Other names; ours takes precedence if both occur.
    pub aliases: &'static [&'static str],
}

const fn field(name: &'static str, aliases: &'static [&'static str]) -> Field {
    Field { name, aliases }
}

/// Fields besides the lines of a story.
const OTHER_FIELDS: &[Field] = &[
    field("source", &[]),
    field("external_id", &["id", "guid"]),
    field("old_url", &["url", "link", "permalink", "old_address"]),
    field("slug", &[]),
    field("section", &["category"]),
    field("byline", &["byline_as_printed"]),
    field("writers", &["writer", "authors", "author"]),
    field("topics", &["tags"]),
    field("published_at", &["date", "published"]),
    field("published_on", &["day"]),
    field("updated_at", &["updated", "modified", "modified_at"]),
    field("photo", &["image", "picture"]),
    field("caption", &["photo_caption", "image_caption"]),
    field("credit", &["photo_credit", "image_credit"]),
    field("alt", &["photo_alt", "image_alt"]),
    field("archive", &[]),
    field("read_count", &["views", "reads", "hits"]),
    field("language", &["lang"]),
    field("body_html", &["body", "content", "html", "body_paragraphs"]),
];

/// Every field that a record may have. `docs/import-jsonl.md` explains them; a test compares the two.
pub fn record_fields() -> impl Iterator<Item = Field> {
    // The byline as printed comes in the field `byline`, which may be the desk's byline as well.
    let lines = StoryLine::ALL.iter().filter(|line| **line != StoryLine::BylineAsPrinted);
    lines.map(|line| field(line.word(), line.aliases())).chain(OTHER_FIELDS.iter().copied())
}

/// Names in a list (writers, topics), at most; no story has more.
const NAMES_MAX: usize = 100;
/// Characters of one name.
const NAME_CHARS_MAX: usize = 300;

/// The fields of one record, taken out one by one; errors are collected.
pub(super) struct Fields {
    values: Map<String, Value>,
    pub problems: Vec<String>,
    /// The number of lines from which tags were removed.
    pub tagged_lines: usize,
}

impl Fields {
    pub fn new(values: Map<String, Value>) -> Self {
        Self { values, problems: Vec::new(), tagged_lines: 0 }
    }

    /// The value of a field by name or alias. Null and empty texts count as missing.
    pub fn value(&mut self, name: &str) -> Option<Value> {
        let aliases = record_fields().find(|field| field.name == name).map_or(&[][..], |field| field.aliases);
        for known in [name].iter().chain(aliases) {
            let is_said = |value: &Value| match value {
                Value::Null => false,
                Value::String(text) => !text.trim().is_empty(),
                Value::Array(list) => !list.is_empty(),
                _ => true,
            };
            if let Some(value) = self.values.remove(*known).filter(is_said) {
                return Some(value);
            }
        }
        None
    }

    /// A text on one line: character references (`&amp;`) are decoded, tags removed, white space collapsed and control
    /// characters dropped. A number counts as text.
    pub fn line(&mut self, name: &str) -> Option<String> {
        let value = self.value(name)?;
        let line = self.as_line(name, value)?;
        (!line.is_empty()).then_some(line)
    }

    /// A text of at most `limit` characters, unchanged, for columns with an index.
    pub fn id(&mut self, name: &str, limit: usize) -> Option<String> {
        let line = match self.value(name)? {
            Value::String(text) => one_line(&text),
            value => self.as_line(name, value)?,
        };
        if line.is_empty() {
            return None;
        }
        let length = line.chars().count();
        if length > limit {
            self.problems.push(format!("{name} has {length} characters; the limit is {limit}"));
        }
        Some(line)
    }

    /// A line, or the first of a list of lines.
    pub fn first_line(&mut self, name: &str) -> Option<String> {
        match self.value(name)? {
            Value::Array(list) => list.into_iter().next().and_then(|value| self.as_line(name, value)),
            value => self.as_line(name, value),
        }
        .filter(|line| !line.is_empty())
    }

    /// A line, or a list of lines joined with commas.
    pub fn joined(&mut self, name: &str) -> Option<String> {
        let line = match self.value(name)? {
            Value::Array(list) => {
                let lines: Vec<String> = list.into_iter().filter_map(|value| self.name_in(name, value)).collect();
                lines.join("، ")
            }
            value => self.as_line(name, value)?,
        };
        (!line.is_empty()).then_some(line)
    }

    /// Names: a list of texts or of objects with a `name`, or one text separated by commas or semicolons. Duplicates
    /// are dropped.
    pub fn names(&mut self, name: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let parts = match self.value(name) {
            None => return names,
            Some(Value::Array(list)) => list.into_iter().filter_map(|value| self.name_in(name, value)).collect(),
            Some(Value::String(text)) => {
                let text = self.plain(&text);
                text.split([',', '،', ';', '؛', '\n']).map(one_line).filter(|part| !part.is_empty()).collect::<Vec<_>>()
            }
            Some(other) => self.name_in(name, other).into_iter().collect(),
        };
        for part in parts {
            let length = part.chars().count();
            if length > NAME_CHARS_MAX {
                self.problems.push(format!("a name in {name} has {length} characters; the limit is {NAME_CHARS_MAX}"));
            } else if !names.contains(&part) {
                names.push(part);
            }
        }
        if names.len() > NAMES_MAX {
            self.problems.push(format!("{name} has {} names; the limit is {NAMES_MAX}", names.len()));
            names.truncate(NAMES_MAX);
        }
        names
    }

    fn name_in(&mut self, name: &str, value: Value) -> Option<String> {
        let value = match value {
            Value::Object(mut object) => object.remove("name").unwrap_or(Value::Object(object)),
            other => other,
        };
        if value.is_null() {
            return None;
        }
        self.as_line(name, value).filter(|line| !line.is_empty())
    }

    /// A boolean; 1, 0, "true", "yes" and the like are accepted.
    pub fn flag(&mut self, name: &str) -> bool {
        match self.value(name) {
            None => false,
            Some(Value::Bool(flag)) => flag,
            Some(Value::Number(number)) => number.as_i64() != Some(0),
            Some(Value::String(text)) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" | "y" => true,
                "false" | "no" | "0" | "n" => false,
                other => {
                    self.problems.push(format!("{name}: true or false was expected, found {:?}", cut(other)));
                    false
                }
            },
            Some(other) => {
                self.problems.push(format!("{name}: true or false was expected, found {}", kind(&other)));
                false
            }
        }
    }

    /// A count from 0, in digits of any script, with or without thousands separators.
    pub fn count(&mut self, name: &str) -> i64 {
        let count = match self.value(name) {
            None => Some(0),
            Some(Value::Number(number)) => number
                .as_i64()
                .or_else(|| number.as_f64().filter(|n| n.fract() == 0.0 && n.abs() < 1e15).map(|n| n as i64)),
            Some(Value::String(text)) => digits_of(&text),
            Some(_) => None,
        };
        count.filter(|count| *count >= 0).unwrap_or_else(|| {
            self.problems.push(format!("{name}: a whole number from 0 was expected"));
            0
        })
    }

    /// Names of the fields that were not taken.
    pub fn unused(self) -> Vec<String> {
        self.values.into_iter().map(|(name, _)| one_line(cut(&name))).collect()
    }

    /// `text` as readers saw it: old systems store headlines and names escaped for HTML.
    pub fn plain(&mut self, text: &str) -> String {
        let (plain, had_tags) = story::html::one_line(text);
        self.tagged_lines += usize::from(had_tags);
        plain
    }

    fn as_line(&mut self, name: &str, value: Value) -> Option<String> {
        match value {
            Value::String(text) => Some(one_line(&self.plain(&text))),
            Value::Number(number) => Some(number.to_string()),
            other => {
                self.problems.push(format!("{name}: a text was expected, found {}", kind(&other)));
                None
            }
        }
    }
}

/// `text` with single spaces and without control characters.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !c.is_control() && *c != '\u{FEFF}'));
    }
    out.truncate(out.trim_end().len());
    out
}

fn digits_of(text: &str) -> Option<i64> {
    let mut number: Option<i64> = None;
    for c in arabic::digits::to_western(text.trim()).chars() {
        if let Some(digit) = c.to_digit(10) {
            number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(i64::from(digit))?);
        } else if !matches!(c, ',' | '٬' | ' ' | '\u{a0}' | '\u{202f}') {
            return None;
        }
    }
    number
}

pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The beginning of a foreign text, short enough for a message.
pub(super) fn cut(text: &str) -> &str {
    const SHOWN_CHARS: usize = 60;
    text.char_indices().nth(SHOWN_CHARS).map_or(text, |(end, _)| &text[..end])
}
