//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>), without extensions.

use serde::Serialize;

use super::feed::Feed;
use super::items::Item;
use crate::readers::pages::context::ReaderContext;

const VERSION: &str = "https://jsonfeed.org/version/1.1";

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<&'a str>,
    language: &'static str,
    authors: [Author<'a>; 1],
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: &'a str,
    date_modified: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    language: &'static str,
}

/// The feed as JSON.
pub fn write(context: &ReaderContext, feed: &Feed) -> String {
    let home = context.addresses.absolute(&context.addresses.home());
    let whole = JsonFeed {
        version: VERSION,
        title: &feed.title,
        home_page_url: &feed.home,
        feed_url: &feed.own,
        description: &feed.description,
        next_url: feed.older.as_deref(),
        language: feed.language,
        authors: [Author { name: &feed.paper, url: Some(&home) }],
        items: feed.items.iter().map(|item| json_item(item, feed.language)).collect(),
    };
    // Serialising strings and numbers does not fail.
    serde_json::to_string(&whole).unwrap_or_default()
}

fn json_item<'a>(item: &'a Item, language: &'static str) -> JsonItem<'a> {
    let section = Some(item.section.as_str()).filter(|section| !section.is_empty());
    JsonItem {
        id: &item.id,
        url: &item.link,
        title: &item.title,
        content_html: &item.html,
        summary: &item.summary,
        image: item.picture.as_ref().map(|picture| picture.href.as_str()),
        date_published: &item.published,
        date_modified: &item.updated,
        authors: item.authors.iter().map(|author| Author { name: &author.name, url: author.href.as_deref() }).collect(),
        tags: section.into_iter().chain(item.topics.iter().map(String::as_str)).collect(),
        language,
    }
}
