//! The search index of published stories: kept on disk beside the database, filled from it, and followed line by line
//! of the publication log.
//!
//! The index is a copy that can be lost at any time: if it is missing, damaged, of another build of the program or of
//! another history of the database, it is built anew, while the one in use goes on answering. Whoever shows results
//! reads every story found from the database, so a story that has just been taken off is never shown.

mod filling;
mod index;
mod state;

pub use filling::{commit, put};
pub use index::{IndexFailure, SearchFailure, StoryIndex};
