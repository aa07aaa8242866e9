//! Pages that list stories: a section, a topic, a writer, a desk.

use arabic::Language;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use minijinja::value::Serde;
use newsroom::{PublicId, Shelf, Toward};
use serde::Deserialize;

use super::{Desk, description_of};
use crate::problem::Problem;
use crate::site::Site;
use crate::structured;
use crate::views::{Link, PageView};

/// Stories on a page of a list.
const PAGE_STORIES: usize = 20;

/// Which page of a list: `?before=ID` or `?after=ID`.
#[derive(Debug, Default, Deserialize)]
pub struct Paging {
    before: Option<String>,
    after: Option<String>,
}

impl Paging {
    /// An id of another shape is an unknown cursor, and unknown cursors have no page.
    pub fn toward(&self) -> Result<Toward, Problem> {
        let id = |text: &str| text.parse::<PublicId>().map_err(|_| Problem::Missing);
        match (&self.before, &self.after) {
            (Some(before), None) => Ok(Toward::OlderThan(id(before)?)),
            (None, Some(after)) => Ok(Toward::NewerThan(id(after)?)),
            (None, None) => Ok(Toward::Newest),
            (Some(_), Some(_)) => Err(Problem::Missing),
        }
    }
}

/// What a list page says above its stories.
pub struct Heading {
    /// Its kind, for the section bar.
    pub kind: &'static str,
    /// Slug of the section in the bar.
    pub section: String,
    /// Title.
    pub title: String,
    /// One sentence below it.
    pub intro: String,
    /// The line above the title.
    pub eyebrow: Option<Link>,
    /// Its address.
    pub path: String,
    /// Section of «most read» beside it.
    pub most_read_in: Option<i64>,
    /// Cards say their section.
    pub show_section: bool,
    /// Whether it has feeds.
    pub has_feeds: bool,
}

/// `GET /{section}`
pub async fn section(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Response, Problem> {
    let desk = Desk::open(site, language).await?;
    let section = desk.frame.sections.iter().find(|s| s.slug == slug).cloned().ok_or(Problem::Missing)?;
    let heading = Heading {
        kind: "section",
        section: section.slug.clone(),
        title: section.name.get(language).to_owned(),
        intro: section.description.get(language).to_owned(),
        eyebrow: None,
        path: desk.addresses.section(&section),
        most_read_in: Some(section.id),
        show_section: false,
        has_feeds: true,
    };
    show(&desk, Shelf::Section(section.id), heading, &paging).await
}

/// `GET /topic/{slug}`
pub async fn topic(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Response, Problem> {
    let desk = Desk::open(site, language).await?;
    let topic = newsroom::topic_by_slug(desk.site.newsroom().db(), &slug).await?.ok_or(Problem::Missing)?;
    let heading = Heading {
        kind: "list",
        section: String::new(),
        title: topic.name.clone(),
        intro: topic.description.clone().unwrap_or_default(),
        eyebrow: Some(Link { name: desk.site.words(language).message("topic"), ..Link::default() }),
        path: desk.addresses.topic(&topic),
        most_read_in: None,
        show_section: true,
        has_feeds: true,
    };
    show(&desk, Shelf::Topic(topic.id), heading, &paging).await
}

/// `GET /writer/{slug}`
pub async fn writer(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Response, Problem> {
    let desk = Desk::open(site, language).await?;
    let writer = newsroom::writer_by_slug(desk.site.newsroom().db(), &slug).await?.ok_or(Problem::Missing)?;
    let heading = Heading {
        kind: "list",
        section: String::new(),
        title: writer.name.clone(),
        intro: writer.bio.clone().unwrap_or_default(),
        eyebrow: Some(Link { name: desk.site.words(language).message("writer"), ..Link::default() }),
        path: desk.addresses.writer(&writer),
        most_read_in: None,
        show_section: true,
        has_feeds: true,
    };
    show(&desk, Shelf::Writer(writer.id), heading, &paging).await
}

/// `GET /desk/{slug}`
pub async fn desk(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Response, Problem> {
    let desk = Desk::open(site, language).await?;
    let found = desk.frame.desks.iter().find(|d| d.slug == slug).cloned().ok_or(Problem::Missing)?;
    let heading = Heading {
        kind: "list",
        section: String::new(),
        title: found.name.get(language).to_owned(),
        intro: String::new(),
        eyebrow: Some(Link { name: desk.site.words(language).message("desk"), ..Link::default() }),
        path: desk.addresses.desk(&found),
        most_read_in: None,
        show_section: true,
        has_feeds: false,
    };
    show(&desk, Shelf::Desk(found.id), heading, &paging).await
}

/// One page of `shelf` under `heading`. The page before the first is the first: it has one address.
pub async fn show(desk: &Desk, shelf: Shelf, heading: Heading, paging: &Paging) -> Result<Response, Problem> {
    let toward = paging.toward()?;
    let db = desk.site.newsroom().db();
    let list = newsroom::list(db, shelf, desk.language, &toward, PAGE_STORIES).await?;
    if matches!(toward, Toward::NewerThan(_)) && (list.newer.is_none() || list.cards.is_empty()) {
        return Ok(Redirect::temporary(&heading.path).into_response());
    }
    if matches!(toward, Toward::OlderThan(_)) && list.cards.is_empty() {
        return Err(Problem::Missing);
    }
    let cards = desk.cards();
    let at = |key: &str, id: &PublicId| format!("{}?{key}={id}", heading.path);
    let first_page = toward == Toward::Newest;
    let own = match &toward {
        Toward::OlderThan(id) => at("before", id),
        Toward::NewerThan(id) => at("after", id),
        Toward::Newest => heading.path.clone(),
    };
    let page = PageView {
        description: if heading.intro.is_empty() {
            list.cards.first().map(description_of).unwrap_or_default()
        } else {
            heading.intro.clone()
        },
        section: heading.section,
        canonical: Some(desk.addresses.absolute(&own)),
        feeds: if heading.has_feeds { desk.feeds(&heading.path, &heading.title) } else { Vec::new() },
        share_picture: list.cards.first().and_then(|card| structured::share_picture_of_card(&desk.addresses, card)),
        newer: list.newer.as_ref().map(|id| at("after", id)),
        older: list.older.as_ref().map(|id| at("before", id)),
        ..PageView::new(heading.kind, &heading.title, desk.paper_name())
    };
    let rest = context! {
        intro => if first_page { heading.intro.as_str() } else { "" },
        eyebrow => heading.eyebrow.map(|link| context! { text => link.name, href => link.href }),
        show_section => heading.show_section,
        cards => Serde(cards.many(&list.cards)),
        most_read => Serde(desk.most_read(heading.most_read_in).await?),
    };
    desk.answer("list.html", &page, rest)
}
