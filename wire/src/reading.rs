//! What a file gave, and what its readers share.

use serde::Serialize;

use crate::context::Context;
use crate::dialects::Dialect;
use crate::feeds::Feed;
use crate::format::Format;
use crate::item::Item;
use crate::refusal::{Notice, Refusal};
use crate::time::{self, Moment};

/// Notices that are kept of one file.
const NOTICES_MAX: usize = 200;
/// Items of one file. A feed or message of more is cut, and the notice says so.
pub const ITEMS_MAX: usize = 50_000;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its format.
    pub format: Format,
    /// Its dialect, if an agency's way of using the format was recognised.
    pub dialect: Option<&'static str>,
    /// What came of it.
    pub outcome: Outcome,
    /// Its charset.
    pub charset: Charset,
    /// Its items, in the order of the file.
    pub items: Vec<Item>,
    /// What a person should know about it.
    pub notices: Vec<Notice>,
    /// The feed around the items.
    pub feed: Option<Feed>,
}

/// What came of a file that was not refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was read.
    Read,
    /// It is sound, but there is nothing in it to import.
    Skipped,
    /// It holds events or plans, not news.
    OtherKind,
}

/// The charset of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Charset {
    /// As the file declares it.
    pub declared: Option<String>,
    /// By its bytes.
    pub actual: String,
    /// The name under which the text was decoded.
    #[serde(skip)]
    pub used: String,
}

/// A file of which nothing was taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Refused {
    /// Why.
    pub reason: Refusal,
    /// Its format, as far as it was recognised.
    pub format: Option<Format>,
    /// Its charset, as far as it was decoded.
    pub charset: Option<Box<Charset>>,
}

/// What a reader of one format gives.
pub(crate) struct Found {
    pub format: Format,
    pub dialect: &'static str,
    pub outcome: Outcome,
    pub items: Vec<Item>,
    pub notices: Vec<Notice>,
    pub feed: Option<Feed>,
}

/// What the readers of one file share.
pub(crate) struct Source<'a> {
    pub dialect: &'static Dialect,
    pub zone: Option<chrono_tz::Tz>,
    pub context: &'a Context,
    pub notices: Vec<Notice>,
}

impl<'a> Source<'a> {
    pub fn new(dialect: &'static Dialect, context: &'a Context) -> Source<'a> {
        Source { dialect, zone: context.zone, context, notices: Vec::new() }
    }

    pub fn notice(&mut self, notice: Notice) {
        if self.notices.len() < NOTICES_MAX {
            self.notices.push(notice);
        }
    }

    /// The time that a field states. One that cannot be read is reported, not guessed.
    pub fn moment(&mut self, field: &str, written: &str) -> Option<Moment> {
        let found = time::read(written).map(|moment| moment.in_zone(self.zone));
        if found.is_none() && !written.trim().is_empty() {
            let short: String = written.trim().chars().take(40).collect();
            self.notice(Notice::at(field, format!("{short:?} is no time")));
        }
        found
    }
}
