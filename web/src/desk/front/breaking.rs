//! The breaking strip: up in one act, down in one act or by itself.

use arabic::Language;
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{
    Action, BREAKING_CHARS_MAX, BREAKING_SECONDS, BREAKING_SECONDS_MAX, BreakingLine, Error, House, Sheet, Story,
    Subject, Timestamp, Wall,
};

use super::super::problem::{DeskProblem, refusal, worded};
use super::super::undo::Undo;
use super::super::{Desk, Form, views};
use super::{Found, back, find, language_in, page, story_view, story_views};
use crate::messages::Words;

/// From here on the time that is left is said in hours.
const HOURS_FROM_MINUTES: i64 = 120;

/// What was typed and did not go up.
#[derive(Default)]
pub(super) struct Typed {
    problem: Option<String>,
    text: String,
    asked: String,
    until: Option<String>,
    offered: Vec<Story>,
}

impl Typed {
    /// Nothing yet but the story it is to lead to.
    pub(super) fn about(asked: &str) -> Self {
        Self { asked: asked.chars().take(64).collect(), ..Self::default() }
    }
}

/// `POST /newsroom/front/breaking`
pub async fn set(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    let (words, language) = (desk.words(), language_in(&desk, &form));
    let asked = if form.text("pick").is_empty() { form.text("story") } else { form.text("pick") };
    let mut typed = Typed {
        text: form.text("text").to_owned(),
        asked: form.text("story").to_owned(),
        until: Some(form.text("until").to_owned()),
        ..Typed::default()
    };
    let story_id = match find(&desk, language, asked).await? {
        Found::Nothing => None,
        Found::One(story) => Some(story.id),
        Found::None => {
            typed.problem = Some(words.message("front-no-story"));
            return again(&desk, language, StatusCode::UNPROCESSABLE_ENTITY, typed).await;
        }
        Found::Many(offered) => {
            typed.problem = Some(words.message("front-which-story"));
            typed.offered = offered;
            return again(&desk, language, StatusCode::UNPROCESSABLE_ENTITY, typed).await;
        }
    };
    let done = match until(&desk, form.text("until")) {
        Ok(until) => {
            let line = BreakingLine { text: typed.text.clone(), story_id, until };
            desk.write(async |tx| newsroom::set_breaking(tx, desk.actor(), language, &line).await).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(desk.go(&back(&desk, Sheet::front(language), "breaking-up"))),
        Err(error) => {
            let (status, sentence) = worded(said(&words, &error), error)?;
            typed.problem = Some(sentence);
            again(&desk, language, status, typed).await
        }
    }
}

async fn again(desk: &Desk, language: Language, status: StatusCode, strip: Typed) -> Result<Response, DeskProblem> {
    page(desk, Sheet::front(language), status, super::Typed { strip, ..super::Typed::default() }).await
}

/// When it ends: as typed, in the paper's zone, or an hour from now.
fn until(desk: &Desk, typed: &str) -> newsroom::Result<Timestamp> {
    match typed {
        "" => Ok(desk.now().plus_seconds(BREAKING_SECONDS)),
        typed => Ok(Wall::chosen(typed, desk.site().last_frame().paper.zone.name())?.instant()?),
    }
}

fn said(words: &Words, error: &Error) -> Option<String> {
    match error {
        Error::WordsMissing => Some(words.message("breaking-no-words")),
        Error::BadTime { .. } => Some(words.message("breaking-bad-time")),
        other => refusal(words, other),
    }
}

/// `POST /newsroom/front/breaking/end`
pub async fn end(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    desk.must(Action::Break)?;
    let language = language_in(&desk, &form);
    let stood = newsroom::breaking_now(desk.db(), language, desk.now()).await?;
    desk.write(async |tx| newsroom::end_breaking(tx, desk.actor(), language).await).await?;
    let Some(line) = stood else { return Ok(desk.go(&back(&desk, Sheet::front(language), "breaking-down"))) };
    // The line that stood, until when it would have stood.
    let story = match line.story_id {
        Some(id) => newsroom::find_story(desk.db(), id).await?.public_id.to_string(),
        None => String::new(),
    };
    let until = Wall::at(line.until, desk.site().last_frame().paper.zone.name()).map_err(Error::from)?.wall;
    let undo = Undo::by("/newsroom/front/breaking")
        .with("in", language.code())
        .with("text", line.text)
        .with("story", story)
        .with("until", until.chars().take("2026-11-24T18:30:00".len()).collect::<String>());
    Ok(desk.go_undoable(&back(&desk, Sheet::front(language), "breaking-down"), &undo))
}

pub(super) async fn view(desk: &Desk, language: Language, typed: Typed) -> newsroom::Result<Value> {
    let (frame, now) = (desk.site().last_frame(), desk.now());
    let zone = frame.paper.zone.name();
    let may = |subject| desk.actor().may(Action::Break, subject, House::default()).is_ok();
    let mut standing = None;
    if let Some(line) = newsroom::breaking_now(desk.db(), language, now).await? {
        let story = match line.story_id {
            Some(id) => Some(newsroom::find_story(desk.db(), id).await?),
            None => None,
        };
        standing = Some(context! {
            text => line.text,
            until => views::instant(&frame, line.until),
            left => left(&desk.words(), now, line.until),
            may_end => may(story.as_ref().map_or(Subject::Paper, |story| Subject::Desk(story.desk_id))),
            story => story.map(|story| story_view(desk, &story)),
        });
    }
    // A form knows minutes: the last one before the bound, so that what it offers is never refused.
    let wall = |seconds: i64| minute(now.plus_seconds(seconds), zone);
    Ok(context! {
        standing => standing,
        problem => typed.problem,
        text => typed.text,
        asked => typed.asked,
        offered => story_views(desk, &typed.offered),
        until => match typed.until { Some(until) => until, None => wall(BREAKING_SECONDS)? },
        earliest => wall(60)?,
        latest => wall(BREAKING_SECONDS_MAX)?,
        zone => zone,
        chars_max => BREAKING_CHARS_MAX,
        needs_story => !may(Subject::Paper),
    })
}

/// What a wall in `zone` shows, to the minute, as `datetime-local` takes it.
fn minute(at: Timestamp, zone: &str) -> newsroom::Result<String> {
    Ok(Wall::at(at, zone)?.wall.chars().take("2026-11-24T18:30".len()).collect())
}

/// The time that is left, in whole minutes begun or whole hours.
fn left(words: &Words, now: Timestamp, until: Timestamp) -> String {
    let minutes = (until.0 - now.0 + 59_999_999) / 60_000_000;
    if minutes < HOURS_FROM_MINUTES {
        words.counted("breaking-left-minutes", minutes)
    } else {
        words.counted("breaking-left-hours", minutes / 60)
    }
}
