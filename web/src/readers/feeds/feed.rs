//! One page of a feed, independent of the format.

use newsroom::Timestamp;

use super::items::Item;

/// One page of a feed.
pub struct Feed {
    /// The title.
    pub title: String,
    /// The paper's motto.
    pub description: String,
    /// The paper's name.
    pub paper: String,
    /// BCP 47 tag.
    pub language: &'static str,
    /// The page to which the feed belongs.
    pub home: String,
    /// The first page of the feed.
    pub first: String,
    /// This page of the feed.
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
