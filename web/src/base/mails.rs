//! Word that a mail waits to be sent.

use std::sync::Arc;

use tokio::sync::Notify;

/// Word that a mail is due. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Mails(Arc<Notify>);

impl Mails {
    /// Says that a mail was left just now.
    pub fn wake(&self) {
        self.0.notify_one();
    }

    /// Resolves when that was said.
    pub async fn woken(&self) {
        self.0.notified().await;
    }
}
