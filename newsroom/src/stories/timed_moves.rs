//! Does scheduled moves that are due, in the transaction that marks their job as done; or gives them up and notifies
//! people.

use rules::{Action, Actor, Move, Subject};
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;

use crate::base::entity::story;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::paper::settings::house;
use crate::people::telling::notify;
use crate::people::{notices, staff};
use crate::stories::model::{self, Story};
use crate::stories::state;
use crate::stories::timers::{self, Timer, TimerAct};
use crate::stories::workflow::{With, make_move};

/// Makes the move that is due. Refuses if the person who scheduled it no longer may, or if the story's state no longer
/// allows it.
pub(crate) async fn make_due_move(tx: &mut Tx, timer: &Timer) -> Result<()> {
    let story = model::find_story(tx.db(), timer.story_id).await?;
    check_still_allowed(tx, timer, &story).await?;
    let (made, with) = match timer.act {
        TimerAct::Publish => (Move::Publish, With::default()),
        TimerAct::Unpublish => (Move::Unpublish, With { words: timer.reason.clone(), ..With::default() }),
    };
    make_move(tx, &Actor::clock(), &story.public_id, made, with).await?;
    Ok(())
}

/// Refuses a move scheduled by a person who no longer may do it: their account is closed, they lost the role, or their
/// desk no longer publishes by itself. A move scheduled by the console, or without a known person, is valid.
async fn check_still_allowed(tx: &Tx, timer: &Timer, story: &Story) -> Result<()> {
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

/// Notifies the editors of moves scheduled by `person`, who has lost the right: they will not happen unless an editor
/// schedules them again.
pub(crate) async fn notify_lapsed(tx: &mut Tx, actor: &Actor, person: i64) -> Result<()> {
    for timer in timers::made_by(tx.db(), person).await? {
        let story = model::find_story(tx.db(), timer.story_id).await?;
        if check_still_allowed(tx, &timer, &story).await.is_ok() {
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

/// Returns the story to the desk as approved, and notifies people.
pub(crate) async fn give_up(tx: &mut Tx, timer: &Timer) -> Result<()> {
    let row = model::row_for_change(tx, timer.story_id).await?;
    let story = model::read(row.clone())?;
    if timer.act == TimerAct::Publish && story.work == rules::Work::Scheduled {
        let mut changed: story::ActiveModel = row.into();
        state::put(&mut changed, story.live, rules::Work::Approved);
        changed.touched_at = Set(tx.now().0);
        changed.update(tx.db()).await?;
    }
    let clock = Actor::clock();
    tx.audit(&clock, "give_up", story.subject(), json!({ "act": timer.act.word(), "due": timer.due_at.0 }));
    // The person who scheduled it may no longer sign in, so the desk is notified as well.
    let mut people: Vec<i64> = [timer.made_by, story.writer, story.assignee].into_iter().flatten().collect();
    people.extend(notices::editors_of(tx.db(), story.desk_id).await?);
    people.sort_unstable();
    people.dedup();
    for person in people {
        notify(tx, &clock, person, "give_up", Some(story.id), None).await?;
    }
    Ok(())
}
