//! What colleagues say to each other about a story: a section of its page, whole without a script; the same for a script.

use axum::Json;
use axum::extract::{Path, Query};
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use minijinja::{Value, context};
use newsroom::{Error, House, NewRemark, Person, PublicId, REMARK_CHARS_MAX, Remark, Story, Subject};
use serde::Deserialize;
use serde_json::json;

use super::super::problem::{DeskProblem, refused};
use super::super::stories::name_of;
use super::super::{Desk, Form, views};
use super::{Shown, Typed, address, found, page};

/// What was to be said and could not be kept, with the reason.
#[derive(Debug, Clone, Default)]
pub struct Unsaid {
    problem: String,
    text: String,
    quote: String,
    thread: Option<i64>,
}

/// `?as=part`: the section as HTML, for a page that is open; else JSON.
#[derive(Debug, Default, Deserialize)]
pub struct As {
    #[serde(rename = "as", default)]
    form: String,
}

/// `GET /newsroom/stories/{id}/remarks`: every thread with its answers, and whom a remark can call.
///
/// JSON, times in RFC 3339, places in UTF-16 units of the block's plain text:
///
/// ```json
/// {"remarks": [{"id": 7, "by": "مراد العيد", "at": "…", "text": "…", "block": "k3f9x2", "place": 12, "quote": "تسع دول",
///   "lost": false, "deleted": false, "edited": false, "resolved": null, "may_edit": false, "answers": [{…}]}],
///  "people": ["سلمى بن عيسى"]}
/// ```
pub async fn list(desk: Desk, Path(id): Path<PublicId>, Query(r#as): Query<As>) -> Result<Response, DeskProblem> {
    let story = found(&desk, &id).await?;
    let people = newsroom::all_people(desk.db()).await?;
    if r#as.form == "part" {
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

/// The names of those whom a remark on this story can call, without one's own.
fn callable(desk: &Desk, people: &[Person], story: &Story) -> Vec<String> {
    let house: House = desk.site().last_frame().paper.house();
    let all = newsroom::mentionable(people, story, house, desk.now());
    all.into_iter().filter(|person| person.id != desk.person().id).map(|person| person.name.clone()).collect()
}

/// The section as a template shows it.
pub async fn view(
    desk: &Desk,
    story: &Story,
    people: &[Person],
    unsaid: Option<&Unsaid>,
) -> Result<Value, DeskProblem> {
    let (frame, words, now) = (desk.site().last_frame(), desk.words(), desk.now());
    let remarks = newsroom::remarks_of(desk.db(), story.id).await?;
    let house = frame.paper.house();
    let sees = desk.actor().may(newsroom::Action::See, Subject::Story(&story.facts(now)), house).is_ok();
    let all: Vec<&Person> = people.iter().collect();
    let one = |remark: &Remark| {
        context! {
            id => remark.id,
            by => name_of(people, remark.by),
            at => views::instant(&frame, remark.at),
            pieces => pieces(&remark.text, &all),
            text => remark.text.as_str(),
            quote => remark.passage.as_ref().map(|passage| passage.quote.as_str()),
            block => remark.passage.as_ref().map(|passage| passage.block.as_str()),
            lost => remark.passage.as_ref().is_some_and(|passage| passage.is_lost),
            deleted => remark.is_deleted,
            edited => remark.edited_at.is_some(),
            may_edit => remark.may_edit(desk.actor(), now),
            may_delete => remark.may_delete(desk.actor()),
        }
    };
    let thread = |first: &Remark| {
        let answers: Vec<Value> = remarks.iter().filter(|other| other.thread == Some(first.id)).map(one).collect();
        let resolved = first.resolved.map(|(at, by)| {
            let name = name_of(people, by).unwrap_or_default();
            context! { line => words.named("remark-resolved-by", "name", &name), at => views::instant(&frame, at) }
        });
        let unsaid = unsaid.filter(|unsaid| unsaid.thread == Some(first.id));
        context! {
            answers => answers,
            resolved => resolved,
            problem => unsaid.map(|unsaid| unsaid.problem.as_str()),
            typed => unsaid.map(|unsaid| unsaid.text.as_str()),
            ..one(first)
        }
    };
    // A remark that was taken back and that nobody has answered says nothing to anybody.
    let says = |first: &&Remark| !first.is_deleted || remarks.iter().any(|other| other.thread == Some(first.id));
    let firsts = || remarks.iter().filter(|remark| remark.thread.is_none()).filter(says);
    let open: Vec<Value> = firsts().filter(|first| first.resolved.is_none()).map(thread).collect();
    let settled: Vec<Value> = firsts().filter(|first| first.resolved.is_some()).map(thread).collect();
    let unsaid = unsaid.filter(|unsaid| unsaid.thread.is_none());
    Ok(context! {
        may => sees,
        settled_line => words.counted("remarks-resolved", settled.len() as i64),
        open => open,
        settled => settled,
        people => callable(desk, people, story),
        chars_max => REMARK_CHARS_MAX,
        problem => unsaid.map(|unsaid| unsaid.problem.as_str()),
        typed => unsaid.map(|unsaid| unsaid.text.as_str()),
        quoted => unsaid.map(|unsaid| unsaid.quote.as_str()),
    })
}

/// A text cut up where it calls somebody.
fn pieces(text: &str, people: &[&Person]) -> Vec<Value> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for mention in newsroom::mentions(text, people) {
        pieces.push(context! { text => &text[at..mention.range.start], calls => false });
        pieces.push(context! { text => &text[mention.range.clone()], calls => true });
        at = mention.range.end;
    }
    pieces.push(context! { text => &text[at..], calls => false });
    pieces
}

/// `POST /newsroom/stories/{id}/remarks`: `text`; `thread` for an answer; `quote` for a passage, with `block` and `place`
/// (UTF-16 units) where these are known. A script that accepts JSON gets `{"id": 7}`, or 422 with `{"problem": "…"}`.
pub async fn add(
    desk: Desk,
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
    desk: Desk,
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
    desk: &Desk,
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
        Ok(_) => Ok(desk.go(&format!("{}#remarks", address(id)))),
        Err(error) => {
            let (status, problem): (StatusCode, String) = refused(&desk.words(), error)?;
            if to_script {
                return Ok((status, Json(json!({ "problem": problem }))).into_response());
            }
            let (text, quote) = (form.text("text").to_owned(), form.text("quote").to_owned());
            let shown = Shown { remark: Some(Unsaid { problem, text, quote, thread }), ..Shown::default() };
            page(desk, id, status, Typed::default(), shown).await
        }
    }
}
