//! The running site that all handlers share: its state, how it follows the publication log, forms given back after an
//! error.
//!
//! May import: `base`.

pub mod follow;
pub mod given_back;
pub mod languages;
pub mod remembered;
pub mod routes;
pub mod state;

pub use state::Site;
