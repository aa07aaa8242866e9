//! The read counter: `POST /r/{id}` by script, `GET /r/{id}.gif` for readers without.
//!
//! A read is noted in memory and written once a second ([`Counter::flush`]); no request waits for the database. One
//! reader counts once in half an hour for a story; who that is, is known only as a keyed hash of address block and
//! User-Agent whose key ends with the process. The rule as published: docs/read-counter.md.
//!
//! Promises: what was noted is counted exactly once, whatever the database does in between; a process that is killed
//! loses what it noted since the last flush and nothing else; strangers can fill a bounded part of the memory only; the
//! answer never says whether a story exists.

mod bots;
mod counter;
mod flushing;
mod memory;
mod numbers;
mod outbox;
mod packed;
mod settings;
mod totals;
mod visit;

pub use counter::{Counter, CounterStats, Noted, ReaderKey, Secret};
pub use settings::ReadSettings;
