//! Ids of blocks inside a story.

use rand::RngExt;

/// The generator behind the block ids of new story documents.
#[derive(Debug, Default, Clone, Copy)]
pub struct DocumentIds;

impl story::IdSource for DocumentIds {
    fn next_u64(&mut self) -> u64 {
        rand::rng().random()
    }
}
