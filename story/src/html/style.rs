//! What holds for characters by the elements around them.

use crate::text::Marks;

/// What holds for the characters at one place of the tree.
#[derive(Clone, Default)]
pub(super) struct Style {
    pub marks: Marks,
    /// Line ends in the source are line breaks (`<pre>`, `white-space: pre`).
    pub keeps_lines: bool,
    /// Not meant to be seen.
    pub hidden: bool,
    /// Struck through: a revision that was rejected, or words taken back.
    pub struck: bool,
    pub height: Height,
    /// What the text stands in.
    pub whole: Whole,
}

/// Where on the line characters stand.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Height {
    #[default]
    Level,
    Raised,
    Lowered,
}

/// Elements in which the end of a line is white space even where it means more outside.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Whole {
    #[default]
    None,
    /// A paragraph: blank lines part it.
    Paragraph,
    /// What is one text: an item, a cell, a heading.
    Cell,
}

impl Whole {
    pub fn of(name: &str) -> Option<Whole> {
        match name {
            "p" => Some(Whole::Paragraph),
            "li" | "td" | "th" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "figcaption" | "caption" => {
                Some(Whole::Cell)
            }
            _ => None,
        }
    }
}
