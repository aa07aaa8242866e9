//! Storage: two dialects, transactions, the publication log, jobs, the audit chain, media files, ids and clocks,
//! backups. It does not know what a story is.
//!
//! Promises: a write that was acknowledged is on disk. A write and its lines in both logs are committed together or not
//! at all. The numbers of the logs have no gaps and follow the order of commits. A connection that was open when a
//! transaction went wrong is never used again.
//!
//! Its own tables (`publication_log`, `log_head`, `audit_log`, `audit_head`, `jobs`, `done_once`, `followers`,
//! `folders`, `schema_lock`) are created by the migrations of the crate that opens a store, because a schema has one
//! history.

pub mod audit;
pub mod backup;
pub mod choice;
pub mod clock;
pub mod dialect;
pub mod digest;
pub mod folder_check;
pub mod folder_mismatch;
pub mod health;
pub mod id;
pub mod jobs;
pub mod log;
pub mod media;
pub mod once;
pub mod outage;
pub mod row;
pub mod rows;
pub mod schema;
pub mod shape;
pub mod source;
pub mod wake;
pub mod wall;
pub mod writing;

mod error;
mod failing;
mod limits;
mod private;
mod reader;
mod reserve;
mod store;
mod sweeping;
mod tx;

pub use error::{Error, Result};
pub use store::Store;
pub use tx::Tx;
