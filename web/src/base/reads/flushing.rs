//! Flushing of counts to the database: about once a second, when the process stops, and again after a failure.
//!
//! Counts are sent in numbered batches. A failed batch is sent again, unchanged and under the same number, until the
//! database has confirmed it. A batch whose commit succeeded but was not confirmed is therefore not added twice.

use std::collections::HashMap;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use newsroom::{Batch, Newsroom, Timestamp};

use super::counter::{Counter, KNOWN_MAX};
use super::packed::{packed, unpacked};

/// Target number of stories in one batch: 40 rounds of statements, so that no flush delays other writers for long.
const BATCH_STORIES_MAX: usize = 20_000;
/// How often the last flush may fail before the process stops without it.
const LAST_TRIES: u32 = 5;

impl Counter {
    /// Writes counts to the database, about [`BATCH_STORIES_MAX`] stories at most. Returns the number of reads written.
    /// On an error everything stays in memory and is sent again by the next call.
    pub async fn flush(&self, newsroom: &Newsroom, now: Timestamp) -> newsroom::Result<u64> {
        let outbox = &self.0.outbox;
        let mut sending = outbox.sending.lock().await;
        if sending.batch.is_empty() {
            let waiting = self.take_waiting();
            sending.batch = waiting.into_iter().filter_map(|(story, reads)| Some((unpacked(story)?, reads))).collect();
            if sending.batch.is_empty() {
                outbox.last_flush.store(now.0, Ordering::Relaxed);
                return Ok(0);
            }
            sending.number += 1;
        }
        let batch = Batch { node: outbox.node.clone(), number: sending.number };
        // A total read during the write would count this batch twice or not at all.
        let numbers = self.0.totals.lock_for_flush().await;
        let live = newsroom.write(now, async |tx| newsroom::add_reads(tx, &batch, &sending.batch).await).await?;
        let mut under_way = outbox.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = under_way.values().sum();
        self.0.totals.add_batch(&live, &under_way);
        under_way.clear();
        sending.batch.clear();
        outbox.last_flush.store(now.0, Ordering::Relaxed);
        drop(numbers);
        self.remember(live.iter().map(packed));
        Ok(sent)
    }

    /// The last flush of a process: repeats until everything is written or it has failed too often.
    pub async fn finish(&self, newsroom: &Newsroom, now: Timestamp) {
        let mut failures = 0;
        while self.stats().pending > 0 && failures < LAST_TRIES {
            if let Err(error) = self.flush(newsroom, now).await {
                failures += 1;
                tracing::error!(%error, "reads could not be written before stopping");
            }
        }
    }

    /// Moves the waiting counts into the outbox. The lock makes sure that a count is always in one of the two.
    fn take_waiting(&self) -> HashMap<u64, u64> {
        let mut under_way = self.0.outbox.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        for waiting in &self.0.waiting {
            if under_way.len() >= BATCH_STORIES_MAX {
                break;
            }
            under_way.extend(std::mem::take(&mut *waiting.lock()));
        }
        under_way.clone()
    }

    /// Reads of `story` that are not in the database yet.
    pub(super) fn unwritten(&self, story: u64) -> u64 {
        let under_way = self.0.outbox.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = self.waiting_for(story).lock().get(&story).copied().unwrap_or_default();
        waiting + under_way.get(&story).copied().unwrap_or_default()
    }

    /// Remembers ids of stories that exist.
    pub(super) fn remember(&self, stories: impl IntoIterator<Item = u64>) {
        let mut known = self.0.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        known.extend(stories);
    }
}
