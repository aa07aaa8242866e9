//! What is read most, ranked once a minute for each language and section that somebody asks for.
//!
//! A ranking holds ids only: headline, address and whether readers may see a story at all are read when a page is made
//! ([`newsroom::ranked_cards`]), so that a ranking of a minute ago shows no headline of a minute ago. Its generation
//! changes when the order does, and tells whoever keeps pages whether one of them is out of date.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use arabic::Language;
use newsroom::{Newsroom, Span, Timestamp};

/// A ranking is read again after this time, in microseconds: one minute (DECISIONS.md, «Pages and their cache»).
const FRESH_MICROS: i64 = 60 * 1_000_000;
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

/// The rankings in memory.
#[derive(Default)]
pub struct MostRead(Mutex<HashMap<Place, Arc<Slot>>>);

/// One ranking with the time it was read; whoever reads it again holds the lock, and the others wait for that.
#[derive(Default)]
struct Slot(tokio::sync::Mutex<Option<(Arc<Ranking>, Timestamp)>>);

impl MostRead {
    /// The ranking of a place as of the last minute. Where the database is away, the last one known.
    pub async fn ranking(
        &self,
        newsroom: &Newsroom,
        place: Place,
        now: Timestamp,
    ) -> newsroom::Result<Arc<Ranking>> {
        let slot = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(place).or_default().clone();
        let mut kept = slot.0.lock().await;
        if let Some((ranking, at)) = kept.as_ref()
            && (now.0 - at.0).abs() < FRESH_MICROS
        {
            return Ok(ranking.clone());
        }
        let before = kept.as_ref().map(|(ranking, _)| ranking.clone());
        let ranking = match (read(newsroom, place, now).await, before) {
            (Ok(ids), Some(before)) if ids == before.ids => before,
            (Ok(ids), before) => {
                Arc::new(Ranking { generation: before.map_or(1, |before| before.generation + 1), ids })
            }
            (Err(error), Some(before)) => {
                tracing::warn!(%error, "the most read could not be ranked; the last ranking stands");
                return Ok(before);
            }
            (Err(error), None) => return Err(error),
        };
        *kept = Some((ranking.clone(), now));
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
