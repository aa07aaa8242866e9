//! The paper: its settings, sections, static pages and logos, its topics, writers and threads, its house words.
//!
//! May import: `base`.

pub(crate) mod comment_settings;
pub(crate) mod hint_sources;
pub(crate) mod house_words;
pub(crate) mod languages;
pub(crate) mod logos;
pub(crate) mod machines;
pub mod names;
pub(crate) mod old_address;
pub(crate) mod ornaments;
pub(crate) mod sections;
pub(crate) mod settings;
pub(crate) mod sheet;
pub(crate) mod static_pages;
pub(crate) mod threads;
pub(crate) mod topics;
pub(crate) mod writers;
