//! Time expressions, each with the days that it means.

mod arabic;
mod numbers;
mod periods;
mod span;
mod tense;
mod western;
mod words;

use crate::calendar::Interval;
use crate::text::{Kind, Text};
use ::arabic::Language;
use chrono::{Datelike, NaiveDate};

pub(crate) use numbers::counted;
pub(crate) use span::TimeSpan;
pub(crate) use western::is_french_future;

/// «4 فبراير من العام نفسه»: the year of the expression before it.
fn same_year(text: &Text, span: TimeSpan, before: &[TimeSpan]) -> TimeSpan {
    let said = text.key(span.end) == "من"
        && matches!(text.key(span.end + 1), "العام" | "السنه")
        && is_same(text, span.end + 2);
    let Some(last) = before.last().filter(|_| said) else { return span };
    let year = last.days.from.year();
    match (span.days.from.with_year(year), span.days.to.with_year(year)) {
        (Some(from), Some(to)) => TimeSpan { end: span.end + 3, days: Interval { from, to }, ..span },
        _ => span,
    }
}

/// «26 من الشهر نفسه»: the month of the expression before it.
fn same_month(text: &Text, at: usize, before: &[TimeSpan]) -> Option<TimeSpan> {
    let of = numbers::digits(text, at, 2)?;
    let said = text.key(at + 1) == "من" && text.key(at + 2) == "الشهر" && is_same(text, at + 3);
    let day = before.last().filter(|_| said)?.days.from.with_day(of)?;
    Some(TimeSpan {
        from: at,
        end: at + 4,
        days: Interval { from: day, to: day },
        rule: "يوم من الشهر نفسه",
        is_limit: false,
    })
}

fn is_same(text: &Text, at: usize) -> bool {
    matches!(text.key(at), "نفسه" | "ذاته" | "نفسها" | "ذاتها")
}

/// Finds the time expressions of a text. Tokens for which `is_name` is true are names and are left out.
pub(crate) fn find(text: &Text, day: NaiveDate, language: Language, is_name: &[bool]) -> Vec<TimeSpan> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let may_begin = !matches!(text.tokens[at].kind, Kind::Mark(_) | Kind::Inner(_));
        let span = match language {
            _ if !may_begin || is_name.get(at) == Some(&true) => None,
            Language::Arabic => arabic::at(text, at, day),
            Language::French | Language::English => western::at(text, at, day, language),
        };
        let span = span.map(|span| same_year(text, span, &found)).or_else(|| same_month(text, at, &found));
        match span.filter(|span| span.end > at && span.days.from <= span.days.to) {
            Some(span) => {
                at = span.end;
                found.push(span);
            }
            None => at += 1,
        }
    }
    found
}
