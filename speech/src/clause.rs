//! The clause that announces an event, and the words at which it ends.

use crate::lexicon::sense;
use crate::text::{Kind, Text};

/// Tokens between a verb of events and its day, at most.
pub(crate) const BACK_MAX: usize = 30;
/// Days of a period, at most, that dates an event without a noun of events.
pub(crate) const PERIOD_DAYS_MAX: i64 = 31;

/// A clause with a verb or noun of events.
pub(crate) struct Clause {
    pub from: usize,
    pub trigger: usize,
    pub noun: &'static str,
    pub rule: &'static str,
    /// The verb is unknown: its day must be a date or a period that is named.
    pub open: bool,
}

pub(crate) fn is_end(text: &Text, at: usize) -> bool {
    matches!(
        text.tokens.get(at).map(|token| token.kind),
        None | Some(Kind::Mark('.' | '!' | '؟' | '?' | '\n' | '؛' | ';' | ':'))
    )
}

pub(crate) fn is_comma(text: &Text, at: usize) -> bool {
    matches!(text.tokens.get(at).map(|token| token.kind), Some(Kind::Mark('،' | ',')))
}

pub(crate) fn is_event_noun(text: &Text, at: usize) -> bool {
    text.tokens.get(at).is_some_and(|token| token.entry.is(sense::EVENT))
}
