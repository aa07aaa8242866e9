//! Secret tokens of sessions, links and devices: 256 random bits that are shown once and stored as a digest only.

use std::fmt;

use rand::RngExt;

/// Bytes of a token, enough to make guessing impossible.
const TOKEN_BYTES: usize = 32;

/// The token of a session, a link, a device or a ceremony. It is revealed only where it is handed over
/// ([`SecretToken::reveal`]); debug output shows dots.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretToken(String);

impl SecretToken {
    /// A new token.
    pub fn random() -> Self {
        let bytes: [u8; TOKEN_BYTES] = rand::rng().random();
        Self(store::digest::hex(&bytes))
    }

    /// A token made of bytes that nobody else can compute.
    pub fn of_bytes(bytes: &[u8; TOKEN_BYTES]) -> Self {
        Self(store::digest::hex(bytes))
    }

    /// Parses a token; `None` if it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let is_token = text.len() == 2 * TOKEN_BYTES && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_token.then(|| Self(text.to_owned()))
    }

    /// The token itself, for its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The digest that is stored.
    pub(crate) fn digest(&self) -> String {
        digest(&self.0)
    }
}

impl fmt::Debug for SecretToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretToken(…)")
    }
}

/// SHA-256 of `text`, in hex.
pub(crate) fn digest(text: &str) -> String {
    store::digest::digest(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_never_shown_by_accident() {
        let token = SecretToken::random();
        assert_eq!(SecretToken::parse(token.reveal()), Some(token.clone()));
        assert_eq!(format!("{token:?}"), "SecretToken(…)");
        assert_ne!(token.digest(), token.reveal());
        assert_ne!(SecretToken::random(), token);
        for bad in ["", "short", &"G".repeat(64), &"a".repeat(63)] {
            assert_eq!(SecretToken::parse(bad), None, "{bad}");
        }
    }
}
