//! The moderators' lists in memory, for screening comments: read when they are first asked for, and again when the publication
//! log says that they have changed.

use std::sync::Arc;

use newsroom::screening::Screener;
use newsroom::{Event, LogRow};

use crate::follow::{Follower, Step, done};
use crate::memory::Memory;
use crate::site::Site;

impl Follower for Memory<Screener> {
    fn name(&self) -> &'static str {
        "screener"
    }

    fn apply<'a>(&'a self, _site: &'a Site, lines: &'a [LogRow]) -> Step<'a> {
        if lines.iter().any(|line| line.event == Event::ScreenWords) {
            self.let_go();
        }
        done()
    }

    fn begin_anew<'a>(&'a self, _site: &'a Site, _seq: i64) -> Step<'a> {
        self.let_go();
        done()
    }
}

impl Site {
    /// The moderators' lists as they are now, ready to look at comments.
    pub async fn screener(&self) -> newsroom::Result<Arc<Screener>> {
        self.catch_up().await?;
        self.screener_memory().get(async || Screener::read(self.newsroom().reads()).await).await
    }
}
