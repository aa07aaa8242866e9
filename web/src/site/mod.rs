//! The running site that all handlers share: its state, how it follows the publication log, forms given back after an
//! error.
//!
//! May import: `base`.

pub mod cached_values;
pub mod follow;
pub mod languages;
pub mod returned_form;
pub mod routes;
pub mod state;

pub use state::Site;
