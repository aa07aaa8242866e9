//! Writes the two states of a story. No other file does (`tests/house.rs` checks it).

use rules::{Live, Work};
use sea_orm::Set;

use crate::base::entity::story;

/// Sets the states of a story: for readers and at the desk.
pub(crate) fn put(row: &mut story::ActiveModel, live: Live, work: Work) {
    row.live = Set(live.word().to_owned());
    row.work = Set(work.word().to_owned());
}
