//! A story as an item of a feed.

use std::collections::HashMap;

use newsroom::{
    Byline, Card, Correction, FeedText, Picture, PictureFormat, PublicId, Rendition, Timestamp, Topic, Version,
};
use serde::Serialize;
use story::render;

use super::format::{Format, clean};
use crate::base::addresses::{Addresses, MEDIA};
use crate::base::problem::Problem;
use crate::base::views::plain_width;
use crate::readers::pages::context::{ReaderContext, description_of};
use crate::readers::pages::corrections::title_of;
use crate::readers::pages::story::{RenderWords, rendered_picture};

/// An item of a feed. Its texts contain no characters that XML forbids.
#[derive(Debug, Serialize)]
pub struct Item {
    pub title: String,
    pub link: String,
    pub id: String,
    pub rfc2822: String,
    pub published: String,
    pub updated: String,
    /// The byline in one line.
    pub byline: Option<String>,
    /// The same byline, split: people with their pages, then everybody else.
    pub authors: Vec<Author>,
    pub section: String,
    pub topics: Vec<String>,
    /// A short summary in plain text.
    pub summary: String,
    /// The whole story, or its beginning with a link to the rest, as HTML.
    pub html: String,
    pub picture: Option<ItemPicture>,
    /// What it replies to, if it is a comment.
    pub reply_to: Option<ReplyTo>,
    /// Its comments, if it is a story.
    pub talk: Option<ItemComments>,
}

/// The story or comment that a comment replies to.
#[derive(Debug, Serialize)]
pub struct ReplyTo {
    pub id: String,
    pub href: String,
}

/// The comments on a story.
#[derive(Debug, Serialize)]
pub struct ItemComments {
    pub count: i64,
    /// The address of the comments.
    pub page: String,
    pub rss: String,
    pub atom: String,
}

/// An author.
#[derive(Debug, Serialize)]
pub struct Author {
    pub name: String,
    pub href: Option<String>,
}

/// The picture above a story.
#[derive(Debug, Serialize)]
pub struct ItemPicture {
    pub href: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// The last change announced to readers.
pub fn updated(card: &Card) -> Timestamp {
    card.changed_at.unwrap_or(card.published_at)
}

/// The id of a feed item (RFC 4151). It stays the same even if headline, section, address or host change.
pub fn lasting_id(context: &ReaderContext, kind: &str, id: &PublicId) -> String {
    let authority = context.frame.paper.feed_authority.as_deref().unwrap_or_else(|| context.site.config().host());
    format!("tag:{authority},2016:{kind}/{id}")
}

/// The data from which the items of one feed are made.
struct Sources {
    versions: Vec<Version>,
    topics: HashMap<i64, Vec<Topic>>,
    pictures: Vec<Picture>,
    notes: Vec<(i64, Correction)>,
    comments: HashMap<i64, i64>,
}

/// The items for `cards`. The feed must have recorded a sight of their list; every change of an item also changes that
/// list.
pub async fn of(context: &ReaderContext, cards: &[Card]) -> Result<Vec<Item>, Problem> {
    let db = &context.source;
    let ids: Vec<i64> = cards.iter().map(|card| card.id).collect();
    let versions: Vec<i64> = cards.iter().map(|card| card.version).collect();
    let versions = newsroom::versions_by_ids(db, &versions).await?;
    let topics = newsroom::names_of_stories::<Topic>(db, &ids).await?;
    let in_full = context.frame.paper.feed_text == FeedText::Full;
    let (pictures, notes) = if in_full {
        let in_texts: Vec<String> = versions.iter().flat_map(|one| newsroom::pictures_in(&one.content.body)).collect();
        (newsroom::pictures_by_public_ids(db, &in_texts).await?, newsroom::corrections_of_many(db, &ids).await?)
    } else {
        (Vec::new(), Vec::new())
    };
    let comments = newsroom::comment_counts(db, &ids).await?;
    let sources = Sources { versions, topics, pictures, notes, comments };
    Ok(cards.iter().filter_map(|card| item(context, card, &sources)).collect())
}

fn item(context: &ReaderContext, card: &Card, sources: &Sources) -> Option<Item> {
    let version = sources.versions.iter().find(|version| version.id == card.version)?;
    let content = &version.content;
    let dates = context.dates();
    let link = context.addresses.absolute(&context.addresses.card(card, &context.frame.sections));
    let summary = clean(&description_of(card));
    let html = match context.frame.paper.feed_text {
        FeedText::Full => in_full(context, card, version, sources),
        FeedText::Excerpt => excerpt(context, &summary, &link),
    };
    let lead = content.lead.as_ref();
    let said = |text: Option<&String>| text.map(|text| clean(text)).filter(|text| !text.trim().is_empty());
    let section = context.frame.section(card.section_id);
    let topics = sources.topics.get(&card.id).map(Vec::as_slice).unwrap_or_default();
    Some(Item {
        title: clean(&card.headline),
        id: lasting_id(context, "story", &card.public_id),
        rfc2822: card.published_at.utc().to_rfc2822(),
        published: dates.iso(card.published_at),
        updated: dates.iso(updated(card)),
        byline: Byline::of_card(card).text().map(|byline| clean(&byline)),
        authors: authors(context, card),
        section: section.map(|section| clean(section.name.get(context.language))).unwrap_or_default(),
        topics: topics.iter().map(|topic| clean(&topic.name)).collect(),
        html: clean(&html),
        picture: card.picture.as_ref().map(|picture| {
            let width = plain_width(picture);
            let file = Addresses::picture(&picture.public_id, Rendition::Width(width, PictureFormat::Jpeg));
            ItemPicture {
                href: context.addresses.absolute(&file),
                width,
                height: picture.height_at(width),
                alt: clean(&card.alt),
                caption: said(lead.and_then(|lead| lead.caption.as_ref())),
                credit: said(lead.and_then(|lead| lead.credit.as_ref())),
            }
        }),
        reply_to: None,
        talk: Some(item_comments(context, card, sources, &link)),
        link,
        summary,
    })
}

fn item_comments(context: &ReaderContext, card: &Card, sources: &Sources, link: &str) -> ItemComments {
    let below = context.addresses.comments(&card.public_id);
    let feed = |format: Format| context.addresses.absolute(&context.addresses.feed(&below, format.file()));
    ItemComments {
        count: sources.comments.get(&card.id).copied().unwrap_or(0),
        page: format!("{link}#comments"),
        rss: feed(Format::Rss),
        atom: feed(Format::Atom),
    }
}

fn authors(context: &ReaderContext, card: &Card) -> Vec<Author> {
    let people = card.writers.iter().map(|writer| Author {
        name: clean(&writer.name),
        href: Some(context.addresses.absolute(&context.addresses.name(writer))),
    });
    let others = Byline::of_card(card).bodies_text().map(|name| Author { name: clean(&name), href: None });
    people.chain(others).collect()
}

/// The whole story, in the order of its page.
fn in_full(context: &ReaderContext, card: &Card, version: &Version, sources: &Sources) -> String {
    let content = &version.content;
    let words = RenderWords::of(context, context.language);
    let lead = card.picture.as_ref();
    let find = |id: &story::PictureId| {
        let known = sources.pictures.iter().chain(lead);
        known
            .into_iter()
            .find(|picture| picture.public_id.as_str() == id.as_str())
            .map(|picture| rendered_picture(MEDIA, picture))
    };
    let rendering = render::Context {
        language: context.language.code(),
        pictures: &find,
        labels: words.labels(),
        heading_base: 2,
        heading_ids: false,
        digits: arabic::date::Digits::Western,
        origin: &context.site.config().url,
    };
    let mut html = String::new();
    push_paragraph(&mut html, content.deck.as_deref(), "strong");
    if let (Some(said), Some(picture)) = (&content.lead, lead)
        && let Some(id) = story::PictureId::parse(picture.public_id.as_str())
    {
        let some = |text: &Option<String>| text.clone().unwrap_or_default();
        let (caption, credit, alt) = (some(&said.caption), some(&said.credit), some(&said.alt));
        let photo =
            story::document::Photo { caption, credit, alt, archive: said.archive, ..story::document::Photo::new(id) };
        html.push_str(&render::feed_photo_html(&photo, &rendering));
    }
    push_paragraph(&mut html, content.place.as_deref(), "");
    html.push_str(&render::feed_html(&content.body, &rendering));
    let interface = context.site.words(context.language);
    for (_, note) in sources.notes.iter().filter(|(story, _)| *story == card.id) {
        let (title, text) = (title_of(note.kind, &interface), render::inline_html(&note.text));
        html.push_str(&format!("<hr><p><strong>{}</strong> {text}</p>", render::inline_html(&title)));
    }
    html
}

fn push_paragraph(html: &mut String, text: Option<&str>, within: &str) {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return };
    let text = render::inline_html(text);
    html.push_str(&match within {
        "" => format!("<p>{text}</p>"),
        element => format!("<p><{element}>{text}</{element}></p>"),
    });
}

fn excerpt(context: &ReaderContext, summary: &str, link: &str) -> String {
    let on = context.site.words(context.language).message("feed-read-on");
    let (summary, on) = (render::inline_html(summary), render::inline_html(&on));
    // Our addresses are percent-encoded, so they cannot end the attribute.
    format!("<p>{summary}</p><p><a href=\"{link}\">{on}</a></p>")
}
