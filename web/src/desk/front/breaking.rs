//! Forms for the breaking strip.

use arabic::Language;
use axum::response::Response;
use http::StatusCode;
use newsroom::{Action, ArrangedPage, BREAKING_SECONDS, BreakingLine, Error, Timestamp, Wall};

use super::super::problem::{DeskProblem, refusal, with_sentence};
use super::super::undo::Undo;
use super::super::{DeskContext, Form};
use super::arranged_page::{language_in, path_after};
use super::breaking_view::StripForm;
use super::find::{StoryMatch, find};
use super::page::{self, page};
use crate::base::messages::Words;

/// `POST /newsroom/front/breaking`
pub async fn set(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let (words, language) = (desk.words(), language_in(&desk, &form));
    let asked = if form.text("pick").is_empty() { form.text("story") } else { form.text("pick") };
    let mut typed = StripForm {
        text: form.text("text").to_owned(),
        asked: form.text("story").to_owned(),
        until: Some(form.text("until").to_owned()),
        ..StripForm::default()
    };
    let story_id = match find(&desk, language, asked).await? {
        StoryMatch::NotSearched => None,
        StoryMatch::One(story) => Some(story.id),
        StoryMatch::None => {
            typed.problem = Some(words.message("front-no-story"));
            return form_with_error(&desk, language, StatusCode::UNPROCESSABLE_ENTITY, typed).await;
        }
        StoryMatch::Many(offered) => {
            typed.problem = Some(words.message("front-which-story"));
            typed.offered = offered;
            return form_with_error(&desk, language, StatusCode::UNPROCESSABLE_ENTITY, typed).await;
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
        Ok(()) => Ok(desk.redirect(&path_after(&desk, ArrangedPage::front(language), "breaking-up"))),
        Err(error) => {
            let (status, sentence) = with_sentence(error_sentence(&words, &error), error)?;
            typed.problem = Some(sentence);
            form_with_error(&desk, language, status, typed).await
        }
    }
}

async fn form_with_error(
    desk: &DeskContext,
    language: Language,
    status: StatusCode,
    strip: StripForm,
) -> Result<Response, DeskProblem> {
    page(desk, ArrangedPage::front(language), status, page::PageInput { strip, ..page::PageInput::default() }).await
}

/// When the line ends: the given time in the paper's zone, or after [`BREAKING_SECONDS`].
fn until(desk: &DeskContext, typed: &str) -> newsroom::Result<Timestamp> {
    match typed {
        "" => Ok(desk.now().plus_seconds(BREAKING_SECONDS)),
        typed => Ok(Wall::chosen(typed, desk.site().last_frame().paper.zone.name())?.instant()?),
    }
}

fn error_sentence(words: &Words, error: &Error) -> Option<String> {
    match error {
        Error::WordsMissing => Some(words.message("breaking-no-words")),
        Error::BadTime { .. } => Some(words.message("breaking-bad-time")),
        other => refusal(words, other),
    }
}

/// `POST /newsroom/front/breaking/end`
pub async fn end(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    desk.require(Action::Break)?;
    let language = language_in(&desk, &form);
    let stood = newsroom::breaking_now(desk.db(), language, desk.now()).await?;
    desk.write(async |tx| newsroom::end_breaking(tx, desk.actor(), language).await).await?;
    let Some(line) = stood else {
        return Ok(desk.redirect(&path_after(&desk, ArrangedPage::front(language), "breaking-down")));
    };
    // To undo, set the same line with the same end.
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
    Ok(desk.redirect_with_undo(&path_after(&desk, ArrangedPage::front(language), "breaking-down"), &undo))
}
