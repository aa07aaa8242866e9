//! The story page.

use std::collections::BTreeMap;

use arabic::Language;
use arabic::slug::readable_path;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use minijinja::value::Serde;
use minijinja::{Value, context};
use newsroom::{
    Byline, CardHead, CommentRule, Content, FileMetadata, Live, NameKind, Picture, PictureFormat, RecordingSource,
    RelatedStory, Rendition, Section, Story, StoryLine, StoryList, StoryThread, Topic, Toward, Version, Writer, names,
};
use serde::Serialize;
use story::render;

use super::context::ReaderContext;
use super::corrections::title_of;
use super::finding::{find, section_of};
use super::redirect::permanent;
use crate::base::addresses::Addresses;
use crate::base::cards::ShownCard;
use crate::base::dates::TimeView;
use crate::base::problem::Problem;
use crate::base::related_queue::Wanted;
use crate::base::views::{
    Alternate, FigureView, Link, PageView, figure_view, picture_view_below, plain_width, share_picture,
};
use crate::readers::comments::comments_view;
use crate::readers::former;
use crate::readers::structured::{self, Structured};
use crate::site::Site;

/// Number of related stories, unless editors have chosen more.
const RELATED: usize = 4;
/// Number of stories in the timeline beside a story. The thread's own page shows all.
const TIMELINE: usize = 7;
/// `sizes` of a photo in the body column.
const BODY_PHOTO_SIZES: &str = "(min-width: 40rem) 38rem, 100vw";

#[derive(Serialize)]
struct StoryView {
    id: String,
    /// The id under which reads are counted; `None` in a preview.
    counted_as: Option<String>,
    lang: &'static str,
    dir: &'static str,
    section: Link,
    /// The story's lines by name: kicker, headline, deck, place and so on.
    #[serde(flatten)]
    lines: BTreeMap<&'static str, Option<String>>,
    /// The byline as plain text, for metadata.
    author: Option<String>,
    byline: Option<Value>,
    time: TimeView,
    updated: Option<TimeView>,
    minutes: i64,
    reads: i64,
    figure: Option<FigureView>,
    body: Value,
    corrections: Vec<CorrectionView>,
    topics: Vec<Link>,
    short: ShortLink,
}

#[derive(Serialize)]
struct CorrectionView {
    title: String,
    time: TimeView,
    text: String,
}

#[derive(Serialize)]
struct ShortLink {
    href: String,
    text: String,
}

/// `GET /{section}/{id}/{slug}`
pub async fn show(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Path((section, id, slug)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    if [&section, &id, &slug].into_iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
        && section.len() == 4
    {
        let address = format!("/{section}/{id}/{slug}");
        return match former::redirect_from_old_site(&site, &address).await? {
            Some(elsewhere) => Ok(elsewhere),
            None => Ok(permanent(&format!("/archive{address}"))),
        };
    }
    let (context, story) = find(site, &id).await?;
    let home = section_of(&context, &story)?;
    let right = context.addresses.story(&home.slug, &story.public_id, &story.slug);
    let is_right =
        language == story.language && home.slug == section && story.public_id.as_str() == id && story.slug == slug;
    if is_right { page(&context, &story, &home, &right).await } else { Ok(permanent(&right)) }
}

/// `GET /{section}/{id}`: an address without a slug.
pub async fn without_slug(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Path((section, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (context, story) = find(site, &id).await?;
    let home = section_of(&context, &story)?;
    let right = context.addresses.story(&home.slug, &story.public_id, &story.slug);
    // A headline without any letters gives no slug. In this case the address is correct.
    let is_right = language == story.language && story.slug.is_empty() && home.slug == section;
    if is_right { page(&context, &story, &home, &right).await } else { Ok(permanent(&right)) }
}

/// `GET /s/{id}`: redirects the short address.
pub async fn short(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, Problem> {
    let (context, story) = find(site, &id).await?;
    let home = section_of(&context, &story)?;
    Ok(permanent(&context.addresses.story(&home.slug, &story.public_id, &story.slug)))
}

/// The fallback for unknown addresses. Former addresses are looked up later, for every page that is not found, by
/// [`crate::readers::former`].
pub async fn fallback() -> Problem {
    Problem::Missing
}

async fn page(context: &ReaderContext, story: &Story, section: &Section, path: &str) -> Result<Response, Problem> {
    let live = newsroom::version(&context.source, story.live_version.ok_or(Problem::Missing)?).await?;
    let (page, rest) = view(context, story, &live, section, path).await?;
    context.answer(path, "story.html", &page, rest)
}

/// Renders a preview of the newest version of a story. The caller must check that the person may see it. The page is
/// the one that readers will get, but nothing on it counts reads or sends anything, pictures are served below `media`,
/// and `note` explains what it is.
pub async fn previewed(site: Site, story: &Story, media: &str, note: Option<String>) -> Result<String, Problem> {
    let (generation, source) = (site.generation(), RecordingSource::at(site.newsroom().reads()));
    let version = story.newest_version().ok_or(Problem::Missing)?;
    let version = newsroom::version(&source, version).await?;
    let (now, language) = (site.now(), version.content.language);
    let mut context = ReaderContext::resume(site, language, source, generation).await?;
    context.preview = Some(media.to_owned());
    let section = context.frame.section(version.content.section_id).cloned().ok_or(Problem::Internal)?;
    let mut shown = story.clone();
    (shown.language, shown.section_id) = (language, section.id);
    if story.live != Live::Published {
        (shown.published_at, shown.changed_at, shown.day_only) = (Some(now), None, false);
        shown.published_day = Some(now.day_in(context.frame.paper.zone));
    }
    let path = context.addresses.story(&section.slug, &story.public_id, &story.slug);
    let (page, rest) = view(&context, &shown, &version, &section, &path).await?;
    let page = PageView {
        canonical: None,
        alternates: Vec::new(),
        feeds: Vec::new(),
        share_picture: None,
        noindex: true,
        is_preview: true,
        preview: note,
        ..page
    };
    context.html("story.html", &page, context! { structured => Value::from_safe_string("{}".to_owned()), ..rest })
}

/// Whether `picture` is the lead picture or in the body of the newest version.
pub async fn previews_picture(site: &Site, story: &Story, picture: &Picture) -> newsroom::Result<bool> {
    let db = site.newsroom().reads();
    let Some(version) = story.newest_version() else { return Ok(false) };
    let content = newsroom::version(db, version).await?.content;
    let leads = content.lead.as_ref().and_then(|lead| lead.picture_id) == Some(picture.id);
    Ok(leads || newsroom::pictures_in(&content.body).iter().any(|id| *id == picture.public_id.as_str()))
}

/// The template values for a version of a story.
async fn view(
    context: &ReaderContext,
    story: &Story,
    live: &Version,
    section: &Section,
    path: &str,
) -> Result<(PageView, Value), Problem> {
    let db = &context.source;
    let language = story.language;
    let words = context.site.words(language);
    let dates = context.dates();
    let content = &live.content;
    let writers = names::by_ids::<Writer>(db, &content.writers).await?;
    let printed = Byline::of(content, &writers).text();
    let topics = names::by_ids::<Topic>(db, &content.topics).await?;
    let notes = newsroom::corrections_of(db, story.id).await?;
    let pictures = pictures_of(context, live).await?;
    let lead = content.lead.as_ref().and_then(|lead| {
        let picture = pictures.iter().find(|picture| Some(picture.id) == lead.picture_id)?;
        Some((lead, picture))
    });
    let (at, day) = story.published_at.zip(story.published_day).ok_or(Problem::Internal)?;
    let updated = story.changed_at.map(|changed| dates.full(changed, changed.day_in(context.frame.paper.zone), false));
    let short = context.addresses.short(&story.public_id);
    let description = content.deck.clone().unwrap_or_else(|| live.excerpt.clone());
    let share = lead.map(|(lead, picture)| share_picture(&context.addresses, picture, lead.alt.as_deref()));
    let in_file = match lead {
        Some((_, picture)) => newsroom::metadata_of(db, picture.id).await?,
        None => FileMetadata::default(),
    };
    let structured = structured::news_article(&Structured {
        context,
        story,
        version: live,
        section,
        writers: &writers,
        topics: &topics,
        corrections: &notes,
        picture: lead.map(|(_, picture)| (picture, &in_file)),
        path,
        description: &description,
    });
    let view = StoryView {
        id: story.public_id.to_string(),
        counted_as: context.preview.is_none().then(|| story.public_id.to_string()),
        lang: language.code(),
        dir: language.dir(),
        section: Link {
            href: readable_path(&context.addresses.section(section)),
            name: section.name.get(language).to_owned(),
            slug: section.slug.clone(),
        },
        lines: StoryLine::ALL.iter().map(|line| (line.word(), content.line(*line).map(str::to_owned))).collect(),
        byline: printed.as_deref().map(|printed| linked_byline(context, story, live, &writers, printed)),
        author: printed,
        time: dates.full(at, day, story.day_only),
        updated,
        minutes: i64::try_from(render::reading_minutes(&content.body)).unwrap_or(1),
        reads: story.read_count(),
        figure: lead.map(|(lead, picture)| figure_view(context.media(), lead, picture, &content.headline, &words)),
        body: Value::from_safe_string(document_html(context, &content.body, language, &pictures)),
        corrections: notes
            .iter()
            .map(|note| CorrectionView {
                title: title_of(note.kind, &words),
                time: dates.full(note.at, note.at.day_in(context.frame.paper.zone), false),
                text: note.text.clone(),
            })
            .collect(),
        topics: topics
            .iter()
            .map(|topic| Link {
                href: readable_path(&context.addresses.name(topic)),
                name: topic.name.clone(),
                slug: topic.slug.clone(),
            })
            .collect(),
        short: ShortLink {
            text: context
                .addresses
                .absolute(&short)
                .split_once("://")
                .map_or(short.clone(), |(_, rest)| rest.to_owned()),
            href: context.addresses.absolute(&short),
        },
    };
    let page = PageView {
        section: section.slug.clone(),
        description,
        og_type: "article",
        canonical: Some(context.addresses.absolute(path)),
        alternates: translations(context, story, path).await?,
        feeds: [
            context.feeds(&context.addresses.section(section), section.name.get(language)),
            context.feeds(
                &context.addresses.comments(&story.public_id),
                &words.named("feed-comments-on", "headline", &content.headline),
            ),
        ]
        .concat(),
        share_picture: share,
        ..PageView::new("story", &content.headline, context.paper_name())
    };
    let rule = CommentRule::of(&context.frame.paper, section, story, context.site.now());
    let talk = comments_view(context, story, rule, None).await?;
    let thread = thread(context, story, content, path).await?;
    let beside = thread.as_ref().map(|(_, ids)| ids.as_slice()).unwrap_or_default();
    let related = related(context, story, live, &topics, beside).await?;
    let most_read = context.most_read_heads(None).await?;
    let heads: Vec<CardHead> = related.iter().map(|one| &one.head).chain(&most_read).cloned().collect();
    let cards = context.shown(&heads).await?;
    let card = |head: &CardHead| cards.iter().find(|card| card.id() == head.id).map(ShownCard::value);
    let reasoned = |one: Related| Some(context! { card => card(&one.head)?, why => one.why });
    let rest = context! {
        story => Serde(view),
        talk => Serde(talk),
        structured => Value::from_safe_string(structured),
        thread => thread.map(|(view, _)| view),
        most_read => most_read.iter().filter_map(card).collect::<Value>(),
        related => related.into_iter().filter_map(reasoned).collect::<Value>(),
    };
    Ok((page, rest))
}

/// Published versions of the story in other languages, including this one; empty if it has no translation.
async fn translations(context: &ReaderContext, story: &Story, path: &str) -> Result<Vec<Alternate>, Problem> {
    let mut alternates = vec![Alternate { lang: story.language.code(), href: context.addresses.absolute(path) }];
    for other in newsroom::other_translations(&context.source, story).await? {
        if other.live != Live::Published {
            continue;
        }
        let home = section_of(context, &other)?;
        let addresses = context.site.addresses(&context.frame, other.language);
        let path = addresses.story(&home.slug, &other.public_id, &other.slug);
        alternates.push(Alternate { lang: other.language.code(), href: addresses.absolute(&path) });
    }
    Ok(if alternates.len() > 1 { alternates } else { Vec::new() })
}

/// The timeline of the story's thread, newest first, including the story itself, and the ids of the stories it shows.
async fn thread(
    context: &ReaderContext,
    story: &Story,
    content: &Content,
    path: &str,
) -> Result<Option<(Value, Vec<i64>)>, Problem> {
    let db = &context.source;
    let Some(id) = content.thread else { return Ok(None) };
    let thread = names::standing::<StoryThread>(db, id).await?.filter(|thread| thread.language == story.language);
    let Some(thread) = thread else { return Ok(None) };
    let story_list = StoryList::Under(NameKind::Thread, thread.id);
    let ids = newsroom::places(db, story_list, context.language, &Toward::Newest, TIMELINE + 1).await?;
    let others: Vec<i64> = ids.iter().copied().filter(|id| *id != story.id).take(TIMELINE - 1).collect();
    let cards = context.shown(&newsroom::heads_seen(db, &others).await?).await?;
    let own = (story.published_at, story.id);
    let mut moments: Vec<_> = cards
        .iter()
        .map(|shown| {
            let card = shown.card();
            let href = readable_path(&context.addresses.card(card, &context.frame.sections));
            let time = context.dates().full(card.published_at, card.published_day, card.day_only);
            let moment =
                context! { href => href, headline => card.headline.as_str(), time => Serde(time), current => false };
            ((Some(card.published_at), card.id), moment)
        })
        .collect();
    if let (Some(at), Some(day)) = (story.published_at, story.published_day) {
        let time = context.dates().full(at, day, story.day_only);
        let headline = content.headline.as_str();
        moments.push((
            own,
            context! { href => readable_path(path), headline => headline, time => Serde(time), current => true },
        ));
    }
    moments.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    let shown: Vec<i64> = others.iter().copied().chain([story.id]).collect();
    let view = context! {
        name => thread.name.as_str(),
        href => readable_path(&context.addresses.name(&thread)),
        moments => moments.into_iter().map(|(_, moment)| moment).collect::<Vec<_>>(),
        more => ids.iter().any(|id| !shown.contains(id)),
    };
    Ok(Some((view, shown)))
}

/// A related story, and why it is one, unless editors chose it.
struct Related {
    head: CardHead,
    why: Option<String>,
}

/// Related stories: those that editors chose and that are published, then those that the search index found, then the
/// newest with the same first two topics. If there is none of these, earlier ones of the section; newer stories of the
/// section are not used, so that a new story affects only pages with its topics. Stories in `beside` are left out.
async fn related(
    context: &ReaderContext,
    story: &Story,
    live: &Version,
    topics: &[Topic],
    beside: &[i64],
) -> Result<Vec<Related>, Problem> {
    let db = &context.source;
    let chosen = &live.content.related;
    let found = match chosen.len() < RELATED {
        true => found_related(context, story, live).await?,
        false => Vec::new(),
    };
    let ids: Vec<i64> = chosen.iter().copied().chain(found.iter().map(|one| one.id)).collect();
    let mut related: Vec<Related> = Vec::new();
    for head in newsroom::heads_by_ids(db, &ids).await? {
        let is_chosen = chosen.contains(&head.id);
        let is_new = related.iter().all(|known| known.head.id != head.id);
        let fits = is_chosen || (related.len() < RELATED && !beside.contains(&head.id));
        if head.language == context.language && head.id != story.id && is_new && fits {
            let found = found.iter().find(|one| one.id == head.id).filter(|_| !is_chosen);
            related.push(Related { head, why: found.and_then(|found| why_found(context, found, topics)) });
        }
    }
    for topic in topics.iter().take(2) {
        if related.len() >= RELATED {
            break;
        }
        let under = (StoryList::Under(NameKind::Topic, topic.id), Toward::Newest);
        let why = why_about(context, &[&topic.name]);
        fill(context, (story.id, beside), under, why, &mut related).await?;
    }
    if related.is_empty()
        && let Some(at) = story.published_at
    {
        let before = (StoryList::Section(story.section_id), Toward::Below((at.0, story.id)));
        let why = Some(context.site.words(context.language).message("related-why-section"));
        fill(context, (story.id, beside), before, why, &mut related).await?;
    }
    Ok(related)
}

/// What the search index found for the story. If nobody has looked since its live version, somebody will.
async fn found_related(context: &ReaderContext, story: &Story, live: &Version) -> Result<Vec<RelatedStory>, Problem> {
    let found = newsroom::found_related(&context.source, story.id).await?;
    let is_current = found.as_ref().is_some_and(|found| found.is_current(live.id, context.site.now()));
    if !is_current && context.preview.is_none() {
        context.site.related_queue().add(Wanted { story: story.id, again: false });
    }
    Ok(found.map(|found| found.stories).unwrap_or_default())
}

/// Adds stories of a list while there are too few. `own` are the story itself and the stories that stand elsewhere.
async fn fill(
    context: &ReaderContext,
    (own, beside): (i64, &[i64]),
    (story_list, toward): (StoryList, Toward),
    why: Option<String>,
    related: &mut Vec<Related>,
) -> Result<(), Problem> {
    let db = &context.source;
    let mut ids =
        newsroom::places(db, story_list, context.language, &toward, RELATED + 1 + beside.len() + related.len()).await?;
    ids.retain(|id| *id != own && !beside.contains(id) && related.iter().all(|known| known.head.id != *id));
    ids.truncate(RELATED.saturating_sub(related.len()));
    let heads = newsroom::heads_seen(db, &ids).await?.into_iter();
    related.extend(heads.map(|head| Related { head, why: why.clone() }));
    Ok(())
}

/// Why the index found a story: a topic of both, else the words of both.
fn why_found(context: &ReaderContext, found: &RelatedStory, topics: &[Topic]) -> Option<String> {
    let both: Vec<&str> =
        topics.iter().filter(|topic| found.topics.contains(&topic.id)).map(|topic| topic.name.as_str()).collect();
    let words: Vec<&str> = found.about.iter().map(String::as_str).collect();
    why_about(context, if both.is_empty() { &words } else { &both })
}

/// «Both are about …», with one or two things.
fn why_about(context: &ReaderContext, about: &[&str]) -> Option<String> {
    let words = context.site.words(context.language);
    match about {
        [] => None,
        [what] => Some(words.named("related-why-one", "what", what)),
        [what, other, ..] => Some(words.filled("related-why-two", &[("what", what), ("other", other)])),
    }
}

async fn pictures_of(context: &ReaderContext, version: &Version) -> Result<Vec<Picture>, Problem> {
    let db = &context.source;
    let lead: Vec<i64> = version.content.lead.iter().filter_map(|lead| lead.picture_id).collect();
    let mut pictures = newsroom::pictures_by_ids(db, &lead).await?;
    let in_body = newsroom::pictures_in(&version.content.body);
    pictures.extend(newsroom::pictures_by_public_ids(db, &in_body).await?);
    Ok(pictures)
}

/// Texts that renderers add to a story, in its language.
pub struct RenderWords {
    archive: String,
    credit: String,
    question: String,
    answer: String,
}

impl RenderWords {
    /// The texts in `language`.
    pub fn of(context: &ReaderContext, language: Language) -> Self {
        let words = context.site.words(language);
        Self {
            archive: words.message("archive-photo"),
            credit: words.named("credit-line", "name", "").trim().to_owned(),
            question: words.message("story-question"),
            answer: words.message("story-answer"),
        }
    }

    /// The texts in the form that renderers take.
    pub fn labels(&self) -> render::Labels<'_> {
        render::Labels {
            archive: &self.archive,
            credit: &self.credit,
            question: &self.question,
            answer: &self.answer,
            ..render::ARABIC_LABELS
        }
    }
}

/// A document as HTML, with its pictures and the paper's digits.
pub fn document_html(
    context: &ReaderContext,
    document: &story::Document,
    language: Language,
    pictures: &[Picture],
) -> String {
    let words = RenderWords::of(context, language);
    let find = |id: &story::PictureId| {
        let picture = pictures.iter().find(|picture| picture.public_id.as_str() == id.as_str())?;
        Some(rendered_picture(context.media(), picture))
    };
    let context = render::Context {
        language: language.code(),
        pictures: &find,
        labels: words.labels(),
        heading_base: 2,
        heading_ids: true,
        digits: context.site.messages().digits(language),
        origin: "",
    };
    render::reader_html(document, &context)
}

/// The files of a picture below `media`, in the form that renderers take.
pub fn rendered_picture(media: &str, picture: &Picture) -> render::Picture {
    let width = plain_width(picture);
    let files = |format: PictureFormat| {
        let one = |width: u32| render::Rendition {
            url: Addresses::picture_below(media, &picture.public_id, Rendition::Width(width, format)),
            width,
        };
        picture.widths().into_iter().map(one).collect()
    };
    render::Picture {
        src: picture_view_below(media, picture, "", (5, 5)).src,
        width,
        height: picture.height_at(width),
        jpeg: files(PictureFormat::Jpeg),
        webp: files(PictureFormat::WebP),
        sizes: BODY_PHOTO_SIZES.to_owned(),
    }
}

/// The byline with links to the writers and the desk.
fn linked_byline(
    context: &ReaderContext,
    story: &Story,
    version: &Version,
    writers: &[Writer],
    printed: &str,
) -> Value {
    let mut names: Vec<(&str, String)> =
        writers.iter().map(|writer| (writer.name.as_str(), context.addresses.name(writer))).collect();
    let own_desk = context.frame.desks.iter().find(|one| one.id == story.desk_id);
    if let (Some(signed), Some(own)) = (version.content.desk_byline.as_deref(), own_desk) {
        names.push((signed, context.addresses.desk(own)));
    }
    Value::from_safe_string(linked(printed, &names))
}

/// Escapes `text` and links the first occurrence of each name.
fn linked(text: &str, names: &[(&str, String)]) -> String {
    let mut places: Vec<(usize, usize, &str)> = Vec::new();
    for (name, href) in names.iter().filter(|(name, _)| !name.is_empty()) {
        if let Some(start) = text.find(name) {
            let end = start + name.len();
            if places.iter().all(|(from, to, _)| end <= *from || start >= *to) {
                places.push((start, end, href));
            }
        }
    }
    places.sort_unstable();
    let mut out = String::new();
    let mut done = 0;
    for (start, end, href) in places {
        out.push_str(&render::inline_html(&text[done..start]));
        out.push_str(&format!("<a href=\"{href}\"><bdi>{}</bdi></a>", render::inline_html(&text[start..end])));
        done = end;
    }
    out.push_str(&render::inline_html(&text[done..]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_links_people_and_desk_and_escapes_the_rest() {
        let names = [("سلمى", "/writer/a".to_owned()), ("ق. د", "/desk/b".to_owned())];
        assert_eq!(
            linked("سلمى <b> ق. د/ الوكالات", &names),
            "<a href=\"/writer/a\"><bdi>سلمى</bdi></a> &lt;b&gt; <a href=\"/desk/b\"><bdi>ق. د</bdi></a>/ الوكالات"
        );
    }
}
