//! Deleting a story permanently: a page for confirmation, and the act.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use minijinja::context;
use newsroom::{Action, Error, PublicId, Story};

use super::super::problem::{DeskProblem, refused};
use super::super::{DeskContext, Form, views};

/// `GET /newsroom/stories/{id}/delete`. A fresh proof is required to open the page, before anything is typed.
pub async fn confirm(desk: DeskContext, Path(id): Path<PublicId>) -> Result<Response, DeskProblem> {
    let story = newsroom::story_for(desk.db(), desk.actor(), Action::DeleteForGood, &id, desk.now()).await?;
    page(&desk, &story, StatusCode::OK, None, "").await
}

/// `POST /newsroom/stories/{id}/delete`
pub async fn delete(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let reason = form.text("words");
    match desk.write(async |tx| newsroom::delete_for_good(tx, desk.actor(), &id, reason).await).await {
        Ok(()) => Ok(desk.redirect("/newsroom/stories?work=spiked&done=deleted")),
        Err(error) => {
            let (status, sentence) = refused(&desk.words(), error)?;
            let story = newsroom::story_for(desk.db(), desk.actor(), Action::DeleteForGood, &id, desk.now()).await?;
            page(&desk, &story, status, Some(sentence), reason).await
        }
    }
}

/// The page with either the form or the reason why the story cannot be deleted.
async fn page(
    desk: &DeskContext,
    story: &Story,
    status: StatusCode,
    problem: Option<String>,
    reason: &str,
) -> Result<Response, DeskProblem> {
    let (frame, words) = (desk.site().last_frame(), desk.words());
    let (hindrance, from) = match newsroom::can_be_deleted(desk.db(), story, desk.now()).await {
        Ok(()) => (None, None),
        Err(error) => {
            let from = match &error {
                Error::InTrashTooShort { until } => Some(views::instant(&frame, *until)),
                _ => None,
            };
            (Some(refused(&words, error)?.1), from)
        }
    };
    let values = context! {
        id => story.public_id.as_str(),
        title => if story.title.is_empty() { words.message("story-untitled") } else { story.title.clone() },
        problem => problem.filter(|_| hindrance.is_none()),
        hindrance => hindrance,
        from => from,
        reason => reason,
    };
    desk.page_with(status, "story-delete.html", values)
}
