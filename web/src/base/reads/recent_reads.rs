//! Which reader read which story in the last half hour, without knowing who the reader is.
//!
//! Holds keyed hashes of (reader, story) with the time of the counted read, in two generations. New entries go into the
//! young generation. When it is half an hour old, all entries of the old generation have expired; it is dropped, and
//! the young one takes its place. If a generation is full before that, the old one is dropped early, and the number of
//! its entries that had not expired is reported. Entries expire at the exact time, independently of the generations.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use newsroom::Timestamp;

/// The time within which one reader counts once, in microseconds: 30 minutes.
pub const WINDOW_MICROS: i64 = 30 * 60 * 1_000_000;
/// Bytes per slot of the table: key, timestamp, and one control byte.
const BYTES_A_PLACE: usize = 17;
/// Maximum load factor of the hash table: 7/8.
const FILLED: (usize, usize) = (7, 8);

/// The memory of one shard of the counter.
#[derive(Debug)]
pub struct RecentReads {
    young: Generation,
    old: Generation,
    /// When the young generation began.
    began: Option<i64>,
    /// Maximum number of entries in a generation.
    most: usize,
}

type Generation = HashMap<u64, i64, BuildHasherDefault<IdentityHasher>>;

/// Whether a read was already in the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadStatus {
    /// It was counted in the last half hour.
    Repeated,
    /// It was not. It has been added.
    New {
        /// Number of entries dropped to make room before they had expired.
        forgotten: u64,
    },
}

impl RecentReads {
    /// A memory of at most `bytes`. Memory is allocated as it fills.
    pub fn of_bytes(bytes: usize) -> Self {
        // Tables grow by doubling: use the largest that fits twice.
        let places = (bytes / 2 / BYTES_A_PLACE).max(8);
        let table = 1 << places.ilog2();
        let most = table * FILLED.0 / FILLED.1;
        Self { young: Generation::default(), old: Generation::default(), began: None, most }
    }

    /// Whether `key` was counted in the half hour before `now`. Adds it if not.
    pub fn record(&mut self, key: u64, now: Timestamp) -> ReadStatus {
        let is_lately = |at: Option<&i64>| at.is_some_and(|at| (now.0 - at).abs() < WINDOW_MICROS);
        if is_lately(self.young.get(&key)) || is_lately(self.old.get(&key)) {
            return ReadStatus::Repeated;
        }
        let began = *self.began.get_or_insert(now.0);
        let mut forgotten = 0;
        // A clock that was set back also starts a new generation.
        if (now.0 - began).abs() >= WINDOW_MICROS || self.young.len() >= self.most {
            forgotten = self.old.values().filter(|at| is_lately(Some(at))).count() as u64;
            self.old.clear();
            std::mem::swap(&mut self.young, &mut self.old);
            self.began = Some(now.0);
        }
        self.young.insert(key, now.0);
        ReadStatus::New { forgotten }
    }

    /// Number of entries.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }
}

/// A hasher that returns the key itself, because keys are keyed hashes already.
#[derive(Debug, Default, Clone, Copy)]
pub struct IdentityHasher(u64);

impl Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: ReadStatus = ReadStatus::New { forgotten: 0 };

    /// Distributes numbers like hashes.
    fn key(number: u64) -> u64 {
        number.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn at(minutes: i64) -> Timestamp {
        Timestamp(1_472_904_000_000_000).plus_seconds(minutes * 60)
    }

    #[test]
    fn once_in_thirty_minutes_to_the_microsecond() {
        let mut memory = RecentReads::of_bytes(1 << 16);
        assert_eq!(memory.record(key(1), at(0)), NEW);
        assert_eq!(memory.record(key(2), at(20)), NEW);
        assert_eq!(memory.record(key(1), Timestamp(at(30).0 - 1)), ReadStatus::Repeated);
        assert_eq!(memory.record(key(1), at(30)), NEW);
        assert_eq!(memory.record(key(2), at(49)), ReadStatus::Repeated, "the generation before remembers");
        assert_eq!(memory.record(key(1), at(59)), ReadStatus::Repeated);
        assert_eq!(memory.record(key(2), at(50)), NEW);
    }

    #[test]
    fn a_full_memory_forgets_the_oldest_and_says_how_many() {
        let mut memory = RecentReads::of_bytes(17 * 2 * 64);
        assert_eq!(memory.most, 56);
        let mut forgotten = 0;
        for number in 0..56 * 3 {
            match memory.record(key(number), at(0)) {
                ReadStatus::New { forgotten: gone } => forgotten += gone,
                ReadStatus::Repeated => panic!("{number} is new"),
            }
        }
        assert_eq!((forgotten, memory.len()), (56, 112));
        assert_eq!(memory.record(key(56), at(1)), ReadStatus::Repeated, "the newest are still known");
        assert_eq!(memory.record(key(55), at(1)), ReadStatus::New { forgotten: 56 }, "the oldest are not");
    }

    #[test]
    fn what_no_longer_matters_is_not_called_forgotten() {
        let mut memory = RecentReads::of_bytes(17 * 2 * 64);
        for round in 0..5 {
            for number in 0..56 {
                assert_eq!(memory.record(key(number), at(30 * round)), NEW, "{round} {number}");
            }
        }
        assert!(memory.len() <= 112);
    }
}
