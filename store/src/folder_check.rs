//! Checks that database and folder belong together, before anything is written.
//!
//! The folder contains the last known head of the audit log (`audit.head`, signed with `audit.key`), a name of its own
//! (`folder.id`, also stored in the database) and a marker of a server that was not stopped in order (`serving.pid`). A
//! database that knows less than its folder, was signed with another key, or names another folder is not served. It
//! would look like a new paper, or like an old one that has lost its last days.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sea_orm::DbBackend;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

use crate::audit::{self, Seal, write_new};
use crate::choice::DatabaseChoice;
use crate::error::{Error, Result};
use crate::folder_mismatch::FolderMismatch;
use crate::schema;
use crate::source::{Reads, Source};

/// The file with the folder's own name.
pub const FOLDER_ID: &str = "folder.id";
/// The file with the id of the process that serves the paper; it is removed when the server stops in order.
const SERVING: &str = "serving.pid";
/// The name of the stored head after its loss was accepted.
const LOST_HEAD: &str = "audit.head.lost";

/// The check of one folder and one database.
pub(crate) struct FolderCheck<'a> {
    pub folder: &'a Path,
    pub choice: &'a DatabaseChoice,
    pub reads: &'a Reads,
    pub backend: DbBackend,
}

impl FolderCheck<'_> {
    /// Returns the folder's key if database and folder belong together. Writes nothing if they do not.
    pub async fn run(&self) -> Result<Seal> {
        match self.mismatch().await? {
            Some(why) => Err(Error::FolderMismatch { folder: self.folder.to_owned(), why }),
            None => {
                self.remove_stale_marker();
                Seal::open(self.folder)
            }
        }
    }

    /// Removes the marker of a server that was killed.
    fn remove_stale_marker(&self) {
        let file = self.folder.join(SERVING);
        if std::fs::read_to_string(&file).is_ok_and(|pid| !Path::new("/proc").join(pid.trim()).exists()) {
            let _ = std::fs::remove_file(file); // a marker left behind only asks a question at the next start
        }
    }

    async fn mismatch(&self) -> Result<Option<FolderMismatch>> {
        let remembered = Seal::remembered_in(self.folder);
        let known = remembered.as_ref().map_or(0, |head| head.seq);
        if let Some(log) = self.missing_wal() {
            return Ok(Some(FolderMismatch::NoLog { log }));
        }
        let Some((seq, digest, signature)) = self.head().await? else {
            return Ok((known > 0).then_some(FolderMismatch::Empty { known }));
        };
        if seq < known {
            return Ok(Some(match seq {
                0 => FolderMismatch::Empty { known },
                found => FolderMismatch::Older { found, known },
            }));
        }
        let Some(seal) = Seal::existing(self.folder)? else {
            return Ok((seq > 0).then_some(FolderMismatch::NoKey));
        };
        if seq > 0 && !seal.is_signed(seq, &digest, &signature) {
            return Ok(Some(FolderMismatch::OtherKey));
        }
        if let Some(remembered) = remembered.filter(|head| head.seq > 0)
            && self.digest_at(remembered.seq).await?.is_some_and(|digest| digest != remembered.digest)
        {
            return Ok(Some(FolderMismatch::Other { seq: remembered.seq }));
        }
        Ok(None)
    }

    /// The path of SQLite's write-ahead log, if it is missing although the last server was not stopped in order.
    fn missing_wal(&self) -> Option<PathBuf> {
        let DatabaseChoice::Sqlite(file) = self.choice else { return None };
        let mut log = file.clone().into_os_string();
        log.push("-wal");
        let log = PathBuf::from(log);
        let was_serving = std::fs::read_to_string(self.folder.join(SERVING)).ok()?;
        let is_serving = Path::new("/proc").join(was_serving.trim()).exists();
        (!is_serving && file.exists() && !log.exists()).then_some(log)
    }

    async fn head(&self) -> Result<Option<(i64, String, String)>> {
        if let DatabaseChoice::Sqlite(file) = self.choice
            && std::fs::metadata(file).map_or(true, |file| file.len() == 0)
        {
            return Ok(None);
        }
        if !schema::has_table(self.reads, self.backend, "audit_head").await? {
            return Ok(None);
        }
        audit::signed_head(self.reads).await.map(Some)
    }

    async fn digest_at(&self, seq: i64) -> Result<Option<String>> {
        let query = Query::select().column("digest").from("audit_log").and_where(Expr::col("seq").eq(seq)).to_owned();
        self.reads.rows(&query).await?.into_iter().next().map(|row| row.columns().take()).transpose()
    }

    /// Removes the folder's knowledge of the database, so that the database as it is becomes the paper.
    pub fn accept_loss(&self) -> Result<()> {
        let trouble = |source| Error::Folder { folder: self.folder.to_owned(), source };
        let moved = std::fs::rename(self.folder.join(Seal::HEAD_FILE), self.folder.join(LOST_HEAD));
        let gone = std::fs::remove_file(self.folder.join(SERVING));
        for done in [moved, gone] {
            match done {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(trouble(error)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The name of the folder stored in the database.
pub async fn stored_folder_name(db: &impl Source) -> Result<Option<String>> {
    let query = Query::select().column("name").from("folders").and_where(Expr::col("id").eq(1)).to_owned();
    db.rows(&query).await?.into_iter().next().map(|row| row.columns().take()).transpose()
}

/// Writes the folder's name into `file` if it has none.
pub fn write_folder_name(file: &Path, name: &str) -> Result<()> {
    match write_new(file, name) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        // On a read-only disk nothing is lost: the next start tries again.
        Err(error) => {
            tracing::warn!(%error, file = %file.display(), "the folder's name could not be written");
            Ok(())
        }
    }
}

/// Marks the folder as served by this process.
pub(crate) fn write_serving_marker(folder: &Path) {
    if let Err(error) = std::fs::write(folder.join(SERVING), std::process::id().to_string()) {
        tracing::warn!(%error, "the marker of the serving process could not be written");
    }
}

/// Removes the marker: the server stops in order.
pub(crate) fn remove_serving_marker(folder: &Path) {
    let file = folder.join(SERVING);
    if std::fs::read_to_string(&file).is_ok_and(|pid| pid.trim() == std::process::id().to_string()) {
        let _ = std::fs::remove_file(file); // a marker left behind only asks a question at the next start
    }
}
