//! Digests of content.

use sha2::{Digest, Sha256};

/// Hex digits of a short digest; 64 bits are enough to tell two states apart.
const FEW: usize = 16;

/// SHA-256 of `bytes` in lower-case hex.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The first hex digits of the digest of `value`, enough to see that it has changed.
pub fn short_digest(value: &serde_json::Value) -> String {
    let mut text = digest(value.to_string().as_bytes());
    text.truncate(FEW);
    text
}

/// Two lower-case hex digits for each byte.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
