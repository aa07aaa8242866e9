//! Locks: one person at a time edits a part of a story.
//!
//! A lock is advisory and expires. It is renewed while its holder is there, and somebody with the right may take it
//! over. What makes overwriting impossible is the revision number of the part ([`Story::revisions`](crate::Story)).

use rules::{Action, Actor};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use serde_json::json;
use store::clock::Timestamp;
use store::id::PublicId;
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::people::telling::notify;
use crate::stories::facts::story_for;
use crate::stories::parts::Part;

/// Seconds without renewal after which a lock expires. A client renews every 30 seconds and may miss three.
pub const LOCK_IDLE_SECONDS_MAX: i64 = 120;

/// A lock on a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lock {
    /// The part.
    pub part: Part,
    /// The holder, by internal id.
    pub person: i64,
    /// When it was taken.
    pub taken_at: Timestamp,
    /// When it was last renewed.
    pub seen_at: Timestamp,
}

/// The locks on a story that are valid at `now`, by part.
pub async fn locks_of(db: &impl Source, story_id: i64, now: Timestamp) -> Result<Vec<Lock>> {
    let mut locks: Vec<Lock> = holding(db, &[story_id], now).await?.into_iter().map(|(_, lock)| lock).collect();
    locks.sort_by_key(|lock| lock.part.word());
    Ok(locks)
}

/// The newest valid lock on each of these stories at `now`, with the story's internal id.
pub async fn locks_of_many(db: &impl Source, stories: &[i64], now: Timestamp) -> Result<Vec<(i64, Lock)>> {
    let mut newest: Vec<(i64, Lock)> = Vec::new();
    for (story, lock) in holding(db, stories, now).await? {
        if newest.iter().all(|(known, _)| *known != story) {
            newest.push((story, lock));
        }
    }
    Ok(newest)
}

/// Every valid lock on these stories at `now`, newest first.
async fn holding(db: &impl Source, stories: &[i64], now: Timestamp) -> Result<Vec<(i64, Lock)>> {
    if stories.is_empty() {
        return Ok(Vec::new());
    }
    let query = Query::select()
        .columns(["story_id", "part", "person_id", "taken_at", "seen_at"])
        .from("story_locks")
        .and_where(Expr::col("story_id").is_in(stories.iter().copied()))
        .and_where(Expr::col("seen_at").gt(now.plus_seconds(-LOCK_IDLE_SECONDS_MAX).0))
        // After the clock was set back, a lock from the future is not valid.
        .and_where(Expr::col("seen_at").lt(now.plus_seconds(LOCK_IDLE_SECONDS_MAX).0))
        .order_by("seen_at", Order::Desc)
        .to_owned();
    let read = |row: store::row::Row| {
        let mut row = row.columns();
        let story: i64 = row.take()?;
        let word: String = row.take()?;
        let part = Part::from_word(&word).ok_or_else(|| Error::nothing_called("part", &word))?;
        let (person, taken_at, seen_at) = (row.take()?, Timestamp(row.take()?), Timestamp(row.take()?));
        Ok((story, Lock { part, person, taken_at, seen_at }))
    };
    db.rows(&query).await?.into_iter().map(read).collect()
}

/// Takes or renews the lock on a part. [`Error::Locked`] if somebody else holds it.
pub async fn take_lock(tx: &mut Tx, actor: &Actor, id: &PublicId, part: Part) -> Result<()> {
    let story = story_for(tx.db(), actor, part.action(), id, tx.now()).await?;
    check_unlocked(tx, actor, story.id, part).await?;
    hold(tx, actor, story.id, part).await
}

/// Takes over the lock on a part. The next save of its former holder is refused, and its content is stored as a
/// separate version.
pub async fn take_over(tx: &mut Tx, actor: &Actor, id: &PublicId, part: Part) -> Result<()> {
    let story = story_for(tx.db(), actor, Action::TakeOver, id, tx.now()).await?;
    let holder = locks_of(tx.db(), story.id, tx.now()).await?.into_iter().find(|lock| lock.part == part);
    hold(tx, actor, story.id, part).await?;
    // Raising the revision turns a save in progress into a conflict, whichever is committed first.
    let column = match part {
        Part::Text => "text_rev",
        Part::Pictures => "pictures_rev",
        Part::Facts => "facts_rev",
    };
    let raise = Query::update()
        .table("stories")
        .value(column, Expr::col(column).add(1))
        .and_where(Expr::col("id").eq(story.id))
        .to_owned();
    tx.db().execute(&raise).await?;
    tx.audit(
        actor,
        "take_over",
        story.subject(),
        json!({ "part": part.word(), "from": holder.map(|lock| lock.person) }),
    );
    if let Some(lock) = holder.filter(|lock| Some(lock.person) != actor.person_id()) {
        notify(tx, actor, lock.person, "take_over", Some(story.id), None).await?;
    }
    Ok(())
}

/// Releases the lock on a part.
pub async fn release_lock(tx: &mut Tx, actor: &Actor, id: &PublicId, part: Part) -> Result<()> {
    let story = story_for(tx.db(), actor, Action::See, id, tx.now()).await?;
    let Some(person) = actor.person_id() else { return Ok(()) };
    let release = Query::delete()
        .from_table("story_locks")
        .and_where(Expr::col("story_id").eq(story.id))
        .and_where(Expr::col("part").eq(part.word()))
        .and_where(Expr::col("person_id").eq(person))
        .to_owned();
    if tx.db().execute(&release).await?.rows_affected() > 0 && part == Part::Text {
        crate::stories::versions::settle(tx, story.id).await?;
    }
    Ok(())
}

/// Refuses with [`Error::Locked`] if somebody else holds the lock now.
pub(crate) async fn check_unlocked(tx: &Tx, actor: &Actor, story_id: i64, part: Part) -> Result<()> {
    let locks = locks_of(tx.db(), story_id, tx.now()).await?;
    match locks.into_iter().find(|lock| lock.part == part && Some(lock.person) != actor.person_id()) {
        Some(lock) => Err(Error::Locked { by: lock.person, part: part.word() }),
        None => Ok(()),
    }
}

/// The key of the last typing saved by the holder of the lock; `None` if somebody else holds it.
pub(crate) async fn last_key(tx: &Tx, actor: &Actor, story_id: i64, part: Part) -> Result<Option<String>> {
    let query = Query::select()
        .column("last_key")
        .from("story_locks")
        .and_where(Expr::col("story_id").eq(story_id))
        .and_where(Expr::col("part").eq(part.word()))
        .and_where(Expr::col("person_id").eq(actor.person_id()))
        .to_owned();
    let Some(row) = tx.db().query_one(&query).await? else { return Ok(None) };
    Ok(row.try_get("", "last_key")?)
}

async fn hold(tx: &mut Tx, actor: &Actor, story_id: i64, part: Part) -> Result<()> {
    hold_with_key(tx, actor, story_id, part, None).await
}

/// Takes or renews a lock for `actor`, with the key of the typing that was just saved, if any.
pub(crate) async fn hold_with_key(
    tx: &mut Tx,
    actor: &Actor,
    story_id: i64,
    part: Part,
    key: Option<&str>,
) -> Result<()> {
    let Some(person) = actor.person_id() else { return Ok(()) };
    let now = tx.now().0;
    // If the same person renews, `taken_at` stays, and so does the last key unless there is a newer one.
    let newer = key.map(|key| ("last_key", Expr::val(key)));
    let same = Query::update()
        .table("story_locks")
        .values(newer)
        .value("seen_at", now)
        .and_where(Expr::col("story_id").eq(story_id))
        .and_where(Expr::col("part").eq(part.word()))
        .and_where(Expr::col("person_id").eq(person))
        .to_owned();
    if tx.db().execute(&same).await?.rows_affected() > 0 {
        return Ok(());
    }
    let take = Query::insert()
        .into_table("story_locks")
        .columns(["story_id", "part", "person_id", "taken_at", "seen_at", "last_key"])
        .values_panic([story_id.into(), part.word().into(), person.into(), now.into(), now.into(), key.into()])
        .on_conflict(
            OnConflict::columns(["story_id", "part"])
                .update_columns(["person_id", "taken_at", "seen_at", "last_key"])
                .to_owned(),
        )
        .to_owned();
    tx.db().execute(&take).await?;
    Ok(())
}
