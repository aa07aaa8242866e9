//! Suggestions while somebody types: `GET /search/suggest`. How the last word may go on, and the names and stories to
//! which the words lead.

use arabic::Language;
use arabic::analyzer::{Analyzer, Token};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use http::{HeaderValue, header};
use newsroom::{Named, Topic, Writer};
use search::{Filters, Ranked, Span, Typing};
use serde::Serialize;

use super::asked::Asked;
use super::failed::Failed;
use super::names_found::most_frequent;
use super::ways;
use crate::base::problem::Problem;
use crate::readers::pages::context::ReaderContext;
use crate::site::Site;

/// Suggestions of each kind.
const WORDS: usize = 4;
const NAMES: usize = 2;
const STORIES: usize = 3;
/// The most frequent names of the results that are looked at.
const LOOKED_AT: usize = 40;
/// How long a browser may use suggestions again.
const CACHE: HeaderValue = HeaderValue::from_static("private, max-age=60");

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Suggestion {
    /// `words`, `topic`, `writer` or `story`.
    kind: &'static str,
    text: String,
    href: String,
    /// Language of the text.
    lang: &'static str,
}

/// `GET /search/suggest`
pub async fn show(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let context = ReaderContext::open(site, language).await?;
    let suggestions = match suggestions(&context, &asked.q).await {
        Ok(suggestions) => suggestions,
        // Suggestions are a comfort. Without an index there are none.
        Err(Failed::Index(_)) => Vec::new(),
        Err(failed) => return Err(failed.into()),
    };
    Ok(([(header::CACHE_CONTROL, CACHE)], Json(suggestions)).into_response())
}

async fn suggestions(context: &ReaderContext, typed: &str) -> Result<Vec<Suggestion>, Failed> {
    let typing = Typing::read(typed);
    if typing.query().problem().is_some() {
        return Ok(Vec::new());
    }
    let span = Span { order: Ranked::ByRelevance { now: context.site.now().0, beyond: None }, limit: STORIES };
    let (index, newsroom) = (context.site.story_index(), context.site.newsroom());
    let (page, forms) = index.search_typing(newsroom, &typing, &Filters::default(), span).await?;
    let mut suggestions = match typing.last() {
        Some(last) => completed(context, typed, last, &forms).await?,
        None => Vec::new(),
    };
    if page.facets.total == 0 || page.is_partial {
        return Ok(suggestions);
    }
    if let Some(last) = typing.last() {
        suggestions.extend(named::<Topic>(context, "topic", &page.facets.topics, last).await?);
        suggestions.extend(named::<Writer>(context, "writer", &page.facets.writers, last).await?);
    }
    let makes = context.cards();
    suggestions.extend(newsroom::cards_by_ids(&context.source, &page.ids()).await?.iter().map(|card| {
        let card = makes.one(card);
        Suggestion { kind: "story", text: card.headline, href: card.href, lang: card.lang }
    }));
    Ok(suggestions)
}

/// What was typed with each way in which the last word may go on; of several forms of one word the most frequent.
async fn completed(
    context: &ReaderContext,
    typed: &str,
    last: &Token,
    forms: &[String],
) -> Result<Vec<Suggestion>, Failed> {
    let before = typed.get(..last.range.start).unwrap_or_default();
    let (mut analyzer, mut stems) = (Analyzer::new(), last.stems.clone());
    let mut completed = Vec::new();
    for form in forms {
        let Some(token) = analyzer.query(form).into_iter().next() else { continue };
        if completed.len() == WORDS {
            break;
        }
        if token.stems.iter().any(|stem| stems.contains(stem)) {
            continue;
        }
        stems.extend(token.stems);
        let Some(written) = ways::as_written(context, form).await? else { continue };
        let text = format!("{before}{written}");
        let href = Asked { q: text.clone(), ..Asked::default() }.address(&context.addresses.search());
        completed.push(Suggestion { kind: "words", text, href, lang: context.language.code() });
    }
    Ok(completed)
}

/// The most frequent names of the results that have a word which begins like the last one.
async fn named<T: Named>(
    context: &ReaderContext,
    kind: &'static str,
    counts: &[(u64, u64)],
    last: &Token,
) -> Result<Vec<Suggestion>, Failed> {
    let names = most_frequent::<T>(context, counts, LOOKED_AT).await?;
    let mut analyzer = Analyzer::new();
    let begins = |token: &Token| token.exact.starts_with(&last.exact) || token.matches(last);
    let fitting = names.into_iter().filter(|name| analyzer.query(name.naming().name).iter().any(begins));
    Ok(fitting
        .take(NAMES)
        .map(|name| Suggestion {
            kind,
            text: name.naming().name.to_owned(),
            href: context.addresses.name(&name),
            lang: context.language.code(),
        })
        .collect())
}
