//! The read counter: `POST /r/{id}` by script, `GET /r/{id}.gif` for readers without scripts.
//!
//! A read is recorded in memory and written about once a second ([`Counter::flush`]); no request waits for the
//! database. One reader counts once in half an hour for a story. Readers are identified by a keyed hash of address
//! block and User-Agent, whose key is new for every process. docs/read-counter.md is the published description.
//!
//! Promises:
//! - Every recorded read is counted exactly once, even if the database fails in between.
//! - A process that is killed loses only the reads recorded since the last flush.
//! - Requests by strangers can fill only a bounded part of the memory.
//! - The response does not reveal whether a story exists.

mod bots;
mod counter;
mod flushing;
mod outbox;
mod packed;
mod recent_reads;
mod settings;
mod totals;
mod totals_cache;
mod visit;

pub use counter::{Counter, CounterStats, ReadOutcome, ReaderKey, Secret};
pub use settings::ReadSettings;
