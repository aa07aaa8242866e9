//! Suggestions for the command palette besides the acts of the page: stories by words, people, sections.

use axum::Json;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use newsroom::{Action, DeskFilter, House};
use serde::Deserialize;
use serde_json::{Value, json};

use super::DeskContext;
use super::finding;
use super::problem::DeskProblem;
use super::stories::state;

/// Number of stories suggested.
const STORIES: usize = 8;

/// The query parameter `?q=words`.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    #[serde(default)]
    q: String,
}

/// `GET /newsroom/palette`: the sections and people that the person may open. With `q`, the stories that the person may
/// see that these words find, in any form; the last one may be incomplete.
///
/// ```json
/// {"sections": [{"name": "العالم", "href": "…"}], "people": [{"name": "…", "href": "…"}],
///  "stories": [{"id": "7zk3m9qa", "title": "…", "state": "قيد المراجعة"}]}
/// ```
pub async fn offer(desk: DeskContext, Query(params): Query<Params>) -> Result<Response, DeskProblem> {
    let (frame, words, language) = (desk.site().last_frame(), desk.words(), desk.language());
    let somewhere = |action| desk.actor().may_somewhere(action, House::default());
    let mut stories: Vec<Value> = Vec::new();
    if !params.q.trim().is_empty() && somewhere(Action::See) {
        let best = finding::best(&desk, &params.q, None, DeskFilter::default(), STORIES).await?;
        stories.extend(best.iter().map(|line| {
            let state = state(&words, &line.story).get_attr("text").map(|text| text.to_string()).unwrap_or_default();
            let title = Some(line.story.title.clone()).filter(|title| !title.is_empty());
            let title = title.unwrap_or_else(|| words.message("story-untitled"));
            json!({ "id": line.story.public_id.as_str(), "title": title, "state": state })
        }));
    }
    let (mut sections, mut people): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
    if params.q.is_empty() && somewhere(Action::See) {
        sections.extend(frame.sections.iter().map(|section| {
            json!({ "name": section.name.get(language), "href": format!("/newsroom/stories?section={}", section.slug) })
        }));
    }
    if params.q.is_empty() && somewhere(Action::Invite) {
        let all = newsroom::all_people(desk.db()).await?;
        people.extend(
            all.iter()
                .filter(|person| !person.is_closed)
                .map(|person| json!({ "name": person.name, "href": format!("/newsroom/people/{}", person.public_id) })),
        );
    }
    Ok(Json(json!({ "sections": sections, "people": people, "stories": stories })).into_response())
}
