//! What readers do: comments and reads.
//!
//! May import: `base`, `paper`, `people`, `stories`, `front`.

pub(crate) mod comments;
pub(crate) mod reads;
pub mod screening;
