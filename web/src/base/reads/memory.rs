//! Who read what in the last half hour, without knowing who.
//!
//! The memory holds keyed hashes of (reader, story) with the instant of the read that was counted, in two generations.
//! What was counted goes into the younger one; when that one is half an hour old, everything in the older one is older
//! than half an hour and is dropped, so nothing is forgotten that still mattered. Only where a generation is full before
//! its time is the older one dropped early: the oldest are forgotten first, and how many of them still mattered is said.
//! Instants are exact, whatever the generations do.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use newsroom::Timestamp;

/// One reader counts once in this time, in microseconds: 30 minutes.
pub const WINDOW_MICROS: i64 = 30 * 60 * 1_000_000;
/// Bytes a place in the table costs: key, instant, and the table's own byte.
const BYTES_A_PLACE: usize = 17;
/// Hash tables are filled to 7/8.
const FILLED: (usize, usize) = (7, 8);

/// Part of the memory, for one shard of the counter.
#[derive(Debug)]
pub struct Memory {
    young: Generation,
    old: Generation,
    /// The first instant of the younger generation.
    began: Option<i64>,
    /// Entries in a generation, at most.
    most: usize,
}

type Generation = HashMap<u64, i64, BuildHasherDefault<AsItIs>>;

/// What the memory said of a read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It was counted in the last half hour.
    Lately,
    /// It was not, and is remembered from now on; so many others were forgotten before their time.
    Not {
        /// How many.
        forgotten: u64,
    },
}

impl Memory {
    /// A memory that takes at most `bytes`, and takes them only as it fills.
    pub fn of_bytes(bytes: usize) -> Self {
        // Tables grow by doubling: the largest that fits, twice.
        let places = (bytes / 2 / BYTES_A_PLACE).max(8);
        let table = 1 << places.ilog2();
        let most = table * FILLED.0 / FILLED.1;
        Self { young: Generation::default(), old: Generation::default(), began: None, most }
    }

    /// Whether `key` was counted in the half hour before `now`; if not, it is now.
    pub fn see(&mut self, key: u64, now: Timestamp) -> Seen {
        let is_lately = |at: Option<&i64>| at.is_some_and(|at| (now.0 - at).abs() < WINDOW_MICROS);
        if is_lately(self.young.get(&key)) || is_lately(self.old.get(&key)) {
            return Seen::Lately;
        }
        let began = *self.began.get_or_insert(now.0);
        let mut forgotten = 0;
        // A clock that was set back begins a new generation too.
        if (now.0 - began).abs() >= WINDOW_MICROS || self.young.len() >= self.most {
            forgotten = self.old.values().filter(|at| is_lately(Some(at))).count() as u64;
            self.old.clear();
            std::mem::swap(&mut self.young, &mut self.old);
            self.began = Some(now.0);
        }
        self.young.insert(key, now.0);
        Seen::Not { forgotten }
    }

    /// How many readings it remembers.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }
}

/// The keys are keyed hashes already.
#[derive(Debug, Default, Clone, Copy)]
pub struct AsItIs(u64);

impl Hasher for AsItIs {
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

    const NEW: Seen = Seen::Not { forgotten: 0 };

    /// Spread as hashes are.
    fn key(number: u64) -> u64 {
        number.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn at(minutes: i64) -> Timestamp {
        Timestamp(1_472_904_000_000_000).plus_seconds(minutes * 60)
    }

    #[test]
    fn once_in_thirty_minutes_to_the_microsecond() {
        let mut memory = Memory::of_bytes(1 << 16);
        assert_eq!(memory.see(key(1), at(0)), NEW);
        assert_eq!(memory.see(key(2), at(20)), NEW);
        assert_eq!(memory.see(key(1), Timestamp(at(30).0 - 1)), Seen::Lately);
        assert_eq!(memory.see(key(1), at(30)), NEW);
        assert_eq!(memory.see(key(2), at(49)), Seen::Lately, "the generation before remembers");
        assert_eq!(memory.see(key(1), at(59)), Seen::Lately);
        assert_eq!(memory.see(key(2), at(50)), NEW);
    }

    #[test]
    fn a_full_memory_forgets_the_oldest_and_says_how_many() {
        let mut memory = Memory::of_bytes(17 * 2 * 64);
        assert_eq!(memory.most, 56);
        let mut forgotten = 0;
        for number in 0..56 * 3 {
            match memory.see(key(number), at(0)) {
                Seen::Not { forgotten: gone } => forgotten += gone,
                Seen::Lately => panic!("{number} is new"),
            }
        }
        assert_eq!((forgotten, memory.len()), (56, 112));
        assert_eq!(memory.see(key(56), at(1)), Seen::Lately, "the newest are still known");
        assert_eq!(memory.see(key(55), at(1)), Seen::Not { forgotten: 56 }, "the oldest are not");
    }

    #[test]
    fn what_no_longer_matters_is_not_called_forgotten() {
        let mut memory = Memory::of_bytes(17 * 2 * 64);
        for round in 0..5 {
            for number in 0..56 {
                assert_eq!(memory.see(key(number), at(30 * round)), NEW, "{round} {number}");
            }
        }
        assert!(memory.len() <= 112);
    }
}
