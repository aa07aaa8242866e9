//! Sitemaps for search engines: an index with one sitemap per month, and the news sitemap of the last two days with
//! pictures (sitemaps.org 0.9, sitemap-news 0.9, sitemap-image 1.1).

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate};
use http::header;
use minijinja::value::Serde;
use minijinja::{Value, context};
use newsroom::{RecordingSource, Section, Sight, Source, Timestamp};
use serde::Serialize;

use crate::base::addresses::Addresses;
use crate::base::cache::CacheHint;
use crate::base::dates::Dates;
use crate::base::frame::Frame;
use crate::base::problem::Problem;
use crate::readers::feeds::format::clean;
use crate::site::Site;

/// Hours covered by the news sitemap.
const NEWS_HOURS: i64 = 48;
/// Maximum number of addresses in the news sitemap.
const NEWS_STORIES: u64 = 1000;
/// Maximum number of addresses in one sitemap.
const SITEMAP_STORIES: u64 = 50_000;
/// How long a sitemap may be cached.
const SITEMAP_CACHE: &str = "public, max-age=300";

#[derive(Serialize)]
struct SitemapEntry {
    href: String,
    changed: Option<String>,
}

#[derive(Serialize)]
struct NewsEntry {
    href: String,
    paper: String,
    language: &'static str,
    published: String,
    title: String,
    picture: Option<String>,
}

/// `GET /sitemap.xml`: the index of one sitemap per month, one for pages and one for news.
pub async fn index(State(site): State<Site>) -> Result<Response, Problem> {
    let (generation, frame) = (site.generation(), site.frame().await?);
    let source = RecordingSource::at(site.newsroom().reads());
    let mut months: Vec<(i32, u32)> = Vec::new();
    for language in &frame.paper.languages {
        let counts = newsroom::month_counts(&source, *language).await?;
        months.extend(counts.iter().map(|count| (count.year, count.month)));
    }
    months.sort_unstable();
    months.dedup();
    let entry = |name: &str| SitemapEntry { href: format!("{}/sitemaps/{name}.xml", site.config().url), changed: None };
    let mut maps = vec![entry("news"), entry("pages")];
    maps.extend(months.iter().rev().map(|(year, month)| entry(&format!("{year:04}-{month:02}"))));
    let keep = site.cache_hint("/sitemap.xml".into(), source.seen(), generation);
    answer(&site, &frame, keep, "sitemap-index.xml", context! { maps => Serde(maps) })
}

/// `GET /sitemaps/{name}.xml`: `news`, `pages`, or a month such as `2016-09`.
pub async fn show(State(site): State<Site>, Path(name): Path<String>) -> Result<Response, Problem> {
    let (generation, frame) = (site.generation(), site.frame().await?);
    let source = RecordingSource::at(site.newsroom().reads());
    let (template, places) = match name.strip_suffix(".xml").ok_or(Problem::Missing)? {
        "news" => ("sitemap-news.xml", news(&site, &frame, &source).await?),
        "pages" => ("sitemap.xml", pages(&site, &frame)),
        month => ("sitemap.xml", stories(&site, &frame, &source, month).await?),
    };
    let keep = site.cache_hint(format!("/sitemaps/{name}"), source.seen(), generation);
    answer(&site, &frame, keep, template, context! { places => places })
}

async fn news(site: &Site, frame: &Frame, source: &RecordingSource) -> Result<Value, Problem> {
    let since = site.now().plus_seconds(-NEWS_HOURS * 3600);
    let mut places = Vec::new();
    let mut oldest: Option<Timestamp> = None;
    for language in frame.paper.languages.iter().copied() {
        let addresses = site.addresses(frame, language);
        let dates = Dates::new(&frame.paper, language);
        let cards = newsroom::newest_in_window(source, language, since, NEWS_STORIES).await?;
        oldest = oldest.into_iter().chain(cards.last().map(|card| card.published_at)).min();
        places.extend(cards.iter().map(|card| NewsEntry {
            href: addresses.absolute(&addresses.card(card, &frame.sections)),
            paper: clean(frame.paper.name.get(language)),
            language: language.code(),
            published: if card.day_only { card.published_day.to_string() } else { dates.iso(card.published_at) },
            title: clean(&card.headline),
            picture:
                card.picture.as_ref().map(|picture| {
                    addresses.absolute(&Addresses::picture(&picture.public_id, newsroom::Rendition::Share))
                }),
        }));
    }
    // The oldest story leaves the sitemap at this time.
    if let Some(oldest) = oldest {
        source.saw(&Sight::Until(oldest.plus_seconds(NEWS_HOURS * 3600 + 1)));
    }
    places.truncate(NEWS_STORIES as usize);
    Ok(Value::from(Serde(places)))
}

fn pages(site: &Site, frame: &Frame) -> Value {
    let mut places = Vec::new();
    for language in frame.paper.languages.iter().copied() {
        let addresses = site.addresses(frame, language);
        let mut add = |path: String| places.push(SitemapEntry { href: addresses.absolute(&path), changed: None });
        add(addresses.home());
        for section in frame.bar(language) {
            add(addresses.section(section));
        }
        for page in frame.pages.iter().filter(|page| page.language == language) {
            add(addresses.page(page));
        }
    }
    Value::from(Serde(places))
}

async fn stories(site: &Site, frame: &Frame, source: &RecordingSource, month: &str) -> Result<Value, Problem> {
    let first: NaiveDate = format!("{month}-01").parse().map_err(|_| Problem::Missing)?;
    if first.format("%Y-%m").to_string() != month {
        return Err(Problem::Missing);
    }
    let (year, number) = (first.year(), first.month());
    let mut places = Vec::new();
    for language in frame.paper.languages.iter().copied() {
        let addresses = site.addresses(frame, language);
        let dates = Dates::new(&frame.paper, language);
        let found = newsroom::addresses_of_month(source, language, year, number, SITEMAP_STORIES).await?;
        for story in found {
            let Some(section) = frame.section(story.section_id) else { continue };
            places.push(SitemapEntry {
                href: story_address(&addresses, section, &story),
                changed: Some(dates.iso(story.changed_at)),
            });
        }
    }
    if places.is_empty() {
        return Err(Problem::Missing);
    }
    places.truncate(SITEMAP_STORIES as usize);
    Ok(Value::from(Serde(places)))
}

fn story_address(addresses: &Addresses, section: &Section, story: &newsroom::StoryAddress) -> String {
    addresses.absolute(&addresses.story(&section.slug, &story.public_id, &story.slug))
}

fn answer(site: &Site, frame: &Frame, keep: CacheHint, template: &str, context: Value) -> Result<Response, Problem> {
    let xml = site.theme().render(frame.primary(), template, &context).map_err(|error| {
        tracing::error!(%error, "a sitemap could not be rendered");
        Problem::Internal
    })?;
    let headers = [(header::CONTENT_TYPE, "application/xml; charset=utf-8"), (header::CACHE_CONTROL, SITEMAP_CACHE)];
    Ok((Extension(keep), headers, xml).into_response())
}
