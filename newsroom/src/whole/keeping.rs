//! Makes and restores backups of a newsroom ([`store::backup`]).

use std::path::Path;

use store::backup::{self, BackupCheck, BackupManifest, BackupProgress};
use store::choice::DatabaseChoice;
use store::clock::Timestamp;

use crate::base::error::Result;
use crate::base::newsroom::Newsroom;
use crate::whole::contents::CONTENTS;

/// Copies the paper to `target`, a folder or a file whose name ends in `.tar.zst`, while the paper is served and
/// written to. Returns the contents and the digest stored in the seal. Refuses as [`backup::back_up`] does.
pub async fn back_up(
    newsroom: &Newsroom,
    target: &Path,
    now: Timestamp,
    told: &mut dyn FnMut(BackupProgress),
) -> Result<(BackupManifest, String)> {
    Ok(backup::back_up(&CONTENTS, newsroom.store(), target, now, told).await?)
}

/// Restores the backup at `source` into `folder` and, without a `choice`, into a SQLite file there. Returns its
/// contents. With `seal`, the backup must have this digest, which was shown when it was made.
///
/// Refuses with [`store::Error::Backup`] a folder or database that is not empty and a backup that is cut off, altered
/// or foreign, and with [`store::Error::NewerSchema`] one of a newer Matbaa; then nothing is left behind. The database
/// is loaded in one transaction and migrated afterwards.
pub async fn restore(
    source: &Path,
    folder: &Path,
    choice: Option<&DatabaseChoice>,
    seal: Option<&str>,
) -> Result<BackupManifest> {
    Ok(backup::restore(&CONTENTS, source, folder, choice, seal).await?)
}

/// Verifies the backup at `source` by restoring it into the empty folder `scratch` and reading everything back. Refuses
/// as [`restore`] does. The caller removes the folder.
pub async fn verify_backup(source: &Path, scratch: &Path, seal: Option<&str>) -> Result<BackupCheck> {
    Ok(backup::verify_backup(&CONTENTS, source, scratch, seal).await?)
}
