//! Opens a newsroom, with its migrations and reactions.

use std::path::Path;

use store::choice::DatabaseChoice;

use crate::base::domain::Domain;
use crate::base::error::Result;
use crate::base::newsroom::Newsroom;
use crate::whole::contents::CONTENTS;
use crate::whole::{naming, reactions};

static DOMAIN: Domain = Domain { contents: &CONTENTS, reactions: reactions::react };

async fn open(folder: &Path, choice: Option<&DatabaseChoice>, accept_loss: bool) -> Result<Newsroom> {
    let (newsroom, accepted) = Newsroom::open_checked(&DOMAIN, folder, choice, accept_loss).await?;
    naming::name_folder(&newsroom, folder, accept_loss).await?;
    if let Some(why) = accepted {
        naming::note_accepted(&newsroom, &why).await?;
    }
    Ok(newsroom)
}

impl Newsroom {
    /// Opens the newsroom in `folder` (created if missing), brings the schema up to date under a lock, and prepares the
    /// media folder. Without a `choice` the database is `folder/matbaa.sqlite`.
    ///
    /// Refuses with [`Error::NewerSchema`] a database that a newer Matbaa has migrated, and with
    /// [`Error::FolderMismatch`] one that does not belong to the folder or has lost what the folder knows.
    pub async fn open(folder: &Path, choice: Option<&DatabaseChoice>) -> Result<Self> {
        open(folder, choice, false).await
    }

    /// The same, but accepts a loss: the database as it is becomes the paper, and the audit log records it.
    pub async fn open_accepting_loss(folder: &Path, choice: Option<&DatabaseChoice>) -> Result<Self> {
        open(folder, choice, true).await
    }

    /// Opens without migrating and without checking that database and folder belong together, for read-only commands.
    pub async fn open_as_it_is(folder: &Path, choice: Option<&DatabaseChoice>) -> Result<Self> {
        Self::open_unchecked(&DOMAIN, folder, choice).await
    }
}
