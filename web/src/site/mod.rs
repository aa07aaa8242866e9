//! The running site that every handler shares: what it keeps, how it follows the publication log, what it
//! gives back.
//!
//! May import: `base`.

pub mod follow;
pub mod given_back;
pub mod languages;
pub mod remembered;
pub mod routes;
pub mod state;

pub use state::Site;
