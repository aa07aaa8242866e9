//! Moves whose time has come: a timer and its move are done in one transaction, or given up and told.

use rules::{Action, Actor, Move, Subject};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;
use store::clock::Timestamp;
use store::source;

use crate::base::entity::{story, timer};
use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::paper::settings::house;
use crate::people::telling::notify;
use crate::people::{notices, staff};
use crate::stories::model::{self, Story};
use crate::stories::timers::{DueReport, Timer, TimerAct, read};
use crate::stories::workflow::{With, make_move};

/// A timer done later than this after its time is reported.
const LATE_SECONDS: i64 = 1;

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
            Err(error) if error.is_of_database() => return Err(error),
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
    let story = model::find_story(tx.db(), timer.story_id).await?;
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
    let person = match staff::person(tx.db(), id).await {
        Ok(person) => person,
        Err(Error::NotFound { .. }) => return Ok(()),
        Err(error) => return Err(error),
    };
    let action = match timer.act {
        TimerAct::Publish => Action::Schedule,
        TimerAct::Unpublish => Action::Unpublish,
    };
    let (facts, house) = (story.facts(tx.now()), house(tx.db()).await?);
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
        let story = model::find_story(tx.db(), timer.story_id).await?;
        if still_may(tx, &timer, &story).await.is_ok() {
            continue;
        }
        for editor in notices::editors_of(tx.db(), story.desk_id).await? {
            if Some(editor) != actor.person_id() && editor != person {
                notify(tx, actor, editor, "schedule_lapses", Some(story.id), None).await?;
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
    let row = model::row_for_change(tx, timer.story_id).await?;
    let story = model::read(row.clone())?;
    if timer.act == TimerAct::Publish && story.work == rules::Work::Scheduled {
        let mut changed: story::ActiveModel = row.into();
        changed.work = Set(rules::Work::Approved.word().to_owned());
        changed.touched_at = Set(tx.now().0);
        changed.update(tx.db()).await?;
    }
    let clock = Actor::clock();
    tx.audit(&clock, "give_up", story.subject(), json!({ "act": timer.act.word(), "due": timer.due_at.0 }));
    // Whoever set it may not come any more: the desk hears of it as well.
    let mut people: Vec<i64> = [timer.made_by, story.writer, story.assignee].into_iter().flatten().collect();
    people.extend(notices::editors_of(tx.db(), story.desk_id).await?);
    people.sort_unstable();
    people.dedup();
    for person in people {
        notify(tx, &clock, person, "give_up", Some(story.id), None).await?;
    }
    Ok(())
}
