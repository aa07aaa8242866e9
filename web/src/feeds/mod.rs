//! Feeds of the paper, a section, a topic, a writer, a thread: RSS 2.0 (with Media RSS), Atom (RFC 4287) and JSON Feed 1.1, in
//! pages (RFC 5005). The three say the same, made of the same items.

pub mod comments;
mod directory;
mod items;
mod json;

use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::header;
use minijinja::context;
use minijinja::value::Serde;
use newsroom::{Shelf, Timestamp, Toward};

use self::items::Item;
use crate::pages::Desk;
use crate::pages::lists::{Heading, Paging, Turned};
use crate::problem::Problem;

pub use directory::{opml, page as directory};

/// Stories in a feed.
const FEED_STORIES: usize = 30;
/// Seconds a feed may be kept.
pub const FEED_CACHE: &str = "public, max-age=60, stale-if-error=86400";

/// Which of the three formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RSS 2.0.
    Rss,
    /// Atom.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// In the order in which pages offer them.
    pub const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// The last segment of its addresses.
    pub fn file(self) -> &'static str {
        match self {
            Self::Rss => "rss.xml",
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }

    /// The format whose addresses end with `file`.
    pub fn of_file(file: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.file() == file)
    }

    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// JSON is UTF-8 and has no parameter that says so (RFC 8259).
    fn content_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Json => "application/feed+json",
        }
    }
}

/// One page of a feed.
struct Feed {
    title: String,
    description: String,
    paper: String,
    language: &'static str,
    /// The page it is the feed of.
    home: String,
    /// Its first page.
    first: String,
    /// This one.
    own: String,
    older: Option<String>,
    newer: Option<String>,
    updated: Timestamp,
    items: Vec<Item>,
}

/// `GET /rss.xml`, `GET /atom.xml`, `GET /feed.json`
pub async fn edition(
    Turned { desk, paging }: Turned,
    Extension(format): Extension<Format>,
) -> Result<Response, Problem> {
    let (title, home) = (desk.paper_name().to_owned(), desk.addresses.home());
    answer(&desk, Shelf::Edition, &title, &home, format, &paging).await
}

/// `GET /{section}/rss.xml` and its sisters
pub async fn section(
    turned: Turned,
    Extension(format): Extension<Format>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let of = Heading::of_section(&turned.desk, &slug)?;
    under(&turned, &of, format).await
}

/// `GET /topic/{slug}/rss.xml` and its sisters
pub async fn topic(
    turned: Turned,
    Extension(format): Extension<Format>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let of = Heading::of_topic(&turned.desk, &slug).await?;
    under(&turned, &of, format).await
}

/// `GET /writer/{slug}/rss.xml` and its sisters
pub async fn writer(
    turned: Turned,
    Extension(format): Extension<Format>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let of = Heading::of_writer(&turned.desk, &slug).await?;
    under(&turned, &of, format).await
}

/// `GET /thread/{slug}/rss.xml` and its sisters
pub async fn thread(
    turned: Turned,
    Extension(format): Extension<Format>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let of = Heading::of_thread(&turned.desk, &slug).await?;
    under(&turned, &of, format).await
}

async fn under(turned: &Turned, of: &Heading, format: Format) -> Result<Response, Problem> {
    answer(&turned.desk, of.shelf, &of.title, &of.path, format, &turned.paging).await
}

async fn answer(
    desk: &Desk,
    shelf: Shelf,
    title: &str,
    page: &str,
    format: Format,
    paging: &Paging,
) -> Result<Response, Problem> {
    let toward = paging.toward()?;
    let list = newsroom::list(&desk.looking, shelf, desk.language, &toward, FEED_STORIES).await?;
    if toward != Toward::Newest && list.cards.is_empty() {
        return Err(Problem::Missing);
    }
    let first = desk.addresses.feed(page, format.file());
    let own = match &toward {
        Toward::OlderThan(id) => format!("{first}?before={id}"),
        Toward::NewerThan(id) => format!("{first}?after={id}"),
        Toward::Newest | Toward::Below(_) => first.clone(),
    };
    let absolute = |path: &str| desk.addresses.absolute(path);
    let paper = clean(desk.paper_name());
    let title = clean(title);
    let feed = Feed {
        title: if title == paper { title } else { format!("{title} · {paper}") },
        description: clean(desk.frame.paper.motto.get(desk.language)),
        paper,
        language: desk.language.code(),
        home: absolute(page),
        older: list.older.as_ref().map(|id| absolute(&format!("{first}?before={id}"))),
        newer: list.newer.as_ref().map(|id| absolute(&format!("{first}?after={id}"))),
        first: absolute(&first),
        own: absolute(&own),
        updated: list.cards.iter().map(items::updated).max().unwrap_or(Timestamp(0)),
        items: items::of(desk, &list.cards).await?,
    };
    written(desk, &feed, &own, format)
}

/// The answer at `path` that says `feed`.
fn written(desk: &Desk, feed: &Feed, path: &str, format: Format) -> Result<Response, Problem> {
    let body = match format {
        Format::Json => json::write(desk, feed),
        Format::Rss | Format::Atom => xml(desk, feed, format)?,
    };
    let headers = [(header::CONTENT_TYPE, format.content_type()), (header::CACHE_CONTROL, FEED_CACHE)];
    Ok((desk.kept(path)?, headers, body).into_response())
}

fn xml(desk: &Desk, feed: &Feed, format: Format) -> Result<String, Problem> {
    let context = context! {
        title => feed.title.as_str(),
        description => feed.description.as_str(),
        paper => feed.paper.as_str(),
        language => feed.language,
        link => feed.home.as_str(),
        first => feed.first.as_str(),
        own => feed.own.as_str(),
        older => feed.older.as_deref(),
        newer => feed.newer.as_deref(),
        rfc2822 => feed.updated.utc().to_rfc2822(),
        updated => desk.dates().iso(feed.updated),
        items => Serde(&feed.items),
    };
    desk.site.theme().render(desk.language, format.file(), &context).map_err(|error| {
        tracing::error!(%error, "a feed could not be rendered");
        Problem::Internal
    })
}

/// Text as HTML, in an element or an attribute.
fn escaped(text: &str) -> String {
    let pairs = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Text without the characters that XML 1.0 forbids: nobody can read them, and one of them would end the feed for all.
pub fn clean(text: &str) -> String {
    let allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(|c| allowed(*c)).collect()
}
