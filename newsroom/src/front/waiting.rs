//! Scheduled arrangements: «tonight at 22:00», as wall time and zone.
//!
//! At its time the whole arrangement replaces the present layout, including changes made after it was scheduled. A page
//! has one arrangement for a time; a second one for the same instant is refused. A place that the person who scheduled
//! it may no longer change stays as it is, and a story that is not published then is left out; the person is notified
//! of both. If the person may not change the page at all any more, nothing is done, and the editors-in-chief are
//! notified: once when the person loses the right and once at the time.

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
use crate::base::arranged_page::{ArrangedPage, SlotPage};
use crate::base::edition::{MAIN_EDITION, lock_paper};
use crate::base::error::{Error, Result};
use crate::base::jobs::Kind;
use crate::base::tx::Tx;
use crate::paper::languages::language_from;
use crate::paper::settings::house;
use crate::people::telling::notify;
use crate::people::{notices, staff};
use crate::stories::facts::story_seen;
use crate::stories::model;

/// Scheduled arrangements of one page, at most.
pub const ARRANGEMENTS_WAITING_MAX: usize = 24;
/// Seconds ahead for which a page can be scheduled.
const AHEAD_SECONDS_MAX: i64 = 31 * 86_400;

/// A scheduled arrangement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Internal id.
    pub id: i64,
    /// Its page.
    pub arranged_page: ArrangedPage,
    /// Its wall time.
    pub wall: Wall,
    /// The instant of that time.
    pub due_at: Timestamp,
    /// The person who scheduled it.
    pub by: Option<i64>,
    /// The arrangement.
    pub arrangement: Arrangement,
}

/// The data of its job.
#[derive(Serialize, Deserialize)]
struct Details {
    edition: i64,
    page: String,
    language: String,
    places: Value,
}

impl Details {
    fn of(arranged_page: ArrangedPage, arrangement: &Arrangement) -> Self {
        Self {
            edition: MAIN_EDITION,
            page: arranged_page.page.word(),
            language: arranged_page.language.code().to_owned(),
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
        arranged_page: ArrangedPage { page: SlotPage::from_word(&details.page)?, language },
        wall: wall.clone(),
        due_at: job.due_at,
        by: job.made_by,
        arrangement: Arrangement::from_json(&details.places.to_string())?,
    })
}

/// The scheduled arrangements of `arranged_page`, the next one first.
pub async fn arrangements_waiting(db: &impl Source, arranged_page: ArrangedPage) -> Result<Vec<Waiting>> {
    Ok(find(db, &waiting()).await?.into_iter().filter(|waiting| waiting.arranged_page == arranged_page).collect())
}

/// Schedules the layout `wanted`; `instead` is a scheduled arrangement that it replaces. Returns its id.
///
/// Stories need not be published yet. Requires the same rights as [`super::arrange`] for the differences from the present
/// layout. Refuses with [`Error::BadTime`] a time that has passed or is more than a month away, or a pin that ends
/// before it; with [`Error::AlreadyThere`] a second one for the same instant; with [`Error::TooLong`] a page that has
/// [`ARRANGEMENTS_WAITING_MAX`].
pub async fn schedule_arrangement(
    tx: &mut Tx,
    actor: &Actor,
    arranged_page: ArrangedPage,
    at: &Wall,
    wanted: &Arrangement,
    instead: Option<i64>,
) -> Result<i64> {
    lock_paper(tx).await?;
    wanted.check(arranged_page.page)?;
    let due = at.instant()?;
    if due <= tx.now() || due > tx.now().plus_seconds(AHEAD_SECONDS_MAX) {
        return Err(Error::BadTime { text: at.wall.clone() });
    }
    may_lay_out(tx, actor, arranged_page, wanted).await?;
    let house = house(tx.db()).await?;
    for (place, id) in wanted.stories() {
        let story = story_seen(tx.db(), actor, house, id, tx.now()).await?;
        let story = story.ok_or_else(|| Error::not_found("story", id))?;
        if story.language != arranged_page.language || story.live == Live::Killed {
            return Err(Error::NotLive { story: story.public_id });
        }
        is_of(arranged_page, &story)?;
        check_time(due, wanted.get(place).until)?;
    }
    let waiting = arrangements_waiting(tx.db(), arranged_page).await?;
    if waiting.iter().any(|other| other.due_at == due && Some(other.id) != instead) {
        return Err(Error::AlreadyThere { what: "arrangement for this time" });
    }
    if let Some(id) = instead {
        let old = waiting.iter().find(|other| other.id == id).ok_or_else(|| Error::not_found("arrangement", id))?;
        may_lay_out(tx, actor, arranged_page, &old.arrangement).await?;
        jobs::call_off(tx.db(), id).await?;
    } else if waiting.len() >= ARRANGEMENTS_WAITING_MAX {
        let length = waiting.len() + 1;
        return Err(Error::TooLong { field: "arrangements", length, limit: ARRANGEMENTS_WAITING_MAX });
    }
    let job = NewJob {
        kind: Kind::LayOut.word(),
        about: None,
        data: &Details::of(arranged_page, wanted).text()?,
        made_by: actor.person_id(),
        when: When::Wall(at.clone()),
    };
    let id = jobs::leave(tx.db(), &job, tx.now()).await?;
    tx.audit(
        actor,
        "front_schedule",
        arranged_page.subject(),
        json!({ "at": due.0, "arrangement": id, "instead": instead }),
    );
    Ok(id)
}

/// Cancels a scheduled arrangement. Requires the rights for scheduling it.
pub async fn call_off_arrangement(tx: &mut Tx, actor: &Actor, arranged_page: ArrangedPage, id: i64) -> Result<()> {
    lock_paper(tx).await?;
    let waiting = arrangements_waiting(tx.db(), arranged_page).await?;
    let old = waiting.iter().find(|other| other.id == id).ok_or_else(|| Error::not_found("arrangement", id))?;
    may_lay_out(tx, actor, arranged_page, &old.arrangement).await?;
    jobs::call_off(tx.db(), id).await?;
    tx.audit(actor, "front_unschedule", arranged_page.subject(), json!({ "arrangement": id }));
    Ok(())
}

async fn may_lay_out(tx: &Tx, actor: &Actor, arranged_page: ArrangedPage, wanted: &Arrangement) -> Result<()> {
    if !actor.may_somewhere(Action::Arrange, rules::House::default()) {
        return Err(Error::Forbidden { action: Action::Arrange });
    }
    let stands = arrangement(tx.db(), arranged_page).await?.at(tx.now());
    for place in stands.differing(wanted) {
        match may_change(tx, actor, place, stands.get(place), wanted.get(place)).await {
            // A story deleted meanwhile needs no right.
            Ok(()) | Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Applies the arrangement, in the transaction that marks its job as done.
pub(crate) async fn apply_waiting(tx: &mut Tx, waiting: &Waiting) -> Result<()> {
    let (arranged_page, clock) = (waiting.arranged_page, Actor::clock());
    // The person may have lost the right since.
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
    let stands = arrangement(tx.db(), arranged_page).await?.at(tx.now());
    let (wanted, gone) = showable(tx, arranged_page, &waiting.arrangement.at(tx.now())).await?;
    let mut after = wanted.clone();
    let mut refused = false;
    for place in stands.differing(&wanted) {
        match may_change(tx, &will, place, stands.get(place), wanted.get(place)).await {
            Ok(()) => {}
            Err(Error::Forbidden { .. } | Error::NotFound { .. }) => {
                refused = true;
                // A story that stays in its place must not be placed elsewhere.
                let stays = stands.get(place).story;
                after = after.without(|story| Some(story) == stays);
                after.put(place, stands.get(place));
            }
            Err(error) => return Err(error),
        }
    }
    put(tx, &clock, arranged_page, &after, Why::Scheduled, waiting.by).await?;
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

/// Notifies the person and the editors-in-chief that the arrangement was not applied. The person may no longer be able
/// to sign in.
pub(crate) async fn give_up(tx: &mut Tx, waiting: &Waiting) -> Result<()> {
    for person in people_to_notify(tx, waiting).await? {
        notify(tx, &Actor::clock(), person, "arrangement_failed", None, None).await?;
    }
    Ok(())
}

/// The person who scheduled it, and the editors-in-chief.
async fn people_to_notify(tx: &Tx, waiting: &Waiting) -> Result<BTreeSet<i64>> {
    Ok(waiting.by.into_iter().chain(notices::chiefs(tx.db()).await?).collect())
}

/// Notifies the editors-in-chief of arrangements scheduled by `person`, who has lost the right, so that they will not
/// be applied as planned.
pub(crate) async fn notify_lapsed(tx: &mut Tx, actor: &Actor, person: i64) -> Result<()> {
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

/// Follows the merge of the section `from` into `into`: rules of scheduled arrangements refer to `into`; those of the
/// section's own page are cancelled, and the people who scheduled them are notified.
pub(super) async fn follow_merged_section(tx: &mut Tx, actor: &Actor, from: i64, into: i64) -> Result<()> {
    for waiting in find(tx.db(), &waiting()).await? {
        if waiting.arranged_page.page == SlotPage::Section(from) {
            for person in people_to_notify(tx, &waiting).await? {
                notify(tx, actor, person, "arrangement_failed", None, None).await?;
            }
            jobs::call_off(tx.db(), waiting.id).await?;
            continue;
        }
        let after = waiting.arrangement.after_merge(from, into);
        if after != waiting.arrangement {
            jobs::rewrite(tx.db(), waiting.id, &Details::of(waiting.arranged_page, &after).text()?).await?;
        }
    }
    Ok(())
}

/// Removes a story that is deleted for good from scheduled arrangements, and notifies the people who scheduled them.
pub(crate) async fn remove_deleted_story(tx: &mut Tx, actor: &Actor, story: i64) -> Result<()> {
    for waiting in find(tx.db(), &waiting()).await? {
        if waiting.arrangement.place_of(story).is_none() {
            continue;
        }
        if let Some(person) = waiting.by {
            notify(tx, actor, person, "arrangement_skipped", None, None).await?;
        }
        let after = waiting.arrangement.without(|pinned| pinned == story);
        jobs::rewrite(tx.db(), waiting.id, &Details::of(waiting.arranged_page, &after).text()?).await?;
    }
    Ok(())
}
