//! The way in from outside: a newsroom is opened, kept and restored here, where everything is known.

use std::path::Path;

use crate::base::domain::Domain;
use crate::base::error::Result;
use crate::base::newsroom::Newsroom;
use crate::store::backup::{self, BackupCheck, BackupManifest};
use crate::store::choice::DatabaseChoice;
use crate::store::schema::Schema;
use crate::stories::renditions;
use crate::whole::{migrations, naming, reactions};

static DOMAIN: Domain =
    Domain { schema: Schema(migrations::all), reactions: reactions::react, picture_files: renditions::picture_files };

async fn open(folder: &Path, choice: Option<&DatabaseChoice>, accept_loss: bool) -> Result<Newsroom> {
    let (newsroom, accepted) = Newsroom::open_held(&DOMAIN, folder, choice, accept_loss).await?;
    naming::name_folder(&newsroom, folder, accept_loss).await?;
    if let Some(why) = accepted {
        naming::note_accepted(&newsroom, &why).await?;
    }
    Ok(newsroom)
}

impl Newsroom {
    /// Opens the newsroom in `folder` (created where missing), brings the schema up to date under a lock, and readies
    /// the media folder. Without a `choice` the database is `folder/matbaa.sqlite`.
    ///
    /// Refuses with [`Error::NewerSchema`] a database that a newer Matbaa has migrated, and with [`Error::Stranger`] one that
    /// does not belong to the folder or has lost what the folder remembers.
    pub async fn open(folder: &Path, choice: Option<&DatabaseChoice>) -> Result<Self> {
        open(folder, choice, false).await
    }

    /// The same, but that a loss is accepted: the database as it is becomes the paper, and the audit log says so.
    pub async fn open_accepting_loss(folder: &Path, choice: Option<&DatabaseChoice>) -> Result<Self> {
        open(folder, choice, true).await
    }

    /// Opens without migrating and without holding database and folder against each other, for commands that only look.
    pub async fn open_as_it_is(folder: &Path, choice: Option<&DatabaseChoice>) -> Result<Self> {
        Self::open_unheld(&DOMAIN, folder, choice).await
    }
}

/// Restores the backup at `source` into `folder` and, without a `choice`, into a SQLite file there; returns what it holds.
/// With `seal`, the backup must be the one whose making showed this digest.
///
/// Refuses with [`Error::Backup`] a folder or database that holds anything, a backup that is cut off, altered or foreign,
/// and with [`Error::NewerSchema`] one of a newer Matbaa; then nothing is left behind. The database is loaded in one
/// transaction and brought up to date afterwards.
pub async fn restore(
    source: &Path,
    folder: &Path,
    choice: Option<&DatabaseChoice>,
    seal: Option<&str>,
) -> Result<BackupManifest> {
    backup::restore(&DOMAIN, source, folder, choice, seal).await
}

/// Proves the backup at `source` by restoring it into the empty folder `scratch` and reading everything back from there.
/// Refuses as [`restore`] does. The folder is left as it is then: it is the caller's to remove.
pub async fn verify_backup(source: &Path, scratch: &Path, seal: Option<&str>) -> Result<BackupCheck> {
    backup::verify_backup(&DOMAIN, source, scratch, seal).await
}
