//! How far this process has followed the publication log.

use std::sync::atomic::{AtomicI64, AtomicU64};

use tokio::sync::Mutex;

/// How far the followers have come.
#[derive(Default)]
pub struct Progress {
    /// The last line that every follower has applied.
    pub applied: AtomicI64,
    /// 1 once the followers have started.
    pub begun: AtomicU64,
    /// The generation of frame and theme.
    pub generation: AtomicU64,
    /// Held while the followers are brought up to date.
    pub catch_up_lock: Mutex<()>,
}
