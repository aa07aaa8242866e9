//! One file a command.

pub mod import;
pub mod migrate;
pub mod serve;
pub mod settings;
pub mod story;
