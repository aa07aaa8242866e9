//! A value that is read once and cached until an event of the publication log invalidates it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use newsroom::Event;
use tokio::sync::Mutex;

/// A value that [`Cached`] can hold.
pub trait Cacheable: Send + Sync {
    /// Its name as a follower of the publication log.
    const NAME: &'static str;

    /// Whether the value may differ after this event.
    fn is_changed_by(event: &Event) -> bool;
}

/// Caches the newest value.
pub struct Cached<T> {
    changes: AtomicU64,
    kept: Mutex<Option<(u64, Arc<T>)>>,
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self { changes: AtomicU64::new(0), kept: Mutex::default() }
    }
}

impl<T> Cached<T> {
    /// Invalidates the value.
    pub fn invalidate(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// Returns the cached value, or calls `read` if it was invalidated. Concurrent callers wait for one call.
    pub async fn get(&self, read: impl AsyncFnOnce() -> newsroom::Result<T>) -> newsroom::Result<Arc<T>> {
        let mut kept = self.kept.lock().await;
        // The count is loaded before reading, so a change during the read invalidates the value.
        let changes = self.changes.load(Ordering::Acquire);
        match &*kept {
            Some((of, value)) if *of == changes => Ok(value.clone()),
            _ => {
                let value = Arc::new(read().await?);
                *kept = Some((changes, value.clone()));
                Ok(value)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_kept_is_read_again_after_a_change_only() {
        let cached = Cached::default();
        let read = AtomicU64::new(0);
        let ask = async || *cached.get(async || Ok(read.fetch_add(1, Ordering::Relaxed))).await.unwrap();
        assert_eq!((ask().await, ask().await), (0, 0));
        cached.invalidate();
        assert_eq!((ask().await, ask().await), (1, 1));
        let failed = cached.get(async || Err::<u64, _>(newsroom::Error::NoSuchPerson)).await;
        assert_eq!(*failed.unwrap(), 1, "nothing is read where nothing has changed");
        cached.invalidate();
        assert!(cached.get(async || Err::<u64, _>(newsroom::Error::NoSuchPerson)).await.is_err());
        assert_eq!(ask().await, 2, "what could not be read is read the next time");
    }
}
