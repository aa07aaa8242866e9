//! A write in progress, for the acts of the domain.

use rules::{Actor, Hand};
use store::audit::AuditEntry;
use store::clock::Timestamp;
use store::writing::Writing;

use crate::base::audit_acts::AUDIT_ACTS;
use crate::base::error::Result;
use crate::base::events::Event;
use crate::base::happened::{Happened, RightsGrowth};

/// A write in progress: the transaction, its instant, and the events that are written to the publication log at the
/// commit.
pub struct Tx {
    inner: store::Tx,
    events: Vec<Event>,
    happened: Vec<Happened>,
    mails: bool,
}

impl Tx {
    pub(super) fn new(inner: store::Tx, mails: bool) -> Self {
        Self { inner, events: Vec::new(), happened: Vec::new(), mails }
    }

    /// Hands the announced events over to the store.
    pub(super) fn leave_events(&mut self) -> Result<()> {
        for event in std::mem::take(&mut self.events) {
            self.inner.tell(event.line()?);
        }
        Ok(())
    }

    /// The transaction of the store, for committing or rolling back.
    pub(super) fn into_inner(self) -> store::Tx {
        self.inner
    }

    /// The transaction, for queries.
    pub fn db(&self) -> &Writing {
        self.inner.db()
    }

    /// The instant at which everything in this transaction happens.
    pub fn now(&self) -> Timestamp {
        self.inner.now()
    }

    /// Whether mails are sent.
    pub(crate) fn mails(&self) -> bool {
        self.mails
    }

    /// Suppresses the announcement of this write to the desk: it happens often and changes nothing that is watched.
    pub(crate) fn suppress_wake(&mut self) {
        self.inner.suppress_wake();
    }

    /// Adds an entry to the audit log: `act` as in `publish`, `subject` as in `story/abcd1234`, `details` with ids,
    /// states and digests, never with names, addresses or text. Called by the domain act itself.
    pub fn audit(&mut self, actor: &Actor, act: &'static str, subject: impl ToString, details: serde_json::Value) {
        debug_assert!(AUDIT_ACTS.contains(&act), "{act} has no name");
        self.inner.audit(AuditEntry { actor: audit_name(actor), act, subject: subject.to_string(), details });
    }

    /// Records what the act did, for the reactions at the end of the transaction.
    pub(crate) fn happened(&mut self, what: Happened) {
        self.happened.push(what);
    }

    /// Records that rights grew. `whose` is the text for the notice; `invited_by` is the person who made the
    /// invitation.
    pub(crate) fn rights_grew(&mut self, by: &Actor, rise: RightsGrowth, whose: &str, invited_by: Option<i64>) {
        self.happened(Happened::RightsGrew { by: by.clone(), rise, whose: whose.to_owned(), invited_by });
    }

    /// What happened and has not been reacted to yet, in order.
    pub(crate) fn take_happened(&mut self) -> Vec<Happened> {
        std::mem::take(&mut self.happened)
    }

    /// Announces a change that readers may see. Called by the domain act that makes it.
    pub(crate) fn announce(&mut self, event: Event) {
        if !self.events.contains(&event) {
            self.events.push(event);
        }
    }
}

/// The name of an actor in the audit log.
pub fn audit_name(actor: &Actor) -> String {
    match actor.hand() {
        Hand::Person(id) => format!("person/{id}"),
        Hand::Console => "console".to_owned(),
        Hand::Clock => "clock".to_owned(),
    }
}
