//! The state of the storage as this process last saw it, and which connections may still be used.
//!
//! Every use of the storage goes through here. A full disk refuses writes before they begin. A database that does not
//! answer ends the requests that wait for it. A connection that was open when a transaction went wrong is never used
//! again, because its state is unknown.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::error::{Error, Result};
use crate::outage::Outage;
use crate::reserve::Reserve;

/// Shortest time between two checks of a full disk.
const CHECK_EVERY: Duration = Duration::from_millis(500);

/// Shared by everything that uses one paper's storage. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Health(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    outage: watch::Sender<Option<Outage>>,
    damage: Mutex<Option<String>>,
    checked: Mutex<Option<Instant>>,
    reserve: Option<Reserve>,
    keeps_reserve: AtomicBool,
    born: Instant,
    /// Microseconds after `born` of the last fault of a transaction, plus one; 0 if there was none.
    fault: AtomicU64,
    /// Microseconds after `born` of the last answer.
    answered: AtomicU64,
}

impl Health {
    /// `reserve` is given if the database is a file of this machine.
    pub(crate) fn new(reserve: Option<Reserve>) -> Self {
        Self(Arc::new(Inner {
            outage: watch::Sender::new(None),
            damage: Mutex::default(),
            checked: Mutex::default(),
            reserve,
            keeps_reserve: AtomicBool::new(false),
            born: Instant::now(),
            fault: AtomicU64::new(0),
            answered: AtomicU64::new(0),
        }))
    }

    /// The present outage; `None` if none is known.
    pub fn outage(&self) -> Option<Outage> {
        *self.0.outage.borrow()
    }

    /// The message of the database when it found its file damaged. It stays until the process ends.
    pub fn damage(&self) -> Option<String> {
        self.0.damage.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns when the outage is another than `seen`.
    pub async fn changed_from(&self, seen: Option<Outage>) {
        // The sender lives as long as `self`, so this never fails.
        let _ = self.0.outage.subscribe().wait_for(|now| *now != seen).await;
    }

    /// Records the result of a query.
    pub(crate) fn note<T>(&self, ended: Result<T>) -> Result<T> {
        if let Err(error) = &ended {
            self.take_note(error);
        }
        ended
    }

    /// Records the error of an act.
    pub fn take_note(&self, error: &Error) {
        let Error::Storage { outage, cause } = error else { return };
        match outage {
            Outage::Full | Outage::ReadOnly => self.begin(*outage, cause),
            Outage::Damaged => {
                let mut damage = self.0.damage.lock().unwrap_or_else(PoisonError::into_inner);
                if damage.is_none() {
                    tracing::error!(cause, "the database is damaged: restore a backup, or ask for help");
                }
                *damage = Some(cause.clone());
            }
            // One lock or one connection says nothing about the next; the watcher decides about the whole database.
            Outage::Away | Outage::Busy | Outage::MediaAway => {}
        }
    }

    /// A write succeeded: there is no outage.
    pub fn wrote(&self) {
        self.end(|_| true);
    }

    /// The database answers.
    pub(crate) fn answers(&self) {
        self.end(|outage| outage == Outage::Away);
    }

    /// The database does not answer. Waiting requests are told, and no connection open now is used again.
    pub(crate) fn away(&self, cause: &str) {
        self.begin(Outage::Away, cause);
    }

    fn begin(&self, outage: Outage, cause: &str) {
        // A connection opened while the disk is read-only stays read-only afterwards.
        self.distrust();
        let is_news = self.0.outage.send_if_modified(|now| now.replace(outage) != Some(outage));
        if is_news {
            tracing::error!(outage = outage.word(), cause, "the storage is unavailable");
            if let (Outage::Full, Some(reserve)) = (outage, &self.0.reserve) {
                reserve.release();
            }
        }
    }

    fn end(&self, ends: impl Fn(Outage) -> bool) {
        let ended = self.0.outage.send_if_modified(|now| now.is_some_and(&ends) && now.take().is_some());
        if ended {
            self.distrust();
            tracing::info!("the storage is available again");
        }
    }

    /// From now on, keeps space free beside the database, as far as there is any.
    pub(crate) fn keep_reserve(&self) {
        self.0.keeps_reserve.store(true, Ordering::Release);
        self.check();
    }

    /// Checks whether a disk that was full or read-only has recovered.
    fn check(&self) {
        let Some(reserve) = self.0.reserve.as_ref().filter(|_| self.0.keeps_reserve.load(Ordering::Acquire)) else {
            // Only the next write can show it.
            return self.end(|outage| matches!(outage, Outage::Full | Outage::ReadOnly));
        };
        match reserve.hold() {
            Ok(()) => self.end(|outage| matches!(outage, Outage::Full | Outage::ReadOnly)),
            Err(error) => match Outage::of_io(&error) {
                Some(outage) => self.begin(outage, &error.to_string()),
                None => tracing::warn!(%error, "no disk space could be reserved"),
            },
        }
    }

    /// Checks again, if the last check is long enough ago.
    pub(crate) fn check_again(&self) {
        if !matches!(self.outage(), Some(Outage::Full | Outage::ReadOnly)) {
            return;
        }
        {
            let mut checked = self.0.checked.lock().unwrap_or_else(PoisonError::into_inner);
            if checked.is_some_and(|at| at.elapsed() < CHECK_EVERY) {
                return;
            }
            *checked = Some(Instant::now());
        }
        self.check();
    }

    /// Whether a write may begin. [`Error::Storage`] while the disk is full or read-only.
    pub fn may_write(&self) -> Result<()> {
        self.check_again();
        match self.outage() {
            Some(outage @ (Outage::Full | Outage::ReadOnly)) => {
                Err(Error::Storage { outage, cause: "nothing is written until the disk has space again".to_owned() })
            }
            _ => Ok(()),
        }
    }

    /// The result of `asked`, or [`Outage::Away`] as soon as the database is known not to answer.
    pub async fn unless_away<T, E: From<Error>>(&self, asked: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        let away = |cause: &str| Err(Error::Storage { outage: Outage::Away, cause: cause.to_owned() }.into());
        let mut outage = self.0.outage.subscribe();
        if *outage.borrow_and_update() == Some(Outage::Away) {
            return away("it did not answer a moment ago");
        }
        tokio::select! {
            biased;
            answered = asked => {
                if answered.is_ok() {
                    self.0.answered.fetch_max(self.micros(), Ordering::AcqRel);
                }
                answered
            }
            _ = outage.wait_for(|now| *now == Some(Outage::Away)) => away("it stopped answering"),
        }
    }

    /// Ends as soon as the database is known not to answer, with [`Outage::Away`].
    pub fn until_away(&self) -> Pin<Box<dyn Future<Output = Error> + Send>> {
        let health = self.clone();
        Box::pin(async move {
            match health.unless_away(std::future::pending::<Result<Infallible>>()).await {
                Ok(never) => match never {},
                Err(error) => error,
            }
        })
    }

    /// A transaction did not begin, end or roll back as it should: no connection open now is used again.
    pub(crate) fn distrust(&self) {
        self.0.fault.fetch_max(self.micros() + 1, Ordering::AcqRel);
    }

    /// Whether the database has answered any query within the last `span`.
    pub(crate) fn answered_within(&self, span: Duration) -> bool {
        let since = self.micros().saturating_sub(self.0.answered.load(Ordering::Acquire));
        u128::from(since) < span.as_micros()
    }

    fn micros(&self) -> u64 {
        u64::try_from(self.0.born.elapsed().as_micros()).unwrap_or(u64::MAX - 1)
    }

    /// Whether idle connections are kept. SQLite shares memory among all connections of a process: a connection opened
    /// while the disk is read-only would keep later ones from writing for as long as it is open.
    pub(crate) fn keeps_connections(&self) -> bool {
        self.outage() != Some(Outage::ReadOnly)
    }

    /// Whether a connection that was opened `age` ago may be used.
    pub(crate) fn trusts(&self, age: Duration) -> bool {
        let fault = self.0.fault.load(Ordering::Acquire);
        let opened = self.0.born.elapsed().saturating_sub(age);
        fault == 0 || opened.as_micros() > u128::from(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_open_at_a_fault_is_not_used_again() {
        let health = Health::new(None);
        std::thread::sleep(Duration::from_millis(2));
        let opened = Instant::now();
        assert!(health.trusts(opened.elapsed()));
        health.distrust();
        assert!(!health.trusts(opened.elapsed()));
        std::thread::sleep(Duration::from_millis(2));
        assert!(health.trusts(Duration::ZERO));
    }

    #[tokio::test]
    async fn whoever_waits_is_told_when_the_database_is_away() {
        let health = Health::new(None);
        let waits = tokio::spawn({
            let health = health.clone();
            async move { health.unless_away(std::future::pending::<Result<()>>()).await }
        });
        tokio::task::yield_now().await;
        health.away("test");
        let told = waits.await.unwrap();
        assert!(matches!(told, Err(Error::Storage { outage: Outage::Away, .. })));
        assert!(health.unless_away(async { Ok::<(), Error>(()) }).await.is_err());
        health.answers();
        assert!(health.unless_away(async { Ok::<(), Error>(()) }).await.is_ok());
    }

    #[test]
    fn a_full_disk_refuses_until_something_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let health = Health::new(Some(Reserve::of(folder.path())));
        health.keep_reserve();
        assert_eq!(health.outage(), None);
        let full: Result<()> = Err(Error::Storage { outage: Outage::Full, cause: "no space".into() });
        assert!(health.note(full).is_err());
        assert_eq!(health.outage(), Some(Outage::Full));
        assert!(!folder.path().join("matbaa.reserve").exists(), "given up");
        // In fact there is space, and the next check finds it.
        assert!(health.may_write().is_ok());
        assert!(folder.path().join("matbaa.reserve").exists());
    }
}
