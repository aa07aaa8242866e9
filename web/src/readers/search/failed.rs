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

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self::Page(problem)
    }
}

impl From<newsroom::Error> for Failed {
    fn from(error: newsroom::Error) -> Self {
        Self::Page(error.into())
    }
}

impl From<Failed> for Problem {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Page(problem) => problem,
            Failed::Index(_) => Self::Busy,
        }
    }
}
