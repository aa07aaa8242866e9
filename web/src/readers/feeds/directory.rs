//! All feeds on one page, for people, and as OPML 2.0 (<http://opml.org/spec2.opml>), for their feed readers.
//!
//! Topics and writers are those of the newest stories: an old paper has more of them than anybody would list, and each
//! names its feeds on its own page.

use arabic::Language;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use minijinja::context;
use minijinja::value::Serde;
use newsroom::{Shelf, Toward};
use serde::Serialize;

use super::format::{FEED_CACHE, Format, clean};
use crate::base::problem::Problem;
use crate::base::views::PageView;
use crate::readers::pages::context::Desk;
use crate::site::Site;

/// The newest stories whose topics and writers are listed.
const LOOKED_AT: usize = 200;

#[derive(Serialize)]
struct Group {
    name: String,
    feeds: Vec<Line>,
}

/// What has feeds.
#[derive(Serialize)]
struct Line {
    name: String,
    /// Its page, as an address with the origin.
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

/// The page at `path`, whose feeds stand below `below`.
fn line(desk: &Desk, name: &str, path: &str, below: &str, formats: &[Format]) -> Line {
    let feeds = formats.iter().map(|format| {
        let href = desk.addresses.feed(below, format.file());
        let (name, media_type, absolute) = (format.name(), format.media_type(), desk.addresses.absolute(&href));
        FeedAddress { name, media_type, href, absolute }
    });
    Line { name: clean(name), page: desk.addresses.absolute(path), feeds: feeds.collect() }
}

async fn groups(desk: &Desk) -> Result<Vec<Group>, Problem> {
    let (db, words, addresses) = (&desk.looking, desk.site.words(desk.language), &desk.addresses);
    let newest = newsroom::places(db, Shelf::Edition, desk.language, &Toward::Newest, LOOKED_AT).await?;
    let all = |name: &str, path: &str| line(desk, name, path, path, &Format::ALL);
    let sections = desk.frame.bar(desk.language);
    let sections = sections.iter().map(|section| all(section.name.get(desk.language), &addresses.section(section)));
    let topics = once(newsroom::topics_of_stories(db, &newest).await?, |topic| topic.id);
    let topics = in_order(topics.iter().map(|topic| all(&topic.name, &addresses.topic(topic))).collect());
    let writers = once(newsroom::writers_of_stories(db, &newest).await?, |writer| writer.id);
    let writers = in_order(writers.iter().map(|writer| all(&writer.name, &addresses.writer(writer))).collect());
    let threads = once(newsroom::threads_of_stories(db, &newest).await?, |thread| thread.id);
    let threads = in_order(threads.iter().map(|thread| all(&thread.name, &addresses.thread(thread))).collect());
    let paper = vec![
        all(desk.paper_name(), &addresses.home()),
        line(desk, &words.message("corrections"), &addresses.corrections(), &addresses.corrections(), &[Format::Rss]),
    ];
    let mut paper = paper;
    if desk.frame.paper.comments.policy != newsroom::CommentPolicy::Closed {
        let (page, below) = (addresses.home(), addresses.comments_of_all());
        paper.push(line(desk, &words.message("feed-comments"), &page, &below, &Format::ALL));
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

/// Each once, whatever stories it stands on.
fn once<T>(by_story: std::collections::HashMap<i64, Vec<T>>, id: impl Fn(&T) -> i64) -> Vec<T> {
    let mut all: Vec<T> = by_story.into_values().flatten().collect();
    all.sort_by_key(&id);
    all.dedup_by_key(|one| id(one));
    all
}

/// By the letters of their names, in whatever form they are written.
fn in_order(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by_cached_key(|line| (arabic::normalize::key(&line.name), line.page.clone()));
    lines
}

/// `GET /feeds`
pub async fn page(State(site): State<Site>, Extension(language): Extension<Language>) -> Result<Response, Problem> {
    let desk = Desk::open(site, language).await?;
    let words = desk.site.words(language);
    let (own, title) = (desk.addresses.feeds(), words.message("feeds"));
    let page = PageView {
        description: words.message("feeds-intro"),
        canonical: Some(desk.addresses.absolute(&own)),
        alternates: desk.alternates(|addresses| addresses.feeds()),
        feeds: desk.feeds(&desk.addresses.home(), desk.paper_name()),
        ..PageView::new("feeds", &title, desk.paper_name())
    };
    let rest = context! { groups => Serde(groups(&desk).await?), opml => desk.addresses.opml() };
    desk.answer(&own, "feeds.html", &page, rest)
}

/// `GET /feeds.opml`: RSS alone, or a reader would get every story three times.
pub async fn opml(State(site): State<Site>, Extension(language): Extension<Language>) -> Result<Response, Problem> {
    let desk = Desk::open(site, language).await?;
    let own = desk.addresses.opml();
    let context = context! {
        title => format!("{} · {}", desk.site.words(language).message("feeds"), clean(desk.paper_name())),
        language => language.code(),
        groups => Serde(groups(&desk).await?),
    };
    let xml = desk.site.theme().render(language, "opml.xml", &context).map_err(|error| {
        tracing::error!(%error, "the list of feeds could not be rendered");
        Problem::Internal
    })?;
    let headers = [(header::CONTENT_TYPE, "text/x-opml; charset=utf-8"), (header::CACHE_CONTROL, FEED_CACHE)];
    Ok((desk.kept(&own)?, headers, xml).into_response())
}
