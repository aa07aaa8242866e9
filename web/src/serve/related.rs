//! Finds related stories in the search index, for stories whose pages miss them, and stores them. The next page shows
//! them.

use std::time::Duration;

use newsroom::{FoundRelated, LiveStories, RelatedStory};

use crate::base::index_entry::of_live_story;
use crate::base::related_queue::Wanted;
use crate::base::story_index::SearchFailure;
use crate::site::Site;

/// Stories handled at once, in one write.
const AT_ONCE: usize = 20;
/// The pause between two writes.
const PAUSE: Duration = Duration::from_millis(100);
/// The pause while there is no index, or the database refuses.
const LONG_PAUSE: Duration = Duration::from_secs(5);
/// How long a story is new.
const NEW_SECONDS: i64 = 2 * 86_400;
/// Related stories found for a story. Some may be taken off later, or stand elsewhere on the page.
const FOUND_MAX: usize = 8;

/// Finds related stories as they are wanted. Never returns.
pub async fn find_on(site: Site) {
    loop {
        match find_waiting(&site).await {
            Ok(0) => site.related_queue().added().await,
            Ok(_) => tokio::time::sleep(PAUSE).await,
            Err(error) => {
                tracing::warn!(error, "related stories could not be found; trying again");
                tokio::time::sleep(LONG_PAUSE).await;
            }
        }
    }
}

/// Finds the related stories of stories that wait; returns of how many. The site calls this continuously; tests call it
/// themselves.
///
/// # Errors
/// What went wrong, for the log. Stories for which it can be tried again wait again.
pub async fn find_waiting(site: &Site) -> Result<usize, String> {
    let wanted = site.related_queue().take(AT_ONCE);
    let (mut kept, mut failed) = (Vec::new(), None);
    for one in &wanted {
        match find(site, *one).await {
            Ok(Some(found)) => kept.push((one.story, found)),
            Ok(None) => {}
            Err(failure) => {
                if failure.is_passing {
                    site.related_queue().add(*one);
                }
                failed = Some(failure.cause);
            }
        }
    }
    if !kept.is_empty() {
        let keep = async |tx: &mut newsroom::Tx| newsroom::keep_found_related(tx, &kept).await;
        if let Err(error) = site.newsroom().write(site.now(), keep).await {
            kept.iter().for_each(|(story, _)| site.related_queue().add(Wanted { story: *story, again: true }));
            failed = Some(error.to_string());
        }
    }
    failed.map_or(Ok(wanted.len()), Err)
}

/// Why the related stories of a story could not be found.
struct Failure {
    cause: String,
    /// Whether it can be tried again: there is no index yet, or the database is away.
    is_passing: bool,
}

impl From<newsroom::Error> for Failure {
    fn from(error: newsroom::Error) -> Self {
        Self { is_passing: error.outage().is_some(), cause: error.to_string() }
    }
}

impl From<SearchFailure> for Failure {
    fn from(failure: SearchFailure) -> Self {
        Self { is_passing: true, cause: failure.to_string() }
    }
}

/// The related stories of a story; `None` if it is not live, or if what is known is current.
async fn find(site: &Site, wanted: Wanted) -> Result<Option<FoundRelated>, Failure> {
    let (newsroom, now) = (site.newsroom(), site.now());
    let db = newsroom.reads();
    let stories = newsroom::live_stories(db, &LiveStories::These(vec![wanted.story]), 0, 1).await?;
    let Some(story) = stories.into_iter().next() else { return Ok(None) };
    let known = newsroom::found_related(db, story.id).await?;
    if !wanted.again && known.as_ref().is_some_and(|known| known.is_current(story.version, now)) {
        return Ok(None);
    }
    let similar = site.story_index().similar(newsroom, of_live_story(&story, None), FOUND_MAX, now.0).await?;
    let ids = |ids: &[u64]| ids.iter().map(|id| id.cast_signed()).collect();
    let stories: Vec<RelatedStory> = similar
        .into_iter()
        .map(|one| RelatedStory { id: one.id.cast_signed(), topics: ids(&one.topics), about: one.about })
        .collect();
    // A new story may be related to those that it is related to.
    if known.is_none() && now < story.published_at.plus_seconds(NEW_SECONDS) {
        for other in &stories {
            site.related_queue().add(Wanted { story: other.id, again: true });
        }
    }
    Ok(Some(FoundRelated { version: story.version, found_at: now, stories }))
}
