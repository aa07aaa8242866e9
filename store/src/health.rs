//! How the storage is, as this process last saw it, and which connections may still be used.
//!
//! Whoever asks the storage for something goes past here: a full disk refuses writes before they begin, a database that
//! does not answer ends what waits for it, and a connection that was open when a transaction went wrong is never used
//! again, because nobody knows where it stands.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::error::{Error, Result};
use crate::outage::Outage;
use crate::reserve::Reserve;

/// How often a full disk is looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// Shared by everything that uses one paper's storage. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Health(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    outage: watch::Sender<Option<Outage>>,
    damage: Mutex<Option<String>>,
    looked: Mutex<Option<Instant>>,
    reserve: Option<Reserve>,
    keeps_reserve: AtomicBool,
    born: Instant,
    /// Microseconds after `born` of the last fault of a transaction, plus one; 0 before the first.
    fault: AtomicU64,
    /// Microseconds after `born` of the last answer.
    answered: AtomicU64,
}

impl Health {
    /// `reserve` where the database is a file of this machine.
    pub(crate) fn new(reserve: Option<Reserve>) -> Self {
        Self(Arc::new(Inner {
            outage: watch::Sender::new(None),
            damage: Mutex::default(),
            looked: Mutex::default(),
            reserve,
            keeps_reserve: AtomicBool::new(false),
            born: Instant::now(),
            fault: AtomicU64::new(0),
            answered: AtomicU64::new(0),
        }))
    }

    /// What hinders the storage now; `None` where nothing is known to.
    pub fn outage(&self) -> Option<Outage> {
        *self.0.outage.borrow()
    }

    /// What the database said when it found its file damaged. It stays said until the process ends.
    pub fn damage(&self) -> Option<String> {
        self.0.damage.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Resolves when the outage is another than `seen`.
    pub async fn changed_from(&self, seen: Option<Outage>) {
        // The sender lives as long as we do.
        let _ = self.0.outage.subscribe().wait_for(|now| *now != seen).await;
    }

    /// Takes note of what a question ended with.
    pub(crate) fn note<T>(&self, ended: Result<T>) -> Result<T> {
        if let Err(error) = &ended {
            self.take_note(error);
        }
        ended
    }

    /// Takes note of what an act failed with.
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
            // One lock or one connection says nothing of the next; who watches says it of all.
            Outage::Away | Outage::Busy => {}
        }
    }

    /// Something was written: nothing hinders.
    pub fn wrote(&self) {
        self.end(|_| true);
    }

    /// The database answers.
    pub(crate) fn answers(&self) {
        self.end(|outage| outage == Outage::Away);
    }

    /// The database does not answer: whoever waits for it is told, and no connection of now is used again.
    pub(crate) fn away(&self, cause: &str) {
        self.begin(Outage::Away, cause);
    }

    fn begin(&self, outage: Outage, cause: &str) {
        // A connection opened while the disk takes no writes takes none afterwards either.
        self.distrust();
        let is_news = self.0.outage.send_if_modified(|now| now.replace(outage) != Some(outage));
        if is_news {
            tracing::error!(outage = outage.word(), cause, "the storage does not do its work");
            if let (Outage::Full, Some(reserve)) = (outage, &self.0.reserve) {
                reserve.release();
            }
        }
    }

    fn end(&self, ends: impl Fn(Outage) -> bool) {
        let ended = self.0.outage.send_if_modified(|now| now.is_some_and(&ends) && now.take().is_some());
        if ended {
            self.distrust();
            tracing::info!("the storage does its work again");
        }
    }

    /// From now on space is kept free beside the database, as far as there is any.
    pub(crate) fn keep_reserve(&self) {
        self.0.keeps_reserve.store(true, Ordering::Release);
        self.look();
    }

    /// Looks whether a disk that was full or took no writes is as it was.
    fn look(&self) {
        let Some(reserve) = self.0.reserve.as_ref().filter(|_| self.0.keeps_reserve.load(Ordering::Acquire)) else {
            // Nothing to look at but the next write.
            return self.end(|outage| matches!(outage, Outage::Full | Outage::ReadOnly));
        };
        match reserve.hold() {
            Ok(()) => self.end(|outage| matches!(outage, Outage::Full | Outage::ReadOnly)),
            Err(error) => match Outage::of_io(&error) {
                Some(outage) => self.begin(outage, &error.to_string()),
                None => tracing::warn!(%error, "no space could be set aside"),
            },
        }
    }

    /// Looks again, where the last look is long enough ago.
    pub(crate) fn look_again(&self) {
        if !matches!(self.outage(), Some(Outage::Full | Outage::ReadOnly)) {
            return;
        }
        {
            let mut looked = self.0.looked.lock().unwrap_or_else(PoisonError::into_inner);
            if looked.is_some_and(|at| at.elapsed() < LOOK_AGAIN) {
                return;
            }
            *looked = Some(Instant::now());
        }
        self.look();
    }

    /// Whether a write may begin. [`Error::Storage`] while the disk is full or takes no writes.
    pub fn may_write(&self) -> Result<()> {
        self.look_again();
        match self.outage() {
            Some(outage @ (Outage::Full | Outage::ReadOnly)) => {
                Err(Error::Storage { outage, cause: "nothing is written until there is space again".to_owned() })
            }
            _ => Ok(()),
        }
    }

    /// What `asked` answers, or [`Outage::Away`] as soon as the database is known not to answer.
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

    /// A transaction did not begin, end or roll back as it should: no connection that is open now is used again.
    pub(crate) fn distrust(&self) {
        self.0.fault.fetch_max(self.micros() + 1, Ordering::AcqRel);
    }

    /// Whether the database has answered anything as lately as that.
    pub(crate) fn answered_within(&self, span: Duration) -> bool {
        let since = self.micros().saturating_sub(self.0.answered.load(Ordering::Acquire));
        u128::from(since) < span.as_micros()
    }

    fn micros(&self) -> u64 {
        u64::try_from(self.0.born.elapsed().as_micros()).unwrap_or(u64::MAX - 1)
    }

    /// Whether connections are kept for the next question. SQLite shares its memory among all connections of a process: one
    /// that was opened while the disk takes no writes would keep every later one from writing as long as it is open.
    pub(crate) fn keeps_connections(&self) -> bool {
        self.outage() != Some(Outage::ReadOnly)
    }

    /// Whether a connection of this age may be used.
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
        // There is space in truth: the next look finds it.
        assert!(health.may_write().is_ok());
        assert!(folder.path().join("matbaa.reserve").exists());
    }
}
