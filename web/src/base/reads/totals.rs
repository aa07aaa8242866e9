//! Read counts as shown to readers: those in the database plus those that this node has not written yet.

use std::time::Duration;

use newsroom::{Newsroom, PublicId, Timestamp};

use super::counter::Counter;
use super::packed::packed;

/// How long a request waits for a flush to end. After that a number may be off by one batch for ten seconds.
const WAIT_FOR_FLUSH: Duration = Duration::from_millis(200);

impl Counter {
    /// The read counts of those of `stories` that readers may see. If the database fails, returns the last known ones.
    pub async fn read_counts(
        &self,
        newsroom: &Newsroom,
        stories: &[PublicId],
        now: Timestamp,
    ) -> newsroom::Result<Vec<(PublicId, i64)>> {
        let numbers = &self.0.totals;
        let _still = tokio::time::timeout(WAIT_FOR_FLUSH, numbers.moving.read()).await;
        let stale = numbers.stale(stories, now);
        if !stale.is_empty() {
            match newsroom::read_counts(newsroom.reads(), &stale).await {
                Ok(found) => numbers.store(&stale, &found, now),
                Err(error) if stale.iter().any(|story| numbers.total(packed(story)).is_none()) => return Err(error),
                Err(error) => tracing::warn!(%error, "read counts could not be read; the last known ones are shown"),
            }
        }
        let number = |story: &PublicId| {
            let total = numbers.total(packed(story))?;
            let unwritten = i64::try_from(self.unwritten(packed(story))).unwrap_or(i64::MAX);
            Some((story.clone(), total.saturating_add(unwritten)))
        };
        Ok(stories.iter().filter_map(number).collect())
    }
}
