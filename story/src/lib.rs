//! story
pub mod page;
