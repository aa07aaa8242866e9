//! What comes due in a newsroom, by kind. How jobs are kept and taken is the store's ([`store::jobs`]); what each kind does
//! on the clock stands in [`crate::whole::due`].

use std::collections::BTreeSet;

use rules::{Action, Actor};
use serde::{Deserialize, Serialize};
use store::clock::Timestamp;
use store::jobs::{self, JobsStanding, NewJob, When};
use store::source::Source;

use crate::base::allow::allowed;
use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::base::worded::worded;

/// Who does a job. Lanes do not wait for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// [`crate::run_due`]: in one transaction with the mark that it is done.
    Clock,
    /// [`take_mail_job`]: whoever has a mail server.
    Mail,
}

/// What a job does. Of jobs that are due together those of the kinds further up come first: stories before the pages that
/// may show them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Kind {
    /// Puts a story before readers.
    Publish,
    /// Takes a story off.
    Unpublish,
    /// Lays a page out.
    LayOut,
    /// Tells a person once a day of the notices they have not seen.
    Digest,
    /// Thins out old saves, once a day.
    ThinVersions,
    /// Sends [`MailJob::Invitation`].
    InvitationMail,
    /// Sends [`MailJob::Reset`].
    ResetMail,
    /// Sends [`MailJob::Notice`].
    NoticeMail,
    /// Sends [`MailJob::Digest`].
    DigestMail,
}

worded!(Kind);

impl Kind {
    /// Who does it.
    pub fn lane(self) -> Lane {
        match self {
            Self::Publish | Self::Unpublish | Self::LayOut | Self::Digest | Self::ThinVersions => Lane::Clock,
            Self::InvitationMail | Self::ResetMail | Self::NoticeMail | Self::DigestMail => Lane::Mail,
        }
    }

    /// From how many seconds after its time on it is late.
    pub fn late_seconds(self) -> i64 {
        match self {
            Self::Publish | Self::Unpublish | Self::LayOut => 1,
            // Nobody waits for it.
            _ => 3_600,
        }
    }
}

/// How far a daily job has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark(pub i64);

impl Mark {
    /// As it stands in a job.
    pub fn of(job: &jobs::Job) -> Result<Self> {
        let data: serde_json::Value = serde_json::from_str(&job.data).map_err(Error::damaged)?;
        data["mark"].as_i64().map(Self).ok_or_else(|| Error::damaged(format!("job {} has no mark", job.id)))
    }

    /// As it is written down.
    pub fn text(self) -> String {
        serde_json::json!({ "mark": self.0 }).to_string()
    }
}

/// The words of the kinds of a lane, in the order in which they come.
pub(crate) fn words_of(lane: Lane) -> Vec<&'static str> {
    Kind::ALL.iter().filter(|kind| kind.lane() == lane).map(|kind| kind.word()).collect()
}

/// The lanes in which something is due that nobody does yet. Cheap enough to be asked several times a second.
pub async fn lanes_due(db: &impl Source, now: Timestamp) -> Result<BTreeSet<Lane>> {
    let kinds = jobs::kinds_due(db, now).await?;
    Ok(kinds.iter().filter_map(|word| Kind::from_word(word)).map(Kind::lane).collect())
}

/// A mail that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "errand")]
pub enum MailJob {
    /// The invitation with this inner id, to whoever is invited.
    #[serde(rename = "invitation_mail")]
    Invitation {
        /// The invitation.
        invitation: i64,
    },
    /// A link to a new password, to this address, where somebody here has it.
    #[serde(rename = "reset_mail")]
    Reset {
        /// The address, as it was typed.
        email: String,
    },
    /// A notice, to its person, unless they have seen it at the desk by then.
    #[serde(rename = "notice_mail")]
    Notice {
        /// The notice.
        notice: i64,
    },
    /// The notices that a person has not seen, in one mail.
    #[serde(rename = "digest_mail")]
    Digest {
        /// The person.
        person: i64,
        /// Of notices after this one.
        after: i64,
        /// Up to this one.
        up_to: i64,
    },
}

impl MailJob {
    fn kind(&self) -> Kind {
        match self {
            Self::Invitation { .. } => Kind::InvitationMail,
            Self::Reset { .. } => Kind::ResetMail,
            Self::Notice { .. } => Kind::NoticeMail,
            Self::Digest { .. } => Kind::DigestMail,
        }
    }
}

/// A mail that this node has taken to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenMail {
    /// Inner id of the job.
    pub id: i64,
    /// What to send; what is wrong with the job where it cannot be read.
    pub mail: std::result::Result<MailJob, String>,
    /// How often it was begun, this time included.
    pub attempts: i64,
}

/// Leaves a mail to be sent as soon as this transaction is committed.
pub async fn leave_mail(tx: &mut Tx, mail: &MailJob) -> Result<()> {
    leave_mail_for(tx, mail, tx.now()).await
}

/// Leaves a mail to be sent at `due`.
pub(crate) async fn leave_mail_for(tx: &Tx, mail: &MailJob, due: Timestamp) -> Result<()> {
    let data = serde_json::to_string(mail).map_err(Error::damaged)?;
    let job = NewJob { kind: mail.kind().word(), about: None, data: &data, made_by: None, when: When::At(due) };
    jobs::leave(tx.db(), &job, tx.now()).await?;
    Ok(())
}

/// Takes the mail that has been due longest, if any. Of two nodes at the same moment, one gets it.
pub async fn take_mail_job(newsroom: &Newsroom, now: Timestamp) -> Result<Option<TakenMail>> {
    let Some(job) = jobs::take(newsroom.store(), &words_of(Lane::Mail), now).await? else { return Ok(None) };
    let mail = serde_json::from_str(&job.data).map_err(|error| error.to_string());
    Ok(Some(TakenMail { id: job.id, mail, attempts: job.attempts }))
}

/// The mail is sent; what it was about is forgotten.
pub async fn finish_job(newsroom: &Newsroom, job: &TakenMail, now: Timestamp) -> Result<()> {
    Ok(jobs::finish(newsroom.store(), job.id, now).await?)
}

/// The mail could not be sent: it is tried again after a pause, or given up after some two days.
pub async fn fail_job(newsroom: &Newsroom, job: &TakenMail, error: &str, now: Timestamp) -> Result<()> {
    Ok(jobs::fail(newsroom.store(), job.id, job.attempts, error, now).await?)
}

/// How the mails stand, for whoever runs the site.
pub async fn mail_standing(db: &impl Source, actor: &Actor) -> Result<JobsStanding> {
    allowed(actor, Action::Invite)?;
    Ok(jobs::standing(db, &words_of(Lane::Mail)).await?)
}

/// Drops jobs that have been over for a week; says how many.
pub async fn trim_jobs(tx: &mut Tx) -> Result<u64> {
    Ok(jobs::trim(tx.db(), tx.now()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_from_its_word() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(*kind));
        }
        assert_eq!(Kind::from_word("brew_tea"), None);
        let mails = [
            MailJob::Invitation { invitation: 1 },
            MailJob::Reset { email: String::new() },
            MailJob::Notice { notice: 1 },
            MailJob::Digest { person: 1, after: 0, up_to: 2 },
        ];
        // What was left by an older build is read by the word that stands in it.
        for mail in mails {
            let data = serde_json::to_value(&mail).unwrap();
            assert_eq!(data["errand"], mail.kind().word());
        }
    }
}
