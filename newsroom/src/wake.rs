//! Who waits for news of the publication log is woken here.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tokio::sync::Notify;

/// The newest number heard of, and those who wait for a newer one. Clones share both.
#[derive(Debug, Clone, Default)]
pub struct Wake(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    heard: AtomicI64,
    news: Notify,
}

impl Wake {
    /// The newest number heard of.
    pub fn heard(&self) -> i64 {
        self.0.heard.load(Ordering::Acquire)
    }

    /// Word of number `seq`; an older one than known wakes nobody.
    pub fn hear(&self, seq: i64) {
        if self.0.heard.fetch_max(seq, Ordering::AcqRel) < seq {
            self.0.news.notify_waiters();
        }
    }

    /// Resolves when a number beyond `seq` has been heard of.
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
}
