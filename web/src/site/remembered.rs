//! What the site reads once and keeps until the publication log says that it has changed.

use std::sync::Arc;

use newsroom::screening::Screener;

use crate::base::house::House;
use crate::site::Site;

impl Site {
    /// The words of the house as they are now.
    pub async fn house(&self) -> newsroom::Result<Arc<House>> {
        self.catch_up().await?;
        self.house_memory().get(async || House::read(self.newsroom()).await).await
    }

    /// The moderators' lists as they are now, ready to look at comments.
    pub async fn screener(&self) -> newsroom::Result<Arc<Screener>> {
        self.catch_up().await?;
        self.screener_memory().get(async || Screener::read(self.newsroom().reads()).await).await
    }
}
