//! Settings of the read counter.

/// Settings of the read counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadSettings {
    /// Maximum size in bytes of the memory of recent reads. It is allocated as it fills.
    pub memory_bytes: usize,
    /// Time between two flushes. A killed process loses at most the reads of this time and of the duration of one
    /// flush.
    pub flush_every: std::time::Duration,
}

impl Default for ReadSettings {
    /// 48 MiB, enough for a million reads in half an hour, and a flush that is finished within a second.
    fn default() -> Self {
        Self { memory_bytes: 48 << 20, flush_every: std::time::Duration::from_millis(800) }
    }
}
