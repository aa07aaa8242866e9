//! What to do when a search finds nothing, or has a word that no story has.

use arabic::analyzer::Analyzer;
use search::{Filters, Ranked, Span};
use serde::Serialize;

use super::asked::{Asked, Narrowing};
use super::failed::Failed;
use super::texts::texts;
use crate::readers::pages::context::ReaderContext;

/// Words that are left out one by one, at most.
const DROPPED_MAX: usize = 6;
/// A search for one story and the number of all.
const ONE: Span = Span { order: Ranked::ByDate { newest_first: true, beyond: None }, limit: 1 };

/// The words that were probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// The whole query with the other spelling.
    pub typed: String,
    /// The word that no story has, as typed.
    pub unknown: String,
    /// The query in three parts: before the word, the word meant, after it.
    pub parts: [String; 3],
}

impl Meant {
    /// Finds the first word of `typed` that no story has, and the word of a story that most resembles it.
    pub async fn find(context: &ReaderContext, typed: &str) -> Result<Option<Self>, Failed> {
        let tokens = Analyzer::new().query(typed);
        let index = context.site.story_index();
        for token in tokens.iter().take(search::TERMS_MAX) {
            let Some(near) = index.nearest(token).await? else { continue };
            let shown = as_written(context, &near).await?.unwrap_or(near);
            let (before, after) = (typed.get(..token.range.start), typed.get(token.range.end..));
            let (Some(before), Some(after), Some(unknown)) = (before, after, typed.get(token.range.clone())) else {
                continue;
            };
            return Ok(Some(Self {
                typed: format!("{before}{shown}{after}"),
                unknown: unknown.to_owned(),
                parts: [before.to_owned(), shown, after.to_owned()],
            }));
        }
        Ok(None)
    }
}

/// A word of the index as a story writes it: the index knows it without hamzas and diacritics.
pub async fn as_written(context: &ReaderContext, exact: &str) -> Result<Option<String>, Failed> {
    let quoted = search::Query::read(&mut Analyzer::new(), &format!("\"{exact}\""));
    let (index, newsroom) = (context.site.story_index(), context.site.newsroom());
    let page = index.search(newsroom, &quoted, &Filters::default(), ONE).await?;
    let Some(card) = newsroom::cards_by_ids(&context.source, &page.ids()).await?.into_iter().next() else {
        return Ok(None);
    };
    let content = newsroom::version(&context.source, card.version).await?.content;
    let texts = texts(&card, &content);
    let mut analyzer = Analyzer::new();
    for text in &texts {
        let found = analyzer.tokens(text, card.language).into_iter().find(|token| token.exact == exact);
        if let Some(written) = found.and_then(|token| text.get(token.range)) {
            return Ok(Some(written.to_owned()));
        }
    }
    Ok(None)
}

/// A way on from a search that found nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// What would be searched for: before, respelled, after.
    parts: [String; 3],
    /// What is different.
    what: String,
    /// How many stories that finds.
    count: String,
    href: String,
}

/// The ways on that lead somewhere: without the narrowing, without one of the words, with another spelling.
pub async fn ways(
    context: &ReaderContext,
    asked: &Asked,
    narrowing: &Narrowing,
    words: &search::Query,
    meant: Option<&Meant>,
) -> Result<Vec<Way>, Failed> {
    let (say, page) = (context.site.words(context.language), context.addresses.search());
    let (index, newsroom) = (context.site.story_index(), context.site.newsroom());
    let count = async |words: &search::Query, filters: &Filters| {
        let page = index.search(newsroom, words, filters, ONE).await?;
        Ok::<_, Failed>(if page.is_partial { 0 } else { page.facets.total.cast_signed() })
    };
    let way = |parts: [&str; 3], what: String, count: i64, href: String| Way {
        parts: parts.map(str::to_owned),
        what,
        count: say.counted("search-count", count),
        href,
    };
    let mut ways = Vec::new();
    let names: Vec<String> = narrowing.chips(context, asked).into_iter().map(|chip| chip.name).collect();
    let comma = if context.language == arabic::Language::Arabic { "، " } else { ", " };
    let lifted = say.named("search-way-lifted", "names", &names.join(comma));
    let is_limited = !names.is_empty();
    if is_limited {
        let found = count(words, &Filters::default()).await?;
        let all = say.message("search-way-everywhere");
        ways.push((found, way(["", &all, ""], lifted.clone(), found, asked.without_limits().address(&page))));
    }
    // Other words, within the limits; if that finds nothing, without them.
    let filters = narrowing.filters(context);
    let other = async |parts: [&str; 3], what: String| {
        let typed = parts.concat();
        let words = search::Query::read(&mut Analyzer::new(), &typed);
        let found = count(&words, &filters).await?;
        if found > 0 || !is_limited {
            let href = asked.with(|asked| asked.q.clone_from(&typed)).address(&page);
            return Ok::<_, Failed>((found, way(parts, what, found, href)));
        }
        let found = count(&words, &Filters::default()).await?;
        let href = Asked { q: typed, ..asked.without_limits() }.address(&page);
        Ok((found, way(parts, format!("{what} · {lifted}"), found, href)))
    };
    if words.clauses.len() > 1 {
        let tokens = Analyzer::new().query(&asked.q);
        let mut dropped = Vec::new();
        for token in tokens.iter().take(DROPPED_MAX) {
            let (before, after) = (asked.q.get(..token.range.start), asked.q.get(token.range.end..));
            let (Some(before), Some(after), Some(word)) = (before, after, asked.q.get(token.range.clone())) else {
                continue;
            };
            let rest = format!("{} {}", before.trim_end(), after.trim_start());
            dropped.push(other([rest.trim(), "", ""], say.named("search-way-dropped", "word", word)).await?);
        }
        dropped.sort_by_key(|(found, _)| std::cmp::Reverse(*found));
        ways.extend(dropped.into_iter().take(2));
    }
    if let Some(meant) = meant {
        let [before, shown, after] = &meant.parts;
        ways.push(other([before, shown, after], say.message("search-way-respelled")).await?);
    }
    Ok(ways.into_iter().filter(|(found, _)| *found > 0).map(|(_, way)| way).collect())
}
