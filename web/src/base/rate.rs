//! Rate limits by key: a burst, then a steady rate. The table has a bounded size. When it is full, the keys that were
//! inactive longest are dropped.

use std::collections::HashMap;

use newsroom::Timestamp;

/// A rate limit.
#[derive(Debug, Clone, Copy)]
pub struct RateLimit {
    /// Number allowed at once.
    pub burst: u32,
    /// Number allowed per second.
    pub each_second: u32,
}

/// Likes or reports of one comment from one address block. A mobile carrier puts thousands of phones behind one
/// address. If one in a hundred of ten thousand reads the same comment within a minute, and half of them like it, there
/// are fifty.
pub const MARKS: RateLimit = RateLimit { burst: 60, each_second: 1 };

/// Reads of one story from one address block. If a mobile carrier has ten thousand phones behind one address, a push
/// message brings one in a hundred of them at the same moment, and the story of the day brings half of them within two
/// hours. That is a hundred at once, and less than one per second.
pub const READS: RateLimit = RateLimit { burst: 120, each_second: 2 };

/// Microseconds in a second.
const SECOND: i64 = 1_000_000;

/// Counts events by key. A key is a keyed hash.
#[derive(Debug)]
pub struct RateLimiter {
    /// The time at which a key has its full burst again.
    until: HashMap<u64, i64>,
    most: usize,
}

impl RateLimiter {
    /// A table of at most `most` keys.
    pub fn of(most: usize) -> Self {
        Self { until: HashMap::new(), most: most.max(2) }
    }

    /// Whether one more event with this key is within the limit at `now`. Counts it only if it is.
    pub fn allows(&mut self, key: u64, limit: RateLimit, now: Timestamp) -> bool {
        let step = SECOND / i64::from(limit.each_second.max(1));
        if self.until.len() >= self.most && !self.until.contains_key(&key) {
            self.forget(now);
        }
        let until = self.until.entry(key).or_insert(now.0);
        // If the clock was set back, nobody has to wait until it has caught up.
        let longest = now.0 + step * i64::from(limit.burst);
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
    const FEW: RateLimit = RateLimit { burst: 3, each_second: 2 };

    #[test]
    fn so_many_at_once_and_then_so_many_a_second() {
        let mut rate = RateLimiter::of(100);
        let mut at = |seconds: i64| rate.allows(1, FEW, NOW.plus_seconds(seconds));
        assert_eq!([at(0), at(0), at(0), at(0)], [true, true, true, false]);
        assert_eq!([at(1), at(1), at(1)], [true, true, false]);
        assert_eq!([at(60), at(60), at(60), at(60)], [true, true, true, false]);
        assert_eq!([at(10), at(11)], [false, true], "nobody waits for a clock that was set back");
        assert!(rate.allows(2, FEW, NOW), "somebody else");
    }

    #[test]
    fn memory_is_bounded_and_whoever_comes_now_is_remembered() {
        let mut rate = RateLimiter::of(1_000);
        for key in 0..50_000 {
            rate.allows(key, FEW, NOW);
            assert!(rate.until.len() <= 1_000);
        }
        (0..2).for_each(|_| assert!(rate.allows(49_999, FEW, NOW)));
        assert!(!rate.allows(49_999, FEW, NOW));
    }
}
