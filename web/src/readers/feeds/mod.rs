//! Feeds of the paper, a section, a topic, a writer or a thread: RSS 2.0 (with Media RSS), Atom (RFC 4287) and JSON
//! Feed 1.1, with paging (RFC 5005). All three are made from the same items.

pub mod comments;
mod directory;
mod feed;
pub mod format;
mod items;
mod json;
mod writing;

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use newsroom::{Named, StoryList, Timestamp, Toward};

use self::feed::Feed;
use self::format::{Format, clean};
use self::writing::feed_response;
use crate::base::problem::Problem;
use crate::readers::pages::context::ReaderContext;
use crate::readers::pages::lists::{Heading, ListRequest, Paging};

pub use directory::{opml, page as directory};

/// Number of stories on one page of a feed.
const FEED_STORIES: usize = 30;
/// `GET /rss.xml`, `GET /atom.xml`, `GET /feed.json`
pub async fn edition(
    ListRequest { context, paging }: ListRequest,
    Extension(format): Extension<Format>,
) -> Result<Response, Problem> {
    let (title, home) = (context.paper_name().to_owned(), context.addresses.home());
    answer(&context, StoryList::Edition, &title, &home, format, &paging).await
}

/// `GET /{section}/rss.xml` and the other formats.
pub async fn section(
    request: ListRequest,
    Extension(format): Extension<Format>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let of = Heading::of_section(&request.context, &slug)?;
    under(&request, &of, format).await
}

/// `GET /topic/{slug}/rss.xml` and the other formats, and the same for writers and threads.
pub async fn name<T: Named>(
    request: ListRequest,
    Extension(format): Extension<Format>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let of = Heading::of_name::<T>(&request.context, &slug).await?;
    under(&request, &of, format).await
}

async fn under(request: &ListRequest, of: &Heading, format: Format) -> Result<Response, Problem> {
    answer(&request.context, of.story_list, &of.title, &of.path, format, &request.paging).await
}

async fn answer(
    context: &ReaderContext,
    story_list: StoryList,
    title: &str,
    page: &str,
    format: Format,
    paging: &Paging,
) -> Result<Response, Problem> {
    let toward = paging.toward()?;
    let list = newsroom::list(&context.source, story_list, context.language, &toward, FEED_STORIES).await?;
    if toward != Toward::Newest && list.cards.is_empty() {
        return Err(Problem::Missing);
    }
    let first = context.addresses.feed(page, format.file());
    let own = match &toward {
        Toward::OlderThan(id) => format!("{first}?before={id}"),
        Toward::NewerThan(id) => format!("{first}?after={id}"),
        Toward::Newest | Toward::Below(_) => first.clone(),
    };
    let absolute = |path: &str| context.addresses.absolute(path);
    let paper = clean(context.paper_name());
    let title = clean(title);
    let feed = Feed {
        title: if title == paper { title } else { format!("{title} · {paper}") },
        description: clean(context.frame.paper.motto.get(context.language)),
        paper,
        language: context.language.code(),
        home: absolute(page),
        older: list.older.as_ref().map(|id| absolute(&format!("{first}?before={id}"))),
        newer: list.newer.as_ref().map(|id| absolute(&format!("{first}?after={id}"))),
        first: absolute(&first),
        own: absolute(&own),
        updated: list.cards.iter().map(items::updated).max().unwrap_or(Timestamp(0)),
        items: items::of(context, &list.cards).await?,
    };
    feed_response(context, &feed, &own, format)
}
