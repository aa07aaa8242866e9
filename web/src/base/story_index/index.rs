//! The index as everybody else sees it: searching.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use arabic::analyzer::Token;
use newsroom::Newsroom;
use search::{Filters, Index, IndexFolder, Page, Query, Similar, Span, Typing};
use tokio::sync::{Mutex, Semaphore};

use super::state::Filling;

/// Searches at once, for each core. The others wait.
const SEARCHES_A_CORE: usize = 2;
/// How long a search waits for its turn.
const TURN_MAX: Duration = Duration::from_secs(3);
/// How long a search waits for stories that were published just before it, and for an index where there is none.
const FRESH_MAX: Duration = Duration::from_secs(2);
const FIRST_MAX: Duration = Duration::from_secs(5);
/// How often it is looked whether the first index is ready.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// The search index. Cheap to clone.
#[derive(Clone)]
pub struct StoryIndex(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub folder: Option<IndexFolder>,
    /// What searches read; `None` until there is an index.
    pub open: RwLock<Option<Index>>,
    /// The last line of the publication log whose changes searches see.
    pub position: AtomicI64,
    pub filling: Mutex<Filling>,
    /// Stories read so far by the build that is under way; 0 if there is none.
    pub building: AtomicU64,
    /// Whether a search failed in a way that a damaged file would explain.
    pub is_suspect: AtomicBool,
    turns: Semaphore,
}

/// Why there are no results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SearchFailure {
    /// The index is being built for the first time, or again after a loss.
    #[error("the search index is being built")]
    Building,
    /// Too many searches at once.
    #[error("too many searches at once")]
    Busy,
}

/// Why the index could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum IndexFailure {
    /// The database did not answer.
    #[error(transparent)]
    Newsroom(#[from] newsroom::Error),
    /// The index could not be read or written.
    #[error(transparent)]
    Search(#[from] search::Error),
    /// A task ended early.
    #[error("a task of the search index ended early: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl StoryIndex {
    /// The index in `folder`, or in memory only. Nothing is opened yet.
    pub fn new(folder: Option<PathBuf>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self(Arc::new(Inner {
            folder: folder.map(|folder| IndexFolder::at(&folder)),
            open: RwLock::default(),
            position: AtomicI64::new(0),
            filling: Mutex::default(),
            building: AtomicU64::new(0),
            is_suspect: AtomicBool::new(false),
            turns: Semaphore::new(cores * SEARCHES_A_CORE),
        }))
    }

    /// Searches. Waits a moment if stories were published that the index does not have yet.
    ///
    /// # Errors
    /// [`SearchFailure`].
    pub async fn search(
        &self,
        newsroom: &Newsroom,
        query: &Query,
        filters: &Filters,
        span: Span,
    ) -> Result<Page, SearchFailure> {
        let index = self.fresh(newsroom).await?;
        let (query, filters) = (query.clone(), filters.clone());
        self.run(move || index.search(&query, &filters, span)).await
    }

    /// Searches while the query is typed. Also returns the words that begin with its last one.
    ///
    /// # Errors
    /// [`SearchFailure`].
    pub async fn search_typing(
        &self,
        newsroom: &Newsroom,
        typing: &Typing,
        filters: &Filters,
        span: Span,
    ) -> Result<(Page, Vec<String>), SearchFailure> {
        let index = self.fresh(newsroom).await?;
        let (typing, filters) = (typing.clone(), filters.clone());
        let search = move || {
            let continued = typing.continued(&index)?;
            Ok((index.search(&continued.query, &filters, span)?, continued.forms))
        };
        self.run(search).await
    }

    /// Up to `limit` other stories that are about the same thing as `story`, at `now` (microseconds since 1970).
    ///
    /// # Errors
    /// [`SearchFailure`].
    pub async fn similar(
        &self,
        newsroom: &Newsroom,
        story: search::Story,
        limit: usize,
        now: i64,
    ) -> Result<Vec<Similar>, SearchFailure> {
        let index = self.fresh(newsroom).await?;
        self.run(move || index.similar(&story, limit, now)).await
    }

    /// The index, up to date unless that takes long.
    async fn fresh(&self, newsroom: &Newsroom) -> Result<Index, SearchFailure> {
        if self.building().is_some() {
            return self.index_or_first().await;
        }
        let wait = if self.index().is_none() { FIRST_MAX } else { FRESH_MAX };
        let is_behind = self.index().is_none() || self.position() < newsroom.heard();
        if is_behind && let Ok(Err(error)) = tokio::time::timeout(wait, self.catch_up(newsroom)).await {
            tracing::warn!(%error, "a search is answered from an index that could not be brought up to date");
        }
        self.index().ok_or(SearchFailure::Building)
    }

    /// While a build is under way: the index in use, or the new one if it is ready soon. Every search that waited for the
    /// build itself would leave a task behind.
    async fn index_or_first(&self) -> Result<Index, SearchFailure> {
        let first = async {
            loop {
                match self.index() {
                    Some(index) => return index,
                    None => tokio::time::sleep(LOOK_EVERY).await,
                }
            }
        };
        tokio::time::timeout(FIRST_MAX, first).await.map_err(|_| SearchFailure::Building)
    }

    /// For a word that no story has: the word of a story that most resembles it.
    ///
    /// # Errors
    /// [`SearchFailure`].
    pub async fn nearest(&self, word: &Token) -> Result<Option<String>, SearchFailure> {
        let index = self.index().ok_or(SearchFailure::Building)?;
        let word = word.clone();
        if word.exact.contains(char::is_numeric) {
            return Ok(None);
        }
        self.run(move || if index.has_any(&word.stems)? { Ok(None) } else { index.nearest(&word.exact) }).await
    }

    /// Runs `work` on the index when it is its turn.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> search::Result<T> + Send + 'static,
    ) -> Result<T, SearchFailure> {
        let turn = tokio::time::timeout(TURN_MAX, self.0.turns.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(SearchFailure::Busy) };
        let failure = match tokio::task::spawn_blocking(work).await {
            Ok(Ok(done)) => return Ok(done),
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        tracing::error!(error = failure, "a search failed; the index will be verified");
        self.0.is_suspect.store(true, Ordering::Release);
        Err(SearchFailure::Building)
    }

    /// The last line of the publication log whose changes searches see.
    pub fn position(&self) -> i64 {
        self.0.position.load(Ordering::Acquire)
    }

    /// Number of stories in the index; `None` if there is no index.
    pub fn stories(&self) -> Option<u64> {
        self.index().map(|index| index.len())
    }

    /// Number of stories read so far by a build that is under way, at least 1; `None` if there is none.
    pub fn building(&self) -> Option<u64> {
        Some(self.0.building.load(Ordering::Acquire)).filter(|stories| *stories > 0)
    }

    pub(super) fn index(&self) -> Option<Index> {
        self.0.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_index(&self, index: Option<Index>) {
        *self.0.open.write().unwrap_or_else(PoisonError::into_inner) = index;
    }
}
