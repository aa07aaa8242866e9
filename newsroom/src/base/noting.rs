//! What this process is noting about sessions right now.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Sessions whose use is being noted: a database that does not take it is not asked by every request at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Noting(Arc<Mutex<HashSet<i64>>>);

impl Noting {
    fn sessions(&self) -> MutexGuard<'_, HashSet<i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `None` while this session's use is being noted.
    pub fn begin(&self, session: i64) -> Option<Noted> {
        self.sessions().insert(session).then(|| Noted { noting: self.clone(), session })
    }
}

/// Ends with the note, however it ends.
pub(crate) struct Noted {
    noting: Noting,
    session: i64,
}

impl Drop for Noted {
    fn drop(&mut self) {
        self.noting.sessions().remove(&self.session);
    }
}
