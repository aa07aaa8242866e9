//! What the one task that fills the index holds.

use std::collections::HashMap;
use std::time::Instant;

use search::{Index, IndexWriter, WriteLock};

/// What the one task that fills the index holds.
#[derive(Default)]
pub struct Filling {
    /// Held while this process is the one that writes.
    pub lock: Option<WriteLock>,
    /// The build in use.
    pub build: Option<Build>,
    /// The names of each section when its stories were last indexed.
    pub sections: HashMap<i64, Vec<String>>,
    /// When the log was told how far the build is.
    pub noted_at: Option<Instant>,
}

/// A build that this process fills.
pub struct Build {
    /// 0 for an index in memory.
    pub number: u64,
    /// Open for searching.
    pub index: Index,
    /// Open while there is something to write.
    pub writer: Option<IndexWriter>,
    /// The last write.
    pub written_at: Instant,
    /// When the files were last compared with their checksums.
    pub verified_at: Option<Instant>,
    /// The last line of the log that was applied.
    pub position: i64,
    /// The last line in the last commit. Lines after it touch no story.
    pub committed: i64,
}

impl Build {
    /// A build that contains every line up to `position`.
    pub fn new(number: u64, index: Index, position: i64) -> Self {
        let (writer, written_at, verified_at) = (None, Instant::now(), None);
        Self { number, index, writer, written_at, verified_at, position, committed: position }
    }
}
