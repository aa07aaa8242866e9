//! The breaking strip as the room shows it: the line that stands, and the form of the next.

use arabic::Language;
use minijinja::{Value, context};
use newsroom::{
    Action, BREAKING_CHARS_MAX, BREAKING_SECONDS, BREAKING_SECONDS_MAX, House, Story, Subject, Timestamp, Wall,
};

use super::find::{story_view, story_views};
use crate::base::messages::Words;
use crate::desk::{Desk, views};

/// From here on the time that is left is said in hours.
const HOURS_FROM_MINUTES: i64 = 120;

/// What was typed and did not go up.
#[derive(Default)]
pub(super) struct Typed {
    /// What is wrong with it.
    pub problem: Option<String>,
    /// The line.
    pub text: String,
    /// The story it leads to, by words, address or id.
    pub asked: String,
    /// When it ends; an hour from now where nothing was typed.
    pub until: Option<String>,
    /// Stories that the words fit.
    pub offered: Vec<Story>,
}

impl Typed {
    /// Nothing yet but the story it is to lead to.
    pub(super) fn about(asked: &str) -> Self {
        Self { asked: asked.chars().take(64).collect(), ..Self::default() }
    }
}

/// The strip in `language`, with what was typed.
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
