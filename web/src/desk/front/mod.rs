//! The front page from the desk's side: the breaking strip and the places filled by hand, one language at a time.

mod breaking;
mod slots;

use arabic::Language;
use axum::extract::RawQuery;
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{Action, DeskFilter, House, Live, PublicId, Story};

use super::problem::DeskProblem;
use super::stories::state;
use super::{Desk, Fields, views};

pub use breaking::{end as end_breaking, set as set_breaking};
pub use slots::arrange;

/// The room's address.
const ROOM: &str = "/newsroom/front";
/// Stories offered where words fit several.
const OFFERED: u64 = 6;

/// What a form brought that is not kept, to be shown again.
#[derive(Default)]
struct Typed {
    strip: breaking::Typed,
    slots: Option<slots::Working>,
}

/// `GET /newsroom/front`
pub async fn show(desk: Desk, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let asked = views::query_value(&query.unwrap_or_default(), "in");
    let language = language_of(&desk, asked.as_deref().unwrap_or_default());
    page(&desk, language, StatusCode::OK, Typed::default()).await
}

/// The language of the front page that is meant: one in which the paper has pages.
fn language_of(desk: &Desk, code: &str) -> Language {
    let frame = desk.site().last_frame();
    code.parse().ok().filter(|language| frame.speaks(*language)).unwrap_or_else(|| frame.primary())
}

fn language_in(desk: &Desk, form: &Fields) -> Language {
    language_of(desk, form.text("in"))
}

fn back(language: Language, done: &str) -> String {
    format!("{ROOM}?in={}&done={done}", language.code())
}

async fn page(desk: &Desk, language: Language, status: StatusCode, typed: Typed) -> Result<Response, DeskProblem> {
    let may = |action| desk.actor().may_somewhere(action, House::default());
    let (may_arrange, may_break) = (may(Action::Arrange), may(Action::Break));
    if !may_arrange && !may_break {
        return Err(DeskProblem::Forbidden);
    }
    let frame = desk.site().last_frame();
    let languages: Vec<Value> = frame
        .paper
        .languages
        .iter()
        .map(|one| {
            context! { code => one.code(), name => views::own_name(*one), href => format!("{ROOM}?in={}", one.code()), current => *one == language }
        })
        .collect();
    let working = match typed.slots {
        Some(working) => working,
        None => slots::Working::kept(desk, language).await?,
    };
    let values = context! {
        lang => language.code(),
        dir => language.dir(),
        languages => languages,
        home => if language == frame.primary() { "/".to_owned() } else { format!("/{}", language.code()) },
        strip => breaking::view(desk, language, typed.strip).await?,
        may_break => may_break,
        slots => slots::view(desk, working).await?,
        may_arrange => may_arrange,
    };
    desk.page_with(status, "front.html", values)
}

/// What was found of a story that somebody asked for.
enum Found {
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
async fn find(desk: &Desk, language: Language, asked: &str) -> newsroom::Result<Found> {
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
fn story_view(desk: &Desk, story: &Story) -> Value {
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

fn story_views(desk: &Desk, stories: &[Story]) -> Vec<Value> {
    stories.iter().map(|story| story_view(desk, story)).collect()
}
