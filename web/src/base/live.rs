//! Who is subscribed to what at the desk, over streams of events ([`Stream`]).
//!
//! A subscription is a few subjects, the marks it was last told, and a channel. One task ([`crate::serve::telling`]) is woken by
//! whatever is written, here or on another node, asks the newsroom for the mark of each subject that somebody watches, once
//! for all who watch it, and tells those whose mark has become another. It looks four times a second at most, and every
//! five seconds by itself, for what changes by time alone.
//!
//! Promises: a stream holds no connection to the database and no thread; who may not see a story hears nothing of it,
//! asked again of their session whenever there is something to tell; a session that has ended ends its streams; nobody
//! holds more than six of them, and a reader of events who does not take them loses the stream, not the others; when the
//! site stops, every stream ends at once.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Frame;
use newsroom::{Actor, Outage, Session, Watched};
use serde_json::json;
use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;

/// Streams of one session: as many as a browser opens to one host over HTTP/1.1.
pub const STREAMS_OF_A_SESSION: usize = 6;
/// Streams in all: one for every page that a large newsroom has open.
const STREAMS_MAX: usize = 4_096;
/// Subjects of one stream.
pub const SUBJECTS_MAX: usize = 20;
/// Events that wait for one reader.
const WAITING_MAX: usize = 32;
/// How long a browser waits before it opens a broken stream again, in milliseconds.
const RETRY_MS: u32 = 2_000;

/// Every subscription. Cheap to clone.
#[derive(Clone, Default)]
pub struct Subscriptions(Arc<Inner>);

#[derive(Default)]
struct Inner {
    open: Mutex<Open>,
    joined: Notify,
}

#[derive(Default)]
struct Open {
    all: HashMap<u64, Subscription>,
    next: u64,
    is_closed: bool,
}

/// One of them.
#[derive(Clone)]
pub(crate) struct Subscription {
    /// Whose session.
    pub session: i64,
    /// Who they were when they were last told something.
    pub actor: Actor,
    /// Each subject with the mark that was told last.
    pub told: Vec<(Watched, Option<String>)>,
    /// When something was last said.
    pub spoke: Instant,
    to: mpsc::Sender<Bytes>,
}

impl Subscription {
    /// Says `words`; false where they are not taken.
    pub fn say(&self, words: Bytes) -> bool {
        self.to.try_send(words).is_ok()
    }
}

/// Why there is no stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoStream {
    /// The session has six already.
    Enough,
    /// There are as many as there may be, or the site is stopping.
    Full,
}

impl Subscriptions {
    /// Subscribes somebody who has just been let in; `outage` is what hinders the storage now.
    pub fn subscribe(
        &self,
        outage: Option<Outage>,
        session: &Session,
        subjects: Vec<Watched>,
    ) -> Result<Stream, NoStream> {
        let mut open = self.lock();
        if open.is_closed || open.all.len() >= STREAMS_MAX {
            return Err(NoStream::Full);
        }
        if open.all.values().filter(|other| other.session == session.id).count() >= STREAMS_OF_A_SESSION {
            return Err(NoStream::Enough);
        }
        let (to, from) = mpsc::channel(WAITING_MAX);
        // A first line at once: the browser knows that the stream stands before anything has happened.
        let _ = to.try_send(Bytes::from(format!("retry: {RETRY_MS}\n\n")));
        // Nothing hinders unless it is said.
        if let Some(outage) = outage {
            let _ = to.try_send(storage(Some(outage)));
        }
        let number = open.next;
        open.next += 1;
        let told = subjects.into_iter().map(|subject| (subject, None)).collect();
        let subscription =
            Subscription { session: session.id, actor: session.actor(), told, to, spoke: Instant::now() };
        open.all.insert(number, subscription);
        drop(open);
        self.0.joined.notify_one();
        Ok(Stream { from, number, of: self.clone() })
    }

    /// Ends every stream and takes no subscription any more.
    pub fn close(&self) {
        let mut open = self.lock();
        open.is_closed = true;
        open.all.clear();
    }

    /// Streams that are open.
    pub fn streams(&self) -> usize {
        self.lock().all.len()
    }

    /// Ends one.
    pub fn end(&self, number: u64) {
        self.lock().all.remove(&number);
    }

    /// All of them with their numbers, as they are now.
    pub(crate) fn all(&self) -> Vec<(u64, Subscription)> {
        self.lock().all.iter().map(|(number, one)| (*number, one.clone())).collect()
    }

    /// Changes one that is still open.
    pub(crate) fn change(&self, number: u64, change: impl FnOnce(&mut Subscription)) {
        if let Some(one) = self.lock().all.get_mut(&number) {
            change(one);
        }
    }

    /// Resolves when somebody has subscribed.
    pub async fn joined(&self) {
        self.0.joined.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The event that says what hinders the storage; nothing any more without an outage.
pub(crate) fn storage(outage: Option<Outage>) -> Bytes {
    Bytes::from(format!("event: storage\ndata: {}\n\n", json!({ "outage": outage.map(Outage::word) })))
}

/// The body of a stream. Whoever drops it ends the subscription.
pub struct Stream {
    from: mpsc::Receiver<Bytes>,
    number: u64,
    of: Subscriptions,
}

impl http_body::Body for Stream {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.from.poll_recv(context).map(|words| words.map(|words| Ok(Frame::data(words))))
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.of.end(self.number);
    }
}
