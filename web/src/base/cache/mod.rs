//! The page cache.
//!
//! A page is the same for every reader, so it is rendered once and then served from memory until something on it
//! changes. Each page records what it was made from ([`newsroom::Sight`]), and the publication log records what has
//! changed. [`PageCache::invalidate`] compares the two and invalidates exactly the pages that a line affects. What all
//! pages share has a generation number instead: when the frame or the theme changes, every page is stale.
//!
//! A page that was rendered while something changed is checked against those changes before it is stored. A page from
//! before a change can therefore never be cached after it.
//!
//! A page that became stale is kept, and is served if the database does not respond (RFC 5861). A page that shows a
//! withdrawn story is removed at once.

mod encoding;
pub mod key;
mod page;
mod sendfile;
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
pub use page::{Page, Representation};
pub use sendfile::{FileLimits, ResponseFile, SendfileBody};
pub use surrogate::surrogate_keys;

/// Default size of the cache in bytes.
pub const PAGES_BYTES: u64 = 64 << 20;
/// Largest body that is cached, in bytes. Pictures sized for screens fit, originals do not.
pub const PAGE_BYTES_MAX: usize = 1 << 20;
/// One eighth of the cache is reserved for files sent with `sendfile`.
const SENDFILE_PART: u64 = 8;
/// Number of log lines remembered for pages that are being rendered.
const RECENT_LINES: usize = 4_096;
/// Expected weight of a page in bytes. Determines the initial size of the tables.
const TYPICAL_WEIGHT: u64 = 24_000;

/// What a handler reports about a response that may be cached.
#[derive(Debug, Clone, Default)]
pub struct CacheHint {
    /// The canonical address of the page, path and query. A response to a request with another address is not cached.
    pub path: String,
    /// What it was made from.
    pub sights: Vec<Sight>,
    /// The time at which it becomes stale by itself.
    pub until: Option<Timestamp>,
    /// The generation in which rendering began.
    pub generation: u64,
    /// The rankings it shows. The page becomes stale when one of them changes.
    pub rankings: Vec<RankingSeen>,
}

/// The page cache.
pub struct PageCache {
    pages: Cache<Arc<str>, Arc<Page>, Weight>,
    file_limits: FileLimits,
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

/// The last log lines that were applied.
#[derive(Default)]
struct Recent {
    lines: VecDeque<LogRow>,
    /// Every line up to this number has been applied. Lines that are no longer in `lines` are older than those that
    /// are.
    seq: i64,
}

/// Figures of the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CacheStats {
    /// Responses served from memory.
    pub hits: u64,
    /// Pages rendered.
    pub misses: u64,
    /// Pages invalidated by a change.
    pub evictions: u64,
    /// Pages in memory.
    pub pages: u64,
    /// Size of these pages in bytes.
    pub bytes: u64,
    /// Maximum size in bytes.
    pub bytes_max: u64,
}

impl PageCache {
    /// A cache of at most `bytes_max` bytes, with files for `sendfile` in `folder`.
    pub fn new(bytes_max: u64, folder: &Path) -> Self {
        let expected = usize::try_from(bytes_max / TYPICAL_WEIGHT).unwrap_or(usize::MAX).max(64);
        let sendfile_body = bytes_max / SENDFILE_PART;
        Self {
            pages: Cache::with_weighter(expected, bytes_max - sendfile_body, Weight),
            file_limits: FileLimits::new(sendfile_body, folder),
            recent: Mutex::default(),
            bytes_max,
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
            evictions: AtomicU64::new(0),
        }
    }

    /// The page with this key, if it is fresh.
    pub fn fresh(&self, key: &str, now: Timestamp, generation: u64) -> Option<Arc<Page>> {
        self.pages.get(key).filter(|page| page.is_fresh(now, generation))
    }

    /// The page with this key, even if it is stale.
    pub fn last(&self, key: &str) -> Option<Arc<Page>> {
        self.pages.get(key)
    }

    /// Stores a page whose rendering began after line `began` was applied. Returns false, and stores nothing, if
    /// something it shows has changed since.
    pub fn store(&self, key: &str, page: Arc<Page>, began: i64) -> bool {
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

    /// Invalidates the pages that the next `lines` of the log affect.
    pub fn invalidate(&self, lines: &[LogRow]) {
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
            page.mark_stale();
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

    /// Starts again after line `seq` with an empty cache.
    pub fn begin(&self, seq: i64) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        self.pages.clear();
        recent.lines.clear();
        recent.seq = seq;
    }

    /// The limits of files for `sendfile`.
    pub fn file_limits(&self) -> &FileLimits {
        &self.file_limits
    }

    /// Counts a response served from memory.
    pub fn count_hit(&self) {
        self.hits.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a page that was rendered.
    pub fn count_miss(&self) {
        self.misses.fetch_add(1, Ordering::Relaxed);
    }

    /// Figures of the cache.
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
