//! Which work a picture stands in.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{OnConflict, Query};

use crate::base::error::Result;
use crate::base::tx::Tx;

/// Stands in the place of a story where a picture was added for the paper.
pub(crate) const THE_PAPER: i64 = 0;

/// Says that a picture stands in a story, or was added for it.
pub(crate) async fn stands_in(tx: &Tx, picture: i64, story: i64) -> Result<()> {
    let put = Query::insert()
        .into_table("picture_stories")
        .columns(["picture_id", "story_id"])
        .values_panic([picture.into(), story.into()])
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .to_owned();
    tx.db().execute(&put).await?;
    Ok(())
}
