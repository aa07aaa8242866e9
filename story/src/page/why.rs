//! Why a page was read as it was: every value that was considered for a field, where it comes from, and how sure it is.

use serde::Serialize;

/// Values noted of one page; more are not shown.
const REASONS_MAX: usize = 400;
/// Letters of a value that are shown.
const VALUE_CHARS_MAX: usize = 120;

/// A value that was considered for a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The field, as in JSON.
    pub field: &'static str,
    /// What was found, cut to 120 letters.
    pub value: String,
    /// Where it was found.
    pub witness: &'static str,
    /// How sure the witness is; the highest of a field is taken.
    pub weight: i32,
}

/// Collects reasons while a page is read.
#[derive(Debug, Default)]
pub(super) struct Why {
    pub reasons: Vec<Reason>,
}

impl Why {
    pub(super) fn note(&mut self, field: &'static str, value: impl AsRef<str>, witness: &'static str, weight: i32) {
        let value: String = value.as_ref().chars().take(VALUE_CHARS_MAX).collect();
        let reason = Reason { field, value, witness, weight };
        if self.reasons.len() < REASONS_MAX && !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
    }
}
