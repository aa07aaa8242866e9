//! Writers: people who sign. A desk or an agency in a byline is not a writer and has no page of this kind.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, Set};

use crate::entity::writer;
use crate::error::{Error, Result};
use crate::log::LogKind;
use crate::sight::Sight;
use crate::source::{self, Source};
use crate::store::Tx;

/// Someone who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// Inner id.
    pub id: i64,
    /// As in the page's address.
    pub slug: String,
    /// The name as signed.
    pub name: String,
    /// A few words about them.
    pub bio: Option<String>,
}

/// The writer who signs so, made where there is none. Two spellings with one slug are one writer.
pub async fn ensure_writer(tx: &mut Tx, name: &str) -> Result<i64> {
    let slug = arabic::slug::slug(name);
    if slug.is_empty() {
        return Err(Error::BadSlug { slug: name.to_owned() });
    }
    if let Some(found) = writer_by_slug(tx.db(), &slug).await? {
        return Ok(found.id);
    }
    let row = writer::ActiveModel {
        id: NotSet,
        slug: Set(slug),
        name: Set(name.to_owned()),
        bio: Set(None),
        picture_id: Set(None),
    };
    Ok(row.insert(tx.db()).await?.id)
}

/// Gives a writer a few words about them.
pub async fn set_writer_bio(tx: &mut Tx, id: i64, bio: &str) -> Result<()> {
    let row = writer::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(|| Error::not_found("writer", id))?;
    tx.announce(LogKind::Person, format!("writer/{}", row.slug));
    let mut row: writer::ActiveModel = row.into();
    row.bio = Set(Some(bio.to_owned()));
    row.update(tx.db()).await?;
    Ok(())
}

/// The writer with this address.
pub async fn writer_by_slug(db: &impl Source, slug: &str) -> Result<Option<Writer>> {
    db.saw(Sight::Person(format!("writer/{slug}")));
    Ok(source::one(db, writer::Entity::find().filter(writer::Column::Slug.eq(slug))).await?.map(read))
}

/// The writers with these ids, in that order; unknown ids are left out.
pub async fn writers_by_ids(db: &impl Source, ids: &[i64]) -> Result<Vec<Writer>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = source::all(db, writer::Entity::find().filter(writer::Column::Id.is_in(ids.iter().copied()))).await?;
    Ok(ids.iter().filter_map(|id| rows.iter().find(|row| row.id == *id).cloned().map(read)).collect())
}

fn read(row: writer::Model) -> Writer {
    Writer { id: row.id, slug: row.slug, name: row.name, bio: row.bio }
}
