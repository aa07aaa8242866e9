//! The list of all feeds, as a page and as OPML 2.0 (<http://opml.org/spec2.opml>) for feed readers.
//!
//! Only topics and writers of the newest stories are listed, because an old paper has too many to list them all. The
//! page of each topic or writer also links to its feeds.

use std::collections::BTreeMap;

use arabic::Language;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use minijinja::context;
use minijinja::value::Serde;
use newsroom::{Named, StoryList, StoryThread, Topic, Toward, Writer};
use serde::Serialize;

use super::format::{FEED_CACHE, Format, clean};
use crate::base::problem::Problem;
use crate::base::views::PageView;
use crate::readers::pages::context::ReaderContext;
use crate::site::Site;

/// Number of the newest stories whose topics and writers are listed.
const LOOKED_AT: usize = 200;

#[derive(Serialize)]
struct Group {
    name: String,
    feeds: Vec<Line>,
}

/// An entry of the list.
#[derive(Serialize)]
struct Line {
    name: String,
    /// Its page, absolute.
    page: String,
    feeds: Vec<FeedAddress>,
}

#[derive(Serialize)]
struct FeedAddress {
    name: &'static str,
    #[serde(rename = "type")]
    media_type: &'static str,
    href: String,
    absolute: String,
}

/// The entry for the page at `path`, whose feeds are below `below`.
fn line(context: &ReaderContext, name: &str, path: &str, below: &str, formats: &[Format]) -> Line {
    let feeds = formats.iter().map(|format| {
        let href = context.addresses.feed(below, format.file());
        let (name, media_type, absolute) = (format.name(), format.media_type(), context.addresses.absolute(&href));
        FeedAddress { name, media_type, href, absolute }
    });
    Line { name: clean(name), page: context.addresses.absolute(path), feeds: feeds.collect() }
}

async fn groups(context: &ReaderContext) -> Result<Vec<Group>, Problem> {
    let (db, words, addresses) = (&context.source, context.site.words(context.language), &context.addresses);
    let newest = newsroom::places(db, StoryList::Edition, context.language, &Toward::Newest, LOOKED_AT).await?;
    let all = |name: &str, path: &str| line(context, name, path, path, &Format::ALL);
    let sections = context.frame.bar(context.language);
    let sections = sections.iter().map(|section| all(section.name.get(context.language), &addresses.section(section)));
    let topics = under::<Topic>(context, &newest).await?;
    let writers = under::<Writer>(context, &newest).await?;
    let threads = under::<StoryThread>(context, &newest).await?;
    let paper = vec![
        all(context.paper_name(), &addresses.home()),
        line(
            context,
            &words.message("corrections"),
            &addresses.corrections(),
            &addresses.corrections(),
            &[Format::Rss],
        ),
    ];
    let mut paper = paper;
    if context.frame.paper.comments.policy != newsroom::CommentPolicy::Closed {
        let (page, below) = (addresses.home(), addresses.comments_of_all());
        paper.push(line(context, &words.message("feed-comments"), &page, &below, &Format::ALL));
    }
    let groups = [
        (words.message("feeds-paper"), paper),
        (words.message("sections"), sections.collect()),
        (words.message("threads"), threads),
        (words.message("topics"), topics),
        (words.message("feeds-writers"), writers),
    ];
    Ok(groups.into_iter().map(|(name, feeds)| Group { name, feeds }).filter(|group| !group.feeds.is_empty()).collect())
}

/// The topics, writers or threads of these stories, each once, sorted by normalised name.
async fn under<T: Named>(context: &ReaderContext, stories: &[i64]) -> Result<Vec<Line>, Problem> {
    let by_story = newsroom::names_of_stories::<T>(&context.source, stories).await?;
    let all: BTreeMap<i64, T> = by_story.into_values().flatten().map(|one| (one.id(), one)).collect();
    let mut lines: Vec<Line> = Vec::with_capacity(all.len());
    for one in all.values() {
        let path = context.addresses.name(one);
        lines.push(line(context, one.naming().name, &path, &path, &Format::ALL));
    }
    lines.sort_by_cached_key(|line| (arabic::normalize::key(&line.name), line.page.clone()));
    Ok(lines)
}

/// `GET /feeds`
pub async fn page(State(site): State<Site>, Extension(language): Extension<Language>) -> Result<Response, Problem> {
    let context = ReaderContext::open(site, language).await?;
    let words = context.site.words(language);
    let (own, title) = (context.addresses.feeds(), words.message("feeds"));
    let page = PageView {
        description: words.message("feeds-intro"),
        canonical: Some(context.addresses.absolute(&own)),
        alternates: context.alternates(|addresses| addresses.feeds()),
        feeds: context.feeds(&context.addresses.home(), context.paper_name()),
        ..PageView::new("feeds", &title, context.paper_name())
    };
    let rest = context! { groups => Serde(groups(&context).await?), opml => context.addresses.opml() };
    context.answer(&own, "feeds.html", &page, rest)
}

/// `GET /feeds.opml`: RSS only, because otherwise a feed reader would show every story three times.
pub async fn opml(State(site): State<Site>, Extension(language): Extension<Language>) -> Result<Response, Problem> {
    let context = ReaderContext::open(site, language).await?;
    let own = context.addresses.opml();
    let values = context! {
        title => format!("{} · {}", context.site.words(language).message("feeds"), clean(context.paper_name())),
        language => language.code(),
        groups => Serde(groups(&context).await?),
    };
    let xml = context.site.theme().render(language, "opml.xml", &values).map_err(|error| {
        tracing::error!(%error, "the list of feeds could not be rendered");
        Problem::Internal
    })?;
    let headers = [(header::CONTENT_TYPE, "text/x-opml; charset=utf-8"), (header::CACHE_CONTROL, FEED_CACHE)];
    Ok((context.cacheable(&own)?, headers, xml).into_response())
}
