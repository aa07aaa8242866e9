//! Limits on how fast one reader comments. 6 a minute and 60 a day are accepted. More than that wait for a moderator.
//! Ten times as many are refused (SECURITY-CONTRACT section 5).
//!
//! Thousands of phones share one address, so a reader is an address block together with a User-Agent. A browser can
//! send any User-Agent, so each block is counted as well, with ten times the limits; comments beyond those wait for a
//! moderator and are never refused. The counts are kept in memory, separately on each node, in a table of bounded size.
//! When it is full, the readers who were inactive longest are dropped.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use newsroom::Timestamp;

/// Comments accepted per minute.
pub const A_MINUTE: u32 = 6;
/// Comments accepted per day.
pub const A_DAY: u32 = 60;
/// Multiple of the limits beyond which comments are refused.
const REFUSED_TIMES: u32 = 10;
/// The limits of an address block, as a multiple of those of one reader: ten people behind one address who comment at
/// the same time.
const BLOCK_TIMES: u32 = 10;
const MINUTE_SECONDS: i64 = 60;
const DAY_SECONDS: i64 = 86_400;
/// Maximum number of readers remembered, and of blocks.
const READERS_MAX: usize = 50_000;

/// The decision about one more comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaceDecision {
    /// It is accepted.
    Accepted,
    /// It waits for a moderator. Contains the counts of the last minute and the last day.
    Waits(u32, u32),
    /// It is refused.
    Refused,
}

#[derive(Clone, Copy)]
struct Reader {
    minute: Window,
    day: Window,
}

/// An approximate sliding window. It keeps two counts instead of every timestamp.
#[derive(Clone, Copy)]
struct Window {
    began: i64,
    before: u32,
    now: u32,
}

impl Window {
    fn new(at: i64) -> Self {
        Self { began: at, before: 0, now: 0 }
    }

    /// Counts one more at `at`. Returns the count of the last `seconds`, including this one.
    fn count(&mut self, at: i64, seconds: i64) -> u32 {
        let length = seconds * 1_000_000;
        let passed = (at - self.began).max(0) / length;
        if passed > 0 {
            self.before = if passed == 1 { self.now } else { 0 };
            self.now = 0;
            self.began += passed * length;
        }
        self.now = self.now.saturating_add(1);
        let left = (length - (at - self.began)).clamp(0, length);
        let of_before = i64::from(self.before) * left / length;
        self.now.saturating_add(u32::try_from(of_before).unwrap_or(u32::MAX))
    }
}

/// Counts comments of each reader and each address block.
#[derive(Default)]
pub struct Pace {
    readers: Mutex<HashMap<String, Reader>>,
    blocks: Mutex<HashMap<String, Reader>>,
}

impl Pace {
    /// Counts one more comment by `reader` at the address block `block`.
    pub fn count(&self, reader: &str, block: &str, now: Timestamp) -> PaceDecision {
        let (minute, day) = counted(&self.readers, reader, now);
        if minute > A_MINUTE * REFUSED_TIMES || day > A_DAY * REFUSED_TIMES {
            return PaceDecision::Refused;
        }
        let (block_minute, block_day) = counted(&self.blocks, block, now);
        if minute > A_MINUTE || day > A_DAY {
            PaceDecision::Waits(minute, day)
        } else if block_minute > A_MINUTE * BLOCK_TIMES || block_day > A_DAY * BLOCK_TIMES {
            PaceDecision::Waits(block_minute, block_day)
        } else {
            PaceDecision::Accepted
        }
    }
}

/// Counts one more for `who`. Returns the counts of the last minute and the last day.
fn counted(all: &Mutex<HashMap<String, Reader>>, who: &str, now: Timestamp) -> (u32, u32) {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= READERS_MAX && !all.contains_key(who) {
        forget(&mut all, now);
    }
    let known =
        all.entry(who.to_owned()).or_insert_with(|| Reader { minute: Window::new(now.0), day: Window::new(now.0) });
    (known.minute.count(now.0, MINUTE_SECONDS), known.day.count(now.0, DAY_SECONDS))
}

/// Drops everybody who was inactive for a day. If that is not enough, drops the half that was inactive longest.
fn forget(readers: &mut HashMap<String, Reader>, now: Timestamp) {
    let old = now.plus_seconds(-2 * DAY_SECONDS).0;
    readers.retain(|_, reader| reader.day.began > old);
    if readers.len() >= READERS_MAX {
        let mut began: Vec<i64> = readers.values().map(|reader| reader.minute.began).collect();
        let half = began.len() / 2;
        let (_, middle, _) = began.select_nth_unstable(half);
        let middle = *middle;
        readers.retain(|_, reader| reader.minute.began > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_go_through_sixty_wait_and_then_it_is_enough() {
        let (pace, now) = (Pace::default(), Timestamp(1_000_000_000_000));
        let all: Vec<PaceDecision> = (0..70).map(|_| pace.count("a", "a", now)).collect();
        assert!(all[..6].iter().all(|one| *one == PaceDecision::Accepted));
        assert_eq!(all[6], PaceDecision::Waits(7, 7));
        assert!(all[6..60].iter().all(|one| matches!(one, PaceDecision::Waits(..))));
        assert!(all[60..].iter().all(|one| *one == PaceDecision::Refused));
        assert_eq!(pace.count("b", "b", now), PaceDecision::Accepted, "somebody else");
        assert_eq!(pace.count("a", "a", now.plus_seconds(200)), PaceDecision::Waits(1, 71), "the day is not over");
        assert_eq!(pace.count("a", "a", now.plus_seconds(3 * DAY_SECONDS)), PaceDecision::Accepted);
    }

    // S-LIMIT: ten times that per address block, beyond it to the moderation queue
    #[test]
    fn a_block_of_ever_new_browsers_waits_and_is_not_refused() {
        let (pace, now) = (Pace::default(), Timestamp(1_000_000_000_000));
        let all: Vec<PaceDecision> = (0..5_000).map(|n| pace.count(&format!("browser {n}"), "block", now)).collect();
        assert!(all[..60].iter().all(|one| *one == PaceDecision::Accepted));
        assert!(all[60..].iter().all(|one| matches!(one, PaceDecision::Waits(..))));
        assert_eq!(pace.count("browser 1", "elsewhere", now), PaceDecision::Accepted);
    }

    #[test]
    fn who_writes_now_and_then_is_never_held_up() {
        let pace = Pace::default();
        for minute in 0..1_000 {
            let at = Timestamp(minute * 30 * 60_000_000);
            assert_eq!(pace.count("a", "a", at), PaceDecision::Accepted, "{minute}");
        }
    }

    #[test]
    fn memory_is_bounded() {
        let pace = Pace::default();
        for n in 0..120_000_i64 {
            pace.count(&n.to_string(), &n.to_string(), Timestamp(n * 1_000));
        }
        assert!(pace.readers.lock().unwrap().len() <= READERS_MAX);
        assert!(pace.blocks.lock().unwrap().len() <= READERS_MAX);
    }
}
