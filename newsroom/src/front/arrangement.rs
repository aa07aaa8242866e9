//! The manual layout of a page as a value. It can be compared, merged, described and serialised without a database.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};
use store::clock::Timestamp;
use store::digest::short_digest;

use super::SLOTS;
use crate::base::arranged_page::SlotPage;
use crate::base::error::{Error, Result};

/// A place on a page; ordered as on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// `lead` or `second`.
    pub name: &'static str,
    /// Position within the name, from 0.
    pub position: i64,
}

impl Place {
    /// The place of this name and position; `None` if a front page has no such place.
    pub fn of(name: &str, position: i64) -> Option<Self> {
        let (name, room) = SLOTS.into_iter().find(|(known, _)| *known == name)?;
        usize::try_from(position).is_ok_and(|at| at < room).then_some(Self { name, position })
    }

    /// Parses a key such as `second-1`.
    pub fn read(key: &str) -> Option<Self> {
        let (name, position) = key.rsplit_once('-')?;
        Self::of(name, position.parse().ok()?)
    }

    /// Its key, such as `second-1`.
    pub fn key(self) -> String {
        format!("{}-{}", self.name, self.position)
    }
}

/// What fills a place without a pinned story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SlotRule {
    /// The newest story that is not elsewhere on the page; in the lead, the newest with a picture.
    #[default]
    Newest,
    /// The same, from one section.
    Section(i64),
}

/// The content of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filling {
    /// The pinned story, by internal id.
    pub story: Option<i64>,
    /// When the pin ends and the rule applies again.
    pub until: Option<Timestamp>,
    /// The rule for the place while no story is pinned.
    pub rule: SlotRule,
}

impl Filling {
    /// The filling at `now`, without an expired pin.
    fn at(self, now: Timestamp) -> Self {
        match self.until {
            Some(until) if until <= now => Self { rule: self.rule, ..Self::default() },
            _ => self,
        }
    }
}

/// The effect of a change on one story or one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// The story was added to the page.
    Came(i64, Place),
    /// The story moved from one place to another.
    Moved(i64, Place, Place),
    /// The story was removed from the page.
    Left(i64, Place),
    /// The pin of the story ends at another time.
    Pinned(i64, Place, Option<Timestamp>),
    /// The rule of the place changed.
    Ruled(Place, SlotRule),
}

/// The manual layout of a page. Places that are not listed take the newest story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement(BTreeMap<Place, Filling>);

/// The result of merging two arrangements with a common base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The merged arrangement; if both sides changed the same place, it has their version.
    pub arrangement: Arrangement,
    /// Places that both sides changed in different ways.
    pub conflicts: Vec<Place>,
}

impl Arrangement {
    /// The content of the place.
    pub fn get(&self, place: Place) -> Filling {
        self.0.get(&place).copied().unwrap_or_default()
    }

    /// Replaces the content of the place.
    pub fn put(&mut self, place: Place, filling: Filling) {
        match filling == Filling::default() {
            true => self.0.remove(&place),
            false => self.0.insert(place, filling),
        };
    }

    /// Every listed place, in the order of the page.
    pub fn places(&self) -> impl Iterator<Item = (Place, Filling)> + '_ {
        self.0.iter().map(|(place, filling)| (*place, *filling))
    }

    /// Every pinned story, in the order of the page.
    pub fn stories(&self) -> impl Iterator<Item = (Place, i64)> + '_ {
        self.places().filter_map(|(place, filling)| Some((place, filling.story?)))
    }

    /// The place of the story.
    pub fn place_of(&self, story: i64) -> Option<Place> {
        self.stories().find(|(_, pinned)| *pinned == story).map(|(place, _)| place)
    }

    /// The arrangement at `now`, without expired pins.
    pub fn at(&self, now: Timestamp) -> Self {
        let mut kept = Self::default();
        self.places().for_each(|(place, filling)| kept.put(place, filling.at(now)));
        kept
    }

    /// The arrangement without these stories; rules stay.
    pub fn without(&self, is_gone: impl Fn(i64) -> bool) -> Self {
        let mut kept = Self::default();
        for (place, filling) in self.places() {
            let gone = filling.story.is_some_and(&is_gone);
            kept.put(place, if gone { Filling { rule: filling.rule, ..Filling::default() } } else { filling });
        }
        kept
    }

    /// The arrangement after the section `from` was merged into `into`.
    pub(super) fn after_merge(&self, from: i64, into: i64) -> Self {
        let mut kept = Self::default();
        for (place, filling) in self.places() {
            let rule = match filling.rule {
                SlotRule::Section(id) if id == from => SlotRule::Section(into),
                rule => rule,
            };
            kept.put(place, Filling { rule, ..filling });
        }
        kept
    }

    /// The next time at which a pin ends.
    pub fn next_end(&self, now: Timestamp) -> Option<Timestamp> {
        self.places().filter_map(|(_, filling)| filling.until).filter(|until| *until > now).min()
    }

    /// A digest: equal marks mean equal arrangements. A change names the mark from which it began.
    pub fn mark(&self) -> String {
        short_digest(&self.to_json())
    }

    /// Places that are different, in the order of the page.
    pub fn differing(&self, other: &Self) -> Vec<Place> {
        let mut places: Vec<Place> = self.0.keys().chain(other.0.keys()).copied().collect();
        places.sort_unstable();
        places.dedup();
        places.retain(|place| self.get(*place) != other.get(*place));
        places
    }

    /// The changes from this arrangement to `after`, in the order of the page.
    pub fn shifts(&self, after: &Self) -> Vec<Shift> {
        let was: HashMap<i64, Place> = self.stories().map(|(place, story)| (story, place)).collect();
        let mut found = Vec::new();
        for (place, story) in after.stories() {
            match was.get(&story) {
                None => found.push(Shift::Came(story, place)),
                Some(from) if *from != place => found.push(Shift::Moved(story, *from, place)),
                Some(_) if self.get(place).until != after.get(place).until => {
                    found.push(Shift::Pinned(story, place, after.get(place).until));
                }
                Some(_) => {}
            }
        }
        let left = self.stories().filter(|(_, story)| after.place_of(*story).is_none());
        found.extend(left.map(|(place, story)| Shift::Left(story, place)));
        for place in self.differing(after) {
            let rule = after.get(place).rule;
            if rule != self.get(place).rule {
                found.push(Shift::Ruled(place, rule));
            }
        }
        found
    }

    /// Merges `mine` and `theirs`, which both began from `base`. Without a known base, every difference is a conflict.
    pub fn merge(base: Option<&Self>, theirs: &Self, mine: &Self) -> Merged {
        let mut merged = theirs.clone();
        let mut conflicts = Vec::new();
        for place in theirs.differing(mine) {
            match base.map(|base| base.get(place)) {
                Some(base) if base == theirs.get(place) => merged.put(place, mine.get(place)),
                Some(base) if base == mine.get(place) => {}
                _ => conflicts.push(place),
            }
        }
        // A story moved by both sides stays where they moved it. Each round gives one more place to their version, in
        // which no story occurs duplicate, so the loop ends.
        while let Some(duplicate) =
            merged.duplicates().into_iter().find(|place| merged.get(*place) != theirs.get(*place))
        {
            merged.put(duplicate, theirs.get(duplicate));
            conflicts.push(duplicate);
        }
        conflicts.sort_unstable();
        conflicts.dedup();
        Merged { arrangement: merged, conflicts }
    }

    /// Places of stories that occur more than once.
    fn duplicates(&self) -> Vec<Place> {
        let mut times: HashMap<i64, usize> = HashMap::new();
        for (_, story) in self.stories() {
            *times.entry(story).or_default() += 1;
        }
        self.stories().filter(|(_, story)| times.get(story).is_some_and(|n| *n > 1)).map(|(place, _)| place).collect()
    }

    /// Checks that rules are on the front page only, that no story is in two places, and that only pins have an end.
    pub(super) fn check(&self, page: SlotPage) -> Result<()> {
        for (place, filling) in self.places() {
            if filling.rule != SlotRule::Newest && page != SlotPage::Front {
                return Err(Error::not_found("slot", place.key()));
            }
            if let (None, Some(until)) = (filling.story, filling.until) {
                return Err(Error::BadTime { text: until.utc().to_rfc3339() });
            }
        }
        match self.duplicates().is_empty() {
            true => Ok(()),
            false => Err(Error::AlreadyThere { what: "story on the front page" }),
        }
    }

    /// As JSON.
    pub(super) fn to_json(&self) -> Value {
        let row = |(place, filling): (Place, Filling)| {
            let rule = match filling.rule {
                SlotRule::Newest => None,
                SlotRule::Section(id) => Some(id),
            };
            json!([place.name, place.position, filling.story, filling.until.map(|until| until.0), rule])
        };
        self.places().map(row).collect()
    }

    /// Parses the result of [`Self::to_json`].
    pub(super) fn from_json(text: &str) -> Result<Self> {
        type Row = (String, i64, Option<i64>, Option<i64>, Option<i64>);
        let rows: Vec<Row> = serde_json::from_str(text).map_err(Error::damaged)?;
        let mut read = Self::default();
        for (name, position, story, until, rule) in rows {
            let place =
                Place::of(&name, position).ok_or_else(|| Error::damaged(format!("no place {name}-{position}")))?;
            let rule = rule.map_or(SlotRule::Newest, SlotRule::Section);
            read.put(place, Filling { story, until: until.map(Timestamp), rule });
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(key: &str) -> Place {
        Place::read(key).unwrap()
    }

    fn with(stories: &[(&str, i64)]) -> Arrangement {
        let mut made = Arrangement::default();
        for (key, story) in stories {
            made.put(place(key), Filling { story: Some(*story), ..Filling::default() });
        }
        made
    }

    #[test]
    fn changes_of_different_places_are_both_kept() {
        let base = with(&[("lead-0", 1), ("second-0", 2)]);
        let (theirs, mine) = (with(&[("lead-0", 3), ("second-0", 2)]), with(&[("lead-0", 1), ("second-0", 4)]));
        let merged = Arrangement::merge(Some(&base), &theirs, &mine);
        assert_eq!(merged, Merged { arrangement: with(&[("lead-0", 3), ("second-0", 4)]), conflicts: Vec::new() });
        assert_eq!(Arrangement::merge(Some(&base), &mine, &theirs).arrangement, merged.arrangement, "whoever is first");
    }

    #[test]
    fn a_place_that_both_changed_is_the_others_and_is_named() {
        let base = with(&[("lead-0", 1)]);
        let (theirs, mine) = (with(&[("lead-0", 2)]), with(&[("lead-0", 3), ("second-1", 1)]));
        let merged = Arrangement::merge(Some(&base), &theirs, &mine);
        assert_eq!(merged.arrangement, with(&[("lead-0", 2), ("second-1", 1)]));
        assert_eq!(merged.conflicts, [place("lead-0")]);
        assert!(Arrangement::merge(Some(&base), &theirs, &theirs).conflicts.is_empty(), "both did the same");
        assert_eq!(Arrangement::merge(None, &theirs, &mine).conflicts, [place("lead-0"), place("second-1")]);
    }

    #[test]
    fn a_story_that_both_moved_stands_once() {
        let base = with(&[("lead-0", 1)]);
        let (theirs, mine) = (with(&[("second-0", 1)]), with(&[("second-1", 1)]));
        let merged = Arrangement::merge(Some(&base), &theirs, &mine);
        assert_eq!(merged.arrangement, theirs);
        assert_eq!(merged.conflicts, [place("second-1")]);
    }

    #[test]
    fn a_change_is_told_by_what_moved() {
        let (before, mut after) =
            (with(&[("lead-0", 1), ("second-0", 2), ("second-1", 5)]), with(&[("lead-0", 2), ("second-0", 1)]));
        after.put(place("second-2"), Filling { rule: SlotRule::Section(7), ..Filling::default() });
        let shifts = before.shifts(&after);
        let moved = |story, from, to| Shift::Moved(story, place(from), place(to));
        assert_eq!(
            shifts,
            [
                moved(2, "second-0", "lead-0"),
                moved(1, "lead-0", "second-0"),
                Shift::Left(5, place("second-1")),
                Shift::Ruled(place("second-2"), SlotRule::Section(7)),
            ]
        );
        assert!(after.shifts(&after).is_empty());
    }

    #[test]
    fn it_is_read_back_as_it_was_written() {
        let mut made = with(&[("lead-0", 1)]);
        made.put(place("second-3"), Filling { story: Some(9), until: Some(Timestamp(5)), rule: SlotRule::Section(2) });
        assert_eq!(Arrangement::from_json(&made.to_json().to_string()).unwrap(), made);
        assert_eq!(
            made.at(Timestamp(5)).get(place("second-3")),
            Filling { rule: SlotRule::Section(2), ..Filling::default() }
        );
        assert_eq!(made.at(Timestamp(4)), made);
        for bad in ["", "[]x", "[[\"third\",0,null,null,null]]", "[[\"lead\",1,null,null,null]]"] {
            assert!(Arrangement::from_json(bad).is_err(), "{bad}");
        }
        assert_eq!((Place::read("lead-1"), Place::read("second-4"), Place::read("x")), (None, None, None));
    }
}
