//! Comments waiting to be committed.

use std::sync::Mutex;

use newsroom::{NewComment, Said};
use tokio::sync::oneshot;

use crate::base::problem::Problem;

pub type PendingComment = (NewComment, oneshot::Sender<Result<Said, Problem>>);

/// Comments waiting to be committed together.
#[derive(Default)]
pub struct CommitQueue {
    pub waiting: Mutex<Vec<PendingComment>>,
    pub commit_lock: tokio::sync::Mutex<()>,
}
