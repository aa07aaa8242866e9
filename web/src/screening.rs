//! The moderators' lists in memory, for screening comments: read when they are first asked for, and again when the publication
//! log says that they have changed.

use std::sync::Arc;

use newsroom::Event;
use newsroom::screening::Screener;

use crate::memory::Remembered;
use crate::site::Site;

impl Remembered for Screener {
    const NAME: &'static str = "screener";

    fn is_changed_by(event: &Event) -> bool {
        *event == Event::ScreenWords
    }
}

impl Site {
    /// The moderators' lists as they are now, ready to look at comments.
    pub async fn screener(&self) -> newsroom::Result<Arc<Screener>> {
        self.catch_up().await?;
        self.screener_memory().get(async || Screener::read(self.newsroom().reads()).await).await
    }
}
