//! Errands: work that may fail or take long, such as a mail. Written in the transaction that wants them, done after it
//! by whichever node takes them, again and again with growing pauses until they succeed or are given up.
//!
//! A node takes an errand for a minute at a time; where it dies, another takes it up when the minute is over. So an
//! errand may be done twice and never not at all: what does it has to bear that.

use rules::{Action, Actor};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};

use crate::base::allow::allowed;
use crate::base::entity::job;
use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::store::clock::Timestamp;
use crate::store::source::{self, Source};

/// Seconds for which a node has an errand to itself: longer than a mail server is waited for.
const LEASE_SECONDS: i64 = 120;
/// Seconds before the first repetition; four times as long each time.
const FIRST_PAUSE_SECONDS: i64 = 30;
/// Seconds between two repetitions, at most.
const PAUSE_SECONDS_MAX: i64 = 6 * 3_600;
/// Times an errand is tried: over some two days.
const ATTEMPTS_MAX: i64 = 12;
/// Characters kept of what went wrong.
const ERROR_CHARS_MAX: usize = 500;
/// Seconds for which errands that are over stay visible.
const KEPT_SECONDS: i64 = 7 * 86_400;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "errand", rename_all = "snake_case")]
pub enum Errand {
    /// Send the invitation with this inner id to who is invited.
    InvitationMail {
        /// The invitation.
        invitation: i64,
    },
    /// Send a link to a new password to this address, where somebody here has it.
    ResetMail {
        /// The address, as it was typed.
        email: String,
    },
    /// Tell the person of a notice, unless they have seen it at the desk by then.
    NoticeMail {
        /// The notice.
        notice: i64,
    },
    /// Tell a person of the notices they have not seen, in one mail.
    DigestMail {
        /// The person.
        person: i64,
        /// Of notices after this one.
        after: i64,
        /// Up to this one.
        up_to: i64,
    },
}

impl Errand {
    /// Its word in the table.
    fn kind(&self) -> &'static str {
        match self {
            Self::InvitationMail { .. } => "invitation_mail",
            Self::ResetMail { .. } => "reset_mail",
            Self::NoticeMail { .. } => "notice_mail",
            Self::DigestMail { .. } => "digest_mail",
        }
    }
}

/// An errand that a node has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Inner id.
    pub id: i64,
    /// What is to be done.
    pub errand: Errand,
    /// How often it was begun, this time included.
    pub attempts: i64,
}

/// How the errands stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JobsStanding {
    /// Waiting for their time or being done.
    pub waiting: u64,
    /// Given up in the last seven days.
    pub given_up: u64,
    /// What went wrong last with one that waits or was given up.
    pub last_error: Option<String>,
}

/// Leaves an errand to be done as soon as this transaction is committed.
pub async fn leave_errand(tx: &mut Tx, errand: &Errand) -> Result<i64> {
    let now = tx.now();
    leave_errand_for(tx, errand, now).await
}

/// Leaves an errand to be done at `due`.
pub(crate) async fn leave_errand_for(tx: &mut Tx, errand: &Errand, due: Timestamp) -> Result<i64> {
    let row = job::ActiveModel {
        id: NotSet,
        kind: Set(errand.kind().to_owned()),
        data: Set(serde_json::to_string(errand).map_err(Error::damaged)?),
        state: Set("waiting".to_owned()),
        made_at: Set(tx.now().0),
        due_at: Set(due.0),
        attempts: Set(0),
        last_error: Set(None),
        leased_until: Set(None),
        ended_at: Set(None),
    };
    Ok(row.insert(tx.db()).await?.id)
}

/// Takes the errand that has been due longest, if any. Of two nodes at the same moment, one gets it.
pub async fn take_job(newsroom: &Newsroom, now: Timestamp) -> Result<Option<Job>> {
    // A lease or a due time further off than any that is given was written before the clock was put back.
    let free = || {
        Cond::any()
            .add(Expr::col("leased_until").is_null())
            .add(Expr::col("leased_until").lte(now.0))
            .add(Expr::col("leased_until").gt(now.plus_seconds(LEASE_SECONDS).0))
    };
    let due = Cond::any().add(job::Column::DueAt.lte(now.0)).add(job::Column::MadeAt.gt(now.0));
    let query = job::Entity::find()
        .filter(job::Column::State.eq("waiting"))
        .filter(due)
        .filter(free())
        .order_by_asc(job::Column::DueAt)
        .order_by_asc(job::Column::Id);
    let Some(row) = source::one(newsroom.reads(), query).await? else { return Ok(None) };
    let take = Query::update()
        .table("jobs")
        .value("leased_until", now.plus_seconds(LEASE_SECONDS).0)
        .value("attempts", Expr::col("attempts").add(1))
        .and_where(Expr::col("id").eq(row.id))
        .and_where(Expr::col("state").eq("waiting"))
        .and_where(Expr::col("attempts").eq(row.attempts))
        .cond_where(free())
        .to_owned();
    if newsroom.execute(&take).await?.rows_affected() == 0 {
        return Ok(None);
    }
    let errand = serde_json::from_str(&row.data).map_err(Error::damaged)?;
    Ok(Some(Job { id: row.id, errand, attempts: row.attempts + 1 }))
}

/// The errand is done; what it was about is forgotten.
pub async fn finish_job(newsroom: &Newsroom, job: &Job, now: Timestamp) -> Result<()> {
    end(newsroom, job, "done", None, now).await
}

/// The errand failed: it is tried again after a pause, or given up after [`ATTEMPTS_MAX`] times.
pub async fn fail_job(newsroom: &Newsroom, job: &Job, error: &str, now: Timestamp) -> Result<()> {
    let error: String = error.chars().take(ERROR_CHARS_MAX).collect();
    if job.attempts >= ATTEMPTS_MAX {
        return end(newsroom, job, "given_up", Some(error), now).await;
    }
    let again = Query::update()
        .table("jobs")
        .value("due_at", now.plus_seconds(pause_seconds(job.attempts)).0)
        .value("leased_until", Option::<i64>::None)
        .value("last_error", error)
        .and_where(Expr::col("id").eq(job.id))
        .to_owned();
    newsroom.execute(&again).await?;
    Ok(())
}

/// How the errands stand, for who runs the site.
pub async fn jobs_standing(db: &impl Source, actor: &Actor) -> Result<JobsStanding> {
    allowed(actor, Action::Invite)?;
    let query = job::Entity::find().filter(job::Column::State.ne("done")).order_by_desc(job::Column::DueAt);
    let rows = source::all(db, query).await?;
    let waiting = rows.iter().filter(|row| row.state == "waiting").count() as u64;
    Ok(JobsStanding {
        waiting,
        given_up: rows.len() as u64 - waiting,
        last_error: rows.into_iter().find_map(|row| row.last_error),
    })
}

/// Drops errands that have been over for a week; says how many.
pub async fn trim_jobs(tx: &mut Tx) -> Result<u64> {
    let before = tx.now().plus_seconds(-KEPT_SECONDS).0;
    let delete = Query::delete().from_table("jobs").and_where(Expr::col("ended_at").lt(before)).to_owned();
    Ok(tx.db().execute(&delete).await?.rows_affected())
}

async fn end(newsroom: &Newsroom, job: &Job, state: &str, error: Option<String>, now: Timestamp) -> Result<()> {
    let update = Query::update()
        .table("jobs")
        .value("state", state)
        .value("data", "{}")
        .value("last_error", error)
        .value("leased_until", Option::<i64>::None)
        .value("ended_at", now.0)
        .and_where(Expr::col("id").eq(job.id))
        .to_owned();
    newsroom.execute(&update).await?;
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
