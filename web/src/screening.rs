//! The moderators' lists in memory, for screening comments: read when they are first asked for, and again when they have
//! changed, on this node or another (`newsroom::screening::screen_words_mark`).

use std::sync::Arc;

use newsroom::Newsroom;
use newsroom::screening::{Screener, screen_words_mark};
use tokio::sync::Mutex;

/// Keeps the newest.
#[derive(Default)]
pub struct ScreenerMemory(Mutex<Option<Arc<Screener>>>);

impl ScreenerMemory {
    /// The lists as they are now.
    pub async fn now(&self, newsroom: &Newsroom) -> newsroom::Result<Arc<Screener>> {
        let mark = screen_words_mark(newsroom.reads()).await?;
        let mut kept = self.0.lock().await;
        match &*kept {
            Some(screener) if screener.mark() == mark => Ok(screener.clone()),
            _ => {
                let screener = Arc::new(Screener::read(newsroom.reads()).await?);
                *kept = Some(screener.clone());
                Ok(screener)
            }
        }
    }
}
