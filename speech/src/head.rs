//! The first word of a mention, which says what kind of speaker it is.

use crate::lexicon::sense;
use crate::para::{NAME_WORDS_MAX, Para};

/// What kind of speaker a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// A person, by title, name or both.
    Person,
    /// A body: ministry, club, court.
    Body,
    /// People or sources without a name: «مصدر أمني», «سكان الحي».
    Generic,
    /// A newspaper, an agency.
    Outlet,
    /// A text that speaks: «البيان», «التقرير».
    Document,
    /// A name alone, or a word that nothing is known of.
    Name,
}

/// What kind of speaker the word at this unit makes; `None` if it begins no mention. A `counted` word follows a number.
pub(crate) fn head(para: &Para, at: usize, limit: usize, counted: bool) -> Option<Head> {
    let entry = para.entry(at);
    if at >= limit || !para.is_word(at) || entry.is(sense::FUNCTION | sense::THAT) && !entry.is(sense::GENERIC) {
        return None;
    }
    // «أمين الريحاني»: some titles are first names, too. Those with the article are titles.
    let head = if entry.is(sense::GENERIC) {
        Head::Generic
    } else if entry.is(sense::TITLE) && !(entry.is(sense::BODY) && para.is_definite(at)) {
        if entry.is(sense::MANY) { Head::Generic } else { Head::Person }
    } else if entry.is(sense::OUTLET) {
        Head::Outlet
    } else if entry.is(sense::BODY) {
        Head::Body
    } else if entry.is(sense::SOURCE) {
        Head::Document
    } else if counted && para.is_word(at) {
        Head::Generic
    } else {
        return None;
    };
    // A preposition before it makes it no subject: «بالوزارة».
    Some(head)
}

/// «صاحبة "باب البحر"», «مخرج "الجسر"»
pub(crate) fn is_maker(core: &str) -> bool {
    matches!(core, "صاحب" | "صاحبه" | "موءلف" | "موءلفه" | "مخرج" | "مخرجه" | "بطل" | "بطله")
}

/// Whether a quotation is the name of what stands before it: «صحيفة "البريد"».
pub(crate) fn names_thing(para: &Para, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let indefinite = !para.is_definite(before) || para.is(before, sense::OUTLET);
    let named = indefinite
        && para.is(
            before,
            sense::NAMED | sense::BODY | sense::OUTLET | sense::GENERIC | sense::CONSTRUCT | sense::HONORIFIC,
        )
        || matches!(para.key(before), "ل" | "لـ" | "لل" | "مع")
        || is_maker(para.core(before));
    named && para.is_quote(at) && para.quoted_words(at) <= NAME_WORDS_MAX
}
