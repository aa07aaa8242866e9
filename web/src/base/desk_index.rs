//! The search index of the desk: the newest texts of drafts, updates in progress and stories that readers no longer
//! see. Beside the index of published stories it covers everything the desk works on.
//!
//! It is small, so it is kept in memory and built when it is first needed. It follows the time of the last change of
//! each story. What a person may see is decided by the database, not here.

use std::collections::HashSet;
use std::sync::Arc;

use newsroom::{Newsroom, Section, Timestamp};
use search::{Filters, Hit, Index, IndexWriter, Ranked, Span, Typing};
use tokio::sync::Mutex;

use crate::base::index_entry;
use crate::base::overlap::read_again_from;
use crate::base::story_index::{self, IndexFailure};

/// Stories read at once.
const STORIES: u64 = 500;

/// The index of the desk. Cheap to clone.
#[derive(Clone, Default)]
pub struct DeskIndex(Arc<Mutex<Option<State>>>);

struct State {
    index: Index,
    writer: IndexWriter,
    /// The stories whose newest text is here.
    here: HashSet<i64>,
    /// The last change that was read.
    until: Timestamp,
    /// The writes of this process that were known when the changes were read.
    stirs: Option<u64>,
}

/// What the desk's index says about a query.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskFound {
    /// The best stories.
    pub hits: Vec<Hit>,
    /// Of the stories asked about, those whose newest text is here: what readers see of them counts no more.
    pub superseded: Vec<i64>,
}

impl DeskIndex {
    /// The stories at the desk that `typing` finds, at most `limit`. `public` are stories found among the published ones.
    ///
    /// # Errors
    /// [`IndexFailure`].
    pub async fn search(
        &self,
        newsroom: &Newsroom,
        typing: &Typing,
        filters: &Filters,
        (now, limit): (Timestamp, usize),
        public: &[i64],
    ) -> Result<DeskFound, IndexFailure> {
        let mut state = self.0.lock().await;
        let state = catch_up(&mut state, newsroom).await?;
        let index = state.index.clone();
        let (typing, filters) = (typing.clone(), filters.clone());
        let span = Span { order: Ranked::ByRelevance { now: now.0, beyond: None }, limit };
        let found = tokio::task::spawn_blocking(move || index.search(&typing.continued(&index)?.query, &filters, span));
        let superseded = public.iter().filter(|id| state.here.contains(id)).copied().collect();
        Ok(DeskFound { hits: found.await??.hits, superseded })
    }
}

/// Reads what has changed. If anything fails, the index is built again by the next search.
async fn catch_up<'a>(state: &'a mut Option<State>, newsroom: &Newsroom) -> Result<&'a State, IndexFailure> {
    let mut now = match state.take() {
        Some(state) => state,
        None => {
            let index = Index::in_memory()?;
            let writer = index.writer()?;
            State { index, writer, here: HashSet::new(), until: Timestamp(i64::MIN), stirs: None }
        }
    };
    let stirs = newsroom.stirs();
    if now.stirs != Some(stirs) {
        now = read_changes(now, newsroom).await?;
        now.stirs = Some(stirs);
    }
    Ok(state.insert(now))
}

async fn read_changes(mut state: State, newsroom: &Newsroom) -> Result<State, IndexFailure> {
    let is_first = state.stirs.is_none();
    let sections = newsroom::all_sections(newsroom.reads()).await?;
    let mut after = (read_again_from(state.until), 0);
    let mut is_changed = false;
    loop {
        let texts = newsroom::desk_texts(newsroom.reads(), after, is_first, STORIES).await?;
        let Some(last) = texts.last() else { break };
        after = (last.touched_at, last.id);
        state.until = state.until.max(last.touched_at);
        is_changed = true;
        let section = |id: i64| sections.iter().find(|section: &&Section| section.id == id);
        let mut put = Vec::new();
        for text in &texts {
            state.writer.remove(text.id.unsigned_abs());
            match &text.content {
                Some(content) => {
                    state.here.insert(text.id);
                    put.push(index_entry::of_desk_text(text, content, section(content.section_id)));
                }
                None => {
                    state.here.remove(&text.id);
                }
            }
        }
        state.writer = story_index::put(state.writer, put).await?;
    }
    if is_changed {
        state.writer = story_index::commit(state.writer, state.index.clone(), String::new()).await?;
    }
    Ok(state)
}
