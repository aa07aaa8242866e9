//! Finished pages in memory.
//!
//! A page is the same for every reader, so the first reader's page is everyone's until something it shows changes. Each
//! page knows what it has seen ([`newsroom::Sight`]); the publication log says what has changed; [`PageCache::apply`]
//! brings the two together and lets go of exactly the pages that a line alters. What all pages share has a generation
//! number instead: when frame or theme change, every page is of yesterday.
//!
//! A page that was being made while something changed is checked against those changes before it is kept, so an old
//! page never slips in behind a new line of the log.
//!
//! A changed page stays as the last good one, for the hour in which the database does not answer (RFC 5861); a page
//! that shows a withdrawn story goes at once and for good.

mod encoding;
pub mod key;
mod lent;
mod page;
mod surrogate;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use newsroom::{LogRow, Sight, Timestamp};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::base::most_read::RankingSeen;

pub use encoding::Encoding;
pub use lent::{Answer, Lent, Shelf};
pub use page::{Form, Page};
pub use surrogate::surrogate_keys;

/// Bytes of pages kept where nothing is said.
pub const PAGES_BYTES: u64 = 64 << 20;
/// Bytes of an answer that is kept at most: a picture for a screen fits, an original does not.
pub const PAGE_BYTES_MAX: usize = 1 << 20;
/// The part of all bytes that large pages may have once more, in files the system sends by itself.
const LENT_PART: u64 = 8;
/// Lines of the log remembered for pages that are being made.
const RECENT_LINES: usize = 4_096;
/// A page expected to weigh so much, for the size of the tables.
const TYPICAL_WEIGHT: u64 = 24_000;

/// What a handler says of an answer that may be kept.
#[derive(Debug, Clone, Default)]
pub struct Keep {
    /// The one address of the page, path and query: what was asked under another name is answered and not kept.
    pub path: String,
    /// What it has seen.
    pub sights: Vec<Sight>,
    /// It is no longer true from this instant on.
    pub until: Option<Timestamp>,
    /// The generation in which it was begun.
    pub generation: u64,
    /// The rankings it shows: when one of them changes, the page does.
    pub rankings: Vec<RankingSeen>,
}

/// The pages in memory.
pub struct PageCache {
    pages: Cache<Arc<str>, Arc<Page>, Weight>,
    shelf: Shelf,
    recent: Mutex<Recent>,
    bytes_max: u64,
    hits: AtomicU64,
    misses: AtomicU64,
    evictions: AtomicU64,
}

#[derive(Clone)]
struct Weight;

impl Weighter<Arc<str>, Arc<Page>> for Weight {
    fn weight(&self, key: &Arc<str>, page: &Arc<Page>) -> u64 {
        key.len() as u64 + page.weight()
    }
}

/// The last lines of the log that were applied.
#[derive(Default)]
struct Recent {
    lines: VecDeque<LogRow>,
    /// Everything up to this number has been applied, and what is not in `lines` any more is older than all of them.
    seq: i64,
}

/// What the cache is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CacheStats {
    /// Answers from memory.
    pub hits: u64,
    /// Pages made.
    pub misses: u64,
    /// Pages let go because of a change.
    pub evictions: u64,
    /// Pages in memory.
    pub pages: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Bytes allowed.
    pub bytes_max: u64,
}

impl PageCache {
    /// A cache of at most `bytes_max` bytes, which may lend answers from files in `folder`.
    pub fn new(bytes_max: u64, folder: &Path) -> Self {
        let expected = usize::try_from(bytes_max / TYPICAL_WEIGHT).unwrap_or(usize::MAX).max(64);
        let lent = bytes_max / LENT_PART;
        Self {
            pages: Cache::with_weighter(expected, bytes_max - lent, Weight),
            shelf: Shelf::new(lent, folder),
            recent: Mutex::default(),
            bytes_max,
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
            evictions: AtomicU64::new(0),
        }
    }

    /// The page called `key`, if it is fresh.
    pub fn fresh(&self, key: &str, now: Timestamp, generation: u64) -> Option<Arc<Page>> {
        self.pages.get(key).filter(|page| page.is_fresh(now, generation))
    }

    /// The page called `key` as it last was, however old.
    pub fn last(&self, key: &str) -> Option<Arc<Page>> {
        self.pages.get(key)
    }

    /// Keeps a page that was begun when everything up to line `began` was applied, unless something it shows has
    /// changed since.
    pub fn keep(&self, key: &str, page: Arc<Page>, began: i64) -> bool {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let remembered = recent.seq - i64::try_from(recent.lines.len()).unwrap_or(i64::MAX);
        let altered = || {
            let since = recent.lines.iter().rev().take_while(|line| line.seq > began);
            since.into_iter().any(|line| page.sights.iter().any(|sight| line.event.alters(sight)))
        };
        if began < remembered || altered() {
            return false;
        }
        self.pages.insert(Arc::from(key), page);
        true
    }

    /// Brings the pages up to date with the next `lines` of the log.
    pub fn take_in(&self, lines: &[LogRow]) {
        let Some(last) = lines.last().map(|line| line.seq) else { return };
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let mut gone = Vec::new();
        for (key, page) in self.pages.iter() {
            let mut altering =
                lines.iter().filter(|line| page.sights.iter().any(|sight| line.event.alters(sight))).peekable();
            if altering.peek().is_none() {
                continue;
            }
            self.evictions.fetch_add(1, Ordering::Relaxed);
            page.grow_stale();
            if altering.any(|line| line.event.takes_a_story_off()) {
                gone.push(key);
            }
        }
        for key in gone {
            self.pages.remove(&*key);
        }
        recent.lines.extend(lines.iter().cloned());
        let surplus = recent.lines.len().saturating_sub(RECENT_LINES);
        recent.lines.drain(..surplus);
        recent.seq = last;
    }

    /// Begins after line `seq`: nothing is kept from before.
    pub fn begin(&self, seq: i64) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        self.pages.clear();
        recent.lines.clear();
        recent.seq = seq;
    }

    /// The room for large pages' files.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// An answer came from memory.
    pub fn count_hit(&self) {
        self.hits.fetch_add(1, Ordering::Relaxed);
    }

    /// A page was made.
    pub fn count_miss(&self) {
        self.misses.fetch_add(1, Ordering::Relaxed);
    }

    /// What the cache is doing.
    pub fn stats(&self) -> CacheStats {
        CacheStats {
            hits: self.hits.load(Ordering::Relaxed),
            misses: self.misses.load(Ordering::Relaxed),
            evictions: self.evictions.load(Ordering::Relaxed),
            pages: self.pages.len() as u64,
            bytes: self.pages.weight(),
            bytes_max: self.bytes_max,
        }
    }
}
