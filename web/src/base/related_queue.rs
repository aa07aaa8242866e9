//! The stories whose related stories are to be found. Whoever makes a page that misses them adds its story.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

/// Stories that wait, at most. Pages of others ask again when they are next made.
const WAITING_MAX: usize = 1_000;

/// The stories whose related stories are to be found. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct RelatedQueue(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    waiting: Mutex<VecDeque<Wanted>>,
    added: Notify,
}

/// A story whose related stories are to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Its internal id.
    pub story: i64,
    /// Whether they are to be found even if they are known: there may be more now.
    pub again: bool,
}

impl RelatedQueue {
    /// Adds a story, unless it waits already.
    pub fn add(&self, wanted: Wanted) {
        let mut waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = waiting.iter_mut().find(|one| one.story == wanted.story) {
            known.again |= wanted.again;
        } else if waiting.len() < WAITING_MAX {
            waiting.push_back(wanted);
            self.0.added.notify_one();
        }
    }

    /// Takes up to `limit` stories, those that have waited longest.
    pub fn take(&self, limit: usize) -> Vec<Wanted> {
        let mut waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let end = limit.min(waiting.len());
        waiting.drain(..end).collect()
    }

    /// Waits until a story was added.
    pub async fn added(&self) {
        self.0.added.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_waits_once_and_the_queue_has_an_end() {
        let queue = RelatedQueue::default();
        for story in (0..2_000).chain(0..10) {
            queue.add(Wanted { story, again: false });
        }
        queue.add(Wanted { story: 1, again: true });
        let first: Vec<_> = queue.take(3).iter().map(|one| (one.story, one.again)).collect();
        assert_eq!(first, [(0, false), (1, true), (2, false)]);
        assert_eq!(queue.take(5_000).len(), WAITING_MAX - 3);
        assert!(queue.take(1).is_empty());
    }
}
