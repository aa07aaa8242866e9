//! Why a picture may not be used.

use arabic::Language;
use chrono::NaiveDate;

/// Why a picture may not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// It was withdrawn.
    Withdrawn,
    /// The rights ended with this day.
    Ended(NaiveDate),
    /// It may not be used in this language.
    Language(Language),
}
