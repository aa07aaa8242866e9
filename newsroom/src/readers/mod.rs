//! What readers do: they comment, and they read.
//!
//! May import: `base`, `paper`, `people`, `stories`, `front`.

pub(crate) mod comments;
pub(crate) mod reads;
pub mod screening;
