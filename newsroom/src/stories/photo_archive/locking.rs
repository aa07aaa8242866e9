//! Locks the pictures of a story while it is published or taken off.

use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query};
use store::dialect;
use store::source;

use crate::base::error::Result;
use crate::base::tx::Tx;
use crate::stories::content::Content;
use crate::stories::picture_metadata::originals_of;
use crate::stories::pictures::pictures_in;

/// Locks the originals of the pictures that a story shows or will show, in the same order as everybody: two stories with
/// the same pictures are published one after the other, and not while one of the pictures is withdrawn. Gives their
/// internal ids.
pub(crate) async fn lock_of_story(tx: &Tx, story: i64, content: Option<&Content>) -> Result<Vec<i64>> {
    let shown = Query::select()
        .column("picture_id")
        .from("story_pictures")
        .and_where(Expr::col("story_id").eq(story))
        .to_owned();
    let mut any = Cond::any().add(Expr::col("id").in_subquery(shown));
    if let Some(content) = content {
        any = any
            .add(Expr::col("id").is_in(content.lead.as_ref().and_then(|lead| lead.picture_id)))
            .add(Expr::col("public_id").is_in(pictures_in(&content.body)));
    }
    let mut originals: Vec<i64> = source::column(tx.db(), &originals_of(any)).await?;
    originals.sort_unstable();
    originals.dedup();
    for original in &originals {
        dialect::lock_row(tx.db(), "pictures", *original).await?;
    }
    Ok(originals)
}
