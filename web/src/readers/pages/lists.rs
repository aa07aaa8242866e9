//! Lists of stories: of a section, a topic, a writer, a thread or a desk.

use arabic::Language;
use arabic::slug::readable_path;
use axum::Extension;
use axum::extract::{FromRequestParts, Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};
use minijinja::context;
use newsroom::{NameKind, Named, Place, PublicId, Source, StoryList, StoryThread, Topic, Toward, Writer, names};
use serde::Deserialize;

use super::context::{ReaderContext, description_of};
use super::redirect::REDIRECT_CACHE;
use crate::base::addresses::Addresses;
use crate::base::cards;
use crate::base::problem::Problem;
use crate::base::views::{Link, PageView, share_picture_of_card};
use crate::readers::feeds::format::Format;
use crate::site::Site;
use crate::site::languages::below_code;

/// Number of stories on a page of a list.
const PAGE_STORIES: usize = 20;

/// The query parameters `?before=ID` and `?after=ID`.
#[derive(Debug, Default, Deserialize)]
pub struct Paging {
    before: Option<String>,
    after: Option<String>,
}

impl Paging {
    /// The part of the list to read. Fails with `Missing` if an id is malformed or both parameters are given.
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

/// A list of stories and its heading. Its pages and feeds are made from it.
pub struct Heading {
    /// The stories.
    pub story_list: StoryList,
    /// The kind of page, as in [`PageView::kind`].
    pub kind: &'static str,
    /// Slug of the section marked in the bar.
    pub section: String,
    /// The title.
    pub title: String,
    /// A sentence below the title.
    pub intro: String,
    /// The line above the title.
    pub eyebrow: Option<Link>,
    /// Its address.
    pub path: String,
    /// The section of «most read» beside the list; `None` for all.
    pub most_read_in: Option<i64>,
    /// Whether it has feeds.
    pub has_feeds: bool,
}

impl Heading {
    /// A list with stories from several sections. `eyebrow` is the line above the title.
    fn across(story_list: StoryList, title: &str, intro: &str, eyebrow: String, path: String) -> Self {
        Self {
            story_list,
            kind: "list",
            section: String::new(),
            title: title.to_owned(),
            intro: intro.to_owned(),
            eyebrow: Some(Link { name: eyebrow, ..Link::default() }),
            path,
            most_read_in: None,
            has_feeds: true,
        }
    }

    /// The list of the section with this slug.
    pub fn of_section(context: &ReaderContext, slug: &str) -> Result<Self, Problem> {
        let section = context.frame.sections.iter().find(|section| section.slug == slug).ok_or(Problem::Missing)?;
        let (title, said) = (section.name.get(context.language), section.description.get(context.language));
        let closed = (!section.is_open()).then(|| context.site.words(context.language).message("section-closed-note"));
        let intro = closed.as_deref().unwrap_or(said);
        let path = context.addresses.section(section);
        Ok(Self {
            kind: "section",
            section: section.slug.clone(),
            eyebrow: None,
            most_read_in: Some(section.id),
            ..Self::across(StoryList::Section(section.id), title, intro, String::new(), path)
        })
    }

    /// The list of the topic, writer or thread with this slug. A thread has pages only in its own language.
    pub async fn of_name<T: Named>(context: &ReaderContext, slug: &str) -> Result<Self, Problem> {
        let found = names::by_slug::<T>(&context.source, slug).await?;
        let found = found.filter(|found| found.is_read_in(context.language)).ok_or(Problem::Missing)?;
        let story_list = StoryList::Under(T::KIND, found.id());
        // A name used only in unpublished stories has no page and no feed, like a name that does not exist.
        if !newsroom::is_known_to_readers(&context.source, story_list).await? {
            return Err(Problem::Missing);
        }
        let (naming, words) = (found.naming(), context.site.words(context.language));
        let eyebrow = match T::KIND {
            NameKind::Topic => words.message("topic"),
            NameKind::Writer => words.message("writer"),
            NameKind::Thread => words.message("thread"),
        };
        Ok(Self::across(story_list, naming.name, naming.about, eyebrow, context.addresses.name(&found)))
    }

    /// The list of the desk with this slug. It has no feeds.
    pub fn of_desk(context: &ReaderContext, slug: &str) -> Result<Self, Problem> {
        let found = context.frame.desks.iter().find(|other| other.slug == slug).ok_or(Problem::Missing)?;
        let eyebrow = context.site.words(context.language).message("desk");
        let (title, path) = (found.name.get(context.language), context.addresses.desk(found));
        Ok(Self { has_feeds: false, ..Self::across(StoryList::Desk(found.id), title, "", eyebrow, path) })
    }
}

/// What every request for a page or feed of a list contains: the context and the page.
pub struct ListRequest {
    /// The context.
    pub context: ReaderContext,
    /// The page of the list.
    pub paging: Paging,
}

impl FromRequestParts<Site> for ListRequest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let language = Extension::<Language>::from_request_parts(parts, site).await;
        let Extension(language) = language.map_err(IntoResponse::into_response)?;
        let paging = Query::from_request_parts(parts, site).await;
        let Query(paging) = paging.map_err(IntoResponse::into_response)?;
        let context = ReaderContext::open(site.clone(), language).await.map_err(IntoResponse::into_response)?;
        Ok(Self { context, paging })
    }
}

/// `GET /{section}`
pub async fn section(
    ListRequest { context, paging }: ListRequest,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let heading = Heading::of_section(&context, &slug)?;
    let opening = match (heading.story_list, paging.toward()?) {
        (StoryList::Section(id), Toward::Newest) => {
            newsroom::section_opening(&context.source, id, context.language, context.site.now()).await?
        }
        _ => Vec::new(),
    };
    show_with_opening(&context, heading, &paging, &opening).await
}

/// `GET /topic/{slug}`, `/writer/{slug}`, `/thread/{slug}`
pub async fn name<T: Named>(
    ListRequest { context, paging }: ListRequest,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    show(&context, Heading::of_name::<T>(&context, &slug).await?, &paging).await
}

/// `GET /desk/{slug}`
pub async fn desk(ListRequest { context, paging }: ListRequest, Path(slug): Path<String>) -> Result<Response, Problem> {
    show(&context, Heading::of_desk(&context, &slug)?, &paging).await
}

/// One page of a list. A page before the first redirects to the list's own address, so the first page has only one
/// address.
pub async fn show(context: &ReaderContext, heading: Heading, paging: &Paging) -> Result<Response, Problem> {
    show_with_opening(context, heading, paging, &[]).await
}

/// One page of a list that begins with the stories in `opening`, which were placed by hand. They appear only there, and
/// the other pages begin and end where they would without them.
pub async fn show_with_opening(
    context: &ReaderContext,
    heading: Heading,
    paging: &Paging,
    opening: &[(Place, i64)],
) -> Result<Response, Problem> {
    let toward = paging.toward()?;
    let mut list = newsroom::list(&context.source, heading.story_list, context.language, &toward, PAGE_STORIES).await?;
    if matches!(toward, Toward::NewerThan(_)) && (list.newer.is_none() || list.cards.is_empty()) {
        return Ok(Redirect::temporary(&heading.path).into_response());
    }
    if matches!(toward, Toward::OlderThan(_)) && list.cards.is_empty() {
        return Err(Problem::Missing);
    }
    if !opening.is_empty() {
        let newest: Vec<i64> = list.cards.iter().map(|card| card.id).collect();
        let put: Vec<i64> = opening.iter().map(|(_, story)| *story).collect();
        let mut cards = newsroom::cards_by_ids(&context.source, &put).await?;
        cards.append(&mut list.cards);
        let order = newsroom::section_order(opening, &newest);
        let card = |(_, id): &(_, i64)| cards.iter().find(|card| card.id == *id).cloned();
        list.cards = order.iter().filter_map(card).collect();
    }
    let at = |key: &str, id: &PublicId| format!("{}?{key}={id}", heading.path);
    let first_page = toward == Toward::Newest;
    let own = match &toward {
        Toward::OlderThan(id) => at("before", id),
        Toward::NewerThan(id) => at("after", id),
        Toward::Newest | Toward::Below(_) => heading.path.clone(),
    };
    let page = PageView {
        description: if heading.intro.is_empty() {
            list.cards.first().map(description_of).unwrap_or_default()
        } else {
            heading.intro.clone()
        },
        section: heading.section,
        canonical: Some(context.addresses.absolute(&own)),
        feeds: if heading.has_feeds { context.feeds(&heading.path, &heading.title) } else { Vec::new() },
        share_picture: list.cards.first().and_then(|card| share_picture_of_card(&context.addresses, card)),
        newer: list.newer.as_ref().map(|id| at("after", id)),
        older: list.older.as_ref().map(|id| at("before", id)),
        ..PageView::new(heading.kind, &heading.title, context.paper_name())
    };
    let rest = context! {
        intro => if first_page { heading.intro.as_str() } else { "" },
        eyebrow => heading.eyebrow.map(|link| context! { text => link.name, href => link.href }),
        show_section => !matches!(heading.story_list, StoryList::Section(_)),
        cards => cards::values(&context.site.cards().just_read(&context.frame, &context.cards(), &list.cards)),
        most_read_href => context.addresses.most_read(heading.most_read_in.and_then(|id| context.frame.section(id))),
        most_read => context.most_read(heading.most_read_in).await?,
    };
    context.answer(&own, "list.html", &page, rest)
}

/// The redirect for a former address of a section, topic, writer or thread, or of its feed.
pub async fn former(site: &Site, uri: &http::Uri) -> Result<Option<Response>, Problem> {
    let path = readable_path(uri.path());
    let language = site.language_at(&path);
    let rest = below_code(&path).map_or(&*path, |(_, rest)| rest);
    let segments: Vec<&str> = rest.trim_start_matches('/').split('/').collect();
    let (kind, slug, file) = match segments[..] {
        [kind @ ("topic" | "writer" | "thread"), slug] => (kind, slug, None),
        [kind @ ("topic" | "writer" | "thread"), slug, file] => (kind, slug, Some(file)),
        [slug] => ("section", slug, None),
        [slug, file] => ("section", slug, Some(file)),
        _ => return Ok(None),
    };
    let feed = match file.map(Format::of_file) {
        None => String::new(),
        Some(Some(format)) => format!("/{}", format.file()),
        Some(None) => return Ok(None),
    };
    let db = site.newsroom().reads();
    let frame = site.frame().await?;
    let addresses = Addresses::new(&site.config().url, language, frame.primary());
    let now = match kind {
        "section" => {
            let section = frame.section_at(slug).filter(|section| section.slug != slug);
            section.map(|section| (StoryList::Section(section.id), addresses.section(section)))
        }
        "topic" => of_former::<Topic>(db, &addresses, language, slug).await?,
        "thread" => of_former::<StoryThread>(db, &addresses, language, slug).await?,
        _ => of_former::<Writer>(db, &addresses, language, slug).await?,
    };
    let now = match now {
        Some((story_list, now)) if newsroom::is_known_to_readers(db, story_list).await? => Some(now),
        _ => None,
    };
    let Some(location) = now.and_then(|now| HeaderValue::from_str(&format!("{now}{feed}")).ok()) else {
        return Ok(None);
    };
    let headers = [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static(REDIRECT_CACHE))];
    Ok(Some((StatusCode::MOVED_PERMANENTLY, headers).into_response()))
}

async fn of_former<T: Named>(
    db: &impl Source,
    addresses: &Addresses,
    language: Language,
    slug: &str,
) -> Result<Option<(StoryList, String)>, Problem> {
    let found = names::formerly::<T>(db, slug).await?.filter(|found| found.is_read_in(language));
    Ok(found.map(|found| (StoryList::Under(T::KIND, found.id()), addresses.name(&found))))
}
