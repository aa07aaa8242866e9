//! Comments that wait to be committed.

use std::sync::Mutex;

use newsroom::{NewComment, Said};
use tokio::sync::oneshot;

use crate::problem::Problem;

pub(super) type Waiting = (NewComment, oneshot::Sender<Result<Said, Problem>>);

/// Comments that wait for a commit.
#[derive(Default)]
pub struct Inbox {
    pub(super) waiting: Mutex<Vec<Waiting>>,
    pub(super) gate: tokio::sync::Mutex<()>,
}
