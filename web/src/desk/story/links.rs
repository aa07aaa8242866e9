//! The story's thread and its related stories. They are part of its facts and have a form of their own. A script offers
//! matches while the person types; without scripts the form offers them after it was sent.

use axum::Json;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use newsroom::{
    Action, Change, DeskFilter, Error, Live, Named, Part, PublicId, RELATED_MAX, Story, StoryThread, Topic, Version,
    Work, Writer, names,
};
use serde::Deserialize;
use serde_json::json;

use super::super::problem::{DeskProblem, refused};
use super::super::{DeskContext, Form, finding, views};
use super::links_view::{LinksForm, inner};
use super::loading::{find_story, newest};
use super::page::{PageParams, RefusedInput, page};
use super::saving::answer;

/// Maximum number of stories or threads offered.
const OFFERED: usize = 8;

/// Finds other stories in the same language that the person may see, by an address, an id, or words,
/// the best first.
async fn stories(desk: &DeskContext, story: &Story, version: &Version, asked: &str) -> Result<Vec<Story>, DeskProblem> {
    let house = desk.site().last_frame().paper.house();
    for part in asked.split(['/', '?', '#']).map(str::trim) {
        let Ok(id) = part.parse::<PublicId>() else { continue };
        let Some(found) = newsroom::story_by_public_id(desk.db(), &id).await? else { continue };
        let seen = newsroom::story_seen(desk.db(), desk.actor(), house, found.id, desk.now()).await?;
        if let Some(seen) = seen.filter(|seen| seen.id != story.id) {
            return Ok(vec![seen]);
        }
    }
    let language = Some(version.content.language);
    let lines = finding::best(desk, asked, language, DeskFilter::default(), OFFERED + 1).await?;
    let others = lines.into_iter().map(|line| line.story).filter(|one| one.id != story.id && !is_over(one));
    Ok(others.take(OFFERED).collect())
}

/// Whether the story was spiked or killed, so that readers must not be sent to it.
fn is_over(story: &Story) -> bool {
    story.live == Live::Killed || story.work == Work::Spiked
}

/// The query parameters.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
}

/// `GET /newsroom/stories/{id}/links?q=WORDS&kind=thread`: threads, writers or topics by `kind`; without `kind`
/// stories. For the picker.
pub async fn offered(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    Query(params): Query<Params>,
) -> Result<Response, DeskProblem> {
    let story = newsroom::story_for(desk.db(), desk.actor(), Action::Write, &id, desk.now()).await?;
    let version = newest(&desk, &story).await?;
    let asked = params.q.trim();
    let names = match params.kind.as_str() {
        "thread" => Some(called::<StoryThread>(&desk, Some(version.content.language), asked).await?),
        "writers" => Some(called::<Writer>(&desk, None, asked).await?),
        "topics" => Some(called::<Topic>(&desk, None, asked).await?),
        _ => None,
    };
    if let Some(names) = names {
        let words = desk.words();
        let offers = names.into_iter().map(
            |(name, stories)| json!({ "value": name, "title": name, "meta": words.counted("stories-count", stories) }),
        );
        return Ok(Json(json!({ "offers": offers.collect::<Vec<_>>() })).into_response());
    }
    let frame = desk.site().last_frame();
    let (words, language) = (desk.words(), desk.language());
    let stories = stories(&desk, &story, &version, asked).await?;
    let offers = stories.iter().map(|story| {
        let section = frame.section(story.section_id).map(|section| section.name.get(language)).unwrap_or_default();
        let when =
            story.went_out().map_or_else(|| words.message("links-not-out"), |at| views::shown_instant(&frame, at));
        json!({ "value": story.public_id.as_str(), "title": story.title, "meta": format!("{section} · {when}") })
    });
    Ok(Json(json!({ "offers": offers.collect::<Vec<_>>() })).into_response())
}

/// Names that match the words, with the number of published stories of each.
async fn called<T: Named>(
    desk: &DeskContext,
    within: Option<T::Within>,
    words: &str,
) -> Result<Vec<(String, i64)>, DeskProblem> {
    let (found, _) = names::found::<T>(desk.db(), within, words, None, OFFERED).await?;
    Ok(found.into_iter().map(|(one, stories)| (one.naming().name.to_owned(), stories)).collect())
}

/// `POST /newsroom/stories/{id}/links`: `rev`; `related` for each story that stays, in order; `drop` for each to
/// remove; `up` for one to move up; `add`, words or an address; `pick` for each choice from an offer; `thread`, a name,
/// with `new` to create it; or `thread_pick`.
pub async fn links(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let story = find_story(&desk, &id).await?;
    let version = newest(&desk, &story).await?;
    let mut input = LinksForm {
        related: form
            .all("related")
            .filter(|value| !form.all("drop").any(|gone| gone == *value))
            .map(str::to_owned)
            .collect(),
        thread: arabic::normalize::tidy(form.text("thread")),
        is_new: form.has("new"),
        ..LinksForm::default()
    };
    if let Some(place) = input.related.iter().position(|value| value == form.text("up")).filter(|place| *place > 0) {
        input.related.swap(place - 1, place);
    }
    input.related.extend(form.all("pick").map(str::to_owned));
    let asked = form.text("add");
    if !asked.is_empty() && !form.has("pick") {
        let mut stories = stories(&desk, &story, &version, asked).await?;
        match stories.len() {
            1 => input.related.extend(stories.pop().map(|one| one.public_id.to_string())),
            some => {
                input.problem = Some(desk.words().message(if some == 0 { "links-none" } else { "links-which" }));
                (input.offered, input.add) = (stories, asked.to_owned());
            }
        }
    }
    let (language, words) = (version.content.language, desk.words());
    let mut thread = None;
    let mut opens = false;
    if let Ok(picked) = form.text("thread_pick").parse::<i64>() {
        thread = Some(picked);
    } else if !input.thread.is_empty() {
        match newsroom::thread_called(desk.db(), language, &input.thread).await? {
            Some(known) => thread = Some(known.id),
            None if input.is_new => opens = true,
            None => {
                let (offered, _) =
                    names::found::<StoryThread>(desk.db(), Some(language), &input.thread, None, OFFERED).await?;
                input.threads = offered;
                input.problem.get_or_insert_with(|| words.message("links-no-thread"));
            }
        }
    }
    if input.problem.is_some() {
        return refuse(&desk, &id, StatusCode::UNPROCESSABLE_ENTITY, input).await;
    }
    let mut related: Vec<i64> = Vec::new();
    for value in &input.related {
        if let Some(one) = inner(&desk, &version, value).await?.filter(|one| *one != story.id && !related.contains(one))
        {
            related.push(one);
        }
    }
    let from = form.text("rev").parse().unwrap_or(-1);
    let saved = desk.write(async |tx| {
        let thread = match opens {
            true => Some(newsroom::open_thread(tx, desk.actor(), &id, &input.thread).await?.id),
            false => thread,
        };
        let change = Change::Links { related: related.clone(), thread };
        newsroom::save_part(tx, desk.actor(), &id, from, change).await
    });
    match saved.await {
        Err(
            error @ (Error::TooLong { .. } | Error::BadSlug { .. } | Error::WordsMissing | Error::AlreadyThere { .. }),
        ) => {
            let (status, problem) = match error {
                Error::TooLong { field: "related", .. } => {
                    (StatusCode::UNPROCESSABLE_ENTITY, words.counted("links-too-many", RELATED_MAX as i64))
                }
                error => refused(&words, error)?,
            };
            refuse(&desk, &id, status, LinksForm { problem: Some(problem), ..input }).await
        }
        saved => answer(&desk, &id, Part::Facts, saved, 0, Vec::new()).await,
    }
}

async fn refuse(
    desk: &DeskContext,
    id: &PublicId,
    status: StatusCode,
    input: LinksForm,
) -> Result<Response, DeskProblem> {
    page(desk, id, status, RefusedInput { links: Some(input), ..RefusedInput::default() }, PageParams::default()).await
}
