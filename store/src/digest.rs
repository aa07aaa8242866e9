//! Digests: names for content.

use sha2::{Digest, Sha256};

/// Letters of a short digest; 64 bits are enough to tell one moment from another.
const FEW: usize = 16;

/// SHA-256 of `bytes` in lower-case hex: the name of what has this content.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The first letters of the digest of `value`, enough to see that it has changed.
pub fn short_digest(value: &serde_json::Value) -> String {
    let mut text = digest(value.to_string().as_bytes());
    text.truncate(FEW);
    text
}

/// Two lower-case digits for each byte.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
