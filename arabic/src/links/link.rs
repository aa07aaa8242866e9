//! A match in a text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The kind of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// An undisguised address.
    Plain,
    /// A disguised address.
    Disguised,
    /// A phone number.
    Phone,
}

/// An address or phone number, with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its kind.
    pub kind: LinkKind,
    /// Its bytes in the text.
    pub range: Range<usize>,
}
