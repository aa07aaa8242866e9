//! Stored pictures that can be chosen for a story: those of stories the actor may see, last changed first or as a search
//! found them, with their captions there. Editing rights and metadata is not done here.

use std::collections::HashSet;

use rules::Actor;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query};
use store::source::Source;

use crate::base::edition::MAIN_EDITION;
use crate::base::error::Result;
use crate::stories::pictures::Picture;
use crate::stories::visibility::visible;

/// Pictures offered at a time.
const OFFERED: usize = 40;
/// Stories whose pictures are read.
const LOOKED_AT: usize = 400;

/// A stored picture with its latest caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The picture.
    pub picture: Picture,
    /// Its caption.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// Its alternative text.
    pub alt: Option<String>,
    /// Whether it was labelled as an archive picture.
    pub archive: bool,
    /// The headline of its story.
    pub headline: String,
}

/// Lead pictures of stories: with `found`, of these stories, by internal id and in this order; of at most 400.
pub async fn stored_pictures(db: &impl Source, actor: &Actor, found: Option<&[i64]>) -> Result<Vec<Stored>> {
    let Some(seen) = visible(actor) else { return Ok(Vec::new()) };
    let found = found.map(|ids| ids.get(..LOOKED_AT).unwrap_or(ids));
    let mut stored = rows(db, seen, found).await?;
    if let Some(ids) = found {
        stored.sort_by_key(|(story, _)| ids.iter().position(|id| id == story));
    }
    let mut known = HashSet::new();
    let new = stored.into_iter().map(|(_, stored)| stored).filter(|stored| known.insert(stored.picture.id));
    Ok(new.take(OFFERED).collect())
}

/// The pictures, each with the internal id of its story.
async fn rows(db: &impl Source, seen: Cond, found: Option<&[i64]>) -> Result<Vec<(i64, Stored)>> {
    let mut query = Query::select();
    query
        .column(("s", "id"))
        .columns([
            ("pictures", "id"),
            ("pictures", "public_id"),
            ("pictures", "digest"),
            ("pictures", "width"),
            ("pictures", "height"),
            ("story_versions", "lead_caption"),
            ("story_versions", "lead_credit"),
            ("story_versions", "lead_alt"),
            ("story_versions", "lead_archive"),
            ("story_versions", "headline"),
        ])
        .from_subquery(newest_stories(seen, found), "s")
        .inner_join("story_versions", Expr::col(("story_versions", "id")).equals(("s", "version")))
        .inner_join("pictures", Expr::col(("pictures", "id")).equals(("story_versions", "lead_picture_id")))
        .order_by(("s", "touched_at"), Order::Desc);
    let read = |row: store::row::Row| {
        let mut row = row.columns();
        let story: i64 = row.take()?;
        let (id, public_id, digest): (i64, String, String) = (row.take()?, row.take()?, row.take()?);
        let (width, height): (i64, i64) = (row.take()?, row.take()?);
        let stored = Stored {
            picture: Picture::from_columns(id, &public_id, &digest, "", width, height)?,
            caption: row.take()?,
            credit: row.take()?,
            alt: row.take()?,
            archive: row.take()?,
            headline: row.take()?,
        };
        Ok((story, stored))
    };
    db.rows(&query).await?.into_iter().map(read).collect()
}

/// Stories by their last change, using the index of the desk's list.
fn newest_stories(seen: Cond, found: Option<&[i64]>) -> sea_orm::sea_query::SelectStatement {
    let mut stories = Query::select();
    stories
        .expr_as(Expr::cust("COALESCE(work_version, live_version)"), "version")
        .columns(["id", "touched_at"])
        .from("stories")
        .cond_where(seen)
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION));
    stories.and_where_option(found.map(|ids| Expr::col("id").is_in(ids.iter().copied())));
    stories.order_by("touched_at", Order::Desc).order_by("id", Order::Desc).limit(LOOKED_AT as u64).to_owned()
}
