//! A search as the readers' page makes it.

use arabic::analyzer::Analyzer;
use newsroom::{Newsroom, PublicId, Timestamp, story_by_public_id};
use search::{Hit, Page, Ranked, Span};

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
    /// The time that their ranks are of.
    pub now: Timestamp,
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
        let (span, now) = span(newsroom, context, asked).await?;
        let page = index.search(newsroom, words, &filters, span).await?;
        let is_lacking = page.facets.total == 0 || page.is_partial;
        let meant = if is_lacking { Meant::find(context, &asked.q).await? } else { None };
        if let Some(meant) = &meant {
            let words = search::Query::read(&mut Analyzer::new(), &meant.typed);
            let better = index.search(newsroom, &words, &filters, span).await?;
            if better.facets.total > 0 && !better.is_partial {
                return Ok(Self { words, meant: Some(meant.clone()), is_corrected: true, page: better, now });
            }
        }
        Ok(Self { words: words.clone(), meant, is_corrected: false, page, now })
    }
}

/// The place in the order of relevance after which a page begins.
#[derive(Debug, Clone, PartialEq)]
pub struct After {
    /// The last story of the page before.
    pub story: PublicId,
    /// Its score then.
    pub score: f32,
    /// The time of the first page: new stories rank above old ones by how old they were then.
    pub now: Timestamp,
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:x}.{:x}", self.story, self.score.to_bits(), self.now.0)
    }
}

impl After {
    /// Reads what [`std::fmt::Display`] wrote.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let [story, score, now] = [parts.next()?, parts.next()?, parts.next()?];
        let score = f32::from_bits(u32::from_str_radix(score, 16).ok()?);
        let now = Timestamp(i64::from_str_radix(now, 16).ok()?);
        Some(Self { story: story.parse().ok()?, score: Some(score).filter(|score| score.is_finite())?, now })
    }
}

/// The part of the results that `asked` shows, and the time that its ranks are of. A place that cannot be read, or by
/// date one that names no story, is ignored.
async fn span(newsroom: &Newsroom, context: &ReaderContext, asked: &Asked) -> Result<(Span, Timestamp), Problem> {
    let now = context.site.now();
    let story = async |id: &PublicId| story_by_public_id(newsroom.reads(), id).await;
    let (order, now) = if asked.is_by_date() {
        let last = match asked.before.parse() {
            Ok(id) => story(&id).await?,
            Err(_) => None,
        };
        let beyond = last.and_then(|story| Some((story.published_at?.0, story.id.unsigned_abs())));
        (Ranked::ByDate { newest_first: true, beyond }, now)
    } else if let Some(after) = After::read(&asked.after) {
        // A story that is gone has no id; its score still says where the page begins.
        let id = story(&after.story).await?.map_or(u64::MAX, |story| story.id.unsigned_abs());
        (Ranked::ByRelevance { now: after.now.0, beyond: Some(Hit { id, score: after.score }) }, after.now)
    } else {
        (Ranked::ByRelevance { now: now.0, beyond: None }, now)
    };
    Ok((Span { order, limit: PAGE_STORIES }, now))
}
