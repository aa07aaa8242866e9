//! The front page from the desk's side: the page itself with its places, the drawer of stories, the breaking strip, one
//! page and one language at a time. The page of a section is laid out in the same room.

mod breaking;
mod history;
mod slots;
mod stage;
mod working;

use arabic::Language;
use axum::extract::RawQuery;
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{Action, DeskFilter, House, Live, PublicId, Sheet, SlotPage, Story, Timestamp, Watched};

use super::guard::Frames;
use super::problem::DeskProblem;
use super::stories::state;
use super::{Desk, Fields, views};

pub use breaking::{end as end_breaking, set as set_breaking};
pub use slots::{arrange, bring_back, call_off, undo};
pub(super) use stage::place_name;
pub use stage::{candidates, preview, preview_of_form, stage};
use working::Working;

/// The room's address.
const ROOM: &str = "/newsroom/front";
/// Stories offered where words fit several.
const OFFERED: u64 = 6;

/// What a form brought that is not kept, to be shown again.
#[derive(Default)]
struct Typed {
    strip: breaking::Typed,
    working: Option<Working>,
    /// Headlines that were wanted where somebody else was faster.
    wanted: Vec<String>,
}

/// `GET /newsroom/front`
pub async fn show(desk: Desk, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let fields = Fields::read(query.unwrap_or_default().as_bytes());
    let sheet = sheet_in(&desk, &fields);
    let mut typed = Typed::default();
    if let Ok(id) = fields.text("waiting").parse() {
        typed.working = Some(Working::of_waiting(&desk, sheet, id).await?);
    }
    // From a story's page: the strip with the story in it.
    typed.strip = breaking::Typed::about(fields.text("story"));
    page(&desk, sheet, StatusCode::OK, typed).await
}

/// The page that is meant: `in`, a language in which the paper has pages, and `on`, a section's slug or nothing.
fn sheet_in(desk: &Desk, fields: &Fields) -> Sheet {
    let frame = desk.site().last_frame();
    let section = frame.section_at(fields.text("on"));
    let page = section.map_or(SlotPage::Front, |section| SlotPage::Section(section.id));
    Sheet { page, language: language_in(desk, fields) }
}

fn language_in(desk: &Desk, fields: &Fields) -> Language {
    let frame = desk.site().last_frame();
    let asked = fields.text("in").parse().ok().filter(|language| frame.speaks(*language));
    asked.unwrap_or_else(|| frame.primary())
}

/// The slug of the section whose page it is.
fn on(desk: &Desk, sheet: Sheet) -> Option<String> {
    match sheet.page {
        SlotPage::Front => None,
        SlotPage::Section(id) => desk.site().last_frame().section(id).map(|section| section.slug.clone()),
    }
}

/// The room's address for `sheet`.
fn query_of(desk: &Desk, sheet: Sheet) -> String {
    let language = format!("{ROOM}?in={}", sheet.language.code());
    on(desk, sheet).map_or(language.clone(), |slug| format!("{language}&on={slug}"))
}

fn back(desk: &Desk, sheet: Sheet, done: &str) -> String {
    format!("{}&done={done}", query_of(desk, sheet))
}

/// A time as the room says it: the hour, with the day where it is another one.
fn hour(desk: &Desk, at: Timestamp) -> String {
    let frame = desk.site().last_frame();
    let local = at.utc().with_timezone(&frame.paper.zone);
    let is_today = local.date_naive() == frame.paper.today(desk.now());
    local.format(if is_today { "%H:%M" } else { "%Y-%m-%d %H:%M" }).to_string()
}

/// What the room's page and each of its parts have in common.
fn common(desk: &Desk, working: &Working) -> Value {
    let sheet = working.sheet;
    context! {
        lang => sheet.language.code(),
        dir => sheet.language.dir(),
        on => on(desk, sheet),
        is_front => sheet.page == SlotPage::Front,
        room => query_of(desk, sheet),
    }
}

async fn page(desk: &Desk, sheet: Sheet, status: StatusCode, typed: Typed) -> Result<Response, DeskProblem> {
    let may = |action| desk.actor().may_somewhere(action, House::default());
    let (may_arrange, may_break) = (may(Action::Arrange), may(Action::Break));
    if !may_arrange && !may_break {
        return Err(DeskProblem::Forbidden);
    }
    let (frame, language, words) = (desk.site().last_frame(), sheet.language, desk.words());
    let sheet_link = |other: Sheet, name: String, lang: &str| {
        context! { name => name, lang => lang, href => query_of(desk, other), current => other == sheet }
    };
    let languages: Vec<Value> = frame
        .paper
        .languages
        .iter()
        .map(|one| sheet_link(Sheet { language: *one, ..sheet }, views::own_name(*one).to_owned(), one.code()))
        .collect();
    let own = desk.language();
    let sections = frame.sections.iter().map(|section| {
        let other = Sheet { page: SlotPage::Section(section.id), language };
        sheet_link(other, section.name.get(own).to_owned(), own.code())
    });
    let front = sheet_link(Sheet::front(language), words.message("room-front"), own.code());
    let working = match typed.working {
        Some(working) => working,
        None => Working::kept(desk, sheet).await?,
    };
    let values = context! {
        pages => [front].into_iter().chain(sections).collect::<Vec<Value>>(),
        languages => languages,
        home => if language == frame.primary() { "/".to_owned() } else { format!("/{}", language.code()) },
        strip => breaking::view(desk, language, typed.strip).await?,
        may_break => may_break,
        may_arrange => may_arrange,
        stage => stage::view(desk, &working).await?,
        candidates => stage::drawer_view(desk, &working).await?,
        past => history::view(desk, sheet).await?,
        search => working.search.as_str(),
        instead => working.instead,
        at => working.at.as_str(),
        wanted => typed.wanted,
        script_words => serde_json::json!(words.under("arrange-")).to_string(),
        subject => match sheet.page {
            SlotPage::Front => Watched::Front(language).to_string(),
            SlotPage::Section(id) => Watched::Section(id, language).to_string(),
        },
        ..common(desk, &working)
    };
    let mut answer = desk.page_with(status, "front.html", values)?;
    answer.extensions_mut().insert(Frames::Holds);
    Ok(answer)
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
