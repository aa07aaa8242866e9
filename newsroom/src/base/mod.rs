//! The foundation of the other floors: errors, the open newsroom and its transaction, rights checks, what a page has
//! read, what an act did.
//!
//! May import: the crates below the newsroom, `store` first.

pub(crate) mod allow;
pub(crate) mod arranged_page;
pub(crate) mod audit_acts;
pub(crate) mod barred;
pub(crate) mod changes;
pub(crate) mod darkroom;
pub(crate) mod domain;
pub(crate) mod edition;
pub(crate) mod entity;
pub(crate) mod error;
pub(crate) mod events;
pub(crate) mod happened;
pub(crate) mod ids;
pub(crate) mod jobs;
pub(crate) mod localized;
pub(crate) mod log;
pub(crate) mod named;
pub(crate) mod newsroom;
pub(crate) mod noting;
pub(crate) mod once;
pub(crate) mod patterns;
pub(crate) mod sight;
pub(crate) mod texts;
pub(crate) mod tx;
pub(crate) mod word_list;
pub(crate) mod worded;
