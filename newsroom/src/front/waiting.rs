//! Arrangements that wait for an hour: «tonight at 22:00» as wall time and zone.
//!
//! The rules where two wills meet: at its hour the whole arrangement takes the place of whatever stands then, also of what
//! was changed after it was scheduled; a page has one arrangement an hour, a second one for the same instant is refused;
//! a place that whoever set it may not change at that hour stays as it is; a story that readers do not see at that hour is
//! left out, and who set it is told of both. Where whoever set it may lay out nothing any more, nothing is done, and the
//! editors-in-chief are told, once when that person loses the right and once at the hour.

use std::collections::BTreeSet;

use arabic::Language;
use rules::{Action, Actor, Live};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde_json::json;
use store::clock::Timestamp;
use store::source::{self, Source};
use store::wall::Wall;

use super::arranging::{check_time, is_of, may_change, put, showable};
use super::{Arrangement, Why, arrangement};
use crate::base::edition::{MAIN_EDITION, hold_paper};
use crate::base::entity::arrangement_timer;
use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;
use crate::base::sheet::{Sheet, SlotPage};
use crate::base::tx::Tx;
use crate::paper::languages::language_from;
use crate::paper::settings::house;
use crate::people::telling::notify;
use crate::people::{notices, staff};
use crate::stories::facts::story_seen;
use crate::stories::model;
use crate::stories::timers::{self, DueReport};

/// Arrangements of one page that wait at a time.
pub const ARRANGEMENTS_WAITING_MAX: usize = 24;
/// Seconds ahead for which a page can be laid out.
const AHEAD_SECONDS_MAX: i64 = 31 * 86_400;
/// One done later than this after its time is reported, in seconds.
const LATE_SECONDS: i64 = 1;

/// An arrangement that waits for its hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Inner id.
    pub id: i64,
    /// Of which page.
    pub sheet: Sheet,
    /// When, on the wall.
    pub wall: Wall,
    /// The instant that comes to.
    pub due_at: Timestamp,
    /// Who set it.
    pub by: Option<i64>,
    /// What will stand.
    pub arrangement: Arrangement,
}

fn undone() -> sea_orm::Select<arrangement_timer::Entity> {
    arrangement_timer::Entity::find()
        .filter(arrangement_timer::Column::DoneAt.is_null())
        .order_by_asc(arrangement_timer::Column::DueAt)
        .order_by_asc(arrangement_timer::Column::Id)
}

fn read(row: &arrangement_timer::Model) -> Result<Waiting> {
    let language: Language = language_from(&row.language)?;
    Ok(Waiting {
        id: row.id,
        sheet: Sheet { page: SlotPage::from_word(&row.page)?, language },
        wall: Wall { wall: row.wall.clone(), zone: row.zone.clone() },
        due_at: Timestamp(row.due_at),
        by: row.made_by,
        arrangement: Arrangement::from_json(&row.places)?,
    })
}

/// What waits for `sheet`, the next one first.
pub async fn arrangements_waiting(db: &impl Source, sheet: Sheet) -> Result<Vec<Waiting>> {
    let query = undone()
        .filter(arrangement_timer::Column::EditionId.eq(MAIN_EDITION))
        .filter(arrangement_timer::Column::Page.eq(sheet.page.word()))
        .filter(arrangement_timer::Column::Language.eq(sheet.language.code()));
    source::all(db, query).await?.iter().map(read).collect()
}

/// Has the page laid out as `wanted` at a time; `instead` is the one that waits and is changed so. Answers with its id.
///
/// Stories need not be before readers yet. Refuses as [`super::arrange`] does who may not change what differs from what
/// stands now, with [`Error::BadTime`] a time that has passed or is more than a month away, or a pin that ends before it,
/// with [`Error::AlreadyThere`] a second one for the same instant, with [`Error::TooLong`] a page that has
/// [`ARRANGEMENTS_WAITING_MAX`].
pub async fn schedule_arrangement(
    tx: &mut Tx,
    actor: &Actor,
    sheet: Sheet,
    at: &Wall,
    wanted: &Arrangement,
    instead: Option<i64>,
) -> Result<i64> {
    hold_paper(tx).await?;
    wanted.check(sheet.page)?;
    let due = at.instant()?;
    if due <= tx.now() || due > tx.now().plus_seconds(AHEAD_SECONDS_MAX) {
        return Err(Error::BadTime { text: at.wall.clone() });
    }
    may_lay_out(tx, actor, sheet, wanted).await?;
    let house = house(tx.db()).await?;
    for (place, id) in wanted.stories() {
        let story = story_seen(tx.db(), actor, house, id, tx.now()).await?;
        let story = story.ok_or_else(|| Error::not_found("story", id))?;
        if story.language != sheet.language || story.live == Live::Killed {
            return Err(Error::NotLive { story: story.public_id });
        }
        is_of(sheet, &story)?;
        check_time(due, wanted.get(place).until)?;
    }
    let waiting = arrangements_waiting(tx.db(), sheet).await?;
    if waiting.iter().any(|other| other.due_at == due && Some(other.id) != instead) {
        return Err(Error::AlreadyThere { what: "arrangement for this time" });
    }
    if let Some(id) = instead {
        let old = waiting.iter().find(|other| other.id == id).ok_or_else(|| Error::not_found("arrangement", id))?;
        may_lay_out(tx, actor, sheet, &old.arrangement).await?;
        call_off(tx, id).await?;
    } else if waiting.len() >= ARRANGEMENTS_WAITING_MAX {
        let length = waiting.len() + 1;
        return Err(Error::TooLong { field: "arrangements", length, limit: ARRANGEMENTS_WAITING_MAX });
    }
    let row = arrangement_timer::ActiveModel {
        id: NotSet,
        edition_id: Set(MAIN_EDITION),
        page: Set(sheet.page.word()),
        language: Set(sheet.language.code().to_owned()),
        wall: Set(at.wall.clone()),
        zone: Set(at.zone.clone()),
        due_at: Set(due.0),
        made_by: Set(actor.person_id()),
        made_at: Set(tx.now().0),
        places: Set(wanted.to_json().to_string()),
        done_at: Set(None),
        outcome: Set(None),
    };
    let id = row.insert(tx.db()).await?.id;
    tx.audit(actor, "front_schedule", sheet.subject(), json!({ "at": due.0, "arrangement": id, "instead": instead }));
    Ok(id)
}

/// Calls off one that waits; refuses who could not have set it.
pub async fn call_off_arrangement(tx: &mut Tx, actor: &Actor, sheet: Sheet, id: i64) -> Result<()> {
    hold_paper(tx).await?;
    let waiting = arrangements_waiting(tx.db(), sheet).await?;
    let old = waiting.iter().find(|other| other.id == id).ok_or_else(|| Error::not_found("arrangement", id))?;
    may_lay_out(tx, actor, sheet, &old.arrangement).await?;
    call_off(tx, id).await?;
    tx.audit(actor, "front_unschedule", sheet.subject(), json!({ "arrangement": id }));
    Ok(())
}

async fn may_lay_out(tx: &Tx, actor: &Actor, sheet: Sheet, wanted: &Arrangement) -> Result<()> {
    if !actor.may_somewhere(Action::Arrange, rules::House::default()) {
        return Err(Error::Forbidden { action: Action::Arrange });
    }
    let stands = arrangement(tx.db(), sheet).await?.at(tx.now());
    for place in stands.differing(wanted) {
        match may_change(tx, actor, place, stands.get(place), wanted.get(place)).await {
            // What was deleted meanwhile is nobody's.
            Ok(()) | Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn call_off(tx: &Tx, id: i64) -> Result<()> {
    arrangement_timer::Entity::delete_by_id(id).exec(tx.db()).await?;
    Ok(())
}

/// When the next one is due.
pub(crate) async fn next_due(db: &impl Source) -> Result<Option<Timestamp>> {
    timers::next_due_in(db, "arrangement_timers").await
}

/// Lays out what is due at `now`, in the order of its times. Safe to run on several nodes and to run again.
pub(crate) async fn run_due(newsroom: &Newsroom, now: Timestamp, report: &mut DueReport) -> Result<()> {
    let due = undone().filter(arrangement_timer::Column::DueAt.lte(now.0));
    for row in source::all(newsroom.reads(), due).await? {
        let waiting = read(&row)?;
        match newsroom.write(now, async |tx| take_effect(tx, &waiting).await).await {
            Ok(false) => {}
            Ok(true) => {
                report.done += 1;
                if now > waiting.due_at.plus_seconds(LATE_SECONDS) {
                    report.late += 1;
                    let late = (now.0 - waiting.due_at.0) / 1_000_000;
                    tracing::error!(arrangement = waiting.id, late_seconds = late, "laid out late");
                }
            }
            // The database is away: it stays due.
            Err(error) if error.is_of_database() => return Err(error),
            Err(refusal) => {
                report.failed += 1;
                tracing::error!(arrangement = waiting.id, %refusal, "a page could not be laid out at its hour");
                newsroom.write(now, async |tx| give_up(tx, &waiting, &refusal).await).await?;
            }
        }
    }
    Ok(())
}

async fn mark_done(tx: &Tx, id: i64, outcome: &str) -> Result<bool> {
    let mark = Query::update()
        .table("arrangement_timers")
        .value("done_at", tx.now().0)
        .value("outcome", outcome)
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("done_at").is_null())
        .to_owned();
    Ok(tx.db().execute(&mark).await?.rows_affected() == 1)
}

/// The page and the mark that it is done, together. False where another node was faster or it was called off.
async fn take_effect(tx: &mut Tx, waiting: &Waiting) -> Result<bool> {
    hold_paper(tx).await?;
    // Changed or called off since it was read: then it is not this one.
    if !arrangements_waiting(tx.db(), waiting.sheet).await?.contains(waiting)
        || !mark_done(tx, waiting.id, "done").await?
    {
        return Ok(false);
    }
    let (sheet, clock) = (waiting.sheet, Actor::clock());
    // Whoever set it may have lost the right since.
    let will = match waiting.by {
        Some(id) => {
            let person = staff::person(tx.db(), id).await?;
            if person.is_closed {
                return Err(Error::Forbidden { action: Action::Arrange });
            }
            person.actor(false)
        }
        None => Actor::console(),
    };
    let stands = arrangement(tx.db(), sheet).await?.at(tx.now());
    let (wanted, gone) = showable(tx, sheet, &waiting.arrangement.at(tx.now())).await?;
    let mut after = wanted.clone();
    let mut refused = false;
    for place in stands.differing(&wanted) {
        match may_change(tx, &will, place, stands.get(place), wanted.get(place)).await {
            Ok(()) => {}
            Err(Error::Forbidden { .. } | Error::NotFound { .. }) => {
                refused = true;
                // A story that stays where it stands stands nowhere else.
                let stays = stands.get(place).story;
                after = after.without(|story| Some(story) == stays);
                after.put(place, stands.get(place));
            }
            Err(error) => return Err(error),
        }
    }
    put(tx, &clock, sheet, &after, Why::Scheduled, waiting.by).await?;
    if let Some(person) = waiting.by {
        for id in gone {
            let story = match model::find_story(tx.db(), id).await {
                Ok(story) => Some(story),
                Err(Error::NotFound { .. }) => None,
                Err(error) => return Err(error),
            };
            notify(tx, &clock, person, "arrangement_skipped", story.map(|story| story.id), None).await?;
        }
        if refused {
            notify(tx, &clock, person, "arrangement_partly", None, None).await?;
        }
    }
    Ok(true)
}

/// What could not be laid out is told to whoever set it, and to the editors-in-chief: that person may not come any more.
async fn give_up(tx: &mut Tx, waiting: &Waiting, refusal: &Error) -> Result<()> {
    if mark_done(tx, waiting.id, &refusal.to_string()).await? {
        for person in concerned(tx, waiting).await? {
            notify(tx, &Actor::clock(), person, "arrangement_failed", None, None).await?;
        }
    }
    Ok(())
}

/// Whoever set it, and the editors-in-chief.
async fn concerned(tx: &Tx, waiting: &Waiting) -> Result<BTreeSet<i64>> {
    Ok(waiting.by.into_iter().chain(notices::chiefs(tx.db()).await?).collect())
}

/// Tells the editors-in-chief of pages that wait by the hand of `person`, where they will not be laid out as they were set.
pub(crate) async fn tell_what_lapses(tx: &mut Tx, actor: &Actor, person: i64) -> Result<()> {
    let account = staff::person(tx.db(), person).await?;
    let may = !account.is_closed && account.actor(false).may_somewhere(Action::Arrange, rules::House::default());
    let waiting = source::all(tx.db(), undone().filter(arrangement_timer::Column::MadeBy.eq(person))).await?;
    if may || waiting.is_empty() {
        return Ok(());
    }
    for chief in notices::chiefs(tx.db()).await? {
        if Some(chief) != actor.person_id() && chief != person {
            notify(tx, actor, chief, "arrangement_lapses", None, None).await?;
        }
    }
    Ok(())
}

/// Turns wall times into instants anew; says how many moved.
pub(crate) async fn recompute(tx: &mut Tx) -> Result<usize> {
    let mut moved = 0;
    for row in source::all(tx.db(), undone()).await? {
        let instant = Wall { wall: row.wall.clone(), zone: row.zone.clone() }.instant()?;
        if instant.0 != row.due_at {
            let mut row: arrangement_timer::ActiveModel = row.into();
            row.due_at = Set(instant.0);
            row.update(tx.db()).await?;
            moved += 1;
        }
    }
    Ok(moved)
}

/// The section `from` is merged into `into`: pages that wait fill their places from there, and those of the section itself
/// are called off, which is told to whoever set them.
pub(super) async fn follow_merged_section(tx: &mut Tx, actor: &Actor, from: i64, into: i64) -> Result<()> {
    for row in source::all(tx.db(), undone()).await? {
        let waiting = read(&row)?;
        if waiting.sheet.page == SlotPage::Section(from) {
            for person in concerned(tx, &waiting).await? {
                notify(tx, actor, person, "arrangement_failed", None, None).await?;
            }
            call_off(tx, waiting.id).await?;
            continue;
        }
        let after = waiting.arrangement.after_merge(from, into);
        if after != waiting.arrangement {
            let mut row: arrangement_timer::ActiveModel = row.into();
            row.places = Set(after.to_json().to_string());
            row.update(tx.db()).await?;
        }
    }
    Ok(())
}

/// A story is deleted for good: no arrangement that waits, or has waited, names it; whoever has one wait is told.
pub(crate) async fn forget(tx: &mut Tx, actor: &Actor, story: i64) -> Result<()> {
    for row in source::all(tx.db(), arrangement_timer::Entity::find()).await? {
        let named = Arrangement::from_json(&row.places)?;
        if named.place_of(story).is_some() {
            if let Some(person) = row.made_by.filter(|_| row.done_at.is_none()) {
                notify(tx, actor, person, "arrangement_skipped", None, None).await?;
            }
            let mut row: arrangement_timer::ActiveModel = row.into();
            row.places = Set(named.without(|pinned| pinned == story).to_json().to_string());
            row.update(tx.db()).await?;
        }
    }
    Ok(())
}
