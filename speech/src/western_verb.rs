//! The verbs of saying of a French or English paragraph.

use crate::model::Kind;
use crate::para::Para;
use crate::tables::western::{ENGLISH, FRENCH};
use arabic::Language;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A verb of saying: its units and its kind.
#[derive(Clone, Copy)]
pub(crate) struct Verb {
    pub from: usize,
    pub end: usize,
    pub kind: Kind,
    /// «a-t-il dit»: the subject is inside.
    pub inverted: bool,
    pub participle: bool,
}

/// The verb of saying at a unit. French verbs in the past need their auxiliary.
pub(crate) fn at(para: &Para, at: usize, language: Language) -> Option<Verb> {
    let word = para.key(at);
    if word.is_empty() {
        return None;
    }
    let verbs = verbs(language)?;
    if language == Language::English {
        let passive = at.checked_sub(1).is_some_and(|before| {
            matches!(
                para.key(before),
                "was"
                    | "were"
                    | "been"
                    | "be"
                    | "is"
                    | "are"
                    | "not"
                    | "to"
                    | "the"
                    | "a"
                    | "of"
                    | "who"
                    | "has"
                    | "have"
            )
        });
        let kind = *verbs.get(word)?;
        let perfect = at.checked_sub(1).is_some_and(|before| matches!(para.key(before), "has" | "have" | "who"));
        return (!passive || perfect).then_some(Verb {
            from: at,
            end: at + 1,
            kind,
            inverted: false,
            participle: word.ends_with("ing"),
        });
    }
    if matches!(word, "a" | "ont" | "avait") {
        // «a-t-il déclaré», «a déclaré», «a également déclaré»
        let inverted = para.key(at + 1) == "t" && matches!(para.key(at + 2), "il" | "elle" | "on")
            || matches!(para.key(at + 1), "ils" | "elles");
        let next = if para.key(at + 1) == "t" { at + 3 } else { at + 1 + usize::from(inverted) };
        let next = next + usize::from(matches!(para.key(next), "egalement" | "aussi" | "notamment" | "ensuite"));
        let kind = *verbs.get(para.key(next))?;
        return Some(Verb { from: at, end: next + 1, kind, inverted, participle: false });
    }
    let participle = word.ends_with("ant");
    let after_noun = at.checked_sub(1).is_some_and(|before| {
        matches!(
            para.key(before),
            "le" | "la" | "les" | "un" | "une" | "de" | "des" | "en" | "est" | "ete" | "sont" | "du" | "ce" | "cette"
        )
    });
    let kind = *verbs.get(word)?;
    let inverted = matches!(para.key(at + 1), "il" | "elle" | "on")
        || para.key(at + 1) == "t" && matches!(para.key(at + 2), "il" | "elle" | "on");
    (!after_noun).then_some(Verb {
        from: at,
        end: at + 1 + usize::from(inverted) * if para.key(at + 1) == "t" { 2 } else { 1 },
        kind,
        inverted,
        participle,
    })
}

/// Verbs that need no «that».
pub(crate) fn is_direct(verb: &str) -> bool {
    matches!(
        verb,
        "said"
            | "says"
            | "saying"
            | "added"
            | "adding"
            | "insisted"
            | "claimed"
            | "claims"
            | "admitted"
            | "warned"
            | "warns"
            | "believes"
            | "believed"
            | "hopes"
            | "hoped"
            | "insists"
            | "confirmed"
            | "confirms"
            | "announced"
            | "denies"
            | "denied"
            | "acknowledged"
            | "thinks"
            | "argued"
            | "argues"
    )
}

fn verbs(language: Language) -> Option<&'static HashMap<&'static str, Kind>> {
    static TABLES: OnceLock<[HashMap<&'static str, Kind>; 2]> = OnceLock::new();
    let tables = TABLES.get_or_init(|| {
        [ENGLISH, FRENCH]
            .map(|table| table.iter().flat_map(|(kind, words)| words.split(' ').map(|word| (word, *kind))).collect())
    });
    match language {
        Language::English => tables.first(),
        Language::French => tables.get(1),
        Language::Arabic => None,
    }
}
