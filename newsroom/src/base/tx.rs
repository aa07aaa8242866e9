//! A write under way, as the acts of the domain see it.

use rules::{Actor, Hand};
use store::audit::AuditEntry;
use store::clock::Timestamp;
use store::writing::Writing;

use crate::base::audit_acts::AUDIT_ACTS;
use crate::base::error::Result;
use crate::base::events::Event;
use crate::base::happened::{Happened, Rise};

/// A write under way: the transaction, its one instant, and what will be told to the publication log at the commit.
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

    /// Leaves what was announced to the publication log.
    pub(super) fn leave_events(&mut self) -> Result<()> {
        for event in std::mem::take(&mut self.events) {
            self.inner.tell(event.line()?);
        }
        Ok(())
    }

    /// The store's own, to be ended.
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

    /// Whether mail goes out.
    pub(crate) fn mails(&self) -> bool {
        self.mails
    }

    /// Says that nobody at the desk needs to hear of this write: it comes often and changes nothing that is watched.
    pub(crate) fn suppress_wake(&mut self) {
        self.inner.suppress_wake();
    }

    /// Puts a row into the audit log: `act` as in `publish`, `subject` as in `story/abcd1234`, `details` with ids, states
    /// and digests, never with names, addresses or text. Called by the domain act itself.
    pub fn audit(&mut self, actor: &Actor, act: &'static str, subject: impl ToString, details: serde_json::Value) {
        debug_assert!(AUDIT_ACTS.contains(&act), "{act} has no name");
        self.inner.audit(AuditEntry { actor: audit_name(actor), act, subject: subject.to_string(), details });
    }

    /// Says what other subjects have to hear of before the transaction ends.
    pub(crate) fn happened(&mut self, what: Happened) {
        self.happened.push(what);
    }

    /// Says that rights grew: `whose` is what a notice says of it, `invited_by` whoever made the invitation by which somebody
    /// came.
    pub(crate) fn rights_grew(&mut self, by: &Actor, rise: Rise, whose: &str, invited_by: Option<i64>) {
        self.happened(Happened::RightsGrew { by: by.clone(), rise, whose: whose.to_owned(), invited_by });
    }

    /// What happened and nobody has reacted to, in order.
    pub(crate) fn take_happened(&mut self) -> Vec<Happened> {
        std::mem::take(&mut self.happened)
    }

    /// Says that readers may see a change. Called by the domain act that makes it.
    pub(crate) fn announce(&mut self, event: Event) {
        if !self.events.contains(&event) {
            self.events.push(event);
        }
    }
}

/// The name under which an actor stands in the audit log.
pub fn audit_name(actor: &Actor) -> String {
    match actor.hand() {
        Hand::Person(id) => format!("person/{id}"),
        Hand::Console => "console".to_owned(),
        Hand::Clock => "clock".to_owned(),
    }
}
