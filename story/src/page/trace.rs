//! Why a page was read in this way: every value that was considered for a field, its source and its weight.

use serde::Serialize;

/// Values that are kept for one page, at most.
const REASONS_MAX: usize = 400;
/// Characters of a value that are kept.
const VALUE_CHARS_MAX: usize = 120;

/// A value that was considered for a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The field, as in JSON.
    pub field: &'static str,
    /// The value, cut to 120 characters.
    pub value: String,
    /// Where it was found.
    pub source: &'static str,
    /// The reliability of the source. The highest value of a field is taken.
    pub weight: i32,
}

/// Collects reasons while a page is read.
#[derive(Debug, Default)]
pub(super) struct Trace {
    pub reasons: Vec<Reason>,
}

impl Trace {
    pub(super) fn note(&mut self, field: &'static str, value: impl AsRef<str>, source: &'static str, weight: i32) {
        let value: String = value.as_ref().chars().take(VALUE_CHARS_MAX).collect();
        let reason = Reason { field, value, source, weight };
        if self.reasons.len() < REASONS_MAX && !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
    }
}
