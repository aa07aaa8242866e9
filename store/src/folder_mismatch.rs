//! The ways in which database and folder may not belong together.

use std::path::PathBuf;

/// Why a database does not belong to the folder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FolderMismatch {
    /// The folder knows a paper, but the database is new or empty.
    #[error("the database is empty, and the folder knows a paper with {known} rows in its audit log")]
    Empty {
        /// Rows of the audit log that the folder knows.
        known: i64,
    },
    /// The database is older than the folder.
    #[error(
        "the audit log of the database ends at row {found}, and the folder knows row {known}: what came after it is lost"
    )]
    Older {
        /// The last row that exists.
        found: i64,
        /// The last row that the folder knows.
        known: i64,
    },
    /// The database was not closed in order and its write-ahead log is gone.
    #[error("the database was not closed in order, and its write-ahead log {log} is gone: what was saved last may be lost", log = log.display())]
    NoLog {
        /// The file that is missing.
        log: PathBuf,
    },
    /// The audit log was signed with another key.
    #[error("the audit log of the database is signed with another key than the folder's audit.key")]
    OtherKey,
    /// The folder has no key, but the database has signed rows.
    #[error("the folder has no audit.key, and the audit log of the database is signed")]
    NoKey,
    /// A row that the folder knows has another digest in the database.
    #[error("row {seq} of the audit log is not the one that the folder knows: this is another database")]
    Other {
        /// The number of the row.
        seq: i64,
    },
    /// The database was last used with another folder.
    #[error("the database belongs to another folder: its pictures and keys are not in this one")]
    OtherFolder,
}
