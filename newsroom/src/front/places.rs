//! Reads the manual layout of a page.

use arabic::Language;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::clock::Timestamp;
use store::source::{self, Source};

use super::arrangement::{Arrangement, Filling, Place, SlotRule};
use super::slots::SLOTS;
use crate::base::arranged_page::{ArrangedPage, SlotPage};
use crate::base::edition::MAIN_EDITION;
use crate::base::entity::{slot, slot_rule};
use crate::base::error::Result;
use crate::base::sight::Sight;

/// Every place of a page, in the order of the page.
pub fn places_by_hand() -> Vec<Place> {
    SLOTS.iter().flat_map(|(name, room)| (0..).take(*room).filter_map(|at| Place::of(name, at))).collect()
}

/// A pinned story, for callers that ignore rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// `lead` or `second`.
    pub name: String,
    /// Position within the name, from 0.
    pub position: i64,
    /// The story.
    pub story_id: i64,
    /// When the pin ends.
    pub pinned_until: Option<Timestamp>,
}

/// The stories pinned on the front page in `language` at `now`.
pub async fn slots(db: &impl Source, language: Language, now: Timestamp) -> Result<Vec<Slot>> {
    let stands = arrangement(db, ArrangedPage::front(language)).await?.at(now);
    let slot = |(place, story_id): (Place, i64)| Slot {
        name: place.name.to_owned(),
        position: place.position,
        story_id,
        pinned_until: stands.get(place).until,
    };
    Ok(stands.stories().map(slot).collect())
}

/// The layout of `arranged_page`, which may include expired pins ([`Arrangement::at`]).
pub async fn arrangement(db: &impl Source, arranged_page: ArrangedPage) -> Result<Arrangement> {
    let (page, language) = (arranged_page.page.word(), arranged_page.language.code());
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
        // A later build may have had more places.
        let Some(place) = Place::of(&row.name, row.position) else { continue };
        let filling =
            Filling { story: Some(row.story_id), until: row.pinned_until.map(Timestamp), ..stands.get(place) };
        stands.put(place, filling);
    }
    // Only the front page has rules, and most front pages have none; the second query reads an index only.
    if arranged_page.page == SlotPage::Front {
        for row in source::all(db, rules).await? {
            let Some(place) = Place::of(&row.name, row.position) else { continue };
            stands.put(place, Filling { rule: SlotRule::Section(row.section_id), ..stands.get(place) });
        }
    }
    db.saw(&Sight::Slots(arranged_page));
    Ok(stands)
}

/// The mark of the front page's layout in `language`. It changes with every change by a person, and not when a pin
/// expires.
pub async fn front_mark(db: &impl Source, language: Language) -> Result<String> {
    arrangement_mark(db, ArrangedPage::front(language)).await
}

/// The same for any page with a manual layout.
pub async fn arrangement_mark(db: &impl Source, arranged_page: ArrangedPage) -> Result<String> {
    Ok(arrangement(db, arranged_page).await?.mark())
}
