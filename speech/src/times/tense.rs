//! Whether the words around an expression speak of what was or of what will be.

use crate::future::is_future;
use crate::lexicon::{VerbForm, sense};
use crate::model;
use crate::text::{Kind, Text};
use arabic::relative::Tense;

/// Tokens that are looked at, in either direction.
const LOOK_BACK: usize = 24;
const LOOK_AHEAD: usize = 6;

/// The tense of the nearest word before the token that shows one, else of the first after it.
pub(super) fn arabic(text: &Text, at: usize) -> Option<Tense> {
    // «قبل متم يونيو»
    if (at.saturating_sub(2)..at).any(|before| text.bare(before) == "قبل") {
        return Some(Tense::Future);
    }
    let mut back = at;
    for _ in 0..LOOK_BACK {
        let Some(before) = back.checked_sub(1) else { break };
        if matches!(text.mark(before), Some('.' | '؟' | '!' | '\n')) && is_mark(text, before) {
            break;
        }
        back = before;
        if let Some(tense) = of_word(text, back) {
            return Some(tense);
        }
    }
    let ahead = (at..at + LOOK_AHEAD).take_while(|&at| !matches!(text.mark(at), Some('.' | '،' | ',')));
    ahead.into_iter().find_map(|at| of_word(text, at).filter(|tense| *tense == Tense::Future))
}

fn is_mark(text: &Text, at: usize) -> bool {
    text.tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Mark(_)))
}

fn of_word(text: &Text, at: usize) -> Option<Tense> {
    let token = text.tokens.get(at)?;
    if token.kind != Kind::Word {
        return None;
    }
    if let Some(verb) = token.entry.verb().filter(|_| !token.entry.is(sense::NOUN)) {
        return Some(match token.entry.form {
            VerbForm::Past | VerbForm::Participle if verb.kind == model::Kind::Forecast => Tense::Future,
            VerbForm::Past => Tense::Past,
            VerbForm::Present if verb.kind == model::Kind::Forecast || is_event(text, at) => Tense::Future,
            VerbForm::Present => Tense::Past,
            VerbForm::Participle => return None,
        });
    }
    let bare = text.bare(at);
    match bare {
        "كان" | "كانت" | "كانوا" | "قد" | "لم" | "منذ" | "عقب" | "تم" | "تمت" => {
            return Some(Tense::Past);
        }
        "مرتقب" | "مرتقبه" | "مرتقبا" | "مقرر" | "مقرره" | "مزمع" | "منتظر" | "ابتداء" | "اعتبارا" | "لن" | "سوف"
        | "المقبل" | "المقبله" | "القادم" | "القادمه" | "موعد" => {
            return Some(Tense::Future);
        }
        _ if token.entry.is(sense::MODAL) && bare.starts_with("ال") => return Some(Tense::Future),
        _ => {}
    }
    if is_future(bare) || is_event(text, at) {
        return Some(Tense::Future);
    }
    // The first word of a clause that begins with ي is a verb in the present.
    let verb = bare.strip_prefix('و').unwrap_or(bare);
    // So does «وتنحسر موجة البرد» at the start of a sentence.
    let she = verb.starts_with('ت') && verb.len() < word_bytes(text, at) && token.entry.senses == 0;
    (verb.len() >= 8 && (verb.starts_with('ي') && opens_clause(text, at) || she && opens_sentence(text, at)))
        .then_some(Tense::Future)
}

/// Whether the token is a verb of events in the present: «تنطلق».
pub(crate) fn is_event(text: &Text, at: usize) -> bool {
    crate::event_verbs::verb_at(text, at).is_some_and(|verb| !verb.is_past)
}

/// The bytes of a word with what is written together with it.
fn word_bytes(text: &Text, at: usize) -> usize {
    text.key(at).len()
}

fn opens_sentence(text: &Text, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| is_mark(text, before) && matches!(text.mark(before), Some('.' | '\n')))
}

fn opens_clause(text: &Text, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    is_mark(text, before) && matches!(text.mark(before), Some('.' | '،' | ',' | '؛' | '\n' | ':' | '؟' | '!'))
}
