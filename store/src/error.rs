//! What the storage can refuse, and what stops it.

use std::path::PathBuf;

use crate::outage::Outage;
use crate::stranger::Stranger;

/// Short for a result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What was refused, and why.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The stored data say something this build does not understand.
    #[error("stored data are damaged: {what}")]
    Damaged {
        /// What was read and why it makes no sense.
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
    /// The database address is not one of ours.
    #[error("{0:?} is no database address; use sqlite:PATH or postgres://USER@HOST/NAME")]
    BadDatabaseAddress(String),
    /// A backup could not be made, or was refused.
    #[error("{file}: {reason}", file = file.display())]
    Backup {
        /// The backup, or what stood in its way.
        file: PathBuf,
        /// Why, in English, for the command line.
        reason: String,
    },
    /// The data folder cannot be used.
    #[error("cannot use the data folder {folder}: {source}")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Database and folder do not belong together. Nothing was written.
    #[error("{why} (folder {folder})", folder = folder.display())]
    Stranger {
        /// The folder.
        folder: PathBuf,
        /// Why not.
        why: Stranger,
    },
    /// The storage cannot do it now; later it may. Nothing was written.
    #[error("{outage}: {cause}")]
    Storage {
        /// What hinders it.
        outage: Outage,
        /// What the database or the file system said, for the log.
        cause: String,
    },
    /// The media store refused or lost a file.
    #[error("media store: {0}")]
    Media(object_store::Error),
    /// The database refused what it was asked, and would again.
    #[error("database: {0}")]
    Database(sea_orm::DbErr),
}

impl Error {
    /// Stored data that make no sense: `what` was read, and why it is wrong.
    pub fn damaged(what: impl ToString) -> Self {
        Self::Damaged { what: what.to_string() }
    }
}
