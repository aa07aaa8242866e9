//! Updates an imported story whose source has changed.

use rules::Work;
use sea_orm::{ActiveModelTrait, Set};

use crate::base::entity::story;
use crate::base::error::Result;
use crate::base::tx::Tx;
use crate::stories::content::Content;
use crate::stories::model::{Origin, read, row_for_change, touch};
use crate::stories::versions;
use crate::stories::{remarks, state};

/// Saves the present content of the source as a version, and returns it. Thread and related stories stay as editors
/// chose them, because the source does not know them.
///
/// Readers see no change until it is published. It becomes the version in progress; for an approved story it is a
/// change that waits for its own approval. If it `goes_out` by itself and an update is in progress, that update stays
/// the version in progress.
pub(crate) async fn revise_from_source(
    tx: &mut Tx,
    id: i64,
    content: &Content,
    origin: &Origin,
    goes_out: bool,
) -> Result<i64> {
    let row = row_for_change(tx, id).await?;
    let before = read(row.clone())?;
    let mut content = content.clone();
    let mut is_peoples = false;
    if let Some(newest) = before.newest_version() {
        let newest = versions::version(tx.db(), newest).await?;
        is_peoples = !matches!(before.work, Work::None | Work::Spiked) && newest.made_by.is_some();
        (content.related, content.thread) = (newest.content.related, newest.content.thread);
    }
    let version = versions::keep(tx, id, &content, "import", None).await?;
    let mut row: story::ActiveModel = row.into();
    row.origin_digest = Set(Some(origin.digest.clone()));
    row.old_address = Set(origin.old_address.clone());
    if !(goes_out && is_peoples) {
        touch(&mut row, &content.headline, tx.now());
        row.work_version = Set(Some(version));
        if before.approved_version.is_none() {
            state::put(&mut row, before.live, Work::Draft);
        }
    }
    let after = read(row.update(tx.db()).await?)?;
    if after.work_version == Some(version) {
        remarks::follow(tx, id, &content.body).await?;
    }
    Ok(version)
}
