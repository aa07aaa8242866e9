//! The one place where pictures are decoded, whoever sent them: a form of the desk, an import, the demo.
//!
//! A picture says what it will take before it is decoded (`imaging::read`), and takes that much of one memory for the whole
//! process; others wait for their turn, in order. Somebody before a screen waits [`TURN_SECONDS_MAX`] at most, a command as
//! long as it takes. The work is done in a thread of its own
//! with a lower priority, so that whoever saves a text meanwhile does not wait for pixels.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use imaging::{Developed, MEMORY_BYTES_MAX, Negative, PHOTO_BYTES_MAX, Refused, Task};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::base::error::{Error, Result};

/// Seconds somebody waits for their turn: what proxies before a site usually wait for an answer.
const TURN_SECONDS_MAX: u64 = 60;
/// Pictures that wait at once: a newsroom's busiest minute, and at 60 seconds nobody behind them would get a turn.
const WAITING_MAX: usize = 64;
/// Pictures that are worked on at once, at most: each keeps a core busy.
const HANDS_MAX: usize = 2;
/// Bytes of files that are on their way in or wait for their turn: with [`MEMORY_BYTES_MAX`] well below 1 GiB.
const INCOMING_BYTES_MAX: usize = 128 << 20;
/// How much lower the priority of the work is (nice).
const NICENESS: i32 = 10;
/// What a permit stands for: one semaphore counts to 2^32 only.
const PERMIT_BYTES: u64 = 1 << 10;

/// Memory and hands for pictures. Cheap to clone; one for a process.
#[derive(Debug, Clone)]
pub(crate) struct Darkroom {
    memory: Arc<Semaphore>,
    hands: Arc<Semaphore>,
    incoming: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    /// How long who waits is kept waiting; `None` where nobody sits before a screen.
    patience: Option<Duration>,
}

/// A file that may be read into memory, for as long as this is held.
#[derive(Debug)]
pub struct Admitted {
    _room: OwnedSemaphorePermit,
}

/// Somebody's turn.
pub(crate) struct Turn {
    darkroom: Darkroom,
    _hand: OwnedSemaphorePermit,
}

/// What was made, and the memory it lies in: to be dropped when the files are written.
pub(crate) struct InHand {
    pub(crate) made: Developed,
    _memory: OwnedSemaphorePermit,
}

impl Default for Darkroom {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let hands = cores.saturating_sub(1).clamp(1, HANDS_MAX);
        Self {
            memory: Arc::new(Semaphore::new(count(permits(MEMORY_BYTES_MAX)))),
            hands: Arc::new(Semaphore::new(hands)),
            incoming: Arc::new(Semaphore::new(count(permits(bytes_of(INCOMING_BYTES_MAX))))),
            waiting: Arc::new(AtomicUsize::new(0)),
            patience: Some(Duration::from_secs(TURN_SECONDS_MAX)),
        }
    }
}

impl Darkroom {
    /// The same, where everybody gets a turn, however long that takes.
    pub(crate) fn patient(self) -> Self {
        Self { patience: None, ..self }
    }

    /// Waits until a file of `bytes` may come in; more than a photo may have is refused by whoever reads it.
    pub(crate) async fn admit(&self, bytes: u64) -> Result<Admitted> {
        let bytes = bytes.min(bytes_of(PHOTO_BYTES_MAX) + bytes_of(PHOTO_BYTES_MAX / 8));
        let room = self.waits(self.incoming.clone().acquire_many_owned(permits(bytes))).await?;
        Ok(Admitted { _room: room })
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self) -> Result<Turn> {
        let hand = self.waits(self.hands.clone().acquire_owned()).await?;
        Ok(Turn { darkroom: self.clone(), _hand: hand })
    }

    /// Looks at a file without decoding it: what is no picture waits for nothing.
    pub(crate) async fn look(&self, bytes: Bytes, task: Task) -> Result<Negative> {
        let looked = tokio::task::spawn_blocking(move || imaging::read(bytes, task)).await;
        Ok(looked.map_err(|_| stopped())??)
    }

    async fn waits<T>(
        &self,
        turn: impl Future<Output = std::result::Result<T, tokio::sync::AcquireError>>,
    ) -> Result<T> {
        let Some(patience) = self.patience else { return turn.await.map_err(|_| Error::PicturesBusy) };
        let _place = Place::take(&self.waiting).ok_or(Error::PicturesBusy)?;
        match tokio::time::timeout(patience, turn).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(Error::PicturesBusy),
        }
    }
}

impl Turn {
    /// Decodes `negative` and makes what was asked for.
    pub(crate) async fn develop(&self, negative: Negative) -> Result<InHand> {
        let memory = self.darkroom.memory.clone();
        let memory = self.darkroom.waits(memory.acquire_many_owned(permits(negative.peak()))).await?;
        let (done, made) = oneshot::channel();
        let work = move || {
            // A priority that cannot be lowered is one like everybody's.
            #[cfg(unix)]
            let _ = rustix::process::setpriority_process(None, NICENESS);
            // Held here: whoever asked may be gone while this works on.
            let made = negative.develop().map(|made| InHand { made, _memory: memory });
            let _ = done.send(made);
        };
        std::thread::Builder::new().name("picture".into()).spawn(work).map_err(|_| Error::PicturesBusy)?;
        Ok(made.await.map_err(|_| stopped())??)
    }
}

/// A place among those who wait.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Option<Self> {
        let place = Self(waiting);
        // Given back by its end also where there was none left.
        (waiting.fetch_add(1, Ordering::SeqCst) < WAITING_MAX).then_some(place)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl From<Refused> for Error {
    fn from(why: Refused) -> Self {
        Self::BadPicture { why }
    }
}

fn stopped() -> Error {
    Refused::Damaged("decoding it failed".into()).into()
}

fn permits(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(PERMIT_BYTES)).unwrap_or(u32::MAX)
}

fn count(permits: u32) -> usize {
    usize::try_from(permits).unwrap_or(usize::MAX)
}

fn bytes_of(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOMENT: Duration = Duration::from_millis(300);

    /// Where nobody waits for more than a moment.
    fn hurried() -> Darkroom {
        Darkroom { patience: Some(MOMENT), ..Darkroom::default() }
    }

    #[tokio::test]
    async fn whoever_waits_too_long_or_behind_too_many_is_told() {
        let darkroom = hurried();
        let mut held = Vec::new();
        for _ in 0..darkroom.hands.available_permits() {
            held.push(darkroom.turn().await.unwrap());
        }
        let begun = std::time::Instant::now();
        assert!(matches!(darkroom.turn().await, Err(Error::PicturesBusy)));
        assert!(begun.elapsed() >= MOMENT);
        let long = Darkroom { patience: Some(Duration::from_secs(60)), ..darkroom.clone() };
        let waiting: Vec<_> = (0..WAITING_MAX)
            .map(|_| {
                let darkroom = long.clone();
                tokio::spawn(async move { darkroom.turn().await.is_ok() })
            })
            .collect();
        while darkroom.waiting.load(Ordering::SeqCst) < WAITING_MAX {
            tokio::task::yield_now().await;
        }
        let begun = std::time::Instant::now();
        assert!(matches!(darkroom.turn().await, Err(Error::PicturesBusy)), "one too many");
        assert!(begun.elapsed() < MOMENT);
        // A command waits behind them all.
        let command = tokio::spawn(async move { darkroom.patient().turn().await.is_ok() });
        tokio::time::sleep(MOMENT * 2).await;
        assert!(!command.is_finished());
        drop(held);
        for one in waiting {
            assert!(one.await.unwrap(), "whoever waits gets a turn");
        }
        assert!(command.await.unwrap(), "and so does the command");
        assert_eq!(long.waiting.load(Ordering::SeqCst), 0);
    }

    #[tokio::test]
    async fn files_come_in_as_far_as_there_is_room() {
        let darkroom = hurried();
        let whole = bytes_of(INCOMING_BYTES_MAX);
        let first = darkroom.admit(whole / 4).await.unwrap();
        let _second = darkroom.admit(u64::MAX).await.unwrap();
        let _third = darkroom.admit(whole / 4).await.unwrap();
        assert!(matches!(darkroom.admit(u64::MAX).await, Err(Error::PicturesBusy)));
        drop(first);
        assert!(darkroom.admit(whole / 4).await.is_ok());
    }
}
