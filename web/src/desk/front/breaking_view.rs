//! The view of the breaking strip: the current line, and the form for the next one.

use arabic::Language;
use minijinja::{Value, context};
use newsroom::{
    Action, BREAKING_CHARS_MAX, BREAKING_SECONDS, BREAKING_SECONDS_MAX, House, Story, Subject, Timestamp, Wall,
};

use super::find::{story_view, story_views};
use crate::base::messages::Words;
use crate::desk::{DeskContext, views};

/// Minutes from which the remaining time is shown in hours.
const HOURS_FROM_MINUTES: i64 = 120;

/// Input of a form that was refused.
#[derive(Default)]
pub(super) struct StripForm {
    /// The error message.
    pub problem: Option<String>,
    /// The text of the line.
    pub text: String,
    /// The story to link to: words, address or id.
    pub asked: String,
    /// When it ends; `None` for the default.
    pub until: Option<String>,
    /// Stories that match the words.
    pub offered: Vec<Story>,
}

impl StripForm {
    /// An empty form with the story to link to.
    pub(super) fn about(asked: &str) -> Self {
        Self { asked: asked.chars().take(64).collect(), ..Self::default() }
    }
}

/// The template values for the strip in `language`.
pub(super) async fn view(desk: &DeskContext, language: Language, typed: StripForm) -> newsroom::Result<Value> {
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
    // Forms work in minutes. Times are rounded down, so that the offered bounds are never refused.
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

/// The time in `zone` to the minute, in the format of `datetime-local`.
fn minute(at: Timestamp, zone: &str) -> newsroom::Result<String> {
    Ok(Wall::at(at, zone)?.wall.chars().take("2026-11-24T18:30".len()).collect())
}

/// The remaining time, in minutes rounded up or in whole hours.
fn left(words: &Words, now: Timestamp, until: Timestamp) -> String {
    let minutes = (until.0 - now.0 + 59_999_999) / 60_000_000;
    if minutes < HOURS_FROM_MINUTES {
        words.counted("breaking-left-minutes", minutes)
    } else {
        words.counted("breaking-left-hours", minutes / 60)
    }
}
