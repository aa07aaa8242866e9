//! The context of a request for a reader's page, and how its response is made.

use std::sync::{Arc, Mutex, PoisonError};

use arabic::Language;
use axum::Extension;
use axum::response::{Html, IntoResponse, IntoResponseParts, Response};
use http::{HeaderName, HeaderValue, header};
use minijinja::Value;
use minijinja::value::Serde;
use newsroom::{Card, CardHead, RecordingSource, StoryList, Toward};

use super::site_view::site_view;
use crate::base::addresses::{Addresses, MEDIA};
use crate::base::cache::{CacheHint, surrogate_keys};
use crate::base::cards::{self, ShownCard};
use crate::base::dates::Dates;
use crate::base::frame::Frame;
use crate::base::most_read::{Board, RankingSeen};
use crate::base::problem::Problem;
use crate::base::views::{Alternate, CardView, Cards, FeedLink, PageView};
use crate::readers::feeds::format::Format;
use crate::site::Site;

/// How long browsers and proxies may cache a page.
const PAGE_CACHE: &str = "public, max-age=5, stale-while-revalidate=30, stale-if-error=86400";
/// Number of stories in «most read» beside a page.
const MOST_READ: usize = 5;

/// The context of a request for a reader's page.
pub struct ReaderContext {
    /// The site.
    pub site: Site,
    /// What all pages share.
    pub frame: Arc<Frame>,
    /// The page's language.
    pub language: Language,
    /// Addresses in this language.
    pub addresses: Addresses,
    /// Database reads for the page. Records the sights.
    pub source: RecordingSource,
    /// In a preview, the path below which its pictures are served.
    pub preview: Option<String>,
    generation: u64,
    rankings: Mutex<Vec<RankingSeen>>,
}

impl ReaderContext {
    /// Creates the context of a page. Fails with [`Problem::Missing`] if the paper has no pages in `language`.
    pub async fn open(site: Site, language: Language) -> Result<Self, Problem> {
        let (generation, source) = (site.generation(), RecordingSource::at(site.newsroom().reads()));
        Self::resume(site, language, source, generation).await
    }

    /// Creates the context of a page for which something was read already. `generation` is the site's generation before
    /// that.
    pub async fn resume(
        site: Site,
        language: Language,
        source: RecordingSource,
        generation: u64,
    ) -> Result<Self, Problem> {
        let frame = site.frame().await?;
        if !frame.has_language(language) {
            return Err(Problem::Missing);
        }
        let addresses = site.addresses(&frame, language);
        Ok(Self { site, frame, language, addresses, source, preview: None, generation, rankings: Mutex::default() })
    }

    /// The path below which the pictures on the page are served.
    pub fn media(&self) -> &str {
        self.preview.as_deref().unwrap_or(MEDIA)
    }

    /// Dates in the page's language.
    pub fn dates(&self) -> Dates<'_> {
        Dates::new(&self.frame.paper, self.language)
    }

    /// The card maker for this page.
    pub fn cards(&self) -> Cards<'_> {
        Cards {
            frame: &self.frame,
            addresses: &self.addresses,
            dates: self.dates(),
            today: self.frame.paper.today(self.site.now()),
            language: self.language,
        }
    }

    /// The cards of these stories.
    pub async fn shown(&self, heads: &[CardHead]) -> Result<Vec<ShownCard>, Problem> {
        Ok(self.site.cards().shown(&self.source, &self.frame, &self.cards(), heads).await?)
    }

    /// The paper's name.
    pub fn paper_name(&self) -> &str {
        self.frame.paper.name.get(self.language)
    }

    /// The most-read list shown beside a page, for one section or for all.
    pub async fn most_read(&self, section_id: Option<i64>) -> Result<Value, Problem> {
        self.ranked(section_id, Board::Lately, MOST_READ).await
    }

    /// The same list, not rendered as cards yet.
    pub async fn most_read_heads(&self, section_id: Option<i64>) -> Result<Vec<CardHead>, Problem> {
        self.ranked_heads(section_id, Board::Lately, MOST_READ).await
    }

    /// The first `limit` stories of a ranking, for one section or for all.
    pub async fn ranked(&self, section_id: Option<i64>, board: Board, limit: usize) -> Result<Value, Problem> {
        let heads = self.ranked_heads(section_id, board, limit).await?;
        Ok(cards::values(&self.shown(&heads).await?))
    }

    async fn ranked_heads(
        &self,
        section_id: Option<i64>,
        board: Board,
        limit: usize,
    ) -> Result<Vec<CardHead>, Problem> {
        let key = (self.language, section_id, board);
        let ranking = self.site.most_read().ranking(self.site.newsroom(), key, self.site.now()).await?;
        let heads = newsroom::ranked_heads(&self.source, &ranking.ids, self.language, section_id, limit).await?;
        self.rankings
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(self.site.most_read().seen(key, &ranking, &heads, limit));
        Ok(heads)
    }

    /// The feeds of the page at `path`, in every format. `title` is the page's title.
    pub fn feeds(&self, path: &str, title: &str) -> Vec<FeedLink> {
        let paper = self.paper_name();
        let title = if title == paper { title.to_owned() } else { format!("{title} · {paper}") };
        Format::ALL
            .map(|format| FeedLink {
                media_type: format.media_type(),
                title: format!("{title} ({})", format.name()),
                href: self.addresses.feed(path, format.file()),
            })
            .into()
    }

    /// This page in all languages of the paper, at the addresses that `path` returns; empty if there is only one
    /// language.
    pub fn alternates(&self, path: impl Fn(&Addresses) -> String) -> Vec<Alternate> {
        let others = self.frame.paper.languages.iter().map(|language| {
            let addresses = self.site.addresses(&self.frame, *language);
            Alternate { lang: language.code(), href: addresses.absolute(&path(&addresses)) }
        });
        let all: Vec<Alternate> = others.collect();
        if all.len() > 1 { all } else { Vec::new() }
    }

    /// The response with the rendered page.
    pub fn answer(&self, own_path: &str, template: &str, page: &PageView, rest: Value) -> Result<Response, Problem> {
        let html = self.html(template, page, rest)?;
        Ok((self.cacheable(own_path)?, [(header::CACHE_CONTROL, PAGE_CACHE)], Html(html)).into_response())
    }

    /// The rendered page as text.
    pub fn html(&self, template: &str, page: &PageView, rest: Value) -> Result<String, Problem> {
        let context = minijinja::context! {
            site => site_view(&self.site, &self.frame, self.language),
            page => Serde(page),
            ..rest
        };
        self.site.theme().render(self.language, template, &context).map_err(|error| {
            tracing::error!(%error, template, "a page could not be rendered");
            Problem::Internal
        })
    }

    /// The headers and the extension that allow a response to be cached under `path`, its canonical address. The
    /// surrogate keys tell caches in front of the site when to drop it.
    pub fn cacheable(&self, path: &str) -> Result<impl IntoResponseParts + use<>, Problem> {
        let sights = self.source.seen();
        let keys = HeaderValue::from_str(&surrogate_keys(&sights, self.language)).map_err(|_| Problem::Internal)?;
        let rankings = self.rankings.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let keep = CacheHint { rankings, ..self.site.cache_hint(path.to_owned(), sights, self.generation) };
        Ok(([(HeaderName::from_static("surrogate-key"), keys)], Extension(keep)))
    }
}

/// The newest stories, for error pages.
pub async fn latest_cards(
    site: &Site,
    frame: &Frame,
    language: Language,
    limit: usize,
) -> newsroom::Result<Vec<CardView>> {
    let page = newsroom::list(site.newsroom().reads(), StoryList::Edition, language, &Toward::Newest, limit).await?;
    let addresses = site.addresses(frame, language);
    let cards = Cards {
        frame,
        addresses: &addresses,
        dates: Dates::new(&frame.paper, language),
        today: frame.paper.today(site.now()),
        language,
    };
    Ok(cards.many(&page.cards))
}

/// The text for `<meta name="description">`: the deck, or the beginning of the body.
pub fn description_of(card: &Card) -> String {
    card.deck.clone().unwrap_or_else(|| card.excerpt.clone())
}
