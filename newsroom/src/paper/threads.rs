//! Threads: a running story, under which its stories stand together as a timeline, each in one language.
//!
//! As with topics, a thread merged into another stays as a row that says so: versions are never rewritten, and whoever
//! reads threads by their ids gets the one that stands.

use arabic::Language;
use rules::{Action, Actor};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, Set};
use serde_json::json;
use store::source::{self, Source};

use crate::base::allow::allowed;
use crate::base::edition::hold_paper;
use crate::base::entity::thread;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::named::NameKind;
use crate::base::sight::Sight;
use crate::base::tx::Tx;
use crate::paper::languages::language_from;
use crate::paper::names::{self, NameCursor, Naming};

/// A running story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryThread {
    /// Inner id.
    pub id: i64,
    /// As in the page's address.
    pub slug: String,
    /// As shown.
    pub name: String,
    /// One sentence under the title.
    pub description: Option<String>,
    /// The language of its stories.
    pub language: Language,
}

fn subject(id: i64) -> String {
    format!("thread/{id}")
}

fn read(row: thread::Model) -> Result<StoryThread> {
    let language = language_from(&row.language)?;
    Ok(StoryThread { id: row.id, slug: row.slug, name: row.name, description: row.description, language })
}

/// The thread that has or once had this address.
pub(crate) async fn known(db: &impl Source, slug: &str) -> Result<Option<i64>> {
    let row = source::one(db, thread::Entity::find().filter(thread::Column::Slug.eq(slug))).await?;
    match row {
        Some(row) => Ok(Some(row.merged_into.unwrap_or(row.id))),
        None => names::formerly(db, NameKind::Thread, slug).await,
    }
}

/// The thread of this name in `language`, in any form of its letters.
pub async fn thread_called(db: &impl Source, language: Language, name: &str) -> Result<Option<StoryThread>> {
    let folded = arabic::normalize::key(&arabic::normalize::tidy(name));
    let query = thread::Entity::find()
        .filter(thread::Column::NameFolded.eq(folded))
        .filter(thread::Column::Language.eq(language.code()))
        .filter(thread::Column::MergedInto.is_null());
    source::one(db, query).await?.map(read).transpose()
}

/// Adds a thread. Who keeps the paper may.
pub async fn add_thread(tx: &mut Tx, actor: &Actor, language: Language, naming: Naming<'_>) -> Result<StoryThread> {
    allowed(actor, Action::ChangePaper)?;
    add(tx, actor, language, naming).await
}

pub(crate) async fn add(tx: &mut Tx, actor: &Actor, language: Language, naming: Naming<'_>) -> Result<StoryThread> {
    let named = naming.checked(None)?;
    if known(tx.db(), &named.slug).await?.is_some() {
        return Err(Error::AlreadyThere { what: "thread" });
    }
    let row = thread::ActiveModel {
        id: NotSet,
        slug: Set(named.slug),
        name: Set(named.name),
        description: Set(named.about),
        name_folded: Set(named.folded),
        language: Set(language.code().to_owned()),
        merged_into: Set(None),
    };
    let thread = read(row.insert(tx.db()).await?)?;
    tx.audit(actor, "add_thread", subject(thread.id), json!({}));
    Ok(thread)
}

/// Changes what a thread is called, its sentence and, where another is asked for, its address; the old one leads to it.
pub async fn change_thread(tx: &mut Tx, actor: &Actor, id: i64, naming: Naming<'_>) -> Result<StoryThread> {
    allowed(actor, Action::ChangePaper)?;
    hold_paper(tx).await?;
    let before = thread(tx.db(), id).await?;
    let named = naming.checked(Some(&before.slug))?;
    let taken = thread::Entity::find().filter(thread::Column::Slug.eq(&named.slug)).filter(thread::Column::Id.ne(id));
    if known(tx.db(), &named.slug).await?.is_some_and(|other| other != id) || taken.one(tx.db()).await?.is_some() {
        return Err(Error::AlreadyThere { what: "thread" });
    }
    let row = thread::ActiveModel {
        id: Set(id),
        name: Set(named.name),
        name_folded: Set(named.folded),
        slug: Set(named.slug),
        description: Set(named.about),
        ..Default::default()
    };
    let after = read(row.update(tx.db()).await?)?;
    if after == before {
        return Ok(after);
    }
    names::move_address(tx, NameKind::Thread, id, Some(&before.slug), &after.slug).await?;
    for slug in [&before.slug, &after.slug] {
        tx.announce(Event::Name(NameKind::Thread, slug.clone()));
    }
    tx.audit(actor, "change_thread", subject(id), json!({ "moved": before.slug != after.slug }));
    Ok(after)
}

/// Makes two threads of one language one: stories of `from` stand under `into`, and its address leads there. There is no
/// way back.
pub async fn merge_threads(tx: &mut Tx, actor: &Actor, from: i64, into: i64) -> Result<StoryThread> {
    allowed(actor, Action::ChangePaper)?;
    hold_paper(tx).await?;
    let (gone, stays) = (thread(tx.db(), from).await?, thread(tx.db(), into).await?);
    if from == into || gone.language != stays.language {
        return Err(Error::AlreadyThere { what: "thread" });
    }
    let moved = names::merge(tx, NameKind::Thread, (from, &gone.slug), (into, &stays.slug)).await?;
    tx.audit(actor, "merge_threads", subject(from), json!({ "into": into, "stories": moved }));
    Ok(stays)
}

/// The thread with this inner id; [`Error::NotFound`] for one that was merged into another.
pub async fn thread(db: &impl Source, id: i64) -> Result<StoryThread> {
    let standing = thread::Entity::find_by_id(id).filter(thread::Column::MergedInto.is_null());
    source::one(db, standing).await?.map(read).transpose()?.ok_or_else(|| Error::not_found("thread", id))
}

/// The thread with this address.
pub async fn thread_by_slug(db: &impl Source, slug: &str) -> Result<Option<StoryThread>> {
    db.saw(&Sight::Name(NameKind::Thread, slug.to_owned()));
    let standing = thread::Entity::find().filter(thread::Column::Slug.eq(slug));
    source::one(db, standing.filter(thread::Column::MergedInto.is_null())).await?.map(read).transpose()
}

/// The thread to which a former address leads: one it had itself, or that of a thread merged into it.
pub async fn thread_formerly(db: &impl Source, slug: &str) -> Result<Option<StoryThread>> {
    match known(db, slug).await? {
        Some(id) => Ok(Some(thread(db, id).await?).filter(|thread| thread.slug != slug)),
        None => Ok(None),
    }
}

/// The thread that stands for this id; `None` for an unknown one.
pub async fn standing_thread(db: &impl Source, id: i64) -> Result<Option<StoryThread>> {
    let Some(row) = source::one(db, thread::Entity::find_by_id(id)).await? else { return Ok(None) };
    let standing = match row.merged_into {
        Some(into) => thread(db, into).await?,
        None => read(row)?,
    };
    db.saw(&Sight::Name(NameKind::Thread, standing.slug.clone()));
    Ok(Some(standing))
}

/// The threads that stand for these ids, each once; unknown ids are left out.
pub(crate) async fn threads_by_ids(db: &impl Source, ids: &[i64]) -> Result<Vec<StoryThread>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = source::all(db, thread::Entity::find().filter(thread::Column::Id.is_in(ids.iter().copied()))).await?;
    let threads: Vec<StoryThread> = rows.into_iter().map(read).collect::<Result<_>>()?;
    for thread in &threads {
        db.saw(&Sight::Name(NameKind::Thread, thread.slug.clone()));
    }
    Ok(threads)
}

/// `limit` threads, of `language` or of all, with these words in their names, in the order of the letters, after the line
/// `after`; each with the number of its live stories. And where the next page begins.
pub async fn threads_found(
    db: &impl Source,
    language: Option<Language>,
    words: &str,
    after: Option<&NameCursor>,
    limit: usize,
) -> Result<(Vec<(StoryThread, i64)>, Option<NameCursor>)> {
    let mut query = Query::select();
    query
        .columns(["id", "slug", "name", "description", "name_folded", "language", "merged_into"])
        .from("threads")
        .and_where(Expr::col("merged_into").is_null())
        .and_where_option(language.map(|language| Expr::col("language").eq(language.code())));
    let place = |row: &thread::Model| (row.name_folded.clone(), row.id);
    let (rows, next) = names::found(db, NameKind::Thread, query, words, after, limit, place).await?;
    let threads = rows.into_iter().map(|(row, stories)| Ok((read(row)?, stories)));
    Ok((threads.collect::<Result<_>>()?, next))
}

/// How many live stories stand under a thread.
pub async fn thread_stories(db: &impl Source, id: i64) -> Result<i64> {
    Ok(names::story_counts(db, NameKind::Thread, &[id]).await?.remove(&id).unwrap_or(0))
}
