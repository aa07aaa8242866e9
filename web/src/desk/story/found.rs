//! The story that an address means, and what it says now.

use newsroom::{Action, PublicId, Story, Version};

use crate::desk::Desk;
use crate::desk::problem::DeskProblem;

/// The story, where the actor may see it.
pub(super) async fn found(desk: &Desk, id: &PublicId) -> Result<Story, DeskProblem> {
    Ok(newsroom::story_for(desk.db(), desk.actor(), Action::See, id, desk.now()).await?)
}

/// What the story says now: the version being worked on, else the one that readers have.
pub(super) async fn newest(desk: &Desk, story: &Story) -> Result<Version, DeskProblem> {
    let version = story.newest_version().ok_or(DeskProblem::Missing)?;
    Ok(newsroom::version(desk.db(), version).await?)
}

/// The address of a story's page.
pub(super) fn address(id: &PublicId) -> String {
    format!("/newsroom/stories/{id}")
}
