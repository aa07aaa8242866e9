//! Closes inactive connections: after 15 seconds without a complete request head, 60 seconds between requests, and 30
//! seconds without progress while a response is written (SECURITY-CONTRACT section 5).
//!
//! A timer for every request would cost more than the response. Instead, each connection records its phase and the
//! second in which that began, and all connections of a core are checked once a second.

use std::cell::{Cell, RefCell};
use std::io;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::task::AbortHandle;

use super::sendfile;
use crate::base::cache::SendfileBody;

/// Maximum time for a request's head, in seconds.
const HEAD_SECONDS: u32 = 15;
/// Maximum time between two requests, in seconds.
const IDLE_SECONDS: u32 = 60;
/// Maximum time without progress while a response is written, in seconds.
const STALLED_SECONDS: u32 = 30;

/// The phase of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Waiting for a request.
    Idle,
    /// Receiving the head of a request.
    Head,
    /// The response is being made.
    Answering,
    /// The response is being written.
    Writing,
}

/// The activity of one connection.
pub struct Activity {
    clock: Rc<Cell<u32>>,
    phase: Cell<Phase>,
    since: Cell<u32>,
    /// The client is not reading.
    blocked: Cell<bool>,
    task: RefCell<Option<AbortHandle>>,
    /// The body being written, if it can be sent with `sendfile`.
    sendfile_body: RefCell<Option<SendfileBody>>,
}

impl Activity {
    fn enter(&self, phase: Phase) {
        self.phase.set(phase);
        self.since.set(self.clock.get());
    }

    /// Sets the task to abort when the connection must be closed.
    pub fn set_task(&self, task: AbortHandle) {
        *self.task.borrow_mut() = Some(task);
    }

    /// A complete request head was received.
    pub fn request_received(&self) {
        self.enter(Phase::Answering);
    }

    /// The response is ready.
    pub fn response_ready(&self) {
        self.enter(Phase::Writing);
    }

    /// Sets the body of the next response, if it can be sent with `sendfile`.
    pub fn set_sendfile_body(&self, sendfile_body: Option<SendfileBody>) {
        *self.sendfile_body.borrow_mut() = sendfile_body;
    }

    fn bytes_read(&self) {
        if self.phase.get() == Phase::Idle {
            self.enter(Phase::Head);
        }
    }

    fn bytes_written(&self, is_progress: bool) {
        self.blocked.set(!is_progress);
        if is_progress {
            self.since.set(self.clock.get());
        }
    }

    fn all_written(&self) {
        if self.phase.get() == Phase::Writing {
            self.enter(Phase::Idle);
            self.set_sendfile_body(None);
        }
    }

    /// Whether the connection is between two requests, or still receiving a head.
    fn may_be_closed(&self) -> bool {
        matches!(self.phase.get(), Phase::Idle | Phase::Head) && self.task.borrow().is_some()
    }

    /// Closes the connection. Returns false if it was closed already.
    fn close(&self) -> bool {
        self.task.borrow_mut().take().map(|task| task.abort()).is_some()
    }

    fn is_overdue(&self) -> bool {
        let seconds = self.clock.get().saturating_sub(self.since.get());
        match self.phase.get() {
            Phase::Idle => seconds > IDLE_SECONDS,
            Phase::Head => seconds > HEAD_SECONDS,
            Phase::Answering | Phase::Writing => self.blocked.get() && seconds > STALLED_SECONDS,
        }
    }
}

/// The connections of one core.
#[derive(Clone)]
pub struct Connections {
    clock: Rc<Cell<u32>>,
    all: Rc<RefCell<Vec<Weak<Activity>>>>,
}

impl Connections {
    /// No connections.
    pub fn new() -> Self {
        Self { clock: Rc::default(), all: Rc::default() }
    }

    /// Registers a new connection, which waits for its first request head.
    pub fn begin(&self) -> Rc<Activity> {
        let (phase, since) = (Cell::new(Phase::Head), Cell::new(self.clock.get()));
        let (blocked, task) = (Cell::new(false), RefCell::default());
        let sendfile_body = RefCell::default();
        let activity = Rc::new(Activity { clock: self.clock.clone(), phase, since, blocked, task, sendfile_body });
        self.all.borrow_mut().push(Rc::downgrade(&activity));
        activity
    }

    /// Closes overdue connections once a second. Never returns.
    pub async fn close_the_idle(self) {
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            self.tick();
        }
    }

    fn tick(&self) {
        self.clock.set(self.clock.get().saturating_add(1));
        self.all.borrow_mut().retain(|activity| {
            let Some(activity) = activity.upgrade() else { return false };
            if !activity.is_overdue() {
                return true;
            }
            activity.close();
            false
        });
    }

    /// Closes the connection that has been idle longest. Returns false if all are busy.
    pub fn close_longest_idle(&self) -> bool {
        let all = self.all.borrow();
        let idle = all.iter().filter_map(Weak::upgrade).filter(|activity| activity.may_be_closed());
        let Some(longest) = idle.min_by_key(|activity| activity.since.get()) else { return false };
        longest.close()
    }

    /// Waits until all connections are closed.
    pub async fn all_closed(&self) {
        while self.all.borrow().iter().any(|activity| activity.strong_count() > 0) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// A TCP stream that reports reads and writes to its [`Activity`].
pub struct TrackedStream {
    stream: TcpStream,
    activity: Rc<Activity>,
}

impl TrackedStream {
    /// Reports reads and writes of `stream` to `activity`.
    pub fn new(stream: TcpStream, activity: Rc<Activity>) -> Self {
        Self { stream, activity }
    }
}

impl AsyncRead for TrackedStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, into);
        if into.filled().len() > before {
            self.activity.bytes_read();
        }
        polled
    }
}

impl AsyncWrite for TrackedStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.activity.bytes_written(polled.is_ready());
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let Self { stream, activity } = &mut *self;
        let polled = match &*activity.sendfile_body.borrow() {
            Some(sendfile_body) => sendfile::poll_send(stream, context, bytes, sendfile_body),
            None => Pin::new(stream).poll_write_vectored(context, bytes),
        };
        self.activity.bytes_written(polled.is_ready());
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_flush(context);
        if polled.is_ready() {
            self.activity.all_written();
        }
        polled
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seconds: u32, act: impl FnOnce(&Activity)) -> bool {
        let watched = Connections::new();
        let activity = watched.begin();
        act(&activity);
        for _ in 0..seconds {
            watched.tick();
        }
        watched.all.borrow().is_empty()
    }

    #[test]
    fn connections_that_do_nothing_are_closed() {
        assert!(!after(15, |_| ()) && after(16, |_| ()), "the first head never came");
        let idle = |activity: &Activity| {
            activity.request_received();
            activity.response_ready();
            activity.all_written();
        };
        assert!(!after(60, idle) && after(61, idle), "nothing more is asked");
        let slow = |activity: &Activity| {
            idle(activity);
            activity.bytes_read();
        };
        assert!(!after(15, slow) && after(16, slow), "a head that comes drop by drop");
        assert!(
            !after(600, Activity::request_received),
            "the page takes its time; that is our fault and not the reader's"
        );
        let stalled = |activity: &Activity| {
            activity.request_received();
            activity.response_ready();
            activity.bytes_written(false);
        };
        assert!(!after(30, stalled) && after(31, stalled), "the reader takes nothing");
    }

    #[tokio::test]
    async fn newcomers_are_let_in_before_the_idle() {
        let watched = Connections::new();
        assert!(!watched.close_longest_idle(), "nobody is there");
        let tasks: Vec<_> = (0..3).map(|_| tokio::spawn(std::future::pending::<()>())).collect();
        let activities: Vec<_> = tasks
            .iter()
            .map(|task| {
                watched.tick();
                let activity = watched.begin();
                activity.set_task(task.abort_handle());
                activity
            })
            .collect();
        activities[0].request_received(); // busy, so it is not closed
        assert!(watched.close_longest_idle() && watched.close_longest_idle());
        assert!(!watched.close_longest_idle(), "the one that is being answered is not closed");
        tokio::task::yield_now().await;
        assert_eq!(tasks.iter().map(tokio::task::JoinHandle::is_finished).collect::<Vec<_>>(), [false, true, true]);
    }
}
