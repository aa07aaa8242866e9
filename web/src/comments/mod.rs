//! «رأيك في الموضوع»: readers answer, without an account, without a cookie, and without JavaScript.
//!
//! What a reader sends goes through [`pages`]: a token ([`token`]), the reader's pace ([`pace`]), what was said before
//! ([`recent`]), then one commit for many ([`inbox`]). What speaks against a comment never loses it: it waits for a person.
//! Promises: a comment that was acknowledged is on the disk, and once however often its form is sent; whatever goes wrong,
//! the text is given back; pages that answer one reader are kept by nobody.

mod inbox;
mod pace;
mod pages;
mod recent;
mod token;
mod view;

use std::net::SocketAddr;

use http::{HeaderMap, header};
use newsroom::{Newsroom, Timestamp};

use crate::client_address::{AddressBlock, client_address};
use crate::config::SiteConfig;
use inbox::Inbox;
use pace::Pace;
pub use pages::router;
use recent::Recent;
use token::ReaderKey;
pub use view::{pieces, talk_of};

/// What the site keeps for readers who write.
pub struct Talk {
    key: ReaderKey,
    pace: Pace,
    recent: Recent,
    inbox: Inbox,
}

/// Who writes, as far as that is known: hashes that mean nothing outside this house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Address block and browser.
    pub reader: String,
    /// Address block.
    pub block: String,
}

impl Talk {
    /// By the house's key.
    pub fn new(newsroom: &Newsroom) -> Self {
        Self {
            key: ReaderKey::new(newsroom.key_for("readers")),
            pace: Pace::default(),
            recent: Recent::default(),
            inbox: Inbox::default(),
        }
    }

    pub(self) fn inbox(&self) -> &Inbox {
        &self.inbox
    }

    /// Who sends this request.
    fn who(&self, config: &SiteConfig, peer: Option<SocketAddr>, headers: &HeaderMap) -> Who {
        let block = client_address(peer, headers, &config.trusted_proxies).map(AddressBlock::from);
        let block = format!("{block:?}");
        let browser = headers.get(header::USER_AGENT).map_or(&[][..], |agent| agent.as_bytes());
        let reader = [block.as_bytes(), &[0], browser].concat();
        Who { reader: self.key.hashed("reader", &reader), block: self.key.hashed("block", block.as_bytes()) }
    }

    /// A token for a form, given out at `now`.
    fn token(&self, now: Timestamp) -> String {
        self.key.token(now)
    }
}
