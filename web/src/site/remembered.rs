//! Values that are read once and cached until the publication log reports a change.

use std::sync::Arc;

use newsroom::screening::Screener;

use crate::base::house::House;
use crate::site::Site;

impl Site {
    /// The current house words.
    pub async fn house(&self) -> newsroom::Result<Arc<House>> {
        self.catch_up().await?;
        self.house_memory().get(async || House::read(self.newsroom()).await).await
    }

    /// The current word lists for screening comments.
    pub async fn screener(&self) -> newsroom::Result<Arc<Screener>> {
        self.catch_up().await?;
        self.screener_memory().get(async || Screener::read(self.newsroom().reads()).await).await
    }
}
