//! A service against spam: which, and how often it is asked.

use std::sync::atomic::{AtomicI64, Ordering};

use newsroom::Timestamp;
use tokio::sync::Semaphore;
use url::Url;

/// Comments it is asked about at a time.
const AT_A_TIME: usize = 16;
/// Seconds for which a service that failed is not asked.
const PAUSE_SECONDS: i64 = 60;

/// Which service, and by what key.
#[derive(Clone, PartialEq, Eq)]
pub struct SpamServiceSettings {
    /// The address before `comment-check`, with a slash at the end.
    pub url: Url,
    /// The paper's key there.
    pub key: String,
}

impl std::fmt::Debug for SpamServiceSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SpamServiceSettings({}, …)", self.host())
    }
}

impl SpamServiceSettings {
    /// The service whose calls are below `url`. The key must not travel in the clear.
    pub fn new(url: &str, key: &str) -> Result<Self, String> {
        let with_slash = format!("{}/", url.trim_end_matches('/'));
        let url: Url = with_slash.parse().map_err(|error| format!("{url:?} is no address: {error}"))?;
        match url.scheme() {
            "https" => Ok(Self { url, key: key.to_owned() }),
            _ => Err(format!("{url} does not begin with https://")),
        }
    }

    /// Its host.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }
}

/// Who asks the service: so many at a time, and nobody for a while after it has failed.
pub struct Askers {
    pub places: Semaphore,
    paused_until: AtomicI64,
}

impl Default for Askers {
    fn default() -> Self {
        Self { places: Semaphore::new(AT_A_TIME), paused_until: AtomicI64::new(0) }
    }
}

impl Askers {
    /// Whether it may be asked now.
    pub fn may_ask(&self, now: Timestamp) -> bool {
        now.0 >= self.paused_until.load(Ordering::Relaxed)
    }

    /// It failed at `now`.
    pub fn pause(&self, now: Timestamp) {
        self.paused_until.store(now.plus_seconds(PAUSE_SECONDS).0, Ordering::Relaxed);
    }
}
