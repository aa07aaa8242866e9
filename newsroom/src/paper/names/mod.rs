//! What topics, writers and threads have in common: a name that is searched in any form of its letters, an address, and addresses
//! they once had, which lead to them for good.
//!
//! One merged into another stays as a row that says so: versions are never rewritten, and whoever reads names by their ids
//! gets the one that stands. A new kind is a variant of `NameKind`, a table, and a file beside `topics.rs` that says what it has of
//! its own ([`Named`]); everything here then works for it.

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
