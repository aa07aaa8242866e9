//! Words of time expressions: months, and what selects a period.

use crate::lexicon::sense;
use crate::text::{Kind, Text};
use arabic::date::read_month;
use arabic::relative::Which;

/// The selector at a token: «المقبل», «الماضية».
pub(super) fn which(text: &Text, at: usize) -> Option<Which> {
    let word = text.key(at);
    let stem =
        word.strip_suffix('ه').or_else(|| word.strip_suffix("ين")).or_else(|| word.strip_suffix("ان")).unwrap_or(word);
    match stem {
        "الجاري" | "الحالي" | "الجار" => Some(Which::This),
        "الماضي" | "المنصرم" | "الفاءت" | "الفارط" | "المنقضي" => Some(Which::Last),
        "المقبل" | "القادم" | "الاتي" => Some(Which::Next),
        _ => None,
    }
}

/// A month at a token, with the token after it. Reads «أيلول/سبتمبر» and «سبتمبر (أيلول)» as one.
pub(super) fn month_name(text: &Text, at: usize) -> Option<(u32, usize)> {
    let (month, words) = month_at(text, at, read_month)?;
    let mut end = at + words;
    if matches!(text.mark(end), Some('/' | '(' | '-' | '–' | '،'))
        && let Some((other, words)) = month_at(text, end + 1, read_month)
        && other == month
    {
        let parenthesis = is_open(text, end);
        end += 1 + words;
        end += usize::from(parenthesis && is_close(text, end));
    }
    Some((month, end))
}

/// A reader of month names: the month of one word or two, and how many words it takes.
pub(super) type ReadMonth = fn(&str, Option<&str>) -> Option<(u32, usize)>;

pub(super) fn month_at(text: &Text, at: usize, read: ReadMonth) -> Option<(u32, usize)> {
    let token = text.tokens.get(at)?;
    if token.kind != Kind::Word || !token.entry.is(sense::MONTH) {
        return None;
    }
    let word = text.bare(at);
    if word.is_empty() || word == "اب" && text.tokens.get(at)?.definite {
        return None;
    }
    read(word, Some(text.key(at + 1)))
}

pub(super) fn is_close(text: &Text, at: usize) -> bool {
    text.mark(at) == Some(')')
}

pub(super) fn is_open(text: &Text, at: usize) -> bool {
    text.mark(at) == Some('(')
}
