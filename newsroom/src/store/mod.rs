//! How anything is kept: two dialects, transactions, the publication log, work that is due, the audit chain, media files,
//! ids and clocks, backups. It does not know what a story is.
//!
//! May import `base`, for its errors and the transaction, until it is a crate of its own; nothing else of this crate.

pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod belonging;
pub(crate) mod choice;
pub(crate) mod clock;
pub(crate) mod dialect;
pub(crate) mod digest;
pub(crate) mod failing;
pub(crate) mod health;
pub(crate) mod id;
pub(crate) mod jobs;
pub(crate) mod limits;
pub(crate) mod log;
pub(crate) mod media;
pub(crate) mod once;
pub(crate) mod outage;
pub(crate) mod patterns;
pub(crate) mod private;
pub(crate) mod reader;
pub(crate) mod reserve;
pub(crate) mod row;
pub(crate) mod rows;
pub(crate) mod schema;
pub(crate) mod shape;
pub(crate) mod source;
pub(crate) mod stranger;
pub(crate) mod sweeping;
pub(crate) mod wake;
pub(crate) mod wall;
pub(crate) mod writing;
