//! What comes due by itself: publishing and taking off at a time.
//!
//! A timer is a row. Every node looks for due rows and finishes each in one transaction with the move itself and the mark
//! that it is done, so that it happens once whatever is killed when and however many nodes look; none waits for another to
//! be gone, and no clock but the paper's own says when. What came due while nobody ran is done at the next start and
//! reported as late. Wall times are turned into instants again at every start and every hour, since governments move
//! clocks.

use std::collections::HashMap;

use rules::{Action, Actor, Move, Subject};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde_json::json;

use crate::Newsroom;
use crate::clock::Timestamp;
use crate::entity::{story, timer};
use crate::error::{Error, Result};
use crate::notices;
use crate::people;
use crate::source::{self, Source};
use crate::store::Tx;
use crate::stories::{self, Story};
use crate::wall::Wall;
use crate::workflow::{With, make_move};

/// A timer done later than this after its time is reported.
const LATE_SECONDS: i64 = 1;

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
    let read = |row: source::Row| {
        let mut row = row.columns();
        Ok::<_, Error>((row.take()?, Timestamp(row.take()?)))
    };
    db.rows(&query).await?.into_iter().map(read).collect()
}

fn read(row: timer::Model) -> Result<Timer> {
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
    let query = Query::select()
        .column("due_at")
        .from("timers")
        .and_where(Expr::col("done_at").is_null())
        .order_by("due_at", Order::Asc)
        .limit(1)
        .to_owned();
    let row = db.rows(&query).await?.into_iter().next();
    row.map(|row| Ok(Timestamp(row.columns().take()?))).transpose()
}

/// Does the timers due at `now`, in the order of their times. Safe to run on several nodes and to run again.
pub(crate) async fn run_due(newsroom: &Newsroom, now: Timestamp, report: &mut DueReport) -> Result<()> {
    let due = timer::Entity::find()
        .filter(timer::Column::DoneAt.is_null())
        .filter(timer::Column::DueAt.lte(now.0))
        .order_by_asc(timer::Column::DueAt)
        .order_by_asc(timer::Column::Id);
    for row in source::all(newsroom.reads(), due).await? {
        let timer = read(row)?;
        match newsroom.write(now, async |tx| finish(tx, &timer).await).await {
            Ok(true) => {
                report.done += 1;
                if now > timer.due_at.plus_seconds(LATE_SECONDS) {
                    report.late += 1;
                    let late = (now.0 - timer.due_at.0) / 1_000_000;
                    tracing::error!(timer = timer.id, act = timer.act.word(), late_seconds = late, "done late");
                }
            }
            Ok(false) => {}
            // The database is away: it stays due.
            Err(error @ (Error::Storage { .. } | Error::Database(_))) => return Err(error),
            Err(refusal) => {
                report.failed += 1;
                tracing::error!(timer = timer.id, act = timer.act.word(), %refusal, "what was scheduled could not be done");
                newsroom.write(now, async |tx| give_up(tx, &timer, &refusal).await).await?;
            }
        }
    }
    Ok(())
}

/// The move and the mark that it is done, together. False where another node was faster or it was called off.
async fn finish(tx: &mut Tx, timer: &Timer) -> Result<bool> {
    if !mark_done(tx, timer, None).await? {
        return Ok(false);
    }
    let story = stories::find_story(tx.db(), timer.story_id).await?;
    still_may(tx, timer, &story).await?;
    let (made, with) = match timer.act {
        TimerAct::Publish => (Move::Publish, With::default()),
        TimerAct::Unpublish => (Move::Unpublish, With { words: timer.reason.clone(), ..With::default() }),
    };
    make_move(tx, &Actor::clock(), &story.public_id, made, with).await?;
    Ok(true)
}

/// Refuses what was set by somebody who may not do it any more: whose door is closed, whose role went, or whose desk no
/// longer publishes by itself. The console's word holds, and so does that of a number without a person, who can have lost
/// nothing.
async fn still_may(tx: &Tx, timer: &Timer, story: &Story) -> Result<()> {
    let Some(id) = timer.made_by else { return Ok(()) };
    let person = match people::person(tx.db(), id).await {
        Ok(person) => person,
        Err(Error::NotFound { .. }) => return Ok(()),
        Err(error) => return Err(error),
    };
    let action = match timer.act {
        TimerAct::Publish => Action::Schedule,
        TimerAct::Unpublish => Action::Unpublish,
    };
    let (facts, house) = (story.facts(tx.now()), crate::paper::house(tx.db()).await?);
    let may = !person.is_closed && person.actor(false).may(action, Subject::Story(&facts), house).is_ok();
    if may { Ok(()) } else { Err(Error::Forbidden { action }) }
}

/// Tells the editors of what waits by the hand of `person`, who may do it no more: it will not be done at its hour unless
/// one of them sets it anew.
pub(crate) async fn tell_what_lapses(tx: &mut Tx, actor: &Actor, person: i64) -> Result<()> {
    let waiting = timer::Entity::find()
        .filter(timer::Column::MadeBy.eq(person))
        .filter(timer::Column::DoneAt.is_null())
        .order_by_asc(timer::Column::DueAt);
    for row in source::all(tx.db(), waiting).await? {
        let timer = read(row)?;
        let story = stories::find_story(tx.db(), timer.story_id).await?;
        if still_may(tx, &timer, &story).await.is_ok() {
            continue;
        }
        for editor in notices::editors_of(tx.db(), story.desk_id).await? {
            if Some(editor) != actor.person_id() && editor != person {
                crate::telling::notify(tx, actor, editor, "schedule_lapses", Some(story.id), None).await?;
            }
        }
    }
    Ok(())
}

async fn mark_done(tx: &mut Tx, timer: &Timer, trouble: Option<&str>) -> Result<bool> {
    let mark = Query::update()
        .table("timers")
        .value("done_at", tx.now().0)
        .value("tries", Expr::col("tries").add(1))
        .value("trouble", trouble.map(str::to_owned))
        .and_where(Expr::col("id").eq(timer.id))
        .and_where(Expr::col("done_at").is_null())
        .to_owned();
    Ok(tx.db().execute(&mark).await?.rows_affected() == 1)
}

/// What cannot be done goes back to the desk as approved, and who should know is told.
async fn give_up(tx: &mut Tx, timer: &Timer, refusal: &Error) -> Result<()> {
    if !mark_done(tx, timer, Some(&refusal.to_string())).await? {
        return Ok(());
    }
    let row = stories::row_for_change(tx, timer.story_id).await?;
    let story = stories::read(row.clone())?;
    if timer.act == TimerAct::Publish && story.work == crate::Work::Scheduled {
        let mut changed: story::ActiveModel = row.into();
        changed.work = Set(crate::Work::Approved.word().to_owned());
        changed.touched_at = Set(tx.now().0);
        changed.update(tx.db()).await?;
    }
    let clock = Actor::clock();
    tx.audit(
        &clock,
        "give_up",
        crate::drafts::subject(&story),
        json!({ "act": timer.act.word(), "due": timer.due_at.0 }),
    );
    // Whoever set it may not come any more: the desk hears of it as well.
    let mut people: Vec<i64> = [timer.made_by, story.writer, story.assignee].into_iter().flatten().collect();
    people.extend(notices::editors_of(tx.db(), story.desk_id).await?);
    people.sort_unstable();
    people.dedup();
    for person in people {
        crate::telling::notify(tx, &clock, person, "give_up", Some(story.id), None).await?;
    }
    Ok(())
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
