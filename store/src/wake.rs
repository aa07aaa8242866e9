//! Wakes waiting tasks: for a new line of the publication log, or for any change at all.
//!
//! A line has a number and is never missed. A *stir* says only that something may have changed. A task woken by a stir
//! asks again for what it needs, and may find nothing new.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use tokio::sync::Notify;

/// The newest line number, the count of stirs, and the waiting tasks. Clones share all of it.
#[derive(Debug, Clone, Default)]
pub struct Wake(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    heard: AtomicI64,
    news: Notify,
    stirs: AtomicU64,
    stirred: Notify,
}

impl Wake {
    /// The newest line number known.
    pub fn heard(&self) -> i64 {
        self.0.heard.load(Ordering::Acquire)
    }

    /// Announces line number `seq`; an older number than the known one wakes nobody.
    pub(crate) fn hear(&self, seq: i64) {
        if self.0.heard.fetch_max(seq, Ordering::AcqRel) < seq {
            self.0.news.notify_waiters();
        }
    }

    /// Returns when a line after `seq` is known.
    pub async fn beyond(&self, seq: i64) {
        loop {
            let news = self.0.news.notified();
            tokio::pin!(news);
            news.as_mut().enable();
            if self.heard() > seq {
                return;
            }
            news.await;
        }
    }

    /// Announces that something was written, here or in another process.
    pub(crate) fn stir(&self) {
        self.0.stirs.fetch_add(1, Ordering::AcqRel);
        self.0.stirred.notify_waiters();
    }

    /// The number of stirs so far.
    pub fn stirs(&self) -> u64 {
        self.0.stirs.load(Ordering::Acquire)
    }

    /// Returns when there were more than `seen` stirs.
    pub async fn stirred_beyond(&self, seen: u64) {
        loop {
            let stirred = self.0.stirred.notified();
            tokio::pin!(stirred);
            stirred.as_mut().enable();
            if self.stirs() > seen {
                return;
            }
            stirred.await;
        }
    }
}
