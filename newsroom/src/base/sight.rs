//! What a page has read, and which lines of the publication log change it.
//!
//! Functions that read report what they read ([`Source::saw`](crate::Source::saw)). A cache can therefore tell exactly
//! when its result is out of date: a page of a list is changed by stories between its first and last position and by no
//! others, however many appear before it.

use std::any::Any;
use std::sync::{Mutex, PoisonError};

use arabic::Language;
use chrono::{Datelike, NaiveDate};
use sea_orm::sea_query::SelectStatement;
use store::clock::Timestamp;
use store::row::Row;
use store::source::{Reads, SnapshotReads, Source};

use crate::base::arranged_page::ArrangedPage;
use crate::base::events::{Event, Standing, StoryChange};
use crate::base::named::NameKind;

/// A story's position in every list: its first publication, then its internal id.
pub type Position = (i64, i64);

/// A list of published stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoryList {
    /// All stories.
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

/// Something that a page has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// A story, by internal id, wherever it is listed.
    Story(i64),
    /// A range of a list, both ends included. `None` means that the range has no end on that side.
    List {
        /// Which list.
        story_list: StoryList,
        /// In which language.
        language: Language,
        /// Its newest position.
        newest: Option<Position>,
        /// Its oldest position.
        oldest: Option<Position>,
    },
    /// The stories of a month, or their numbers by day; `None` means all months.
    Month(Language, Option<(i32, u32)>),
    /// The manual layout of a page: its places and their rules.
    Slots(ArrangedPage),
    /// The name, description and address of a topic, writer or thread, by its slug.
    Name(NameKind, String),
    /// The list of corrections.
    Corrections(Language),
    /// Whether readers may see a picture.
    Picture(i64),
    /// Whether readers may know a topic, writer or thread, because a published story of any language has it.
    Known(NameKind, i64),
    /// The comments under a story, by its internal id.
    Comments(i64),
    /// The comments under any story.
    AllComments,
    /// The related stories that were found for a story, by its internal id.
    Related(i64),
    /// The stories excluded from «most read». The ranking itself depends on reads, not on the log.
    MostRead,
    /// The result is out of date at this instant, without any event.
    Until(Timestamp),
}

impl Event {
    /// Whether a story that readers could see can no longer be seen.
    pub fn takes_a_story_off(&self) -> bool {
        matches!(self, Self::Story { change, .. } if change.before.is_some() && change.after.is_none())
    }

    /// Whether this event may change what `sight` showed. Things shared by all pages (settings, sections, the breaking
    /// strip) are not considered here. A bulk load may change everything.
    pub fn alters(&self, sight: &Sight) -> bool {
        match (self, sight) {
            (Self::Bulk { .. }, _) | (Self::Story { .. }, Sight::AllComments) => true,
            (Self::Story { change, .. }, sight) => change.alters(sight),
            (Self::Comments { .. }, Sight::AllComments) => true,
            (Self::Comments { story }, Sight::Comments(seen)) | (Self::Related { story }, Sight::Related(seen)) => {
                story == seen
            }
            (Self::Slots(arranged_page), Sight::Slots(seen)) => arranged_page == seen,
            (Self::MostRead, Sight::MostRead) => true,
            (Self::Corrections(language), Sight::Corrections(seen)) => language == seen,
            (Self::Name(kind, slug), Sight::Name(seen, own)) => kind == seen && slug == own,
            (
                Self::Comments { .. }
                | Self::Related { .. }
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
            Sight::List { story_list, language, newest, oldest } => {
                let here: Position = (self.at.0, self.id);
                oldest.is_none_or(|oldest| oldest <= here)
                    && newest.is_none_or(|newest| here <= newest)
                    && stands.any(|standing| standing.is_on(*story_list, *language, self.day))
            }
            Sight::Month(language, month) => {
                month.is_none_or(|month| month == (self.day.year(), self.day.month()))
                    && stands.any(|standing| standing.language == *language)
            }
            Sight::Picture(id) => {
                let shows = |standing: &Option<Standing>| standing.as_ref().is_some_and(|s| s.pictures.contains(id));
                shows(&self.before) != shows(&self.after)
            }
            Sight::Known(kind, id) => {
                let has = |standing: &Option<Standing>| standing.as_ref().is_some_and(|s| s.has(*kind, *id));
                has(&self.before) != has(&self.after)
            }
            Sight::Slots(_)
            | Sight::Name(..)
            | Sight::MostRead
            | Sight::Corrections(_)
            | Sight::Comments(_)
            | Sight::AllComments
            | Sight::Related(_)
            | Sight::Until(_) => false,
        }
    }
}

impl Standing {
    fn is_on(&self, story_list: StoryList, language: Language, day: NaiveDate) -> bool {
        self.language == language
            && match story_list {
                StoryList::Edition => true,
                StoryList::Section(id) => self.section == id,
                StoryList::Desk(id) => self.desk == id,
                StoryList::Under(kind, id) => self.has(kind, id),
                StoryList::Day(of) => day == of,
            }
    }

    /// Whether it has this topic, writer or thread.
    fn has(&self, kind: NameKind, id: i64) -> bool {
        let ids = match kind {
            NameKind::Topic => &self.topics,
            NameKind::Writer => &self.writers,
            NameKind::Thread => &self.threads,
        };
        ids.contains(&id)
    }
}

/// A source that records what was read. On SQLite all its reads see one snapshot.
pub struct RecordingSource {
    reads: SnapshotReads,
    seen: Mutex<Vec<Sight>>,
}

impl RecordingSource {
    /// Has read nothing yet.
    pub fn at(reads: &Reads) -> Self {
        Self { reads: SnapshotReads::by(reads), seen: Mutex::default() }
    }

    /// Everything read so far.
    pub fn seen(&self) -> Vec<Sight> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Source for RecordingSource {
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

    fn list(story_list: StoryList, newest: Option<Position>, oldest: Option<Position>) -> Sight {
        Sight::List { story_list, language: Language::Arabic, newest, oldest }
    }

    #[test]
    fn a_list_is_altered_between_its_ends_only() {
        let new = row(None, Some(standing(1)));
        assert!(new.alters(&list(StoryList::Section(1), None, None)));
        assert!(new.alters(&list(StoryList::Section(1), None, Some((500, 10)))), "both ends belong to it");
        assert!(!new.alters(&list(StoryList::Section(1), None, Some((500, 11)))), "it is older than the page's last");
        assert!(!new.alters(&list(StoryList::Section(1), Some((499, 99)), None)), "it is newer than the page's first");
        assert!(!new.alters(&list(StoryList::Section(2), None, None)));
        let french =
            Sight::List { story_list: StoryList::Section(1), language: Language::French, newest: None, oldest: None };
        assert!(!new.alters(&french));
    }

    #[test]
    fn a_story_that_moves_alters_what_it_leaves_and_what_it_joins() {
        let moved = row(Some(standing(1)), Some(standing(2)));
        assert!(moved.alters(&list(StoryList::Section(1), None, None)));
        assert!(moved.alters(&list(StoryList::Section(2), None, None)));
        assert!(!moved.alters(&list(StoryList::Section(3), None, None)));
        assert!(moved.alters(&list(StoryList::Under(NameKind::Topic, 7), None, None)));
        assert!(
            moved.alters(&list(StoryList::Under(NameKind::Thread, 4), None, None))
                && !moved.alters(&list(StoryList::Under(NameKind::Thread, 5), None, None))
        );
        assert!(!moved.alters(&Sight::Picture(3)), "it shows the picture as before");
        assert!(row(Some(standing(1)), None).alters(&Sight::Picture(3)));
        assert!(!moved.alters(&Sight::Known(NameKind::Thread, 4)), "readers know it as before");
        assert!(row(Some(standing(1)), None).alters(&Sight::Known(NameKind::Thread, 4)));
    }

    #[test]
    fn a_bulk_load_may_alter_everything() {
        let load = Event::Bulk { first: 1, last: 1_000 };
        for sight in [
            list(StoryList::Under(NameKind::Topic, 8), None, None),
            Sight::Story(4),
            Sight::Month(Language::French, None),
        ] {
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
