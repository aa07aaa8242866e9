//! The language: normalization, digits, dates, plurals, addresses, evasions, typography and direction of Arabic text
//! (and what little French and English a mixed newspaper needs).
//!
//! `arabic` opens no file, keeps no state and has no clock. Every function is a pure function of its arguments, accepts
//! any string and never panics. Rules live in tables, and every table has a test that reads like a list of examples.

pub mod analyzer;
pub mod bidi;
pub mod charset;
pub mod date;
pub mod digits;
pub mod evasion;
mod language;
pub mod lexicon;
pub mod links;
pub mod normalize;
mod numerals;
pub mod plural;
pub mod relative;
pub mod slug;
pub mod typography;

pub use language::{Language, UnknownLanguage};
