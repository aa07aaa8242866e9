//! The readers' room: pages, feeds, comments, sitemaps, what crawlers are told.
//!
//! May import: `base`, `site`.

pub mod comments;
pub mod crawlers;
pub mod feeds;
pub mod former;
pub mod language_roots;
pub mod media;
pub mod pages;
pub mod preview;
pub mod problem_page;
pub mod reads;
pub mod sitemaps;
pub mod structured;
