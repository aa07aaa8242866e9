//! The two states of a story, written here and nowhere else (`tests/house.rs` holds it).

use rules::{Live, Work};
use sea_orm::Set;

use crate::base::entity::story;

/// Puts a story where it stands from now on: what readers see of it, what the desk does with it.
pub(crate) fn put(row: &mut story::ActiveModel, live: Live, work: Work) {
    row.live = Set(live.word().to_owned());
    row.work = Set(work.word().to_owned());
}
