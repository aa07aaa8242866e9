//! The formats of feeds, and how text is prepared for them.

/// How long a feed may be cached.
pub const FEED_CACHE: &str = "public, max-age=60, stale-if-error=86400";

/// A feed format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RSS 2.0.
    Rss,
    /// Atom.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// All formats, in the order in which pages list them.
    pub const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// The last segment of the feed's address.
    pub fn file(self) -> &'static str {
        match self {
            Self::Rss => "rss.xml",
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }

    /// The format with this file name.
    pub fn of_file(file: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.file() == file)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// The value for `Content-Type`. JSON is always UTF-8 and has no charset parameter (RFC 8259).
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Json => "application/feed+json",
        }
    }
}

/// Escapes text for HTML, in elements and attributes.
pub fn escaped(text: &str) -> String {
    let pairs = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Removes characters that XML 1.0 forbids. One of them would make the whole feed unreadable.
pub fn clean(text: &str) -> String {
    let allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(|c| allowed(*c)).collect()
}
