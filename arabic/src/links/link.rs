//! What is found in a text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// An address as it is.
    Plain,
    /// One that hides.
    Disguised,
    /// A telephone number.
    Phone,
}

/// An address or number, and the bytes where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is.
    pub kind: LinkKind,
    /// Where.
    pub range: Range<usize>,
}
