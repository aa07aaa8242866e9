//! A signal that mail is waiting to be sent.

use std::sync::Arc;

use tokio::sync::Notify;

/// A signal that mail is waiting to be sent. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct MailSignal(Arc<Notify>);

impl MailSignal {
    /// Signals that mail was queued.
    pub fn wake(&self) {
        self.0.notify_one();
    }

    /// Waits for the next signal.
    pub async fn woken(&self) {
        self.0.notified().await;
    }
}
