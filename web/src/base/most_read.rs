//! The most-read rankings. They are recomputed once a minute for each language and section that is requested.
//!
//! A ranking contains only ids. Headlines, addresses and visibility are read when a page is made
//! ([`newsroom::ranked_heads`]), so an old ranking never shows an old headline. A cached page keeps the part of the
//! ranking that it shows ([`RankingSeen`]), which can be compared with the current ranking without waiting. Changes
//! further down the ranking do not affect the page.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arabic::Language;
use arc_swap::ArcSwapOption;
use newsroom::{CardHead, Newsroom, Span, Timestamp};

/// Microseconds after which a ranking is read again: one minute (DECISIONS.md, «Pages and their cache»).
const FRESH_MICROS: i64 = 60 * 1_000_000;
/// Microseconds after which the background task reads a ranking again. Less than `FRESH_MICROS`, so that cached pages
/// rarely become stale first.
const RENEW_MICROS: i64 = 45 * 1_000_000;
/// Microseconds after which a ranking that nobody requests is no longer refreshed: ten minutes.
const FORGOTTEN_MICROS: i64 = 600 * 1_000_000;
/// Number of stories in a ranking: four times what a page shows, because some of them may be withdrawn or hidden.
const RANKED: usize = 40;
/// Days covered by the total read counts, which fill up a short ranking.
const TOTALS_DAYS: i64 = 7;

/// The period of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Board {
    /// The last hour.
    Hour,
    /// The last 24 hours.
    Day,
    /// The last 7 days.
    Week,
    /// The ranking shown beside pages: the last day, filled up with the last week, then with the total counts of the
    /// week's stories. The ranking of a newly imported paper is therefore not empty.
    Lately,
}

/// Identifies a ranking: language, section (`None` for all), and period.
pub type RankingKey = (Language, Option<i64>, Board);

/// A ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Starts at 1 and grows by one whenever `ids` changes.
    pub generation: u64,
    /// Internal ids of stories, most read first.
    pub ids: Vec<i64>,
}

/// The part of a ranking that a page shows.
#[derive(Debug, Clone)]
pub struct RankingSeen {
    key: RankingKey,
    /// Number of entries that the page depends on.
    looked_at: usize,
    beginning: Arc<[i64]>,
    slot: Arc<Slot>,
}

impl RankingSeen {
    /// Which ranking it is.
    pub fn key(&self) -> RankingKey {
        self.key
    }

    /// Whether these entries are still the same at `now`. False if the ranking was not refreshed for a minute.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.slot.record_request(now);
        let is_same = |ids: &[i64]| ids.iter().take(self.looked_at).eq(self.beginning.iter());
        self.slot.age(now) < FRESH_MICROS
            && self.slot.current.load().as_ref().is_some_and(|current| is_same(&current.ids))
    }
}

/// A cached ranking, readable without waiting. The task that refreshes it holds the lock, and other tasks wait for it.
#[derive(Debug, Default)]
struct Slot {
    current: ArcSwapOption<Ranking>,
    read_at: AtomicI64,
    requested_at: AtomicI64,
    reading: tokio::sync::Mutex<()>,
}

impl Slot {
    fn age(&self, now: Timestamp) -> i64 {
        (now.0 - self.read_at.load(Ordering::Acquire)).abs()
    }

    /// Records a request. Written rarely, because all cores read it often.
    fn record_request(&self, now: Timestamp) {
        if (now.0 - self.requested_at.load(Ordering::Relaxed)).abs() > FORGOTTEN_MICROS / 10 {
            self.requested_at.store(now.0, Ordering::Relaxed);
        }
    }
}

/// The rankings in memory.
#[derive(Default)]
pub struct MostRead(Mutex<HashMap<RankingKey, Arc<Slot>>>);

impl MostRead {
    /// The ranking, at most one minute old. If the database fails, returns the last known one.
    pub async fn ranking(
        &self,
        newsroom: &Newsroom,
        key: RankingKey,
        now: Timestamp,
    ) -> newsroom::Result<Arc<Ranking>> {
        let slot = self.slot(key);
        slot.record_request(now);
        slot.ranking(newsroom, key, now, FRESH_MICROS).await
    }

    /// What a page depends on that requested `limit` stories of `ranking` and got `found`. If it got fewer than
    /// `limit`, it depends on the whole ranking.
    pub fn seen(&self, key: RankingKey, ranking: &Ranking, found: &[CardHead], limit: usize) -> RankingSeen {
        let last = found.last().and_then(|head| ranking.ids.iter().position(|id| *id == head.id));
        let looked_at = match last {
            Some(last) if found.len() >= limit => last + 1,
            _ => RANKED,
        };
        let beginning = ranking.ids.iter().copied().take(looked_at).collect();
        RankingSeen { key, looked_at, beginning, slot: self.slot(key) }
    }

    /// Makes every ranking be read again on its next request.
    pub fn invalidate(&self) {
        for slot in self.0.lock().unwrap_or_else(PoisonError::into_inner).values() {
            slot.read_at.store(0, Ordering::Release);
        }
    }

    fn slot(&self, key: RankingKey) -> Arc<Slot> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().clone()
    }

    /// Refreshes the rankings that are in use and will soon be too old.
    pub async fn renew(&self, newsroom: &Newsroom, now: Timestamp) -> newsroom::Result<()> {
        let slots: Vec<(RankingKey, Arc<Slot>)> = {
            let slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            slots.iter().map(|(key, slot)| (*key, slot.clone())).collect()
        };
        for (key, slot) in slots {
            if now.0 - slot.requested_at.load(Ordering::Relaxed) < FORGOTTEN_MICROS {
                slot.ranking(newsroom, key, now, RENEW_MICROS).await?;
            }
        }
        Ok(())
    }
}

impl Slot {
    /// The ranking, refreshed if it is `too_old` (microseconds) or older.
    async fn ranking(
        &self,
        newsroom: &Newsroom,
        key: RankingKey,
        now: Timestamp,
        too_old: i64,
    ) -> newsroom::Result<Arc<Ranking>> {
        let _alone = self.reading.lock().await;
        let before = self.current.load_full();
        if let Some(before) = &before
            && self.age(now) < too_old
        {
            return Ok(before.clone());
        }
        let ranking = match (read(newsroom, key, now).await, before) {
            (Ok(ids), Some(before)) if ids == before.ids => before,
            (Ok(ids), before) => {
                let generation = before.map_or(1, |before| before.generation + 1);
                Arc::new(Ranking { generation, ids })
            }
            (Err(error), Some(before)) => {
                tracing::warn!(%error, "a ranking could not be read; the last one stays in use");
                return Ok(before);
            }
            (Err(error), None) => return Err(error),
        };
        self.current.store(Some(ranking.clone()));
        self.read_at.store(now.0, Ordering::Release);
        Ok(ranking)
    }
}

async fn read(
    newsroom: &Newsroom,
    (language, section, board): RankingKey,
    now: Timestamp,
) -> newsroom::Result<Vec<i64>> {
    let db = newsroom.reads();
    let within = async |span| newsroom::most_read_ids(db, language, section, span, now, RANKED as u64).await;
    let mut ids = match board {
        Board::Hour => return within(Span::Hour).await,
        Board::Day => return within(Span::Day).await,
        Board::Week => return within(Span::Week).await,
        Board::Lately => within(Span::Day).await?,
    };
    let mut fill = |more: Vec<i64>| {
        for id in more {
            if ids.len() < RANKED && !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.len() < RANKED
    };
    if fill(within(Span::Week).await?) {
        let since = now.plus_seconds(-TOTALS_DAYS * 86_400);
        fill(newsroom::total_read_ids(db, language, section, since, RANKED as u64).await?);
    }
    Ok(ids)
}
