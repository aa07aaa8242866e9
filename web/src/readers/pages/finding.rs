//! Finding published stories.

use newsroom::{Live, PublicId, RecordingSource, Section, Story};

use super::context::ReaderContext;
use crate::base::problem::Problem;
use crate::site::Site;

/// The published story with this public id, and a context for its page. Fails with `Gone` or `Withheld` if it was taken
/// off.
pub async fn find(site: Site, id: &str) -> Result<(ReaderContext, Story), Problem> {
    let id: PublicId = id.parse().map_err(|_| Problem::Missing)?;
    let (generation, source) = (site.generation(), RecordingSource::at(site.newsroom().reads()));
    let found = newsroom::story_by_public_id(&source, &id).await?.ok_or(Problem::Missing)?;
    open_context(site, source, generation, found).await
}

/// The published story with this internal id, and a context for its page.
pub async fn find_by_id(site: Site, id: i64) -> Result<(ReaderContext, Story), Problem> {
    let (generation, source) = (site.generation(), RecordingSource::at(site.newsroom().reads()));
    let found = newsroom::find_story(&source, id).await?;
    open_context(site, source, generation, found).await
}

async fn open_context(
    site: Site,
    source: RecordingSource,
    generation: u64,
    found: Story,
) -> Result<(ReaderContext, Story), Problem> {
    match found.live {
        Live::Published => {}
        Live::Never => return Err(Problem::Missing),
        Live::Unpublished | Live::Killed if found.off_legal => return Err(Problem::Withheld),
        Live::Unpublished | Live::Killed => return Err(Problem::Gone),
    }
    let context = ReaderContext::resume(site, found.language, source, generation).await?;
    Ok((context, found))
}

/// The section of a story.
pub fn section_of(context: &ReaderContext, story: &Story) -> Result<Section, Problem> {
    context.frame.section(story.section_id).cloned().ok_or(Problem::Internal)
}
