//! Errands: work that may fail or take long, such as a mail, left to the store's jobs ([`store::jobs`]).

use rules::{Action, Actor};
use serde::{Deserialize, Serialize};
use store::clock::Timestamp;
use store::jobs::{self, JobsStanding};
use store::source::Source;

use crate::base::allow::allowed;
use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;

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

/// Leaves an errand to be done as soon as this transaction is committed.
pub async fn leave_errand(tx: &mut Tx, errand: &Errand) -> Result<()> {
    leave_errand_for(tx, errand, tx.now()).await
}

/// Leaves an errand to be done at `due`.
pub(crate) async fn leave_errand_for(tx: &Tx, errand: &Errand, due: Timestamp) -> Result<()> {
    let data = serde_json::to_string(errand).map_err(Error::damaged)?;
    Ok(jobs::leave(tx.db(), errand.kind(), &data, tx.now(), due).await?)
}

/// Takes the errand that has been due longest, if any. Of two nodes at the same moment, one gets it.
pub async fn take_job(newsroom: &Newsroom, now: Timestamp) -> Result<Option<Job>> {
    let Some(taken) = jobs::take(newsroom.store(), now).await? else { return Ok(None) };
    let errand = serde_json::from_str(&taken.data).map_err(Error::damaged)?;
    Ok(Some(Job { id: taken.id, errand, attempts: taken.attempts }))
}

/// The errand is done; what it was about is forgotten.
pub async fn finish_job(newsroom: &Newsroom, job: &Job, now: Timestamp) -> Result<()> {
    Ok(jobs::finish(newsroom.store(), job.id, now).await?)
}

/// The errand failed: it is tried again after a pause, or given up after some two days.
pub async fn fail_job(newsroom: &Newsroom, job: &Job, error: &str, now: Timestamp) -> Result<()> {
    Ok(jobs::fail(newsroom.store(), job.id, job.attempts, error, now).await?)
}

/// How the errands stand, for who runs the site.
pub async fn jobs_standing(db: &impl Source, actor: &Actor) -> Result<JobsStanding> {
    allowed(actor, Action::Invite)?;
    Ok(jobs::standing(db).await?)
}

/// Drops errands that have been over for a week; says how many.
pub async fn trim_jobs(tx: &mut Tx) -> Result<u64> {
    Ok(jobs::trim(tx.db(), tx.now()).await?)
}
