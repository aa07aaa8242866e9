//! Finding stories for the front page.

use arabic::Language;
use minijinja::{Value, context};
use newsroom::{DeskFilter, Live, PublicId, Story};

use crate::desk::finding;
use crate::desk::problem::DeskProblem;
use crate::desk::stories::state;
use crate::desk::{DeskContext, views};

/// Maximum number of stories offered if several match.
const OFFERED: usize = 6;

/// The result of a search for a story.
pub(super) enum StoryMatch {
    /// Nothing was entered.
    NotSearched,
    /// No published story in this language matches.
    None,
    /// One story matches.
    One(Box<Story>),
    /// Several stories match; contains the best.
    Many(Vec<Story>),
}

/// Finds a published story in `language` by its address, its id, or words.
pub(super) async fn find(desk: &DeskContext, language: Language, asked: &str) -> Result<StoryMatch, DeskProblem> {
    if asked.is_empty() {
        return Ok(StoryMatch::NotSearched);
    }
    for part in asked.split(['/', '?', '#']).map(str::trim) {
        let Ok(id) = part.parse::<PublicId>() else { continue };
        if let Some(story) = newsroom::story_by_public_id(desk.db(), &id).await?
            && story.live == Live::Published
            && story.language == language
        {
            return Ok(StoryMatch::One(Box::new(story)));
        }
    }
    let filter = DeskFilter { live: vec![Live::Published], ..DeskFilter::default() };
    let lines = finding::best(desk, asked, Some(language), filter, OFFERED).await?;
    let mut stories: Vec<Story> = lines.into_iter().map(|line| line.story).collect();
    Ok(match (stories.len(), stories.pop()) {
        (1, Some(story)) => StoryMatch::One(Box::new(story)),
        (_, Some(last)) => {
            stories.push(last);
            StoryMatch::Many(stories)
        }
        (_, None) => StoryMatch::None,
    })
}

/// The template values for a story.
pub(super) fn story_view(desk: &DeskContext, story: &Story) -> Value {
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

/// The template values for several stories.
pub(super) fn story_views(desk: &DeskContext, stories: &[Story]) -> Vec<Value> {
    stories.iter().map(|story| story_view(desk, story)).collect()
}
