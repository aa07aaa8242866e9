//! What the page of a story polls: who is present, and whether the story has changed.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use minijinja::Value;
use newsroom::{Person, PublicId, Story};
use serde_json::json;

use super::super::problem::DeskProblem;
use super::super::stories::state;
use super::super::{DeskContext, Form, views};
use super::loading::find_story;

/// `GET /newsroom/stories/{id}/now`: the parts of the page that others can change.
///
/// ```json
/// {"state": "قيد المراجعة", "revisions": "3.0.1", "mine": false, "present": [{"name": "سلمى", "letters": "سل", "tone": 1}]}
/// ```
///
/// `revisions` are the revision numbers of text, pictures and facts. `mine` is true if the person made the newest
/// version themselves, for example by autosave. `present` lists the other people in the story.
pub async fn now(desk: DeskContext, Path(id): Path<PublicId>) -> Result<Response, DeskProblem> {
    let story = find_story(&desk, &id).await?;
    let people = newsroom::all_people(desk.db()).await?;
    let present = others(&desk, &people, &story).await?;
    let state = state(&desk.words(), &story);
    let text = state.get_attr("text").map(|text| text.to_string()).unwrap_or_default();
    let newest = newsroom::versions_of(desk.db(), story.id, None, 1).await?;
    let mine = newest.first().is_some_and(|version| version.made_by == Some(desk.person().id));
    let now = json!({ "state": text, "revisions": revisions(&story), "mine": mine, "present": present });
    Ok(Json(now).into_response())
}

/// `POST /newsroom/stories/{id}/present`: marks the person as present for a minute and a half, or with `gone` as
/// absent.
pub async fn present(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let act = desk.write(async |tx| match form.has("gone") {
        true => newsroom::be_gone(tx, desk.actor(), &id).await,
        false => newsroom::be_present(tx, desk.actor(), &id).await,
    });
    act.await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The revision numbers of the three parts, joined.
pub fn revisions(story: &Story) -> String {
    story.revisions.map(|number| number.to_string()).join(".")
}

/// The other people who are present in the story.
pub async fn others(desk: &DeskContext, people: &[Person], story: &Story) -> Result<Vec<Value>, DeskProblem> {
    let present = newsroom::present_in(desk.db(), &[story.id], desk.now()).await?;
    let others: Vec<i64> =
        present.into_iter().map(|(_, person)| person).filter(|person| *person != desk.person().id).collect();
    Ok(views::faces(people, &others))
}
