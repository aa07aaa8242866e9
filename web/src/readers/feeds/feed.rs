//! One page of a feed, whatever its format.

use newsroom::Timestamp;

use super::items::Item;

/// One page of a feed.
pub struct Feed {
    /// The paper's or its part's name.
    pub title: String,
    /// The paper's motto.
    pub description: String,
    /// The paper's name.
    pub paper: String,
    /// BCP 47 tag.
    pub language: &'static str,
    /// The page it is the feed of.
    pub home: String,
    /// Its first page.
    pub first: String,
    /// This one.
    pub own: String,
    /// The page of older items.
    pub older: Option<String>,
    /// The page of newer items.
    pub newer: Option<String>,
    /// When the newest of its items changed.
    pub updated: Timestamp,
    /// Its items, newest first.
    pub items: Vec<Item>,
}
