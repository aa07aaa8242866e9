//! The people, topics and threads above the results.

use arabic::analyzer::{Analyzer, Token};
use newsroom::{Named, StoryThread, Topic, Writer, names};
use search::FacetCounts;
use serde::Serialize;

use super::failed::Failed;
use crate::readers::pages::context::ReaderContext;

/// Names of each kind that are shown.
const SHOWN: usize = 3;
/// The most frequent names of the results among which those that have a word of the query are found.
const LOOKED_AT: usize = 60;

/// Names that belong to a search.
#[derive(Debug, Default, Serialize)]
pub struct NamesFound {
    people: Vec<NameFound>,
    topics: Vec<NameFound>,
    threads: Vec<NameFound>,
}

/// A name, and how many stories it has.
#[derive(Debug, Serialize)]
struct NameFound {
    name: String,
    href: String,
    count: String,
    number: String,
}

/// The writers whose name has a word of the query; the topics whose name has one, then the most frequent ones of the
/// results; the threads whose name has one.
pub async fn names_found(
    context: &ReaderContext,
    words: &search::Query,
    counts: &FacetCounts,
) -> Result<NamesFound, Failed> {
    let asked: Vec<Token> = words.clauses.iter().flat_map(|clause| clause.words.clone()).collect();
    let people = with_words::<Writer>(context, &counts.writers, &asked).await?.0;
    let (mut topics, others) = with_words::<Topic>(context, &counts.topics, &asked).await?;
    topics.extend(others);
    let threads = with_words::<StoryThread>(context, &counts.threads, &asked).await?.0;
    Ok(NamesFound {
        people: shown(context, people).await?,
        topics: shown(context, topics).await?,
        threads: shown(context, threads).await?,
    })
}

/// The most frequent names of the results: those that have a word of the query, and the others.
async fn with_words<T: Named>(
    context: &ReaderContext,
    counts: &[(u64, u64)],
    asked: &[Token],
) -> Result<(Vec<T>, Vec<T>), Failed> {
    let names = most_frequent::<T>(context, counts, LOOKED_AT).await?;
    let mut analyzer = Analyzer::new();
    Ok(names.into_iter().partition(|name| {
        let words = analyzer.tokens(name.naming().name, context.language);
        words.iter().any(|word| asked.iter().any(|asked| asked.matches(word)))
    }))
}

/// The `limit` most frequent names of results.
pub async fn most_frequent<T: Named>(
    context: &ReaderContext,
    counts: &[(u64, u64)],
    limit: usize,
) -> Result<Vec<T>, Failed> {
    let ids: Vec<i64> = counts.iter().take(limit).map(|(id, _)| id.cast_signed()).collect();
    Ok(names::by_ids(&context.source, &ids).await?)
}

async fn shown<T: Named>(context: &ReaderContext, names: Vec<T>) -> Result<Vec<NameFound>, Failed> {
    let say = context.site.words(context.language);
    let mut found = Vec::new();
    for name in names.into_iter().filter(|name| name.is_read_in(context.language)).take(SHOWN) {
        let stories = names::live_stories::<T>(&context.source, name.id()).await?;
        found.push(NameFound {
            href: context.addresses.name(&name),
            name: name.naming().name.to_owned(),
            count: say.counted("stories-count", stories),
            number: context.dates().number(stories),
        });
    }
    Ok(found)
}
