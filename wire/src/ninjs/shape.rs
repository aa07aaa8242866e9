//! Values that the versions of ninjs write in different shapes.

use crate::body;
use crate::json::Json;

/// The value with the role `main`, or the first one, of a list as ninjs 2 writes it.
pub(super) fn main_of(value: &Json, list: &str) -> Option<String> {
    let all = value.get(list)?.list();
    let is_main = |one: &&Json| one.text_of("role").is_none_or(|role| role == "main");
    all.iter().find(is_main).or(all.first())?.text_of("value")
}

/// The first member of a family of names: `headline`, else `headline_main`.
pub(super) fn family(value: &Json, stem: &str) -> Option<String> {
    let begin = format!("{stem}_");
    let of = value.members().iter().find(|(name, value)| name.starts_with(&begin) && value.raw().is_some());
    value.text_of(stem).or_else(|| of.and_then(|(_, value)| value.text()))
}

/// The description: plain text, else the text of a marked-up one.
pub(super) fn description(value: &Json) -> Option<String> {
    let plain = value.text_of("description_text").or_else(|| main_of(value, "descriptions"));
    plain.or_else(|| family(value, "description")).and_then(|text| body::plain_of_html(&text))
}

/// The byline, or the first of a list with titles.
pub(super) fn byline(value: &Json) -> Option<String> {
    let of_list = || {
        let first = value.get("bylines")?.list().first()?;
        let by = first.text_of("by").or_else(|| first.text_of("byline"))?;
        Some(first.text_of("title").map_or(by.clone(), |title| format!("{by}, {title}")))
    };
    value.text_of("byline").or_else(|| value.text_of("by")).or_else(of_list)
}
