//! How far this process has followed the publication log.

use std::sync::atomic::{AtomicI64, AtomicU64};

use tokio::sync::Mutex;

/// How far the followers are.
#[derive(Default)]
pub struct Progress {
    /// The last line that every follower has taken in.
    pub applied: AtomicI64,
    /// 1 once they have begun.
    pub begun: AtomicU64,
    /// Number of the frame and theme that all pages share.
    pub generation: AtomicU64,
    /// Held by whoever brings them up to date.
    pub gate: Mutex<()>,
}
