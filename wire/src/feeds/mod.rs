//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 (RFC 4287), CDF, JSON Feed, and the modules that news sites use.
//!
//! Elements of all dialects fill the same fields, so a feed that mixes them is read as its writer meant it.

mod construct;
mod geo;
mod items;
pub(crate) mod json_feed;
mod names;
mod part;
mod people;
pub(crate) mod xml;

use crate::format::Format;
use crate::time::Moment;

pub use geo::Geometry;

/// A feed as its elements state it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// `rss20`, `rss10`, `rss090`, `rss091u`, `rss092`, `atom03`, `atom10`, `cdf`, `json1`, …; empty if none is stated.
    pub version: String,
    /// The feed's own fields.
    pub channel: Part,
    /// Its entries.
    pub entries: Vec<Part>,
}

/// The fields of a feed or of one entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Title.
    pub title: Option<Construct>,
    /// Description of a feed.
    pub subtitle: Option<Construct>,
    /// Description of an entry.
    pub summary: Option<Construct>,
    /// Full text, in one or more forms.
    pub content: Vec<Construct>,
    /// Copyright.
    pub rights: Option<Construct>,
    /// Explanation for people who open the feed in a browser.
    pub info: Option<Construct>,
    /// Address of the page.
    pub link: Option<String>,
    /// All links.
    pub links: Vec<FeedLink>,
    /// Files that belong to an entry.
    pub enclosures: Vec<FeedLink>,
    /// Id.
    pub id: Option<String>,
    /// Whether the id is the address of the page.
    pub id_is_link: bool,
    /// Writers.
    pub authors: Vec<Person>,
    /// Contributors.
    pub contributors: Vec<Person>,
    /// Publisher or webmaster.
    pub publisher: Option<Person>,
    /// Program that made the feed: name and address.
    pub generator: (Option<String>, Option<String>),
    /// Version of that program.
    pub generator_version: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Categories.
    pub tags: Vec<Tag>,
    /// Picture of the feed or entry: address, and other fields by name.
    pub image: Option<Vec<(String, String)>>,
    /// When it was published.
    pub published: Option<Stamp>,
    /// When it was changed.
    pub updated: Option<Stamp>,
    /// When it was made.
    pub created: Option<Stamp>,
    /// When it ends.
    pub expired: Option<Stamp>,
    /// From when it is valid.
    pub valid_from: Option<Stamp>,
    /// Until when it is valid.
    pub valid_until: Option<Stamp>,
    /// Place on the map.
    pub geometry: Option<Geometry>,
    /// Media (Media RSS).
    pub media: Vec<crate::item::Media>,
    /// Address of a licence.
    pub license: Option<String>,
    /// The feed from which an entry was taken.
    pub source: Option<Box<Part>>,
    /// Other elements by prefix and name (`itunes_block`) with their attributes and texts; one that stands several
    /// times is there several times.
    pub others: Vec<(String, Vec<(String, String)>)>,
}

/// A text with its kind (RFC 4287, section 3.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Construct {
    /// Text, or markup if `mime` says so.
    pub value: String,
    /// `text/plain`, `text/html` or `application/xhtml+xml`, or another media type as stated.
    pub mime: String,
    /// The address against which relative addresses in it are resolved.
    pub base: Option<String>,
    /// Language tag.
    pub language: Option<String>,
}

/// A link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedLink {
    /// Relation; `alternate` if none is stated.
    pub rel: String,
    /// Address.
    pub href: String,
    /// Media type.
    pub mime: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Language of the target.
    pub hreflang: Option<String>,
    /// Bytes, as written.
    pub length: Option<String>,
}

/// A person or organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: Option<String>,
    /// Address of mail.
    pub email: Option<String>,
    /// Address of a page.
    pub url: Option<String>,
}

/// A category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// The word or code.
    pub term: String,
    /// Its scheme.
    pub scheme: Option<String>,
    /// Its name for people.
    pub label: Option<String>,
}

/// A time as written and as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// As written.
    pub text: String,
    /// As read; `None` if it is no time.
    pub moment: Option<Moment>,
}

/// The format of a feed by its outermost element.
pub(crate) fn format_of(root: &str) -> Option<Format> {
    match root.to_ascii_lowercase().as_str() {
        "rss" | "rdf" => Some(Format::Rss),
        "feed" => Some(Format::Atom),
        "channel" => Some(Format::Cdf),
        _ => None,
    }
}
