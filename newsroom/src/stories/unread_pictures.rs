//! Pictures that were added before their files were read, or read by a release that kept less of them.

use imaging::{Metadata, Task};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use store::clock::Timestamp;
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::stories::photo_archive::keeping::{self, Added};
use crate::stories::pictures::original_key;

/// Completes the records of older pictures, then reads the files of at most `limit` pictures that were added before their
/// files were read; returns how many there were. Several nodes may call it.
pub async fn read_unread_pictures(newsroom: &Newsroom, limit: u64, now: Timestamp) -> Result<usize> {
    let incomplete = keeping::incomplete(newsroom.reads(), limit * 10).await?;
    if !incomplete.is_empty() {
        let complete = async |tx: &mut Tx| {
            for id in &incomplete {
                keeping::refresh(tx, *id).await?;
            }
            Ok(())
        };
        newsroom.write(now, complete).await?;
        return Ok(incomplete.len());
    }
    let known = Query::select().column("picture_id").from("picture_metadata").to_owned();
    let query = Query::select()
        .columns(["id", "digest"])
        .from("pictures")
        .and_where(Expr::col("original_id").is_null())
        .and_where(Expr::col("id").not_in_subquery(known))
        .order_by("id", Order::Desc)
        .limit(limit)
        .to_owned();
    let mut read = Vec::new();
    for row in newsroom.reads().rows(&query).await? {
        let mut row = row.columns();
        let (id, digest): (i64, String) = (row.take()?, row.take()?);
        read.push((id, read_file(newsroom, &digest).await?));
    }
    if !read.is_empty() {
        let keep_all = async |tx: &mut Tx| {
            for (id, metadata) in &read {
                keeping::keep(tx, *id, metadata, Added::default()).await?;
            }
            Ok(())
        };
        newsroom.write(now, keep_all).await?;
    }
    Ok(read.len())
}

/// What the original says; nothing if it is lost or is refused by now.
async fn read_file(newsroom: &Newsroom, digest: &str) -> Result<Metadata> {
    let Some(bytes) = newsroom.media().get(&original_key(digest)).await? else {
        return Ok(Metadata::default());
    };
    match newsroom.darkroom().inspect(bytes, Task::Renditions).await {
        Ok(inspected) => {
            let read = tokio::task::spawn_blocking(move || inspected.metadata()).await;
            read.map_err(|error| Error::damaged(error.to_string()))
        }
        Err(Error::BadPicture { why }) => {
            tracing::warn!(picture = digest, %why, "the metadata of a picture could not be read");
            Ok(Metadata::default())
        }
        Err(error) => Err(error),
    }
}
