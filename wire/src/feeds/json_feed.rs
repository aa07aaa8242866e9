//! JSON Feed 1.0 and 1.1 (jsonfeed.org).

use super::part::stamp;
use super::{Construct, Feed, FeedLink, Part, Person, Tag, items};
use crate::context::Context;
use crate::format::Format;
use crate::json::Json;
use crate::reading::{Found, ITEMS_MAX, Outcome, Source};
use crate::refusal::Notice;

/// Whether a document says that it is a JSON Feed.
pub(crate) fn is_feed(value: &Json) -> bool {
    value.get("version").and_then(Json::raw).is_some_and(|version| version.contains("jsonfeed.org/version/"))
}

/// Reads a feed. An item that is no object is set aside.
pub(crate) fn read(value: &Json, context: &Context) -> Found {
    let mut source = Source::new(&crate::dialects::STANDARD, context);
    let version = value.text_of("version").unwrap_or_default();
    let version = if version.ends_with("1.1") { "json11" } else { "json1" };
    let mut feed = Feed { version: version.into(), channel: part(value), entries: Vec::new() };
    feed.channel.link = value.text_of("home_page_url");
    for (at, one) in value.get("items").map(Json::list).unwrap_or_default().iter().enumerate().take(ITEMS_MAX) {
        if one.members().is_empty() {
            source.notice(Notice::aside(format!("item {}", at + 1), format!("is {}, not an object", one.kind())));
            continue;
        }
        feed.entries.push(entry(one));
    }
    let items = items::of(&feed, "json-feed", &mut source);
    let outcome = if items.is_empty() { Outcome::Skipped } else { Outcome::Read };
    let (format, dialect) = (Format::JsonFeed, "");
    Found { format, dialect, outcome, items, notices: source.notices, feed: Some(feed) }
}

fn plain(value: String) -> Construct {
    Construct { value, mime: "text/plain".into(), ..Construct::default() }
}

/// Fields that feeds and items share.
fn part(value: &Json) -> Part {
    let people = value.get("authors").map(Json::list).unwrap_or_default().iter().chain(value.get("author"));
    let person = |one: &Json| Person { name: one.text_of("name"), email: None, url: one.text_of("url") };
    Part {
        title: value.text_of("title").map(plain),
        subtitle: value.text_of("description").map(plain),
        authors: people.map(person).filter(|person| *person != Person::default()).collect(),
        language: value.text_of("language"),
        ..Part::default()
    }
}

fn entry(value: &Json) -> Part {
    let mut entry = part(value);
    entry.id = value.text_of("id");
    entry.link = value.text_of("url");
    entry.summary = value.text_of("summary").map(plain);
    let html = value.get("content_html").and_then(Json::raw);
    let text = value.get("content_text").and_then(Json::raw);
    let html = html.map(|html| Construct { value: html.to_owned(), mime: "text/html".into(), ..Construct::default() });
    entry.content = html.or_else(|| text.map(|text| plain(text.to_owned()))).into_iter().collect();
    entry.published = value.text_of("date_published").map(|time| stamp(&time));
    entry.updated = value.text_of("date_modified").map(|time| stamp(&time));
    let tags = value.get("tags").map(Json::list).unwrap_or_default().iter().filter_map(Json::text);
    entry.tags = tags.map(|term| Tag { term, ..Tag::default() }).collect();
    let link = |href: String, mime: Option<String>, one: &Json| FeedLink {
        rel: "enclosure".into(),
        href,
        mime,
        title: one.text_of("title"),
        length: one.text_of("size_in_bytes"),
        ..FeedLink::default()
    };
    if let Some(image) = value.text_of("image") {
        entry.enclosures.push(link(image, Some("image/*".into()), &Json::Null));
    }
    for one in value.get("attachments").map(Json::list).unwrap_or_default() {
        if let Some(href) = one.text_of("url") {
            entry.enclosures.push(link(href, one.text_of("mime_type"), one));
        }
    }
    if let Some(related) = value.text_of("external_url") {
        entry.links.push(FeedLink { rel: "related".into(), href: related, ..FeedLink::default() });
    }
    entry
}
