//! The counter in memory: decides whether a read counts, and holds the counts until they are flushed to the database.

use std::collections::{HashMap, HashSet};
use std::hash::Hasher;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use newsroom::{PublicId, Timestamp};
use siphasher::sip::SipHasher13;

use super::bots;
use super::outbox::Outbox;
use super::packed::packed;
use super::recent_reads::{ReadStatus, RecentReads};
use super::settings::ReadSettings;
use super::totals_cache::TotalsCache;
use super::visit::{self, ReadSignal};
use crate::base::client_address::{AddressBlock, TrustedProxies, client_address};
use crate::base::hosts;
use crate::base::rate::{self, RateLimiter};

/// Number of shards, each with its own lock, so that threads rarely contend. A power of two.
const SHARDS: usize = 64;
/// Maximum number of pairs of address block and story whose rate one shard remembers: 131,072 in all, under 4 MB.
const PLACES_MAX: usize = 2048;
/// Maximum number of stories waiting for the next flush in one shard: 262,144 in all, at most about 10 MB.
const WAITING_MAX: usize = 4096;
/// Above this number only stories known to exist are accepted, so that invented ids cannot fill the table.
const WAITING_UNKNOWN_MAX: usize = WAITING_MAX / 2;
/// Maximum number of ids of existing stories that are remembered: 8 bytes each, and twice that in the table.
pub(super) const KNOWN_MAX: usize = 100_000;
/// A transparent GIF of one pixel.
const PIXEL: &[u8; 43] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\
\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// The key of the hashes that identify readers. New for every process and never stored.
#[derive(Clone, Copy)]
pub struct Secret(pub [u64; 2]);

/// Identity of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReaderKey {
    reader: u64,
    /// Hash of the address block alone, without the User-Agent.
    block: u64,
}

/// The result of a read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOutcome {
    /// It was counted.
    Counted,
    /// The same reader was counted for this story in the last half hour.
    Repeated,
    /// Too many unknown stories are waiting for the next flush.
    Refused,
    /// The address block reads this story more often than people would.
    Implausible,
}

/// Figures of the counter since the process started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CounterStats {
    /// Reads that were counted.
    pub counted: u64,
    /// Reads that repeated one within half an hour.
    pub repeated: u64,
    /// Requests by bots, prefetches, previews, and requests from other sites' pages.
    pub bots: u64,
    /// Reads refused because too many unknown stories were waiting.
    pub refused: u64,
    /// Reads not counted because their address block exceeded a plausible rate.
    pub implausible: u64,
    /// Entries dropped before half an hour had passed because the memory was full.
    pub forgotten: u64,
    /// Counted reads that are not in the database yet.
    pub pending: u64,
    /// When all counts were last written.
    pub last_flush: Option<Timestamp>,
}

/// Counts reads. Cheap to clone; clones share their state.
#[derive(Clone)]
pub struct Counter(pub(super) Arc<Inner>);

pub(super) struct Inner {
    secret: Secret,
    trusted: TrustedProxies,
    headers: HeaderMap,
    readers: Box<[PaddedMutex<Readers>]>,
    pub(super) waiting: Box<[PaddedMutex<HashMap<u64, u64>>]>,
    pub(super) known: RwLock<HashSet<u64>>,
    bots: bots::Bots,
    bot_visits: AtomicU64,
    pub(super) outbox: Outbox,
    pub(super) totals: TotalsCache,
}

/// A mutex aligned so that it does not share cache lines with another (false sharing).
#[repr(align(128))]
pub(super) struct PaddedMutex<T>(Mutex<T>);

impl<T> PaddedMutex<T> {
    pub fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One shard.
struct Readers {
    memory: RecentReads,
    counted: u64,
    repeated: u64,
    forgotten: u64,
    refused: u64,
    /// Rate of reads by story and address block.
    rate: RateLimiter,
    implausible: u64,
}

impl Counter {
    /// A counter that trusts the proxies `trusted` and adds `headers` to its responses. `node` is the name of this
    /// process among those that write to the same database.
    pub fn new(
        settings: ReadSettings,
        secret: Secret,
        node: String,
        trusted: TrustedProxies,
        headers: HeaderMap,
    ) -> Self {
        let readers = || Readers {
            memory: RecentReads::of_bytes(settings.memory_bytes / SHARDS),
            counted: 0,
            repeated: 0,
            forgotten: 0,
            refused: 0,
            rate: RateLimiter::of(PLACES_MAX),
            implausible: 0,
        };
        Self(Arc::new(Inner {
            secret,
            trusted,
            headers,
            readers: (0..SHARDS).map(|_| PaddedMutex(Mutex::new(readers()))).collect(),
            waiting: (0..SHARDS).map(|_| PaddedMutex(Mutex::default())).collect(),
            known: RwLock::default(),
            bots: bots::Bots::new(),
            bot_visits: AtomicU64::new(0),
            outbox: Outbox::of(node),
            totals: TotalsCache::default(),
        }))
    }

    /// Handles `POST /r/{id}` and `GET /r/{id}.gif`; returns `None` for everything else. Never blocks. The response is
    /// the same for stories that do not exist.
    pub fn answer(
        &self,
        head: &http::request::Parts,
        peer: Option<SocketAddr>,
        now: Timestamp,
    ) -> Option<http::Response<Bytes>> {
        let name = head.uri.path().strip_prefix("/r/").filter(|name| !name.contains('/'))?;
        let (id, sign) = match name.strip_suffix(".gif") {
            Some(id) if head.method == Method::GET => (id, ReadSignal::Image),
            None if head.method == Method::POST => (name, ReadSignal::Beacon),
            _ => return None,
        };
        if !hosts::has_one_host(head.version, &head.headers) {
            return None;
        }
        if let Ok(story) = id.parse() {
            match self.reader(&head.headers, peer, sign) {
                Some(reader) => {
                    self.record(&story, reader, now);
                }
                None => {
                    self.0.bot_visits.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
        let mut response = http::Response::new(match sign {
            ReadSignal::Image => Bytes::from_static(PIXEL),
            ReadSignal::Beacon => Bytes::new(),
        });
        *response.headers_mut() = self.0.headers.clone();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        match sign {
            ReadSignal::Image => {
                response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/gif"));
            }
            ReadSignal::Beacon => *response.status_mut() = StatusCode::NO_CONTENT,
        }
        Some(response)
    }

    /// The reader's identity; `None` if the request is not a person reading one of our pages.
    fn reader(&self, headers: &HeaderMap, peer: Option<SocketAddr>, sign: ReadSignal) -> Option<ReaderKey> {
        let agent = visit::agent(headers).filter(|_| visit::is_a_visit(headers, sign))?;
        let mut hasher = self.hasher();
        hasher.write(agent.as_bytes());
        let hash = hasher.finish();
        if self.0.bots.is_bot(&agent, hash) {
            return None;
        }
        let block = client_address(peer, headers, &self.0.trusted).map(AddressBlock::from);
        Some(self.reader_key(block, hash))
    }

    /// The identity of a reader at `block` whose User-Agent has the hash `agent`.
    fn reader_key(&self, block: Option<AddressBlock>, agent: u64) -> ReaderKey {
        let mut hasher = self.hasher();
        let mut place = self.hasher();
        match block {
            Some(AddressBlock::V4(address)) => place.write(&address.octets()),
            Some(AddressBlock::V6(address)) => place.write(&address.octets()),
            None => {}
        }
        match block {
            Some(AddressBlock::V4(address)) => hasher.write(&address.octets()),
            Some(AddressBlock::V6(address)) => hasher.write(&address.octets()),
            None => {}
        }
        hasher.write_u64(agent);
        ReaderKey { reader: hasher.finish(), block: place.finish() }
    }

    /// Records that `reader` reads `story` at `now`. Never waits for the database.
    pub fn record(&self, story: &PublicId, reader: ReaderKey, now: Timestamp) -> ReadOutcome {
        let story = packed(story);
        let mut hasher = self.hasher();
        hasher.write_u64(reader.reader);
        hasher.write_u64(story);
        let reading = hasher.finish();
        let mut place = self.hasher();
        place.write_u64(reader.block);
        place.write_u64(story);
        let place = place.finish();
        let is_refused = !self.has_room(story);
        {
            let mut readers = self.0.readers[shard(reading)].lock();
            if is_refused {
                readers.refused += 1;
                return ReadOutcome::Refused;
            }
            match readers.memory.record(reading, now) {
                ReadStatus::Repeated => {
                    readers.repeated += 1;
                    return ReadOutcome::Repeated;
                }
                ReadStatus::New { forgotten } => readers.forgotten += forgotten,
            }
        }
        {
            let mut readers = self.0.readers[shard(place)].lock();
            if !readers.rate.allows(place, rate::READS, now) {
                readers.implausible += 1;
                return ReadOutcome::Implausible;
            }
            readers.counted += 1;
        }
        *self.waiting_for(story).lock().entry(story).or_default() += 1;
        ReadOutcome::Counted
    }

    /// Whether another read of `story` can be held until the next flush.
    fn has_room(&self, story: u64) -> bool {
        let waiting = self.waiting_for(story).lock();
        if waiting.len() < WAITING_UNKNOWN_MAX || waiting.contains_key(&story) {
            return true;
        }
        let is_known = self.0.known.read().unwrap_or_else(PoisonError::into_inner).contains(&story);
        is_known && waiting.len() < WAITING_MAX
    }

    pub(super) fn waiting_for(&self, story: u64) -> &PaddedMutex<HashMap<u64, u64>> {
        let mut hasher = self.hasher();
        hasher.write_u64(story);
        &self.0.waiting[shard(hasher.finish())]
    }

    fn hasher(&self) -> SipHasher13 {
        let Secret([one, other]) = self.0.secret;
        SipHasher13::new_with_keys(one, other)
    }

    /// Figures of the counter.
    pub fn stats(&self) -> CounterStats {
        let mut stats = CounterStats {
            bots: self.0.bot_visits.load(Ordering::Relaxed),
            pending: self.0.outbox.under_way()
                + self.0.waiting.iter().map(|w| w.lock().values().sum::<u64>()).sum::<u64>(),
            last_flush: self.0.outbox.last_flush(),
            ..CounterStats::default()
        };
        for readers in &self.0.readers {
            let readers = readers.lock();
            stats.counted += readers.counted;
            stats.repeated += readers.repeated;
            stats.implausible += readers.implausible;
            stats.forgotten += readers.forgotten;
            stats.refused += readers.refused;
        }
        stats
    }
}

/// Uses the middle bits, because hash tables use those at both ends.
fn shard(hash: u64) -> usize {
    (hash >> 32) as usize % SHARDS
}

#[cfg(test)]
mod tests {
    use super::super::packed::unpacked;
    use super::*;

    fn counter() -> Counter {
        let settings = ReadSettings { memory_bytes: 1 << 20, ..ReadSettings::default() };
        Counter::new(settings, Secret([1, 2]), "node".into(), TrustedProxies::default(), HeaderMap::new())
    }

    const NOW: Timestamp = Timestamp(1_472_904_000_000_000);

    /// A reader with an address block of their own.
    fn from(number: u64) -> ReaderKey {
        ReaderKey { reader: number, block: number }
    }

    // S-LIMIT: reads, a rate per address block that a mobile carrier's block does not reach
    #[test]
    fn one_block_reads_as_much_as_people_do_whatever_its_browsers_are_called() {
        let counter = counter();
        let story: PublicId = "0a1b2c3d".parse().unwrap();
        let all = |from: u64, many: u64, now| {
            (from..from + many)
                .filter(|reader| {
                    counter.record(&story, ReaderKey { reader: *reader, block: 1 }, now) == ReadOutcome::Counted
                })
                .count() as u32
        };
        assert_eq!(all(0, 1_000, NOW), rate::READS.burst);
        assert_eq!(counter.stats().implausible, 1_000 - u64::from(rate::READS.burst));
        assert_eq!(all(10_000, 100, NOW.plus_seconds(10)), 10 * rate::READS.each_second);
        // A mobile carrier's address during an afternoon: one read per second.
        let carrier = |second: i64| ReaderKey { reader: 1 << 40 | second as u64, block: 2 };
        assert!(
            (0..10_000).all(|second| counter.record(&story, carrier(second), NOW.plus_seconds(second)) == ReadOutcome::Counted)
        );
    }

    #[test]
    fn an_id_survives_its_word() {
        let id: PublicId = "0a1b2c3d".parse().unwrap();
        assert_eq!(unpacked(packed(&id)), Some(id));
    }

    #[test]
    fn threads_count_together_exactly() {
        let counter = counter();
        let story: PublicId = "0a1b2c3d".parse().unwrap();
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let (counter, story) = (counter.clone(), story.clone());
                scope.spawn(move || {
                    // Every reader reads twice, in two threads.
                    for reader in 0..1_000 {
                        counter.record(&story, from(thread / 2 * 1_000 + reader), NOW);
                    }
                });
            }
        });
        let stats = counter.stats();
        assert_eq!((stats.counted, stats.repeated, stats.pending, stats.forgotten), (4_000, 4_000, 4_000, 0));
    }

    #[test]
    fn made_up_ids_take_a_bounded_room_and_known_stories_keep_theirs() {
        let counter = counter();
        let known: PublicId = "0a1b2c3d".parse().unwrap();
        counter.remember([packed(&known)]);
        let mut refused = 0;
        for number in 0..WAITING_UNKNOWN_MAX as u64 * SHARDS as u64 * 2 {
            let letters: String =
                (0..8).map(|at| char::from(b"0123456789abcdef"[(number >> (4 * at)) as usize & 15])).collect();
            refused += u64::from(counter.record(&letters.parse().unwrap(), from(7), NOW) == ReadOutcome::Refused);
        }
        let stats = counter.stats();
        assert!(refused > 0 && stats.refused == refused);
        assert!(stats.pending <= (WAITING_UNKNOWN_MAX * SHARDS) as u64, "{}", stats.pending);
        assert_eq!(counter.record(&known, from(8), NOW), ReadOutcome::Counted);
    }

    /// A measurement, not a test: `cargo test --release -p web -- --ignored --nocapture reads_a_second`.
    #[test]
    #[ignore = "a measurement"]
    fn reads_a_second() {
        const READS: u64 = 2_000_000;
        const THREADS: u64 = 2;
        let counter = |memory_bytes| {
            let settings = ReadSettings { memory_bytes, ..ReadSettings::default() };
            Counter::new(settings, Secret([1, 2]), "node".into(), TrustedProxies::default(), HeaderMap::new())
        };
        let measure = |what: &str, reads: u64, act: &(dyn Fn(u64, u64) + Sync)| {
            let began = std::time::Instant::now();
            std::thread::scope(|scope| {
                for thread in 0..THREADS {
                    scope.spawn(move || (0..reads).for_each(|number| act(thread, number)));
                }
            });
            let rate = (reads * THREADS) as f64 / began.elapsed().as_secs_f64();
            println!("{what}: {rate:.0} a second on {THREADS} threads");
        };
        let stories: Vec<PublicId> = (0..1_000).map(|_| PublicId::random()).collect();
        let noting = counter(48 << 20);
        measure("note, ever new readers of 1,000 stories", READS, &|thread, number| {
            let story = &stories[(number % 1_000) as usize];
            noting.record(story, from(thread * READS + number), NOW);
        });
        println!("{:?}", noting.stats());
        let repeating = counter(48 << 20);
        measure("note, one story, every reader ten times", READS, &|thread, number| {
            repeating.record(&stories[0], from(thread * READS + number / 10), NOW);
        });
        let answering = counter(48 << 20);
        let heads: Vec<http::request::Parts> = stories.iter().map(|story| {
            let request = http::Request::post(format!("/r/{story}")).header("user-agent", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36").header("sec-fetch-site", "same-origin");
            request.body(()).unwrap().into_parts().0
        }).collect();
        measure("answer, ever new addresses", READS / 2, &|thread, number| {
            let peer = std::net::SocketAddr::from((
                [10, thread as u8, (number >> 8) as u8, number as u8],
                4_000 + (number >> 16) as u16,
            ));
            assert!(answering.answer(&heads[(number % 1_000) as usize], Some(peer), NOW).is_some());
        });
        println!("{:?}", answering.stats());
    }
}
