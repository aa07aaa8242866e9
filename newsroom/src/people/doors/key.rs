//! Keys of sessions, links and devices: 256 random bits that are shown once and stored as a digest only.

use std::fmt;

use rand::RngExt;

/// Bytes of a key, enough to make guessing impossible.
const KEY_BYTES: usize = 32;

/// The key of a session, a link, a device or a ceremony. It is revealed only where it is handed over
/// ([`DoorKey::reveal`]); debug output shows dots.
#[derive(Clone, PartialEq, Eq)]
pub struct DoorKey(String);

impl DoorKey {
    /// A new key.
    pub fn random() -> Self {
        let bytes: [u8; KEY_BYTES] = rand::rng().random();
        Self(store::digest::hex(&bytes))
    }

    /// A key made of bytes that nobody else can compute.
    pub fn of_bytes(bytes: &[u8; KEY_BYTES]) -> Self {
        Self(store::digest::hex(bytes))
    }

    /// Parses a key; `None` if it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let is_key = text.len() == 2 * KEY_BYTES && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_key.then(|| Self(text.to_owned()))
    }

    /// The key itself, for its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The digest that is stored.
    pub(crate) fn digest(&self) -> String {
        digest(&self.0)
    }
}

impl fmt::Debug for DoorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DoorKey(…)")
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
    fn a_key_is_read_back_and_never_shown_by_accident() {
        let key = DoorKey::random();
        assert_eq!(DoorKey::parse(key.reveal()), Some(key.clone()));
        assert_eq!(format!("{key:?}"), "DoorKey(…)");
        assert_ne!(key.digest(), key.reveal());
        assert_ne!(DoorKey::random(), key);
        for bad in ["", "short", &"G".repeat(64), &"a".repeat(63)] {
            assert_eq!(DoorKey::parse(bad), None, "{bad}");
        }
    }
}
