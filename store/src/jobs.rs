//! Work that is done after the transaction that wants it, by whichever node takes it, again and again with growing pauses
//! until it succeeds or is given up.
//!
//! A node takes a job for two minutes at a time; where it dies, another takes it up when they are over. So a job may be done
//! twice and never not at all: what does it has to bear that.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query};

use crate::clock::Timestamp;
use crate::error::Result;
use crate::source::Source;
use crate::store::Store;
use crate::writing::Writing;

/// Seconds for which a node has a job to itself: longer than a mail server is waited for.
const LEASE_SECONDS: i64 = 120;
/// Seconds before the first repetition; four times as long each time.
const FIRST_PAUSE_SECONDS: i64 = 30;
/// Seconds between two repetitions, at most.
const PAUSE_SECONDS_MAX: i64 = 6 * 3_600;
/// Times a job is tried: over some two days.
const ATTEMPTS_MAX: i64 = 12;
/// Characters kept of what went wrong.
const ERROR_CHARS_MAX: usize = 500;
/// Seconds for which jobs that are over stay visible.
const KEPT_SECONDS: i64 = 7 * 86_400;

/// A job that a node has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Inner id.
    pub id: i64,
    /// What is to be done (JSON), as it was left.
    pub data: String,
    /// How often it was begun, this time included.
    pub attempts: i64,
}

/// How the jobs stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JobsStanding {
    /// Waiting for their time or being done.
    pub waiting: u64,
    /// Given up in the last seven days.
    pub given_up: u64,
    /// What went wrong last with one that waits or was given up.
    pub last_error: Option<String>,
}

/// Leaves a job to be done at `due`: `kind` for whoever looks at the table, `data` (JSON) for whoever does it.
pub async fn leave(tx: &Writing, kind: &str, data: &str, now: Timestamp, due: Timestamp) -> Result<()> {
    let insert = Query::insert()
        .into_table("jobs")
        .columns(["kind", "data", "state", "made_at", "due_at", "attempts"])
        .values_panic([kind.into(), data.into(), "waiting".into(), now.0.into(), due.0.into(), 0.into()])
        .to_owned();
    tx.execute(&insert).await?;
    Ok(())
}

/// Takes the job that has been due longest, if any. Of two nodes at the same moment, one gets it.
pub async fn take(store: &Store, now: Timestamp) -> Result<Option<Taken>> {
    // A lease or a due time further off than any that is given was written before the clock was put back.
    let free = || {
        Cond::any()
            .add(Expr::col("leased_until").is_null())
            .add(Expr::col("leased_until").lte(now.0))
            .add(Expr::col("leased_until").gt(now.plus_seconds(LEASE_SECONDS).0))
    };
    let due = Cond::any().add(Expr::col("due_at").lte(now.0)).add(Expr::col("made_at").gt(now.0));
    let query = Query::select()
        .columns(["id", "data", "attempts"])
        .from("jobs")
        .and_where(Expr::col("state").eq("waiting"))
        .cond_where(due)
        .cond_where(free())
        .order_by("due_at", Order::Asc)
        .order_by("id", Order::Asc)
        .limit(1)
        .to_owned();
    let Some(row) = store.reads().rows(&query).await?.into_iter().next() else { return Ok(None) };
    let mut columns = row.columns();
    let (id, data, attempts): (i64, String, i64) = (columns.take()?, columns.take()?, columns.take()?);
    let take = Query::update()
        .table("jobs")
        .value("leased_until", now.plus_seconds(LEASE_SECONDS).0)
        .value("attempts", Expr::col("attempts").add(1))
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("state").eq("waiting"))
        .and_where(Expr::col("attempts").eq(attempts))
        .cond_where(free())
        .to_owned();
    if store.execute(&take).await?.rows_affected() == 0 {
        return Ok(None);
    }
    Ok(Some(Taken { id, data, attempts: attempts + 1 }))
}

/// The job is done; what it was about is forgotten.
pub async fn finish(store: &Store, id: i64, now: Timestamp) -> Result<()> {
    end(store, id, "done", None, now).await
}

/// The job failed: it is tried again after a pause, or given up after [`ATTEMPTS_MAX`] times.
pub async fn fail(store: &Store, id: i64, attempts: i64, error: &str, now: Timestamp) -> Result<()> {
    let error: String = error.chars().take(ERROR_CHARS_MAX).collect();
    if attempts >= ATTEMPTS_MAX {
        return end(store, id, "given_up", Some(error), now).await;
    }
    let again = Query::update()
        .table("jobs")
        .value("due_at", now.plus_seconds(pause_seconds(attempts)).0)
        .value("leased_until", Option::<i64>::None)
        .value("last_error", error)
        .and_where(Expr::col("id").eq(id))
        .to_owned();
    store.execute(&again).await?;
    Ok(())
}

/// How the jobs stand.
pub async fn standing(db: &impl Source) -> Result<JobsStanding> {
    let query = Query::select()
        .columns(["state", "last_error"])
        .from("jobs")
        .and_where(Expr::col("state").ne("done"))
        .order_by("due_at", Order::Desc)
        .to_owned();
    let mut standing = JobsStanding::default();
    for row in db.rows(&query).await? {
        let mut columns = row.columns();
        match columns.take::<String>()?.as_str() {
            "waiting" => standing.waiting += 1,
            _ => standing.given_up += 1,
        }
        let error = columns.take()?;
        standing.last_error = standing.last_error.or(error);
    }
    Ok(standing)
}

/// Drops jobs that have been over for a week; says how many.
pub async fn trim(tx: &Writing, now: Timestamp) -> Result<u64> {
    let before = now.plus_seconds(-KEPT_SECONDS).0;
    let delete = Query::delete().from_table("jobs").and_where(Expr::col("ended_at").lt(before)).to_owned();
    Ok(tx.execute(&delete).await?.rows_affected())
}

async fn end(store: &Store, id: i64, state: &str, error: Option<String>, now: Timestamp) -> Result<()> {
    let update = Query::update()
        .table("jobs")
        .value("state", state)
        .value("data", "{}")
        .value("last_error", error)
        .value("leased_until", Option::<i64>::None)
        .value("ended_at", now.0)
        .and_where(Expr::col("id").eq(id))
        .to_owned();
    store.execute(&update).await?;
    Ok(())
}

fn pause_seconds(attempts: i64) -> i64 {
    let times = u32::try_from(attempts.clamp(1, 10) - 1).unwrap_or_default();
    Ord::min(FIRST_PAUSE_SECONDS * 4_i64.pow(times), PAUSE_SECONDS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_have_an_end() {
        assert_eq!([1, 2, 3, 6, 7, 12].map(pause_seconds), [30, 120, 480, 21_600, 21_600, 21_600]);
    }
}
