//! A reading as JSON: the shape in which samples are checked and `matbaa wire read --json` prints.

use serde::Serialize;
use serde::ser::SerializeMap;

use crate::body::{self, Outline};
use crate::item::Item;
use crate::reading::{Outcome, Reading, Refused};

/// A file and what came of it, as one line or indented JSON.
pub fn json(file: &str, result: &Result<Reading, Refused>) -> serde_json::Value {
    match result {
        Ok(reading) => serde_json::json!({
            "file": file,
            "format": reading.format,
            "dialect": reading.dialect,
            "outcome": reading.outcome,
            "charset": reading.charset,
            "items": reading.items.iter().map(Shown).collect::<Vec<_>>(),
            "notices": reading.notices,
        }),
        Err(refused) => serde_json::json!({
            "file": file,
            "format": refused.format,
            "outcome": "refused",
            "reason": refused.reason.to_string(),
            "charset": refused.charset,
            "items": [],
        }),
    }
}

/// Whether the file held anything for the desk.
pub fn is_taken(result: &Result<Reading, Refused>) -> bool {
    matches!(result, Ok(reading) if reading.outcome == Outcome::Read)
}

struct Shown<'a>(&'a Item);

/// Writes the fields that are stated.
struct Fields<M: SerializeMap>(M);

impl<M: SerializeMap> Fields<M> {
    fn put<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) -> Result<(), M::Error> {
        value.as_ref().map_or(Ok(()), |value| self.0.serialize_entry(name, value))
    }

    fn list<T: Serialize>(&mut self, name: &'static str, values: &[T]) -> Result<(), M::Error> {
        if values.is_empty() { Ok(()) } else { self.0.serialize_entry(name, values) }
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let item = self.0;
        let mut fields = Fields(to.serialize_map(None)?);
        fields.0.serialize_entry("type", &item.kind)?;
        fields.put("guid", &item.guid)?;
        fields.put("version", &item.version)?;
        fields.put("sequence", &item.sequence)?;
        fields.put("language", &item.language)?;
        fields.put("headline", &item.headline)?;
        fields.put("subheadline", &item.subheadline)?;
        fields.put("slugline", &item.slugline)?;
        fields.put("take", &item.take)?;
        fields.list("keywords", &item.keywords)?;
        fields.put("byline", &item.byline)?;
        fields.put("dateline", &item.dateline)?;
        fields.put("source", &item.source)?;
        fields.put("credit", &item.credit)?;
        fields.put("copyright", &item.copyright)?;
        fields.put("sent", &item.sent)?;
        fields.put("created", &item.created)?;
        fields.put("modified", &item.modified)?;
        fields.put("embargo_until", &item.embargo_until)?;
        fields.put("expires", &item.expires)?;
        fields.put("starts", &item.starts)?;
        fields.put("ends", &item.ends)?;
        fields.put("urgency", &item.urgency)?;
        fields.put("priority", &item.priority)?;
        fields.list("categories", &item.categories)?;
        fields.list("subjects", &item.subjects)?;
        fields.list("places", &item.places)?;
        fields.0.serialize_entry("status", &item.status)?;
        fields.put("usage", &item.usage)?;
        fields.put("ednote", &item.ednote)?;
        fields.put("body", &item.body.as_ref().map(|body| Body { outline: body::outline(body), text: plain(body) }))?;
        fields.list("media", &item.media)?;
        fields.list("links", &item.links)?;
        fields.0.end()
    }
}

#[derive(Serialize)]
struct Body {
    #[serde(flatten)]
    outline: Outline,
    text: String,
}

/// The text of a body, one line for each part.
fn plain(body: &story::Document) -> String {
    body.blocks.iter().map(story::Block::plain_text).collect::<Vec<_>>().join("\n")
}
