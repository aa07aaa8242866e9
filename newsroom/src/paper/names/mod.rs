//! What topics, writers and threads have in common: a name that can be searched in any form of its letters, an address,
//! and former addresses that redirect permanently.
//!
//! A merged name stays as a row that refers to its successor, because versions are never rewritten. Functions that read
//! names by id return the successor. A new kind is a variant of `NameKind`, a table, and a file beside `topics.rs` that
//! implements [`Named`].

mod acts;
mod kind;
mod naming;
mod reading;

pub use acts::{add, change, merge};
pub(crate) use acts::{add_asked, called_or_added, ensure};
pub use kind::Named;
pub use naming::{ABOUT_CHARS_MAX, NAMED_CHARS_MAX, Naming};
pub use reading::{NameCursor, by_ids, by_slug, formerly, found, is_known_to_readers, live_stories, one, standing};
pub(crate) use reading::{by_slugs, first, known, unmerged};
