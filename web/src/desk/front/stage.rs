//! The view of a draft: its slots and what is in them, the page below them, the drawer of stories, and a preview.

use std::collections::HashMap;

use axum::extract::RawQuery;
use axum::response::{Html, IntoResponse, Response};
use http_body_util::BodyExt;
use minijinja::{Value, context};
use newsroom::{Action, Card, FrontPage, House, Live, Looking, Place, Shelf, SlotPage, SlotRule, Story, Toward};

use super::super::guard::Frames;
use super::super::problem::DeskProblem;
use super::super::stories::{state, thumb};
use super::super::{Desk, Form};
use super::find::{story_view, story_views};
use super::names::{hour, place_name, rule_name};
use super::sheet::{on, query_of, sheet_in};
use super::working::{Seat, Working, drawer, typed};
use crate::base::fields::Fields;
use crate::base::problem::Problem;
use crate::readers::pages;

/// Maximum size of a preview in bytes.
const PREVIEW_BYTES_MAX: usize = 8 << 20;

/// Template values shared by the whole page and its parts.
pub(super) fn common(desk: &Desk, working: &Working) -> Value {
    let sheet = working.sheet;
    context! {
        lang => sheet.language.code(),
        dir => sheet.language.dir(),
        on => on(desk, sheet),
        is_front => sheet.page == SlotPage::Front,
        room => query_of(desk, sheet),
    }
}

/// The page as readers would get it.
async fn composed(desk: &Desk, working: &Working) -> newsroom::Result<FrontPage> {
    let frame = desk.site().last_frame();
    let wanted = working.arrangement(desk).unwrap_or_else(|_| working.stands.clone()).at(desk.now());
    let language = working.sheet.language;
    match working.sheet.page {
        SlotPage::Front => newsroom::front_page_as(desk.db(), language, &frame.sections, &wanted).await,
        SlotPage::Section(id) => {
            let opening = newsroom::section_opening_as(desk.db(), id, language, &wanted).await?;
            let newest =
                newsroom::places(desk.db(), Shelf::Section(id), language, &Toward::Newest, SECTION_STORIES).await?;
            let order = newsroom::section_order(&opening, &newest);
            let by_hand = |place| opening.iter().any(|(put, _)| *put == place);
            let picked = order.iter().filter_map(|(place, story)| {
                place.map(|place| newsroom::Picked { place, story: *story, by_hand: by_hand(place) })
            });
            let latest = order.iter().filter(|(place, _)| place.is_none()).map(|(_, story)| *story).collect();
            Ok(FrontPage { lead: None, second: Vec::new(), bands: Vec::new(), latest, picked: picked.collect() })
        }
    }
}

/// Number of the newest stories of a section that are shown.
const SECTION_STORIES: usize = 12;

/// The template values for the slots and the page below them.
pub(super) async fn view(desk: &Desk, working: &Working) -> newsroom::Result<Value> {
    let front = composed(desk, working).await?;
    let mut ids: Vec<i64> =
        front.picked.iter().map(|picked| picked.story).chain(front.latest.iter().copied()).collect();
    ids.extend(front.bands.iter().flat_map(|(_, stories)| stories));
    let cards: HashMap<i64, Card> =
        newsroom::cards_by_ids(desk.db(), &ids).await?.into_iter().map(|card| (card.id, card)).collect();
    let (frame, language) = (desk.site().last_frame(), desk.language());
    let wanted = working.arrangement(desk).ok();
    let last = working.seats.len().saturating_sub(1);
    let mut places = Vec::new();
    for (at, seat) in working.seats.iter().enumerate() {
        let picked = front.picked.iter().find(|picked| picked.place == seat.place);
        let card = match &seat.story {
            Some(story) => cards.get(&story.id),
            None => picked.and_then(|picked| cards.get(&picked.story)),
        };
        let changed = wanted.as_ref().is_none_or(|wanted| wanted.get(seat.place) != working.stands.get(seat.place));
        places.push(context! {
            is_first => at == 0,
            is_last => at == last,
            changed => changed,
            may => working.may(desk, seat),
            shown => shown(desk, seat, card),
            ..seat_view(desk, working, seat)
        });
    }
    let title = |id: &i64| {
        let card = cards.get(id)?;
        Some(context! { title => card.headline.clone(), lang => card.language.code(), dir => card.language.dir() })
    };
    let below: Vec<Value> = front
        .bands
        .iter()
        .map(|(section, stories)| {
            let stories: Vec<Value> = stories.iter().filter_map(title).collect();
            context! { name => section.name.get(language), stories => stories }
        })
        .collect();
    let latest: Vec<Value> = front.latest.iter().filter_map(title).collect();
    let sections: Vec<Value> = frame
        .sections
        .iter()
        .map(|section| context! { slug => section.slug.clone(), name => section.name.get(language), id => section.id })
        .collect();
    let changes = working.changes(desk);
    Ok(context! {
        places => places,
        mark => working.mark.as_str(),
        changes => changes,
        is_conflicted => working.seats.iter().any(|seat| seat.is_conflict),
        next_end => working.stands.next_end(desk.now()).map(|until| (until.0 - desk.now().0) / 1_000),
        sections => if working.sheet.page == SlotPage::Front { sections } else { Vec::new() },
        latest => latest,
        below => below,
        lifted => working.lifted.as_str(),
        earliest => typed(desk.now().plus_seconds(60), frame.paper.zone.name()),
        zone => frame.paper.zone.name(),
        problem => working.problem.as_deref(),
    })
}

fn seat_view(desk: &Desk, working: &Working, seat: &Seat) -> Value {
    let (words, frame) = (desk.words(), desk.site().last_frame());
    let stood = working.stands.get(seat.place);
    let until = working.arrangement(desk).ok().and_then(|wanted| wanted.get(seat.place).until);
    let how = match (&seat.story, until) {
        (None, _) => words.named("front-by-rule", "name", &rule_name(desk, seat.rule)),
        (Some(_), Some(until)) => words.named("front-pinned-until", "time", &hour(desk, until)),
        (Some(_), None) => words.message("front-pinned"),
    };
    let rule = match seat.rule {
        SlotRule::Newest => None,
        SlotRule::Section(id) => frame.section(id),
    };
    context! {
        key => seat.place.key(),
        name => place_name(&words, seat.place),
        how => how,
        by_hand => seat.story.is_some(),
        story => seat.story.as_ref().map(|story| story_view(desk, story)),
        unready => seat.story.as_ref().is_some_and(|story| story.live != Live::Published),
        until => seat.until.as_str(),
        rule => rule.map(|section| section.slug.clone()),
        rule_id => rule.map(|section| section.id),
        asked => seat.asked.as_str(),
        offered => story_views(desk, &seat.offered),
        problem => seat.problem.as_deref(),
        conflict => seat.is_conflict,
        wanted => seat.wanted.as_ref().map(|story| story_view(desk, story)),
        stood_by_hand => stood.story.is_some(),
    }
}

/// What a slot shows: the card that readers would see, or an unpublished story.
fn shown(desk: &Desk, seat: &Seat, card: Option<&Card>) -> Value {
    let frame = desk.site().last_frame();
    let section = |id| frame.section(id).map(|section| section.name.get(desk.language()).to_owned());
    match (card, &seat.story) {
        (Some(card), _) => context! {
            id => card.public_id.as_str(),
            title => card.headline.clone(),
            kicker => card.kicker.clone(),
            deck => card.deck.clone(),
            lang => card.language.code(),
            dir => card.language.dir(),
            section => section(card.section_id),
            picture => card.picture.as_ref().map(picture_view),
        },
        (None, Some(story)) => context! {
            id => story.public_id.as_str(),
            title => titled(desk, story),
            lang => story.language.code(),
            dir => story.language.dir(),
            section => section(story.section_id),
        },
        (None, None) => Value::UNDEFINED,
    }
}

fn picture_view(picture: &newsroom::Picture) -> Value {
    let width = picture.widths().into_iter().filter(|width| *width <= 960).max().unwrap_or(picture.width);
    let rendition = newsroom::Rendition::Width(width, newsroom::PictureFormat::Jpeg);
    context! {
        src => format!("/newsroom/media/{}/{rendition}", picture.public_id),
        width => width,
        height => picture.height_at(width),
    }
}

fn titled(desk: &Desk, story: &Story) -> String {
    if story.title.is_empty() { desk.words().message("story-untitled") } else { story.title.clone() }
}

/// The template values for the drawer of stories.
pub(super) async fn drawer_view(desk: &Desk, working: &Working) -> newsroom::Result<Vec<Value>> {
    let lines = drawer(desk, working.sheet, &working.search).await?;
    let (frame, words) = (desk.site().last_frame(), desk.words());
    let pictures: Vec<i64> = lines.iter().filter_map(|line| line.picture).collect();
    let pictures = newsroom::pictures_by_ids(desk.db(), &pictures).await?;
    let view = |(at, line): (usize, &newsroom::DeskLine)| {
        let story = &line.story;
        let time = line.goes_out.or(story.went_out());
        let picture = pictures.iter().find(|picture| Some(picture.id) == line.picture);
        let place = working.seats.iter().find(|seat| seat.story.as_ref().is_some_and(|one| one.id == story.id));
        context! {
            id => story.public_id.as_str(),
            title => titled(desk, story),
            lang => story.language.code(),
            dir => story.language.dir(),
            section => frame.section(story.section_id).map(|section| section.name.get(desk.language())),
            state => state(&words, story),
            time => time.map(|time| hour(desk, time)),
            key => if at < 9 { Some(at + 1) } else { None },
            thumb => picture.map(|picture| thumb(&picture.public_id, picture)),
            place => place.map(|seat| place_name(&words, seat.place)),
        }
    };
    Ok(lines.iter().enumerate().map(view).collect())
}

fn may_arrange(desk: &Desk) -> Result<(), DeskProblem> {
    match desk.actor().may_somewhere(Action::Arrange, House::default()) {
        true => Ok(()),
        false => Err(DeskProblem::Forbidden),
    }
}

async fn of_query(desk: &Desk, query: Option<String>) -> Result<Working, DeskProblem> {
    may_arrange(desk)?;
    let fields = Fields::read(query.unwrap_or_default().as_bytes());
    Ok(Working::of_fields(desk, sheet_in(desk, &fields), &fields).await?)
}

/// `GET /newsroom/front/stage?…`: only the slots, merged with changes by colleagues.
pub async fn stage(desk: Desk, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let mut working = of_query(&desk, query).await?;
    let words = desk.words();
    match working.arrangement(&desk) {
        Ok(wanted) => {
            working.merge(&desk, &wanted).await?;
        }
        Err(_) => working.problem = Some(words.message("refused-time")),
    }
    let values = context! { stage => view(&desk, &working).await?, ..common(&desk, &working) };
    desk.fragment("front-stage.html", values)
}

/// `GET /newsroom/front/candidates?…`: only the drawer of stories.
pub async fn candidates(desk: Desk, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let working = of_query(&desk, query).await?;
    let values = context! { candidates => drawer_view(&desk, &working).await?, ..common(&desk, &working) };
    desk.fragment("front-candidates.html", values)
}

/// `GET /newsroom/front/preview?…`: the page as readers would get it.
pub async fn preview(desk: Desk, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let working = of_query(&desk, query).await?;
    shown_as_readers_would(&desk, &working).await
}

/// `POST /newsroom/front/preview`: the same for a form without scripts, in a tab of its own.
pub async fn preview_of_form(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    may_arrange(&desk)?;
    let mut working = Working::of_fields(&desk, sheet_in(&desk, &form), &form).await?;
    working.choose(&desk, &form).await?;
    shown_as_readers_would(&desk, &working).await
}

async fn shown_as_readers_would(desk: &Desk, working: &Working) -> Result<Response, DeskProblem> {
    let (site, language) = (desk.site().clone(), working.sheet.language);
    let looking = Looking::at(desk.db());
    let generation = site.generation();
    let reader = pages::context::ReaderContext::begun(site, language, looking, generation).await.map_err(as_desk)?;
    let front = composed(desk, working).await?;
    let page = match working.sheet.page {
        SlotPage::Front => pages::front::answer(&reader, &front).await,
        SlotPage::Section(id) => {
            let slug = reader.frame.section(id).map(|section| section.slug.clone()).unwrap_or_default();
            let by_hand = front.picked.iter().filter(|picked| picked.by_hand);
            let opening: Vec<(Place, i64)> = by_hand.map(|picked| (picked.place, picked.story)).collect();
            let heading = pages::lists::Heading::of_section(&reader, &slug).map_err(as_desk)?;
            pages::lists::show_opened_by(&reader, heading, &pages::lists::Paging::default(), &opening).await
        }
    };
    // Only the HTML of the readers' response is used. A preview must not be cached or redirect.
    let body = page.map_err(as_desk)?.into_body();
    let bytes = http_body_util::Limited::new(body, PREVIEW_BYTES_MAX).collect().await.map_err(|error| {
        tracing::error!(%error, "a preview could not be read");
        DeskProblem::Internal
    })?;
    let html = without_scripts(&String::from_utf8_lossy(&bytes.to_bytes()));
    let html = html.replacen("<head>", "<head><base target=\"_blank\">", 1);
    let mut answer = Html(html).into_response();
    answer.extensions_mut().insert(Frames::Still);
    Ok(answer)
}

/// Removes scripts, so that a preview counts no reads.
fn without_scripts(page: &str) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(start) = rest.find("<script") {
        kept.push_str(&rest[..start]);
        let end = "</script>";
        rest = rest[start..].find(end).map_or("", |at| &rest[start + at + end.len()..]);
    }
    kept + rest
}

fn as_desk(problem: Problem) -> DeskProblem {
    match problem {
        Problem::Missing => DeskProblem::Missing,
        other => {
            tracing::error!(problem = ?other, "a preview could not be made");
            DeskProblem::Internal
        }
    }
}
