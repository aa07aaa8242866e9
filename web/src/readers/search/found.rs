//! The page of results as the template shows it.

use newsroom::{Card, versions_by_ids};
use search::{Highlighter, Piece};
use serde::Serialize;

use super::asked::{Asked, Narrowing};
use super::failed::Failed;
use super::names_found::{self, NamesFound};
use super::narrowing::{Chip, DateFields, Facet};
use super::searched::{After, PAGE_STORIES, Searched};
use super::texts::texts;
use super::ways::{self, Way};
use crate::base::views::CardView;
use crate::readers::pages::context::ReaderContext;

/// Words of a passage.
const PASSAGE_WORDS: usize = 32;

/// Between two texts of a story in a passage.
const BETWEEN: &str = " … ";

/// A page of results.
#[derive(Debug, Serialize)]
pub struct ResultView {
    /// «21 نتيجة», or that there are none.
    heading: String,
    is_empty: bool,
    /// Whether no story has all the words, so that these have most of them.
    is_partial: bool,
    /// The spelling that was searched for instead.
    meant: Option<MeantView>,
    names: NamesFound,
    chips: Vec<Chip>,
    by_relevance: String,
    by_date: String,
    is_by_date: bool,
    facets: Vec<Facet>,
    dates: DateFields,
    /// The parameters that the form of the dates keeps.
    hidden: Vec<(&'static str, String)>,
    hits: Vec<HitView>,
    /// «من … إلى …», by date.
    span: Option<String>,
    more: Option<String>,
    ways: Vec<Way>,
}

#[derive(Debug, Serialize)]
struct MeantView {
    parts: [String; 3],
    href: String,
    unknown: String,
}

/// A story found.
#[derive(Debug, Serialize)]
struct HitView {
    card: CardView,
    dir: &'static str,
    /// Whether it is in another language than the page.
    is_foreign: bool,
    language: &'static str,
    day: String,
    headline: Vec<PieceView>,
    passage: Vec<PieceView>,
    is_cut_before: bool,
    is_cut_after: bool,
}

/// Part of a text.
#[derive(Debug, Serialize)]
struct PieceView {
    text: String,
    is_match: bool,
}

impl Searched {
    /// The page of results.
    pub async fn view(
        &self,
        context: &ReaderContext,
        asked: &Asked,
        narrowing: &Narrowing,
        typed: &search::Query,
    ) -> Result<ResultView, Failed> {
        let say = context.site.words(context.language);
        let address = context.addresses.search();
        // Read from the database: what is not public any more is not shown, even if the index still has it.
        let cards = newsroom::cards_by_ids(&context.source, &self.page.ids()).await?;
        let hits = self.hits(context, &cards).await?;
        let total = self.page.facets.total;
        let is_empty = total == 0 || self.page.is_partial;
        let ways = if is_empty {
            ways::ways(context, asked, narrowing, typed, self.meant.as_ref()).await?
        } else {
            Vec::new()
        };
        let more = self.next(asked, &cards);
        let dates = context.dates();
        let span = match (asked.is_by_date(), cards.first(), cards.last()) {
            (true, Some(newest), Some(oldest)) if newest.published_day != oldest.published_day => {
                let (from, until) = (dates.day(oldest.published_day), dates.day(newest.published_day));
                Some(say.filled("search-span", &[("from", &from), ("until", &until)]))
            }
            _ => None,
        };
        let chips = narrowing.chips(context, asked);
        // They stand beside stories.
        let facets = match hits.is_empty() {
            true => Vec::new(),
            false => narrowing.facets(context, asked, &self.words, &self.page.facets).await?,
        };
        let heading = if is_empty {
            say.named("search-none", "words", asked.q.trim())
        } else {
            say.counted("search-count", total.cast_signed())
        };
        Ok(ResultView {
            heading,
            is_empty,
            is_partial: self.page.is_partial,
            meant: self.meant.as_ref().filter(|_| self.is_corrected).map(|meant| MeantView {
                parts: meant.parts.clone(),
                href: asked.with(|asked| asked.q.clone_from(&meant.typed)).address(&address),
                unknown: meant.unknown.clone(),
            }),
            names: names_found::names_found(context, &self.words, &self.page.facets).await?,
            chips,
            by_relevance: asked.with(|asked| asked.sort.clear()).address(&address),
            by_date: asked.with(|asked| "date".clone_into(&mut asked.sort)).address(&address),
            is_by_date: asked.is_by_date(),
            facets,
            dates: narrowing.date_fields(context, asked),
            hidden: asked.kept(|name| !["from", "until", "before", "after"].contains(&name)),
            hits,
            span,
            more: more.map(|asked| asked.address(&address)),
            ways,
        })
    }

    /// The address of the next page, if this one is full.
    fn next(&self, asked: &Asked, cards: &[Card]) -> Option<Asked> {
        let last = cards.last().filter(|_| self.page.hits.len() == PAGE_STORIES)?;
        if asked.is_by_date() {
            return Some(Asked { before: last.public_id.to_string(), ..asked.clone() });
        }
        let hit = self.page.hits.iter().find(|hit| hit.id == last.id.unsigned_abs())?;
        let after = After { story: last.public_id.clone(), score: hit.score, now: self.now };
        Some(Asked { after: after.to_string(), ..asked.clone() })
    }

    async fn hits(&self, context: &ReaderContext, cards: &[Card]) -> Result<Vec<HitView>, Failed> {
        let versions: Vec<i64> = cards.iter().map(|card| card.version).collect();
        let versions = versions_by_ids(&context.source, &versions).await?;
        let mut highlighter = Highlighter::new(&self.words);
        let makes = context.cards();
        let mut hits = Vec::with_capacity(cards.len());
        for card in cards {
            let content = versions.iter().find(|version| version.id == card.version).map(|version| &version.content);
            let text = content.map(|content| texts(card, content).split_off(1).join(BETWEEN)).unwrap_or_default();
            let found = highlighter.passage(&text, card.language, PASSAGE_WORDS);
            let (passage, is_cut_before, is_cut_after) = match found {
                Some((found, before, after)) => (pieces(&found), before, after),
                None => {
                    let plain = card.deck.as_ref().unwrap_or(&card.excerpt);
                    (pieces(&[Piece { text: plain, is_match: false }]), false, false)
                }
            };
            hits.push(HitView {
                card: makes.one(card),
                dir: card.language.dir(),
                is_foreign: card.language != context.language,
                language: card.language.own_name(),
                day: context.dates().day(card.published_day),
                headline: pieces(&highlighter.mark(&card.headline, card.language)),
                passage,
                is_cut_before,
                is_cut_after,
            });
        }
        Ok(hits)
    }
}

fn pieces(pieces: &[Piece<'_>]) -> Vec<PieceView> {
    pieces.iter().map(|piece| PieceView { text: piece.text.to_owned(), is_match: piece.is_match }).collect()
}
