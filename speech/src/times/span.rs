//! A time expression, found.

use crate::calendar::Interval;
use chrono::NaiveDate;

/// A time expression: its tokens and its days.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimeSpan {
    pub from: usize,
    /// The token after it.
    pub end: usize,
    pub days: Interval,
    pub rule: &'static str,
    /// Whether it only limits something that goes on («قبل متم سنة 2030»).
    pub is_limit: bool,
}

impl TimeSpan {
    /// The day, if it is a single one.
    pub fn day(&self) -> Option<NaiveDate> {
        (self.days.from == self.days.to).then_some(self.days.from)
    }
}

/// What a rule found at a token: the token after it, and the days.
pub(super) type Read = Option<(usize, Interval, &'static str)>;
