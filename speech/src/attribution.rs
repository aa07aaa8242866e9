//! «بحسب», «وفقا لـ», «نقلا عن»: whose words a sentence tells without a verb of saying.

use crate::head::Head;
use crate::lexicon::sense;
use crate::mention::{self, Mention};
use crate::para::Para;

/// Units between «بحسب» and the speaker, at most.
const LOOK_MAX: usize = 6;

/// The unit after «بحسب», «وفقا لـ», «حسب ما جاء في», «نقلا عن».
pub(crate) fn after(para: &Para, at: usize) -> usize {
    let mut next = at + 1;
    let limit = (at + LOOK_MAX).min(para.len());
    while next < limit {
        let word = para.word(next);
        let links = matches!(word, "ل" | "لـ" | "لما" | "ما" | "الي" | "عن" | "في" | "به" | "علي" | "قال" | "قالت");
        let tells = is_told(word)
            || para.verb(next).is_some()
                && !para.is(next, sense::NOUN)
                && next == at + 1 + usize::from(!matches!(para.word(at), "حسبما" | "وفقما"));
        if !links && !tells {
            break;
        }
        next += 1;
    }
    next
}

/// «جاء», «ورد», «أوردته», «نشرته»: the verbs of «حسب ما …».
fn is_told(word: &str) -> bool {
    matches!(
        word,
        "جاء"
            | "جاءت"
            | "ورد"
            | "وردت"
            | "صدر"
            | "اوردته"
            | "اورده"
            | "اوردت"
            | "نشرته"
            | "نشره"
            | "نشرت"
            | "اعلنته"
            | "اعلنه"
            | "اعلنت"
            | "ذكرته"
            | "ذكره"
            | "ذكرت"
            | "افاد"
            | "افادت"
            | "نقل"
            | "نقلته"
            | "نقله"
            | "نقلت"
            | "اكده"
            | "اكدته"
            | "صرح"
            | "بثته"
            | "كشفته"
            | "كشفه"
            | "علم"
            | "علمت"
            | "اشار"
            | "اشارت"
            | "اظهرته"
            | "اظهرت"
            | "بينته"
            | "اوضحه"
            | "اوضحته"
            | "قاله"
            | "قالته"
    )
}

/// Whether a verb stands behind «بحسب»: «بحسب ما أعلن المتحدث», «حسبما كشفت المديرة».
pub(crate) fn is_told_by(para: &Para, at: usize) -> bool {
    (at + 1..after(para, at)).any(|at| is_told(para.word(at)) || para.verb(at).is_some())
}

/// Whether «بحسب» at a unit is followed by somebody who can speak.
pub(crate) fn names_speaker(para: &Para, at: usize) -> bool {
    let start = after(para, at);
    matches!(speaker(para, start, para.sentence_end(at)), Some(found) if found.head != Head::Name)
        || para.is(start, sense::SOURCE | sense::OUTLET)
}

/// The speaker behind «بحسب»: the body of «بيان للوزارة», or the mention itself.
pub(crate) fn speaker(para: &Para, at: usize, limit: usize) -> Option<Mention> {
    let found = mention::read(para, at, limit, false)?;
    Some(owner(para, found, limit).unwrap_or(found))
}

/// Whose document it is: «بيان للاتحاد», «تقرير البنك المركزي», «بيانات نشرها المركز».
pub(crate) fn owner(para: &Para, document: Mention, limit: usize) -> Option<Mention> {
    if document.head != Head::Document {
        return None;
    }
    for at in document.from + 1..limit.min(document.from + LOOK_MAX) {
        if para.is_comma(at) || para.is_that(at) || para.time(at).is_some() || para.is_quote(at) {
            return None;
        }
        let entry = para.entry(at);
        if entry.is(sense::BODY | sense::TITLE | sense::OUTLET) && !entry.is(sense::CIRCUMSTANCE) {
            return mention::read(para, at, limit, true).filter(|found| found.head != Head::Document);
        }
    }
    None
}
