//! Identifiers of blocks (short, random, unique within one story) and of pictures (public ids assigned by the
//! newsroom). Promise: every value of these types is well formed.

use std::collections::HashSet;
use std::fmt;

/// Lower-case Crockford base32: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters of an id that [`Ids`] makes: 30 bits, enough for 2,000 blocks.
const BLOCK_ID_LENGTH: u32 = 6;

/// A source of random numbers: any `FnMut() -> u64`. The crate has no generator of its own, so a test can seed it.
pub trait IdSource {
    /// The next number; all 64 bits are random.
    fn next_u64(&mut self) -> u64;
}

impl<F: FnMut() -> u64> IdSource for F {
    fn next_u64(&mut self) -> u64 {
        self()
    }
}

/// Id of a top-level block: 1 to 16 characters of `0-9a-z`, for example `k3f9x2`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(String);

impl BlockId {
    /// Parses an id; `None` if `text` is not 1 to 16 characters of `0-9a-z`.
    pub fn parse(text: &str) -> Option<BlockId> {
        let fits = (1..=16).contains(&text.len());
        (fits && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())).then(|| BlockId(text.to_owned()))
    }

    /// The id as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Public id of a picture: 8 characters of Crockford base32, kept in the case in which it was given.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureId(String);

impl PictureId {
    /// Parses an id; `None` if `text` is not 8 characters of Crockford base32.
    pub fn parse(text: &str) -> Option<PictureId> {
        let known = |b: u8| ALPHABET.contains(&b.to_ascii_lowercase());
        (text.len() == 8 && text.bytes().all(known)).then(|| PictureId(text.to_owned()))
    }

    /// The id as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PictureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes block ids that are unique within one document, whatever the source returns (even a constant).
pub struct Ids<'a> {
    source: &'a mut dyn IdSource,
    taken: HashSet<BlockId>,
}

impl<'a> Ids<'a> {
    /// Ids from `source`; none is taken yet.
    pub fn new(source: &'a mut dyn IdSource) -> Ids<'a> {
        Ids { source, taken: HashSet::new() }
    }

    /// Marks `id` as used. Returns false if it was used already.
    pub fn take(&mut self, id: &BlockId) -> bool {
        self.taken.insert(id.clone())
    }

    /// An id not used before.
    pub fn fresh(&mut self) -> BlockId {
        let mut number = self.source.next_u64();
        loop {
            let letters = (0..BLOCK_ID_LENGTH).map(|i| char::from(ALPHABET[(number >> (5 * i)) as usize % 32]));
            let id = BlockId(letters.collect());
            if self.taken.insert(id.clone()) {
                return id;
            }
            number = number.wrapping_add(1); // ends for any source: 2^30 ids, 2,000 blocks
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_source_still_gives_distinct_ids() {
        let mut source = || 7;
        let mut ids = Ids::new(&mut source);
        let given: HashSet<_> = (0..3000).map(|_| ids.fresh()).collect();
        assert_eq!(given.len(), 3000);
    }

    #[test]
    fn ids_are_checked() {
        assert!(BlockId::parse("k3f9x2").is_some());
        for bad in ["", "K3", "a b", "كم", "aaaaaaaaaaaaaaaaa", "a\"b"] {
            assert!(BlockId::parse(bad).is_none(), "{bad}");
        }
        assert!(PictureId::parse("7zk3m9qa").is_some());
        for bad in ["7zk3m9q", "7zk3m9qi", "7zk3m9q/", "../../.."] {
            assert!(PictureId::parse(bad).is_none(), "{bad}");
        }
    }
}
