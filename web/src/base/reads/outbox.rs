//! Counts on their way to the database.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use newsroom::{PublicId, Timestamp};

/// The value of `last_flush` before the first flush.
const NEVER: i64 = i64::MIN;

/// Counts on their way to the database.
pub struct Outbox {
    pub(super) node: String,
    pub(super) sending: tokio::sync::Mutex<Sending>,
    /// The batch that is being sent, by story, so that its reads can be counted as not written yet.
    pub(super) under_way: Mutex<HashMap<u64, u64>>,
    pub(super) last_flush: AtomicI64,
}

#[derive(Default)]
pub(super) struct Sending {
    pub number: i64,
    pub batch: Vec<(PublicId, u64)>,
}

impl Outbox {
    /// An empty outbox for the node with this name.
    pub fn of(node: String) -> Self {
        Self {
            node,
            sending: tokio::sync::Mutex::default(),
            under_way: Mutex::default(),
            last_flush: AtomicI64::new(NEVER),
        }
    }

    /// Number of reads in the batch that is being sent.
    pub fn under_way(&self) -> u64 {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }

    /// When all counts were last written.
    pub fn last_flush(&self) -> Option<Timestamp> {
        Some(self.last_flush.load(Ordering::Relaxed)).filter(|at| *at != NEVER).map(Timestamp)
    }
}
