//! Why a database is not taken for that of its folder.

use std::path::PathBuf;

/// Why a database is not taken for that of the folder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stranger {
    /// The folder knows a paper, and the database is new or empty.
    #[error("the database is empty, and the folder remembers a paper with {known} rows in its audit log")]
    Empty {
        /// Rows of the audit log that the folder knows of.
        known: i64,
    },
    /// The database is older than the folder.
    #[error(
        "the audit log of the database ends at row {found}, and the folder remembers row {known}: what came after it is lost"
    )]
    Older {
        /// Last row there is.
        found: i64,
        /// Last row that the folder knows of.
        known: i64,
    },
    /// The database was not closed in order and its log is gone.
    #[error("the database was not closed in order, and its write-ahead log {log} is gone: what was saved last may be lost", log = log.display())]
    NoLog {
        /// The file that is missing.
        log: PathBuf,
    },
    /// Another key has signed.
    #[error("the audit log of the database is signed with another key than the folder's audit.key")]
    OtherKey,
    /// There is no key, and the database has signed rows.
    #[error("the folder has no audit.key, and the audit log of the database is signed")]
    NoKey,
    /// The same row is another one.
    #[error("row {seq} of the audit log is not the one that the folder remembers: this is another database")]
    Other {
        /// Which row.
        seq: i64,
    },
    /// The database was last used with another folder.
    #[error("the database belongs to another folder: its pictures and keys are not in this one")]
    OtherFolder,
}
