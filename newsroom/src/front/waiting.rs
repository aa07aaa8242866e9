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
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::clock::Timestamp;
use store::jobs::{self, Job, NewJob, When};
use store::source::Source;
use store::wall::Wall;

use super::arranging::{check_time, is_of, may_change, put, showable};
use super::{Arrangement, Why, arrangement};
use crate::base::edition::{MAIN_EDITION, hold_paper};
use crate::base::error::{Error, Result};
use crate::base::jobs::Kind;
use crate::base::sheet::{Sheet, SlotPage};
use crate::base::tx::Tx;
use crate::paper::languages::language_from;
use crate::paper::settings::house;
use crate::people::telling::notify;
use crate::people::{notices, staff};
use crate::stories::facts::story_seen;
use crate::stories::model;

/// Arrangements of one page that wait at a time.
pub const ARRANGEMENTS_WAITING_MAX: usize = 24;
/// Seconds ahead for which a page can be laid out.
const AHEAD_SECONDS_MAX: i64 = 31 * 86_400;

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

/// What the job of one knows.
#[derive(Serialize, Deserialize)]
struct Details {
    edition: i64,
    page: String,
    language: String,
    places: Value,
}

impl Details {
    fn of(sheet: Sheet, arrangement: &Arrangement) -> Self {
        Self {
            edition: MAIN_EDITION,
            page: sheet.page.word(),
            language: sheet.language.code().to_owned(),
            places: arrangement.to_json(),
        }
    }

    fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::damaged)
    }
}

fn waiting() -> SelectStatement {
    jobs::waiting(&[Kind::LayOut.word()])
}

async fn find(db: &impl Source, query: &SelectStatement) -> Result<Vec<Waiting>> {
    jobs::read(db, query).await?.iter().map(read).collect()
}

pub(crate) fn read(job: &Job) -> Result<Waiting> {
    let When::Wall(wall) = &job.when else { return Err(Error::damaged(format!("job {} lays no page out", job.id))) };
    let details: Details = serde_json::from_str(&job.data).map_err(Error::damaged)?;
    let language: Language = language_from(&details.language)?;
    Ok(Waiting {
        id: job.id,
        sheet: Sheet { page: SlotPage::from_word(&details.page)?, language },
        wall: wall.clone(),
        due_at: job.due_at,
        by: job.made_by,
        arrangement: Arrangement::from_json(&details.places.to_string())?,
    })
}

/// What waits for `sheet`, the next one first.
pub async fn arrangements_waiting(db: &impl Source, sheet: Sheet) -> Result<Vec<Waiting>> {
    Ok(find(db, &waiting()).await?.into_iter().filter(|waiting| waiting.sheet == sheet).collect())
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
        jobs::call_off(tx.db(), id).await?;
    } else if waiting.len() >= ARRANGEMENTS_WAITING_MAX {
        let length = waiting.len() + 1;
        return Err(Error::TooLong { field: "arrangements", length, limit: ARRANGEMENTS_WAITING_MAX });
    }
    let job = NewJob {
        kind: Kind::LayOut.word(),
        about: None,
        data: &Details::of(sheet, wanted).text()?,
        made_by: actor.person_id(),
        when: When::Wall(at.clone()),
    };
    let id = jobs::leave(tx.db(), &job, tx.now()).await?;
    tx.audit(actor, "front_schedule", sheet.subject(), json!({ "at": due.0, "arrangement": id, "instead": instead }));
    Ok(id)
}

/// Calls off one that waits; refuses who could not have set it.
pub async fn call_off_arrangement(tx: &mut Tx, actor: &Actor, sheet: Sheet, id: i64) -> Result<()> {
    hold_paper(tx).await?;
    let waiting = arrangements_waiting(tx.db(), sheet).await?;
    let old = waiting.iter().find(|other| other.id == id).ok_or_else(|| Error::not_found("arrangement", id))?;
    may_lay_out(tx, actor, sheet, &old.arrangement).await?;
    jobs::call_off(tx.db(), id).await?;
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

/// Lays the page out, in the transaction that marks its job as done.
pub(crate) async fn take_effect(tx: &mut Tx, waiting: &Waiting) -> Result<()> {
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
    Ok(())
}

/// What could not be laid out is told to whoever set it, and to the editors-in-chief: that person may not come any more.
pub(crate) async fn give_up(tx: &mut Tx, waiting: &Waiting) -> Result<()> {
    for person in concerned(tx, waiting).await? {
        notify(tx, &Actor::clock(), person, "arrangement_failed", None, None).await?;
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
    let theirs = find(tx.db(), &waiting().and_where(Expr::col("made_by").eq(person)).to_owned()).await?;
    if may || theirs.is_empty() {
        return Ok(());
    }
    for chief in notices::chiefs(tx.db()).await? {
        if Some(chief) != actor.person_id() && chief != person {
            notify(tx, actor, chief, "arrangement_lapses", None, None).await?;
        }
    }
    Ok(())
}

/// The section `from` is merged into `into`: pages that wait fill their places from there, and those of the section itself
/// are called off, which is told to whoever set them.
pub(super) async fn follow_merged_section(tx: &mut Tx, actor: &Actor, from: i64, into: i64) -> Result<()> {
    for waiting in find(tx.db(), &waiting()).await? {
        if waiting.sheet.page == SlotPage::Section(from) {
            for person in concerned(tx, &waiting).await? {
                notify(tx, actor, person, "arrangement_failed", None, None).await?;
            }
            jobs::call_off(tx.db(), waiting.id).await?;
            continue;
        }
        let after = waiting.arrangement.after_merge(from, into);
        if after != waiting.arrangement {
            jobs::rewrite(tx.db(), waiting.id, &Details::of(waiting.sheet, &after).text()?).await?;
        }
    }
    Ok(())
}

/// A story is deleted for good: no arrangement that waits names it; whoever has one wait is told.
pub(crate) async fn forget(tx: &mut Tx, actor: &Actor, story: i64) -> Result<()> {
    for waiting in find(tx.db(), &waiting()).await? {
        if waiting.arrangement.place_of(story).is_none() {
            continue;
        }
        if let Some(person) = waiting.by {
            notify(tx, actor, person, "arrangement_skipped", None, None).await?;
        }
        let after = waiting.arrangement.without(|pinned| pinned == story);
        jobs::rewrite(tx.db(), waiting.id, &Details::of(waiting.sheet, &after).text()?).await?;
    }
    Ok(())
}
