//! The view of the form for the thread and related stories.

use minijinja::{Value, context};
use newsroom::{PublicId, RELATED_MAX, Story, StoryThread, Version, names};

use crate::desk::problem::DeskProblem;
use crate::desk::stories::state;
use crate::desk::{DeskContext, views};

/// Prefix of the position of a related story that the person may not see. It is kept without being named.
const KEPT: char = '=';

/// Input of a form that was not saved.
#[derive(Debug, Default)]
pub(super) struct LinksForm {
    /// The error message.
    pub problem: Option<String>,
    /// The related stories, as in the form's fields.
    pub related: Vec<String>,
    /// Words or an address of another story.
    pub add: String,
    /// Stories that match the words.
    pub offered: Vec<Story>,
    /// The name of the thread.
    pub thread: String,
    /// Whether the thread is to be created.
    pub is_new: bool,
    /// Threads that match the name, with the number of stories of each.
    pub threads: Vec<(StoryThread, i64)>,
}

/// The template values for the form.
pub(super) async fn view(
    desk: &DeskContext,
    version: &Version,
    input: Option<&LinksForm>,
) -> Result<Value, DeskProblem> {
    let content = &version.content;
    let house = desk.site().last_frame().paper.house();
    let mut chosen: Vec<Value> = Vec::new();
    let values: Vec<String> = match input {
        Some(input) => input.related.clone(),
        None => (0..content.related.len()).map(|place| format!("{KEPT}{place}")).collect(),
    };
    for value in values {
        let story = match inner(desk, version, &value).await? {
            Some(id) => newsroom::story_seen(desk.db(), desk.actor(), house, id, desk.now()).await?,
            None => continue,
        };
        chosen.push(match story {
            Some(story) => context! { value => story.public_id.as_str(), story => story_view(desk, &story) },
            None => context! { value => value },
        });
    }
    let thread = match (input, content.thread) {
        (Some(input), _) => input.thread.clone(),
        (None, Some(id)) => {
            names::standing::<StoryThread>(desk.db(), id).await?.map_or_else(String::new, |one| one.name)
        }
        (None, None) => String::new(),
    };
    let nothing = LinksForm::default();
    let input = input.unwrap_or(&nothing);
    Ok(context! {
        problem => input.problem.as_ref(),
        may_more => chosen.len() < RELATED_MAX,
        chosen => chosen,
        thread => thread,
        is_new => input.is_new,
        add => input.add.as_str(),
        offered => input.offered.iter().map(|story| story_view(desk, story)).collect::<Vec<_>>(),
        threads => input.threads.iter().map(|(thread, stories)| {
            context! { id => thread.id, name => thread.name.as_str(), stories => *stories }
        }).collect::<Vec<_>>(),
        name_max => newsroom::NAMED_CHARS_MAX,
    })
}

fn story_view(desk: &DeskContext, story: &Story) -> Value {
    let frame = desk.site().last_frame();
    let section = frame.section(story.section_id).map(|section| section.name.get(desk.language()).to_owned());
    context! {
        id => story.public_id.as_str(),
        title => if story.title.is_empty() { desk.words().message("story-untitled") } else { story.title.clone() },
        lang => story.language.code(),
        dir => story.language.dir(),
        section => section,
        state => state(&desk.words(), story),
        published => story.went_out().map(|at| views::instant(&frame, at)),
    }
}

/// The internal id that a field refers to.
pub(super) async fn inner(desk: &DeskContext, version: &Version, value: &str) -> newsroom::Result<Option<i64>> {
    if let Some(place) = value.strip_prefix(KEPT) {
        let place = place.parse::<usize>().ok();
        return Ok(place.and_then(|place| version.content.related.get(place)).copied());
    }
    let Ok(id) = value.parse::<PublicId>() else { return Ok(None) };
    Ok(newsroom::story_by_public_id(desk.db(), &id).await?.map(|story| story.id))
}
