//! Pictures that look alike, by their fingerprints.

use imaging::distance;
use rules::Actor;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query};
use store::source::Source;

use super::fingerprint::{COLUMNS, parts};
use super::room::{ArchiveFilter, ArchivedPicture, archive_list};
use crate::base::error::Result;

/// Bits in which pictures that look alike may differ.
const DISTANCE_MAX: u32 = 10;
/// Bits of a fingerprint.
const BITS: u32 = 64;
/// Pictures compared, at most; the nearest of them, which the actor may see or not; and pictures shown, at most.
const COMPARED_MAX: u64 = 2_000;
const NEAREST: usize = 100;
const SHOWN_MAX: usize = 6;

/// A picture that looks like another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LikePicture {
    /// The picture.
    pub one: ArchivedPicture,
    /// How much of the fingerprint is the same, in percent.
    pub percent: u32,
}

/// The pictures that `actor` may see and that look like this original, the most alike first; six at most.
pub async fn like_pictures(db: &impl Source, actor: &Actor, original: i64) -> Result<Vec<LikePicture>> {
    let own = Query::select()
        .column("likeness")
        .from("picture_metadata")
        .and_where(Expr::col("picture_id").eq(original))
        .to_owned();
    let own = db.rows(&own).await?.into_iter().next().map(|row| row.columns().take::<Option<i64>>());
    let Some(own) = own.transpose()?.flatten().map(i64::cast_unsigned) else { return Ok(Vec::new()) };
    let shared = COLUMNS.iter().skip(1).zip(parts(own));
    let shared = shared.fold(Cond::any(), |any, (column, part)| any.add(Expr::col(*column).eq(part)));
    let query = Query::select()
        .columns(["picture_id", "likeness"])
        .from("picture_metadata")
        .cond_where(shared)
        .and_where(Expr::col("picture_id").ne(original))
        .limit(COMPARED_MAX)
        .to_owned();
    let mut near: Vec<(u32, i64)> = Vec::new();
    for row in db.rows(&query).await? {
        let mut row = row.columns();
        let (id, other): (i64, i64) = (row.take()?, row.take()?);
        let distance = distance(own, other.cast_unsigned());
        if distance <= DISTANCE_MAX {
            near.push((distance, id));
        }
    }
    near.sort_unstable();
    near.truncate(NEAREST);
    let ids: Vec<i64> = near.iter().map(|(_, id)| *id).collect();
    let filter = ArchiveFilter { found: Some(&ids), ..ArchiveFilter::default() };
    let found = archive_list(db, actor, filter, NEAREST as u64).await?.pictures;
    let mut like: Vec<LikePicture> = found
        .into_iter()
        .filter_map(|one| {
            let (distance, _) = near.iter().find(|(_, id)| *id == one.picture.id)?;
            Some(LikePicture { percent: (BITS - distance) * 100 / BITS, one })
        })
        .collect();
    like.sort_by_key(|like| std::cmp::Reverse(like.percent));
    like.truncate(SHOWN_MAX);
    Ok(like)
}
