//! State for readers who comment, and how such a reader is identified.

use std::hash::{Hash, Hasher};
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use http::{HeaderMap, header};
use newsroom::{Newsroom, PublicId, Timestamp};

use super::commit_queue::CommitQueue;
use super::pace::Pace;
use super::recent::RecentComments;
use super::spam_service::SpamServiceLimiter;
use super::token::ReaderKey;
use crate::base::client_address::{AddressBlock, client_address};
use crate::base::config::SiteConfig;
use crate::base::rate::{self, RateLimiter};

/// State for readers who comment.
pub struct CommentIntake {
    pub key: ReaderKey,
    pub pace: Pace,
    pub marks: Mutex<RateLimiter>,
    pub implausible: AtomicU64,
    pub recent: RecentComments,
    pub queue: CommitQueue,
    pub spam_service: SpamServiceLimiter,
}

/// Maximum number of pairs of address block and comment whose rate of likes and reports is remembered: under 2 MB.
const MARKED_MAX: usize = 50_000;

/// Identity of a reader: keyed hashes that have no meaning outside this paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderIdentity {
    /// Hash of address block and User-Agent.
    pub reader: String,
    /// Hash of the address block.
    pub block: String,
    /// The address itself. Kept for the duration of the request and never stored.
    pub address: Option<IpAddr>,
    /// The User-Agent. Kept for the duration of the request and never stored.
    pub agent: String,
}

impl CommentIntake {
    /// State with a key derived from the paper's key.
    pub fn new(newsroom: &Newsroom) -> Self {
        Self {
            key: ReaderKey::new(newsroom.key_for("readers")),
            pace: Pace::default(),
            marks: Mutex::new(RateLimiter::of(MARKED_MAX)),
            implausible: AtomicU64::new(0),
            recent: RecentComments::default(),
            queue: CommitQueue::default(),
            spam_service: SpamServiceLimiter::default(),
        }
    }

    /// Whether one more like or report of `comment` from this reader's address block is plausible. If not, it is
    /// counted separately.
    pub fn is_plausible(&self, identity: &ReaderIdentity, comment: &PublicId, now: Timestamp) -> bool {
        let mut place = std::hash::DefaultHasher::new();
        (&identity.block, comment.as_str()).hash(&mut place);
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let allowed = marks.allows(place.finish(), rate::MARKS, now);
        if !allowed {
            self.implausible.fetch_add(1, Ordering::Relaxed);
        }
        allowed
    }

    /// Number of likes and reports that were not counted, since the process started.
    pub fn implausible_marks(&self) -> u64 {
        self.implausible.load(Ordering::Relaxed)
    }

    pub fn queue(&self) -> &CommitQueue {
        &self.queue
    }

    /// The identity of the reader who sent this request.
    pub fn identify(&self, config: &SiteConfig, peer: Option<SocketAddr>, headers: &HeaderMap) -> ReaderIdentity {
        let address = client_address(peer, headers, &config.trusted_proxies);
        let block = block_text(address.map(AddressBlock::from));
        let browser = headers.get(header::USER_AGENT).map_or(&[][..], |agent| agent.as_bytes());
        let reader = [block.as_bytes(), &[0], browser].concat();
        ReaderIdentity {
            reader: self.key.hashed("reader", &reader),
            block: self.key.hashed("block", block.as_bytes()),
            address,
            agent: String::from_utf8_lossy(browser).into_owned(),
        }
    }

    /// A new token for a form.
    pub fn token(&self, now: Timestamp) -> String {
        self.key.token(now)
    }
}

/// The text of a block whose digest is stored. It must never change: existing bans would stop working.
fn block_text(block: Option<AddressBlock>) -> String {
    block.map_or_else(|| "None".to_owned(), |block| format!("Some({block})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hashed_of_a_block_stays_as_it_is() {
        let text = |address: &str| block_text(Some(AddressBlock::from(address.parse::<IpAddr>().unwrap())));
        assert_eq!(text("192.0.2.7"), "Some(V4(192.0.2.7))");
        assert_eq!(text("2001:db8:1:2aa:5:6:7:8"), "Some(V6(2001:db8:1:200::))");
        assert_eq!(block_text(None), "None");
    }
}
