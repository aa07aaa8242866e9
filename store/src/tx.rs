//! A write in progress.

use tokio::sync::OwnedMutexGuard;

use crate::audit::AuditEntry;
use crate::clock::Timestamp;
use crate::log::Line;
use crate::writing::Writing;

/// A write in progress: the transaction, its instant, and the lines that are written to the logs at the commit. Dropped
/// without an end, it is rolled back.
pub struct Tx {
    pub(crate) inner: Writing,
    pub(crate) now: Timestamp,
    pub(crate) lines: Vec<Line>,
    pub(crate) entries: Vec<AuditEntry>,
    pub(crate) is_quiet: bool,
    /// Excludes other writes of this process, on SQLite.
    pub(crate) turn: Option<OwnedMutexGuard<()>>,
}

impl Tx {
    /// The transaction, for queries.
    pub fn db(&self) -> &Writing {
        &self.inner
    }

    /// The instant at which everything in this transaction happens.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Suppresses the announcement of this write to the desk: it happens often and changes nothing that is watched.
    pub fn suppress_wake(&mut self) {
        self.is_quiet = true;
    }

    /// Adds an entry to the audit log at the commit.
    pub fn audit(&mut self, entry: AuditEntry) {
        self.entries.push(entry);
    }

    /// Adds a line to the publication log at the commit.
    pub fn tell(&mut self, line: Line) {
        self.lines.push(line);
    }
}
