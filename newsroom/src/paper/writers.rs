//! Writers: people who sign. A desk or an agency in a byline is not a writer and has no page of this kind.

use rules::{Action, Actor};
use sea_orm::sea_query::Query;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, Set};
use serde_json::json;
use store::source::{self, Source};

use crate::base::allow::allowed;
use crate::base::edition::hold_paper;
use crate::base::entity::writer;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::named::NameKind;
use crate::base::sight::Sight;
use crate::base::tx::Tx;
use crate::paper::names::{self, NameCursor, Naming};

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

/// The writer who signs so, or once did, added where there is none by who may. Two spellings with one slug are one
/// writer.
pub async fn ensure_writer(tx: &mut Tx, actor: &Actor, name: &str) -> Result<i64> {
    if let Some(id) = called(tx.db(), name).await? {
        return Ok(id);
    }
    allowed(actor, Action::AddWriter)?;
    let id = add_called(tx, name).await?;
    tx.audit(actor, "add_writer", subject(id), json!({}));
    Ok(id)
}

/// As [`ensure_writer`], for acts that have asked and that tell the audit log themselves.
pub(crate) async fn writer_called(tx: &mut Tx, name: &str) -> Result<i64> {
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
    let row = writer::ActiveModel {
        id: NotSet,
        slug: Set(slug),
        name: Set(name.to_owned()),
        bio: Set(about),
        picture_id: Set(None),
        name_folded: Set(folded),
    };
    Ok(row.insert(tx.db()).await?.id)
}

fn subject(id: i64) -> String {
    format!("writer/{id}")
}

/// Found by the slug of this name, or by the one that the same name had when numbers ran together in slugs.
async fn called(db: &impl Source, name: &str) -> Result<Option<i64>> {
    if let Some(id) = known(db, &arabic::slug::slug(name)).await? {
        return Ok(Some(id));
    }
    let Some(former) = arabic::slug::former(name) else { return Ok(None) };
    let query = writer::Entity::find()
        .filter(writer::Column::Slug.eq(former))
        .filter(writer::Column::NameFolded.eq(arabic::normalize::key(name)));
    Ok(source::one(db, query).await?.map(|row| row.id))
}

/// The writer who has or once had this address.
async fn known(db: &impl Source, slug: &str) -> Result<Option<i64>> {
    match source::one(db, writer::Entity::find().filter(writer::Column::Slug.eq(slug))).await? {
        Some(row) => Ok(Some(row.id)),
        None => names::formerly(db, NameKind::Writer, slug).await,
    }
}

/// Adds a writer with a few words about them. Who keeps the paper may; in a byline a name is enough
/// ([`ensure_writer`]).
pub async fn add_writer(tx: &mut Tx, actor: &Actor, naming: Naming<'_>) -> Result<Writer> {
    allowed(actor, Action::ChangePaper)?;
    let named = naming.checked(None)?;
    if known(tx.db(), &named.slug).await?.is_some() {
        return Err(Error::AlreadyThere { what: "writer" });
    }
    let id = insert(tx, &named.name, named.folded, named.slug, named.about).await?;
    tx.audit(actor, "add_writer", subject(id), json!({}));
    writer(tx.db(), id).await
}

/// Changes how a writer signs, the words about them and, where another is asked for, their address; the old one leads to
/// it. Stories signed so far bear the new name.
pub async fn change_writer(tx: &mut Tx, actor: &Actor, id: i64, naming: Naming<'_>) -> Result<Writer> {
    allowed(actor, Action::ChangePaper)?;
    hold_paper(tx).await?;
    let before = writer(tx.db(), id).await?;
    let named = naming.checked(Some(&before.slug))?;
    if known(tx.db(), &named.slug).await?.is_some_and(|other| other != id) {
        return Err(Error::AlreadyThere { what: "writer" });
    }
    let row = writer::ActiveModel {
        id: Set(id),
        name: Set(named.name),
        name_folded: Set(named.folded),
        slug: Set(named.slug.clone()),
        bio: Set(named.about),
        ..Default::default()
    };
    let after = read(row.update(tx.db()).await?);
    if after == before {
        return Ok(after);
    }
    names::move_address(tx, NameKind::Writer, id, Some(&before.slug), &named.slug).await?;
    for slug in [&before.slug, &after.slug] {
        tx.announce(Event::Name(NameKind::Writer, slug.clone()));
    }
    tx.audit(actor, "change_writer", subject(id), json!({ "moved": before.slug != after.slug }));
    Ok(after)
}

/// The writer with this inner id.
pub async fn writer(db: &impl Source, id: i64) -> Result<Writer> {
    let row = source::one(db, writer::Entity::find_by_id(id)).await?;
    row.map(read).ok_or_else(|| Error::not_found("writer", id))
}

/// The writer with this address.
pub async fn writer_by_slug(db: &impl Source, slug: &str) -> Result<Option<Writer>> {
    db.saw(&Sight::Name(NameKind::Writer, slug.to_owned()));
    Ok(source::one(db, writer::Entity::find().filter(writer::Column::Slug.eq(slug))).await?.map(read))
}

/// The writer to whom a former address leads.
pub async fn writer_formerly(db: &impl Source, slug: &str) -> Result<Option<Writer>> {
    match names::formerly(db, NameKind::Writer, slug).await? {
        Some(id) => Ok(Some(writer(db, id).await?)),
        None => Ok(None),
    }
}

/// The writers with these ids, in that order; unknown ids are left out.
pub async fn writers_by_ids(db: &impl Source, ids: &[i64]) -> Result<Vec<Writer>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = source::rows_of::<writer::Model>();
    let rows: Vec<writer::Model> =
        source::each(db, query.and_where(writer::Column::Id.is_in(ids.iter().copied()))).await?;
    for row in &rows {
        db.saw(&Sight::Name(NameKind::Writer, row.slug.clone()));
    }
    Ok(ids.iter().filter_map(|id| rows.iter().find(|row| row.id == *id).cloned().map(read)).collect())
}

/// `limit` writers with these words in their names, in the order of the letters, after the line `after`; each with the
/// number of their live stories. And where the next page begins.
pub async fn writers_found(
    db: &impl Source,
    words: &str,
    after: Option<&NameCursor>,
    limit: usize,
) -> Result<(Vec<(Writer, i64)>, Option<NameCursor>)> {
    let mut query = Query::select();
    query.columns(["id", "slug", "name", "bio", "picture_id", "name_folded"]).from("writers");
    let place = |row: &writer::Model| (row.name_folded.clone(), row.id);
    let (rows, next) = names::found(db, NameKind::Writer, query, words, after, limit, place).await?;
    Ok((rows.into_iter().map(|(row, stories)| (read(row), stories)).collect(), next))
}

/// How many live stories a writer has signed.
pub async fn writer_stories(db: &impl Source, id: i64) -> Result<i64> {
    Ok(names::story_counts(db, NameKind::Writer, &[id]).await?.remove(&id).unwrap_or(0))
}

fn read(row: writer::Model) -> Writer {
    Writer { id: row.id, slug: row.slug, name: row.name, bio: row.bio }
}
