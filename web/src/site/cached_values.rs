//! Values that are read once and cached until the publication log reports a change.

use std::sync::Arc;

use newsroom::screening::Screener;

use crate::base::house_lexicon::HouseLexicon;
use crate::site::Site;

impl Site {
    /// The current house words.
    pub async fn house_lexicon(&self) -> newsroom::Result<Arc<HouseLexicon>> {
        self.catch_up().await?;
        self.house_lexicon_cache().get(async || HouseLexicon::read(self.newsroom()).await).await
    }

    /// The current word lists for screening comments.
    pub async fn screener(&self) -> newsroom::Result<Arc<Screener>> {
        self.catch_up().await?;
        self.screener_cache().get(async || Screener::read(self.newsroom().reads()).await).await
    }
}
