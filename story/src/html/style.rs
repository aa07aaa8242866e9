//! The style of characters that follows from the elements around them.

use crate::text::Marks;

/// The style of the characters at one place of the tree.
#[derive(Clone, Default)]
pub(super) struct Style {
    pub marks: Marks,
    /// Whether line ends in the source are line breaks (`<pre>`, `white-space: pre`).
    pub keeps_lines: bool,
    /// Whether the text is hidden.
    pub hidden: bool,
    /// Whether it is struck through: a revision that was rejected, or words that were withdrawn.
    pub struck: bool,
    pub vertical_align: VerticalAlign,
    /// The kind of element around the text.
    pub container: Container,
}

/// The vertical position of characters.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum VerticalAlign {
    #[default]
    Baseline,
    Super,
    Sub,
}

/// Elements in which a line end is white space even if it means more outside.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Container {
    #[default]
    None,
    /// A paragraph: blank lines divide it.
    Paragraph,
    /// An element with a single text: an item, a cell, a heading.
    Cell,
}

impl Container {
    pub fn of(name: &str) -> Option<Container> {
        match name {
            "p" => Some(Container::Paragraph),
            "li" | "td" | "th" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "figcaption" | "caption" => {
                Some(Container::Cell)
            }
            _ => None,
        }
    }
}
