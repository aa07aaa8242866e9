//! Sends the mail that the newsroom queues as jobs. All nodes look for jobs; each job is taken by one.
//!
//! The token of a link is created when its mail is written, so that no token waits in the database.

use newsroom::{MailJob, Person};

use crate::base::frame::Frame;
use crate::base::mail::{Mail, MailSettings};
use crate::serve::notice_mail::{MailText, NoticeWriter, with_link};
use crate::site::Site;

/// Sends the mail that has been due longest. Returns whether there was one. The site calls this continuously; tests
/// call it themselves.
pub async fn send_due(site: &Site) -> bool {
    let job = match newsroom::take_mail_job(site.newsroom(), site.now()).await {
        Ok(Some(job)) => job,
        Ok(None) => return false,
        Err(error) => {
            tracing::warn!(%error, "mail jobs could not be read");
            return false;
        }
    };
    let done = match &job.mail {
        Ok(mail) => send(site, mail).await,
        Err(error) => Err(error.clone()),
    };
    let noted = match &done {
        Ok(()) => newsroom::finish_job(site.newsroom(), &job, site.now()).await,
        Err(error) => {
            tracing::warn!(job = job.id, attempts = job.attempts, error, "a mail could not be sent");
            newsroom::fail_job(site.newsroom(), &job, error, site.now()).await
        }
    };
    if let Err(error) = noted {
        tracing::error!(%error, job = job.id, "the result of a mail job could not be stored");
        return false;
    }
    true
}

async fn send(site: &Site, mail: &MailJob) -> Result<(), String> {
    let settings = site.mail().ok_or("no mail server is configured")?;
    let frame = site.frame().await.map_err(|error| error.to_string())?;
    let url = &site.config().url;
    let said = |error: newsroom::Error| error.to_string();
    match mail {
        MailJob::Invitation { invitation } => {
            let act = async |tx: &mut newsroom::Tx| newsroom::invitation_token_for_mail(tx, *invitation).await;
            let Some((token, invitation)) = site.newsroom().write(site.now(), act).await.map_err(said)? else {
                return Ok(());
            };
            let words = site.words(invitation.language);
            let paper = frame.paper.name.get(invitation.language);
            let link = format!("{url}/newsroom/invitation/{}", token.reveal());
            let by = invitation.by.as_ref().map_or(paper, |by| &by.name);
            let subject = words.named("mail-invitation-subject", "paper", paper);
            let text = with_link(&words, "mail-invitation-text", &[("by", by), ("paper", paper)], &link);
            settings.send(&Mail { paper, to: &invitation.email, subject: &subject, text: &text, id: None }).await
        }
        MailJob::Reset { email } => {
            let act = async |tx: &mut newsroom::Tx| newsroom::reset_token_for_mail(tx, email).await;
            let Some((token, person)) = site.newsroom().write(site.now(), act).await.map_err(said)? else {
                return Ok(());
            };
            let words = site.words(person.language);
            let paper = frame.paper.name.get(person.language);
            let link = format!("{url}/newsroom/reset/{}", token.reveal());
            let subject = words.named("mail-reset-subject", "paper", paper);
            let text = with_link(&words, "mail-reset-text", &[("paper", paper)], &link);
            settings.send(&Mail { paper, to: &person.email, subject: &subject, text: &text, id: None }).await
        }
        MailJob::Notice { notice } => {
            let told = newsroom::notice_for_mail(site.newsroom().reads(), *notice, site.now()).await.map_err(said)?;
            let Some((person, told)) = told else { return Ok(()) };
            let write = |writer: &NoticeWriter<'_>| writer.notice(&told);
            send_written(site, settings, &frame, &person, write).await
        }
        MailJob::Digest { person, after, up_to } => {
            let digest = newsroom::digest_for_mail(site.newsroom().reads(), *person, *after, *up_to, site.now());
            let Some(digest) = digest.await.map_err(said)? else { return Ok(()) };
            let write = |writer: &NoticeWriter<'_>| writer.digest(&digest);
            send_written(site, settings, &frame, &digest.person, write).await
        }
    }
}

async fn send_written(
    site: &Site,
    settings: &MailSettings,
    frame: &Frame,
    person: &Person,
    write: impl FnOnce(&NoticeWriter<'_>) -> MailText,
) -> Result<(), String> {
    let (words, language) = (site.words(person.language), person.language);
    let written = write(&NoticeWriter { words: &words, language, frame, url: &site.config().url });
    let MailText { subject, text, id } = &written;
    let paper = frame.paper.name.get(language);
    settings.send(&Mail { paper, to: &person.email, subject, text, id: Some(id) }).await
}
