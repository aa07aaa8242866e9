//! Timers: the jobs that publish or unpublish a story at a set time.

use std::collections::HashMap;

use rules::Actor;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};
use store::clock::Timestamp;
use store::jobs::{self, NewJob, When};
use store::source::{self, Source};
use store::wall::Wall;

use crate::base::entity::story;
use crate::base::error::{Error, Result};
use crate::base::jobs::Kind;
use crate::base::tx::Tx;

/// The act of a timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimerAct {
    /// Publishes the story.
    Publish,
    /// Unpublishes the story.
    Unpublish,
}

impl TimerAct {
    const ALL: [Self; 2] = [Self::Publish, Self::Unpublish];

    /// Its word in the database.
    pub fn word(self) -> &'static str {
        self.kind().word()
    }

    fn kind(self) -> Kind {
        match self {
            Self::Publish => Kind::Publish,
            Self::Unpublish => Kind::Unpublish,
        }
    }
}

/// The kinds of jobs of a story.
pub(crate) fn kinds() -> [&'static str; 2] {
    TimerAct::ALL.map(TimerAct::word)
}

/// A timer that is not due yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// Internal id of the job.
    pub id: i64,
    /// The story.
    pub story_id: i64,
    /// The act.
    pub act: TimerAct,
    /// The wall time.
    pub wall: Wall,
    /// The instant of that time.
    pub due_at: Timestamp,
    /// The person who set it.
    pub made_by: Option<i64>,
    /// The reason for unpublishing.
    pub reason: Option<String>,
}

/// The data of a timer's job.
#[derive(Serialize, Deserialize)]
struct Details {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Sets the timer of a story for `act`, and replaces an earlier one.
pub(crate) async fn set(
    tx: &mut Tx,
    actor: &Actor,
    story_id: i64,
    act: TimerAct,
    wall: &Wall,
    reason: Option<&str>,
) -> Result<()> {
    let details = Details { reason: reason.map(str::to_owned) };
    let job = NewJob {
        kind: act.word(),
        about: Some(story_id),
        data: &serde_json::to_string(&details).map_err(Error::damaged)?,
        made_by: actor.person_id(),
        when: When::Wall(wall.clone()),
    };
    jobs::set(tx.db(), &job, tx.now()).await?;
    Ok(())
}

/// Cancels the timer of a story for `act`.
pub(crate) async fn drop_of(tx: &mut Tx, story_id: i64, act: TimerAct) -> Result<()> {
    Ok(jobs::call_off_about(tx.db(), act.word(), Some(story_id)).await?)
}

/// The timers of a story.
pub async fn of_story(db: &impl Source, story_id: i64) -> Result<Vec<Timer>> {
    jobs::waiting_about_any(db, &kinds(), &[story_id]).await?.into_iter().map(read).collect()
}

/// The timers set by a person.
pub(crate) async fn made_by(db: &impl Source, person: i64) -> Result<Vec<Timer>> {
    let waiting = jobs::waiting(&kinds()).and_where(Expr::col("made_by").eq(person)).to_owned();
    jobs::read(db, &waiting).await?.into_iter().map(read).collect()
}

/// When these stories will be published by timers, by internal id.
pub async fn publish_times(db: &impl Source, ids: &[i64]) -> Result<HashMap<i64, Timestamp>> {
    let waiting = jobs::waiting_about_any(db, &[TimerAct::Publish.word()], ids).await?;
    waiting.into_iter().map(read).map(|timer| timer.map(|timer| (timer.story_id, timer.due_at))).collect()
}

/// A query for the internal ids of the stories that timers publish within a period.
pub(crate) fn coming_out(from: Timestamp, to: Timestamp) -> SelectStatement {
    let mut waiting = jobs::waiting(&[TimerAct::Publish.word()]);
    waiting.clear_selects().clear_order_by().column("about");
    waiting.and_where(Expr::col("due_at").gte(from.0)).and_where(Expr::col("due_at").lt(to.0)).to_owned()
}

pub(crate) fn read(job: jobs::Job) -> Result<Timer> {
    let strange = || Error::damaged(format!("job {} is no timer of a story", job.id));
    let act = TimerAct::ALL.into_iter().find(|act| act.word() == job.kind).ok_or_else(strange)?;
    let (Some(story_id), When::Wall(wall)) = (job.about, &job.when) else { return Err(strange()) };
    let Details { reason } = serde_json::from_str(&job.data).map_err(Error::damaged)?;
    Ok(Timer { id: job.id, story_id, act, wall: wall.clone(), due_at: job.due_at, made_by: job.made_by, reason })
}

/// Computes the instants of embargo ends again; returns how many moved.
pub(crate) async fn recompute_embargoes(tx: &mut Tx) -> Result<usize> {
    let mut moved = 0;
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
