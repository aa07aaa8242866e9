//! Detection of bots: a maintained list, and a cache of verdicts.
//!
//! The list is `bots.txt`, made by `scripts/bots.sh`. Thousands of readers send the same few hundred User-Agents, so
//! the verdict on each is cached in a table of fixed size. An entry is one atomic word with the keyed hash of the
//! User-Agent and the verdict. A new entry replaces the one in its slot. There are no locks.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use aho_corasick::AhoCorasick;

const LIST: &str = include_str!("bots.txt");
/// Well-behaved bots link to a page about them. Browsers never do.
const ADDRESSES: [&str; 2] = ["http://", "https://"];
/// Number of cached verdicts: 8 bytes each, 32 KiB in all.
const VERDICTS: usize = 4096;

/// Tells browsers from bots.
pub struct Bots {
    list: OnceLock<List>,
    verdicts: Box<[AtomicU64]>,
}

/// The list, prepared for searching.
struct List {
    anywhere: Vec<&'static str>,
    /// Searches for all of `anywhere` at once.
    automaton: Option<AhoCorasick>,
    begins: Vec<&'static str>,
    ends: Vec<&'static str>,
}

impl Bots {
    /// An empty cache. The list is prepared on first use.
    pub fn new() -> Self {
        Self { list: OnceLock::new(), verdicts: (0..VERDICTS).map(|_| AtomicU64::new(0)).collect() }
    }

    /// Whether this User-Agent belongs to a bot. `hash` is its keyed hash.
    pub fn is_bot(&self, agent: &str, hash: u64) -> bool {
        let Some(slot) = self.verdicts.get(hash as usize % VERDICTS) else { return false };
        // The lowest bit is the verdict, the others are the hash. An empty slot matches a hash with a probability of 1
        // in 2^63.
        let known = slot.load(Ordering::Relaxed);
        if known & !1 == hash & !1 {
            return known & 1 == 1;
        }
        let verdict = self.list.get_or_init(List::new).has(agent);
        slot.store(hash & !1 | u64::from(verdict), Ordering::Relaxed);
        verdict
    }
}

impl List {
    fn new() -> Self {
        let lines = || LIST.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let is_tied = |line: &&str| line.starts_with('^') || line.ends_with('$');
        let anywhere: Vec<&str> = lines().filter(|line| !is_tied(line)).chain(ADDRESSES).collect();
        Self {
            automaton: AhoCorasick::new(&anywhere).ok(),
            anywhere,
            begins: lines().filter_map(|line| line.strip_prefix('^')).collect(),
            ends: lines().filter_map(|line| line.strip_suffix('$')).collect(),
        }
    }

    fn has(&self, agent: &str) -> bool {
        let is_inside = match &self.automaton {
            Some(automaton) => automaton.is_match(agent),
            None => self.anywhere.iter().any(|fragment| agent.contains(fragment)),
        };
        is_inside
            || self.begins.iter().any(|begin| agent.starts_with(begin))
            || self.ends.iter().any(|end| agent.ends_with(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_known_and_browsers_are_people() {
        let list = List::new();
        for program in [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
            "WhatsApp/2.23.20.0",
            "curl/8.5.0",
            "Wget/1.21.4",
            "python-requests/2.32.3",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
            "Mozilla/5.0 (compatible; a new one nobody knows; +https://new.example/about)",
        ] {
            assert!(list.has(program), "{program}");
        }
        for person in [
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
        ] {
            assert!(!list.has(person), "{person}");
        }
    }

    #[test]
    fn a_verdict_is_remembered_until_another_takes_its_place() {
        let bots = Bots::new();
        assert!(bots.is_bot("curl/8.5.0", 42));
        assert!(bots.is_bot("the name is not looked at again", 42));
        assert!(!bots.is_bot("Firefox", 42 + 2 * VERDICTS as u64));
        assert!(bots.is_bot("curl/8.5.0", 42));
    }
}
