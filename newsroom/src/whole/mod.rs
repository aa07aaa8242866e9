//! What concerns every floor: opening a paper, reactions to acts, due jobs, marks for live updates, backups,
//! migrations.
//!
//! May import: `base`, `paper`, `people`, `stories`, `front`, `readers`, `moving`.

pub(crate) mod contents;
pub(crate) mod due;
pub(crate) mod keeping;
pub(crate) mod mailed_notices;
pub(crate) mod marks;
pub(crate) mod media_check;
pub(crate) mod migrations;
pub(crate) mod naming;
pub(crate) mod opening;
pub(crate) mod reactions;

#[cfg(test)]
mod stored_words;
