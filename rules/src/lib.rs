//! Who may do what, which moves a story can make and what each move requires: data and pure functions.
//!
//! `rules` opens nothing, stores nothing and knows no time. Today it holds the two states of a story; roles and the
//! table of moves join them when people do.

mod states;

pub use states::{Live, UnknownState, Work};
