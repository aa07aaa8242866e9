//! JSON (RFC 8259) read strictly: a member that stands twice is an error, because readers differ in which one counts.
//! The order of members is kept.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::refusal::Refusal;
use crate::text::clean;

/// Values of one file.
const VALUES_MAX: usize = 1_000_000;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Parses a file.
///
/// # Errors
/// Not JSON, too deep, a member twice, more than one value.
pub(crate) fn parse(text: &str) -> Result<Json, Refusal> {
    let separators = text.bytes().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count();
    if separators > VALUES_MAX {
        return Err(Refusal::Limit { what: "values", limit: VALUES_MAX });
    }
    serde_json::from_str(text).map_err(|error| Refusal::Json(error.to_string()))
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Json, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = from.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        let mut known = std::collections::HashSet::new();
        while let Some(name) = from.next_key::<String>()? {
            if !known.insert(name.clone()) {
                return Err(serde::de::Error::custom(format!("the member {name:?} stands twice in one object")));
            }
            members.push((name, from.next_value()?));
        }
        Ok(Json::Object(members))
    }
}

impl Json {
    /// The members of an object; none of other values.
    pub fn members(&self) -> &[(String, Json)] {
        if let Json::Object(members) = self { members } else { &[] }
    }

    /// The values of a list; none of other values.
    pub fn list(&self) -> &[Json] {
        if let Json::List(list) = self { list } else { &[] }
    }

    /// A member by its name in lower case: ninjs 3 writes in two cases what earlier versions write in one.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.members().iter().find(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The first member down a path of names: `altids.itemid`.
    pub fn path(&self, path: &str) -> Option<&Json> {
        path.split('.').try_fold(self, |value, name| value.get(name))
    }

    /// The text as it stands.
    pub fn raw(&self) -> Option<&str> {
        if let Json::Text(text) = self { Some(text) } else { None }
    }

    /// A text or number as one line; the first texts of a list.
    pub fn text(&self) -> Option<String> {
        match self {
            Json::Text(text) => clean(text),
            Json::Number(number) => Some(number.to_string()),
            Json::List(list) => {
                let texts: Vec<String> = list.iter().filter_map(|value| value.raw().and_then(clean)).collect();
                (!texts.is_empty()).then(|| texts.join(" "))
            }
            _ => None,
        }
    }

    /// The text of a member.
    pub fn text_of(&self, path: &str) -> Option<String> {
        self.path(path).and_then(Json::text)
    }

    /// What kind of value it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "true or false",
            Json::Number(_) => "a number",
            Json::Text(_) => "a text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_strictly_and_in_order() {
        let value = parse(r#"{"b": "x", "A": [1, "y"], "c": {"d": null}}"#).unwrap();
        assert_eq!(value.members().iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["b", "A", "c"]);
        assert_eq!(value.get("a").map(|list| list.list().len()), Some(2));
        assert_eq!(value.path("c.d"), Some(&Json::Null));
        let deep = "[".repeat(5000);
        for bad in [r#"{"a":1,"a":2}"#, "{} {}", r#""\ud800""#, "1e999", &deep, ""] {
            assert!(parse(bad).is_err(), "{bad:.20}");
        }
    }
}
