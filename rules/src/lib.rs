//! Who may do what, which moves a story can make and what each move requires: data and pure functions.
//!
//! `rules` opens nothing, stores nothing and knows no time. Two tables are its heart: rights by role
//! ([`Action::reaches`]) and moves by state ([`Move::rule`]). `tests/rights.txt` is what they come to in every case.

mod moves;
mod people;
mod rights;
mod states;

pub use moves::{
    COMPLETE, Move, ON_ANY_PAGE, Refused, Required, Rule, To, after, handed_in_by, offered, way_to_readers,
};
pub use people::{Actor, Desks, Grant, Hand, Role, UnknownRole};
pub use rights::{Action, Denied, House, Reach, StoryFacts, Subject};
pub use states::{Live, UnknownState, Work};
