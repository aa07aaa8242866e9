//! French and English time expressions.

use super::numbers::{digits, year};
use super::span::{Read, TimeSpan};
use crate::calendar::{self, between, single};
use crate::text::{Kind, Text};
use arabic::Language;
use arabic::date::{read_month, read_weekday};
use arabic::relative::{Tense, Which, shifted};
use chrono::{NaiveDate, Weekday};

/// Tokens before an expression that are looked at for its tense.
const LOOK_BACK: usize = 14;

/// The expression that begins at a token.
pub(super) fn at(text: &Text, at: usize, day: NaiveDate, language: Language) -> Option<TimeSpan> {
    let (end, days, rule) = near(text, at, day)
        .or_else(|| numeric(text, at))
        .or_else(|| weekday(text, at, day, language))
        .or_else(|| date(text, at, day, language))
        .or_else(|| month(text, at, day, language))
        .or_else(|| period(text, at, day))
        .or_else(|| ago(text, at, day))?;
    Some(TimeSpan { from: at, end, days, rule, is_limit: false })
}

fn near(text: &Text, at: usize, day: NaiveDate) -> Read {
    let apostrophe = |at: usize| matches!(text.mark(at), Some('\'' | '’'));
    let (days, end) = match text.key(at) {
        "aujourd" if apostrophe(at + 1) && text.key(at + 2) == "hui" => (0, at + 3),
        "avant" if text.mark(at + 1) == Some('-') && text.key(at + 2) == "hier" => (-2, at + 3),
        "apres" if text.mark(at + 1) == Some('-') && text.key(at + 2) == "demain" => (2, at + 3),
        "today" | "tonight" => (0, at + 1),
        "hier" | "yesterday" => (-1, at + 1),
        "demain" | "tomorrow" => (1, at + 1),
        _ => return None,
    };
    let end = end
        + usize::from(matches!(
            text.key(end),
            "soir" | "matin" | "midi" | "evening" | "morning" | "afternoon" | "night"
        ));
    Some((end, single(shifted(day, days)?), "near day"))
}

fn numeric(text: &Text, at: usize) -> Read {
    let of = year(text, at).filter(|_| text.mark(at + 1) == Some('-') && text.mark(at + 3) == Some('-'))?;
    let date = NaiveDate::from_ymd_opt(of, digits(text, at + 2, 2)?, digits(text, at + 4, 2)?)?;
    Some((at + 5, single(date), "date in digits"))
}

fn named_weekday(text: &Text, at: usize) -> Option<Weekday> {
    let key = text.key(at);
    // The short forms («mar», «sun») are words of their own.
    (key.len() >= 5).then(|| read_weekday(key)).flatten()
}

fn weekday(text: &Text, at: usize, day: NaiveDate, language: Language) -> Read {
    let (before, name_at) = match text.key(at) {
        "last" => (Some(Which::Last), at + 1),
        "next" => (Some(Which::Next), at + 1),
        "this" | "ce" => (None, at + 1),
        _ => (None, at),
    };
    let name = named_weekday(text, name_at)?;
    let mut end = name_at + 1;
    let comma = end + usize::from(matches!(text.mark(end), Some(',')));
    if let Some((end, days, _)) = date(text, comma, day, language) {
        return Some((end, days, "weekday and date"));
    }
    let after = match text.key(end) {
        "prochain" => Some(Which::Next),
        "dernier" => Some(Which::Last),
        _ => None,
    };
    end += usize::from(
        after.is_some() || matches!(text.key(end), "soir" | "matin" | "evening" | "morning" | "night" | "afternoon"),
    );
    let tense = tense(text, at).unwrap_or(Tense::Past);
    // «jeudi prochain» and "next Thursday" are never the story's own day.
    Some((end, single(calendar::weekday(day, name, before.or(after), tense)?), "weekday"))
}

/// `24 June 2021`, `le 18 novembre`, `March 12, 2020`, `1er mai`.
fn date(text: &Text, at: usize, day: NaiveDate, language: Language) -> Read {
    let start = at + usize::from(matches!(text.key(at), "le" | "the"));
    let (of, month, end) = if let Some(of) = digits(text, start, 2) {
        let next = start + 1 + usize::from(matches!(text.key(start + 1), "er" | "st" | "nd" | "rd" | "th"));
        let next = next + usize::from(text.key(next) == "of");
        (of, named_month(text, next)?, next + 1)
    } else {
        let month = named_month(text, start).filter(|_| language == Language::English)?;
        let of = digits(text, start + 1, 2)?;
        (of, month, start + 2 + usize::from(matches!(text.key(start + 2), "st" | "nd" | "rd" | "th")))
    };
    let year_at = end + usize::from(text.mark(end) == Some(','));
    if let Some(year) = year(text, year_at) {
        return Some((year_at + 1, single(NaiveDate::from_ymd_opt(year, month, of)?), "full date"));
    }
    let which = match text.key(end) {
        "prochain" => Some(Which::Next),
        "dernier" => Some(Which::Last),
        _ => None,
    };
    let found = calendar::day_of_month(day, month, of, which, tense(text, at))?;
    Some((end + usize::from(which.is_some()), single(found), "day and month"))
}

fn named_month(text: &Text, at: usize) -> Option<u32> {
    let key = text.key(at);
    (key.is_ascii() && (key.len() >= 4 || matches!(key, "mai" | "may")))
        .then(|| read_month(key, None))
        .flatten()
        .map(|(month, _)| month)
}

/// `June 2020`, `en septembre`, `fin novembre`, `in 2016`, `last May`.
fn month(text: &Text, at: usize, day: NaiveDate, language: Language) -> Read {
    let third = match text.key(at) {
        "debut" | "early" => Some(0),
        "mi" | "mid" => Some(1),
        "fin" | "late" => Some(2),
        _ => None,
    };
    let next =
        at + usize::from(third.is_some()) + usize::from(third.is_some() && matches!(text.mark(at + 1), Some('-')));
    let before = match text.key(next) {
        "last" => Some(Which::Last),
        "next" => Some(Which::Next),
        _ => None,
    };
    let name_at = next + usize::from(before.is_some());
    if let Some(number) = named_month(text, name_at) {
        let opened = third.is_some()
            || before.is_some()
            || matches!(
                at.checked_sub(1).map_or("", |at| text.key(at)),
                "in" | "en" | "since" | "depuis" | "until" | "mois"
            );
        let (days, end) = match year(text, name_at + 1) {
            Some(year) => (calendar::month(year, number)?, name_at + 2),
            None if opened => {
                let after = match text.key(name_at + 1) {
                    "prochain" => Some(Which::Next),
                    "dernier" => Some(Which::Last),
                    _ => None,
                };
                let end = name_at + 1 + usize::from(after.is_some());
                (calendar::month_of_year(day, number, before.or(after), tense(text, at))?, end)
            }
            None => return None,
        };
        let days = third.map_or(Some(days), |third| calendar::third(days, third))?;
        return Some((end, days, "month"));
    }
    let opener = matches!(text.key(at), "in" | "en" | "since" | "depuis" | "annee") && language != Language::Arabic;
    let of = year(text, at + 1).filter(|year| opener && (1700..=2200).contains(year))?;
    Some((at + 2, calendar::year(of)?, "year"))
}

/// `last week`, `la semaine prochaine`, `this month`, `l'an dernier`.
fn period(text: &Text, at: usize, day: NaiveDate) -> Read {
    let (unit, which, end) = match text.key(at) {
        "last" => (text.key(at + 1), Which::Last, at + 2),
        "next" => (text.key(at + 1), Which::Next, at + 2),
        "this" | "cette" | "ce" => (text.key(at + 1), Which::This, at + 2),
        unit => match text.key(at + 1) {
            "prochain" | "prochaine" => (unit, Which::Next, at + 2),
            "dernier" | "derniere" | "passee" => (unit, Which::Last, at + 2),
            _ => return None,
        },
    };
    let days = match unit {
        "week" | "semaine" => calendar::week_at(day, which.steps())?,
        "month" | "mois" => calendar::month_at(day, which.steps())?,
        "year" | "annee" | "an" => calendar::year_at(day, which.steps())?,
        _ => return None,
    };
    Some((end, days, "period"))
}

/// `two days ago`, `il y a deux jours`, `dans deux semaines`.
fn ago(text: &Text, at: usize, day: NaiveDate) -> Read {
    let french = text.key(at) == "il" && text.key(at + 1) == "y" && text.key(at + 2) == "a";
    let ahead = text.key(at) == "dans";
    let next = if french { at + 3 } else { at + usize::from(ahead) };
    let count = match text.key(next) {
        "a" | "an" | "un" | "une" | "one" => 1,
        "deux" | "two" => 2,
        "trois" | "three" => 3,
        "quatre" | "four" => 4,
        "cinq" | "five" => 5,
        "six" => 6,
        "dix" | "ten" => 10,
        _ => i64::from(digits(text, next, 3)?),
    };
    let unit = match text.key(next + 1) {
        "day" | "days" | "jour" | "jours" => 1,
        "week" | "weeks" | "semaine" | "semaines" => 7,
        _ => return None,
    };
    let english = text.key(next + 2) == "ago";
    let (sign, end) = match (french || english, ahead) {
        (true, _) => (-1, next + 2 + usize::from(english)),
        (_, true) => (1, next + 2),
        _ => return None,
    };
    let found = shifted(day, sign * count * unit)?;
    Some((end, between(found, found)?, "distance"))
}

/// The tense of the nearest verb before the token.
fn tense(text: &Text, at: usize) -> Option<Tense> {
    let mut back = at;
    for _ in 0..LOOK_BACK {
        back = back.checked_sub(1)?;
        let token = text.tokens.get(back)?;
        if matches!(token.kind, Kind::Mark('.' | '!' | '?' | '\n')) {
            return None;
        }
        if token.kind != Kind::Word {
            continue;
        }
        match text.key(back) {
            "will" | "shall" | "scheduled" | "expected" | "due" | "set" | "to" | "prevu" | "prevue" | "va" | "vont"
            | "doit" | "doivent" | "plans" => return Some(Tense::Future),
            "said" | "told" | "was" | "were" | "had" | "has" | "a" | "ont" | "etait" | "avait" => {
                return Some(Tense::Past);
            }
            word if is_french_future(word) => return Some(Tense::Future),
            word if word.len() > 4 && word.ends_with("ed") => return Some(Tense::Past),
            _ => {}
        }
    }
    None
}

/// «se réunira», «affronteront».
pub(crate) fn is_french_future(word: &str) -> bool {
    word.len() >= 5
        && (word.ends_with("era")
            || word.ends_with("ira")
            || word.ends_with("dra")
            || word.ends_with("eront")
            || word.ends_with("iront")
            || word.ends_with("dront"))
}
