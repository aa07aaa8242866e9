//! Topics: what stories are about, as readers follow it.
//!
//! A topic merged into another stays as a row that says so: versions are never rewritten, and whoever reads topics by
//! their ids gets the one that stands.

use std::collections::HashMap;

use rules::{Action, Actor, House, Subject};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, Set};
use serde_json::json;
use store::source::{self, Source};

use crate::base::allow::allowed;
use crate::base::edition::hold_paper;
use crate::base::entity::topic;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::named::NameKind;
use crate::base::sight::Sight;
use crate::base::tx::Tx;
use crate::paper::names::{self, NameCursor, Naming};

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Inner id.
    pub id: i64,
    /// As in the page's address.
    pub slug: String,
    /// As shown.
    pub name: String,
    /// One sentence under the title.
    pub description: Option<String>,
}

/// The topic with this name or former name, added where there is none by who keeps the paper's topics;
/// [`Error::NoSuchTopic`] for others. Two spellings with one slug are one topic.
pub async fn ensure_topic(tx: &mut Tx, actor: &Actor, name: &str) -> Result<i64> {
    if let Some(id) = called(tx.db(), name).await? {
        return Ok(id);
    }
    if actor.may(Action::ChangePaper, Subject::Paper, House::default()).is_err() {
        return Err(Error::NoSuchTopic { name: name.to_owned() });
    }
    let id = add_called(tx, name).await?;
    tx.audit(actor, "add_topic", subject(id), json!({}));
    Ok(id)
}

/// As [`ensure_topic`], for acts that have asked and that tell the audit log themselves.
pub(crate) async fn topic_called(tx: &mut Tx, name: &str) -> Result<i64> {
    match called(tx.db(), name).await? {
        Some(id) => Ok(id),
        None => add_called(tx, name).await,
    }
}

/// A new one by its name alone. Refuses [`Error::BadSlug`].
async fn add_called(tx: &mut Tx, name: &str) -> Result<i64> {
    let slug = arabic::slug::slug(name);
    if slug.is_empty() {
        return Err(Error::BadSlug { slug: name.to_owned() });
    }
    insert(tx, name, arabic::normalize::key(name), slug, None).await
}

async fn insert(tx: &mut Tx, name: &str, folded: String, slug: String, about: Option<String>) -> Result<i64> {
    tx.announce(Event::HouseWords);
    let row = topic::ActiveModel {
        id: NotSet,
        slug: Set(slug),
        name: Set(name.to_owned()),
        description: Set(about),
        name_folded: Set(folded),
        merged_into: Set(None),
    };
    Ok(row.insert(tx.db()).await?.id)
}

fn subject(id: i64) -> String {
    format!("topic/{id}")
}

/// Found by the slug of this name, or by the one that the same name had when numbers ran together in slugs.
async fn called(db: &impl Source, name: &str) -> Result<Option<i64>> {
    if let Some(id) = known(db, &arabic::slug::slug(name)).await? {
        return Ok(Some(id));
    }
    let Some(former) = arabic::slug::former(name) else { return Ok(None) };
    let query = topic::Entity::find()
        .filter(topic::Column::Slug.eq(former))
        .filter(topic::Column::NameFolded.eq(arabic::normalize::key(name)));
    Ok(source::one(db, query).await?.map(|row| row.merged_into.unwrap_or(row.id)))
}

/// The topic that has or once had this address.
async fn known(db: &impl Source, slug: &str) -> Result<Option<i64>> {
    let row = source::one(db, topic::Entity::find().filter(topic::Column::Slug.eq(slug))).await?;
    match row {
        Some(row) => Ok(Some(row.merged_into.unwrap_or(row.id))),
        None => names::formerly(db, NameKind::Topic, slug).await,
    }
}

/// Adds a topic. Who keeps the paper's topics may.
pub async fn add_topic(tx: &mut Tx, actor: &Actor, naming: Naming<'_>) -> Result<Topic> {
    allowed(actor, Action::ChangePaper)?;
    let named = naming.checked(None)?;
    if known(tx.db(), &named.slug).await?.is_some() {
        return Err(Error::AlreadyThere { what: "topic" });
    }
    let id = insert(tx, &named.name, named.folded, named.slug, named.about).await?;
    tx.audit(actor, "add_topic", subject(id), json!({}));
    topic(tx.db(), id).await
}

/// Changes what a topic is called, its sentence and, where another is asked for, its address; the old one leads to it.
pub async fn change_topic(tx: &mut Tx, actor: &Actor, id: i64, naming: Naming<'_>) -> Result<Topic> {
    allowed(actor, Action::ChangePaper)?;
    hold_paper(tx).await?;
    let before = topic(tx.db(), id).await?;
    let named = naming.checked(Some(&before.slug))?;
    if known(tx.db(), &named.slug).await?.is_some_and(|other| other != id) || is_merged(tx, &named.slug).await? {
        return Err(Error::AlreadyThere { what: "topic" });
    }
    let row = topic::ActiveModel {
        id: Set(id),
        name: Set(named.name),
        name_folded: Set(named.folded),
        slug: Set(named.slug.clone()),
        description: Set(named.about),
        ..Default::default()
    };
    let after = read(row.update(tx.db()).await?);
    if after == before {
        return Ok(after);
    }
    names::move_address(tx, NameKind::Topic, id, Some(&before.slug), &named.slug).await?;
    for slug in [&before.slug, &after.slug] {
        tx.announce(Event::Name(NameKind::Topic, slug.clone()));
    }
    tx.audit(actor, "change_topic", subject(id), json!({ "moved": before.slug != after.slug }));
    Ok(after)
}

async fn is_merged(tx: &Tx, slug: &str) -> Result<bool> {
    let row = topic::Entity::find().filter(topic::Column::Slug.eq(slug)).one(tx.db()).await?;
    Ok(row.is_some_and(|row| row.merged_into.is_some()))
}

/// Makes two topics one: stories of `from` stand under `into`, and its address leads there. There is no way back.
pub async fn merge_topics(tx: &mut Tx, actor: &Actor, from: i64, into: i64) -> Result<Topic> {
    allowed(actor, Action::ChangePaper)?;
    hold_paper(tx).await?;
    let (gone, stays) = (topic(tx.db(), from).await?, topic(tx.db(), into).await?);
    if from == into {
        return Err(Error::AlreadyThere { what: "topic" });
    }
    let moved = names::merge(tx, NameKind::Topic, (from, &gone.slug), (into, &stays.slug)).await?;
    tx.audit(actor, "merge_topics", subject(from), json!({ "into": into, "stories": moved }));
    Ok(stays)
}

/// The topic with this inner id; [`Error::NotFound`] for one that was merged into another.
pub async fn topic(db: &impl Source, id: i64) -> Result<Topic> {
    let standing = topic::Entity::find_by_id(id).filter(topic::Column::MergedInto.is_null());
    source::one(db, standing).await?.map(read).ok_or_else(|| Error::not_found("topic", id))
}

/// The topic with this address.
pub async fn topic_by_slug(db: &impl Source, slug: &str) -> Result<Option<Topic>> {
    db.saw(&Sight::Name(NameKind::Topic, slug.to_owned()));
    let standing = topic::Entity::find().filter(topic::Column::Slug.eq(slug));
    let standing = standing.filter(topic::Column::MergedInto.is_null());
    Ok(source::one(db, standing).await?.map(read))
}

/// The topic to which a former address leads: one it had itself, or that of a topic merged into it.
pub async fn topic_formerly(db: &impl Source, slug: &str) -> Result<Option<Topic>> {
    match known(db, slug).await? {
        Some(id) => Ok(Some(topic(db, id).await?).filter(|topic| topic.slug != slug)),
        None => Ok(None),
    }
}

/// The topics that stand for these ids, in that order, each once; unknown ids are left out.
pub async fn topics_by_ids(db: &impl Source, ids: &[i64]) -> Result<Vec<Topic>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let of =
        |ids: &[i64]| source::rows_of::<topic::Model>().and_where(topic::Column::Id.is_in(ids.iter().copied())).take();
    let mut rows: Vec<topic::Model> = source::each(db, &of(ids)).await?;
    let standing = standing_of(ids, rows.iter().map(|row| (row.id, row.merged_into)));
    // One question for almost every story; a second one where a topic of it was merged into another.
    if rows.iter().any(|row| row.merged_into.is_some()) {
        rows = source::each(db, &of(&standing)).await?;
    }
    let topics: Vec<Topic> =
        standing.iter().filter_map(|id| rows.iter().find(|row| row.id == *id).cloned().map(read)).collect();
    for topic in &topics {
        db.saw(&Sight::Name(NameKind::Topic, topic.slug.clone()));
    }
    Ok(topics)
}

/// The ids of topics that stand for these, in that order, each once; unknown ids are left out.
pub(crate) async fn standing_ids(db: &impl Source, ids: &[i64]) -> Result<Vec<i64>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = Query::select()
        .columns(["id", "merged_into"])
        .from("topics")
        .and_where(Expr::col("id").is_in(ids.iter().copied()))
        .to_owned();
    let mut merged = Vec::new();
    for row in db.rows(&query).await? {
        let mut columns = row.columns();
        merged.push((columns.take()?, columns.take()?));
    }
    Ok(standing_of(ids, merged))
}

/// What stands for `ids`, in their order, each once, where `merged` says of every id there is into which other it was
/// merged, if into any.
fn standing_of(ids: &[i64], merged: impl IntoIterator<Item = (i64, Option<i64>)>) -> Vec<i64> {
    let stands: HashMap<i64, i64> = merged.into_iter().map(|(id, into)| (id, into.unwrap_or(id))).collect();
    let mut standing = Vec::with_capacity(ids.len());
    for id in ids.iter().filter_map(|id| stands.get(id)) {
        if !standing.contains(id) {
            standing.push(*id);
        }
    }
    standing
}

/// `limit` topics with these words in their names, in the order of the letters, after the line `after`; each with the
/// number of its live stories. And where the next page begins.
pub async fn topics_found(
    db: &impl Source,
    words: &str,
    after: Option<&NameCursor>,
    limit: usize,
) -> Result<(Vec<(Topic, i64)>, Option<NameCursor>)> {
    let mut query = Query::select();
    query
        .columns(["id", "slug", "name", "description", "name_folded", "merged_into"])
        .from("topics")
        .and_where(Expr::col("merged_into").is_null());
    let place = |row: &topic::Model| (row.name_folded.clone(), row.id);
    let (rows, next) = names::found(db, NameKind::Topic, query, words, after, limit, place).await?;
    Ok((rows.into_iter().map(|(row, stories)| (read(row), stories)).collect(), next))
}

/// How many live stories stand under a topic.
pub async fn topic_stories(db: &impl Source, id: i64) -> Result<i64> {
    Ok(names::story_counts(db, NameKind::Topic, &[id]).await?.remove(&id).unwrap_or(0))
}

fn read(row: topic::Model) -> Topic {
    Topic { id: row.id, slug: row.slug, name: row.name, description: row.description }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_topic_stands_once_in_the_order_in_which_it_was_given() {
        let merged = [(1, None), (2, Some(3)), (3, None)];
        assert_eq!(standing_of(&[2, 1, 3, 1, 9], merged), [3, 1]);
    }
}
