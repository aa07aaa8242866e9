//! Subscriptions of pages of the desk to changes, over streams of events ([`Stream`]).
//!
//! A subscription is a list of subjects, the mark that was last sent for each, and a channel. One task
//! ([`crate::serve::live_updates`]) is woken by every write, here or on another node. It reads the mark of every
//! watched subject, once for all its subscribers, and sends an event to those whose mark has changed. It runs at most
//! four times a second, and at least every five seconds for changes that depend only on time.
//!
//! Promises:
//! - A stream holds no database connection and no thread.
//! - Nobody gets events about a story they may not see. The session is checked again before every change event.
//! - The end of a session ends its streams.
//! - A session has at most six streams.
//! - A subscriber that reads too slowly loses its own stream and delays nobody else.
//! - When the site stops, every stream ends at once.

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

/// Maximum number of streams for one session: as many connections as a browser opens to one host over HTTP/1.1.
pub const STREAMS_OF_A_SESSION: usize = 6;
/// Maximum number of streams: one for every page that a large newsroom has open.
const STREAMS_MAX: usize = 4_096;
/// Maximum number of subjects of one stream.
pub const SUBJECTS_MAX: usize = 20;
/// Maximum number of events queued for one subscriber.
const WAITING_MAX: usize = 32;
/// Time in milliseconds that a browser waits before it reconnects.
const RETRY_MS: u32 = 2_000;

/// All subscriptions. Cheap to clone.
#[derive(Clone, Default)]
pub struct Subscriptions(Arc<Inner>);

#[derive(Default)]
struct Inner {
    open: Mutex<Open>,
    subscribed: Notify,
}

#[derive(Default)]
struct Open {
    all: HashMap<u64, Subscription>,
    next: u64,
    is_closed: bool,
}

/// One subscription.
#[derive(Clone)]
pub(crate) struct Subscription {
    /// Id of the session.
    pub session: i64,
    /// The actor at the time of the last event.
    pub actor: Actor,
    /// Each subject with the mark that was last sent.
    pub sent_marks: Vec<(Watched, Option<String>)>,
    /// When something was last sent.
    pub last_sent: Instant,
    to: mpsc::Sender<Bytes>,
}

impl Subscription {
    /// Queues an event. Returns false if the queue is full or closed.
    pub fn send(&self, words: Bytes) -> bool {
        self.to.try_send(words).is_ok()
    }
}

/// Why a subscription was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubscribeError {
    /// The session has the maximum number of streams.
    TooManyForSession,
    /// The maximum number of streams is reached, or the site is stopping.
    Full,
}

impl Subscriptions {
    /// Subscribes a session that was just authorised. `outage` is the current outage of the storage, if any.
    pub fn subscribe(
        &self,
        outage: Option<Outage>,
        session: &Session,
        subjects: Vec<Watched>,
    ) -> Result<Stream, SubscribeError> {
        let mut open = self.lock();
        if open.is_closed || open.all.len() >= STREAMS_MAX {
            return Err(SubscribeError::Full);
        }
        if open.all.values().filter(|other| other.session == session.id).count() >= STREAMS_OF_A_SESSION {
            return Err(SubscribeError::TooManyForSession);
        }
        let (to, from) = mpsc::channel(WAITING_MAX);
        // The first line is sent at once, so that the browser knows that the stream is open.
        let _ = to.try_send(Bytes::from(format!("retry: {RETRY_MS}\n\n")));
        // Browsers assume that there is no outage until they are told.
        if let Some(outage) = outage {
            let _ = to.try_send(storage(Some(outage)));
        }
        let number = open.next;
        open.next += 1;
        let sent_marks = subjects.into_iter().map(|subject| (subject, None)).collect();
        let subscription =
            Subscription { session: session.id, actor: session.actor(), sent_marks, to, last_sent: Instant::now() };
        open.all.insert(number, subscription);
        drop(open);
        self.0.subscribed.notify_one();
        Ok(Stream { from, number, of: self.clone() })
    }

    /// Ends every stream and refuses further subscriptions.
    pub fn close(&self) {
        let mut open = self.lock();
        open.is_closed = true;
        open.all.clear();
    }

    /// Number of open streams.
    pub fn streams(&self) -> usize {
        self.lock().all.len()
    }

    /// Ends one stream.
    pub fn end(&self, number: u64) {
        self.lock().all.remove(&number);
    }

    /// A copy of all subscriptions with their numbers.
    pub(crate) fn all(&self) -> Vec<(u64, Subscription)> {
        self.lock().all.iter().map(|(number, one)| (*number, one.clone())).collect()
    }

    /// Changes a subscription that is still open.
    pub(crate) fn change(&self, number: u64, change: impl FnOnce(&mut Subscription)) {
        if let Some(one) = self.lock().all.get_mut(&number) {
            change(one);
        }
    }

    /// Waits until somebody subscribes.
    pub async fn subscribed(&self) {
        self.0.subscribed.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The event that reports an outage of the storage, or with `None` its end.
pub(crate) fn storage(outage: Option<Outage>) -> Bytes {
    Bytes::from(format!("event: storage\ndata: {}\n\n", json!({ "outage": outage.map(Outage::word) })))
}

/// The body of a stream. Dropping it ends the subscription.
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
