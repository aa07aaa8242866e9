//! The way in from outside: a newsroom is opened here, where everything is known.

use std::path::Path;

use store::choice::DatabaseChoice;

use crate::base::domain::Domain;
use crate::base::error::Result;
use crate::base::newsroom::Newsroom;
use crate::whole::contents::CONTENTS;
use crate::whole::{naming, reactions};

static DOMAIN: Domain = Domain { contents: &CONTENTS, reactions: reactions::react };

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
