//! What every subject of the newsroom stands on: its errors, the open newsroom and its transaction, who may act, what a reader
//! has seen, what happened.
//!
//! May import: `store`.

pub(crate) mod allow;
pub(crate) mod darkroom;
pub(crate) mod domain;
pub(crate) mod edition;
pub(crate) mod entity;
pub(crate) mod error;
pub(crate) mod events;
pub(crate) mod happened;
pub(crate) mod localized;
pub(crate) mod newsroom;
pub(crate) mod noting;
pub(crate) mod sight;
pub(crate) mod tx;
