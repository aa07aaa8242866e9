//! Reads the publication log line by line ([`store::log`]).

use store::clock::Timestamp;
use store::log;
use store::source::Source;

use crate::base::error::Result;
use crate::base::events::{Event, LogRow};
use crate::base::tx::Tx;

/// The number of the last line; 0 before the first.
pub async fn head(db: &impl Source) -> Result<i64> {
    Ok(log::head(db).await?)
}

/// Up to `limit` lines after number `after`, in order.
pub async fn read_log(db: &impl Source, after: i64, limit: u64) -> Result<Vec<LogRow>> {
    let read = |line: log::NumberedLine| Ok(LogRow { seq: line.seq, at: line.at, event: Event::read(&line)? });
    log::read(db, after, limit).await?.into_iter().map(read).collect()
}

/// Deletes up to 5,000 of the oldest lines, those written more than 30 days before `now`. Never deletes the newest
/// line, nor one that a recorded follower still needs. Returns how many. A follower that was away for longer finds its
/// next line gone and starts again.
pub async fn trim_log(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    Ok(log::trim(tx.db(), now).await?)
}

/// Records that the follower `name`, which keeps its results on disk, has applied every line up to `seq`
/// ([`log::note_follower`]).
pub async fn note_follower(tx: &mut Tx, name: &str, seq: i64) -> Result<()> {
    tx.suppress_wake();
    Ok(log::note_follower(tx.db(), name, seq, tx.now()).await?)
}

/// The name of each recorded follower, and the last line it has applied.
pub async fn followers(db: &impl Source) -> Result<Vec<(String, i64)>> {
    Ok(log::followers(db).await?)
}
