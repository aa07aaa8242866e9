//! Suggestions, and the house style they follow.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::digits::Digits;

/// The choices of a house style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct HouseStyle {
    /// What straight quotation marks become.
    pub quotes: Quotes,
    /// The digits to use; `None` leaves them as they are.
    pub digits: Option<Digits>,
}

/// The quotation marks of a house style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotes {
    /// « »
    #[default]
    Guillemets,
    /// “ ”
    Curly,
    /// Straight marks stay.
    Straight,
}

/// The rule that a suggestion follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A Latin comma, semicolon or question mark where the Arabic one belongs.
    ArabicMark,
    /// A space before a mark.
    SpaceBefore,
    /// No space after a mark.
    SpaceAfter,
    /// A tatweel (kashida).
    Tatweel,
    /// More than one space.
    DoubleSpace,
    /// A doubled mark.
    DoubledMark,
    /// «و» separated from its word.
    JoinedWaw,
    /// Digits of the other set.
    Digits,
    /// A zero-width joiner, non-joiner or space between Arabic letters.
    ZeroWidth,
    /// A bidi control: pages isolate text themselves.
    BidiControl,
    /// A wrong or missing hamza or ta marbuta.
    Spelling,
    /// Straight quotation marks.
    Quotes,
}

/// One fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The bytes to replace; empty to insert.
    pub range: Range<usize>,
    /// The replacement; empty to delete.
    pub replacement: String,
    /// The rule.
    pub kind: Kind,
}
