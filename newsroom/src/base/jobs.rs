//! The kinds of jobs of a newsroom. [`store::jobs`] stores and leases jobs; [`crate::whole::due`] does those of the
//! lane [`Lane::Clock`].

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

/// Which worker does a job. Lanes do not wait for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// [`crate::run_due`], in one transaction with the mark that the job is done.
    Clock,
    /// [`take_mail_job`], called by a process with a mail server.
    Mail,
}

/// What a job does. Of jobs that are due together, those of the kinds listed first come first: stories before the pages
/// that may show them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Kind {
    /// Publishes a story.
    Publish,
    /// Unpublishes a story.
    Unpublish,
    /// Changes the layout of a page.
    LayOut,
    /// Sends each person once a day the notices they have not seen.
    Digest,
    /// Thins out old saves, once a day.
    ThinVersions,
    /// Tells people of pictures whose rights end tomorrow, once a day.
    EndingPictures,
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
    /// Its lane.
    pub fn lane(self) -> Lane {
        match self {
            Self::Publish
            | Self::Unpublish
            | Self::LayOut
            | Self::Digest
            | Self::ThinVersions
            | Self::EndingPictures => Lane::Clock,
            Self::InvitationMail | Self::ResetMail | Self::NoticeMail | Self::DigestMail => Lane::Mail,
        }
    }

    /// Seconds after which a due job counts as late.
    pub fn late_seconds(self) -> i64 {
        match self {
            Self::Publish | Self::Unpublish | Self::LayOut => 1,
            // Nobody waits for it.
            _ => 3_600,
        }
    }
}

/// The cursor of a daily job: how far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark(pub i64);

impl Mark {
    /// Reads the cursor from the data of a job.
    pub fn of(job: &jobs::Job) -> Result<Self> {
        let data: serde_json::Value = serde_json::from_str(&job.data).map_err(Error::damaged)?;
        data["mark"].as_i64().map(Self).ok_or_else(|| Error::damaged(format!("job {} has no mark", job.id)))
    }

    /// The text to be stored.
    pub fn text(self) -> String {
        serde_json::json!({ "mark": self.0 }).to_string()
    }
}

/// The words of the kinds of a lane, in their order.
pub(crate) fn words_of(lane: Lane) -> Vec<&'static str> {
    Kind::ALL.iter().filter(|kind| kind.lane() == lane).map(|kind| kind.word()).collect()
}

/// The lanes with a due job that nobody does yet. Cheap enough to be called several times a second.
pub async fn lanes_due(db: &impl Source, now: Timestamp) -> Result<BTreeSet<Lane>> {
    let kinds = jobs::kinds_due(db, now).await?;
    Ok(kinds.iter().filter_map(|word| Kind::from_word(word)).map(Kind::lane).collect())
}

/// A mail to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "errand")]
pub enum MailJob {
    /// The invitation with this internal id, to the invited address.
    #[serde(rename = "invitation_mail")]
    Invitation {
        /// The internal id of the invitation.
        invitation: i64,
    },
    /// A password link to this address, if somebody here has it.
    #[serde(rename = "reset_mail")]
    Reset {
        /// The address as it was typed.
        email: String,
    },
    /// A notice to its person, unless they have seen it at the desk by then.
    #[serde(rename = "notice_mail")]
    Notice {
        /// The internal id of the notice.
        notice: i64,
    },
    /// The notices that a person has not seen, in one mail.
    #[serde(rename = "digest_mail")]
    Digest {
        /// The internal id of the person.
        person: i64,
        /// Notices after this id.
        after: i64,
        /// Notices up to this id.
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

/// A mail job that this node has leased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenMail {
    /// Internal id of the job.
    pub id: i64,
    /// The mail, or what is wrong with the job if it cannot be parsed.
    pub mail: std::result::Result<MailJob, String>,
    /// How many times it was started, including this one.
    pub attempts: i64,
}

/// Adds a mail that is sent as soon as this transaction is committed.
pub async fn leave_mail(tx: &mut Tx, mail: &MailJob) -> Result<()> {
    leave_mail_for(tx, mail, tx.now()).await
}

/// Adds a mail that is sent at `due`.
pub(crate) async fn leave_mail_for(tx: &Tx, mail: &MailJob, due: Timestamp) -> Result<()> {
    let data = serde_json::to_string(mail).map_err(Error::damaged)?;
    let job = NewJob { kind: mail.kind().word(), about: None, data: &data, made_by: None, when: When::At(due) };
    jobs::leave(tx.db(), &job, tx.now()).await?;
    Ok(())
}

/// Leases the mail job that has been due longest, if any. If two nodes ask at the same moment, one gets it.
pub async fn take_mail_job(newsroom: &Newsroom, now: Timestamp) -> Result<Option<TakenMail>> {
    let Some(job) = jobs::take(newsroom.store(), &words_of(Lane::Mail), now).await? else { return Ok(None) };
    let mail = serde_json::from_str(&job.data).map_err(|error| error.to_string());
    Ok(Some(TakenMail { id: job.id, mail, attempts: job.attempts }))
}

/// Marks a mail as sent and deletes the data of its job.
pub async fn finish_job(newsroom: &Newsroom, job: &TakenMail, now: Timestamp) -> Result<()> {
    Ok(jobs::finish(newsroom.store(), job.id, now).await?)
}

/// Marks a mail as failed: it is retried after a pause, or given up after about two days.
pub async fn fail_job(newsroom: &Newsroom, job: &TakenMail, error: &str, now: Timestamp) -> Result<()> {
    Ok(jobs::fail(newsroom.store(), job.id, job.attempts, error, now).await?)
}

/// Counts of the mail jobs, for administrators.
pub async fn mail_standing(db: &impl Source, actor: &Actor) -> Result<JobsStanding> {
    allowed(actor, Action::Invite)?;
    Ok(jobs::standing(db, &words_of(Lane::Mail)).await?)
}

/// Deletes jobs that finished a week ago or earlier. Returns how many.
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
        // A job left by an older build is parsed by the word in its data.
        for mail in mails {
            let data = serde_json::to_value(&mail).unwrap();
            assert_eq!(data["errand"], mail.kind().word());
        }
    }
}
