//! Compares the name of a paper's folder with the one in its database.

use std::path::Path;

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Query;
use serde_json::json;
use store::clock::{Clock, SystemClock};
use store::folder_check::{FOLDER_ID, stored_folder_name, write_folder_name};
use store::folder_mismatch::FolderMismatch;
use store::id::PublicId;

use crate::base::edition::lock_paper;
use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;

/// Compares the folder's name with the one in the database; stores the name of the first folder.
pub(crate) async fn name_folder(newsroom: &Newsroom, folder: &Path, accept_loss: bool) -> Result<()> {
    let known = stored_folder_name(newsroom.reads()).await?;
    let file = folder.join(FOLDER_ID);
    let own = std::fs::read_to_string(&file).ok().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    match (known, own) {
        (Some(known), Some(own)) if known == own => Ok(()),
        (Some(known), None) if accept_loss => Ok(write_folder_name(&file, &known)?),
        (Some(_), _) if !accept_loss => Err(other_folder(folder)),
        (_, own) => {
            let own = match own {
                Some(own) => own,
                None => {
                    let fresh = format!("{}{}", PublicId::random(), PublicId::random());
                    write_folder_name(&file, &fresh)?;
                    // Another process may have named the folder at the same moment.
                    std::fs::read_to_string(&file).map_or(fresh, |name| name.trim().to_owned())
                }
            };
            // If the write fails, the next start tries again.
            let named = newsroom.write(SystemClock.now(), async |tx| {
                tx.suppress_wake();
                lock_paper(tx).await?;
                match stored_folder_name(tx.db()).await? {
                    Some(known) if known == own => return Ok(()),
                    Some(_) if !accept_loss => {
                        return Err(other_folder(folder));
                    }
                    _ => {}
                }
                tx.db().execute(&Query::delete().from_table("folders").to_owned()).await?;
                let columns = Query::insert()
                    .into_table("folders")
                    .columns(["id", "name"])
                    .values_panic([1.into(), own.as_str().into()])
                    .to_owned();
                tx.db().execute(&columns).await?;
                Ok(())
            });
            match named.await {
                Err(error) if error.outage().is_some() => Ok(()),
                named => named,
            }
        }
    }
}

fn other_folder(folder: &Path) -> Error {
    store::Error::FolderMismatch { folder: folder.to_owned(), why: FolderMismatch::OtherFolder }.into()
}

/// Writes to the audit log that a loss was accepted, and why the database had been refused.
pub(crate) async fn note_accepted(newsroom: &Newsroom, why: &FolderMismatch) -> Result<()> {
    let act = newsroom.write(SystemClock.now(), async |tx| {
        tx.audit(&rules::Actor::console(), "accept_loss", "paper", json!({ "reason": why.to_string() }));
        Ok(())
    });
    act.await
}
