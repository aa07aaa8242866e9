//! What the site is told from outside: where it is reached, and which theme dresses it.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use crate::base::client_address::TrustedProxies;
use crate::base::comments::SpamServiceSettings;
use crate::base::mail::MailSettings;
use crate::base::outgoing::OutgoingSettings;
use crate::base::reads::ReadSettings;

/// Answers beyond those in memory that one household may have in a second, where nothing is said (SECURITY-CONTRACT
/// section 5).
pub const REQUESTS_A_SECOND: u32 = 300;

/// Settings of the running site, as opposed to settings of the paper, which live in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteConfig {
    /// Scheme, host and port under which readers reach it, without a slash at the end.
    pub url: String,
    /// Further host names it answers to, without ports. The host of `url` and the loopback names always work.
    pub hosts: Vec<String>,
    /// A folder that overrides files of the default theme, watched for changes.
    pub theme: Option<PathBuf>,
    /// Proxies whose word on a reader's address is taken.
    pub trusted_proxies: TrustedProxies,
    /// The read counter.
    pub reads: ReadSettings,
    /// Bytes of finished pages kept in memory.
    pub pages_bytes: u64,
    /// Answers beyond those in memory that one household may have in a second; no limit without one.
    pub requests_a_second: Option<NonZeroU32>,
    /// Where figures are shown to those who run the paper (`GET /metrics`); nowhere without one.
    pub metrics: Option<SocketAddr>,
    /// Where the dictionaries of Hunspell lie.
    pub dictionaries: PathBuf,
    /// How mail goes out; it does not without.
    pub mail: Option<MailSettings>,
    /// Which machines the program may reach by itself.
    pub outgoing: OutgoingSettings,
    /// A service that looks at comments besides our own screening; none without one.
    pub spam_service: Option<SpamServiceSettings>,
}

impl Default for SiteConfig {
    /// A site on this machine, with everything else as it usually is.
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
            mail: None,
            outgoing: OutgoingSettings::default(),
            spam_service: None,
        }
    }
}

impl SiteConfig {
    /// The host name inside `url`, without its port.
    pub fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        without_port(rest.split('/').next().unwrap_or(rest))
    }

    /// Whether readers come over TLS.
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
