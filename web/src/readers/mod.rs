//! Pages for readers: stories, lists, feeds, comments, sitemaps, files for crawlers.
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
pub mod search;
pub mod sitemaps;
pub mod structured;
