//! What stands on a page by hand.

use arabic::Language;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::clock::Timestamp;
use store::source::{self, Source};

use super::arrangement::{Arrangement, Filling, Place, SlotRule};
use super::slots::SLOTS;
use crate::base::edition::MAIN_EDITION;
use crate::base::entity::{slot, slot_rule};
use crate::base::error::Result;
use crate::base::sheet::{Sheet, SlotPage};
use crate::base::sight::Sight;

/// Every place of a page, in the order of the page.
pub fn places_by_hand() -> Vec<Place> {
    SLOTS.iter().flat_map(|(name, room)| (0..).take(*room).filter_map(|at| Place::of(name, at))).collect()
}

/// A story in a place, for whoever fills places without rules.
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

/// The stories that stand on the front page in `language` by hand and are still pinned at `now`.
pub async fn slots(db: &impl Source, language: Language, now: Timestamp) -> Result<Vec<Slot>> {
    let stands = arrangement(db, Sheet::front(language)).await?.at(now);
    let slot = |(place, story_id): (Place, i64)| Slot {
        name: place.name.to_owned(),
        position: place.position,
        story_id,
        pinned_until: stands.get(place).until,
    };
    Ok(stands.stories().map(slot).collect())
}

/// What stands on `sheet` by hand, with stories whose time may have run out ([`Arrangement::at`]).
pub async fn arrangement(db: &impl Source, sheet: Sheet) -> Result<Arrangement> {
    let (page, language) = (sheet.page.word(), sheet.language.code());
    let stories = slot::Entity::find()
        .filter(slot::Column::EditionId.eq(MAIN_EDITION))
        .filter(slot::Column::Page.eq(&page))
        .filter(slot::Column::Language.eq(language))
        .order_by_asc(slot::Column::Position);
    let rules = slot_rule::Entity::find()
        .filter(slot_rule::Column::EditionId.eq(MAIN_EDITION))
        .filter(slot_rule::Column::Page.eq(&page))
        .filter(slot_rule::Column::Language.eq(language));
    let mut stands = Arrangement::default();
    for row in source::all(db, stories).await? {
        // A place that a later build had is no place of this one.
        let Some(place) = Place::of(&row.name, row.position) else { continue };
        let filling =
            Filling { story: Some(row.story_id), until: row.pinned_until.map(Timestamp), ..stands.get(place) };
        stands.put(place, filling);
    }
    // A section's page has none, and most front pages have none either: the second query is of an index.
    if sheet.page == SlotPage::Front {
        for row in source::all(db, rules).await? {
            let Some(place) = Place::of(&row.name, row.position) else { continue };
            stands.put(place, Filling { rule: SlotRule::Section(row.section_id), ..stands.get(place) });
        }
    }
    db.saw(&Sight::Slots(sheet));
    Ok(stands)
}

/// The mark of what stands on the front page in `language`: it changes with every change that somebody makes, and not by a
/// pin whose time runs out.
pub async fn front_mark(db: &impl Source, language: Language) -> Result<String> {
    sheet_mark(db, Sheet::front(language)).await
}

/// The same of any page laid out by hand.
pub async fn sheet_mark(db: &impl Source, sheet: Sheet) -> Result<String> {
    Ok(arrangement(db, sheet).await?.mark())
}
