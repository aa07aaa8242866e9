//! A picture with its crops, and the published stories that show any of them.

use rules::{Actor, Live};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ActiveModelTrait, Set};
use store::source::Source;

use crate::base::entity::story as story_entity;
use crate::base::error::Result;
use crate::base::tx::Tx;
use crate::stories::content::Content;
use crate::stories::model;
use crate::stories::publishing::{InProgress, PublishedVersion, PublishedWhen, put_on_page};
use crate::stories::versions;

/// An original and its crops, by internal and by public id.
pub(crate) struct Family {
    pub ids: Vec<i64>,
    names: Vec<String>,
}

impl Family {
    /// Whether the picture with this public id belongs to it.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }
}

pub(crate) async fn family_of(db: &impl Source, original: i64) -> Result<Family> {
    let query = Query::select()
        .columns(["id", "public_id"])
        .from("pictures")
        .and_where(Expr::col("id").eq(original).or(Expr::col("original_id").eq(original)))
        .to_owned();
    let mut family = Family { ids: Vec::new(), names: Vec::new() };
    for row in db.rows(&query).await? {
        let mut row = row.columns();
        family.ids.push(row.take()?);
        family.names.push(row.take()?);
    }
    Ok(family)
}

/// The published stories that show any of these, with their desks, in the order in which stories are locked.
pub(crate) async fn stories_showing(tx: &Tx, family: &Family) -> Result<Vec<(i64, i64)>> {
    let showing = Query::select()
        .column("story_id")
        .from("story_pictures")
        .and_where(Expr::col("picture_id").is_in(family.ids.iter().copied()))
        .to_owned();
    let query = Query::select()
        .columns(["id", "desk_id"])
        .from("stories")
        .and_where(Expr::col("id").in_subquery(showing))
        .and_where(Expr::col("live").eq(Live::Published.word()))
        .order_by("id", Order::Asc)
        .to_owned();
    let mut stories = Vec::new();
    for row in tx.db().rows(&query).await? {
        let mut row = row.columns();
        stories.push((row.take()?, row.take()?));
    }
    Ok(stories)
}

/// Publishes the live version of a story anew, with its content changed; `reason` is that of the version. What is in
/// progress stays so.
pub(crate) async fn publish_changed(
    tx: &mut Tx,
    actor: &Actor,
    story: i64,
    reason: &str,
    change: impl FnOnce(Content) -> Content,
) -> Result<()> {
    let row = model::row_for_change(tx, story).await?;
    let before = model::read(row)?;
    let (Live::Published, Some(live)) = (before.live, before.live_version) else { return Ok(()) };
    let content = change(versions::version(tx.db(), live).await?.content);
    let version = versions::keep(tx, story, &content, reason, actor.person_id()).await?;
    let edition = PublishedVersion { version, when: PublishedWhen::Now, is_minor: true };
    let after = put_on_page(tx, story, edition, InProgress::as_it_was(&before, version)).await?;
    if after.work_version.is_none() {
        // Whoever has the story open gets a conflict instead of putting the picture back.
        let mut row: story_entity::ActiveModel = model::row_for_change(tx, story).await?.into();
        row.text_rev = Set(after.revisions[0] + 1);
        row.pictures_rev = Set(after.revisions[1] + 1);
        row.update(tx.db()).await?;
    }
    Ok(())
}
