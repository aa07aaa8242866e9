//! Full-text search over stories: the index on disk, the reader of queries, ranking, facets and highlights.
//!
//! `search` knows words, numbers and files. It does not know the database, people or HTTP: whoever fills the index
//! gives it [`Story`] values, and whoever shows results holds every hit against the database, because an index may lag
//! behind it. Words are analyzed by [`arabic::analyzer`], for the index and for queries alike.

mod columns;
mod facets;
mod folder;
mod index;
mod query;
mod ranking;
mod results;
mod schema;
mod score;
mod similar;
mod snippet;
mod spelling;
mod story;
mod terms;
mod typing;

pub use facets::FacetCounts;
pub use folder::{IndexFolder, WriteLock};
pub use index::{Hit, Index, IndexWriter, Page, Ranked, Span};
pub use query::{CHARS_MAX, Clause, FieldWord, Filters, Query, QueryProblem, TERMS_MAX};
pub use similar::Similar;
pub use snippet::{Highlighter, Piece};
pub use story::Story;
pub use typing::{Continued, Typing};

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index on disk is missing, damaged or of another build. It has to be built again from the database.
    #[error("the search index cannot be used: {0}")]
    Unusable(String),
    /// The disk refused a write. What was committed before is unharmed.
    #[error("the search index could not be written: {0}")]
    Write(String),
}

/// Results of this crate.
pub type Result<T> = std::result::Result<T, Error>;
