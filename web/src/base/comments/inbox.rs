//! Comments waiting to be committed.

use std::sync::Mutex;

use newsroom::{NewComment, Said};
use tokio::sync::oneshot;

use crate::base::problem::Problem;

pub type Waiting = (NewComment, oneshot::Sender<Result<Said, Problem>>);

/// Comments waiting to be committed together.
#[derive(Default)]
pub struct Inbox {
    pub waiting: Mutex<Vec<Waiting>>,
    pub gate: tokio::sync::Mutex<()>,
}
