//! Backups of a newsroom, made and restored ([`store::backup`]).

use std::path::Path;

use store::backup::{self, BackupCheck, BackupManifest, BackupProgress};
use store::choice::DatabaseChoice;
use store::clock::Timestamp;

use crate::base::error::Result;
use crate::base::newsroom::Newsroom;
use crate::whole::contents::CONTENTS;

/// Copies the paper to `target`, a folder or a file whose name ends in `.tar.zst`, while it is served and written to.
/// Returns what it holds and the digest that stands in its seal. Refuses as [`backup::back_up`] does.
pub async fn back_up(
    newsroom: &Newsroom,
    target: &Path,
    now: Timestamp,
    told: &mut dyn FnMut(BackupProgress),
) -> Result<(BackupManifest, String)> {
    Ok(backup::back_up(&CONTENTS, newsroom.store(), target, now, told).await?)
}

/// Restores the backup at `source` into `folder` and, without a `choice`, into a SQLite file there; returns what it holds.
/// With `seal`, the backup must be the one whose making showed this digest.
///
/// Refuses with [`store::Error::Backup`] a folder or database that holds anything, a backup that is cut off, altered or foreign,
/// and with [`store::Error::NewerSchema`] one of a newer Matbaa; then nothing is left behind. The database is loaded in one
/// transaction and brought up to date afterwards.
pub async fn restore(
    source: &Path,
    folder: &Path,
    choice: Option<&DatabaseChoice>,
    seal: Option<&str>,
) -> Result<BackupManifest> {
    Ok(backup::restore(&CONTENTS, source, folder, choice, seal).await?)
}

/// Proves the backup at `source` by restoring it into the empty folder `scratch` and reading everything back from there.
/// Refuses as [`restore`] does. The folder is left as it is then: it is the caller's to remove.
pub async fn verify_backup(source: &Path, scratch: &Path, seal: Option<&str>) -> Result<BackupCheck> {
    Ok(backup::verify_backup(&CONTENTS, source, scratch, seal).await?)
}
