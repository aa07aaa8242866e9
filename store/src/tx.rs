//! A write under way.

use tokio::sync::OwnedMutexGuard;

use crate::audit::Deed;
use crate::clock::Timestamp;
use crate::log::Line;
use crate::writing::Writing;

/// A write under way: the transaction, its one instant, and what will be told to the logs at the commit. Dropped without an
/// end, it is rolled back.
pub struct Tx {
    pub(crate) inner: Writing,
    pub(crate) now: Timestamp,
    pub(crate) lines: Vec<Line>,
    pub(crate) deeds: Vec<Deed>,
    pub(crate) is_quiet: bool,
    /// Whose turn it is to write, where one writes at a time.
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

    /// Says that nobody at the desk needs to hear of this write: it comes often and changes nothing that is watched.
    pub fn goes_unheard(&mut self) {
        self.is_quiet = true;
    }

    /// Leaves a row to the audit log.
    pub fn audit(&mut self, deed: Deed) {
        self.deeds.push(deed);
    }

    /// Leaves a line to the publication log.
    pub fn tell(&mut self, line: Line) {
        self.lines.push(line);
    }
}
