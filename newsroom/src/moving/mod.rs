//! Imports: records of an archive become stories, many at once.
//!
//! May import: `base`, `paper`, `people`, `stories`, `front`, `readers`.

pub(crate) mod bulk;
pub(crate) mod importing;
pub(crate) mod records;
pub(crate) mod revising;
