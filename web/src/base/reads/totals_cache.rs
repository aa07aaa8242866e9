//! A cache of total read counts, valid for ten seconds. Every flush of this node is added to it, so the number shown to
//! a reader never decreases.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use newsroom::{PublicId, Timestamp};
use tokio::sync::{RwLock, RwLockWriteGuard};

use super::packed::packed;

/// Microseconds after which a total is read again from the database.
const FRESH_MICROS: i64 = 10 * 1_000_000;
/// Maximum number of cached totals: about 32 bytes each.
const TOTALS_MAX: usize = 50_000;

/// Cached totals by story.
#[derive(Default)]
pub struct TotalsCache {
    totals: Mutex<HashMap<u64, Total>>,
    /// Held by a flush while it changes the totals in the database.
    pub(super) moving: RwLock<()>,
}

#[derive(Clone, Copy)]
struct Total {
    /// `None` if there is no live story with this id.
    reads: Option<i64>,
    read_at: i64,
}

impl TotalsCache {
    /// Prevents totals from being read during a flush.
    pub async fn lock_for_flush(&self) -> RwLockWriteGuard<'_, ()> {
        self.moving.write().await
    }

    /// Adds a batch that was written.
    pub fn add_batch(&self, live: &[PublicId], batch: &HashMap<u64, u64>) {
        let mut totals = self.lock();
        for story in live.iter().map(packed) {
            let written = batch.get(&story).and_then(|reads| i64::try_from(*reads).ok()).unwrap_or_default();
            if let Some(reads) = totals.get_mut(&story).and_then(|total| total.reads.as_mut()) {
                *reads += written;
            }
        }
    }

    /// Those of `stories` whose total is not cached or too old.
    pub(super) fn stale(&self, stories: &[PublicId], now: Timestamp) -> Vec<PublicId> {
        let totals = self.lock();
        let is_fresh = |story: &&PublicId| {
            totals.get(&packed(story)).is_some_and(|total| (now.0 - total.read_at).abs() < FRESH_MICROS)
        };
        stories.iter().filter(|story| !is_fresh(story)).cloned().collect()
    }

    pub(super) fn store(&self, asked: &[PublicId], found: &[(PublicId, i64)], now: Timestamp) {
        let mut totals = self.lock();
        if totals.len() + asked.len() > TOTALS_MAX {
            totals.clear();
        }
        totals.extend(asked.iter().map(|story| (packed(story), Total { reads: None, read_at: now.0 })));
        totals.extend(found.iter().map(|(story, n)| (packed(story), Total { reads: Some(*n), read_at: now.0 })));
    }

    pub(super) fn total(&self, story: u64) -> Option<i64> {
        self.lock().get(&story)?.reads
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Total>> {
        self.totals.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
