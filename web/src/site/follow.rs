//! Following the publication log: whatever this process keeps in memory is brought up to date, line by line, by whoever needs
//! it first. A further follower is a further line in [`Site::followers`].
//!
//! The background task follows as soon as word of a new line comes; a request that arrives before it has, follows
//! itself. So an editor who has just published and looks, sees what was published.

use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::time::Duration;

use newsroom::{Event, LogRow};

use crate::base::cache::PageCache;
use crate::base::frame::{Frame, Frames};
use crate::base::memory::{Memory, Remembered};
use crate::base::most_read::MostRead;
use crate::site::Site;

/// Lines read at once.
const LINES: u64 = 500;
/// How long a follower waits after the database did not answer.
const WAIT_AFTER_ERROR: Duration = Duration::from_millis(500);

/// Something kept in memory that events may change.
pub(crate) trait Follower: Send + Sync {
    /// Its name in figures and in the log.
    fn name(&self) -> &'static str;

    /// Takes in the next lines of the log, in order. On an error the same lines come again.
    fn apply<'a>(&'a self, site: &'a Site, lines: &'a [LogRow]) -> Step<'a>;

    /// Begins anew after line `seq`: whatever is kept from before may be wrong.
    fn begin_anew<'a>(&'a self, site: &'a Site, seq: i64) -> Step<'a>;
}

/// What a follower does, to be waited for.
pub(crate) type Step<'a> = Pin<Box<dyn Future<Output = newsroom::Result<()>> + Send + 'a>>;

/// A step that is done at once.
pub(crate) fn done<'a>() -> Step<'a> {
    Box::pin(std::future::ready(Ok(())))
}

impl Site {
    /// Who follows the log here, in the order in which they take a line in: pages are made of the frame.
    fn followers(&self) -> [&dyn Follower; 5] {
        [self.frames(), self.pages(), self.house_memory(), self.screener_memory(), self.most_read()]
    }

    /// Everything this process has heard of stands in what it keeps.
    pub fn is_caught_up(&self) -> bool {
        let progress = self.progress();
        progress.begun.load(Ordering::Acquire) == 1
            && progress.applied.load(Ordering::Acquire) >= self.newsroom().heard()
    }

    /// The last line of the log that every follower has taken in.
    pub fn applied(&self) -> i64 {
        self.progress().applied.load(Ordering::Acquire)
    }

    /// Lines heard of that not every follower has taken in yet.
    pub fn lag(&self) -> i64 {
        (self.newsroom().heard() - self.applied()).max(0)
    }

    /// Number of the frame and theme that all pages share: a page of another generation is of yesterday.
    pub fn generation(&self) -> u64 {
        self.progress().generation.load(Ordering::Acquire)
    }

    /// Everything all pages share may have changed: none is fresh any more.
    pub fn begin_generation(&self) {
        self.progress().generation.fetch_add(1, Ordering::AcqRel);
    }

    /// Brings everything that follows the log up to date.
    pub async fn catch_up(&self) -> newsroom::Result<()> {
        let is_valid = |frame: &Frame| frame.valid_until.is_none_or(|until| until > self.now());
        if self.is_caught_up() && is_valid(&self.frames().last()) {
            return Ok(());
        }
        let progress = self.progress();
        let _alone = progress.gate.lock().await;
        if progress.begun.load(Ordering::Acquire) == 0 {
            self.begin().await?;
        }
        loop {
            let from = self.applied();
            let lines = newsroom::read_log(self.newsroom().reads(), from, LINES).await?;
            let (Some(first), Some(last)) = (lines.first(), lines.last().map(|line| line.seq)) else { break };
            if first.seq != from + 1 {
                tracing::warn!(from, first = first.seq, "lines of the log are gone; all followers begin anew");
                self.begin().await?;
                continue;
            }
            for follower in self.followers() {
                follower.apply(self, &lines).await.inspect_err(|error| stopped(follower, error))?;
            }
            progress.applied.store(last, Ordering::Release);
        }
        if !is_valid(&self.frames().last()) {
            self.renew_frame().await?;
        }
        Ok(())
    }

    /// Follows for as long as it is polled.
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

    /// Hears of other processes' writes for as long as it is polled.
    pub async fn listen_on(&self) {
        loop {
            let Err(error) = self.newsroom().listen().await;
            tracing::error!(%error, "other processes' writes are not heard of; trying again");
            tokio::time::sleep(WAIT_AFTER_ERROR).await;
        }
    }

    async fn begin(&self) -> newsroom::Result<()> {
        let seq = newsroom::head(self.newsroom().reads()).await?;
        for follower in self.followers() {
            follower.begin_anew(self, seq).await.inspect_err(|error| stopped(follower, error))?;
        }
        self.progress().applied.store(seq, Ordering::Release);
        self.progress().begun.store(1, Ordering::Release);
        Ok(())
    }

    async fn renew_frame(&self) -> newsroom::Result<()> {
        let frame = Frame::read(self.newsroom(), self.now()).await?;
        if *self.frames().last() != frame {
            self.messages().set_digits(frame.paper.digits);
            self.frames().put(frame);
            self.begin_generation();
        }
        Ok(())
    }
}

fn stopped(follower: &dyn Follower, error: &newsroom::Error) {
    tracing::warn!(follower = follower.name(), %error, "a follower of the publication log could not go on");
}

impl Follower for Frames {
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

    fn begin_anew<'a>(&'a self, site: &'a Site, _seq: i64) -> Step<'a> {
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
        self.take_in(lines);
        done()
    }

    fn begin_anew<'a>(&'a self, _site: &'a Site, seq: i64) -> Step<'a> {
        self.begin(seq);
        done()
    }
}

impl Follower for MostRead {
    fn name(&self) -> &'static str {
        "rankings"
    }

    /// Reads are no news; that a story is left out, or that many came at once, is.
    fn apply<'a>(&'a self, _site: &'a Site, lines: &'a [LogRow]) -> Step<'a> {
        if lines.iter().any(|line| matches!(line.event, Event::MostRead | Event::Bulk { .. })) {
            self.let_go();
        }
        done()
    }

    fn begin_anew<'a>(&'a self, _site: &'a Site, _seq: i64) -> Step<'a> {
        self.let_go();
        done()
    }
}

impl<T: Remembered> Follower for Memory<T> {
    fn name(&self) -> &'static str {
        T::NAME
    }

    fn apply<'a>(&'a self, _site: &'a Site, lines: &'a [LogRow]) -> Step<'a> {
        if lines.iter().any(|line| T::is_changed_by(&line.event)) {
            self.let_go();
        }
        done()
    }

    fn begin_anew<'a>(&'a self, _site: &'a Site, _seq: i64) -> Step<'a> {
        self.let_go();
        done()
    }
}

impl Frame {
    /// Whether an event may change what all pages share; asked for every line.
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
            | Event::Comments { .. } => false,
            Event::Story { change, .. } => self.may_change_by(change),
        }
    }
}
