//! Stored pictures that can be chosen for a story: those of stories the actor may see, last changed first, with their
//! captions there. Searching the archive and editing rights and metadata are not done here.

use std::collections::HashSet;

use arabic::normalize;
use rules::Actor;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query};
use store::source::Source;

use crate::base::edition::MAIN_EDITION;
use crate::base::error::Result;
use crate::base::patterns::patterns;
use crate::stories::pictures::Picture;
use crate::stories::visibility::visible;

/// Pictures offered at a time.
const OFFERED: usize = 40;
/// Stories whose captions are searched; older ones are found by their headlines only.
const LOOKED_AT: u64 = 400;

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

/// Lead pictures of stories whose caption, credit or headline contains each of `words`, in any form of the letters.
pub async fn stored_pictures(db: &impl Source, actor: &Actor, words: &str) -> Result<Vec<Stored>> {
    let Some(seen) = visible(actor) else { return Ok(Vec::new()) };
    let newest = rows(db, seen.clone(), &[]).await?;
    let wanted: Vec<String> = normalize::key(words).split_whitespace().map(str::to_owned).collect();
    let fits = |stored: &Stored| {
        let said = [stored.caption.as_deref(), stored.credit.as_deref(), stored.alt.as_deref(), Some(&stored.headline)];
        let said = normalize::key(&said.into_iter().flatten().collect::<Vec<_>>().join(" "));
        wanted.iter().all(|word| said.contains(word))
    };
    let mut found: Vec<Stored> = newest.into_iter().filter(fits).collect();
    if !wanted.is_empty() && found.len() < OFFERED {
        found.extend(rows(db, seen, &patterns(words)).await?);
    }
    let mut known = HashSet::new();
    found.retain(|stored| known.insert(stored.picture.id));
    found.truncate(OFFERED);
    Ok(found)
}

async fn rows(db: &impl Source, seen: Cond, titles: &[String]) -> Result<Vec<Stored>> {
    let mut query = Query::select();
    query
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
        .from_subquery(newest_stories(seen, titles), "s")
        .inner_join("story_versions", Expr::col(("story_versions", "id")).equals(("s", "version")))
        .inner_join("pictures", Expr::col(("pictures", "id")).equals(("story_versions", "lead_picture_id")))
        .order_by(("s", "touched_at"), Order::Desc);
    let read = |row: store::row::Row| {
        let mut row = row.columns();
        let (id, public_id, digest): (i64, String, String) = (row.take()?, row.take()?, row.take()?);
        let (width, height): (i64, i64) = (row.take()?, row.take()?);
        Ok(Stored {
            picture: Picture::from_columns(id, &public_id, &digest, "", width, height)?,
            caption: row.take()?,
            credit: row.take()?,
            alt: row.take()?,
            archive: row.take()?,
            headline: row.take()?,
        })
    };
    db.rows(&query).await?.into_iter().map(read).collect()
}

/// Stories by their last change, using the index of the desk's list.
fn newest_stories(seen: Cond, titles: &[String]) -> sea_orm::sea_query::SelectStatement {
    let mut stories = Query::select();
    stories
        .expr_as(Expr::cust("COALESCE(work_version, live_version)"), "version")
        .column("touched_at")
        .from("stories")
        .cond_where(seen)
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION));
    for pattern in titles {
        stories.and_where(Expr::col("title_folded").like(pattern.as_str()));
    }
    stories.order_by("touched_at", Order::Desc).order_by("id", Order::Desc).limit(LOOKED_AT).to_owned()
}
