//! The commands, one file each.

pub mod admin;
pub mod audit;
pub mod backup;
pub mod demo;
pub mod generate;
pub mod import;
pub mod import_jsonl;
pub mod media;
pub mod migrate;
pub mod new;
pub mod reader;
pub mod restore;
pub mod search;
pub mod serve;
pub mod settings;
pub mod statements;
pub mod story;
pub mod wire;
