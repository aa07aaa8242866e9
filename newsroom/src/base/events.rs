//! What the publication log says: that something changed for readers, and of a story where it stood and stands.
//!
//! A line is a kind, a subject and JSON ([`store::log`]); [`Event`] is what it means, and the only thing that is written or read.

use arabic::Language;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use store::clock::Timestamp;
use store::log;

use crate::base::error::{Error, Result};
use crate::base::named::NameKind;
use crate::base::sheet::Sheet;

/// A change that readers can see, or on which something that processes keep in memory depends.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "nearly every event is of a story")]
pub enum Event {
    /// A story appeared, changed or went.
    Story {
        /// Its public id.
        public_id: String,
        /// Where it stood and where it stands.
        change: StoryChange,
    },
    /// What stands by hand on a page changed.
    Slots(Sheet),
    /// The breaking strip changed.
    Breaking(Language),
    /// A story was taken out of «most read» or put back.
    MostRead,
    /// The list of corrections changed.
    Corrections(Language),
    /// A setting of the paper changed.
    Setting(String),
    /// A section came, changed or was closed; by its slug.
    Section(String),
    /// A desk came; by its slug.
    Desk(String),
    /// A static page changed; by its slug.
    StaticPage(String),
    /// A topic's, writer's or thread's own words or address changed; by its slug.
    Name(NameKind, String),
    /// Comments under a story appeared, changed or went.
    Comments {
        /// The story's inner id.
        story: i64,
    },
    /// The house words changed, or the names that the house knows.
    HouseWords,
    /// The lists of words by which comments are screened changed.
    ScreenWords,
    /// Many stories came or moved at once: everything may have changed.
    Bulk {
        /// The smallest of their inner ids.
        first: i64,
        /// The largest.
        last: i64,
    },
}

impl Event {
    /// A story with this public id changed.
    pub(crate) fn story(public_id: &impl ToString, change: StoryChange) -> Self {
        Self::Story { public_id: public_id.to_string(), change }
    }

    /// As it is written.
    pub(crate) fn line(&self) -> Result<log::Line> {
        let (kind, subject) = match self {
            Self::Story { public_id, .. } => ("story", public_id.clone()),
            Self::Slots(sheet) => ("front", sheet.subject()),
            Self::Breaking(language) => ("front", format!("breaking/{}", language.code())),
            Self::MostRead => ("front", MOST_READ.to_owned()),
            Self::Corrections(language) => ("front", format!("corrections/{}", language.code())),
            Self::Setting(key) => ("frame", format!("setting/{key}")),
            Self::Section(slug) => ("frame", format!("section/{slug}")),
            Self::Desk(slug) => ("frame", format!("desk/{slug}")),
            Self::StaticPage(slug) => ("frame", format!("page/{slug}")),
            Self::Name(kind, slug) => ("person", format!("{}/{slug}", kind.word())),
            Self::Comments { story } => ("comments", story.to_string()),
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

    /// What a line says. [`store::Error::Damaged`] where it says nothing that this build knows.
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
            ("front", "slots") => Self::Slots(Sheet::from_subject(subject)?),
            ("front", "breaking") => Self::Breaking(after.parse().ok()?),
            ("front", "corrections") => Self::Corrections(after.parse().ok()?),
            ("front", MOST_READ) => Self::MostRead,
            ("frame", "setting") => Self::Setting(slug),
            ("frame", "section") => Self::Section(slug),
            ("frame", "desk") => Self::Desk(slug),
            ("frame", "page") => Self::StaticPage(slug),
            ("person", kind) => Self::Name(NameKind::from_word(kind)?, slug),
            ("comments", _) => Self::Comments { story: subject.parse().ok()? },
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

/// Where a story stands: on which lists readers find it, and which pictures it shows.
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
    /// Its thread; lines written before there were any say nothing of it.
    #[serde(default)]
    pub threads: Vec<i64>,
}

/// What a line of the log says of a story, so that followers know which lists it left, joined or changed in without
/// asking for a past that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryChange {
    /// Inner id; with `at` its place in every list.
    pub id: i64,
    /// First publication.
    pub at: Timestamp,
    /// The day of the archive it stands in.
    pub day: NaiveDate,
    /// Where it stood before; `None` where readers could not see it.
    pub before: Option<Standing>,
    /// Where it stands now; `None` where readers can no longer see it.
    pub after: Option<Standing>,
}

/// Subject of the line that says that «most read» leaves another story out.
const MOST_READ: &str = "most-read";

/// Subjects of lines about lists of words.
const HOUSE_WORDS: &str = "house";
const SCREEN_WORDS: &str = "screen";

/// `data` of lines that say everything in their subject.
const NO_DATA: &str = "{}";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::sheet::SlotPage;

    #[test]
    fn every_event_is_read_as_it_was_written() {
        let day = NaiveDate::from_ymd_opt(2016, 9, 3).unwrap();
        let change = StoryChange { id: 10, at: Timestamp(500), day, before: None, after: None };
        let french = Language::French;
        for event in [
            Event::Story { public_id: "aaaaaaaa".to_owned(), change },
            Event::Slots(Sheet::front(french)),
            Event::Slots(Sheet { page: SlotPage::Section(12), language: Language::Arabic }),
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
