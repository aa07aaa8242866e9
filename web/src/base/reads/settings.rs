//! Settings of the read counter.

/// Settings of the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadSettings {
    /// Bytes the memory of who read what may take, at most; they are taken as it fills.
    pub memory_bytes: usize,
    /// Time between two flushes. What a killed process may lose is this and the time of one flush.
    pub flush_every: std::time::Duration,
}

impl Default for ReadSettings {
    /// 48 MiB, enough for a million readings in half an hour, and a flush that is done within the second.
    fn default() -> Self {
        Self { memory_bytes: 48 << 20, flush_every: std::time::Duration::from_millis(800) }
    }
}
