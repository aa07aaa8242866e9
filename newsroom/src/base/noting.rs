//! The sessions whose last use this process is writing right now.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Sessions whose last use is being written. If the database does not take the write, other requests of the session do
/// not try as well.
#[derive(Debug, Clone, Default)]
pub(crate) struct Noting(Arc<Mutex<HashSet<i64>>>);

impl Noting {
    fn sessions(&self) -> MutexGuard<'_, HashSet<i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to write the use of a session; `None` if another request is doing that.
    pub fn begin(&self, session: i64) -> Option<Noted> {
        self.sessions().insert(session).then(|| Noted { noting: self.clone(), session })
    }
}

/// Ends the writing when dropped, whether or not it succeeded.
pub(crate) struct Noted {
    noting: Noting,
    session: i64,
}

impl Drop for Noted {
    fn drop(&mut self) {
        self.noting.sessions().remove(&self.session);
    }
}
