//! From memory into the database: once a second, at the stop, and again after a failure.
//!
//! Counts leave in numbered batches. A batch that failed stays as it is and is sent again under its number until the
//! database has said that it took it, so a commit whose answer was lost is not added twice.

use std::collections::HashMap;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use newsroom::{Batch, Newsroom, Timestamp};

use super::counter::{Counter, KNOWN_MAX};
use super::packed::{packed, unpacked};

/// Stories in one batch: 40 rounds of statements, so that no flush holds other writers up for long.
const BATCH_STORIES_MAX: usize = 20_000;
/// How often the last flush is tried when the process stops.
const LAST_TRIES: u32 = 5;

impl Counter {
    /// Writes what was counted, at most [`BATCH_STORIES_MAX`] stories; returns how many reads were sent. On an error
    /// everything stays in memory for the next time.
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
        // Whoever looks up a number meanwhile would count this batch twice, or not at all.
        let numbers = self.0.numbers.hold().await;
        let live = newsroom.write(now, async |tx| newsroom::add_reads(tx, &batch, &sending.batch).await).await?;
        let mut under_way = outbox.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = under_way.values().sum();
        self.0.numbers.grow(&live, &under_way);
        under_way.clear();
        sending.batch.clear();
        outbox.last_flush.store(now.0, Ordering::Relaxed);
        drop(numbers);
        self.remember(live.iter().map(packed));
        Ok(sent)
    }

    /// The last flush of a process: as often as it takes, within reason.
    pub async fn finish(&self, newsroom: &Newsroom, now: Timestamp) {
        let mut failures = 0;
        while self.stats().pending > 0 && failures < LAST_TRIES {
            if let Err(error) = self.flush(newsroom, now).await {
                failures += 1;
                tracing::error!(%error, "reads could not be written before the stop");
            }
        }
    }

    /// Takes what waits out of the shards; it is under way from here on, never in neither place.
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

    /// Reads of `story` that are not written yet.
    pub(super) fn unwritten(&self, story: u64) -> u64 {
        let under_way = self.0.outbox.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = self.waiting_for(story).lock().get(&story).copied().unwrap_or_default();
        waiting + under_way.get(&story).copied().unwrap_or_default()
    }

    /// Remembers stories that exist.
    pub(super) fn remember(&self, stories: impl IntoIterator<Item = u64>) {
        let mut known = self.0.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        known.extend(stories);
    }
}
