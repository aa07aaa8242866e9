//! One file a command.

pub mod demo;
pub mod import;
pub mod migrate;
pub mod serve;
pub mod settings;
pub mod story;
