//! Imports: records of an archive become stories, many at once.
//!
//! May import: `base`, `paper`, `people`, `stories`, `front`, `readers`.

pub(crate) mod bulk;
pub(crate) mod importing;
pub(crate) mod lead_photo;
pub(crate) mod records;
pub(crate) mod revising;
