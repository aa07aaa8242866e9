//! Namespaces of feeds and their modules, by their addresses and by the prefixes that feeds write without declaring
//! them.

/// Whose element it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// RSS, Atom or CDF.
    Core,
    /// Dublin Core, its terms too.
    Dc,
    /// `content:encoded`.
    Content,
    Itunes,
    MediaRss,
    GeoRss,
    Gml,
    /// `geo:lat`, `geo:long`.
    W3cGeo,
    Xhtml,
    CreativeCommons,
    Admin,
    Feedburner,
    /// Another one: by this prefix.
    Other(&'static str),
    Unknown,
}

/// Beginnings of namespace addresses, in lower case, and prefixes.
const NAMES: &[(&str, &str, Vocabulary)] = &[
    ("http://purl.org/rss/", "rss", Vocabulary::Core),
    ("http://my.netscape.com/", "", Vocabulary::Core),
    ("http://channel.netscape.com/", "", Vocabulary::Core),
    ("http://backend.userland.com/", "", Vocabulary::Core),
    ("http://blogs.law.harvard.edu/tech/rss", "", Vocabulary::Core),
    ("http://www.w3.org/2005/atom", "atom", Vocabulary::Core),
    ("http://purl.org/atom/", "atom03", Vocabulary::Core),
    ("http://example.com/", "", Vocabulary::Core),
    ("http://www.rssboard.org/", "", Vocabulary::Core),
    ("http://cyber.law.harvard.edu/", "", Vocabulary::Core),
    ("http://purl.org/dc/", "dc", Vocabulary::Dc),
    ("http://purl.org/dc/terms/", "dcterms", Vocabulary::Dc),
    ("http://purl.org/rss/1.0/modules/content/", "content", Vocabulary::Content),
    ("http://www.itunes.com/", "itunes", Vocabulary::Itunes),
    ("http://example.com/dtds/podcast-1.0.dtd", "itunes", Vocabulary::Itunes),
    ("http://search.yahoo.com/mrss", "media", Vocabulary::MediaRss),
    ("http://www.georss.org/georss", "georss", Vocabulary::GeoRss),
    ("http://www.opengis.net/gml", "gml", Vocabulary::Gml),
    ("http://www.w3.org/2003/01/geo/", "geo", Vocabulary::W3cGeo),
    ("http://www.w3.org/1999/xhtml", "xhtml", Vocabulary::Xhtml),
    ("http://web.resource.org/cc/", "cc", Vocabulary::CreativeCommons),
    ("http://backend.userland.com/creativecommonsrssmodule", "creativecommons", Vocabulary::CreativeCommons),
    ("http://cyber.law.harvard.edu/rss/creativecommonsrssmodule", "creativecommons", Vocabulary::CreativeCommons),
    ("http://webns.net/mvcb/", "admin", Vocabulary::Admin),
    ("http://rssnamespace.org/feedburner/", "feedburner", Vocabulary::Feedburner),
    ("http://purl.org/syndication/thread/", "thr", Vocabulary::Other("thr")),
    ("http://purl.org/rss/1.0/modules/syndication/", "sy", Vocabulary::Other("sy")),
    ("http://purl.org/rss/1.0/modules/slash/", "slash", Vocabulary::Other("slash")),
    ("http://wellformedweb.org/commentapi/", "wfw", Vocabulary::Other("wfw")),
    ("http://podlove.org/simple-chapters", "psc", Vocabulary::Other("psc")),
];

/// Bytes of a namespace that is looked up: the known ones are shorter.
const ADDRESS_BYTES_MAX: usize = 128;

/// The vocabulary of a namespace, or of a prefix that is not declared. The longest beginning counts.
pub(super) fn of(namespace: &str) -> Vocabulary {
    if namespace.is_empty() {
        return Vocabulary::Core;
    }
    if namespace.len() > ADDRESS_BYTES_MAX {
        return Vocabulary::Unknown;
    }
    let lower = namespace.to_ascii_lowercase();
    let by_address = NAMES.iter().filter(|(address, _, _)| lower.starts_with(address)).max_by_key(|row| row.0.len());
    let by_prefix = || NAMES.iter().find(|(_, prefix, _)| !prefix.is_empty() && *prefix == lower);
    let found = by_address.filter(|row| !row.0.ends_with("purl.org/rss/") || is_rss(&lower)).or_else(by_prefix);
    found.map_or(Vocabulary::Unknown, |(_, _, vocabulary)| *vocabulary)
}

/// Whether an address below `purl.org/rss/` is RSS itself and not one of its modules.
fn is_rss(address: &str) -> bool {
    !address.contains("/modules/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_are_known_by_address_and_by_prefix() {
        assert_eq!(of("http://purl.org/rss/1.0/"), Vocabulary::Core);
        assert_eq!(of("http://purl.org/rss/1.0/modules/content/"), Vocabulary::Content);
        assert_eq!(of("http://purl.org/rss/1.0/modules/event/"), Vocabulary::Unknown);
        assert_eq!(of("http://purl.org/dc/elements/1.1/"), Vocabulary::Dc);
        assert_eq!(of("media"), Vocabulary::MediaRss);
        assert_eq!(of("urn:x"), Vocabulary::Unknown);
    }
}
