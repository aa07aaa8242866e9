//! The room of stories, as long as it is empty.

use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;

use super::Desk;
use super::problem::DeskProblem;

/// The desk begins with its stories; whoever has no part in them begins with their own account.
pub async fn home(desk: Desk) -> Response {
    let sees = desk.actor().may_somewhere(newsroom::Action::See, newsroom::House::default());
    Redirect::to(if sees { "/newsroom/stories" } else { "/newsroom/account" }).into_response()
}

/// What will be here.
pub async fn list(desk: Desk) -> Result<Response, DeskProblem> {
    desk.page("stories.html", context! {})
}
