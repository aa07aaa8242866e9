//! Loading the story of an address and its newest version.

use newsroom::{Action, PublicId, Story, Version};

use crate::desk::Desk;
use crate::desk::problem::DeskProblem;

/// The story, if the actor may see it.
pub(super) async fn found(desk: &Desk, id: &PublicId) -> Result<Story, DeskProblem> {
    Ok(newsroom::story_for(desk.db(), desk.actor(), Action::See, id, desk.now()).await?)
}

/// The newest version: the one being worked on, or else the published one.
pub(super) async fn newest(desk: &Desk, story: &Story) -> Result<Version, DeskProblem> {
    let version = story.newest_version().ok_or(DeskProblem::Missing)?;
    Ok(newsroom::version(desk.db(), version).await?)
}

/// The address of a story's page.
pub(super) fn address(id: &PublicId) -> String {
    format!("/newsroom/stories/{id}")
}
