//! What comes due, of whatever kind: stories first, then the pages that may show them.

use store::clock::Timestamp;
use store::source::Source;

use crate::base::error::Result;
use crate::base::newsroom::Newsroom;
use crate::front;
use crate::stories::timed_moves;
use crate::stories::timers::{self, DueReport};

/// When the next timer or arrangement of a page is due; `None` where nothing waits.
pub async fn next_due(db: &impl Source) -> Result<Option<Timestamp>> {
    let timer = timers::next_due(db).await?;
    Ok(timer.into_iter().chain(front::next_due(db).await?).min())
}

/// Does what is due at `now`, in the order of its times. Safe to run on several nodes and to run again.
pub async fn run_due(newsroom: &Newsroom, now: Timestamp) -> Result<DueReport> {
    let mut report = DueReport::default();
    timed_moves::run_due(newsroom, now, &mut report).await?;
    front::run_due(newsroom, now, &mut report).await?;
    Ok(report)
}

/// Turns wall times into instants anew, for timers, embargoes and arrangements; says how many moved.
pub async fn recompute_walls(newsroom: &Newsroom, now: Timestamp) -> Result<usize> {
    newsroom.write(now, async |tx| Ok(timers::recompute(tx).await? + front::recompute(tx).await?)).await
}
