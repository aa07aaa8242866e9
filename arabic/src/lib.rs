//! The language: normalization, digits, dates, plurals, addresses, evasions, typography and reading direction of Arabic text (and
//! what little French and English a mixed newspaper needs).
//!
//! `arabic` opens no file, keeps no state and knows no clock: every function is a pure function of its arguments, accepts
//! any string whatever, and never panics. Rules live in tables; every table has a test that reads like a list of examples.

pub mod bidi;
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
