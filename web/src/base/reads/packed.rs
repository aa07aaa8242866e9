//! Ids of stories packed into eight bytes.

use newsroom::PublicId;

/// Packs the eight letters of an id into a word.
pub fn packed(id: &PublicId) -> u64 {
    id.as_str().bytes().fold(0, |word, letter| word << 8 | u64::from(letter))
}

/// Unpacks a word.
pub fn unpacked(word: u64) -> Option<PublicId> {
    std::str::from_utf8(&word.to_be_bytes()).ok()?.parse().ok()
}
