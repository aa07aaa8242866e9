//! A search as the readers' page makes it.

use arabic::analyzer::Analyzer;
use newsroom::{Newsroom, story_by_public_id};
use search::{Page, Ranked, Span};

use super::asked::{Asked, Narrowing};
use super::failed::Failed;
use super::ways::Meant;
use crate::base::problem::Problem;
use crate::readers::pages::context::ReaderContext;

/// Results on a page.
pub const PAGE_STORIES: usize = 20;

/// What a search found.
pub struct Searched {
    /// The words that were searched for: those typed, or those that were probably meant.
    pub words: search::Query,
    /// The words that were probably meant, if no story has all of those typed, and a word is in none.
    pub meant: Option<Meant>,
    /// Whether `words` are those that were probably meant.
    pub is_corrected: bool,
    /// The stories of this page.
    pub page: Page,
}

impl Searched {
    /// Searches for `words`. If a word is in no story, searches for what was probably meant.
    pub async fn run(
        context: &ReaderContext,
        asked: &Asked,
        narrowing: &Narrowing,
        words: &search::Query,
    ) -> Result<Self, Failed> {
        let (index, newsroom) = (context.site.story_index(), context.site.newsroom());
        let filters = narrowing.filters(context);
        let span = span(newsroom, context, asked).await?;
        let page = index.search(newsroom, words, &filters, span).await?;
        let is_lacking = page.facets.total == 0 || page.is_partial;
        let meant = if is_lacking { Meant::find(context, &asked.q).await? } else { None };
        if let Some(meant) = &meant {
            let words = search::Query::read(&mut Analyzer::new(), &meant.typed);
            let better = index.search(newsroom, &words, &filters, span).await?;
            if better.facets.total > 0 && !better.is_partial {
                return Ok(Self { words, meant: Some(meant.clone()), is_corrected: true, page: better });
            }
        }
        Ok(Self { words: words.clone(), meant, is_corrected: false, page })
    }
}

/// The part of the results that `asked` shows. A cursor that names no story is ignored.
async fn span(newsroom: &Newsroom, context: &ReaderContext, asked: &Asked) -> Result<Span, Problem> {
    let limit = PAGE_STORIES;
    if !asked.is_by_date() {
        let skip = asked.skip.parse().unwrap_or_default();
        return Ok(Span { order: Ranked::ByRelevance { now: context.site.now().0, skip }, limit });
    }
    let beyond = match asked.before.parse() {
        Ok(id) => {
            let story = story_by_public_id(newsroom.reads(), &id).await?;
            story.and_then(|story| Some((story.published_at?.0, story.id.unsigned_abs())))
        }
        Err(_) => None,
    };
    Ok(Span { order: Ranked::ByDate { newest_first: true, beyond }, limit })
}
