//! Stories as the room finds them, and shows what it found.

use arabic::Language;
use minijinja::{Value, context};
use newsroom::{DeskFilter, Live, PublicId, Story};

use crate::desk::stories::state;
use crate::desk::{Desk, views};

/// Stories offered where words fit several.
const OFFERED: u64 = 6;

/// What was found of a story that somebody asked for.
pub(super) enum Found {
    /// Nothing was asked.
    Nothing,
    /// No story that readers of this language see.
    None,
    /// The one.
    One(Box<Story>),
    /// Several; the newest.
    Many(Vec<Story>),
}

/// A story that readers of `language` see, by its address, its id, or words of its headline in any form.
pub(super) async fn find(desk: &Desk, language: Language, asked: &str) -> newsroom::Result<Found> {
    if asked.is_empty() {
        return Ok(Found::Nothing);
    }
    for part in asked.split(['/', '?', '#']).map(str::trim) {
        let Ok(id) = part.parse::<PublicId>() else { continue };
        if let Some(story) = newsroom::story_by_public_id(desk.db(), &id).await?
            && story.live == Live::Published
            && story.language == language
        {
            return Ok(Found::One(Box::new(story)));
        }
    }
    let filter = DeskFilter {
        live: vec![Live::Published],
        language: Some(language.code().to_owned()),
        words: asked.to_owned(),
        ..DeskFilter::default()
    };
    let lines = newsroom::desk_list(desk.db(), desk.actor(), &filter, None, OFFERED).await?.lines;
    let mut stories: Vec<Story> = lines.into_iter().map(|line| line.story).collect();
    Ok(match (stories.len(), stories.pop()) {
        (1, Some(story)) => Found::One(Box::new(story)),
        (_, Some(last)) => {
            stories.push(last);
            Found::Many(stories)
        }
        (_, None) => Found::None,
    })
}

/// A story as the room shows it.
pub(super) fn story_view(desk: &Desk, story: &Story) -> Value {
    let frame = desk.site().last_frame();
    let section = frame.section(story.section_id).map(|section| section.name.get(desk.language()).to_owned());
    context! {
        id => story.public_id.as_str(),
        title => story.title.as_str(),
        lang => story.language.code(),
        dir => story.language.dir(),
        section => section,
        state => state(&desk.words(), story),
        published => story.published_at.map(|at| views::instant(&frame, at)),
    }
}

/// The same of several.
pub(super) fn story_views(desk: &Desk, stories: &[Story]) -> Vec<Value> {
    stories.iter().map(|story| story_view(desk, story)).collect()
}
