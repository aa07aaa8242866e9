//! What is suggested, and by which taste.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::digits::Digits;

/// What the house prefers where there is a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct HouseStyle {
    /// What straight quotation marks become.
    pub quotes: Quotes,
    /// The digits to type; `None` leaves them as they are.
    pub digits: Option<Digits>,
}

/// Quotation marks of a house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotes {
    /// « »
    #[default]
    Guillemets,
    /// “ ”
    Curly,
    /// Straight ones stay.
    Straight,
}

/// Which rule a suggestion follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Latin comma, semicolon or question mark where the Arabic one belongs.
    ArabicMark,
    /// A blank before a mark.
    SpaceBefore,
    /// No blank after a mark.
    SpaceAfter,
    /// A tatweel (kashida).
    Tatweel,
    /// More than one blank.
    DoubleSpace,
    /// A mark set twice.
    DoubledMark,
    /// «و» apart from its word.
    JoinedWaw,
    /// Digits of the other set.
    Digits,
    /// A zero-width joiner, non-joiner or space between Arabic letters.
    ZeroWidth,
    /// A bidi control: pages isolate by themselves.
    BidiControl,
    /// A hamza or ta marbuta that the word does not have, or lacks.
    Spelling,
    /// Straight quotation marks.
    Quotes,
}

/// One fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The bytes to replace; empty where something is inserted.
    pub range: Range<usize>,
    /// What to put there; empty to delete.
    pub replacement: String,
    /// Why.
    pub kind: Kind,
}
