//! Who may do what, which moves a story can make and what each move requires: data and pure functions.
//!
//! `rules` does no I/O, stores nothing and does not know the time. It consists of two tables and the functions that
//! read them: rights by role ([`Action::reaches`]) and moves by state ([`Move::rule`]). `tests/rights.txt` lists the
//! result for every case.

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
