//! Occasion, source and day of a statement, from the words between its verb and its content.

use crate::head;
use crate::lexicon::sense;
use crate::para::Para;
use crate::shape;
use chrono::NaiveDate;

/// Units of an occasion or source, at most.
const PHRASE_MAX: usize = 16;

/// Units of a phrase.
pub(crate) type Phrase = (usize, usize);

/// What the words around a statement say of it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Circumstances {
    pub occasion: Option<Phrase>,
    pub source: Option<Phrase>,
    pub date: Option<NaiveDate>,
}

impl Circumstances {
    /// Takes what is missing from another reading.
    pub fn or(self, other: Self) -> Self {
        Self {
            occasion: self.occasion.or(other.occasion),
            source: self.source.or(other.source),
            date: self.date.or(other.date),
        }
    }
}

/// Reads the units from one to the one before `end`.
pub(crate) fn read(para: &Para, from: usize, end: usize) -> Circumstances {
    let mut found = Circumstances::default();
    let mut at = from;
    while at < end {
        if let Some(time) = para.time(at) {
            let limit = at
                .checked_sub(1)
                .is_some_and(|before| matches!(para.word(before), "من" | "منذ" | "حتي" | "قبل" | "الي"));
            found.date = found.date.or(time.day().filter(|day| *day <= para.day && !limit));
            at = para.unit_at(time.end).max(at + 1);
            continue;
        }
        if let Some((kind, start, noun)) = opens(para, at, end) {
            let close = phrase_end(para, noun, end);
            let margin = (noun + 1..close).find(|&at| para.word(at) == "علي" && para.word(at + 1) == "هامش");
            let close = margin.filter(|_| kind == Opens::Source).unwrap_or(close);
            match kind {
                Opens::Occasion => found.occasion = found.occasion.or(Some((start, close))),
                Opens::Source => found.source = found.source.or(Some((start, close))),
            }
            at = close.max(at + 1);
            continue;
        }
        at += 1;
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    Occasion,
    Source,
}

/// The occasion or source that a unit opens: where it begins as it is kept, and its first noun.
fn opens(para: &Para, at: usize, end: usize) -> Option<(Opens, usize, usize)> {
    let next = at + 1;
    if next >= end {
        return None;
    }
    let noun = para.entry(next);
    let is_occasion = noun.is(sense::OCCASION) || noun.is(sense::EVENT) && !noun.is(sense::BODY);
    if para.is(at, sense::ATTRIBUTION) {
        let start = crate::attribution::after(para, at);
        return (start < end).then_some((Opens::Source, start, start));
    }
    match para.word(at) {
        "في" | "خلال" | "اثناء" | "ضمن"
            if noun.is(sense::SOURCE) && !noun.is(sense::OCCASION) || is_sent(para, next) =>
        {
            Some((Opens::Source, next, next))
        }
        "في" | "خلال" | "اثناء" | "ضمن" if is_occasion => Some((Opens::Occasion, next, next)),
        "علي" if para.word(next) == "هامش" => Some((Opens::Occasion, at, next)),
        "لدي" if is_occasion || shape::is_act(para, next) => Some((Opens::Occasion, at, next)),
        "عقب" | "اثر" | "قبيل" | "غداه" | "بعيد"
            if para.is_definite(next) || is_occasion || shape::is_act(para, next) =>
        {
            Some((Opens::Occasion, at, next))
        }
        "بمناسبه" | "عبر" | "امام" => Some((Opens::Occasion, at, next)),
        "علي"
            if matches!(
                para.word(next),
                "منصه" | "صفحته" | "صفحتها" | "حسابه" | "حسابها" | "تويتر" | "فيسبوك" | "انستغرام"
            ) =>
        {
            Some((Opens::Occasion, at, next))
        }
        "ردا" | "تعليقا" | "جوابا" if para.word(next) == "علي" => Some((Opens::Occasion, at, next)),
        "ل" | "لـ" if para.is_quote(next) || noun.is(sense::OUTLET) => Some((Opens::Occasion, at, next)),
        _ if para.preposition(at) == Some('ل') && para.is(at, sense::OUTLET) => Some((Opens::Occasion, at, at)),
        "مع" if noun.is(sense::OUTLET) => Some((Opens::Occasion, at, next)),
        _ => None,
    }
}

/// A message that is both where and through what something is said: «في رسالة» is an occasion, «في بيان» a source.
fn is_sent(para: &Para, at: usize) -> bool {
    matches!(para.core(at), "بيان" | "بلاغ" | "تقرير" | "برقيه" | "نشريه" | "نشره" | "محضر" | "تعميم")
}

/// The end of an occasion or source: a comma, a time, the content, or the next circumstance.
pub(crate) fn phrase_end(para: &Para, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end.min(from + PHRASE_MAX) {
        if para.word(at) == "يوم" && para.time(at + 1).is_some() {
            break;
        }
        let starts_other = at > from + 1
            && (para.word(at) == "علي" && para.word(at + 1) == "هامش" && at > from + 3
                || para.is(at, sense::ATTRIBUTION));
        if para.is_comma(at)
            || para.is_stop(at)
            || para.mark(at) == Some(':')
            || at > from && (para.is_that(at) || para.key(at) == "فقد")
            || para.time(at).is_some()
            || starts_other
        {
            break;
        }
        if para.is_quote(at) && !head::names_thing(para, at) && at > from {
            break;
        }
        at += 1;
    }
    at
}
