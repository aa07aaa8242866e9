//! What is read most, ranked once a minute for each language and section that somebody asks for.
//!
//! A ranking holds ids only: headline, address and whether readers may see a story at all are read when a page is made
//! ([`newsroom::ranked_heads`]), so that a ranking of a minute ago shows no headline of a minute ago. Whoever keeps a page
//! keeps what it has seen of a ranking ([`RankingSeen`]), which is its beginning, and learns without waiting whether
//! that still holds: places that no page shows may change as they like.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arabic::Language;
use arc_swap::ArcSwapOption;
use newsroom::{CardHead, Newsroom, Span, Timestamp};

/// A ranking is read again after this time, in microseconds: one minute (DECISIONS.md, «Pages and their cache»).
const FRESH_MICROS: i64 = 60 * 1_000_000;
/// The background reads rankings again a little earlier, so that pages in memory do not wait for it.
const RENEW_MICROS: i64 = 45 * 1_000_000;
/// A ranking nobody has asked for in this time is left alone: ten minutes.
const FORGOTTEN_MICROS: i64 = 600 * 1_000_000;
/// Stories in a ranking: four times what any page shows, for those that are withdrawn or hidden meanwhile.
const RANKED: usize = 40;
/// Days that a paper's imported counts are ranked back, where too little was read here.
const TOTALS_DAYS: i64 = 7;

/// Which list of the most read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Board {
    /// Of the last hour.
    Hour,
    /// Of the last 24 hours.
    Day,
    /// Of the last 7 days.
    Week,
    /// As beside pages: of the last day, filled up from the week, then from the total counts of the week's stories, so
    /// that the list of a paper imported this morning is not empty.
    Lately,
}

/// Language, section (or all of them), and which list.
pub type Place = (Language, Option<i64>, Board);

/// A ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Grows by one whenever `ids` changes; from 1.
    pub generation: u64,
    /// Inner ids of stories, most read first.
    pub ids: Vec<i64>,
}

/// What a page has seen of a ranking.
#[derive(Debug, Clone)]
pub struct RankingSeen {
    place: Place,
    /// Places of the ranking.
    looked_at: usize,
    beginning: Arc<[i64]>,
    slot: Arc<Slot>,
}

impl RankingSeen {
    /// Which ranking.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Whether the order is still the one that was seen, as far as is known at `now`; a ranking nobody has looked after
    /// for a minute holds no longer.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.slot.ask(now);
        let is_same = |ids: &[i64]| ids.iter().take(self.looked_at).eq(self.beginning.iter());
        self.slot.age(now) < FRESH_MICROS && self.slot.kept.load().as_ref().is_some_and(|kept| is_same(&kept.ids))
    }
}

/// One ranking, to be had without waiting; whoever reads it again holds the lock, and the others wait for that.
#[derive(Debug, Default)]
struct Slot {
    kept: ArcSwapOption<Ranking>,
    read_at: AtomicI64,
    asked_at: AtomicI64,
    reading: tokio::sync::Mutex<()>,
}

impl Slot {
    fn age(&self, now: Timestamp) -> i64 {
        (now.0 - self.read_at.load(Ordering::Acquire)).abs()
    }

    /// Somebody asks. Written seldom, since all cores read it often.
    fn ask(&self, now: Timestamp) {
        if (now.0 - self.asked_at.load(Ordering::Relaxed)).abs() > FORGOTTEN_MICROS / 10 {
            self.asked_at.store(now.0, Ordering::Relaxed);
        }
    }
}

/// The rankings in memory.
#[derive(Default)]
pub struct MostRead(Mutex<HashMap<Place, Arc<Slot>>>);

impl MostRead {
    /// The ranking of a place as of the last minute. Where the database is away, the last one known.
    pub async fn ranking(&self, newsroom: &Newsroom, place: Place, now: Timestamp) -> newsroom::Result<Arc<Ranking>> {
        let slot = self.slot(place);
        slot.ask(now);
        slot.ranking(newsroom, place, now, FRESH_MICROS).await
    }

    /// What somebody has seen of the `ranking` of a place who looked for `limit` stories and found these. Where fewer
    /// than asked for were found, all of it.
    pub fn seen(&self, place: Place, ranking: &Ranking, found: &[CardHead], limit: usize) -> RankingSeen {
        let last = found.last().and_then(|head| ranking.ids.iter().position(|id| *id == head.id));
        let looked_at = match last {
            Some(last) if found.len() >= limit => last + 1,
            _ => RANKED,
        };
        let beginning = ranking.ids.iter().copied().take(looked_at).collect();
        RankingSeen { place, looked_at, beginning, slot: self.slot(place) }
    }

    /// Every ranking is read again when somebody asks for it.
    pub fn let_go(&self) {
        for slot in self.0.lock().unwrap_or_else(PoisonError::into_inner).values() {
            slot.read_at.store(0, Ordering::Release);
        }
    }

    fn slot(&self, place: Place) -> Arc<Slot> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(place).or_default().clone()
    }

    /// Reads again what is asked for and will soon be too old.
    pub async fn renew(&self, newsroom: &Newsroom, now: Timestamp) -> newsroom::Result<()> {
        let slots: Vec<(Place, Arc<Slot>)> = {
            let slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            slots.iter().map(|(place, slot)| (*place, slot.clone())).collect()
        };
        for (place, slot) in slots {
            if now.0 - slot.asked_at.load(Ordering::Relaxed) < FORGOTTEN_MICROS {
                slot.ranking(newsroom, place, now, RENEW_MICROS).await?;
            }
        }
        Ok(())
    }
}

impl Slot {
    /// The ranking, read again where it is `too_old`, in microseconds.
    async fn ranking(
        &self,
        newsroom: &Newsroom,
        place: Place,
        now: Timestamp,
        too_old: i64,
    ) -> newsroom::Result<Arc<Ranking>> {
        let _alone = self.reading.lock().await;
        let before = self.kept.load_full();
        if let Some(before) = &before
            && self.age(now) < too_old
        {
            return Ok(before.clone());
        }
        let ranking = match (read(newsroom, place, now).await, before) {
            (Ok(ids), Some(before)) if ids == before.ids => before,
            (Ok(ids), before) => {
                let generation = before.map_or(1, |before| before.generation + 1);
                Arc::new(Ranking { generation, ids })
            }
            (Err(error), Some(before)) => {
                tracing::warn!(%error, "the most read could not be ranked; the last ranking stands");
                return Ok(before);
            }
            (Err(error), None) => return Err(error),
        };
        self.kept.store(Some(ranking.clone()));
        self.read_at.store(now.0, Ordering::Release);
        Ok(ranking)
    }
}

async fn read(newsroom: &Newsroom, (language, section, board): Place, now: Timestamp) -> newsroom::Result<Vec<i64>> {
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
