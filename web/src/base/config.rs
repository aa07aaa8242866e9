//! Configuration of the running site: its address, its theme, its limits.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use crate::base::client_address::TrustedProxies;
use crate::base::comments::SpamServiceSettings;
use crate::base::mail::MailSettings;
use crate::base::reads::ReadSettings;
use outgoing::OutgoingSettings;

/// Default number of rendered responses per second for one household. Responses from the page cache do not count
/// (SECURITY-CONTRACT section 5).
pub const REQUESTS_A_SECOND: u32 = 300;

/// Settings of the running site. Settings of the paper are in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteConfig {
    /// Scheme, host and port of the site, without a trailing slash.
    pub url: String,
    /// Further host names it answers to, without ports. The host of `url` and the loopback names always work.
    pub hosts: Vec<String>,
    /// A folder whose files override those of the default theme. It is watched for changes.
    pub theme: Option<PathBuf>,
    /// Proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: TrustedProxies,
    /// Settings of the read counter.
    pub reads: ReadSettings,
    /// Size of the page cache in bytes.
    pub pages_bytes: u64,
    /// Rendered responses per second for one household; `None` for no limit.
    pub requests_a_second: Option<NonZeroU32>,
    /// Address that serves `GET /metrics`; `None` to serve it nowhere.
    pub metrics: Option<SocketAddr>,
    /// Folder of the Hunspell dictionaries.
    pub dictionaries: PathBuf,
    /// Folder of the search index; `None` keeps it in memory.
    pub search: Option<PathBuf>,
    /// The mail server; `None` if no mail is sent.
    pub mail: Option<MailSettings>,
    /// Which other machines the program may connect to.
    pub outgoing: OutgoingSettings,
    /// An external spam service, used in addition to our own screening.
    pub spam_service: Option<SpamServiceSettings>,
}

impl Default for SiteConfig {
    /// A site on this machine, with defaults for everything else.
    fn default() -> Self {
        Self {
            url: "http://localhost".to_owned(),
            hosts: Vec::new(),
            theme: None,
            trusted_proxies: TrustedProxies::default(),
            reads: ReadSettings::default(),
            pages_bytes: crate::base::cache::PAGES_BYTES,
            requests_a_second: NonZeroU32::new(REQUESTS_A_SECOND),
            metrics: None,
            dictionaries: PathBuf::from(crate::base::spelling::DICTIONARIES),
            search: None,
            mail: None,
            outgoing: OutgoingSettings::default(),
            spam_service: None,
        }
    }
}

impl SiteConfig {
    /// The host name in `url`, without its port.
    pub fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        without_port(rest.split('/').next().unwrap_or(rest))
    }

    /// Whether the site is served over TLS.
    pub fn is_https(&self) -> bool {
        self.url.starts_with("https://")
    }
}

/// `[::1]:80` and `name:80` without the port.
pub fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.is_empty() => name,
        _ => host,
    }
}
