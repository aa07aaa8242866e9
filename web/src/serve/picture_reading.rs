//! Reads what the files of pictures say, for pictures that were added before their files were read.

use std::time::Duration;

use crate::site::Site;

/// Pictures read at once.
const AT_ONCE: u64 = 20;
/// The pause between two reads, so that nobody at the desk waits.
const PAUSE: Duration = Duration::from_millis(500);
/// The pause when none is left, or after a failure. The previous release may still be adding pictures.
const LONG_PAUSE: Duration = Duration::from_secs(600);

/// Reads them. Never returns.
pub async fn read_on(site: Site) {
    loop {
        let pause = match newsroom::read_unread_pictures(site.newsroom(), AT_ONCE, site.now()).await {
            Ok(0) => LONG_PAUSE,
            Ok(_) => PAUSE,
            Err(error) => {
                tracing::warn!(%error, "the metadata of older pictures could not be read; trying again");
                LONG_PAUSE
            }
        };
        tokio::time::sleep(pause).await;
    }
}
