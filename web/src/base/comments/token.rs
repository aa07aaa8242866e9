//! The token in a reader's comment form. It takes the place of a session: a random number and the time of issue,
//! signed.
//!
//! Cached pages contain no token. A script fetches one when somebody begins to write. Without a script, the first
//! submission is answered with the same text, a token and one button to confirm. The number also makes sure that a form
//! submitted twice creates one comment.

use hmac::{Hmac, KeyInit, Mac};
use newsroom::{SecretToken, Timestamp};
use rand::RngExt;
use sha2::Sha256;

use crate::base::hex::{hex, unhex};

/// Length of the number in bytes.
const NUMBER_BYTES: usize = 16;
/// Length of the signature in bytes.
const SEAL_BYTES: usize = 32;
/// Lifetime of a token in seconds: forms may stay open for a day.
const GOOD_SECONDS: i64 = 24 * 3_600;
/// Tolerance in seconds for tokens issued by another node whose clock is ahead. The reader's clock is not used.
const AHEAD_SECONDS: i64 = 120;

type HmacSha256 = Hmac<Sha256>;

/// The key that signs tokens and hashes identities of readers.
pub struct ReaderKey([u8; 32]);

/// A token whose signature is valid and that has not expired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    number: [u8; NUMBER_BYTES],
    /// When it was issued.
    pub given: Timestamp,
}

impl ReaderKey {
    /// A key derived from the paper's key.
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    fn keyed(&self, purpose: &str, bytes: &[u8]) -> HmacSha256 {
        // HMAC accepts keys of any length, so the `Err` arm is never taken.
        let mut mac = match HmacSha256::new_from_slice(&self.0) {
            Ok(mac) => mac,
            Err(_) => HmacSha256::new(&Default::default()),
        };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(bytes);
        mac
    }

    fn sealed(&self, purpose: &str, bytes: &[u8]) -> [u8; SEAL_BYTES] {
        self.keyed(purpose, bytes).finalize().into_bytes().into()
    }

    /// A new token, issued at `now`.
    pub fn token(&self, now: Timestamp) -> String {
        let number: [u8; NUMBER_BYTES] = rand::rng().random();
        self.encode(&Token { number, given: now })
    }

    fn encode(&self, token: &Token) -> String {
        let body = token.bytes();
        hex(&body) + &hex(&self.sealed("form", &body))
    }

    /// Parses a token. `None` if its signature is wrong or it has expired at `now`.
    pub fn read(&self, text: &str, now: Timestamp) -> Option<Token> {
        let bytes = unhex(text).filter(|bytes| bytes.len() == NUMBER_BYTES + 8 + SEAL_BYTES)?;
        let (body, seal) = bytes.split_at(NUMBER_BYTES + 8);
        self.keyed("form", body).verify_slice(seal).ok()?;
        let (number, given) = body.split_at(NUMBER_BYTES);
        let given = Timestamp(i64::from_be_bytes(given.try_into().ok()?));
        let is_good = now < given.plus_seconds(GOOD_SECONDS) && given < now.plus_seconds(AHEAD_SECONDS);
        is_good.then_some(Token { number: number.try_into().ok()?, given })
    }

    /// The digest of the form's number, as it is stored.
    pub fn form(&self, token: &Token) -> String {
        hex(&self.sealed("number", &token.number))
    }

    /// The token of the private link to the comment. It is the same for every submission of this form.
    pub fn own(&self, token: &Token) -> SecretToken {
        SecretToken::of_bytes(&self.sealed("own", &token.number))
    }

    /// The hash that identifies a reader in the database: 128 bits of a keyed hash.
    pub fn hashed(&self, purpose: &str, bytes: &[u8]) -> String {
        hex(&self.sealed(purpose, bytes)[..16])
    }
}

impl Token {
    fn bytes(&self) -> Vec<u8> {
        [self.number.as_slice(), &self.given.0.to_be_bytes()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_by_whoever_gave_it_and_for_a_day() {
        let (ours, theirs) = (ReaderKey::new([7; 32]), ReaderKey::new([8; 32]));
        let now = Timestamp(1_000_000_000_000_000);
        let text = ours.token(now);
        let token = ours.read(&text, now.plus_seconds(5)).unwrap();
        assert_eq!(token.given, now);
        assert_eq!(theirs.read(&text, now), None);
        assert_eq!(ours.read(&text, now.plus_seconds(GOOD_SECONDS)), None, "too old");
        assert_eq!(ours.read(&text, now.plus_seconds(-3_600)), None, "from the future");
        for place in 0..text.len() {
            let mut other = text.clone().into_bytes();
            other[place] = if other[place] == b'0' { b'1' } else { b'0' };
            assert_eq!(ours.read(std::str::from_utf8(&other).unwrap(), now), None, "{place}");
        }
        for bad in ["", "00", "é", &"0".repeat(112)] {
            assert_eq!(ours.read(bad, now), None, "{bad}");
        }
    }

    #[test]
    fn the_same_form_has_the_same_link_and_another_form_another() {
        let key = ReaderKey::new([7; 32]);
        let now = Timestamp(0);
        let read = |text: &str| key.read(text, now).unwrap();
        let (one, other) = (key.token(now), key.token(now));
        assert_eq!(key.own(&read(&one)).reveal(), key.own(&read(&one)).reveal());
        assert_ne!(key.own(&read(&one)).reveal(), key.own(&read(&other)).reveal());
        assert_ne!(key.form(&read(&one)), key.own(&read(&one)).reveal());
    }
}
