//! The lead photo of an imported story.

use chrono::NaiveDate;

use crate::base::error::Result;
use crate::base::tx::Tx;
use crate::stories::content::Content;
use crate::stories::photo_archive::room::proposed_for;
use crate::stories::pictures::{PreparedPicture, record_picture};
use crate::stories::proposed::Proposed;

/// Records the photo and makes it the lead of `content`, a story of `day`. What the source does not say of it, its file
/// or its record in the archive says. `by` is who imports, by internal id.
pub(crate) async fn put_lead(
    tx: &mut Tx,
    content: &mut Content,
    photo: &PreparedPicture,
    by: Option<i64>,
    day: NaiveDate,
) -> Result<()> {
    let picture = record_picture(tx, photo, by).await?;
    // Most archives describe their photos: then nothing is looked up.
    let proposed = match content.describes_lead() {
        true => Proposed::default(),
        false => proposed_for(tx.db(), &picture, day).await?,
    };
    content.put_imported_lead(picture.id, proposed);
    Ok(())
}
