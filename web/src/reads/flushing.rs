//! From memory into the database: once a second, at the stop, and again after a failure.
//!
//! Counts leave in numbered batches. A batch that failed stays as it is and is sent again under its number until the
//! database has said that it took it, so a commit whose answer was lost is not added twice.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use newsroom::{Batch, Newsroom, PublicId, Timestamp};
use tokio::time::MissedTickBehavior;

use super::{Counter, KNOWN_MAX, packed, unpacked};
use crate::site::Site;

/// Stories in one batch: 40 rounds of statements, so that no flush holds other writers up for long.
const BATCH_STORIES_MAX: usize = 20_000;
/// Seconds between two clearances of the ranking.
const CLEAR_EVERY_SECONDS: i64 = 3_600;
/// How often the last flush is tried when the process stops.
const LAST_TRIES: u32 = 5;
/// `last_flush` before the first.
const NEVER: i64 = i64::MIN;

/// What is on its way to the database.
pub struct Outbox {
    node: String,
    sending: tokio::sync::Mutex<Sending>,
    /// The batch that is being sent, by story, for those who ask how much is not written yet.
    under_way: Mutex<HashMap<u64, u64>>,
    last_flush: AtomicI64,
}

#[derive(Default)]
struct Sending {
    number: i64,
    batch: Vec<(PublicId, u64)>,
}

impl Outbox {
    /// An empty one, for a node of this name.
    pub fn of(node: String) -> Self {
        Self {
            node,
            sending: tokio::sync::Mutex::default(),
            under_way: Mutex::default(),
            last_flush: AtomicI64::new(NEVER),
        }
    }

    /// Reads in the batch that is being sent.
    pub fn under_way(&self) -> u64 {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }

    /// When everything was last written.
    pub fn last_flush(&self) -> Option<Timestamp> {
        Some(self.last_flush.load(Ordering::Relaxed)).filter(|at| *at != NEVER).map(Timestamp)
    }
}

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

/// Flushes for as long as it is polled, and clears the ranking now and then. A failure is reported once, until it is
/// over.
pub async fn keep_flushing(site: Site) {
    let mut ticks = tokio::time::interval(site.config().reads.flush_every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut cleared: Option<Timestamp> = None;
    let mut is_failing = false;
    loop {
        ticks.tick().await;
        let now = site.now();
        match site.reads().flush(site.newsroom(), now).await {
            Ok(_) if is_failing => {
                is_failing = false;
                tracing::info!("reads are written again");
            }
            Ok(_) => {}
            Err(error) if !is_failing => {
                is_failing = true;
                tracing::error!(%error, "reads cannot be written; they are kept in memory and tried again");
            }
            Err(_) => {}
        }
        if cleared.is_none_or(|at| at.plus_seconds(CLEAR_EVERY_SECONDS) <= now) {
            cleared = Some(now);
            if let Err(error) = site.newsroom().write(now, async |tx| newsroom::drop_faded(tx).await).await {
                tracing::warn!(%error, "the ranking of the most read could not be cleared; tried again in an hour");
            }
        }
    }
}
