//! Decodes all pictures, whether they come from a form of the desk, an import or the demo.
//!
//! The memory that a picture needs is known before it is decoded (`imaging::inspect`). It is taken from one memory
//! budget of the process; other pictures wait for their turn, in order. A person waits [`TURN_SECONDS_MAX`] at most, a
//! command as long as it takes. Each picture is decoded in a thread of its own with a lower priority, so that saving a
//! text is not slowed down.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use imaging::{InspectedPicture, MEMORY_BYTES_MAX, PHOTO_BYTES_MAX, Refused, Task, TaskOutput};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::base::error::{Error, Result};

/// Seconds that a person waits for a turn: the usual timeout of a reverse proxy.
const TURN_SECONDS_MAX: u64 = 60;
/// Pictures that wait at once: the busiest minute of a newsroom. With more, the last would not get a turn within 60
/// seconds.
const WAITING_MAX: usize = 64;
/// Pictures decoded at once, at most: each keeps a core busy.
const WORKERS_MAX: usize = 2;
/// Bytes of files that are being received or wait for their turn. Together with [`MEMORY_BYTES_MAX`] well below 1 GiB.
const INCOMING_BYTES_MAX: usize = 128 << 20;
/// The nice value of a decoding thread.
const NICENESS: i32 = 10;
/// Bytes that one permit stands for, because a semaphore counts to 2^32 only.
const PERMIT_BYTES: u64 = 1 << 10;

/// The memory and the threads for decoding pictures. Cheap to clone; a process has one.
#[derive(Debug, Clone)]
pub(crate) struct Darkroom {
    memory: Arc<Semaphore>,
    workers: Arc<Semaphore>,
    incoming: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    /// How long a request waits; `None` for a command, which waits as long as it takes.
    timeout: Option<Duration>,
}

/// A permit to read a file into memory, released when dropped.
#[derive(Debug)]
pub struct Admitted {
    _room: OwnedSemaphorePermit,
}

/// A turn to decode a picture.
pub(crate) struct Turn {
    darkroom: Darkroom,
    _worker: OwnedSemaphorePermit,
}

/// The files made of a picture, and their memory permit. Drop it when the files are written.
pub(crate) struct InHand {
    pub(crate) made: TaskOutput,
    _memory: OwnedSemaphorePermit,
}

impl Default for Darkroom {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let workers = cores.saturating_sub(1).clamp(1, WORKERS_MAX);
        Self {
            memory: Arc::new(Semaphore::new(count(permits(MEMORY_BYTES_MAX)))),
            workers: Arc::new(Semaphore::new(workers)),
            incoming: Arc::new(Semaphore::new(count(permits(bytes_of(INCOMING_BYTES_MAX))))),
            waiting: Arc::new(AtomicUsize::new(0)),
            timeout: Some(Duration::from_secs(TURN_SECONDS_MAX)),
        }
    }
}

impl Darkroom {
    /// The same, without a timeout.
    pub(crate) fn patient(self) -> Self {
        Self { timeout: None, ..self }
    }

    /// Waits until a file of `bytes` may be received. The reader of the file refuses one that is larger than a photo
    /// may be.
    pub(crate) async fn admit(&self, bytes: u64) -> Result<Admitted> {
        let bytes = bytes.min(bytes_of(PHOTO_BYTES_MAX) + bytes_of(PHOTO_BYTES_MAX / 8));
        let room = self.waits(self.incoming.clone().acquire_many_owned(permits(bytes))).await?;
        Ok(Admitted { _room: room })
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self) -> Result<Turn> {
        let worker = self.waits(self.workers.clone().acquire_owned()).await?;
        Ok(Turn { darkroom: self.clone(), _worker: worker })
    }

    /// Reads the header of a file without decoding the picture, so that a file that is no picture is refused without
    /// waiting.
    pub(crate) async fn inspect(&self, bytes: Bytes, task: Task) -> Result<InspectedPicture> {
        let inspected = tokio::task::spawn_blocking(move || imaging::inspect(bytes, task)).await;
        Ok(inspected.map_err(|_| stopped())??)
    }

    async fn waits<T>(
        &self,
        turn: impl Future<Output = std::result::Result<T, tokio::sync::AcquireError>>,
    ) -> Result<T> {
        let Some(timeout) = self.timeout else { return turn.await.map_err(|_| Error::PicturesBusy) };
        let _slot = WaitingSlot::take(&self.waiting).ok_or(Error::PicturesBusy)?;
        match tokio::time::timeout(timeout, turn).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(Error::PicturesBusy),
        }
    }
}

impl Turn {
    /// Decodes the picture and makes what its task says.
    pub(crate) async fn run_task(&self, inspected: InspectedPicture) -> Result<InHand> {
        let memory = self.darkroom.memory.clone();
        let memory = self.darkroom.waits(memory.acquire_many_owned(permits(inspected.peak()))).await?;
        let (done, made) = oneshot::channel();
        let work = move || {
            // If the priority cannot be lowered, the thread keeps the normal one.
            #[cfg(unix)]
            let _ = rustix::process::setpriority_process(None, NICENESS);
            // The thread holds the permit, because the caller may be gone before it finishes.
            let made = inspected.run_task().map(|made| InHand { made, _memory: memory });
            let _ = done.send(made);
        };
        std::thread::Builder::new().name("picture".into()).spawn(work).map_err(|_| Error::PicturesBusy)?;
        Ok(made.await.map_err(|_| stopped())??)
    }
}

/// A slot among the waiting requests, released when dropped.
struct WaitingSlot<'a>(&'a AtomicUsize);

impl<'a> WaitingSlot<'a> {
    fn take(waiting: &'a AtomicUsize) -> Option<Self> {
        let slot = Self(waiting);
        // Constructed before the check, so that `drop` decrements the counter in both cases.
        (waiting.fetch_add(1, Ordering::SeqCst) < WAITING_MAX).then_some(slot)
    }
}

impl Drop for WaitingSlot<'_> {
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

    /// A darkroom that times out after a moment.
    fn hurried() -> Darkroom {
        Darkroom { timeout: Some(MOMENT), ..Darkroom::default() }
    }

    #[tokio::test]
    async fn whoever_waits_too_long_or_behind_too_many_is_told() {
        let darkroom = hurried();
        let mut held = Vec::new();
        for _ in 0..darkroom.workers.available_permits() {
            held.push(darkroom.turn().await.unwrap());
        }
        let begun = std::time::Instant::now();
        assert!(matches!(darkroom.turn().await, Err(Error::PicturesBusy)));
        assert!(begun.elapsed() >= MOMENT);
        let long = Darkroom { timeout: Some(Duration::from_secs(60)), ..darkroom.clone() };
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
        // A command waits behind all of them.
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
