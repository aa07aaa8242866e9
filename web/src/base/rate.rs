//! How often something may come from one place: so many at once, then so many a second. Of bounded size: when it is full,
//! whoever was quiet longest is forgotten.

use std::collections::HashMap;

use newsroom::Timestamp;

/// So many at once, and so many a second for good.
#[derive(Debug, Clone, Copy)]
pub struct Plausible {
    /// At once.
    pub burst: u32,
    /// A second.
    pub each_second: u32,
}

/// Likes or reports of one comment from one address block. A mobile carrier puts thousands of phones behind one address:
/// of ten thousand, one in a hundred reading the same comment within a minute and half of them liking it are fifty.
pub const MARKS: Plausible = Plausible { burst: 60, each_second: 1 };

/// Reads of one story from one address block. Of ten thousand phones behind one address of a mobile carrier, a message of
/// ours brings one in a hundred at the same moment, and the story of a day half of all within two hours: a hundred at
/// once, and under one a second.
pub const READS: Plausible = Plausible { burst: 120, each_second: 2 };

/// Microseconds in a second.
const SECOND: i64 = 1_000_000;

/// What came from where. A place is a keyed hash.
#[derive(Debug)]
pub struct Rate {
    /// When a place would have used up what it had, at its steady rate.
    until: HashMap<u64, i64>,
    most: usize,
}

impl Rate {
    /// Remembers `most` places.
    pub fn of(most: usize) -> Self {
        Self { until: HashMap::new(), most: most.max(2) }
    }

    /// Whether one more from `place` at `now` is plausible; only then is it counted.
    pub fn allows(&mut self, place: u64, plausible: Plausible, now: Timestamp) -> bool {
        let step = SECOND / i64::from(plausible.each_second.max(1));
        if self.until.len() >= self.most && !self.until.contains_key(&place) {
            self.forget(now);
        }
        let until = self.until.entry(place).or_insert(now.0);
        // A clock that was set back makes nobody wait for it.
        let longest = now.0 + step * i64::from(plausible.burst);
        let used_up = (*until).clamp(now.0, longest);
        let allowed = used_up + step <= longest;
        *until = if allowed { used_up + step } else { used_up };
        allowed
    }

    fn forget(&mut self, now: Timestamp) {
        self.until.retain(|_, until| *until > now.0);
        if self.until.len() >= self.most {
            let mut all: Vec<i64> = self.until.values().copied().collect();
            let half = all.len() / 2;
            let (_, middle, _) = all.select_nth_unstable(half);
            let middle = *middle;
            self.until.retain(|_, until| *until > middle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_472_904_000_000_000);
    const FEW: Plausible = Plausible { burst: 3, each_second: 2 };

    #[test]
    fn so_many_at_once_and_then_so_many_a_second() {
        let mut rate = Rate::of(100);
        let mut at = |seconds: i64| rate.allows(1, FEW, NOW.plus_seconds(seconds));
        assert_eq!([at(0), at(0), at(0), at(0)], [true, true, true, false]);
        assert_eq!([at(1), at(1), at(1)], [true, true, false]);
        assert_eq!([at(60), at(60), at(60), at(60)], [true, true, true, false]);
        assert_eq!([at(10), at(11)], [false, true], "nobody waits for a clock that was set back");
        assert!(rate.allows(2, FEW, NOW), "somebody else");
    }

    #[test]
    fn memory_is_bounded_and_whoever_comes_now_is_remembered() {
        let mut rate = Rate::of(1_000);
        for place in 0..50_000 {
            rate.allows(place, FEW, NOW);
            assert!(rate.until.len() <= 1_000);
        }
        (0..2).for_each(|_| assert!(rate.allows(49_999, FEW, NOW)));
        assert!(!rate.allows(49_999, FEW, NOW));
    }
}
