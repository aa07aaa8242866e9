//! Why there is no page of results.

use crate::base::problem::Problem;
use crate::base::story_index::SearchFailure;

/// Why there is no page of results.
pub enum Failed {
    /// The index does not answer.
    Index(SearchFailure),
    /// Another error.
    Page(Problem),
}

impl From<SearchFailure> for Failed {
    fn from(failure: SearchFailure) -> Self {
        Self::Index(failure)
    }
}

impl<T: Into<Problem>> From<T> for Failed {
    fn from(problem: T) -> Self {
        Self::Page(problem.into())
    }
}
