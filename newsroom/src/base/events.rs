//! The events of the publication log: something changed for readers. The event of a story says where it was listed
//! before and where it is now.
//!
//! A line is a kind, a subject and JSON ([`store::log`]). [`Event`] is its typed form, and the only form in which lines
//! are written or read.

use arabic::Language;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use store::clock::Timestamp;
use store::log;

use crate::base::arranged_page::ArrangedPage;
use crate::base::error::{Error, Result};
use crate::base::named::NameKind;

/// A change that readers can see, or that affects something processes keep in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "nearly every event is of a story")]
pub enum Event {
    /// A story was published, changed or taken off.
    Story {
        /// Its public id.
        public_id: String,
        /// Where it was and where it is.
        change: StoryChange,
    },
    /// The manual layout of a page changed.
    Slots(ArrangedPage),
    /// The breaking strip changed.
    Breaking(Language),
    /// A story was excluded from «most read», or included again.
    MostRead,
    /// The list of corrections changed.
    Corrections(Language),
    /// A setting of the paper changed.
    Setting(String),
    /// A section was added, changed or closed; by its slug.
    Section(String),
    /// A desk was added; by its slug.
    Desk(String),
    /// A static page changed; by its slug.
    StaticPage(String),
    /// The name, description or address of a topic, writer or thread changed; by its slug.
    Name(NameKind, String),
    /// Comments under a story appeared, changed or disappeared.
    Comments {
        /// The internal id of the story.
        story: i64,
    },
    /// Other related stories were found for a story.
    Related {
        /// The internal id of the story.
        story: i64,
    },
    /// The house words or the known names changed.
    HouseWords,
    /// The word lists for screening comments changed.
    ScreenWords,
    /// Many stories were added or moved at once: everything may have changed.
    Bulk {
        /// The smallest internal id.
        first: i64,
        /// The largest internal id.
        last: i64,
    },
}

impl Event {
    /// A story with this public id changed.
    pub(crate) fn story(public_id: &impl ToString, change: StoryChange) -> Self {
        Self::Story { public_id: public_id.to_string(), change }
    }

    /// The line to be written.
    pub(crate) fn line(&self) -> Result<log::Line> {
        let (kind, subject) = match self {
            Self::Story { public_id, .. } => ("story", public_id.clone()),
            Self::Slots(arranged_page) => ("front", arranged_page.subject()),
            Self::Breaking(language) => ("front", format!("breaking/{}", language.code())),
            Self::MostRead => ("front", MOST_READ.to_owned()),
            Self::Corrections(language) => ("front", format!("corrections/{}", language.code())),
            Self::Setting(key) => ("frame", format!("setting/{key}")),
            Self::Section(slug) => ("frame", format!("section/{slug}")),
            Self::Desk(slug) => ("frame", format!("desk/{slug}")),
            Self::StaticPage(slug) => ("frame", format!("page/{slug}")),
            Self::Name(kind, slug) => ("person", format!("{}/{slug}", kind.word())),
            Self::Comments { story } => ("comments", story.to_string()),
            Self::Related { story } => ("related", story.to_string()),
            Self::HouseWords => ("words", HOUSE_WORDS.to_owned()),
            Self::ScreenWords => ("words", SCREEN_WORDS.to_owned()),
            Self::Bulk { first, last } => ("bulk", format!("{first}-{last}")),
        };
        let data = match self {
            Self::Story { change, .. } => serde_json::to_string(change).map_err(Error::damaged)?,
            _ => NO_DATA.to_owned(),
        };
        Ok(log::Line { kind, subject, data })
    }

    /// Parses a line. [`store::Error::Damaged`] if this build does not know the event.
    pub(crate) fn read(line: &log::NumberedLine) -> Result<Self> {
        let strange = || Error::damaged(format!("line {} of the log: {} {:?}", line.seq, line.kind, line.subject));
        if line.kind == "story" {
            let change = serde_json::from_str(&line.data).map_err(|_| strange())?;
            return Ok(Self::Story { public_id: line.subject.clone(), change });
        }
        Self::of_subject(&line.kind, &line.subject).ok_or_else(strange)
    }

    fn of_subject(kind: &str, subject: &str) -> Option<Self> {
        let (before, after) = subject.split_once('/').unwrap_or((subject, ""));
        let slug = after.to_owned();
        Some(match (kind, before) {
            ("front", "slots") => Self::Slots(ArrangedPage::from_subject(subject)?),
            ("front", "breaking") => Self::Breaking(after.parse().ok()?),
            ("front", "corrections") => Self::Corrections(after.parse().ok()?),
            ("front", MOST_READ) => Self::MostRead,
            ("frame", "setting") => Self::Setting(slug),
            ("frame", "section") => Self::Section(slug),
            ("frame", "desk") => Self::Desk(slug),
            ("frame", "page") => Self::StaticPage(slug),
            ("person", kind) => Self::Name(NameKind::from_word(kind)?, slug),
            ("comments", _) => Self::Comments { story: subject.parse().ok()? },
            ("related", _) => Self::Related { story: subject.parse().ok()? },
            ("words", HOUSE_WORDS) => Self::HouseWords,
            ("words", SCREEN_WORDS) => Self::ScreenWords,
            ("bulk", _) => {
                let (first, last) = subject.split_once('-')?;
                Self::Bulk { first: first.parse().ok()?, last: last.parse().ok()? }
            }
            _ => return None,
        })
    }
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// Its number, from 1, without gaps.
    pub seq: i64,
    /// When it was committed.
    pub at: Timestamp,
    /// What changed.
    pub event: Event,
}

/// Where a story is: the lists that contain it, and the pictures it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its language.
    pub language: Language,
    /// Its section.
    pub section: i64,
    /// Its desk.
    pub desk: i64,
    /// Its topics.
    pub topics: Vec<i64>,
    /// Its writers.
    pub writers: Vec<i64>,
    /// Its pictures.
    pub pictures: Vec<i64>,
    /// Its threads. Lines written before threads existed have none.
    #[serde(default)]
    pub threads: Vec<i64>,
}

/// The change of a story. Followers learn from it which lists the story left or joined, or in which lists it changed,
/// without knowing the past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryChange {
    /// Internal id; together with `at` its position in every list.
    pub id: i64,
    /// First publication.
    pub at: Timestamp,
    /// Its day in the archive.
    pub day: NaiveDate,
    /// Where it was; `None` if readers could not see it.
    pub before: Option<Standing>,
    /// Where it is; `None` if readers can no longer see it.
    pub after: Option<Standing>,
}

/// Subject of lines about exclusions from «most read».
const MOST_READ: &str = "most-read";

/// Subjects of lines about word lists.
const HOUSE_WORDS: &str = "house";
const SCREEN_WORDS: &str = "screen";

/// `data` of lines that need only their subject.
const NO_DATA: &str = "{}";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::arranged_page::SlotPage;

    #[test]
    fn every_event_is_read_as_it_was_written() {
        let day = NaiveDate::from_ymd_opt(2016, 9, 3).unwrap();
        let change = StoryChange { id: 10, at: Timestamp(500), day, before: None, after: None };
        let french = Language::French;
        for event in [
            Event::Story { public_id: "aaaaaaaa".to_owned(), change },
            Event::Slots(ArrangedPage::front(french)),
            Event::Slots(ArrangedPage { page: SlotPage::Section(12), language: Language::Arabic }),
            Event::Breaking(french),
            Event::MostRead,
            Event::Corrections(Language::English),
            Event::Setting("contact_email".to_owned()),
            Event::Section("world".to_owned()),
            Event::Desk("العالم".to_owned()),
            Event::StaticPage("about".to_owned()),
            Event::Name(NameKind::Topic, "الموارد-المائية".to_owned()),
            Event::Name(NameKind::Writer, "a".to_owned()),
            Event::Name(NameKind::Thread, "b".to_owned()),
            Event::Comments { story: 7 },
            Event::Related { story: 7 },
            Event::HouseWords,
            Event::ScreenWords,
            Event::Bulk { first: 1, last: 1_000 },
        ] {
            let log::Line { kind, subject, data } = event.line().unwrap();
            let line = log::NumberedLine { seq: 1, at: Timestamp(0), kind: kind.to_owned(), subject, data };
            assert_eq!(Event::read(&line).unwrap(), event);
        }
        let line = |kind: &str, subject: &str| log::NumberedLine {
            seq: 1,
            at: Timestamp(0),
            kind: kind.to_owned(),
            subject: subject.to_owned(),
            data: NO_DATA.to_owned(),
        };
        for (kind, subject) in
            [("story", "x"), ("front", "slots/xx"), ("bulk", "1"), ("moon", "full"), ("person", "x/y")]
        {
            assert!(Event::read(&line(kind, subject)).is_err(), "{kind} {subject}");
        }
    }
}
