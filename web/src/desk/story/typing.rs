//! Loading and saving the text of a story for the editor's script, as JSON.
//!
//! The script saves what is typed into the story's working copy every few seconds, with the revision it started from
//! and a key. If the text has changed since that revision, the typed text is set aside as a version, and the response
//! (409) contains the current text, so that the script can request a merge.

use std::collections::BTreeMap;

use ::story::Document;
use axum::extract::Path;
use axum::response::{IntoResponse, Json, Response};
use http::StatusCode;
use newsroom::{Change, Content, Error, Part, PublicId, Saved, Story, StoryLine, Version};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::DeskContext;
use super::super::json_body::JsonBody;
use super::super::problem::{DeskProblem, refused, required_name};
use super::super::stories::name_of;
use super::loading::{find_story, newest};
use super::saving::STORY_FORM_BYTES_MAX;

/// Maximum length in characters of the key that identifies a save.
const KEY_CHARS_MAX: usize = 64;

/// The text of a story as one object: its lines by name (empty ones as empty strings) and `body`, a document as
/// described in `docs/story-document.md`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Map<String, Value>")]
pub struct StoryText {
    lines: BTreeMap<StoryLine, String>,
    body: Value,
}

impl TryFrom<Map<String, Value>> for StoryText {
    type Error = String;

    fn try_from(mut object: Map<String, Value>) -> Result<Self, String> {
        let mut take = |name: &str| object.remove(name).ok_or_else(|| format!("{name} is missing"));
        let body = take("body")?;
        let mut lines = BTreeMap::new();
        for line in StoryLine::of(Part::Text) {
            let Value::String(text) = take(line.word())? else { return Err(format!("{} is no text", line.word())) };
            lines.insert(line, text);
        }
        match object.keys().next() {
            Some(unknown) => Err(format!("{unknown} is no line of a text")),
            None => Ok(Self { lines, body }),
        }
    }
}

impl From<&StoryText> for Value {
    fn from(text: &StoryText) -> Self {
        let lines = text.lines.iter().map(|(line, text)| (line.word().to_owned(), text.as_str().into()));
        Self::Object(lines.chain([("body".to_owned(), text.body.clone())]).collect())
    }
}

/// The body of a request to save.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveRequest {
    /// The revision from which the text started.
    rev: i64,
    /// Identifies this save, so that a repeated request has no further effect.
    key: String,
    /// Saves a version instead of the working copy.
    #[serde(default)]
    keep: bool,
    text: StoryText,
}

/// The body of a request to merge with the current text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergeRequest {
    /// The text from which `mine` started.
    base: StoryText,
    /// The text as typed.
    mine: StoryText,
}

/// A line without the direction marks that phones add when copying.
fn line(text: &str) -> String {
    arabic::normalize::strip_bidi_controls(text).trim().to_owned()
}

fn some(text: &str) -> Option<String> {
    Some(line(text)).filter(|text| !text.is_empty())
}

fn document(value: &Value) -> Result<Document, Error> {
    Document::from_json(&value.to_string()).map_err(Error::Document)
}

impl StoryText {
    fn of(content: &Content) -> Self {
        let says = |line| (line, content.line(line).unwrap_or_default().to_owned());
        let body = serde_json::from_str(&content.body.to_json()).unwrap_or_default();
        Self { lines: StoryLine::of(Part::Text).map(says).collect(), body }
    }

    fn line(&self, line: StoryLine) -> &str {
        self.lines.get(&line).map_or("", String::as_str)
    }

    fn change(&self) -> Result<Change, Error> {
        Ok(Change::text_of(document(&self.body)?, |line| some(self.line(line))))
    }

    /// Merges `self` and `now`, which both started from `base`. Returns the number of conflicts too.
    fn merged(&self, base: &Self, now: &Self) -> Result<(Self, usize), Error> {
        let body = ::story::merge::documents(
            &document(&base.body)?,
            &document(&self.body)?,
            &document(&now.body)?,
            &mut newsroom::DocumentIds,
        );
        let mut conflicts = body.conflicts;
        let mut lines = BTreeMap::new();
        for line in StoryLine::of(Part::Text) {
            let merged = ::story::merge::field(base.line(line), self.line(line), now.line(line));
            conflicts += merged.conflicts;
            lines.insert(line, merged.value);
        }
        let body = serde_json::from_str(&body.value.to_json()).unwrap_or_default();
        Ok((Self { lines, body }, conflicts))
    }
}

/// The current text, with its revision and the person who has locked it.
async fn current_text(desk: &DeskContext, story: &Story, version: &Version) -> Result<Value, DeskProblem> {
    let locks = newsroom::locks_of(desk.db(), story.id, desk.now()).await?;
    let holder = locks.iter().find(|lock| lock.part == Part::Text && lock.person != desk.person().id);
    let holder = match holder {
        Some(lock) => name_of(&newsroom::all_people(desk.db()).await?, lock.person),
        None => None,
    };
    Ok(json!({
        "rev": story.revisions[Part::Text.place()],
        "text": Value::from(&StoryText::of(&version.content)),
        "version": version.number,
        "saved": version.made_at.0 / 1_000,
        "language": version.content.language.code(),
        "holder": holder,
        "token": desk.token(),
    }))
}

/// `GET /newsroom/stories/{id}/text`
pub async fn text(desk: DeskContext, Path(id): Path<PublicId>) -> Result<Response, DeskProblem> {
    let story = find_story(&desk, &id).await?;
    let version = newest(&desk, &story).await?;
    Ok(Json(current_text(&desk, &story, &version).await?).into_response())
}

/// `PUT /newsroom/stories/{id}/text`
pub async fn keep(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    JsonBody(request): JsonBody<SaveRequest, STORY_FORM_BYTES_MAX>,
) -> Result<Response, DeskProblem> {
    find_story(&desk, &id).await?;
    let key: String = request.key.chars().take(KEY_CHARS_MAX).collect();
    let (actor, rev) = (desk.actor(), request.rev);
    let saved = match request.text.change() {
        Ok(change) if request.keep => {
            desk.write(async |tx| newsroom::save_part(tx, actor, &id, rev, change).await).await
        }
        Ok(change) => desk.write(async |tx| newsroom::type_part(tx, actor, &id, rev, &key, change).await).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(Saved::New { story, version }) => {
            let version = newsroom::version(desk.db(), version).await?;
            Ok(saved_response(&desk, &story, &version))
        }
        Ok(Saved::AsItIs(story)) => {
            let version = newest(&desk, &story).await?;
            Ok(saved_response(&desk, &story, &version))
        }
        Ok(Saved::Conflict { story, aside }) => {
            let aside = newsroom::version(desk.db(), aside).await?.number;
            let mut now = current_text(&desk, &story, &newest(&desk, &story).await?).await?;
            now["aside"] = aside.into();
            Ok((StatusCode::CONFLICT, Json(now)).into_response())
        }
        Err(Error::Locked { by, .. }) => {
            let name = name_of(&newsroom::all_people(desk.db()).await?, by).unwrap_or_default();
            let problem = desk.words().named("story-locked", "name", &name);
            Ok((StatusCode::LOCKED, Json(json!({ "problem": problem, "holder": name }))).into_response())
        }
        Err(error) => {
            let block = match &error {
                Error::Document(error) => error.place().id,
                _ => None,
            };
            let (status, problem) = refused(&desk.words(), error)?;
            Ok((status, Json(json!({ "problem": problem, "block": block }))).into_response())
        }
    }
}

fn saved_response(desk: &DeskContext, story: &Story, version: &Version) -> Response {
    let words = desk.words();
    let missing: Vec<String> = newsroom::missing(&version.content, newsroom::COMPLETE)
        .into_iter()
        .map(|field| required_name(&words, field))
        .collect();
    let answer = json!({
        "rev": story.revisions[Part::Text.place()],
        "version": version.number,
        "saved": version.made_at.0 / 1_000,
        "words": version.word_count,
        "missing": missing,
    });
    Json(answer).into_response()
}

/// `POST /newsroom/stories/{id}/text/merge`: merges the typed text with the current one. Saves nothing.
pub async fn merge(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    JsonBody(request): JsonBody<MergeRequest, { 2 * STORY_FORM_BYTES_MAX }>,
) -> Result<Response, DeskProblem> {
    // Requires the right to edit the text, because the result will be saved.
    let story = newsroom::story_for(desk.db(), desk.actor(), Part::Text.action(), &id, desk.now()).await?;
    let version = newest(&desk, &story).await?;
    let mut now = current_text(&desk, &story, &version).await?;
    let (merged, conflicts) = match request.mine.merged(&request.base, &StoryText::of(&version.content)) {
        Ok(merged) => merged,
        Err(error) => {
            let (status, problem) = refused(&desk.words(), error)?;
            return Ok((status, Json(json!({ "problem": problem }))).into_response());
        }
    };
    now["merged"] = Value::from(&merged);
    now["conflicts"] = conflicts.into();
    Ok(Json(now).into_response())
}
