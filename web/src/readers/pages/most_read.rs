//! The most-read page: rankings of the last hour, day and week, of the paper or of one section.

use arabic::Language;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;
use minijinja::Value;
use minijinja::context;
use minijinja::value::Serde;
use newsroom::{Sight, Source};
use serde::{Deserialize, Serialize};

use super::context::ReaderContext;
use crate::base::most_read::Board;
use crate::base::problem::Problem;
use crate::base::views::PageView;
use crate::site::Site;

/// Number of stories in each list.
const STORIES: usize = 10;
/// The period in which comments are counted, in seconds.
const TALKED_SECONDS: i64 = 7 * 86_400;
/// Seconds after which they are counted again.
const TALKED_REFRESHED_SECONDS: i64 = 60;

/// The query parameter `?section=SLUG`; all sections without it.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    section: Option<String>,
}

#[derive(Serialize)]
struct BoardView {
    name: &'static str,
    title: String,
    /// The text shown if the list is empty.
    empty: String,
    cards: Value,
}

#[derive(Serialize)]
struct ScopeLink {
    href: String,
    name: String,
    is_here: bool,
}

/// `GET /most-read`
pub async fn show(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Query(params): Query<Params>,
) -> Result<Response, Problem> {
    let context = ReaderContext::open(site, language).await?;
    let section = match &params.section {
        Some(slug) => Some(context.frame.section_at(slug).ok_or(Problem::Missing)?),
        None => None,
    };
    let words = context.site.words(language);
    let id = section.map(|section| section.id);
    let mut boards = Vec::new();
    for (name, board, title, empty) in [
        ("hour", Board::Hour, words.message("most-read-hour"), words.message("most-read-hour-empty")),
        ("day", Board::Day, words.message("most-read-day"), words.message("most-read-day-empty")),
        ("week", Board::Week, words.message("most-read-week"), words.message("most-read-week-empty")),
    ] {
        boards.push(BoardView { name, title, empty, cards: context.ranked(id, board, STORIES).await? });
    }
    let talked = if id.is_none() { most_commented(&context).await? } else { Vec::new() };
    let here = |of: Option<i64>| of == id;
    let all =
        ScopeLink { href: context.addresses.most_read(None), name: words.message("all-sections"), is_here: here(None) };
    let bar = context.frame.bar(language);
    let scopes: Vec<ScopeLink> = std::iter::once(all)
        .chain(bar.into_iter().map(|section| ScopeLink {
            href: context.addresses.most_read(Some(section)),
            name: section.name.get(language).to_owned(),
            is_here: here(Some(section.id)),
        }))
        .collect();
    let title = match section {
        Some(section) => words.named("most-read-in", "name", section.name.get(language)),
        None => words.message("most-read"),
    };
    let own = context.addresses.most_read(section);
    let page = PageView {
        description: words.message("most-read-intro"),
        section: section.map(|section| section.slug.clone()).unwrap_or_default(),
        canonical: Some(context.addresses.absolute(&own)),
        alternates: context.alternates(|addresses| addresses.most_read(section)),
        ..PageView::new("most-read", &title, context.paper_name())
    };
    let rest = context! {
        intro => words.message("most-read-intro"),
        boards => Serde(boards),
        scopes => Serde(scopes),
        show_section => section.is_none(),
        talked => talked,
    };
    context.answer(&own, "most-read.html", &page, rest)
}

/// The stories with the most comments in the last week. The counts are at most a minute old.
async fn most_commented(context: &ReaderContext) -> Result<Vec<Value>, Problem> {
    let now = context.site.now();
    let since = now.plus_seconds(-TALKED_SECONDS);
    let counts = newsroom::most_commented(&context.source, context.language, since, STORIES as u64).await?;
    context.source.saw(&Sight::Until(now.plus_seconds(TALKED_REFRESHED_SECONDS)));
    let ids: Vec<i64> = counts.iter().map(|(id, _)| *id).collect();
    let heads = newsroom::heads_by_ids(&context.source, &ids).await?;
    let cards = context.shown(&heads).await?;
    let words = context.site.words(context.language);
    let one = |(id, number): &(i64, i64)| {
        let card = cards.iter().find(|card| card.id() == *id)?;
        Some(context! { card => card.value(), count => words.counted("comments-count", *number) })
    };
    Ok(counts.iter().filter_map(one).collect())
}
