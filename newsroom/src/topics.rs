//! Topics: what stories are about, as readers follow it.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, Set};

use crate::entity::topic;
use crate::error::{Error, Result};
use crate::sight::Sight;
use crate::source::{self, Source};
use crate::store::Tx;

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

/// The topic with this name, made where there is none. Two spellings with one slug are one topic.
pub async fn ensure_topic(tx: &mut Tx, name: &str) -> Result<i64> {
    let slug = arabic::slug::slug(name);
    if slug.is_empty() {
        return Err(Error::BadSlug { slug: name.to_owned() });
    }
    if let Some(found) = topic_by_slug(tx.db(), &slug).await? {
        return Ok(found.id);
    }
    let row = topic::ActiveModel { id: NotSet, slug: Set(slug), name: Set(name.to_owned()), description: Set(None) };
    Ok(row.insert(tx.db()).await?.id)
}

/// The topic with this address.
pub async fn topic_by_slug(db: &impl Source, slug: &str) -> Result<Option<Topic>> {
    db.saw(Sight::Person(format!("topic/{slug}")));
    Ok(source::one(db, topic::Entity::find().filter(topic::Column::Slug.eq(slug))).await?.map(read))
}

/// The topics with these ids, in that order; unknown ids are left out.
pub async fn topics_by_ids(db: &impl Source, ids: &[i64]) -> Result<Vec<Topic>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = source::all(db, topic::Entity::find().filter(topic::Column::Id.is_in(ids.iter().copied()))).await?;
    Ok(ids.iter().filter_map(|id| rows.iter().find(|row| row.id == *id).cloned().map(read)).collect())
}

fn read(row: topic::Model) -> Topic {
    Topic { id: row.id, slug: row.slug, name: row.name, description: row.description }
}
