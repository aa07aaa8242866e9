//! Holds the files of pictures against the database: what is missing, what is not what was written, what nothing needs.

use std::collections::HashMap;

use futures_util::StreamExt;
use imaging::{Rendition, Task};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use store::digest::digest;
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;
use crate::stories::renditions::{make_again, picture_files};

/// Pictures read at once.
const PICTURES: u64 = 1_000;
/// Where the logos of the paper are. They are no pictures of stories.
const LOGOS: &str = "logos/";

/// What is wrong with a file, by its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaFault {
    /// A picture should have it, and it is not there.
    Missing(String),
    /// It is not what was written.
    Changed(String),
    /// No picture has it: the picture was never recorded, or an upload is under way.
    Orphan(String),
    /// A rendition that was missing or changed was made again from the original.
    MadeAgain(String),
}

/// The result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MediaReport {
    /// Pictures in the database.
    pub pictures: u64,
    /// Files looked at.
    pub files: u64,
    /// Faults that remain.
    pub faults: u64,
    /// Files that no picture has.
    pub orphans: u64,
}

/// What is known of a picture's files.
struct Files {
    width: u32,
    /// A bit for each file that is there and whole, in the order of [`picture_files`].
    whole: u32,
    /// The same for files that are there and are not what was written.
    changed: u32,
}

/// Checks the files of all pictures: that each is there, that originals have the bytes that were stored, and that
/// renditions are pictures of their size. With `repair`, renditions with a fault are made again from a whole original.
/// `told` hears of each fault. Takes memory for about 100 bytes a picture and one file.
pub async fn verify_media(newsroom: &Newsroom, repair: bool, told: &mut dyn FnMut(MediaFault)) -> Result<MediaReport> {
    let mut pictures = pictures(newsroom).await?;
    let mut report =
        MediaReport { pictures: u64::try_from(pictures.len()).unwrap_or(u64::MAX), ..MediaReport::default() };
    let mut keys = newsroom.media().keys();
    while let Some(key) = keys.next().await {
        let key = key?;
        if key.starts_with(LOGOS) {
            continue;
        }
        report.files += 1;
        let place = digest_in(&key).and_then(|digest| pictures.get_mut(digest)).and_then(|files| {
            let bit = files.bit_of(&key)?;
            Some((files, bit))
        });
        let Some((files, bit)) = place else {
            report.orphans += 1;
            told(MediaFault::Orphan(key));
            continue;
        };
        // Deleted meanwhile: then it is missing.
        let Some(bytes) = newsroom.media().get(&key).await? else { continue };
        if is_whole(&key, &bytes) {
            files.whole |= bit;
        } else {
            files.changed |= bit;
        }
    }
    for (digest, files) in &pictures {
        report.faults += settle(newsroom, digest, files, repair, told).await?;
    }
    Ok(report)
}

/// Tells of the faults of one picture, and repairs what can be repaired; returns how many remain.
async fn settle(
    newsroom: &Newsroom,
    digest_of: &str,
    files: &Files,
    repair: bool,
    told: &mut dyn FnMut(MediaFault),
) -> Result<u64> {
    let faulty: Vec<(String, bool)> = picture_files(digest_of, files.width)
        .into_iter()
        .enumerate()
        .filter(|(at, _)| files.whole & (1 << at) == 0)
        .map(|(at, key)| (key, files.changed & (1 << at) != 0))
        .collect();
    if faulty.is_empty() {
        return Ok(0);
    }
    let has_original = files.whole & 1 != 0;
    let is_made = match repair && has_original {
        false => false,
        true => match make_again(newsroom, digest_of).await {
            // A later release may refuse what an earlier one took.
            Err(Error::BadPicture { .. }) => false,
            made => made?,
        },
    };
    let mut remaining = 0;
    for (key, is_changed) in faulty {
        if is_made {
            told(MediaFault::MadeAgain(key));
        } else {
            remaining += 1;
            told(if is_changed { MediaFault::Changed(key) } else { MediaFault::Missing(key) });
        }
    }
    Ok(remaining)
}

/// All pictures by the digest of their original.
async fn pictures(newsroom: &Newsroom) -> Result<HashMap<String, Files>> {
    let (mut pictures, mut after) = (HashMap::new(), 0_i64);
    loop {
        let query = Query::select()
            .columns(["id", "digest", "width"])
            .from("pictures")
            .and_where(Expr::col("id").gt(after))
            .order_by("id", Order::Asc)
            .limit(PICTURES)
            .to_owned();
        let rows = newsroom.reads().rows(&query).await?;
        if rows.is_empty() {
            return Ok(pictures);
        }
        for row in rows {
            let mut row = row.columns();
            let (id, digest, width): (i64, String, i64) = (row.take()?, row.take()?, row.take()?);
            after = id;
            let width = u32::try_from(width).map_err(Error::damaged)?;
            pictures.insert(digest, Files { width, whole: 0, changed: 0 });
        }
    }
}

impl Files {
    /// The bit of a file of this picture; `None` if it has no such file.
    fn bit_of(&self, key: &str) -> Option<u32> {
        picture_files(digest_in(key)?, self.width).iter().position(|known| known == key).map(|at| 1 << at)
    }
}

/// The digest in the key of a file: `originals/ab/DIGEST`, `renditions/ab/DIGEST/NAME`.
fn digest_in(key: &str) -> Option<&str> {
    key.split('/').nth(2)
}

/// Whether a file is what its key says: an original with the bytes that were stored, or a rendition of its format and
/// width.
fn is_whole(key: &str, bytes: &bytes::Bytes) -> bool {
    let Some((_, name)) = key.strip_prefix("renditions/").and_then(|rest| rest.rsplit_once('/')) else {
        return digest_in(key).is_some_and(|known| digest(bytes) == known);
    };
    let Ok(rendition) = name.parse::<Rendition>() else { return false };
    imaging::inspect(bytes.clone(), Task::Renditions).is_ok_and(|inspected| inspected.is_rendition(rendition))
}
