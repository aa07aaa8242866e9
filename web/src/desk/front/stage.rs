//! The view of a draft: its slots and what is in them, the page below them, the drawer of stories, and a preview.

use std::collections::HashMap;

use axum::extract::RawQuery;
use axum::response::{Html, IntoResponse, Response};
use http_body_util::BodyExt;
use minijinja::{Value, context};
use newsroom::{
    Action, Card, FrontPage, House, Live, Place, RecordingSource, SlotPage, SlotRule, Story, StoryList, Toward,
};

use super::super::guard::FramePolicy;
use super::super::problem::DeskProblem;
use super::super::stories::{state, thumb};
use super::super::{DeskContext, Form};
use super::arranged_page::{arranged_page_in, path_of, section_slug};
use super::draft::{PageDraft, SlotDraft, drawer, typed};
use super::find::{story_view, story_views};
use super::names::{hour, place_name, rule_name};
use crate::base::addresses::{Addresses, DESK_MEDIA};
use crate::base::fields::Fields;
use crate::base::problem::Problem;
use crate::readers::pages;

/// Maximum size of a preview in bytes.
const PREVIEW_BYTES_MAX: usize = 8 << 20;

/// Template values shared by the whole page and its parts.
pub(super) fn common(desk: &DeskContext, draft: &PageDraft) -> Value {
    let arranged_page = draft.arranged_page;
    context! {
        lang => arranged_page.language.code(),
        dir => arranged_page.language.dir(),
        on => section_slug(desk, arranged_page),
        is_front => arranged_page.page == SlotPage::Front,
        room => path_of(desk, arranged_page),
    }
}

/// The page as readers would get it.
async fn composed(desk: &DeskContext, draft: &PageDraft) -> newsroom::Result<FrontPage> {
    let frame = desk.site().last_frame();
    let wanted = draft.arrangement(desk).unwrap_or_else(|_| draft.stands.clone()).at(desk.now());
    let language = draft.arranged_page.language;
    match draft.arranged_page.page {
        SlotPage::Front => newsroom::front_page_as(desk.db(), language, &frame.sections, &wanted).await,
        SlotPage::Section(id) => {
            let opening = newsroom::section_opening_as(desk.db(), id, language, &wanted).await?;
            let newest =
                newsroom::places(desk.db(), StoryList::Section(id), language, &Toward::Newest, SECTION_STORIES).await?;
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
pub(super) async fn view(desk: &DeskContext, draft: &PageDraft) -> newsroom::Result<Value> {
    let front = composed(desk, draft).await?;
    let mut ids: Vec<i64> =
        front.picked.iter().map(|picked| picked.story).chain(front.latest.iter().copied()).collect();
    ids.extend(front.bands.iter().flat_map(|(_, stories)| stories));
    let cards: HashMap<i64, Card> =
        newsroom::cards_by_ids(desk.db(), &ids).await?.into_iter().map(|card| (card.id, card)).collect();
    let (frame, language) = (desk.site().last_frame(), desk.language());
    let wanted = draft.arrangement(desk).ok();
    let last = draft.slots.len().saturating_sub(1);
    let mut places = Vec::new();
    for (at, slot) in draft.slots.iter().enumerate() {
        let picked = front.picked.iter().find(|picked| picked.place == slot.place);
        let card = match &slot.story {
            Some(story) => cards.get(&story.id),
            None => picked.and_then(|picked| cards.get(&picked.story)),
        };
        let changed = wanted.as_ref().is_none_or(|wanted| wanted.get(slot.place) != draft.stands.get(slot.place));
        places.push(context! {
            is_first => at == 0,
            is_last => at == last,
            changed => changed,
            may => draft.may(desk, slot),
            shown => shown(desk, slot, card),
            ..slot_view(desk, draft, slot)
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
    let changes = draft.changes(desk);
    Ok(context! {
        places => places,
        mark => draft.mark.as_str(),
        changes => changes,
        is_conflicted => draft.slots.iter().any(|slot| slot.is_conflict),
        next_end => draft.stands.next_end(desk.now()).map(|until| (until.0 - desk.now().0) / 1_000),
        sections => if draft.arranged_page.page == SlotPage::Front { sections } else { Vec::new() },
        latest => latest,
        below => below,
        lifted => draft.lifted.as_str(),
        earliest => typed(desk.now().plus_seconds(60), frame.paper.zone.name()),
        zone => frame.paper.zone.name(),
        problem => draft.problem.as_deref(),
    })
}

fn slot_view(desk: &DeskContext, draft: &PageDraft, slot: &SlotDraft) -> Value {
    let (words, frame) = (desk.words(), desk.site().last_frame());
    let stood = draft.stands.get(slot.place);
    let until = draft.arrangement(desk).ok().and_then(|wanted| wanted.get(slot.place).until);
    let how = match (&slot.story, until) {
        (None, _) => words.named("front-by-rule", "name", &rule_name(desk, slot.rule)),
        (Some(_), Some(until)) => words.named("front-pinned-until", "time", &hour(desk, until)),
        (Some(_), None) => words.message("front-pinned"),
    };
    let rule = match slot.rule {
        SlotRule::Newest => None,
        SlotRule::Section(id) => frame.section(id),
    };
    context! {
        key => slot.place.key(),
        name => place_name(&words, slot.place),
        how => how,
        by_hand => slot.story.is_some(),
        story => slot.story.as_ref().map(|story| story_view(desk, story)),
        unready => slot.story.as_ref().is_some_and(|story| story.live != Live::Published),
        until => slot.until.as_str(),
        rule => rule.map(|section| section.slug.clone()),
        rule_id => rule.map(|section| section.id),
        asked => slot.asked.as_str(),
        offered => story_views(desk, &slot.offered),
        problem => slot.problem.as_deref(),
        conflict => slot.is_conflict,
        wanted => slot.wanted.as_ref().map(|story| story_view(desk, story)),
        stood_by_hand => stood.story.is_some(),
    }
}

/// What a slot shows: the card that readers would see, or an unpublished story.
fn shown(desk: &DeskContext, slot: &SlotDraft, card: Option<&Card>) -> Value {
    let frame = desk.site().last_frame();
    let section = |id| frame.section(id).map(|section| section.name.get(desk.language()).to_owned());
    match (card, &slot.story) {
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
            title => title_of(desk, story),
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
        src => Addresses::picture_below(DESK_MEDIA, &picture.public_id, rendition),
        width => width,
        height => picture.height_at(width),
    }
}

fn title_of(desk: &DeskContext, story: &Story) -> String {
    if story.title.is_empty() { desk.words().message("story-untitled") } else { story.title.clone() }
}

/// The template values for the drawer of stories.
pub(super) async fn drawer_view(desk: &DeskContext, draft: &PageDraft) -> Result<Vec<Value>, DeskProblem> {
    let lines = drawer(desk, draft.arranged_page, &draft.search).await?;
    let (frame, words) = (desk.site().last_frame(), desk.words());
    let pictures: Vec<i64> = lines.iter().filter_map(|line| line.picture).collect();
    let pictures = newsroom::pictures_by_ids(desk.db(), &pictures).await?;
    let view = |(at, line): (usize, &newsroom::DeskLine)| {
        let story = &line.story;
        let time = line.goes_out.or(story.went_out());
        let picture = pictures.iter().find(|picture| Some(picture.id) == line.picture);
        let place = draft.slots.iter().find(|slot| slot.story.as_ref().is_some_and(|one| one.id == story.id));
        context! {
            id => story.public_id.as_str(),
            title => title_of(desk, story),
            lang => story.language.code(),
            dir => story.language.dir(),
            section => frame.section(story.section_id).map(|section| section.name.get(desk.language())),
            state => state(&words, story),
            time => time.map(|time| hour(desk, time)),
            key => if at < 9 { Some(at + 1) } else { None },
            thumb => picture.map(|picture| thumb(&picture.public_id, picture)),
            place => place.map(|slot| place_name(&words, slot.place)),
        }
    };
    Ok(lines.iter().enumerate().map(view).collect())
}

fn may_arrange(desk: &DeskContext) -> Result<(), DeskProblem> {
    match desk.actor().may_somewhere(Action::Arrange, House::default()) {
        true => Ok(()),
        false => Err(DeskProblem::Forbidden),
    }
}

async fn of_query(desk: &DeskContext, query: Option<String>) -> Result<PageDraft, DeskProblem> {
    may_arrange(desk)?;
    let fields = Fields::read(query.unwrap_or_default().as_bytes());
    Ok(PageDraft::of_fields(desk, arranged_page_in(desk, &fields), &fields).await?)
}

/// `GET /newsroom/front/stage?…`: only the slots, merged with changes by colleagues.
pub async fn stage(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let mut draft = of_query(&desk, query).await?;
    let words = desk.words();
    match draft.arrangement(&desk) {
        Ok(wanted) => {
            draft.merge(&desk, &wanted).await?;
        }
        Err(_) => draft.problem = Some(words.message("refused-time")),
    }
    let values = context! { stage => view(&desk, &draft).await?, ..common(&desk, &draft) };
    desk.fragment("front-stage.html", values)
}

/// `GET /newsroom/front/candidates?…`: only the drawer of stories.
pub async fn candidates(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let draft = of_query(&desk, query).await?;
    let values = context! { candidates => drawer_view(&desk, &draft).await?, ..common(&desk, &draft) };
    desk.fragment("front-candidates.html", values)
}

/// `GET /newsroom/front/preview?…`: the page as readers would get it.
pub async fn preview(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let draft = of_query(&desk, query).await?;
    shown_as_readers_would(&desk, &draft).await
}

/// `POST /newsroom/front/preview`: the same for a form without scripts, in a tab of its own.
pub async fn preview_of_form(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    may_arrange(&desk)?;
    let mut draft = PageDraft::of_fields(&desk, arranged_page_in(&desk, &form), &form).await?;
    draft.choose(&desk, &form).await?;
    shown_as_readers_would(&desk, &draft).await
}

async fn shown_as_readers_would(desk: &DeskContext, draft: &PageDraft) -> Result<Response, DeskProblem> {
    let (site, language) = (desk.site().clone(), draft.arranged_page.language);
    let source = RecordingSource::at(desk.db());
    let generation = site.generation();
    let reader =
        pages::context::ReaderContext::resume(site, language, source, generation).await.map_err(as_desk_problem)?;
    let front = composed(desk, draft).await?;
    let page = match draft.arranged_page.page {
        SlotPage::Front => pages::front::answer(&reader, &front).await,
        SlotPage::Section(id) => {
            let slug = reader.frame.section(id).map(|section| section.slug.clone()).unwrap_or_default();
            let by_hand = front.picked.iter().filter(|picked| picked.by_hand);
            let opening: Vec<(Place, i64)> = by_hand.map(|picked| (picked.place, picked.story)).collect();
            let heading = pages::lists::Heading::of_section(&reader, &slug).map_err(as_desk_problem)?;
            pages::lists::show_with_opening(&reader, heading, &pages::lists::Paging::default(), &opening).await
        }
    };
    // Only the HTML of the readers' response is used. A preview must not be cached or redirect.
    let body = page.map_err(as_desk_problem)?.into_body();
    let bytes = http_body_util::Limited::new(body, PREVIEW_BYTES_MAX).collect().await.map_err(|error| {
        tracing::error!(%error, "a preview could not be read");
        DeskProblem::Internal
    })?;
    let html = without_scripts(&String::from_utf8_lossy(&bytes.to_bytes()));
    let html = html.replacen("<head>", "<head><base target=\"_blank\">", 1);
    let mut answer = Html(html).into_response();
    answer.extensions_mut().insert(FramePolicy::FramableStatic);
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

fn as_desk_problem(problem: Problem) -> DeskProblem {
    match problem {
        Problem::Missing => DeskProblem::Missing,
        other => {
            tracing::error!(problem = ?other, "a preview could not be made");
            DeskProblem::Internal
        }
    }
}
