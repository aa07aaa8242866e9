//! `GET /reads?ids=a,b,c&lang=ar`: the numbers of a page as they are now, in one small answer.
//!
//! Totals are kept for ten seconds and grow with every flush of this node, so that the number a reader sees never goes
//! back; what this node has counted since stands on top.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::header;
use newsroom::{Newsroom, PublicId, Timestamp};
use serde::{Deserialize, Serialize};
use tokio::sync::{RwLock, RwLockWriteGuard};

use super::{Counter, packed};
use crate::problem::Problem;
use crate::site::Site;

/// Ids in one question; a page shows fewer. Further ones are not answered.
const IDS_MAX: usize = 60;
/// A total is asked of the database again after this time, in microseconds.
const FRESH_MICROS: i64 = 10 * 1_000_000;
/// How long browsers and caches keep the answer.
const CACHE: &str = "public, max-age=10";
/// Totals kept: about 32 bytes each.
const TOTALS_MAX: usize = 50_000;
/// How long a question waits for a flush to end. After that a number may be off by one batch for ten seconds.
const WAIT_FOR_FLUSH: Duration = Duration::from_millis(200);

/// Totals by story.
#[derive(Default)]
pub struct Numbers {
    totals: Mutex<HashMap<u64, Total>>,
    /// Held by a flush while the database moves from one number to the next.
    moving: RwLock<()>,
}

#[derive(Clone, Copy)]
struct Total {
    /// `None` where there is no live story.
    reads: Option<i64>,
    read_at: i64,
}

impl Numbers {
    /// Keeps totals from being read while a flush is under way.
    pub async fn hold(&self) -> RwLockWriteGuard<'_, ()> {
        self.moving.write().await
    }

    /// Adds a batch that was written.
    pub fn grow(&self, live: &[PublicId], batch: &HashMap<u64, u64>) {
        let mut totals = self.lock();
        for story in live.iter().map(packed) {
            let written = batch.get(&story).and_then(|reads| i64::try_from(*reads).ok()).unwrap_or_default();
            if let Some(reads) = totals.get_mut(&story).and_then(|total| total.reads.as_mut()) {
                *reads += written;
            }
        }
    }

    /// Those of `stories` whose total is not known or too old.
    fn stale(&self, stories: &[PublicId], now: Timestamp) -> Vec<PublicId> {
        let totals = self.lock();
        let is_fresh = |story: &&PublicId| {
            totals.get(&packed(story)).is_some_and(|total| (now.0 - total.read_at).abs() < FRESH_MICROS)
        };
        stories.iter().filter(|story| !is_fresh(story)).cloned().collect()
    }

    fn keep(&self, asked: &[PublicId], found: &[(PublicId, i64)], now: Timestamp) {
        let mut totals = self.lock();
        if totals.len() + asked.len() > TOTALS_MAX {
            totals.clear();
        }
        totals.extend(asked.iter().map(|story| (packed(story), Total { reads: None, read_at: now.0 })));
        totals.extend(found.iter().map(|(story, n)| (packed(story), Total { reads: Some(*n), read_at: now.0 })));
    }

    fn total(&self, story: u64) -> Option<i64> {
        self.lock().get(&story)?.reads
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Total>> {
        self.totals.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counter {
    /// The numbers of those of `stories` that readers may see. Where the database is away the last known ones stand.
    pub async fn numbers(
        &self,
        newsroom: &Newsroom,
        stories: &[PublicId],
        now: Timestamp,
    ) -> newsroom::Result<Vec<(PublicId, i64)>> {
        let numbers = &self.0.numbers;
        let _still = tokio::time::timeout(WAIT_FOR_FLUSH, numbers.moving.read()).await;
        let stale = numbers.stale(stories, now);
        if !stale.is_empty() {
            match newsroom::read_counts(newsroom.reads(), &stale).await {
                Ok(found) => numbers.keep(&stale, &found, now),
                Err(error) if stale.iter().any(|story| numbers.total(packed(story)).is_none()) => return Err(error),
                Err(error) => tracing::warn!(%error, "reads could not be looked up; the last known ones are shown"),
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

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    ids: String,
    /// BCP 47 tag of the words; Arabic where it is none of ours.
    #[serde(default)]
    lang: String,
}

/// One number, and the words that stand for it in the page's language.
#[derive(Debug, Serialize)]
struct Number {
    n: i64,
    words: String,
}

/// `GET /reads?ids=a,b,c&lang=ar`
pub async fn show(State(site): State<Site>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let ids = asked.ids.split(',').filter_map(|id| id.parse().ok()).take(IDS_MAX).collect::<Vec<PublicId>>();
    let numbers = site.reads().numbers(site.newsroom(), &ids, site.now()).await?;
    let language = asked.lang.parse().unwrap_or_else(|_| site.last_frame().primary());
    let words = site.words(language);
    let answer: BTreeMap<String, Number> =
        numbers.into_iter().map(|(id, n)| (id.to_string(), Number { n, words: words.counted("reads", n) })).collect();
    let json = serde_json::to_string(&answer).map_err(|error| {
        tracing::error!(%error, "numbers could not be written");
        Problem::Internal
    })?;
    Ok(([(header::CACHE_CONTROL, CACHE), (header::CONTENT_TYPE, "application/json")], json).into_response())
}
