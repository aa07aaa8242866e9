//! Colleagues' remarks about a story, as a section of its page and as JSON for scripts.

use axum::Json;
use axum::extract::{Path, Query};
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use minijinja::context;
use newsroom::{Error, NewRemark, PublicId, Remark};
use serde::Deserialize;
use serde_json::json;

use super::super::problem::{DeskProblem, refused};
use super::super::stories::name_of;
use super::super::{DeskContext, Form};
use super::loading::{find_story, story_path};
use super::page::{PageParams, RefusedInput, page};
use super::remarks_view::{RefusedRemark, callable, view};

/// The query parameter `?as=part` for HTML of the section; otherwise JSON.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    #[serde(rename = "as", default)]
    form: String,
}

/// `GET /newsroom/stories/{id}/remarks`: all threads with their replies, and the people who can be mentioned.
///
/// JSON with times in RFC 3339 and positions in UTF-16 units of the block's plain text:
///
/// ```json
/// {"remarks": [{"id": 7, "by": "مراد العيد", "at": "…", "text": "…", "block": "k3f9x2", "place": 12, "quote": "تسع دول",
///   "lost": false, "deleted": false, "edited": false, "resolved": null, "may_edit": false, "answers": [{…}]}],
///  "people": ["سلمى بن عيسى"]}
/// ```
pub async fn list(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    Query(params): Query<Params>,
) -> Result<Response, DeskProblem> {
    let story = find_story(&desk, &id).await?;
    let people = newsroom::all_people(desk.db()).await?;
    if params.form == "part" {
        let view = view(&desk, &story, &people, None).await?;
        return Ok(Html(desk.part("_remarks.html", context! { id => id.as_str(), remarks => view })?).into_response());
    }
    let remarks = newsroom::remarks_of(desk.db(), story.id).await?;
    let one = |remark: &Remark| {
        let resolved =
            remark.resolved.map(|(at, by)| json!({ "at": at.utc().to_rfc3339(), "by": name_of(&people, by) }));
        json!({
            "id": remark.id,
            "by": name_of(&people, remark.by),
            "at": remark.at.utc().to_rfc3339(),
            "text": remark.text,
            "block": remark.passage.as_ref().map(|passage| &passage.block),
            "place": remark.passage.as_ref().map(|passage| passage.place),
            "quote": remark.passage.as_ref().map(|passage| &passage.quote),
            "lost": remark.passage.as_ref().is_some_and(|passage| passage.is_lost),
            "deleted": remark.is_deleted,
            "edited": remark.edited_at.is_some(),
            "resolved": resolved,
            "may_edit": remark.may_edit(desk.actor(), desk.now()),
        })
    };
    let threads: Vec<serde_json::Value> = remarks
        .iter()
        .filter(|remark| remark.thread.is_none())
        .map(|first| {
            let mut thread = one(first);
            let answers: Vec<_> = remarks.iter().filter(|other| other.thread == Some(first.id)).map(one).collect();
            thread["answers"] = answers.into();
            thread
        })
        .collect();
    Ok(Json(json!({ "remarks": threads, "people": callable(&desk, &people, &story) })).into_response())
}

/// `POST /newsroom/stories/{id}/remarks`: `text`; `thread` for a reply; `quote` for a passage, with `block` and `place`
/// (UTF-16 units) if known. A script that accepts JSON gets `{"id": 7}`, or 422 with `{"problem": "…"}`.
pub async fn add(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, DeskProblem> {
    let place = form.text("place").parse().ok().filter(|_| form.has("block"));
    let new = NewRemark {
        text: form.text("text"),
        thread: form.text("thread").parse().ok(),
        quote: form.text("quote"),
        at: place.map(|place| (form.text("block"), place)),
    };
    let thread = new.thread;
    let add = async |tx: &mut newsroom::Tx| Ok(newsroom::add_remark(tx, desk.actor(), &id, new).await?.to_string());
    let done = desk
        .write_once(&form, add)
        .await
        .and_then(|remark| remark.parse().map_err(|_| Error::NotFound { what: "remark", id: remark.clone() }));
    answer(&desk, &id, &headers, &form, thread, done).await
}

/// `POST /newsroom/stories/{id}/remarks/{remark}/{act}`: `edit` (with `text`), `delete`, `resolve`, `reopen`.
pub async fn act(
    desk: DeskContext,
    Path((id, remark, act)): Path<(PublicId, i64, String)>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, DeskProblem> {
    let actor = desk.actor();
    let done = desk.write(async |tx| {
        match act.as_str() {
            "edit" => newsroom::edit_remark(tx, actor, &id, remark, form.text("text")).await?,
            "delete" => newsroom::delete_remark(tx, actor, &id, remark).await?,
            "resolve" => newsroom::resolve_remark(tx, actor, &id, remark).await?,
            "reopen" => newsroom::reopen_remark(tx, actor, &id, remark).await?,
            _ => return Err(Error::NotFound { what: "act", id: act.clone() }),
        }
        Ok(remark)
    });
    answer(&desk, &id, &headers, &form, Some(remark), done.await).await
}

async fn answer(
    desk: &DeskContext,
    id: &PublicId,
    headers: &HeaderMap,
    form: &Form,
    thread: Option<i64>,
    done: newsroom::Result<i64>,
) -> Result<Response, DeskProblem> {
    let accepts = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let to_script = accepts.starts_with("application/json");
    match done {
        Ok(remark) if to_script => Ok(Json(json!({ "id": remark })).into_response()),
        Ok(_) => Ok(desk.redirect(&format!("{}#remarks", story_path(id)))),
        Err(error) => {
            let (status, problem): (StatusCode, String) = refused(&desk.words(), error)?;
            if to_script {
                return Ok((status, Json(json!({ "problem": problem }))).into_response());
            }
            let (text, quote) = (form.text("text").to_owned(), form.text("quote").to_owned());
            let shown =
                PageParams { remark: Some(RefusedRemark { problem, text, quote, thread }), ..PageParams::default() };
            page(desk, id, status, RefusedInput::default(), shown).await
        }
    }
}
