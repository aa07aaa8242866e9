//! The formats.

use serde::Serialize;

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// RSS 0.9x, 1.0 (RDF) and 2.0.
    Rss,
    /// Atom 0.3 and 1.0 (RFC 4287).
    Atom,
    /// Channel Definition Format.
    Cdf,
    /// JSON Feed 1.0 and 1.1.
    JsonFeed,
    /// IPTC NITF 3.x.
    Nitf,
    /// IPTC NewsML 1.x.
    Newsml1,
    /// IPTC NewsML-G2.
    NewsmlG2,
    /// IPTC ninjs 1.x, 2.x, 3.x.
    Ninjs,
    /// IPTC 7901.
    Iptc7901,
    /// ANPA 1312.
    Anpa1312,
    /// RFC 5322 with MIME.
    Email,
    /// An agency's own XML.
    AgencyXml,
    /// Calendars (RFC 5545) and EventsML-G2.
    Events,
    /// Plain text.
    Text,
}
