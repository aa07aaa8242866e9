//! Ids of stories in a word of eight bytes, as the counter keeps them.

use newsroom::PublicId;

/// The eight letters of an id in a word.
pub fn packed(id: &PublicId) -> u64 {
    id.as_str().bytes().fold(0, |word, letter| word << 8 | u64::from(letter))
}

/// The id in a word of eight letters.
pub fn unpacked(word: u64) -> Option<PublicId> {
    std::str::from_utf8(&word.to_be_bytes()).ok()?.parse().ok()
}
