//! Records in which stories a picture is used.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{OnConflict, Query};

use crate::base::error::Result;
use crate::base::tx::Tx;

/// The story id of a picture that was added for the paper.
pub(crate) const THE_PAPER: i64 = 0;

/// Records that a picture is used in a story, or was added for it.
pub(crate) async fn record_use(tx: &Tx, picture: i64, story: i64) -> Result<()> {
    let put = Query::insert()
        .into_table("picture_stories")
        .columns(["picture_id", "story_id"])
        .values_panic([picture.into(), story.into()])
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .to_owned();
    tx.db().execute(&put).await?;
    Ok(())
}
