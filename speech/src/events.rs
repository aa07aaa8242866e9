//! Announced events: a verb or noun of events with a day that is still to come.

use crate::calendar::Interval;
use crate::clause::{BACK_MAX, Clause, PERIOD_DAYS_MAX, is_comma, is_end, is_event_noun};
use crate::event_verbs::verb_at;
use crate::head::Head;
use crate::lexicon::{VerbForm, sense};
use crate::mention;
use crate::model::Event;
use crate::para::Para;
use crate::planned::planned_noun;
use crate::tables::events::{LASTING, UNTIL};
use crate::text::{Kind, Text};
use crate::times::{TimeSpan, counted};
use arabic::normalize::key;
use arabic::relative::shifted;
use chrono::NaiveDate;
use std::sync::OnceLock;

const AHEAD_MAX: usize = 8;
/// Tokens of a subject before its verb, at most.
const SUBJECT_MAX: usize = 9;
/// Tokens after the day that still say what the event is, at most.
const NOUN_MAX: usize = 12;
/// Whether a word says that something lasts.
fn is_lasting(word: &str) -> bool {
    static KEYS: OnceLock<Vec<String>> = OnceLock::new();
    KEYS.get_or_init(|| keys(LASTING)).iter().any(|known| known == word)
}

/// Whether a word makes the day after it a limit.
fn is_until(word: &str) -> bool {
    static KEYS: OnceLock<Vec<String>> = OnceLock::new();
    KEYS.get_or_init(|| keys(UNTIL)).iter().any(|known| known == word)
}

fn keys(words: &str) -> Vec<String> {
    words.split(' ').map(key).collect()
}

/// The events that an Arabic paragraph announces.
pub(crate) fn find(para: &Para, day: NaiveDate) -> Vec<Event> {
    let mut found: Vec<Event> = Vec::new();
    for time in &para.times {
        if time.is_limit || time.days.to < day || (time.days.to - time.days.from).num_days() > 366 {
            continue;
        }
        if let Some(event) = at(para, time, day)
            && !found.iter().rev().take(4).any(|known| known.start < event.end && event.start < known.end)
        {
            found.push(event);
        }
    }
    found
}

fn at(para: &Para, time: &TimeSpan, day: NaiveDate) -> Option<Event> {
    let text = &para.text;
    let before = time.from.checked_sub(1).map_or("", |at| text.bare(at));
    if is_until(before) {
        return None;
    }
    let clause =
        verb_before(para, time).or_else(|| verb_after(text, time)).or_else(|| planned_noun(text, time, day))?;
    let end = noun_after(text, time.end).unwrap_or(time.end);
    let (from, end) = (clause.from.min(time.from), end.max(time.end).max(clause.trigger + 1));
    let noun = (from..end).find(|&at| is_event_noun(text, at));
    let long = (time.days.to - time.days.from).num_days() > PERIOD_DAYS_MAX;
    // «تعود الأجواء إلى البرودة»: nobody plans the weather.
    if (clause.trigger..time.from).any(|at| is_weather(text.core(at))) {
        return None;
    }
    let vague = matches!(time.rule, "مدة غير محددة" | "خلال + مدة" | "عدد من المدد")
        || text.key(time.from).starts_with("ب")
        || matches!(before, "بحلول" | "بنهايه");
    if clause.open && vague {
        return None;
    }
    if noun.is_none() && (clause.noun.is_empty() && !clause.open || long) || time.days.from < day && time.days.to <= day
    {
        return None;
    }
    let days = until(para, time).unwrap_or_else(|| lasting(text, time));
    let (start, stop) = text.bytes(from, end)?;
    let start = start + joined_bytes(text, from, clause.trigger);
    Some(Event {
        paragraph: para.index,
        what: what(text, noun, &clause, time, end),
        text: text.text.get(start..stop)?.to_owned(),
        date_from: days.from,
        date_to: days.to,
        who: who(para, &clause),
        place: place(text, from, end),
        rule: clause.rule,
        because: format!(
            "{} + {}",
            text.written(clause.trigger, clause.trigger + 1),
            text.written(time.from, time.end)
        ),
        start,
        end: stop,
    })
}

fn is_weather(core: &str) -> bool {
    matches!(
        core,
        "اجواء"
            | "امطار"
            | "طقس"
            | "حراره"
            | "رياح"
            | "منخفض"
            | "كتله"
            | "برد"
            | "ثلوج"
            | "عواصف"
            | "ضباب"
            | "غبار"
    )
}

fn is_quotation_mark(text: &Text, at: usize) -> bool {
    matches!(text.tokens.get(at).map(|token| token.kind), Some(Kind::Mark('«' | '»' | '"' | '“' | '”' | '„')))
}

fn is_planned(text: &Text, at: usize) -> bool {
    let negated = at
        .checked_sub(1)
        .is_some_and(|before| text.tokens.get(before).is_some_and(|token| token.entry.is(sense::NEGATION)));
    // «قبل أن تعود»
    let before = at.checked_sub(2).is_some_and(|first| {
        matches!(text.bare(first), "قبل" | "بعد")
            && text.tokens.get(at - 1).is_some_and(|token| token.entry.is(sense::THAT))
    });
    // «في ستوكهولم» is no verb.
    let governed = at
        .checked_sub(1)
        .is_some_and(|before| matches!(text.key(before), "في" | "من" | "الي" | "علي" | "عن" | "بين" | "مع" | "مدينه"));
    verb_at(text, at).is_some_and(|verb| !verb.is_unknown || !governed)
        && !negated
        && !before
        && text.tokens.get(at).is_some_and(|token| !token.definite)
}

/// The nearest verb of events before the day.
fn verb_before(para: &Para, time: &TimeSpan) -> Option<Clause> {
    let text = &para.text;
    // A verb has one day: the one nearest to it.
    let number = para.times.partition_point(|other| other.from < time.from);
    let last = number.checked_sub(1).and_then(|last| para.times.get(last)).map_or(0, |last| last.end);
    let mut commas = 0;
    for at in (time.from.saturating_sub(BACK_MAX)..time.from).rev() {
        if is_end(text, at) || at < last && commas > 0 {
            return None;
        }
        commas += usize::from(is_comma(text, at));
        let entry = text.tokens.get(at)?.entry;
        let told = entry.verb().is_some() && entry.form == VerbForm::Past && !entry.is(sense::NOUN);
        if commas > 2 || told {
            return None;
        }
        if is_planned(text, at) && !(entry.verb().is_some() && entry.form == VerbForm::Present && commas > 0) {
            let verb = verb_at(text, at)?;
            return Some(Clause {
                from: clause_start(text, at),
                trigger: at,
                noun: verb.noun,
                rule: "فعل حدث + تاريخ مقبل",
                open: verb.is_unknown,
            });
        }
    }
    None
}

/// The first verb of events after the day: «ويوم الخميس تنطلق …».
fn verb_after(text: &Text, time: &TimeSpan) -> Option<Clause> {
    for at in time.end..time.end + AHEAD_MAX {
        if is_end(text, at) || text.tokens.get(at)?.entry.verb().is_some_and(|_| !is_planned(text, at)) {
            return None;
        }
        if is_planned(text, at) {
            let verb = verb_at(text, at)?;
            // Only a day that opens its sentence belongs to the verb after it.
            let opens = (time.from.saturating_sub(2)..time.from).any(|before| is_end(text, before)) || time.from <= 2;
            return opens.then_some(Clause {
                from: time.from,
                trigger: at,
                noun: verb.noun,
                rule: "تاريخ مقبل + فعل حدث",
                open: verb.is_unknown,
            });
        }
    }
    None
}

/// Where the clause of a verb begins: at the verb, or at its subject before it.
fn clause_start(text: &Text, verb: usize) -> usize {
    let mut from = verb;
    while from > 0 && verb - from < SUBJECT_MAX {
        let before = from - 1;
        let token = &text.tokens[before];
        if is_end(text, before)
            || is_comma(text, before)
            || is_quotation_mark(text, before)
            || token.entry.is(sense::THAT | sense::BREAK | sense::RELATIVE | sense::MODAL)
            || token.entry.verb().is_some()
        {
            return from;
        }
        from = before;
    }
    if from == 0 { 0 } else { verb }
}

/// The end of the noun of the event that follows its day: «غدا الأحد، جلسة طارئة».
fn noun_after(text: &Text, end: usize) -> Option<usize> {
    let start = end + usize::from(is_comma(text, end));
    let noun = (start..start + 3).find(|&at| is_event_noun(text, at))?;
    if (start..noun).any(|at| {
        text.tokens.get(at).is_none_or(|token| {
            token.kind != Kind::Word
                || token.entry.verb().is_some()
                || token.entry.is(sense::FUNCTION | sense::CIRCUMSTANCE)
        })
    }) {
        return None;
    }
    let mut at = noun + 1;
    while at < noun + NOUN_MAX && !is_end(text, at) && !is_comma(text, at) {
        let token = text.tokens.get(at)?;
        let purpose = token.preposition == Some('ل')
            || text.key(at).starts_with('ل') && text.key(at).len() >= 8
            || matches!(text.key(at), "في" | "حول" | "قبل" | "بعد");
        if purpose || token.conjunction.is_some() && token.entry.verb().is_some() {
            break;
        }
        at += 1;
    }
    Some(at)
}

/// «وتستمر حتى 26 مايو»: the last day is a date.
fn until(para: &Para, time: &TimeSpan) -> Option<Interval> {
    let text = &para.text;
    let next = para.times.iter().find(|other| other.from >= time.end && other.from <= time.end + 6)?;
    let between = time.end..next.from;
    let lasts = between.clone().any(|at| is_lasting(text.key(at)));
    let until = between.clone().any(|at| matches!(text.key(at), "حتي" | "غايه" | "الي"));
    let stop = between.clone().any(|at| matches!(text.mark(at), Some('.')));
    (lasts && until && !stop && next.days.to > time.days.from)
        .then_some(Interval { from: time.days.from, to: next.days.to })
}

/// «ويستمر عشرة أيام», «لمدة أسبوع»: the last day.
fn lasting(text: &Text, time: &TimeSpan) -> Interval {
    let single = time.days;
    let Some(first) = time.day() else { return single };
    let lasts = |at: &usize| is_lasting(text.key(*at));
    let Some(at) = (time.end..time.end + 5).take_while(|&at| !matches!(text.mark(at), Some('.'))).find(lasts) else {
        return single;
    };
    let next = at + 1 + usize::from(text.key(at + 1) == "مدي" || text.key(at + 1) == "لمده");
    let days = match text.key(next) {
        "يومين" => Some(2),
        "اسبوع" | "اسبوعا" => Some(7),
        "اسبوعين" => Some(14),
        "شهرا" | "شهر" => Some(30),
        _ if matches!(text.key(next + 1), "ايام" | "يوما" | "يوم") => counted(text, next),
        _ => None,
    };
    match days.filter(|days| *days > 0).and_then(|days| shifted(first, days - 1)) {
        Some(to) => Interval { from: first, to },
        None => single,
    }
}

/// The bytes of a «و» in front of the words of an event, known to the lexicon or not.
fn joined_bytes(text: &Text, from: usize, trigger: usize) -> usize {
    let known = text.conjunction_bytes(from);
    let verb = from == trigger && text.key(from).starts_with(['و', 'ف']) && verb_at(text, from).is_some();
    if known > 0 || !verb {
        return known;
    }
    let written = text.written(from, from + 1);
    let rest = written.strip_prefix(['و', 'ف']).unwrap_or(written);
    written.len() - rest.trim_start_matches(arabic::normalize::is_dropped).len()
}

fn what(text: &Text, noun: Option<usize>, clause: &Clause, time: &TimeSpan, end: usize) -> String {
    if let Some(noun) = noun {
        let stop = if noun < time.from { time.from } else { end };
        let stop = (noun + 1..stop)
            .find(|&at| is_comma(text, at) || matches!(text.key(at), "في" | "يوم" | "من" | "الي" | "ابتداء"))
            .unwrap_or(stop);
        return text.written(noun, stop).to_owned();
    }
    let mut stop = time.from.max(clause.trigger + 1);
    while stop > clause.trigger + 1
        && (is_comma(text, stop - 1) || matches!(text.key(stop - 1), "في" | "يوم" | "من" | "الي" | "ابتداء" | "بتاريخ"))
    {
        stop -= 1;
    }
    format!("{} {}", clause.noun, text.written(clause.trigger + 1, stop)).trim().to_owned()
}

fn who(para: &Para, clause: &Clause) -> Vec<String> {
    let verb = para.unit_at(clause.trigger);
    let after = mention::read(para, verb + 1, para.sentence_end(verb), true);
    let before = || mention::read(para, para.unit_at(clause.from), verb, true);
    let found = after.filter(|found| found.head != Head::Name || found.name.is_some()).or_else(before);
    found.map(|found| crate::register::shown(para, found.from, found.end)).into_iter().collect()
}

/// Where: a known place after «في» or «ب», or a hall, a square, a headquarters.
fn place(text: &Text, from: usize, end: usize) -> Option<String> {
    for at in from..end + NOUN_MAX {
        if at >= text.tokens.len() || at >= end && is_end(text, at) {
            return None;
        }
        let known = text.tokens[at].entry.is(sense::PLACE)
            && matches!(at.checked_sub(1).map_or("", |before| text.key(before)), "في");
        let named = matches!(text.core(at), "مقر" | "ملعب" | "قاعه" | "مدينه" | "ساحه" | "قصر" | "مسرح" | "فندق")
            && (text.tokens[at].preposition == Some('ب')
                || text.key(at).starts_with('ب')
                || at.checked_sub(1).is_some_and(|before| text.key(before) == "في"));
        if known || named {
            let stop = (at + 1..at + 4)
                .find(|&at| is_end(text, at) || is_comma(text, at) || text.tokens[at].entry.is(sense::FUNCTION))
                .unwrap_or(at + 1);
            let stop = if known { at + 1 } else { stop };
            return Some(text.written(at, stop).trim_start_matches('ب').to_owned());
        }
    }
    None
}
