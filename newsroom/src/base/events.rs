//! What the publication log says: that something changed for readers, and of a story where it stood and stands.

use arabic::Language;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use store::clock::Timestamp;
use store::log;

use crate::base::error::{Error, Result};

/// What kind of thing changed for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LogKind {
    /// A story appeared, changed or went; the subject is its public id.
    Story,
    /// The slots, the breaking strip or what «most read» leaves out changed; the subject says which.
    Front,
    /// Settings, sections, desks or static pages changed; the subject says which.
    Frame,
    /// A writer's, topic's or thread's own page changed; the subject is `writer/slug`, `topic/slug` or `thread/slug`.
    Person,
    /// Comments under a story appeared, changed or went; the subject is its inner id.
    Comments,
    /// Many stories came at once; the subject is the range of their inner ids, `FIRST-LAST`. Everything may have changed.
    Bulk,
}

impl LogKind {
    /// The word stored in the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Front => "front",
            Self::Frame => "frame",
            Self::Person => "person",
            Self::Comments => "comments",
            Self::Bulk => "bulk",
        }
    }

    pub(crate) fn from_word(word: &str) -> Result<Self> {
        [Self::Story, Self::Front, Self::Frame, Self::Person, Self::Comments, Self::Bulk]
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| Error::damaged(format!("the publication log knows no kind {word:?}")))
    }
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// Its number, from 1, without gaps.
    pub seq: i64,
    /// When it was committed.
    pub at: Timestamp,
    /// What kind of thing changed.
    pub kind: LogKind,
    /// Which one.
    pub subject: String,
    /// For a story: where it stood and where it stands.
    pub change: Option<StoryChange>,
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

impl StoryChange {
    pub(crate) fn from_json(json: &str) -> Result<Option<Self>> {
        if json == NO_DATA {
            return Ok(None);
        }
        serde_json::from_str(json).map(Some).map_err(|error| Error::damaged(format!("a line of the log: {error}")))
    }
}

/// `data` of lines that say everything in their subject.
pub(crate) const NO_DATA: &str = "{}";

/// A line that waits for its number.
#[derive(Debug, PartialEq)]
pub(crate) struct News {
    pub kind: LogKind,
    pub subject: String,
    pub change: Option<StoryChange>,
}

impl News {
    /// As it is written.
    pub fn line(self) -> Result<log::Line> {
        let data = match &self.change {
            Some(change) => serde_json::to_string(change).map_err(Error::damaged)?,
            None => NO_DATA.to_owned(),
        };
        Ok(log::Line { kind: self.kind.word(), subject: self.subject, data })
    }
}
