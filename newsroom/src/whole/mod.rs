//! What concerns every floor at once: opening a paper, reacting to what happened, doing what is due, watching what changes,
//! the history of the schema.
//!
//! May import: `base`, `paper`, `people`, `stories`, `front`, `readers`, `moving`.

pub(crate) mod contents;
pub(crate) mod due;
pub(crate) mod keeping;
pub(crate) mod mailed_notices;
pub(crate) mod marks;
pub(crate) mod migrations;
pub(crate) mod naming;
pub(crate) mod opening;
pub(crate) mod reactions;

#[cfg(test)]
mod stored_words;
