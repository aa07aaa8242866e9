//! The front page: slots filled by hand, the rest filled by rule, no story twice above the fold.

use std::collections::{BTreeMap, HashSet};

use arabic::Language;
use rules::{Action, Actor, House, Live, Subject};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde_json::json;

use crate::clock::Timestamp;
use crate::dialect;
use crate::entity::slot;
use crate::error::{Error, Result};
use crate::facts::allow;
use crate::lists::{self, Shelf, Toward};
use crate::log::LogKind;
use crate::paper::MAIN_EDITION;
use crate::pictures::digest;
use crate::sections::Section;
use crate::sight::Sight;
use crate::source::{self, Source};
use crate::store::Tx;
use crate::stories::{self, Story};

/// Stories in the second column.
const SECOND_COLUMN: usize = 4;
/// Places filled by hand: their names and how many there are of each, in the order of the page.
pub const SLOTS: [(&str, usize); 2] = [("lead", 1), ("second", SECOND_COLUMN)];
/// Letters of a mark: enough that two states seldom meet, few enough for a form.
const MARK_LETTERS: usize = 16;
/// Stories in a section's band.
const BAND: usize = 4;
/// Stories in «latest».
const LATEST: usize = 8;

/// A place on the front page filled by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// `lead` or `second`.
    pub name: String,
    /// Order within the name, from 0.
    pub position: i64,
    /// The story in it.
    pub story_id: i64,
    /// It falls back to the rule at this time.
    pub pinned_until: Option<Timestamp>,
}

/// The front page of one language, ready to be laid out: inner ids of stories.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontPage {
    /// The lead; none in a paper without stories.
    pub lead: Option<i64>,
    /// The second column.
    pub second: Vec<i64>,
    /// One band for each section that has stories shown nowhere else on the page.
    pub bands: Vec<(Section, Vec<i64>)>,
    /// The newest not shown above the bands.
    pub latest: Vec<i64>,
}

/// The slots of the front page in `language` that are still pinned at `now`.
pub async fn slots(db: &impl Source, language: Language, now: Timestamp) -> Result<Vec<Slot>> {
    let rows = source::all(
        db,
        slot::Entity::find()
            .filter(slot::Column::EditionId.eq(MAIN_EDITION))
            .filter(slot::Column::Page.eq("front"))
            .filter(slot::Column::Language.eq(language.code()))
            .order_by_asc(slot::Column::Position),
    )
    .await?;
    db.saw(Sight::Slots(language));
    for until in rows.iter().filter_map(|row| row.pinned_until.map(Timestamp)).filter(|until| *until > now) {
        db.saw(Sight::Until(until));
    }
    Ok(rows
        .into_iter()
        .map(|row| Slot {
            name: row.name,
            position: row.position,
            story_id: row.story_id,
            pinned_until: row.pinned_until.map(Timestamp),
        })
        .filter(|slot| slot.pinned_until.is_none_or(|until| until > now))
        .collect())
}

/// What the slots of the front page in `language` are at `now`, in few letters: equal marks, equal slots. Who changes them
/// says from which mark they began.
pub fn slots_mark(slots: &[Slot]) -> String {
    let mut places: Vec<_> = slots
        .iter()
        .map(|one| (&one.name, one.position, one.story_id, one.pinned_until.map(|until| until.0)))
        .collect();
    places.sort_unstable();
    let mut mark = digest(json!(places).to_string().as_bytes());
    mark.truncate(MARK_LETTERS);
    mark
}

/// Replaces every slot of the front page in `language`, begun from slots with the mark `from`; without one, whatever
/// stands there.
///
/// A place is its story's desk's: who changes it must be allowed to arrange for the desk of the story that goes and of
/// the one that comes. Refuses with [`Error::Changed`] where the slots are others by now, with [`Error::NotLive`] a story
/// that readers do not see, and with [`Error::AlreadyThere`] one that stands twice.
pub async fn fill_slots(
    tx: &mut Tx,
    actor: &Actor,
    language: Language,
    from: Option<&str>,
    filled: &[Slot],
) -> Result<()> {
    dialect::hold_edition(tx.db(), MAIN_EDITION).await?;
    let before = slots(tx.db(), language, tx.now()).await?;
    check_places(filled)?;
    let places = |slots: &[Slot]| -> BTreeMap<(String, i64), (i64, Option<Timestamp>)> {
        slots.iter().map(|slot| ((slot.name.clone(), slot.position), (slot.story_id, slot.pinned_until))).collect()
    };
    let (was, is) = (places(&before), places(filled));
    let mut touched: Vec<(String, i64)> = was.keys().chain(is.keys()).cloned().collect();
    touched.sort_unstable();
    touched.dedup();
    touched.retain(|place| was.get(place) != is.get(place));
    // Whoever may change nothing here is told so, whatever they sent.
    if touched.is_empty() && !actor.may_somewhere(Action::Arrange, House::default()) {
        return Err(Error::Forbidden { action: Action::Arrange });
    }
    let mut changes = Vec::new();
    for place in &touched {
        for (id, _) in [was.get(place), is.get(place)].into_iter().flatten() {
            let story = stories::find_story(tx.db(), *id).await?;
            let subject = Subject::Desk(story.desk_id);
            allow(actor, Action::Arrange, subject, House::default(), ("slot", &place.0))?;
        }
        let comes = match is.get(place) {
            Some((id, _)) => Some(live_story(tx, *id, language).await?.public_id.to_string()),
            None => None,
        };
        changes.push(json!([place.0, place.1, comes]));
    }
    if from.is_some_and(|from| from != slots_mark(&before)) {
        return Err(Error::Changed { what: "front page" });
    }
    if slots_mark(filled) == slots_mark(&before) {
        return Ok(());
    }
    slot::Entity::delete_many()
        .filter(slot::Column::EditionId.eq(MAIN_EDITION))
        .filter(slot::Column::Page.eq("front"))
        .filter(slot::Column::Language.eq(language.code()))
        .exec(tx.db())
        .await?;
    for slot in filled {
        let row = slot::ActiveModel {
            id: NotSet,
            edition_id: Set(MAIN_EDITION),
            page: Set("front".to_owned()),
            language: Set(language.code().to_owned()),
            name: Set(slot.name.clone()),
            position: Set(slot.position),
            story_id: Set(slot.story_id),
            pinned_until: Set(slot.pinned_until.map(|until| until.0)),
        };
        row.insert(tx.db()).await?;
    }
    let subject = format!("slots/{}", language.code());
    tx.announce(LogKind::Front, &subject);
    tx.audit(actor, "fill_slots", subject, json!({ "slots": changes }));
    Ok(())
}

/// Every place is one of the front page's, filled once, and no story stands in two.
fn check_places(filled: &[Slot]) -> Result<()> {
    let (mut places, mut stories) = (HashSet::new(), HashSet::new());
    for slot in filled {
        let exists = SLOTS
            .iter()
            .any(|(name, room)| *name == slot.name && usize::try_from(slot.position).is_ok_and(|at| at < *room));
        if !exists {
            return Err(Error::not_found("slot", format!("{}/{}", slot.name, slot.position)));
        }
        if !places.insert((&slot.name, slot.position)) || !stories.insert(slot.story_id) {
            return Err(Error::AlreadyThere { what: "story on the front page" });
        }
    }
    Ok(())
}

/// The story, if readers of `language` see it.
pub(crate) async fn live_story(tx: &Tx, id: i64, language: Language) -> Result<Story> {
    let story = stories::find_story(tx.db(), id).await?;
    match story.live == Live::Published && story.language == language {
        true => Ok(story),
        false => Err(Error::NotLive { story: story.public_id }),
    }
}

/// Composes the front page at `now`: slots first, then the newest story with a picture as the lead, the newest others
/// beside it, and each section's newest in its band.
pub async fn front_page(
    db: &impl Source,
    language: Language,
    sections: &[Section],
    now: Timestamp,
) -> Result<FrontPage> {
    let pinned = slots(db, language, now).await?;
    let ids_in = |name: &str| pinned.iter().filter(|s| s.name == name).map(|s| s.story_id).collect::<Vec<_>>();
    let pinned_in = async |name| {
        let heads = lists::heads_by_ids(db, &ids_in(name)).await?;
        Ok::<Vec<i64>, crate::Error>(heads.into_iter().map(|head| head.id).collect())
    };
    let mut lead = pinned_in("lead").await?.first().copied();
    let mut second = pinned_in("second").await?;
    let newest = lists::places(db, Shelf::Edition, language, &Toward::Newest, LATEST * 3).await?;

    let mut shown = HashSet::new();
    if lead.is_none() {
        lead = lists::first_pictured(db, &newest).await?.or(newest.first().copied());
    }
    shown.extend(lead);

    second.retain(|id| shown.insert(*id));
    for id in &newest {
        if second.len() < SECOND_COLUMN && shown.insert(*id) {
            second.push(*id);
        }
    }
    second.truncate(SECOND_COLUMN);

    let latest: Vec<i64> = newest.iter().copied().filter(|id| !shown.contains(id)).take(LATEST).collect();
    shown.extend(&latest);

    let mut bands = Vec::new();
    for section in sections {
        let enough = BAND + LATEST + SECOND_COLUMN + 1;
        let newest = lists::places(db, Shelf::Section(section.id), language, &Toward::Newest, enough).await?;
        let stories: Vec<i64> = newest.into_iter().filter(|id| !shown.contains(id)).take(BAND).collect();
        if !stories.is_empty() {
            bands.push((section.clone(), stories));
        }
    }
    Ok(FrontPage { lead, second, bands, latest })
}
