//! Group commit of comments. Comments that arrive during a commit are written together in the next one.
//!
//! A comment is acknowledged after its commit. Because one commit writes many comments, a wave of them causes few disk
//! writes. If a batch fails, each comment is written separately, so that no comment fails because of another.

use std::sync::PoisonError;

use newsroom::{NewComment, Said, StorageError};
use tokio::sync::oneshot;

use crate::base::comments::commit_queue::{CommitQueue, PendingComment};
use crate::base::problem::Problem;
use crate::site::Site;

/// Maximum number of comments in one commit.
const BATCH_MAX: usize = 200;
/// Maximum number of waiting comments. Beyond this the response is 503.
const WAITING_MAX: usize = 5_000;

impl CommitQueue {
    /// Adds `new` to the next commit, and returns the result after that commit. The commit happens even if the caller
    /// stops waiting.
    pub async fn submit(&self, site: &Site, new: NewComment) -> Result<Said, Problem> {
        let (sender, answer) = oneshot::channel();
        {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            if waiting.len() >= WAITING_MAX {
                return Err(Problem::Busy);
            }
            waiting.push((new, sender));
        }
        let site = site.clone();
        tokio::spawn(async move { site.comments().queue().commit(&site).await });
        answer.await.unwrap_or(Err(Problem::Internal))
    }

    async fn commit(&self, site: &Site) {
        let _alone = self.commit_lock.lock().await;
        let batch: Vec<PendingComment> = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            let length = waiting.len().min(BATCH_MAX);
            waiting.drain(..length).collect()
        };
        if batch.is_empty() {
            return;
        }
        let (comments, senders): (Vec<NewComment>, Vec<_>) = batch.into_iter().unzip();
        let said = match write(site, &comments).await {
            Ok(said) => said.into_iter().map(Ok).collect(),
            // An outage of the storage affects all of them.
            Err(newsroom::Error::Storage(StorageError::Storage { outage, cause })) => {
                tracing::error!(outage = outage.word(), cause, comments = comments.len(), "comments were not written");
                comments.iter().map(|_| Err(Problem::Storage(outage))).collect()
            }
            Err(error) if comments.len() == 1 => vec![Err(Problem::from(error))],
            Err(error) => {
                tracing::warn!(%error, comments = comments.len(), "a batch of comments failed; writing each one separately");
                let mut said = Vec::with_capacity(comments.len());
                for one in &comments {
                    let alone = write(site, std::slice::from_ref(one)).await;
                    said.push(match alone.map(|mut said| said.pop()) {
                        Ok(Some(said)) => Ok(said),
                        Ok(None) => Err(Problem::Internal),
                        Err(error) => Err(Problem::from(error)),
                    });
                }
                said
            }
        };
        for (sender, said) in senders.into_iter().zip(said) {
            let _ = sender.send(said); // the caller may have stopped waiting
        }
    }
}

async fn write(site: &Site, comments: &[NewComment]) -> newsroom::Result<Vec<Said>> {
    site.newsroom().write(site.now(), async |tx| newsroom::say(tx, comments).await).await
}
