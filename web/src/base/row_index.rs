//! A search index of rows at the desk (readers' comments, pictures): kept on disk beside that of stories, and filled from
//! the database in the order in which the words of the rows change.
//!
//! It is a copy that can be lost at any time: if it is missing, damaged or of another history of the database, it is
//! built anew, and searches wait for it a moment. Who may see a row is decided by the database.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use newsroom::{ChangePosition, Newsroom, Timestamp};
use search::{Clause, Filters, Index, IndexFolder, Ranked, Span, Typing, WriteLock};
use tokio::sync::Mutex;

use crate::base::overlap::read_again_from;
use crate::base::story_index::{self, IndexFailure, SearchFailure};

/// Rows written with one commit.
const COMMIT_AFTER: usize = 100_000;
/// How long a search waits for the newest rows, and for the first index.
const FRESH_MAX: Duration = Duration::from_secs(3);
/// How often changes are looked for.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Rows that a search finds, at most: the newest.
const FOUND_MAX: usize = 1_000;

/// Rows that are indexed.
pub trait IndexedRows: Send + Sync + 'static {
    /// What they are called in logs.
    const NAME: &'static str;

    /// The next rows whose words changed after a position, in the order of their changes; none if there are no more.
    fn changed_after(
        newsroom: &Newsroom,
        after: ChangePosition,
    ) -> impl Future<Output = newsroom::Result<Vec<ChangedRow>>> + Send;

    /// When the words of the row with this internal id last changed; `None` if there is no such row.
    fn changed_at(newsroom: &Newsroom, id: i64) -> impl Future<Output = newsroom::Result<Option<Timestamp>>> + Send;
}

/// A row whose words have changed.
pub struct ChangedRow {
    /// Its internal id.
    pub id: i64,
    /// When they changed.
    pub at: Timestamp,
    /// What the index keeps of it; `None` if it has no words any more.
    pub entry: Option<search::Story>,
}

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct RowQuery {
    /// The words. The last one may be incomplete.
    pub typing: Typing,
    /// What a row must contain besides.
    pub clauses: Vec<Clause>,
    /// What limits the rows besides.
    pub filters: Filters,
}

/// The search index of rows. Cheap to clone.
pub struct RowIndex<R>(Arc<Inner>, PhantomData<R>);

impl<R> Clone for RowIndex<R> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0), PhantomData)
    }
}

struct Inner {
    folder: Option<IndexFolder>,
    /// What searches read; `None` until there is an index.
    open: RwLock<Option<Index>>,
    filling: Mutex<Filling>,
}

#[derive(Default)]
struct Filling {
    lock: Option<WriteLock>,
    build: Option<Build>,
    /// The writes of this process that were known when the changes were last read.
    stirs: Option<u64>,
}

/// The build in use.
struct Build {
    number: u64,
    index: Index,
    until: ChangePosition,
    /// When the words of lately indexed rows changed: these are not indexed again.
    lately: HashMap<i64, Timestamp>,
}

impl<R: IndexedRows> RowIndex<R> {
    /// The index in `folder`, or in memory only. Nothing is opened yet.
    pub fn new(folder: Option<PathBuf>) -> Self {
        let folder = folder.map(|folder| IndexFolder::at(&folder));
        Self(Arc::new(Inner { folder, open: RwLock::default(), filling: Mutex::default() }), PhantomData)
    }

    /// The rows that are found, by internal id, the newest first; 1,000 at most.
    ///
    /// # Errors
    /// [`SearchFailure`].
    pub async fn search(&self, newsroom: &Newsroom, wanted: RowQuery) -> Result<Vec<i64>, SearchFailure> {
        if let Ok(Err(error)) = tokio::time::timeout(FRESH_MAX, self.catch_up(newsroom)).await {
            tracing::warn!(%error, "{} are searched in an index that may be out of date", R::NAME);
        }
        let index = self.0.open.read().unwrap_or_else(PoisonError::into_inner).clone();
        let index = index.ok_or(SearchFailure::Building)?;
        let span = Span { order: Ranked::ByDate { newest_first: true, beyond: None }, limit: FOUND_MAX };
        let search = move || {
            let mut query = wanted.typing.continued(&index)?.query;
            query.clauses.extend(wanted.clauses);
            index.search_within(&query, &wanted.filters, span)
        };
        let failure = match tokio::task::spawn_blocking(search).await {
            Ok(Ok(page)) => return Ok(page.ids()),
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        tracing::error!(error = failure, "a search among {} failed; their index is built anew", R::NAME);
        self.0.filling.lock().await.build = None;
        self.show(None);
        Err(SearchFailure::Building)
    }

    /// Keeps the index up to date. Never returns.
    pub async fn follow_on(&self, newsroom: &Newsroom) {
        loop {
            if let Err(error) = self.catch_up(newsroom).await {
                tracing::error!(%error, "the search index of {} could not be brought up to date; trying again", R::NAME);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Brings the index up to date. Builds it if there is none.
    ///
    /// # Errors
    /// [`IndexFailure`]; the next call continues.
    pub async fn catch_up(&self, newsroom: &Newsroom) -> Result<(), IndexFailure> {
        // A task of its own, which a caller that does not wait any longer cannot stop half-way.
        let (index, newsroom) = (self.clone(), newsroom.clone());
        let fill = async move {
            let mut filling = index.0.filling.lock().await;
            let done = index.fill(&mut filling, &newsroom).await;
            if done.is_err() {
                // What was written and not committed is given up.
                (filling.build, filling.stirs) = (None, None);
            }
            done
        };
        tokio::spawn(fill).await?
    }

    async fn fill(&self, filling: &mut Filling, newsroom: &Newsroom) -> Result<(), IndexFailure> {
        if let (Some(folder), Some(build)) = (&self.0.folder, &filling.build)
            && folder.current() != Some(build.number)
        {
            *filling = Filling::default();
        }
        if let Some(folder) = &self.0.folder
            && filling.lock.is_none()
        {
            filling.lock = folder.lock()?;
            if filling.lock.is_none() {
                // Another process writes it.
                return self.look_again(folder).await;
            }
        }
        let stirs = newsroom.stirs();
        if filling.build.is_some() && filling.stirs == Some(stirs) {
            return Ok(());
        }
        if filling.build.is_none() {
            filling.build = self.open_current(newsroom).await?;
        }
        match &mut filling.build {
            Some(build) => read_changes::<R>(build, newsroom).await?,
            None => {
                let (number, index) = match (&self.0.folder, &filling.lock) {
                    (Some(folder), Some(lock)) => folder.begin(lock)?,
                    _ => (0, Index::in_memory()?),
                };
                let until = (Timestamp(i64::MIN), 0);
                let mut build = Build { number, index, until, lately: HashMap::new() };
                read_changes::<R>(&mut build, newsroom).await?;
                if let (Some(folder), Some(lock)) = (&self.0.folder, &filling.lock) {
                    folder.use_build(lock, number)?;
                }
                tracing::info!(rows = build.index.len(), "the search index of {} was built", R::NAME);
                self.show(Some(build.index.clone()));
                filling.build = Some(build);
            }
        }
        filling.stirs = Some(stirs);
        Ok(())
    }

    /// Opens the build in use, unless it is unusable or of another history of the database.
    async fn open_current(&self, newsroom: &Newsroom) -> Result<Option<Build>, IndexFailure> {
        let Some(folder) = self.0.folder.clone() else { return Ok(None) };
        let Some(number) = folder.current() else { return Ok(None) };
        let opened = tokio::task::spawn_blocking(move || {
            let index = folder.open(number)?;
            index.verify()?;
            let mark = index.mark()?;
            Ok::<_, search::Error>((index, mark))
        });
        let (index, mark) = match opened.await? {
            Ok((index, mark)) => (index, mark.unwrap_or_default()),
            Err(error) => {
                tracing::warn!(%error, "the search index of {} is unusable; it is built anew", R::NAME);
                self.show(None);
                return Ok(None);
            }
        };
        let until = position_in(&mark);
        match until {
            Some(until) if R::changed_at(newsroom, until.1).await? == Some(until.0) => {
                self.show(Some(index.clone()));
                Ok(Some(Build { number, index, until, lately: HashMap::new() }))
            }
            _ => {
                self.show(None);
                Ok(None)
            }
        }
    }

    /// Shows what the process that writes has written.
    async fn look_again(&self, folder: &IndexFolder) -> Result<(), IndexFailure> {
        let Some(number) = folder.current() else { return Ok(()) };
        let folder = folder.clone();
        self.show(Some(tokio::task::spawn_blocking(move || folder.open(number)).await??));
        Ok(())
    }

    fn show(&self, index: Option<Index>) {
        *self.0.open.write().unwrap_or_else(PoisonError::into_inner) = index;
    }
}

/// Indexes the rows whose words have changed.
async fn read_changes<R: IndexedRows>(build: &mut Build, newsroom: &Newsroom) -> Result<(), IndexFailure> {
    let overlap = read_again_from(build.until.0);
    build.lately.retain(|_, at| *at >= overlap);
    let (mut after, mut waiting, mut writer) = ((overlap, 0), 0, None);
    let mut is_removed = false;
    loop {
        let rows = R::changed_after(newsroom, after).await?;
        let Some(last) = rows.last() else { break };
        after = (last.at, last.id);
        let (lately, mut entries, mut gone) = (&mut build.lately, Vec::new(), Vec::new());
        for row in rows.into_iter().filter(|row| lately.insert(row.id, row.at) != Some(row.at)) {
            match row.entry {
                Some(entry) => entries.push(entry),
                None => gone.push(row.id),
            }
        }
        if !entries.is_empty() || !gone.is_empty() {
            let mut open = match writer.take() {
                Some(writer) => writer,
                None => build.index.writer()?,
            };
            is_removed |= !gone.is_empty();
            gone.iter().for_each(|id| open.remove(id.unsigned_abs()));
            waiting += entries.len() + gone.len();
            open = story_index::put(open, entries).await?;
            if waiting >= COMMIT_AFTER {
                open = story_index::commit(open, build.index.clone(), mark(after)).await?;
                build.lately.retain(|_, at| *at >= read_again_from(after.0));
                waiting = 0;
            }
            writer = Some(open);
        }
        build.until = build.until.max(after);
    }
    if let Some(open) = writer {
        let mut open = story_index::commit(open, build.index.clone(), mark(build.until)).await?;
        let index = build.index.clone();
        let finish = move || {
            if is_removed {
                open.purge(&index)?;
            }
            open.finish()
        };
        tokio::task::spawn_blocking(finish).await??;
    }
    Ok(())
}

fn mark((at, id): ChangePosition) -> String {
    format!("{} {id}", at.0)
}

fn position_in(mark: &str) -> Option<ChangePosition> {
    let (at, id) = mark.split_once(' ')?;
    Some((Timestamp(at.parse().ok()?), id.parse().ok()?))
}
