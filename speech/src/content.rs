//! Where the content of a statement ends, and which of its bytes are what was said.

use crate::attribution;
use crate::complement::Mode;
use crate::header::takes_content;
use crate::lexicon::{VerbForm, sense};
use crate::model::Form;
use crate::para::Para;

/// Words of a quotation that stands for the whole statement even if words follow it.
const WHOLE_QUOTE_WORDS: usize = 5;

/// The bytes of a statement in its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
    pub form: Form,
}

/// The unit at which the content that begins at `from` ends.
pub(crate) fn end(para: &Para, from: usize, mode: Mode) -> usize {
    let stop = para.sentence_end(from);
    if para.is_quote(from) && is_whole(para, from, stop) {
        return from + 1;
    }
    let mut at = from;
    while at < stop {
        let comma = para.is_comma(at);
        if at > from && breaks(para, at + usize::from(comma), comma, mode) {
            return at;
        }
        if comma && mode == Mode::Object && !goes_on(para, at + 1) {
            return at;
        }
        at += 1;
    }
    at
}

/// Whether the quotation is all that was said: it is long, or nothing that belongs to it follows.
fn is_whole(para: &Para, at: usize, stop: usize) -> bool {
    let next = at + 1;
    let joined = matches!(para.word(next), "و") && para.is_quote(next + 1);
    let ends = next >= stop
        || para.is_comma(next)
        || para.is_joined(next) && para.verb(next).is_some()
        || para.mark(next) == Some(':');
    !joined && (ends && !is_list(para, next) || para.quoted_words(at) >= WHOLE_QUOTE_WORDS)
}

/// «"عزم" و"صدق"», «"أول"، "ثان"».
fn is_list(para: &Para, at: usize) -> bool {
    para.is_comma(at)
        && para.is_quote(at + 1)
        && para.quoted_words(at + 1) < WHOLE_QUOTE_WORDS
        && para.quoted_words(at.saturating_sub(1)) < WHOLE_QUOTE_WORDS
}

/// Whether a new clause of the writer begins at a unit, after a comma or without one.
fn breaks(para: &Para, at: usize, comma: bool, mode: Mode) -> bool {
    let entry = para.entry(at);
    if let Some(verb) = entry.verb() {
        let continues = entry.form == VerbForm::Participle && takes_content(para, at, verb);
        let reports = entry.form != VerbForm::Participle
            && (comma || para.is_joined(at))
            && (para.has_and(at) || comma)
            && takes_content(para, at, verb);
        if continues && (comma || is_plain_participle(para, at)) || reports {
            return true;
        }
    }
    if entry.is(sense::ATTRIBUTION) && (comma || attribution::names_speaker(para, at)) {
        return true;
    }
    let word = para.word(at);
    // «المعارضة تنتقد الموازنة والحكومة تدافع عنها»: the second clause of a headline.
    let clause = para.index == crate::model::HEADLINE && para.has_and(at) && entry.is(sense::BODY | sense::TITLE);
    if clause
        && para.entry(at + 1).senses == 0
        && para.word(at + 1).starts_with(['ي', 'ت', 'س'])
        && para.word(at + 1).len() >= 8
    {
        return true;
    }
    if !comma {
        return matches!(para.key(at), "فيما" | "بينما") && mode == Mode::Clause
            || matches!(para.key(at), "فيما" | "بينما" | "لكنه" | "لكنها") && mode == Mode::Object;
    }
    let next = para.word(at + 1);
    match word {
        // «…، لكنه يقر بأن …»
        "لكنه" | "لكنها" | "لكنهم" if para.verb(at + 1).is_some_and(|verb| takes_content(para, at + 1, verb)) => {
            true
        }
        "لكن" | "لكنه" | "لكنها" | "لكنهم" | "غير" | "بيد" => mode == Mode::Object,
        "كما" => para.verb(at + 1).is_some(),
        "في" => {
            matches!(next, "حين" | "وقت" | "الوقت" | "اشاره" | "المقابل" | "ما")
                || para.is(at + 1, sense::OCCASION | sense::SOURCE)
        }
        "ذلك" | "هذا" if para.has_and(at) => {
            matches!(next, "في" | "خلال" | "عقب" | "بمناسبه" | "علي" | "ردا" | "تعليقا" | "اثناء" | "لدي")
        }
        "خلال" | "عقب" | "اثر" | "بمناسبه" | "قبيل" => para.is(at + 1, sense::OCCASION),
        "علي" => next == "هامش" || para.is_that(at + 1),
        "من" => matches!(next, "دون" | "جهته" | "جانبه" | "جهتها" | "جانبها" | "جهه" | "جانب" | "جهتهم"),
        "بدوره" | "بدورها" => true,
        "كان" | "كانت" | "كانوا" if para.has_and(at) => true,
        // «…، وهو ما نفاه ناديه»
        "هو" if para.has_and(at) && next == "ما" => {
            ["نف", "كذب", "رفض", "اكد"].iter().any(|stem| para.word(at + 2).starts_with(stem))
        }
        "دون" | "بدون" => true,
        "قبل" => para.is_that(at + 1) && para.verb(at + 2).is_some(),
        _ => entry.is(sense::BREAK),
    }
}

/// A participle that continues without a comma before it: «مستقر مشيرا إلى أن».
fn is_plain_participle(para: &Para, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let accusative = para.key(at).ends_with('ا');
    let linked = matches!(para.word(at + 1), "الي" | "ان" | "انه" | "انها")
        && (para.key(at).ends_with("ين") || para.key(at).ends_with('ه'));
    (accusative || linked) && !para.is_that(before) && !para.is(before, sense::FUNCTION)
}

/// Whether an object goes on after a comma: «…، التي»، «والاستيلاء».
fn goes_on(para: &Para, at: usize) -> bool {
    para.is(at, sense::RELATIVE) && !para.is_joined(at)
        || matches!(
            para.key(at),
            "مقابل"
                | "مقارنه"
                | "بدل"
                | "بدلا"
                | "منهم"
                | "منها"
                | "بينهم"
                | "بينها"
                | "ابتداء"
                | "بدايه"
                | "وذلك"
                | "سواء"
                | "خاصه"
                | "خصوصا"
                | "لا"
                | "بسبب"
                | "نتيجه"
                | "جراء"
                | "بهدف"
                | "بغيه"
                | "باستثناء"
        )
        || para.key(at) == "بعد"
            && para.is_word(at + 1)
            && !para.is_definite(at + 1)
            && !para.is(at + 1, sense::THAT | sense::OCCASION | sense::EVENT)
            && para.time(at + 1).is_none()
        || para.has_and(at) && para.is_definite(at)
        || para.key(at).starts_with("وال") && para.verb(at).is_none()
}

/// The bytes of the content in units, and whether they are quoted. `skip` bytes of the first word are a preposition.
pub(crate) fn span(para: &Para, from: usize, end: usize, skip: usize) -> Option<Span> {
    let (mut from, mut end) = (from, end);
    while from < end && para.is_comma(from) {
        from += 1;
    }
    while from < end && (para.is_comma(end - 1) || matches!(para.mark(end - 1), Some(':' | '.'))) {
        end -= 1;
    }
    if from >= end {
        return None;
    }
    if end == from + 1 && para.is_quote(from) {
        let (from, end) = para.inside(from)?;
        let end = without_stop(para, from, end);
        let (start, end) = para.text.bytes(from, end)?;
        return Some(Span { start, end, form: Form::Quote });
    }
    let (start, end_byte) = para.bytes(from, end)?;
    let mixed = (from..end).any(|at| para.is_quote(at));
    let start = start + skip;
    (start < end_byte && para.text.text.is_char_boundary(start)).then_some(Span {
        start,
        end: end_byte,
        form: if mixed { Form::Mixed } else { Form::Paraphrase },
    })
}

/// The end of a quotation without its full stop or last comma.
fn without_stop(para: &Para, from: usize, end: usize) -> usize {
    let mut end = end;
    while end > from + 1 && matches!(para.text.mark(end - 1), Some('.' | ',' | '،')) {
        end -= 1;
    }
    end
}
