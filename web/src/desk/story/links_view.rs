//! What a story stands beside, as the form on its page shows it.

use minijinja::{Value, context};
use newsroom::{PublicId, RELATED_MAX, Story, StoryThread, Version, names};

use crate::desk::problem::DeskProblem;
use crate::desk::stories::state;
use crate::desk::{Desk, views};

/// Stands before the place of a related story that the person may not see: it is kept without being named.
const KEPT: char = '=';

/// What was sent and could not be kept yet.
#[derive(Debug, Default)]
pub(super) struct Again {
    /// The sentence that says why.
    pub problem: Option<String>,
    /// Related stories, each as its field means it.
    pub related: Vec<String>,
    /// Words or an address of one more.
    pub add: String,
    /// Stories that the words fit.
    pub offered: Vec<Story>,
    /// The thread's name.
    pub thread: String,
    /// Whether the thread is to be opened.
    pub is_new: bool,
    /// Threads that the name fits, with how many stories each has.
    pub threads: Vec<(StoryThread, i64)>,
}

/// What the form shows.
pub(super) async fn view(desk: &Desk, version: &Version, again: Option<&Again>) -> Result<Value, DeskProblem> {
    let content = &version.content;
    let house = desk.site().last_frame().paper.house();
    let mut chosen: Vec<Value> = Vec::new();
    let values: Vec<String> = match again {
        Some(again) => again.related.clone(),
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
    let thread = match (again, content.thread) {
        (Some(again), _) => again.thread.clone(),
        (None, Some(id)) => {
            names::standing::<StoryThread>(desk.db(), id).await?.map_or_else(String::new, |one| one.name)
        }
        (None, None) => String::new(),
    };
    let nothing = Again::default();
    let again = again.unwrap_or(&nothing);
    Ok(context! {
        problem => again.problem.as_ref(),
        may_more => chosen.len() < RELATED_MAX,
        chosen => chosen,
        thread => thread,
        is_new => again.is_new,
        add => again.add.as_str(),
        offered => again.offered.iter().map(|story| story_view(desk, story)).collect::<Vec<_>>(),
        threads => again.threads.iter().map(|(thread, stories)| {
            context! { id => thread.id, name => thread.name.as_str(), stories => *stories }
        }).collect::<Vec<_>>(),
        name_max => newsroom::NAMED_CHARS_MAX,
    })
}

fn story_view(desk: &Desk, story: &Story) -> Value {
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

/// The inner id that a field means.
pub(super) async fn inner(desk: &Desk, version: &Version, value: &str) -> newsroom::Result<Option<i64>> {
    if let Some(place) = value.strip_prefix(KEPT) {
        let place = place.parse::<usize>().ok();
        return Ok(place.and_then(|place| version.content.related.get(place)).copied());
    }
    let Ok(id) = value.parse::<PublicId>() else { return Ok(None) };
    Ok(newsroom::story_by_public_id(desk.db(), &id).await?.map(|story| story.id))
}
