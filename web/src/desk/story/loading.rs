//! Loading the story of an address and its newest version.

use newsroom::{Action, PublicId, Story, Version};

use crate::desk::DeskContext;
use crate::desk::problem::DeskProblem;

/// The story, if the actor may see it.
pub(super) async fn find_story(desk: &DeskContext, id: &PublicId) -> Result<Story, DeskProblem> {
    Ok(newsroom::story_for(desk.db(), desk.actor(), Action::See, id, desk.now()).await?)
}

/// The newest version: the one being worked on, or else the published one.
pub(super) async fn newest(desk: &DeskContext, story: &Story) -> Result<Version, DeskProblem> {
    let version = story.newest_version().ok_or(DeskProblem::Missing)?;
    Ok(newsroom::version(desk.db(), version).await?)
}

/// The address of a story's page.
pub(super) fn story_path(id: &PublicId) -> String {
    format!("/newsroom/stories/{id}")
}
