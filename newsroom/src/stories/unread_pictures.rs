//! Pictures that were added before their files were read, or read by a release that kept less of them.

use imaging::{Metadata, PictureFormat, Rendition, Task};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use store::clock::Timestamp;
use store::source;

use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::stories::photo_archive::keeping::{self, Added};
use crate::stories::pictures::{Picture, original_key, pictures_by_ids};

/// Completes the records of at most `limit` older pictures, or else reads the files of as many that were added before their
/// files were read; returns how many there were. Several nodes may call it.
pub async fn read_unread_pictures(newsroom: &Newsroom, limit: u64, now: Timestamp) -> Result<usize> {
    let incomplete = keeping::incomplete(newsroom.reads(), limit).await?;
    if !incomplete.is_empty() {
        let pictures = pictures_by_ids(newsroom.reads(), &incomplete).await?;
        let mut looks = Vec::new();
        for picture in &pictures {
            looks.push((picture.id, look_of(newsroom, picture).await?));
        }
        let complete = async |tx: &mut Tx| {
            for (id, fingerprint) in &looks {
                keeping::complete(tx, *id, *fingerprint).await?;
            }
            Ok(())
        };
        newsroom.write(now, complete).await?;
        return Ok(incomplete.len());
    }
    let known = Query::select().column("picture_id").from("picture_metadata").to_owned();
    let query = Query::select()
        .column("id")
        .from("pictures")
        .and_where(Expr::col("original_id").is_null())
        .and_where(Expr::col("id").not_in_subquery(known))
        .order_by("id", Order::Desc)
        .limit(limit)
        .to_owned();
    let unread: Vec<i64> = source::column(newsroom.reads(), &query).await?;
    let mut read = Vec::new();
    for picture in pictures_by_ids(newsroom.reads(), &unread).await? {
        let metadata = read_file(newsroom, &picture.digest).await?;
        read.push((picture.id, metadata, look_of(newsroom, &picture).await?));
    }
    if !read.is_empty() {
        let keep_all = async |tx: &mut Tx| {
            for (id, metadata, fingerprint) in &read {
                let added = Added { fingerprint: *fingerprint, ..Added::default() };
                keeping::keep(tx, *id, metadata, added).await?;
            }
            Ok(())
        };
        newsroom.write(now, keep_all).await?;
    }
    Ok(read.len())
}

/// The fingerprint of the picture, from its smallest file; `None` if that is lost.
async fn look_of(newsroom: &Newsroom, picture: &Picture) -> Result<Option<u64>> {
    let Some(width) = picture.widths().first().copied() else { return Ok(None) };
    let key = picture.key(Rendition::Width(width, PictureFormat::Jpeg));
    let Some(file) = newsroom.media().get(&key).await? else { return Ok(None) };
    let look = tokio::task::spawn_blocking(move || imaging::fingerprint_of_rendition(&file)).await;
    look.map_err(|error| Error::damaged(error.to_string()))
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
