//! The list of all corrections, clarifications, retractions and rights of reply, newest first, as a page and as a feed.

use arabic::Language;
use arabic::slug::readable_path;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::header;
use minijinja::context;
use minijinja::value::Serde;
use newsroom::{CorrectionKind, CorrectionLine};
use serde::{Deserialize, Serialize};

use super::context::ReaderContext;
use crate::base::dates::TimeView;
use crate::base::messages::Words;
use crate::base::problem::Problem;
use crate::base::views::PageView;
use crate::readers::feeds::format::{FEED_CACHE, clean};
use crate::site::Site;

/// Number of notes on a page, and in the feed.
const NOTES: u64 = 30;

/// The query parameter `?before=NUMBER`, the id of the last note of the page before.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    before: Option<i64>,
}

#[derive(Serialize)]
struct NoteView {
    title: String,
    headline: String,
    href: String,
    time: TimeView,
    text: String,
    id: i64,
    link: String,
    rfc2822: String,
}

/// The title of a kind of note.
pub fn title_of(kind: CorrectionKind, words: &Words) -> String {
    match kind {
        CorrectionKind::Correction => words.message("correction"),
        CorrectionKind::Clarification => words.message("clarification"),
        CorrectionKind::Retraction => words.message("retraction"),
        CorrectionKind::RightOfReply => words.message("right-of-reply"),
    }
}

/// `GET /corrections`
pub async fn show(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Query(params): Query<Params>,
) -> Result<Response, Problem> {
    let context = ReaderContext::open(site, language).await?;
    let mut lines = newsroom::corrections_since(&context.source, language, params.before, NOTES + 1).await?;
    let more = lines.len() as u64 > NOTES;
    lines.truncate(NOTES as usize);
    let first = context.addresses.corrections();
    let own = params.before.map_or(first.clone(), |id| format!("{first}?before={id}"));
    let words = context.site.words(language);
    let title = words.message("corrections");
    let page = PageView {
        description: words.message("corrections-intro"),
        canonical: Some(context.addresses.absolute(&own)),
        feeds: context.feeds(&first, &title).into_iter().take(1).collect(),
        older: lines.last().filter(|_| more).map(|line| format!("{first}?before={}", line.id)),
        alternates: context.alternates(|addresses| addresses.corrections()),
        ..PageView::new("list", &title, context.paper_name())
    };
    let notes = views(&context, &lines).await?;
    let rest = context! { intro => words.message("corrections-intro"), notes => Serde(notes) };
    context.answer(&own, "corrections.html", &page, rest)
}

/// `GET /corrections/rss.xml`
pub async fn feed(State(site): State<Site>, Extension(language): Extension<Language>) -> Result<Response, Problem> {
    let context = ReaderContext::open(site, language).await?;
    let lines = newsroom::corrections_since(&context.source, language, None, NOTES).await?;
    let title = format!("{} · {}", context.site.words(language).message("corrections"), context.paper_name());
    let (page, host) = (context.addresses.corrections(), context.site.config().host().to_owned());
    let own = context.addresses.feed(&page, "rss.xml");
    let newest = lines.first().map_or(newsroom::Timestamp(0), |line| line.note.at);
    let notes = views(&context, &lines).await?;
    let values = context! {
        title => clean(&title),
        language => language.code(),
        link => context.addresses.absolute(&page),
        own => context.addresses.absolute(&own),
        rfc2822 => newest.utc().to_rfc2822(),
        host => host,
        notes => Serde(notes),
    };
    let xml = context.site.theme().render(language, "corrections.xml", &values).map_err(|error| {
        tracing::error!(%error, "the feed of corrections could not be rendered");
        Problem::Internal
    })?;
    let headers = [(header::CONTENT_TYPE, "application/rss+xml; charset=utf-8"), (header::CACHE_CONTROL, FEED_CACHE)];
    Ok((context.cacheable(&own)?, headers, xml).into_response())
}

async fn views(context: &ReaderContext, lines: &[CorrectionLine]) -> Result<Vec<NoteView>, Problem> {
    let ids: Vec<i64> = lines.iter().map(|line| line.story_id).collect();
    let cards = newsroom::cards_by_ids(&context.source, &ids).await?;
    let (words, dates) = (context.site.words(context.language), context.dates());
    let view = |line: &CorrectionLine| {
        let card = cards.iter().find(|card| card.id == line.story_id)?;
        let path = context.addresses.card(card, &context.frame.sections);
        Some(NoteView {
            title: clean(&title_of(line.note.kind, &words)),
            headline: clean(&card.headline),
            href: readable_path(&path),
            time: dates.full(line.note.at, line.note.at.day_in(context.frame.paper.zone), false),
            text: clean(&line.note.text),
            id: line.id,
            link: context.addresses.absolute(&path),
            rfc2822: line.note.at.utc().to_rfc2822(),
        })
    };
    Ok(lines.iter().filter_map(view).collect())
}
