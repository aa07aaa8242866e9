//! The subject that stands before its verb: «الوزير قال», «أما السكان فاتهموا», «وكان الوزير قد أعلن», headlines.

use crate::head::Head;
use crate::lexicon::sense;
use crate::mention::{self, Mention};
use crate::para::{NAME_WORDS_MAX, Para, UnitKind};

/// Units between a subject and its verb, at most.
const DISTANCE_MAX: usize = 22;

/// Words between them that no rule explains, at most: «مصدر مطلع على مجريات القضية قال».
const STRANGE_MAX: usize = 2;

/// The subject of a verb at a unit, between `after` and the verb.
pub(crate) fn before(para: &Para, at: usize, after: usize) -> Option<Mention> {
    let start = para.sentence_start(at).max(after);
    // «الوزير الذي قال»
    let relative = at.checked_sub(1).is_some_and(|before| para.is(before, sense::RELATIVE));
    let floor = start.max(at.saturating_sub(DISTANCE_MAX));
    // «"الصحة العالمية" تحذر»
    let name = at.checked_sub(1).filter(|&name| para.is_quote(name) && para.quoted_words(name) <= NAME_WORDS_MAX);
    if let Some(name) = name.filter(|&name| name == start && para.index == crate::model::HEADLINE) {
        return Some(Mention { head: Head::Body, from: name, end: at, title: None, name: None });
    }
    let mut candidate = None;
    let mut unit = at;
    while unit > floor {
        unit -= 1;
        let opens = unit == start
            || para.is_comma(unit.saturating_sub(1))
            || is_linker(para, unit)
            || relative && para.is(unit, sense::TITLE | sense::BODY);
        if !opens {
            continue;
        }
        let from = skip_linkers(para, unit, at);
        let Some(found) = subject_at(para, from, at, relative) else { continue };
        if !leads_to(para, found.end, at) {
            continue;
        }
        // «لكن المهندس سليم الكيلاني، أحد معدي التقرير، رفض»: what is said of the subject stands nearer than the subject.
        if found.head == Head::Generic && !relative && para.is_comma(unit.saturating_sub(1)) && unit > start {
            candidate = candidate.or(Some(found));
            continue;
        }
        let full = found.end - found.from >= 2 && candidate.is_some_and(|near: Mention| near.head == Head::Generic);
        if found.head != Head::Name || found.end == at || full {
            return Some(found);
        }
        candidate = candidate.or(Some(found).filter(|found| found.end - found.from >= 2 || is_close(para, found, at)));
    }
    candidate
}

fn subject_at(para: &Para, from: usize, limit: usize, relative: bool) -> Option<Mention> {
    if from >= limit
        || para.preposition(from).is_some() && !relative
        || para.is(from, sense::CIRCUMSTANCE)
        || para.time(from).is_some()
    {
        return None;
    }
    mention::read(para, from, limit, false)
}

/// Words that stand before a subject.
fn is_linker(para: &Para, at: usize) -> bool {
    matches!(
        para.word(at),
        "اما"
            | "لكن"
            | "ولكن"
            | "ان"
            | "غير"
            | "الا"
            | "بيد"
            | "فيما"
            | "بينما"
            | "حين"
            | "كان"
            | "كانت"
            | "كانوا"
            | "كما"
            | "وقت"
            | "انه"
            | "هنا"
    )
}

fn skip_linkers(para: &Para, at: usize, limit: usize) -> usize {
    let mut at = at;
    while at < limit && (is_linker(para, at) || para.is_comma(at)) {
        at += 1;
    }
    at
}

/// Whether only «قد», circumstances and parentheses stand between a subject and its verb.
fn leads_to(para: &Para, from: usize, verb: usize) -> bool {
    let mut at = from;
    let mut comma = false;
    let mut strange = 0;
    while at < verb {
        if let Some(time) = para.time(at) {
            at = para.unit_at(time.end).max(at + 1);
            continue;
        }
        if para.is_comma(at) {
            comma = true;
        } else {
            let free = comma
                || matches!(
                    para.word(at),
                    "فيها"
                        | "فيه"
                        | "منهم"
                        | "منها"
                        | "لديها"
                        | "قد"
                        | "كان"
                        | "كانت"
                        | "كانوا"
                        | "ايضا"
                        | "بدوره"
                        | "بدورها"
                        | "نفسه"
                        | "نفسها"
                )
                || para.is(at, sense::RELATIVE)
                || para.kind(at) == Some(UnitKind::Parenthesis)
                || para.is(at, sense::CIRCUMSTANCE);
            strange += usize::from(!free);
            if strange > STRANGE_MAX || !free && (para.is(at, sense::FUNCTION) || para.verb(at).is_some()) {
                return false;
            }
            // A circumstance may take the rest: «الوزير في كلمته أمس قال».
            comma |= para.is(at, sense::CIRCUMSTANCE) && verb - at <= 8;
        }
        at += 1;
    }
    // After a parenthesis in commas the last unit is a comma.
    !comma || from == verb || para.is_comma(verb - 1) || verb - from <= 8
}

/// Whether a subject belongs to the verb however the words after the verb look: right before it, in a headline, or with
/// «قد» or «ف» before the verb.
pub(crate) fn is_close(para: &Para, subject: &Mention, verb: usize) -> bool {
    let so = para.key(verb).starts_with('ف') && para.is_joined(verb);
    let already = verb.checked_sub(1).is_some_and(|before| matches!(para.word(before), "قد"));
    subject.end == verb || so || already || para.index == crate::model::HEADLINE
}

/// The subject of the sentence of a unit: the mention after its first verb, or at its start.
pub(crate) fn of_sentence(para: &Para, at: usize) -> Option<Mention> {
    let start = para.sentence_start(at);
    let mentions = (start..(start + 3).min(at)).filter(|&from| may_open(para, from)).filter_map(|from| {
        let found = mention::read(para, from, at, true)?;
        (found.head != Head::Name || from > start).then_some(found)
    });
    // «ولم يخف المدرب استياءه»: a title tells more than a word that nothing is known of.
    let found: Vec<Mention> = mentions.collect();
    found.iter().find(|found| found.head != Head::Name).or_else(|| found.first()).copied()
}

fn may_open(para: &Para, at: usize) -> bool {
    para.is_word(at)
        && para.preposition(at).is_none()
        && para.time(at).is_none()
        && !para.is(at, sense::CIRCUMSTANCE | sense::ATTRIBUTION)
}
