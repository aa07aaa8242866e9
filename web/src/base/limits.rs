//! Rate limits: 300 rendered responses per second for each household (SECURITY-CONTRACT section 5).
//!
//! Responses from the accept loops, and pages that are being rendered for another request already, cost almost nothing
//! and are not limited. A whole mobile network may share one address on election night. Only responses that must be
//! rendered are limited.

use std::hash::{BuildHasher, RandomState};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::base::client_address::{AddressBlock, TrustedProxies, client_address};

/// Number of limiters. Households are mapped to them by a hash. Its key is new for every process, so nobody can choose
/// whose limiter to share. Memory is therefore bounded.
const LIMITERS: usize = 8_192;

/// Preview responses per second for each household.
pub const PREVIEWS_A_SECOND: std::num::NonZeroU32 = std::num::NonZeroU32::MIN.saturating_add(9);

/// Refuses requests of households that send too many.
pub struct Limits {
    limiters: Box<[DefaultDirectRateLimiter]>,
    hasher: RandomState,
    trusted: TrustedProxies,
    held_back: AtomicU64,
}

impl Limits {
    /// Allows `a_second` responses per second for each household; `None` for no limit.
    pub fn new(a_second: Option<std::num::NonZeroU32>, trusted: TrustedProxies) -> Self {
        let one = |quota: Quota| (0..LIMITERS).map(|_| RateLimiter::direct(quota)).collect();
        let limiters = a_second.map(Quota::per_second).map_or_else(Default::default, one);
        Self { limiters, hasher: RandomState::new(), trusted, held_back: AtomicU64::new(0) }
    }

    /// Whether one more response may be rendered for this client now. Counts it if so.
    pub fn allow(&self, peer: Option<SocketAddr>, headers: &HeaderMap) -> bool {
        let Some(address) = client_address(peer, headers, &self.trusted) else { return true };
        let place = self.hasher.hash_one(AddressBlock::from(address)) as usize % LIMITERS;
        let allowed = self.limiters.get(place).is_none_or(|limiter| limiter.check().is_ok());
        if !allowed {
            self.held_back.fetch_add(1, Ordering::Relaxed);
        }
        allowed
    }

    /// Number of requests refused so far.
    pub fn held_back(&self) -> u64 {
        self.held_back.load(Ordering::Relaxed)
    }
}

/// A 429 response with `words` in plain text.
pub fn too_many<B: From<String>>(common: &HeaderMap, words: String) -> Response<B> {
    let mut answer = plain(StatusCode::TOO_MANY_REQUESTS, common, words);
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    answer
}

/// A 408 response for a body that arrives too slowly. It closes the connection.
pub fn too_slow<B: From<String>>(common: &HeaderMap, words: String) -> Response<B> {
    let mut answer = plain(StatusCode::REQUEST_TIMEOUT, common, words);
    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    answer
}

fn plain<B: From<String>>(status: StatusCode, common: &HeaderMap, words: String) -> Response<B> {
    let mut answer = Response::new(B::from(words));
    *answer.status_mut() = status;
    *answer.headers_mut() = common.clone();
    for (name, value) in [(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, "text/plain; charset=utf-8")] {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(limits: &Limits, peer: &str, forwarded: &str, times: usize) -> usize {
        let peer = Some(SocketAddr::new(peer.parse().unwrap(), 5000));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        (0..times).filter(|_| limits.allow(peer, &headers)).count()
    }

    #[test]
    fn a_household_has_its_share_and_takes_nobody_elses() {
        let limits = Limits::new(std::num::NonZeroU32::new(20), TrustedProxies::parse(&["127.0.0.1"]).unwrap());
        let first = allowed(&limits, "127.0.0.1", "2001:db8::1", 100);
        assert!((20..30).contains(&first), "{first}");
        assert!(allowed(&limits, "127.0.0.1", "2001:db8:0:1f::1", 100) < 5, "the same household");
        assert_eq!(allowed(&limits, "127.0.0.1", "2001:db8:0:100::1", 10), 10, "another one");
        let (stranger, liar) = ("203.0.113.9", "198.51.100.7");
        assert!(allowed(&limits, stranger, liar, 100) < 30);
        assert_eq!(allowed(&limits, stranger, "198.51.100.8", 10), 0, "whose word is not taken");
    }

    #[test]
    fn no_limit_is_no_limit() {
        assert_eq!(allowed(&Limits::new(None, TrustedProxies::default()), "203.0.113.9", "x", 5_000), 5_000);
    }
}
