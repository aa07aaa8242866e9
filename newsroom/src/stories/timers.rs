//! What comes due by itself: publishing and taking off at a time.
//!
//! A timer is a row. Every node looks for due rows and finishes each in one transaction with the move itself and the mark
//! that it is done, so that it happens once whatever is killed when and however many nodes look; none waits for another to
//! be gone, and no clock but the paper's own says when. What came due while nobody ran is done at the next start and
//! reported as late. Wall times are turned into instants again at every start and every hour, since governments move
//! clocks.

use std::collections::HashMap;

use rules::Actor;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use store::clock::Timestamp;
use store::source::{self, Source};
use store::wall::Wall;

use crate::base::entity::{story, timer};
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;

/// What a timer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimerAct {
    /// Puts the story before readers.
    Publish,
    /// Takes it off.
    Unpublish,
}

impl TimerAct {
    /// Its word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Unpublish => "unpublish",
        }
    }

    fn from_word(word: &str) -> Result<Self> {
        [Self::Publish, Self::Unpublish]
            .into_iter()
            .find(|act| act.word() == word)
            .ok_or_else(|| Error::damaged(format!("no timer does {word:?}")))
    }
}

/// A timer that has not come due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// Inner id.
    pub id: i64,
    /// Which story.
    pub story_id: i64,
    /// What it does.
    pub act: TimerAct,
    /// When, on the wall.
    pub wall: Wall,
    /// The instant that comes to.
    pub due_at: Timestamp,
    /// Who set it.
    pub made_by: Option<i64>,
    /// The reason it will give.
    pub reason: Option<String>,
    /// What went wrong when it came due.
    pub trouble: Option<String>,
}

/// What became of timers that were due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DueReport {
    /// Done.
    pub done: usize,
    /// Of these, later than a second after their time.
    pub late: usize,
    /// Could not be done; who set them was told why.
    pub failed: usize,
}

/// Sets the timer of a story for `act`, in place of an earlier one.
pub(crate) async fn set(
    tx: &mut Tx,
    actor: &Actor,
    story_id: i64,
    act: TimerAct,
    wall: &Wall,
    reason: Option<&str>,
) -> Result<()> {
    drop_of(tx, story_id, act).await?;
    let row = timer::ActiveModel {
        id: NotSet,
        story_id: Set(story_id),
        act: Set(act.word().to_owned()),
        wall: Set(wall.wall.clone()),
        zone: Set(wall.zone.clone()),
        due_at: Set(wall.instant()?.0),
        made_by: Set(actor.person_id()),
        reason: Set(reason.map(str::to_owned)),
        tries: Set(0),
        done_at: Set(None),
        trouble: Set(None),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// Drops what a story has waiting for `act`.
pub(crate) async fn drop_of(tx: &mut Tx, story_id: i64, act: TimerAct) -> Result<()> {
    let query = Query::delete()
        .from_table("timers")
        .and_where(Expr::col("story_id").eq(story_id))
        .and_where(Expr::col("act").eq(act.word()))
        .and_where(Expr::col("done_at").is_null())
        .to_owned();
    tx.db().execute(&query).await?;
    Ok(())
}

/// What a story has waiting.
pub async fn of_story(db: &impl Source, story_id: i64) -> Result<Vec<Timer>> {
    let query = timer::Entity::find()
        .filter(timer::Column::StoryId.eq(story_id))
        .filter(timer::Column::DoneAt.is_null())
        .order_by_asc(timer::Column::DueAt);
    source::all(db, query).await?.into_iter().map(read).collect()
}

/// When these stories come before readers by themselves, by inner id.
pub async fn publish_times(db: &impl Source, ids: &[i64]) -> Result<HashMap<i64, Timestamp>> {
    let query = Query::select()
        .columns(["story_id", "due_at"])
        .from("timers")
        .and_where(Expr::col("done_at").is_null())
        .and_where(Expr::col("act").eq(TimerAct::Publish.word()))
        .and_where(Expr::col("story_id").is_in(ids.iter().copied()))
        .to_owned();
    let read = |row: store::row::Row| {
        let mut row = row.columns();
        Ok::<_, Error>((row.take()?, Timestamp(row.take()?)))
    };
    db.rows(&query).await?.into_iter().map(read).collect()
}

pub(crate) fn read(row: timer::Model) -> Result<Timer> {
    Ok(Timer {
        id: row.id,
        story_id: row.story_id,
        act: TimerAct::from_word(&row.act)?,
        wall: Wall { wall: row.wall, zone: row.zone },
        due_at: Timestamp(row.due_at),
        made_by: row.made_by,
        reason: row.reason,
        trouble: row.trouble,
    })
}

/// When the next timer is due; `None` where none waits.
pub(crate) async fn next_due(db: &impl Source) -> Result<Option<Timestamp>> {
    next_due_in(db, "timers").await
}

/// When the next row of `table` is due that is not done.
pub(crate) async fn next_due_in(db: &impl Source, table: &'static str) -> Result<Option<Timestamp>> {
    let query = Query::select()
        .column("due_at")
        .from(table)
        .and_where(Expr::col("done_at").is_null())
        .order_by("due_at", Order::Asc)
        .limit(1)
        .to_owned();
    let row = db.rows(&query).await?.into_iter().next();
    row.map(|row| Ok(Timestamp(row.columns().take()?))).transpose()
}

/// Turns wall times into instants anew, for timers and embargoes; says how many moved.
pub(crate) async fn recompute(tx: &mut Tx) -> Result<usize> {
    let mut moved = 0;
    let waiting = timer::Entity::find().filter(timer::Column::DoneAt.is_null());
    for row in source::all(tx.db(), waiting).await? {
        let wall = Wall { wall: row.wall.clone(), zone: row.zone.clone() };
        let instant = wall.instant()?;
        if instant.0 != row.due_at {
            let mut row: timer::ActiveModel = row.into();
            row.due_at = Set(instant.0);
            row.update(tx.db()).await?;
            moved += 1;
        }
    }
    let embargoed = story::Entity::find().filter(story::Column::EmbargoUntil.gt(tx.now().0));
    for row in source::all(tx.db(), embargoed).await? {
        let Some((wall, zone)) = row.embargo_wall.clone().zip(row.embargo_zone.clone()) else { continue };
        let instant = Wall { wall, zone }.instant()?;
        if row.embargo_until != Some(instant.0) {
            let mut row: story::ActiveModel = row.into();
            row.embargo_until = Set(Some(instant.0));
            row.update(tx.db()).await?;
            moved += 1;
        }
    }
    Ok(moved)
}
