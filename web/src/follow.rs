//! Following the publication log: frame and pages are brought up to date, line by line, by whoever needs them first.
//!
//! The background task follows as soon as word of a new line comes; a request that arrives before it has, follows
//! itself. So an editor who has just published and looks, sees what was published.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use newsroom::LogRow;
use tokio::sync::Mutex;

use crate::frame::Frame;
use crate::site::Site;

/// Lines read at once.
const LINES: u64 = 500;
/// How long a follower waits after the database did not answer.
const WAIT_AFTER_ERROR: Duration = Duration::from_millis(500);
/// How often lines that nobody needs any more are dropped.
const TRIM_EVERY: Duration = Duration::from_secs(3_600);

/// How far frame and pages are.
#[derive(Default)]
pub struct Follow {
    applied: AtomicI64,
    begun: AtomicU64,
    generation: AtomicU64,
    gate: Mutex<()>,
}

impl Site {
    /// Everything this process has heard of stands in frame and pages.
    pub fn is_caught_up(&self) -> bool {
        let follow = self.follow();
        follow.begun.load(Ordering::Acquire) == 1 && follow.applied.load(Ordering::Acquire) >= self.newsroom().heard()
    }

    /// The last line of the log that stands in frame and pages.
    pub fn applied(&self) -> i64 {
        self.follow().applied.load(Ordering::Acquire)
    }

    /// Lines heard of that do not stand in frame and pages yet.
    pub fn lag(&self) -> i64 {
        (self.newsroom().heard() - self.applied()).max(0)
    }

    /// Number of the frame and theme that all pages share: a page of another generation is of yesterday.
    pub fn generation(&self) -> u64 {
        self.follow().generation.load(Ordering::Acquire)
    }

    /// Everything all pages share may have changed: none is fresh any more.
    pub fn begin_generation(&self) {
        self.follow().generation.fetch_add(1, Ordering::AcqRel);
    }

    /// Brings frame and pages up to date.
    pub async fn catch_up(&self) -> newsroom::Result<()> {
        let is_valid = |frame: &Frame| frame.valid_until.is_none_or(|until| until > self.now());
        if self.is_caught_up() && is_valid(&self.frames().last()) {
            return Ok(());
        }
        let follow = self.follow();
        let _alone = follow.gate.lock().await;
        if follow.begun.load(Ordering::Acquire) == 0 {
            self.begin().await?;
        }
        loop {
            let from = self.applied();
            let lines = newsroom::read_log(self.newsroom().reads(), from, LINES).await?;
            let (Some(first), Some(last)) = (lines.first(), lines.last().map(|line| line.seq)) else { break };
            if first.seq != from + 1 {
                tracing::warn!(from, first = first.seq, "lines of the log are gone; all pages begin anew");
                self.begin().await?;
                continue;
            }
            if lines.iter().any(|line| self.frames().last().may_change(line)) {
                self.renew_frame().await?;
            }
            self.pages().apply(lines);
            follow.applied.store(last, Ordering::Release);
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
        self.renew_frame().await?;
        self.begin_generation();
        self.pages().begin(seq);
        self.follow().applied.store(seq, Ordering::Release);
        self.follow().begun.store(1, Ordering::Release);
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

/// Drops old lines of the log for as long as it is polled.
pub async fn keep_trimmed(site: Site) {
    loop {
        tokio::time::sleep(TRIM_EVERY).await;
        let now = site.now();
        match site.newsroom().write(now, async |tx| newsroom::trim_log(tx, now).await).await {
            Ok(0) => {}
            Ok(lines) => tracing::info!(lines, "old lines of the publication log were dropped"),
            Err(error) => tracing::warn!(%error, "the publication log could not be trimmed; tried again in an hour"),
        }
    }
}

/// Whether a line may change what all pages share; asked in [`Site::catch_up`].
impl Frame {
    fn may_change(&self, line: &LogRow) -> bool {
        use newsroom::LogKind as K;
        match (line.kind, &line.change) {
            (K::Frame | K::Bulk, _) | (K::Story, None) => true,
            (K::Front, _) => line.subject.starts_with("breaking/"),
            (K::Person | K::Comments, _) => false,
            (K::Story, Some(change)) => self.may_change_by(change),
        }
    }
}
