//! RSS 2.0 (with Media RSS) and Atom (RFC 4287) of the paper, a section, a topic, a writer.

use arabic::Language;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header;
use minijinja::context;
use minijinja::value::Serde;
use newsroom::{Card, PictureFormat, Rendition, Shelf, Toward};
use serde::Serialize;

use crate::addresses::Addresses;
use crate::pages::lists::Heading;
use crate::pages::{Desk, description_of};
use crate::problem::Problem;
use crate::site::Site;
use crate::views::{byline_of, plain_width};

/// Stories in a feed.
const FEED_STORIES: usize = 30;
/// Seconds a feed may be kept.
pub const FEED_CACHE: &str = "public, max-age=60, stale-if-error=86400";

/// Which of the two formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RSS 2.0.
    Rss,
    /// Atom.
    Atom,
}

impl Format {
    fn template(self) -> &'static str {
        match self {
            Self::Rss => "rss.xml",
            Self::Atom => "atom.xml",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
        }
    }
}

#[derive(Serialize)]
struct Item {
    title: String,
    link: String,
    id: String,
    rfc2822: String,
    published: String,
    updated: String,
    byline: Option<String>,
    section: String,
    description: String,
    picture: Option<ItemPicture>,
}

#[derive(Serialize)]
struct ItemPicture {
    href: String,
    width: u32,
    height: u32,
    alt: String,
}

/// `GET /rss.xml`, `GET /atom.xml`
pub async fn edition(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Extension(format): Extension<Format>,
) -> Result<Response, Problem> {
    let desk = Desk::open(site, language).await?;
    let (title, home) = (desk.paper_name().to_owned(), desk.addresses.home());
    answer(&desk, Shelf::Edition, &title, &home, format).await
}

/// `GET /{section}/rss.xml`
pub async fn section(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Extension(format): Extension<Format>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let desk = Desk::open(site, language).await?;
    let of = Heading::of_section(&desk, &slug)?;
    answer(&desk, of.shelf, &of.title, &of.path, format).await
}

/// `GET /topic/{slug}/rss.xml`
pub async fn topic(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Extension(format): Extension<Format>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let desk = Desk::open(site, language).await?;
    let of = Heading::of_topic(&desk, &slug).await?;
    answer(&desk, of.shelf, &of.title, &of.path, format).await
}

/// `GET /writer/{slug}/rss.xml`
pub async fn writer(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Extension(format): Extension<Format>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let desk = Desk::open(site, language).await?;
    let of = Heading::of_writer(&desk, &slug).await?;
    answer(&desk, of.shelf, &of.title, &of.path, format).await
}

async fn answer(desk: &Desk, shelf: Shelf, title: &str, page: &str, format: Format) -> Result<Response, Problem> {
    let cards = newsroom::list(&desk.looking, shelf, desk.language, &Toward::Newest, FEED_STORIES).await?.cards;
    let items: Vec<Item> = cards.iter().map(|card| item(desk, card)).collect();
    let paper = desk.paper_name();
    let title = if title == paper { title.to_owned() } else { format!("{title} · {paper}") };
    let newest = cards.iter().map(|card| card.changed_at.unwrap_or(card.published_at)).max();
    let newest = newest.unwrap_or(newsroom::Timestamp(0));
    let context = context! {
        title => clean(&title),
        description => clean(desk.frame.paper.motto.get(desk.language)),
        paper => clean(paper),
        language => desk.language.code(),
        link => desk.addresses.absolute(page),
        own => desk.addresses.absolute(&desk.addresses.feed(page, format.template())),
        rfc2822 => newest.utc().to_rfc2822(),
        updated => desk.dates().iso(newest),
        items => Serde(items),
    };
    let xml = desk.site.theme().render(desk.language, format.template(), &context).map_err(|error| {
        tracing::error!(%error, "a feed could not be rendered");
        Problem::Internal
    })?;
    let own = desk.kept(&desk.addresses.feed(page, format.template()))?;
    Ok((own, [(header::CONTENT_TYPE, format.media_type()), (header::CACHE_CONTROL, FEED_CACHE)], xml).into_response())
}

fn item(desk: &Desk, card: &Card) -> Item {
    let dates = desk.dates();
    let host = desk.site.config().host();
    let section = desk.frame.section(card.section_id);
    Item {
        title: clean(&card.headline),
        link: desk.addresses.absolute(&desk.addresses.card(card, &desk.frame.sections)),
        // RFC 4151: the same for ever, whatever becomes of headline, section or address.
        id: format!("tag:{host},2016:story/{}", card.public_id),
        rfc2822: card.published_at.utc().to_rfc2822(),
        published: dates.iso(card.published_at),
        updated: dates.iso(card.changed_at.unwrap_or(card.published_at)),
        byline: byline_of(card).map(|byline| clean(&byline)),
        section: section.map(|section| clean(section.name.get(desk.language))).unwrap_or_default(),
        description: clean(&description_of(card)),
        picture: card.picture.as_ref().map(|picture| {
            let width = plain_width(picture);
            let file = Addresses::picture(&picture.public_id, Rendition::Width(width, PictureFormat::Jpeg));
            ItemPicture {
                href: desk.addresses.absolute(&file),
                width,
                height: picture.height_at(width),
                alt: clean(&card.alt),
            }
        }),
    }
}

/// Text without the characters that XML 1.0 forbids.
pub fn clean(text: &str) -> String {
    let allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(|c| allowed(*c)).collect()
}
