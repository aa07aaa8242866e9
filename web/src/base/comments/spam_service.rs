//! An external spam service: its settings, and the limits on requests to it.

use std::sync::atomic::{AtomicI64, Ordering};

use newsroom::Timestamp;
use tokio::sync::Semaphore;
use url::Url;

/// Maximum number of concurrent requests.
const AT_A_TIME: usize = 16;
/// Seconds to wait after a failure.
const PAUSE_SECONDS: i64 = 60;

/// Address and key of the service.
#[derive(Clone, PartialEq, Eq)]
pub struct SpamServiceSettings {
    /// The address before `comment-check`, with a slash at the end.
    pub url: Url,
    /// The paper's API key.
    pub key: String,
}

impl std::fmt::Debug for SpamServiceSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SpamServiceSettings({}, …)", self.host())
    }
}

impl SpamServiceSettings {
    /// Settings for the service at `url`. Only https is accepted, because the key must not be sent in the clear.
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

/// Limits concurrent requests, and stops them for a while after a failure.
pub struct SpamServiceLimiter {
    pub permits: Semaphore,
    paused_until: AtomicI64,
}

impl Default for SpamServiceLimiter {
    fn default() -> Self {
        Self { permits: Semaphore::new(AT_A_TIME), paused_until: AtomicI64::new(0) }
    }
}

impl SpamServiceLimiter {
    /// Whether a request may be sent now.
    pub fn may_ask(&self, now: Timestamp) -> bool {
        now.0 >= self.paused_until.load(Ordering::Relaxed)
    }

    /// Stops requests for a while after a failure at `now`.
    pub fn pause(&self, now: Timestamp) {
        self.paused_until.store(now.plus_seconds(PAUSE_SECONDS).0, Ordering::Relaxed);
    }
}
