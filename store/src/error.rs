//! Errors of the storage.

use std::path::PathBuf;

use crate::folder_mismatch::FolderMismatch;
use crate::outage::Outage;

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the storage refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The stored data contain something that this build does not understand.
    #[error("stored data are damaged: {what}")]
    Damaged {
        /// What was read and what is wrong with it.
        what: String,
    },
    /// The database was written by a newer Matbaa.
    #[error(
        "the database was written by a newer Matbaa (it knows {unknown}); start that version, or restore a backup from before the upgrade"
    )]
    NewerSchema {
        /// The first migration this build does not know.
        unknown: String,
    },
    /// The database address is neither SQLite nor PostgreSQL.
    #[error("{0:?} is not a database address; use sqlite:PATH or postgres://USER@HOST/NAME")]
    BadDatabaseAddress(String),
    /// A backup could not be made, or was refused.
    #[error("{file}: {reason}", file = file.display())]
    Backup {
        /// The backup, or the file that is in the way.
        file: PathBuf,
        /// Why, in English, for the command line.
        reason: String,
    },
    /// The data folder cannot be used.
    #[error("cannot use the data folder {folder}: {source}")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The error of the file system.
        source: std::io::Error,
    },
    /// Database and folder do not belong together. Nothing was written.
    #[error("{why} (folder {folder})", folder = folder.display())]
    FolderMismatch {
        /// The folder.
        folder: PathBuf,
        /// How they differ.
        why: FolderMismatch,
    },
    /// The storage is unavailable now; a later attempt may succeed. Nothing was written.
    #[error("{outage}: {cause}")]
    Storage {
        /// The kind of outage.
        outage: Outage,
        /// The message of the database or the file system, for the log.
        cause: String,
    },
    /// The media store failed to read or write a file.
    #[error("media store: {0}")]
    Media(object_store::Error),
    /// The database rejected a statement and would reject it again.
    #[error("database: {0}")]
    Database(sea_orm::DbErr),
}

impl Error {
    /// An error about damaged data: `what` names the data and what is wrong with it.
    pub fn damaged(what: impl ToString) -> Self {
        Self::Damaged { what: what.to_string() }
    }
}
