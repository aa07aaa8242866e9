//! Why a document was refused. Every error names the block and says what to do; `web` writes the message for people.

use std::fmt;

/// The crate's result.
pub type Result<T> = std::result::Result<T, Error>;

/// A place in a document: the index of the top-level block and its id, if it has one.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Place {
    /// Index of the top-level block, from 0; `None` for the document itself.
    pub block: Option<usize>,
    /// Its id, if it has a well-formed one.
    pub id: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.block, &self.id) {
            (Some(index), Some(id)) => write!(f, "block {index} ({id})"),
            (Some(index), None) => write!(f, "block {index}"),
            (None, _) => f.write_str("document"),
        }
    }
}

/// Why a document was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The text is not JSON.
    #[error("not JSON at line {line}, column {column}: {message}; send the document as the editor writes it")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// The message of the JSON parser.
        message: String,
    },
    /// An unknown version.
    #[error("document: version {found} is not known; this server writes version 1")]
    Version {
        /// The value of `attrs.version`.
        found: String,
    },
    /// A value has another shape than in the node table (a string instead of a list, and so on).
    #[error("{at}: `{part}` must be {expected}")]
    Shape {
        /// Where.
        at: Place,
        /// Node or field.
        part: String,
        /// What is expected there.
        expected: &'static str,
    },
    /// A node that does not exist or is not allowed there.
    #[error("{at}: `{node}` cannot stand in `{parent}`; allowed there: {allowed}")]
    UnknownNode {
        /// Where.
        at: Place,
        /// Its name.
        node: String,
        /// Its parent.
        parent: &'static str,
        /// The nodes that are allowed there.
        allowed: &'static str,
    },
    /// A mark that does not exist.
    #[error("{at}: mark `{mark}` is not known; use emphasis, strong, link, foreign or statement")]
    UnknownMark {
        /// Where.
        at: Place,
        /// Its name.
        mark: String,
    },
    /// An attribute or member that is not in the table.
    #[error("{at}: `{node}` has no attribute `{attribute}`; remove it")]
    UnknownAttribute {
        /// Where.
        at: Place,
        /// The node or mark.
        node: String,
        /// The attribute.
        attribute: String,
    },
    /// A required attribute is missing.
    #[error("{at}: `{node}` needs the attribute `{attribute}`")]
    MissingAttribute {
        /// Where.
        at: Place,
        /// The node or mark.
        node: String,
        /// The attribute.
        attribute: &'static str,
    },
    /// An attribute has an impossible value.
    #[error("{at}: `{attribute}` of `{node}` is {found}; it must be {expected}")]
    BadAttribute {
        /// Where.
        at: Place,
        /// The node or mark.
        node: String,
        /// The attribute.
        attribute: &'static str,
        /// The value found, shortened.
        found: String,
        /// What is expected.
        expected: &'static str,
    },
    /// A link address that is not allowed.
    #[error("{at}: the link address {href} is refused; use http, https, mailto or a path that begins with /")]
    BadLink {
        /// Where.
        at: Place,
        /// The address, shortened.
        href: String,
    },
    /// An embed address that no allowed provider recognises, or that is not canonical.
    #[error(
        "{at}: the embed address {url} is not one of an allowed provider in its canonical form; see the list of providers"
    )]
    BadEmbed {
        /// Where.
        at: Place,
        /// The address, shortened.
        url: String,
    },
    /// Two blocks have the same id.
    #[error("{at}: the id is already used by block {first}; give one of them a new id")]
    DuplicateId {
        /// Where.
        at: Place,
        /// Index of the earlier block.
        first: usize,
    },
    /// A control character in a text.
    #[error("{at}: `{part}` holds the control character U+{code:04X}; remove it")]
    ControlCharacter {
        /// Where.
        at: Place,
        /// Node or field.
        part: &'static str,
        /// The character's code.
        code: u32,
    },
    /// A field has too many characters.
    #[error("{at}: `{part}` has {found} characters; {max} are allowed, shorten it")]
    TooLong {
        /// Where.
        at: Place,
        /// Node or field.
        part: &'static str,
        /// Characters found.
        found: usize,
        /// Characters allowed.
        max: usize,
    },
    /// Too many of something.
    #[error("{at}: {found} {part}; {max} are allowed, split it")]
    TooMany {
        /// Where.
        at: Place,
        /// Of what, in the plural.
        part: &'static str,
        /// How many were found.
        found: usize,
        /// How many are allowed.
        max: usize,
    },
    /// Nested too deeply.
    #[error("{at}: nested deeper than {max} levels; move the inner part out")]
    TooDeep {
        /// Where.
        at: Place,
        /// Levels allowed.
        max: usize,
    },
    /// A row has a different number of cells than the first one.
    #[error("{at}: row {row} has {found} cells and the first row {expected}; make them equal")]
    RaggedTable {
        /// Where.
        at: Place,
        /// Row, from 0.
        row: usize,
        /// Cells found.
        found: usize,
        /// Cells of the first row.
        expected: usize,
    },
    /// A required text is empty (checked only by `check_complete`).
    #[error("{at}: `{part}` is empty; write it or remove the block")]
    Empty {
        /// Where.
        at: Place,
        /// Node or field.
        part: &'static str,
    },
}

impl Error {
    /// Where it happened.
    pub fn place(&self) -> Place {
        match self {
            Error::Json { .. } | Error::Version { .. } => Place::default(),
            Error::Shape { at, .. }
            | Error::UnknownNode { at, .. }
            | Error::UnknownMark { at, .. }
            | Error::UnknownAttribute { at, .. }
            | Error::MissingAttribute { at, .. }
            | Error::BadAttribute { at, .. }
            | Error::BadLink { at, .. }
            | Error::BadEmbed { at, .. }
            | Error::DuplicateId { at, .. }
            | Error::ControlCharacter { at, .. }
            | Error::TooLong { at, .. }
            | Error::TooMany { at, .. }
            | Error::TooDeep { at, .. }
            | Error::RaggedTable { at, .. }
            | Error::Empty { at, .. } => at.clone(),
        }
    }
}
