//! What a page has seen of the newsroom, and which lines of the publication log alter it.
//!
//! Functions that read say what they looked at ([`Source::saw`](crate::Source::saw)), so that whoever keeps the result
//! knows without guessing when it is no longer true: a page of a list is altered by stories between its first and its
//! last place and by no others, however many appear before it.

use std::any::Any;
use std::sync::{Mutex, PoisonError};

use arabic::Language;
use chrono::{Datelike, NaiveDate};
use sea_orm::sea_query::SelectStatement;
use store::clock::Timestamp;
use store::row::Row;
use store::source::{Reads, Source, SnapshotReads};

use crate::base::events::{Event, Standing, StoryChange};
use crate::base::named::NameKind;
use crate::base::sheet::Sheet;

/// A story's place in every list: its first publication, then its inner id.
pub type Position = (i64, i64);

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// Everything.
    Edition,
    /// One section.
    Section(i64),
    /// One desk.
    Desk(i64),
    /// One topic, writer or thread.
    Under(NameKind, i64),
    /// One day of the archive.
    Day(NaiveDate),
}

/// Something a page has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// A story, by inner id, wherever it stands.
    Story(i64),
    /// A stretch of a list, both ends included; an open end sees everything beyond it.
    List {
        /// Which list.
        shelf: Shelf,
        /// In which language.
        language: Language,
        /// Its newest place.
        newest: Option<Position>,
        /// Its oldest place.
        oldest: Option<Position>,
    },
    /// Stories of a month, or how many each day has; of all months without one.
    Month(Language, Option<(i32, u32)>),
    /// What stands by hand on a page: its places and their rules.
    Slots(Sheet),
    /// A topic's, writer's or thread's own words, by the slug of its address.
    Name(NameKind, String),
    /// Which corrections there are.
    Corrections(Language),
    /// Whether readers may see a picture.
    Picture(i64),
    /// What readers said under a story, by its inner id.
    Comments(i64),
    /// What readers said under any story.
    AllComments,
    /// Which stories are kept out of «most read». Its order follows reads, not the log.
    MostRead,
    /// Time: what was seen ends at this instant by itself.
    Until(Timestamp),
}

impl Event {
    /// Readers could see a story and no longer can.
    pub fn takes_a_story_off(&self) -> bool {
        matches!(self, Self::Story { change, .. } if change.before.is_some() && change.after.is_none())
    }

    /// Whether readers who look again may see something else than `sight`. What all pages share (settings, sections,
    /// the breaking strip) is not asked here; after a bulk load everything may be different.
    pub fn alters(&self, sight: &Sight) -> bool {
        match (self, sight) {
            (Self::Bulk { .. }, _) | (Self::Story { .. }, Sight::AllComments) => true,
            (Self::Story { change, .. }, sight) => change.alters(sight),
            (Self::Comments { .. }, Sight::AllComments) => true,
            (Self::Comments { story }, Sight::Comments(seen)) => story == seen,
            (Self::Slots(sheet), Sight::Slots(seen)) => sheet == seen,
            (Self::MostRead, Sight::MostRead) => true,
            (Self::Corrections(language), Sight::Corrections(seen)) => language == seen,
            (Self::Name(kind, slug), Sight::Name(seen, own)) => kind == seen && slug == own,
            (
                Self::Comments { .. }
                | Self::Slots(_)
                | Self::MostRead
                | Self::Corrections(_)
                | Self::Name(..)
                | Self::HouseWords
                | Self::ScreenWords
                | Self::Breaking(_)
                | Self::Setting(_)
                | Self::Section(_)
                | Self::Desk(_)
                | Self::StaticPage(_),
                _,
            ) => false,
        }
    }
}

impl StoryChange {
    fn alters(&self, sight: &Sight) -> bool {
        let mut stands = [&self.before, &self.after].into_iter().flatten();
        match sight {
            Sight::Story(id) => self.id == *id,
            Sight::List { shelf, language, newest, oldest } => {
                let here: Position = (self.at.0, self.id);
                oldest.is_none_or(|oldest| oldest <= here)
                    && newest.is_none_or(|newest| here <= newest)
                    && stands.any(|standing| standing.is_on(*shelf, *language, self.day))
            }
            Sight::Month(language, month) => {
                month.is_none_or(|month| month == (self.day.year(), self.day.month()))
                    && stands.any(|standing| standing.language == *language)
            }
            Sight::Picture(id) => {
                let shows = |standing: &Option<Standing>| standing.as_ref().is_some_and(|s| s.pictures.contains(id));
                shows(&self.before) != shows(&self.after)
            }
            Sight::Slots(_)
            | Sight::Name(..)
            | Sight::MostRead
            | Sight::Corrections(_)
            | Sight::Comments(_)
            | Sight::AllComments
            | Sight::Until(_) => false,
        }
    }
}

impl Standing {
    fn is_on(&self, shelf: Shelf, language: Language, day: NaiveDate) -> bool {
        self.language == language
            && match shelf {
                Shelf::Edition => true,
                Shelf::Section(id) => self.section == id,
                Shelf::Desk(id) => self.desk == id,
                Shelf::Under(NameKind::Topic, id) => self.topics.contains(&id),
                Shelf::Under(NameKind::Writer, id) => self.writers.contains(&id),
                Shelf::Under(NameKind::Thread, id) => self.threads.contains(&id),
                Shelf::Day(of) => day == of,
            }
    }
}

/// A reader who remembers what was seen. On SQLite everything it reads is of one instant.
pub struct Looking {
    reads: SnapshotReads,
    seen: Mutex<Vec<Sight>>,
}

impl Looking {
    /// Begins to look, having seen nothing.
    pub fn at(reads: &Reads) -> Self {
        Self { reads: SnapshotReads::by(reads), seen: Mutex::default() }
    }

    /// Everything seen so far.
    pub fn seen(&self) -> Vec<Sight> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Source for Looking {
    async fn rows(&self, query: &SelectStatement) -> store::Result<Vec<Row>> {
        self.reads.rows(query).await
    }

    fn saw(&self, sight: &dyn Any) {
        if let Some(sight) = sight.downcast_ref::<Sight>() {
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(sight.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(section: i64) -> Standing {
        let (topics, writers, pictures) = (vec![7], Vec::new(), vec![3]);
        Standing { language: Language::Arabic, section, desk: 1, topics, writers, pictures, threads: vec![4] }
    }

    fn row(before: Option<Standing>, after: Option<Standing>) -> Event {
        let day = NaiveDate::from_ymd_opt(2016, 9, 3).unwrap();
        let change = StoryChange { id: 10, at: Timestamp(500), day, before, after };
        Event::Story { public_id: "aaaaaaaa".to_owned(), change }
    }

    fn list(shelf: Shelf, newest: Option<Position>, oldest: Option<Position>) -> Sight {
        Sight::List { shelf, language: Language::Arabic, newest, oldest }
    }

    #[test]
    fn a_list_is_altered_between_its_ends_only() {
        let new = row(None, Some(standing(1)));
        assert!(new.alters(&list(Shelf::Section(1), None, None)));
        assert!(new.alters(&list(Shelf::Section(1), None, Some((500, 10)))), "both ends belong to it");
        assert!(!new.alters(&list(Shelf::Section(1), None, Some((500, 11)))), "it is older than the page's last");
        assert!(!new.alters(&list(Shelf::Section(1), Some((499, 99)), None)), "it is newer than the page's first");
        assert!(!new.alters(&list(Shelf::Section(2), None, None)));
        let french = Sight::List { shelf: Shelf::Section(1), language: Language::French, newest: None, oldest: None };
        assert!(!new.alters(&french));
    }

    #[test]
    fn a_story_that_moves_alters_what_it_leaves_and_what_it_joins() {
        let moved = row(Some(standing(1)), Some(standing(2)));
        assert!(moved.alters(&list(Shelf::Section(1), None, None)));
        assert!(moved.alters(&list(Shelf::Section(2), None, None)));
        assert!(!moved.alters(&list(Shelf::Section(3), None, None)));
        assert!(moved.alters(&list(Shelf::Under(NameKind::Topic, 7), None, None)));
        assert!(
            moved.alters(&list(Shelf::Under(NameKind::Thread, 4), None, None))
                && !moved.alters(&list(Shelf::Under(NameKind::Thread, 5), None, None))
        );
        assert!(!moved.alters(&Sight::Picture(3)), "it shows the picture as before");
        assert!(row(Some(standing(1)), None).alters(&Sight::Picture(3)));
    }

    #[test]
    fn a_bulk_load_may_alter_everything() {
        let load = Event::Bulk { first: 1, last: 1_000 };
        for sight in
            [list(Shelf::Under(NameKind::Topic, 8), None, None), Sight::Story(4), Sight::Month(Language::French, None)]
        {
            assert!(load.alters(&sight));
        }
    }

    #[test]
    fn months_count_their_own_stories() {
        let new = row(None, Some(standing(1)));
        assert!(new.alters(&Sight::Month(Language::Arabic, None)));
        assert!(new.alters(&Sight::Month(Language::Arabic, Some((2016, 9)))));
        assert!(!new.alters(&Sight::Month(Language::Arabic, Some((2016, 8)))));
        assert!(!new.alters(&Sight::Month(Language::French, None)));
    }
}
