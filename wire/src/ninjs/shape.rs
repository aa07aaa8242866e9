//! Shapes of values that ninjs 2 and 3 write as lists.

use crate::json::Json;

/// The value with the role `main`, or the first one, of a list as ninjs 2 writes it.
pub(super) fn main_of(value: &Json, list: &str) -> Option<String> {
    let all = value.get(list)?.list();
    let is_main = |one: &&Json| one.text_of("role").is_none_or(|role| role == "main");
    all.iter().find(is_main).or(all.first())?.text_of("value")
}
