//! Why a file is refused, and what a reader noticed in a file that it read.

use serde::Serialize;

/// Why nothing of a file was taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// No byte, or only white space.
    #[error("the file is empty")]
    Empty,
    /// Bytes that are no text.
    #[error("the file is not text")]
    NotText,
    /// A charset that is not known or never decoded.
    #[error("the charset {0:?} is not known; name the charset of this source in its settings")]
    Charset(String),
    /// Bytes that fit no charset.
    #[error("the bytes are not {declared} (first at byte {at}) and fit no other known charset")]
    Bytes {
        /// The charset that the file declares, or UTF-8.
        declared: String,
        /// Offset of the first byte that does not fit.
        at: usize,
    },
    /// A document type with entity declarations.
    #[error("the document type declares entities; such files are never expanded")]
    Entities,
    /// More of something than the limit.
    #[error("{what}: more than {limit}")]
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// XML that is not well-formed.
    #[error("line {line}: {what}")]
    IllFormed {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// A file that ends before its content does: it may still be arriving.
    #[error("the file ends inside <{inside}>: it is incomplete; it is read again when it has grown")]
    Incomplete {
        /// The innermost element that is open.
        inside: String,
    },
    /// JSON that is not valid.
    #[error("not valid JSON: {0}")]
    Json(String),
    /// A member of a JSON item that is not what the standard says.
    #[error("the member {member:?} {what}")]
    Member {
        /// Its path.
        member: String,
        /// What is wrong with it.
        what: String,
    },
    /// Packed data that is broken.
    #[error("the gzip data is broken: {0}")]
    Gzip(String),
    /// A kind of item that is not imported.
    #[error("{0}: such items are not imported")]
    Kind(String),
    /// No known format.
    #[error("the format is not known: {0}")]
    Format(String),
}

/// Something that a person at the desk should know about a file or an item that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Where: an item's place in the file or an element; empty for the whole file.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What was noticed.
    pub what: String,
    /// Whether an item was set aside for it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub set_aside: bool,
}

impl Notice {
    pub(crate) fn new(what: impl Into<String>) -> Notice {
        Notice { place: String::new(), what: what.into(), set_aside: false }
    }

    pub(crate) fn at(place: impl Into<String>, what: impl Into<String>) -> Notice {
        Notice { place: place.into(), what: what.into(), set_aside: false }
    }

    pub(crate) fn aside(place: impl Into<String>, what: impl Into<String>) -> Notice {
        Notice { set_aside: true, ..Notice::at(place, what) }
    }
}
