//! Jobs: work that comes due at a wall time, every day, or as soon as the transaction that adds it is committed. One
//! table holds all of them, whatever they are about.
//!
//! The kind of a job decides how it is done:
//!
//! - In one transaction ([`claim`]): the work and the mark that it is done are committed together. It is done once,
//!   whenever a process is killed and however many nodes look. It needs no lease and no clock other than the paper's
//!   own.
//! - Under a lease ([`take`], then [`finish`] or [`fail`]), for work outside the database, such as a mail. A node
//!   leases the job for two minutes; if the node dies, another takes the job after that. The job may be done twice, but
//!   never not at all. A job that fails is retried after growing pauses.
//!
//! A future time is a wall time and a zone. [`recompute`] computes the instants again, because governments change the
//! rules of their zones. Jobs that came due while no process ran are done at the next start, a daily job once and not
//! once for each day.

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::source::{self, Source};
use crate::store::Store;
use crate::wall::{Wall, WallError};
use crate::writing::Writing;

/// Seconds of a lease: longer than the timeout of a mail server.
const LEASE_SECONDS: i64 = 120;
/// Seconds before the first retry; each later pause is four times as long.
const FIRST_PAUSE_SECONDS: i64 = 30;
/// Seconds between two retries, at most.
const PAUSE_SECONDS_MAX: i64 = 6 * 3_600;
/// Attempts of a leased job: about two days in all.
const ATTEMPTS_MAX: i64 = 12;
/// Characters of an error that are kept.
const ERROR_CHARS_MAX: usize = 500;
/// Seconds for which finished jobs are kept.
const KEPT_SECONDS: i64 = 7 * 86_400;

const WAITING: &str = "waiting";
const DONE: &str = "done";
const GIVEN_UP: &str = "given_up";

/// When a job is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// At an instant.
    At(Timestamp),
    /// Once, at a wall time.
    Wall(Wall),
    /// Every day, at a full hour of wall time.
    Daily {
        /// From 0 to 23.
        hour: i8,
        /// The next time.
        next: Wall,
    },
}

impl When {
    /// Every day at `hour` in `zone`, for the first time after `now`.
    pub fn daily(now: Timestamp, zone: &str, hour: i8) -> Result<Self> {
        Ok(Self::Daily { hour, next: Wall::next_hour(now, zone, hour).map_err(bad_wall)? })
    }
}

/// A job to be added.
#[derive(Debug, Clone)]
pub struct NewJob<'a> {
    /// The word of its kind.
    pub kind: &'a str,
    /// The id of its subject, as its kind defines it: a story, a person.
    pub about: Option<i64>,
    /// More data (JSON).
    pub data: &'a str,
    /// The person who wants it done; `None` if nobody does.
    pub made_by: Option<i64>,
    /// When it is due.
    pub when: When,
}

/// A job that is waiting or being done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Internal id.
    pub id: i64,
    /// The word of its kind.
    pub kind: String,
    /// The id of its subject.
    pub about: Option<i64>,
    /// More data (JSON), as it was added.
    pub data: String,
    /// The person who wants it done.
    pub made_by: Option<i64>,
    /// When it is due.
    pub when: When,
    /// The instant of `when`.
    pub due_at: Timestamp,
    /// How many times it was started.
    pub attempts: i64,
}

/// Counts of jobs of some kinds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JobsStanding {
    /// Waiting or being done.
    pub waiting: u64,
    /// Given up in the last seven days.
    pub given_up: u64,
    /// The last error of a job that is waiting or was given up.
    pub last_error: Option<String>,
}

/// Adds a job, even if others like it are waiting. Returns its id.
pub async fn leave(tx: &Writing, job: &NewJob<'_>, now: Timestamp) -> Result<i64> {
    put(tx, job, None, now).await
}

/// Adds a job and replaces a waiting one of the same kind and subject. Returns its id.
pub async fn set(tx: &Writing, job: &NewJob<'_>, now: Timestamp) -> Result<i64> {
    put(tx, job, Some(slot(job.kind, job.about)), now).await
}

/// Like [`set`], but keeps a waiting job as it is.
pub async fn set_unless_waiting(tx: &Writing, job: &NewJob<'_>, now: Timestamp) -> Result<()> {
    if waiting_about(tx, job.kind, job.about).await?.is_none() {
        set(tx, job, now).await?;
    }
    Ok(())
}

/// Only one job of a slot can wait at a time; a unique index enforces it.
fn slot(kind: &str, about: Option<i64>) -> String {
    match about {
        Some(about) => format!("{kind}/{about}"),
        None => kind.to_owned(),
    }
}

async fn put(tx: &Writing, job: &NewJob<'_>, slot: Option<String>, now: Timestamp) -> Result<i64> {
    let (due, wall, hour) = match &job.when {
        When::At(due) => (*due, None, None),
        When::Wall(wall) => (instant(wall)?, Some(wall), None),
        When::Daily { hour, next } => (instant(next)?, Some(next), Some(i64::from(*hour))),
    };
    let again =
        ["data", "made_at", "due_at", "attempts", "last_error", "leased_until", "made_by", "wall", "zone", "hour"];
    let insert = Query::insert()
        .into_table("jobs")
        .columns(["kind", "about", "slot", "state"].into_iter().chain(again))
        .values_panic([
            job.kind.into(),
            job.about.into(),
            slot.into(),
            WAITING.into(),
            job.data.into(),
            now.0.into(),
            due.0.into(),
            0.into(),
            Option::<String>::None.into(),
            Option::<i64>::None.into(),
            job.made_by.into(),
            wall.map(|wall| wall.wall.clone()).into(),
            wall.map(|wall| wall.zone.clone()).into(),
            hour.into(),
        ])
        .on_conflict(OnConflict::column("slot").update_columns(again).to_owned())
        .returning_col("id")
        .to_owned();
    let row = tx.query_one(&insert).await?.ok_or_else(|| Error::damaged("a job was left and has no id"))?;
    Ok(row.try_get_by_index(0)?)
}

fn instant(wall: &Wall) -> Result<Timestamp> {
    wall.instant().map_err(bad_wall)
}

/// The caller has already validated the wall time, so this is damaged data.
fn bad_wall(error: WallError) -> Error {
    Error::damaged(error)
}

/// A query for the waiting jobs of these kinds, in the order in which they are due. A caller may add conditions.
pub fn waiting(kinds: &[&str]) -> SelectStatement {
    all_waiting().and_where(Expr::col("kind").is_in(kinds.iter().copied())).to_owned()
}

fn all_waiting() -> SelectStatement {
    Query::select()
        .columns(["id", "kind", "about", "data", "made_by", "due_at", "attempts", "wall", "zone", "hour"])
        .from("jobs")
        .and_where(Expr::col("state").eq(WAITING))
        .order_by("due_at", Order::Asc)
        .order_by("id", Order::Asc)
        .to_owned()
}

/// Reads the rows of a query made by [`waiting`].
pub async fn read(db: &impl Source, query: &SelectStatement) -> Result<Vec<Job>> {
    let read = |row: crate::row::Row| {
        let mut row = row.columns();
        let (id, kind, about, data, made_by) = (row.take()?, row.take()?, row.take()?, row.take()?, row.take()?);
        let (due_at, attempts) = (Timestamp(row.take()?), row.take()?);
        let (wall, zone, hour): (Option<String>, Option<String>, Option<i64>) = (row.take()?, row.take()?, row.take()?);
        let when = match (wall.zip(zone).map(|(wall, zone)| Wall { wall, zone }), hour) {
            (Some(next), Some(hour)) => When::Daily { hour: i8::try_from(hour).map_err(Error::damaged)?, next },
            (Some(wall), None) => When::Wall(wall),
            (None, _) => When::At(due_at),
        };
        Ok(Job { id, kind, about, data, made_by, when, due_at, attempts })
    };
    db.rows(query).await?.into_iter().map(read).collect()
}

/// The waiting job of a kind that was added with [`set`].
pub async fn waiting_about(db: &impl Source, kind: &str, about: Option<i64>) -> Result<Option<Job>> {
    let query = waiting(&[kind]).and_where(Expr::col("slot").eq(slot(kind, about))).to_owned();
    Ok(read(db, &query).await?.into_iter().next())
}

/// The waiting jobs of these kinds that were added with [`set`], about any of these subjects.
pub async fn waiting_about_any(db: &impl Source, kinds: &[&str], about: &[i64]) -> Result<Vec<Job>> {
    let slots = about.iter().flat_map(|about| kinds.iter().map(|kind| slot(kind, Some(*about))));
    read(db, &waiting(kinds).and_where(Expr::col("slot").is_in(slots)).to_owned()).await
}

/// When the next job of these kinds is due; `None` if none waits.
pub async fn next_due(db: &impl Source, kinds: &[&str]) -> Result<Option<Timestamp>> {
    let first = waiting(kinds).limit(1).to_owned();
    Ok(read(db, &first).await?.first().map(|job| job.due_at))
}

/// The kinds that have a due job which no node has leased. It is called often and needs one short index lookup.
pub async fn kinds_due(db: &impl Source, now: Timestamp) -> Result<BTreeSet<String>> {
    let query = Query::select()
        .distinct()
        .column("kind")
        .from("jobs")
        .and_where(Expr::col("state").eq(WAITING))
        .cond_where(due(now))
        .cond_where(free(now))
        .to_owned();
    Ok(source::column(db, &query).await?.into_iter().collect())
}

/// The due jobs of these kinds, in the order of their times.
pub async fn due_now(db: &impl Source, kinds: &[&str], now: Timestamp) -> Result<Vec<Job>> {
    read(db, &waiting(kinds).cond_where(due(now)).to_owned()).await
}

/// Due by its time. A job without a wall time is also due if it was added in the future, before the clock was set back.
fn due(now: Timestamp) -> Cond {
    let put_back = Cond::all().add(Expr::col("wall").is_null()).add(Expr::col("made_at").gt(now.0));
    Cond::any().add(Expr::col("due_at").lte(now.0)).add(put_back)
}

/// Not leased. A lease that ends later than any lease could was written before the clock was set back.
fn free(now: Timestamp) -> Cond {
    Cond::any()
        .add(Expr::col("leased_until").is_null())
        .add(Expr::col("leased_until").lte(now.0))
        .add(Expr::col("leased_until").gt(now.plus_seconds(LEASE_SECONDS).0))
}

/// Replaces the data of a waiting job.
pub async fn rewrite(tx: &Writing, id: i64, data: &str) -> Result<()> {
    let update = Query::update()
        .table("jobs")
        .value("data", data)
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("state").eq(WAITING))
        .to_owned();
    tx.execute(&update).await?;
    Ok(())
}

/// Cancels a waiting job.
pub async fn call_off(tx: &Writing, id: i64) -> Result<()> {
    let delete = Query::delete()
        .from_table("jobs")
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("state").eq(WAITING))
        .to_owned();
    tx.execute(&delete).await?;
    Ok(())
}

/// Cancels a job that was added with [`set`].
pub async fn call_off_about(tx: &Writing, kind: &str, about: Option<i64>) -> Result<()> {
    let delete = Query::delete().from_table("jobs").and_where(Expr::col("slot").eq(slot(kind, about))).to_owned();
    tx.execute(&delete).await?;
    Ok(())
}

/// Deletes every job of these kinds about a subject that no longer exists, finished ones as well.
pub async fn forget_about(tx: &Writing, kinds: &[&str], about: i64) -> Result<()> {
    let delete = Query::delete()
        .from_table("jobs")
        .and_where(Expr::col("about").eq(about))
        .and_where(Expr::col("kind").is_in(kinds.iter().copied()))
        .to_owned();
    tx.execute(&delete).await?;
    Ok(())
}

/// Marks a job as done in the transaction that does it: a job that was due once is finished, a daily one is due at its
/// next hour in `zone`. False if another node was faster, or if the job was cancelled or changed since it was read;
/// then the transaction must be rolled back.
pub async fn claim(tx: &Writing, job: &Job, zone: &str, now: Timestamp) -> Result<bool> {
    match &job.when {
        When::Daily { hour, .. } => move_on(tx, job, *hour, None, zone, now).await,
        _ => end_in(tx, job, DONE, None, now).await,
    }
}

/// Like [`claim`], for a job that cannot be done: it is finished, or skipped until its next hour.
pub async fn give_up(tx: &Writing, job: &Job, error: &str, zone: &str, now: Timestamp) -> Result<bool> {
    let error = Some(short(error));
    match &job.when {
        When::Daily { hour, .. } => move_on(tx, job, *hour, error, zone, now).await,
        _ => end_in(tx, job, GIVEN_UP, error, now).await,
    }
}

/// Continues a claimed daily job that is not complete: it is due again at once, with other data. Returns it as it waits
/// now.
pub async fn go_on(tx: &Writing, job: &Job, data: String) -> Result<Job> {
    let When::Daily { next, .. } = &job.when else { return Err(Error::damaged("only a daily job goes on")) };
    let update = Query::update()
        .table("jobs")
        .value("data", data.as_str())
        .value("wall", next.wall.as_str())
        .value("zone", next.zone.as_str())
        .value("due_at", job.due_at.0)
        .and_where(Expr::col("id").eq(job.id))
        .to_owned();
    tx.execute(&update).await?;
    Ok(Job { data, ..job.clone() })
}

/// Matches the job if nobody has done, changed or cancelled it since it was read.
fn as_it_was_read(job: &Job) -> Cond {
    Cond::all()
        .add(Expr::col("id").eq(job.id))
        .add(Expr::col("state").eq(WAITING))
        .add(Expr::col("due_at").eq(job.due_at.0))
        .add(Expr::col("data").eq(job.data.as_str()))
}

async fn end_in(tx: &Writing, job: &Job, state: &str, error: Option<String>, now: Timestamp) -> Result<bool> {
    let update = ending(job.id, state, error, now)
        .value("attempts", Expr::col("attempts").add(1))
        .cond_where(as_it_was_read(job))
        .to_owned();
    Ok(tx.execute(&update).await?.rows_affected() == 1)
}

async fn move_on(tx: &Writing, job: &Job, hour: i8, error: Option<String>, zone: &str, now: Timestamp) -> Result<bool> {
    let next = Wall::next_hour(now, zone, hour).map_err(bad_wall)?;
    let due = instant(&next)?;
    let update = Query::update()
        .table("jobs")
        .value("wall", next.wall)
        .value("zone", next.zone)
        .value("due_at", due.0)
        .value("last_error", error)
        .cond_where(as_it_was_read(job))
        .to_owned();
    Ok(tx.execute(&update).await?.rows_affected() == 1)
}

/// Computes the instants of wall times again, and moves daily jobs to their hour in `zone`. Returns how many moved.
pub async fn recompute(tx: &Writing, zone: &str, now: Timestamp) -> Result<usize> {
    let timed = all_waiting().and_where(Expr::col("wall").is_not_null()).to_owned();
    let mut moved = 0;
    for job in read(tx, &timed).await? {
        match &job.when {
            When::At(_) => {}
            When::Wall(wall) => {
                let due = match instant(wall) {
                    Ok(due) => due,
                    // This machine does not know its zone: it keeps its instant, and the others go on.
                    Err(error) => {
                        tracing::error!(job = job.id, %error, "the instant of a wall time could not be recomputed");
                        continue;
                    }
                };
                if due != job.due_at {
                    let update = Query::update()
                        .table("jobs")
                        .value("due_at", due.0)
                        .and_where(Expr::col("id").eq(job.id))
                        .and_where(Expr::col("state").eq(WAITING))
                        .to_owned();
                    tx.execute(&update).await?;
                    moved += 1;
                }
            }
            When::Daily { hour, next } => {
                let stands = next.zone == zone && instant(next).ok() == Some(job.due_at);
                // A job that is due is done first.
                if !stands && job.due_at > now {
                    moved += usize::from(move_on(tx, &job, *hour, None, zone, now).await?);
                }
            }
        }
    }
    Ok(moved)
}

/// Leases the job of these kinds that has been due longest, if any. If two nodes ask at the same moment, one gets it.
pub async fn take(store: &Store, kinds: &[&str], now: Timestamp) -> Result<Option<Job>> {
    let first = waiting(kinds).cond_where(due(now)).cond_where(free(now)).limit(1).to_owned();
    let Some(job) = read(store.reads(), &first).await?.into_iter().next() else { return Ok(None) };
    let take = Query::update()
        .table("jobs")
        .value("leased_until", now.plus_seconds(LEASE_SECONDS).0)
        .value("attempts", Expr::col("attempts").add(1))
        .and_where(Expr::col("id").eq(job.id))
        .and_where(Expr::col("state").eq(WAITING))
        .and_where(Expr::col("attempts").eq(job.attempts))
        .cond_where(free(now))
        .to_owned();
    if store.execute(&take).await?.rows_affected() == 0 {
        return Ok(None);
    }
    Ok(Some(Job { attempts: job.attempts + 1, ..job }))
}

/// Marks a leased job as done and deletes its data.
pub async fn finish(store: &Store, id: i64, now: Timestamp) -> Result<()> {
    store.execute(&ending(id, DONE, None, now)).await?;
    Ok(())
}

/// Marks a leased job as failed: it is retried after a pause, or given up after [`ATTEMPTS_MAX`] attempts.
pub async fn fail(store: &Store, id: i64, attempts: i64, error: &str, now: Timestamp) -> Result<()> {
    let error = short(error);
    if attempts >= ATTEMPTS_MAX {
        store.execute(&ending(id, GIVEN_UP, Some(error), now)).await?;
        return Ok(());
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

/// Counts of the jobs of these kinds.
pub async fn standing(db: &impl Source, kinds: &[&str]) -> Result<JobsStanding> {
    let query = Query::select()
        .columns(["state", "last_error"])
        .from("jobs")
        .and_where(Expr::col("state").ne(DONE))
        .and_where(Expr::col("kind").is_in(kinds.iter().copied()))
        .order_by("due_at", Order::Desc)
        .to_owned();
    let mut standing = JobsStanding::default();
    for row in db.rows(&query).await? {
        let mut columns = row.columns();
        match columns.take::<String>()?.as_str() {
            WAITING => standing.waiting += 1,
            _ => standing.given_up += 1,
        }
        let error = columns.take()?;
        standing.last_error = standing.last_error.or(error);
    }
    Ok(standing)
}

/// Deletes jobs that finished a week ago or earlier. Returns how many.
pub async fn trim(tx: &Writing, now: Timestamp) -> Result<u64> {
    let before = now.plus_seconds(-KEPT_SECONDS).0;
    let delete = Query::delete().from_table("jobs").and_where(Expr::col("ended_at").lt(before)).to_owned();
    Ok(tx.execute(&delete).await?.rows_affected())
}

fn ending(id: i64, state: &str, error: Option<String>, now: Timestamp) -> sea_orm::sea_query::UpdateStatement {
    Query::update()
        .table("jobs")
        .value("state", state)
        .value("data", "{}")
        .value("slot", Option::<String>::None)
        .value("last_error", error)
        .value("leased_until", Option::<i64>::None)
        .value("ended_at", now.0)
        .and_where(Expr::col("id").eq(id))
        .to_owned()
}

fn short(error: &str) -> String {
    error.chars().take(ERROR_CHARS_MAX).collect()
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

    #[test]
    fn one_job_of_a_kind_waits_about_the_same() {
        assert_eq!([slot("publish", Some(7)), slot("thin_versions", None)], ["publish/7", "thin_versions"]);
    }
}
