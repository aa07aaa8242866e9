//! Numbers of days in digits and in words.

use crate::tables::times::ORDINALS;
use crate::text::{Kind, Text};
use arabic::normalize::key;
use std::sync::OnceLock;

/// Numbers from three to ten without their endings.
const COUNTS: [&str; 8] = ["ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"];

/// A number of at most `digits` digits.
pub(super) fn digits(text: &Text, at: usize, digits: u8) -> Option<u32> {
    let token = text.tokens.get(at)?;
    (token.kind == Kind::Number && (1..=digits).contains(&token.digits)).then_some(token.value)
}

/// A year in four digits.
pub(super) fn year(text: &Text, at: usize) -> Option<i32> {
    let token = text.tokens.get(at)?;
    let glued = |mark: char| {
        matches!(text.mark(at + 1), Some(found) if found == mark)
            && text.tokens.get(at + 2).is_some_and(|next| !next.spaced && next.kind == Kind::Number)
    };
    if token.kind != Kind::Number || token.digits != 4 || glued('.') || glued(',') {
        return None;
    }
    i32::try_from(token.value).ok().filter(|year| (1000..=2999).contains(year))
}

/// A small number in digits or in words: «ثلاثة», «10», «الستة».
pub(crate) fn counted(text: &Text, at: usize) -> Option<i64> {
    if let Some(number) = digits(text, at, 3) {
        return Some(i64::from(number));
    }
    let word = text.core(at);
    let stem = word.strip_suffix('ه').unwrap_or(word);
    let found = COUNTS.iter().zip(3..).find(|(name, _)| **name == stem || (stem == "ثمان" && **name == "ثماني"));
    found.map(|(_, count)| count)
}

/// The day of a month in words, with the token after it: «الخامس», «الخامس والعشرين», «الفاتح».
pub(super) fn ordinal(text: &Text, at: usize) -> Option<(u32, usize)> {
    let word = text.bare(at).strip_prefix('و').unwrap_or(text.bare(at));
    if matches!(word, "الفاتح" | "فاتح" | "غره") {
        return Some((1, at + 1));
    }
    if !word.starts_with("ال") {
        return None;
    }
    let tens = |at: usize| match text.key(at) {
        "والعشرين" | "والعشرون" => Some(20),
        "والثلاثين" | "والثلاثون" => Some(30),
        _ => None,
    };
    match word {
        "العشرين" | "العشرون" => return Some((20, at + 1)),
        "الثلاثين" | "الثلاثون" => return Some((30, at + 1)),
        _ => {}
    }
    let mut best = None;
    for (number, name) in (1..).zip(ordinals()) {
        let mut words = name.split(' ');
        if words.next() != Some(word) && !(number == 11 && word == "الحادي") {
            continue;
        }
        match words.next() {
            Some(second) if second == text.key(at + 1) => return Some((number, at + 2)),
            Some(_) => {}
            None => best = Some((number, at + 1)),
        }
    }
    if let Some(tens) = tens(at + 1) {
        let unit = if word == "الحادي" { 1 } else { best?.0 };
        return Some((tens + unit, at + 2));
    }
    best
}

fn ordinals() -> &'static [String] {
    static KEYS: OnceLock<Vec<String>> = OnceLock::new();
    KEYS.get_or_init(|| ORDINALS.iter().map(|name| key(name)).collect())
}
