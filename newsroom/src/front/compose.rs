//! Composes pages for readers: pinned stories in their places, other places by their rules, the rest of the page below.

use std::collections::{BTreeMap, HashSet};

use arabic::Language;
use store::clock::Timestamp;
use store::source::Source;

use super::{Arrangement, Place, SlotRule, arrangement};
use crate::base::arranged_page::{ArrangedPage, SlotPage};
use crate::base::error::Result;
use crate::base::sight::{Sight, StoryList};
use crate::paper::sections::Section;
use crate::stories::lists::{self, Toward};

/// Stories in a section's band.
const BAND: usize = 4;
/// Stories in «latest».
const LATEST: usize = 8;

/// The story in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picked {
    /// The place.
    pub place: Place,
    /// The story, by internal id.
    pub story: i64,
    /// Whether it is pinned; otherwise the rule of the place picked it.
    pub by_hand: bool,
}

/// The composed front page of one language: internal ids of stories.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontPage {
    /// The lead; `None` in a paper without stories.
    pub lead: Option<i64>,
    /// The second column.
    pub second: Vec<i64>,
    /// One band for each section with stories that are not above.
    pub bands: Vec<(Section, Vec<i64>)>,
    /// The newest stories that are not in the lead or the second column.
    pub latest: Vec<i64>,
    /// The stories by place; places without a story are left out.
    pub picked: Vec<Picked>,
}

/// Composes the front page at `now`.
pub async fn front_page(
    db: &impl Source,
    language: Language,
    sections: &[Section],
    now: Timestamp,
) -> Result<FrontPage> {
    let stands = seen(db, ArrangedPage::front(language), now).await?;
    front_page_as(db, language, sections, &stands).await
}

/// The layout of `arranged_page` at `now`; reports that the page is out of date when the next pin ends.
async fn seen(db: &impl Source, arranged_page: ArrangedPage, now: Timestamp) -> Result<Arrangement> {
    let stands = arrangement(db, arranged_page).await?;
    if let Some(until) = stands.next_end(now) {
        db.saw(&Sight::Until(until));
    }
    Ok(stands.at(now))
}

/// Composes the front page with `arrangement`. Pinned stories stay in their places. From the lead on, every other place
/// takes the newest story that its rule finds and that is not elsewhere. Unpublished stories are left out and their
/// places filled by rule. Closed sections have no band.
pub async fn front_page_as(
    db: &impl Source,
    language: Language,
    sections: &[Section],
    arrangement: &Arrangement,
) -> Result<FrontPage> {
    let places = super::places_by_hand();
    let pinned: Vec<i64> = arrangement.stories().map(|(_, story)| story).collect();
    let live = lists::heads_by_ids(db, &pinned).await?;
    let is_here = |id: i64| live.iter().any(|head| head.id == id && head.language == language);
    let mut standing: BTreeMap<Place, i64> = arrangement.stories().filter(|(_, id)| is_here(*id)).collect();
    let by_hand: HashSet<Place> = standing.keys().copied().collect();
    let mut shown: HashSet<i64> = standing.values().copied().collect();
    let newest = lists::places(db, StoryList::Edition, language, &Toward::Newest, LATEST * 3).await?;

    for place in &places {
        if standing.contains_key(place) {
            continue;
        }
        let mut found = None;
        if let SlotRule::Section(id) = arrangement.get(*place).rule {
            let own = lists::places(db, StoryList::Section(id), language, &Toward::Newest, places.len() + 1).await?;
            found = own.into_iter().find(|id| !shown.contains(id));
        }
        // If the section has no more stories, the place takes the newest story.
        if found.is_none() {
            let free: Vec<i64> = newest.iter().copied().filter(|id| !shown.contains(id)).collect();
            found = match place.name {
                "lead" => lists::first_pictured(db, &free).await?.or(free.first().copied()),
                _ => free.first().copied(),
            };
        }
        if let Some(id) = found {
            shown.insert(id);
            standing.insert(*place, id);
        }
    }
    let picked: Vec<Picked> = standing
        .iter()
        .map(|(place, story)| Picked { place: *place, story: *story, by_hand: by_hand.contains(place) })
        .collect();
    // The lead may be empty while the second column has stories.
    let mut column = picked.iter().map(|picked| picked.story);
    let (lead, second) = (column.next(), column.collect());

    let latest: Vec<i64> = newest.iter().copied().filter(|id| !shown.contains(id)).take(LATEST).collect();
    shown.extend(&latest);

    let mut bands = Vec::new();
    for section in sections.iter().filter(|section| section.is_open()) {
        let enough = BAND + LATEST + places.len();
        let newest = lists::places(db, StoryList::Section(section.id), language, &Toward::Newest, enough).await?;
        let stories: Vec<i64> = newest.into_iter().filter(|id| !shown.contains(id)).take(BAND).collect();
        if !stories.is_empty() {
            bands.push((section.clone(), stories));
        }
    }
    Ok(FrontPage { lead, second, bands, latest, picked })
}

/// The pinned stories at the top of a section's page at `now`, with their places, as far as they are published in the
/// section.
pub async fn section_opening(
    db: &impl Source,
    section: i64,
    language: Language,
    now: Timestamp,
) -> Result<Vec<(Place, i64)>> {
    let stands = seen(db, ArrangedPage { page: SlotPage::Section(section), language }, now).await?;
    section_opening_as(db, section, language, &stands).await
}

/// The same, with `arrangement`.
pub async fn section_opening_as(
    db: &impl Source,
    section: i64,
    language: Language,
    arrangement: &Arrangement,
) -> Result<Vec<(Place, i64)>> {
    let pinned: Vec<(Place, i64)> = arrangement.stories().collect();
    let heads = lists::heads_by_ids(db, &pinned.iter().map(|(_, story)| *story).collect::<Vec<_>>()).await?;
    let is_here = |head: &lists::CardHead| head.section_id == section && head.language == language;
    let here: HashSet<i64> = heads.iter().filter(|head| is_here(head)).map(|head| head.id).collect();
    Ok(pinned.into_iter().filter(|(_, story)| here.contains(story)).collect())
}

/// The order of a section's page: pinned stories in their places, the newest stories in the other places and below, no
/// story twice. Stories outside the places have no place. If there are few stories, pinned ones move up.
pub fn section_order(by_hand: &[(Place, i64)], newest: &[i64]) -> Vec<(Option<Place>, i64)> {
    let is_put = |id: &i64| by_hand.iter().any(|(_, story)| story == id);
    let mut rest = newest.iter().copied().filter(|id| !is_put(id));
    let mut order = Vec::with_capacity(newest.len() + by_hand.len());
    for place in super::places_by_hand() {
        let put = by_hand.iter().find(|(known, _)| *known == place).map(|(_, story)| *story);
        order.extend(put.or_else(|| rest.next()).map(|story| (Some(place), story)));
    }
    order.extend(rest.map(|story| (None, story)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_shows_what_was_put_where_it_was_put_and_the_newest_around_it() {
        let at = |key: &str| Place::read(key).unwrap();
        let ids = |order: Vec<(Option<Place>, i64)>| order.into_iter().map(|(_, id)| id).collect::<Vec<_>>();
        let newest: Vec<i64> = (1..=8).rev().collect();
        assert_eq!(ids(section_order(&[], &newest)), newest);
        assert_eq!(
            ids(section_order(&[(at("second-1"), 50), (at("second-0"), 3)], &newest)),
            [8, 3, 50, 7, 6, 5, 4, 2, 1]
        );
        let few = section_order(&[(at("lead-0"), 1), (at("second-3"), 9)], &[2, 1]);
        assert_eq!(few, [(Some(at("lead-0")), 1), (Some(at("second-0")), 2), (Some(at("second-3")), 9)]);
    }
}
