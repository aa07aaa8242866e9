//! Moves stories. Every move of the table in `rules` goes through this function, whether the desk, the clock or the
//! command line makes it.

use rules::{Actor, Live, Move, Work};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set};
use serde_json::json;
use store::clock::Timestamp;
use store::id::PublicId;
use store::wall::Wall;

use crate::base::edition::lock_paper;
use crate::base::entity::story;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::happened::Happened;
use crate::base::texts::refuse_long;
use crate::base::tx::Tx;
use crate::paper::settings::{house, load_paper};
use crate::people::notices;
use crate::people::telling::notify;
use crate::stories::approval::{self, Seen};
use crate::stories::facts::{missing, refused_as, story_for};
use crate::stories::model::{self, Story};
use crate::stories::photo_archive::barring;
use crate::stories::publishing::{self, InProgress, PublishedVersion, PublishedWhen};
use crate::stories::state;
use crate::stories::timers::{self, TimerAct};
use crate::stories::versions;

/// Characters of a note or reason.
const WORDS_CHARS_MAX: usize = 2_000;

/// The arguments of a move.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct With {
    /// A note to the writer, or the reason, which is shown to readers and kept in the file.
    pub words: Option<String>,
    /// The time of a schedule.
    pub at: Option<Wall>,
    /// A minor edit («تعديل طفيف»): readers are not told of the change.
    pub is_minor: bool,
    /// A legal reason: 451 instead of 410.
    pub is_legal: bool,
    /// What the actor saw before deciding; approving or publishing something else is refused. `None`, as from the
    /// console, skips this check.
    pub seen: Option<Seen>,
}

impl With {
    /// The trimmed note or reason; `None` if it is empty.
    fn words(&self) -> Option<&str> {
        self.words.as_deref().map(str::trim).filter(|words| !words.is_empty())
    }
}

/// Makes the move `made`. Refuses, without writing anything, as `rules::after` does: [`Error::NotFound`],
/// [`Error::Forbidden`], [`Error::OwnStory`], [`Error::ProofIsOld`], [`Error::NoWay`], [`Error::Incomplete`],
/// [`Error::WordsMissing`], [`Error::Embargoed`]; also with [`Error::BadTime`] for a schedule in the past or before the
/// embargo ends, and with [`Error::NotSeen`] for an approval of something else than what was seen.
///
/// The approved version is published, now or at its time, whoever makes the move. Later changes stay at the desk as an
/// update that waits for its own approval.
pub async fn make_move(tx: &mut Tx, actor: &Actor, id: &PublicId, made: Move, with: With) -> Result<Story> {
    let after = step(tx, actor, id, made, &with, Manner::Alone).await?;
    notify_people(tx, actor, made, &after, with.words()).await?;
    Ok(after)
}

/// Submits, approves and publishes a story in one act, as far as necessary, each step with its own audit entry.
/// Refuses, without writing anything, with the first reason against any step, as [`make_move`]; also with
/// [`Error::NotSeen`] if the story differs from what was seen. People are notified once.
pub async fn publish_now(tx: &mut Tx, actor: &Actor, id: &PublicId, with: With) -> Result<Story> {
    let before = model::story_by_public_id(tx.db(), id).await?.ok_or_else(|| Error::not_found("story", id))?;
    let (house, facts) = (house(tx.db()).await?, before.facts(tx.now()));
    let way = rules::way_to_readers(actor, &facts, house)
        .map_err(|refused| refused_as(refused, Move::Publish.rule().action, &before))?;
    let (mut after, mut to_see) = (before, with.seen);
    for made in way {
        // What was seen is compared at the first step that decides about the content.
        let seen = to_see.take_if(|_| made != Move::Submit);
        let is_minor = with.is_minor && made == Move::Publish;
        after = step(tx, actor, id, made, &With { seen, is_minor, ..With::default() }, Manner::ToReaders).await?;
    }
    notify_people(tx, actor, Move::Publish, &after, None).await?;
    Ok(after)
}

/// Whether a move is made by itself or as a step of publishing at once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Alone,
    ToReaders,
}

/// Locks the pages that a move will change, before the story. A story that is taken off leaves pages with a manual
/// layout; they are locked first, in the same order as when they are laid out.
pub(crate) async fn lock_pages(tx: &mut Tx, made: Move) -> Result<()> {
    match made {
        Move::Unpublish | Move::Kill => lock_paper(tx).await,
        _ => Ok(()),
    }
}

/// Makes one move with its audit entry; notifies nobody.
async fn step(tx: &mut Tx, actor: &Actor, id: &PublicId, made: Move, with: &With, manner: Manner) -> Result<Story> {
    let found = model::story_by_public_id(tx.db(), id).await?.ok_or_else(|| Error::not_found("story", id))?;
    lock_pages(tx, made).await?;
    let row = model::row_for_change(tx, found.id).await?;
    let before = model::read(row.clone())?;
    let (house, facts) = (house(tx.db()).await?, before.facts(tx.now()));
    let words = with.words();
    refuse_long(words.map(|words| ("note", words, WORDS_CHARS_MAX)))?;
    let version = match made {
        Move::Publish | Move::Schedule => before.approved_version,
        _ => before.newest_version(),
    };
    let checked = match (made.rule().requires.is_empty(), version) {
        (false, Some(version)) => Some(versions::version(tx.db(), version).await?.content),
        _ => None,
    };
    let missing = checked.as_ref().map(|content| missing(content, made.rule().requires)).unwrap_or_default();
    let (live, work) = rules::after(made, actor, &facts, house, &missing, words.is_some())
        .map_err(|refused| refused_as(refused, made.rule().action, &before))?;
    if let Some(content) = &checked {
        let today = tx.now().day_in(load_paper(tx.db()).await?.zone);
        barring::check(tx, &before, content, today).await?;
    }

    if let Some(seen) = &with.seen {
        approval::check_seen(tx, actor, &before, made, seen).await?;
    }

    let after = match made {
        Move::Publish => publish_approved(tx, &before, version, work, with.is_minor).await?,
        Move::Unpublish | Move::Kill => {
            if before.live == Live::Published {
                tx.happened(Happened::StoryTakenOff { by: actor.clone(), story: before.id });
            }
            take_off(tx, actor, &before, row, (live, work), words, with.is_legal).await?
        }
        Move::Discard => drop_update(tx, &before, row).await?,
        _ => {
            if made == Move::Schedule {
                let at = with.at.as_ref().ok_or(Error::BadTime { text: String::new() })?;
                let instant = at.instant()?;
                let in_time = instant > tx.now() && before.embargo_until.is_none_or(|until| until <= instant);
                if !in_time {
                    return Err(Error::BadTime { text: at.wall.clone() });
                }
                timers::set(tx, actor, before.id, TimerAct::Publish, at, None).await?;
            }
            if before.work == Work::Scheduled && work != Work::Scheduled {
                timers::drop_of(tx, before.id, TimerAct::Publish).await?;
            }
            let mut changed: story::ActiveModel = row.into();
            state::put(&mut changed, live, work);
            changed.touched_at = Set(tx.now().0);
            store_approval(tx, &mut changed, made, &before, work, version).await?;
            match made {
                Move::Submit => {
                    changed.submitter_id = Set(match manner {
                        Manner::Alone => actor.person_id(),
                        Manner::ToReaders => rules::handed_in_by(actor, &facts),
                    });
                    changed.note = Set(None);
                }
                Move::SendBack => changed.note = Set(words.map(str::to_owned)),
                // A killed story has no live version to return to; the version in progress is the one that was
                // published last.
                Move::Revive => changed.work_version = Set(before.live_version),
                Move::Revise => changed.work_version = Set(before.live_version),
                _ => {}
            }
            model::read(changed.update(tx.db()).await?)?
        }
    };
    if matches!(made, Move::Revise | Move::Discard | Move::Revive) {
        crate::stories::remarks::follow_version(tx, &after).await?;
    }
    tx.audit(
        actor,
        made.word(),
        after.subject(),
        json!({
            "from": [before.live.word(), before.work.word()],
            "to": [after.live.word(), after.work.word()],
            "version": version,
            "at": with.at.as_ref().and_then(|at| at.instant().ok()).map(|at| at.0),
            "minor": with.is_minor,
            "legal": with.is_legal,
        }),
    );
    Ok(after)
}

/// Publishes the approved version; later changes stay at the desk.
async fn publish_approved(
    tx: &mut Tx,
    before: &Story,
    approved: Option<i64>,
    work: Work,
    is_minor: bool,
) -> Result<Story> {
    let version = approved.ok_or(Error::NoWay { live: before.live, work: before.work })?;
    let left = match before.work_version.filter(|_| before.changed_since_approval()) {
        Some(later) => InProgress { work, ..InProgress::update(later) },
        None => InProgress::nothing(),
    };
    let edition = PublishedVersion { version, when: PublishedWhen::Now, is_minor };
    publishing::put_on_page(tx, before.id, edition, left).await
}

/// Stores which version is approved after `made`. Sets the story's section and language to those of the approved
/// version or, without one, of the version in progress.
async fn store_approval(
    tx: &Tx,
    changed: &mut story::ActiveModel,
    made: Move,
    before: &Story,
    work: Work,
    version: Option<i64>,
) -> Result<()> {
    let is_agreed = |work| matches!(work, Work::Approved | Work::Scheduled);
    let approves = matches!(made, Move::Approve | Move::ApproveChanges);
    if approves {
        changed.approved_version = Set(version);
    } else if !is_agreed(work) {
        changed.approved_version = Set(None);
    }
    if approves || (is_agreed(before.work) && !is_agreed(work)) {
        let version = version.ok_or_else(|| Error::not_found("version of story", before.public_id.clone()))?;
        let content = versions::version(tx.db(), version).await?.content;
        model::set_section(tx, changed, before.live, &content).await?;
    }
    Ok(())
}

/// Notifies people: the editors of a submitted story, otherwise the writer and the assignee.
async fn notify_people(tx: &mut Tx, actor: &Actor, made: Move, story: &Story, words: Option<&str>) -> Result<()> {
    let mut people = match made {
        Move::Submit => notices::editors_of(tx.db(), story.desk_id).await?,
        Move::Revise | Move::Withdraw | Move::Discard | Move::Unspike | Move::Unschedule => Vec::new(),
        _ => [story.writer, story.assignee, story.submitter].into_iter().flatten().collect(),
    };
    people.sort_unstable();
    people.dedup();
    for person in people.into_iter().filter(|person| Some(*person) != actor.person_id()) {
        notify(tx, actor, person, made.word(), Some(story.id), words).await?;
    }
    if made == Move::Publish && story.work == Work::InReview {
        // Changes made after the approval were not published: somebody has to review them.
        for person in notices::editors_of(tx.db(), story.desk_id).await? {
            notify(tx, actor, person, "changes_wait", Some(story.id), None).await?;
        }
    }
    Ok(())
}

/// Takes a story off: removes it from lists, the breaking strip and the ranking, and announces it.
async fn take_off(
    tx: &mut Tx,
    actor: &Actor,
    before: &Story,
    row: story::Model,
    (live, work): (Live, Work),
    reason: Option<&str>,
    is_legal: bool,
) -> Result<Story> {
    let stood = publishing::standing(tx, before).await?;
    let mut changed: story::ActiveModel = row.into();
    state::put(&mut changed, live, work);
    if live == Live::Killed {
        reset_to_live(&mut changed, before);
    }
    let waited = match before.work == Work::Scheduled {
        true => timers::of_story(tx.db(), before.id).await?.into_iter().find(|timer| timer.act == TimerAct::Publish),
        false => None,
    };
    timers::drop_of(tx, before.id, TimerAct::Publish).await?;
    changed.off_reason = Set(reason.map(str::to_owned));
    changed.off_legal = Set(is_legal);
    changed.touched_at = Set(tx.now().0);
    let after = model::read(changed.update(tx.db()).await?)?;
    timers::drop_of(tx, before.id, TimerAct::Unpublish).await?;
    // The person who had scheduled an update is told that it will not be published.
    if let Some(person) = waited.and_then(|timer| timer.made_by).filter(|person| Some(*person) != actor.person_id()) {
        notify(tx, actor, person, "schedule_dropped", Some(after.id), reason).await?;
    }
    if before.live == Live::Published {
        publishing::leave_page(tx, before).await?;
        publishing::tell_translations(tx, before).await?;
        let strip = Query::update()
            .table("breaking_lines")
            .value("until_at", tx.now().0)
            .and_where(Expr::col("story_id").eq(before.id))
            .and_where(Expr::col("until_at").gt(tx.now().0))
            .to_owned();
        if tx.db().execute(&strip).await?.rows_affected() > 0 {
            tx.announce(Event::Breaking(before.language));
        }
    }
    if let (Some(at), Some(day)) = (before.published_at, before.published_day) {
        let change = crate::base::events::StoryChange { id: before.id, at, day, before: stood, after: None };
        tx.announce(Event::story(&before.public_id, change));
    }
    Ok(after)
}

/// Drops the update in progress. Readers see no change, and the dropped version stays among the versions.
async fn drop_update(tx: &mut Tx, before: &Story, row: story::Model) -> Result<Story> {
    let mut changed: story::ActiveModel = row.into();
    state::put(&mut changed, before.live, Work::None);
    reset_to_live(&mut changed, before);
    if let Some(live) = before.live_version {
        let headline = versions::version(tx.db(), live).await?.content.headline;
        model::touch(&mut changed, &headline, tx.now());
    }
    model::read(changed.update(tx.db()).await?)
}

/// Resets the version in progress to the one that readers have or had. Somebody who still has the dropped content open
/// is told when they save, and decisions based on it are refused.
fn reset_to_live(changed: &mut story::ActiveModel, before: &Story) {
    let [text, pictures, facts] = before.revisions;
    changed.work_version = Set(None);
    changed.approved_version = Set(None);
    changed.text_rev = Set(text + 1);
    changed.pictures_rev = Set(pictures + 1);
    changed.facts_rev = Set(facts + 1);
    changed.drops = Set(before.drops + 1);
}

/// Sets an embargo until `until`. An embargo in force can only be extended; [`break_embargo`] ends it early.
pub async fn set_embargo(tx: &mut Tx, actor: &Actor, id: &PublicId, until: &Wall) -> Result<Story> {
    let story = story_for(tx.db(), actor, rules::Action::SetEmbargo, id, tx.now()).await?;
    let instant = until.instant()?;
    if story.live == Live::Published || matches!(story.work, Work::Spiked) {
        return Err(Error::NoWay { live: story.live, work: story.work });
    }
    // An earlier end would break the embargo.
    if instant <= tx.now() || story.embargo_until.is_some_and(|now| now > tx.now() && instant < now) {
        return Err(Error::BadTime { text: until.wall.clone() });
    }
    let timer = timers::of_story(tx.db(), story.id).await?.into_iter().find(|timer| timer.act == TimerAct::Publish);
    if timer.is_some_and(|timer| timer.due_at < instant) {
        return Err(Error::BadTime { text: until.wall.clone() });
    }
    write_embargo(tx, actor, &story, "set_embargo", Some((until, instant)), None).await
}

/// Ends an embargo early, with a reason.
pub async fn break_embargo(tx: &mut Tx, actor: &Actor, id: &PublicId, reason: &str) -> Result<Story> {
    let story = story_for(tx.db(), actor, rules::Action::BreakEmbargo, id, tx.now()).await?;
    if reason.trim().is_empty() {
        return Err(Error::WordsMissing);
    }
    if story.embargo_until.is_none() {
        return Err(Error::NoWay { live: story.live, work: story.work });
    }
    write_embargo(tx, actor, &story, "break_embargo", None, Some(reason.trim())).await
}

async fn write_embargo(
    tx: &mut Tx,
    actor: &Actor,
    story: &Story,
    act: &'static str,
    to: Option<(&Wall, Timestamp)>,
    reason: Option<&str>,
) -> Result<Story> {
    let mut row: story::ActiveModel = model::row_for_change(tx, story.id).await?.into();
    row.embargo_until = Set(to.map(|(_, instant)| instant.0));
    row.embargo_wall = Set(to.map(|(wall, _)| wall.wall.clone()));
    row.embargo_zone = Set(to.map(|(wall, _)| wall.zone.clone()));
    row.touched_at = Set(tx.now().0);
    let after = model::read(row.update(tx.db()).await?)?;
    let instants = [story.embargo_until, after.embargo_until].map(|at| at.map(|at| at.0));
    // A reason may name people: the log contains its digest, the notice its text.
    let digest = reason.map(|reason| store::digest::digest(reason.as_bytes()));
    tx.audit(actor, act, after.subject(), json!({ "from": instants[0], "to": instants[1], "reason_digest": digest }));
    if let Some(reason) = reason {
        for person in [story.writer, story.assignee].into_iter().flatten() {
            notify(tx, actor, person, act, Some(after.id), Some(reason)).await?;
        }
    }
    Ok(after)
}

/// Schedules the unpublishing of a published story.
pub async fn schedule_end(tx: &mut Tx, actor: &Actor, id: &PublicId, at: &Wall, reason: &str) -> Result<Story> {
    let story = story_for(tx.db(), actor, rules::Action::Unpublish, id, tx.now()).await?;
    if reason.trim().is_empty() {
        return Err(Error::WordsMissing);
    }
    if story.live == Live::Killed {
        return Err(Error::NoWay { live: story.live, work: story.work });
    }
    if at.instant()? <= tx.now() {
        return Err(Error::BadTime { text: at.wall.clone() });
    }
    timers::set(tx, actor, story.id, TimerAct::Unpublish, at, Some(reason.trim())).await?;
    tx.audit(actor, "schedule_end", story.subject(), json!({ "at": at.instant()?.0 }));
    Ok(story)
}
