//! Following the publication log. Everything this process keeps in memory is brought up to date, line by line, by the
//! first task that needs it. To add a follower, add it to [`Site::followers`].
//!
//! The background task applies new lines as soon as it is notified of them. A request that arrives before that applies
//! them itself, so an editor who has just published a story always sees it published.

use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::time::Duration;

use newsroom::{Event, LogRow};

use crate::base::cache::PageCache;
use crate::base::cached::{Cacheable, Cached};
use crate::base::frame::{CurrentFrame, Frame};
use crate::base::most_read::MostRead;
use crate::site::Site;

/// Maximum number of lines read at once.
const LINES: u64 = 500;
/// Time to wait after a database error.
const WAIT_AFTER_ERROR: Duration = Duration::from_millis(500);

/// State in memory that events of the log may change.
pub(crate) trait Follower: Send + Sync {
    /// Its name in metrics and in log messages.
    fn name(&self) -> &'static str;

    /// Applies the next lines of the log, in order. After an error the same lines are applied again.
    fn apply<'a>(&'a self, site: &'a Site, lines: &'a [LogRow]) -> Step<'a>;

    /// Starts again after line `seq`. Everything kept from before may be wrong.
    fn restart<'a>(&'a self, site: &'a Site, seq: i64) -> Step<'a>;
}

/// The future returned by a follower.
pub(crate) type Step<'a> = Pin<Box<dyn Future<Output = newsroom::Result<()>> + Send + 'a>>;

/// A finished step.
pub(crate) fn done<'a>() -> Step<'a> {
    Box::pin(std::future::ready(Ok(())))
}

impl Site {
    /// The followers, in the order in which they apply a line. The frame comes first because pages are made from it.
    fn followers(&self) -> [&dyn Follower; 5] {
        [self.current_frame(), self.pages(), self.house_lexicon_cache(), self.screener_cache(), self.most_read()]
    }

    /// Whether every line that this process was notified of has been applied.
    pub fn is_caught_up(&self) -> bool {
        let progress = self.progress();
        progress.begun.load(Ordering::Acquire) == 1
            && progress.applied.load(Ordering::Acquire) >= self.newsroom().heard()
    }

    /// The last line of the log that every follower has applied.
    pub fn applied(&self) -> i64 {
        self.progress().applied.load(Ordering::Acquire)
    }

    /// Number of lines that this process was notified of and that are not applied yet.
    pub fn lag(&self) -> i64 {
        (self.newsroom().heard() - self.applied()).max(0)
    }

    /// The generation of frame and theme. Pages of an older generation are stale.
    pub fn generation(&self) -> u64 {
        self.progress().generation.load(Ordering::Acquire)
    }

    /// Starts a new generation, because frame or theme changed. All cached pages become stale.
    pub fn begin_generation(&self) {
        self.progress().generation.fetch_add(1, Ordering::AcqRel);
    }

    /// Applies all new lines of the log, and reads the frame again if it has expired.
    pub async fn catch_up(&self) -> newsroom::Result<()> {
        let is_valid = |frame: &Frame| frame.valid_until.is_none_or(|until| until > self.now());
        if self.is_caught_up() && is_valid(&self.current_frame().last()) {
            return Ok(());
        }
        let progress = self.progress();
        let _alone = progress.catch_up_lock.lock().await;
        if progress.begun.load(Ordering::Acquire) == 0 {
            self.begin().await?;
        }
        loop {
            let from = self.applied();
            let lines = newsroom::read_log(self.newsroom().reads(), from, LINES).await?;
            let (Some(first), Some(last)) = (lines.first(), lines.last().map(|line| line.seq)) else { break };
            if first.seq != from + 1 {
                tracing::warn!(from, first = first.seq, "lines of the log are missing; all followers start again");
                self.begin().await?;
                continue;
            }
            for follower in self.followers() {
                follower.apply(self, &lines).await.inspect_err(|error| stopped(follower, error))?;
            }
            progress.applied.store(last, Ordering::Release);
        }
        if !is_valid(&self.current_frame().last()) {
            self.renew_frame().await?;
        }
        Ok(())
    }

    /// Applies new lines as they are written. Never returns.
    pub async fn follow_on(&self) {
        loop {
            let caught_up = self.catch_up().await;
            if let Err(error) = caught_up {
                tracing::error!(%error, lag = self.lag(), "the publication log could not be followed; trying again");
                tokio::time::sleep(WAIT_AFTER_ERROR).await;
                continue;
            }
            self.newsroom().heard_beyond(self.applied()).await;
        }
    }

    /// Listens for writes of other processes. Never returns.
    pub async fn listen_on(&self) {
        loop {
            let Err(error) = self.newsroom().listen().await;
            tracing::error!(%error, "notifications of other processes' writes failed; trying again");
            tokio::time::sleep(WAIT_AFTER_ERROR).await;
        }
    }

    async fn begin(&self) -> newsroom::Result<()> {
        let seq = newsroom::head(self.newsroom().reads()).await?;
        for follower in self.followers() {
            follower.restart(self, seq).await.inspect_err(|error| stopped(follower, error))?;
        }
        self.progress().applied.store(seq, Ordering::Release);
        self.progress().begun.store(1, Ordering::Release);
        Ok(())
    }

    async fn renew_frame(&self) -> newsroom::Result<()> {
        let frame = Frame::read(self.newsroom(), self.now()).await?;
        if *self.current_frame().last() != frame {
            self.messages().set_digits(frame.paper.digits);
            self.current_frame().put(frame);
            self.begin_generation();
        }
        Ok(())
    }
}

fn stopped(follower: &dyn Follower, error: &newsroom::Error) {
    tracing::warn!(follower = follower.name(), %error, "a follower of the publication log failed");
}

impl Follower for CurrentFrame {
    fn name(&self) -> &'static str {
        "frame"
    }

    fn apply<'a>(&'a self, site: &'a Site, lines: &'a [LogRow]) -> Step<'a> {
        Box::pin(async move {
            let frame = self.last();
            if lines.iter().any(|line| frame.may_change(&line.event)) {
                site.renew_frame().await?;
            }
            Ok(())
        })
    }

    fn restart<'a>(&'a self, site: &'a Site, _seq: i64) -> Step<'a> {
        Box::pin(async move {
            site.renew_frame().await?;
            site.begin_generation();
            Ok(())
        })
    }
}

impl Follower for PageCache {
    fn name(&self) -> &'static str {
        "pages"
    }

    fn apply<'a>(&'a self, _site: &'a Site, lines: &'a [LogRow]) -> Step<'a> {
        self.invalidate(lines);
        done()
    }

    fn restart<'a>(&'a self, _site: &'a Site, seq: i64) -> Step<'a> {
        self.begin(seq);
        done()
    }
}

impl Follower for MostRead {
    fn name(&self) -> &'static str {
        "rankings"
    }

    /// Reads do not write log lines. A story excluded from the rankings and a bulk import do.
    fn apply<'a>(&'a self, _site: &'a Site, lines: &'a [LogRow]) -> Step<'a> {
        if lines.iter().any(|line| matches!(line.event, Event::MostRead | Event::Bulk { .. })) {
            self.invalidate();
        }
        done()
    }

    fn restart<'a>(&'a self, _site: &'a Site, _seq: i64) -> Step<'a> {
        self.invalidate();
        done()
    }
}

impl<T: Cacheable> Follower for Cached<T> {
    fn name(&self) -> &'static str {
        T::NAME
    }

    fn apply<'a>(&'a self, _site: &'a Site, lines: &'a [LogRow]) -> Step<'a> {
        if lines.iter().any(|line| T::is_changed_by(&line.event)) {
            self.invalidate();
        }
        done()
    }

    fn restart<'a>(&'a self, _site: &'a Site, _seq: i64) -> Step<'a> {
        self.invalidate();
        done()
    }
}

impl Frame {
    /// Whether an event may change the frame. Called for every line.
    fn may_change(&self, event: &Event) -> bool {
        match event {
            Event::Breaking(_)
            | Event::Setting(_)
            | Event::Section(_)
            | Event::Desk(_)
            | Event::StaticPage(_)
            | Event::Bulk { .. } => true,
            Event::Slots(_)
            | Event::MostRead
            | Event::Corrections(_)
            | Event::Name(..)
            | Event::HouseWords
            | Event::ScreenWords
            | Event::Related { .. }
            | Event::Comments { .. } => false,
            Event::Story { change, .. } => self.may_change_by(change),
        }
    }
}
