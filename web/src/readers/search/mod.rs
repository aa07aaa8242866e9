//! The readers' search: `GET /search`, and the suggestions while somebody types.

mod asked;
mod failed;
mod found;
mod names_found;
mod narrowing;
mod searched;
pub mod suggest;
mod texts;
mod ways;

use arabic::Language;
use arabic::analyzer::Analyzer;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderValue, header};
use minijinja::context;
use minijinja::value::Serde;
use search::{Filters, QueryProblem, Ranked, Span};

use crate::base::problem::Problem;
use crate::base::story_index::SearchFailure;
use crate::base::views::PageView;
use crate::readers::pages::context::ReaderContext;
use crate::site::Site;
use asked::{Asked, Narrowing};
use failed::Failed;
use searched::Searched;

/// How long a browser may show the same results again: as long as any other page.
const SEARCH_CACHE: HeaderValue = HeaderValue::from_static("private, max-age=5");

/// A story found, for the command line.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundStory {
    /// The public id.
    pub id: String,
    /// The headline.
    pub headline: String,
    /// The absolute address of its page.
    pub address: String,
    /// How well it fits; better stories have more.
    pub score: f32,
}

/// The best `limit` stories for `typed`, in all languages. Fewer if some have just been taken off.
///
/// # Errors
/// A sentence that says why nothing can be searched for.
pub async fn best_stories(site: &Site, typed: &str, limit: usize) -> Result<Vec<FoundStory>, String> {
    let words = search::Query::read(&mut Analyzer::new(), typed);
    match words.problem() {
        Some(QueryProblem::NoWords) => return Err("there is no word to search for".to_owned()),
        Some(QueryProblem::OnlyExclusions) => return Err("there are only words to exclude".to_owned()),
        None => {}
    }
    let span = Span { order: Ranked::ByRelevance { now: site.now().0, beyond: None }, limit };
    let index = site.story_index();
    let page = index.search(site.newsroom(), &words, &Filters::default(), span).await;
    let page = page.map_err(|failure| failure.to_string())?;
    let frame = site.frame().await.map_err(|error| error.to_string())?;
    let cards =
        newsroom::cards_by_ids(site.newsroom().reads(), &page.ids()).await.map_err(|error| error.to_string())?;
    let found = cards.iter().filter_map(|card| {
        let addresses = site.addresses(&frame, card.language);
        Some(FoundStory {
            id: card.public_id.to_string(),
            headline: card.headline.clone(),
            address: addresses.absolute(&addresses.card(card, &frame.sections)),
            score: page.hits.iter().find(|hit| hit.id.cast_signed() == card.id)?.score,
        })
    });
    Ok(found.collect())
}

/// `GET /search`
pub async fn show(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let context = ReaderContext::open(site, language).await?;
    let narrowing = Narrowing::read(&context, &asked).await?;
    let words = search::Query::read(&mut Analyzer::new(), &asked.q);
    let searched = match words.problem() {
        None => Searched::run(&context, &asked, &narrowing, &words).await.map(Some),
        Some(_) => Ok(None),
    };
    let say = context.site.words(language);
    let mut note = match words.problem() {
        Some(QueryProblem::NoWords) if !asked.q.trim().is_empty() => Some(say.message("search-no-words")),
        Some(QueryProblem::OnlyExclusions) => Some(say.message("search-only-exclusions")),
        _ => None,
    };
    let searched = match searched {
        Ok(searched) => searched,
        Err(Failed::Index(SearchFailure::Building)) => {
            note = Some(say.message("search-building"));
            None
        }
        Err(failed) => return Err(failed.into()),
    };
    let title = if asked.q.trim().is_empty() {
        say.message("search-title")
    } else {
        say.named("search-title-of", "words", asked.q.trim())
    };
    let description = say.named("search-description", "name", context.paper_name());
    let page = PageView { noindex: true, description, ..PageView::new("search", &title, context.paper_name()) };
    let result = match &searched {
        Some(searched) => Some(searched.view(&context, &asked, &narrowing, &words).await?),
        None => None,
    };
    let rest = context! {
        q => asked.q.as_str(),
        hidden => Serde(asked.kept(|name| name == "sort")),
        note => note,
        is_cut => words.is_cut,
        result => Serde(result),
    };
    let html = context.html("search.html", &page, rest)?;
    Ok(([(header::CACHE_CONTROL, SEARCH_CACHE)], Html(html)).into_response())
}
