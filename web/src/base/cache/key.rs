//! The cache key of a page: one key for all spellings of its address.

use std::borrow::Cow;

use arabic::slug::percent_encode_path;
use http::Uri;
use percent_encoding::percent_decode_str;

/// Query parameters that select a page. All others are ignored.
const CHOOSING: [&str; 3] = ["before", "after", "section"];

/// The cache key for `uri`: the normalised path, then the parameters that select a page, sorted. `None` if the path is
/// not UTF-8; no page has such a path.
pub fn of(uri: &Uri) -> Option<Cow<'_, str>> {
    let path = normalised(uri.path())?;
    let Some(query) = uri.query() else { return Some(path) };
    let mut words: Vec<&str> = query
        .split('&')
        .filter(|pair| CHOOSING.contains(&pair.split_once('=').map_or(*pair, |(name, _)| name)))
        .collect();
    if words.is_empty() || path == "/" {
        return Some(path);
    }
    words.sort_unstable();
    Some(Cow::Owned(format!("{path}?{}", words.join("&"))))
}

/// Whether every parameter of the query is known: it selects a page, or it is a tracking parameter (`utm_source`,
/// `fbclid`, …). An unknown parameter may have selected a page of the old site.
pub fn knows(query: &str) -> bool {
    query.split('&').filter(|pair| !pair.is_empty()).all(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        CHOOSING.contains(&name) || newsroom::is_ornament(name, value)
    })
}

fn normalised(path: &str) -> Option<Cow<'_, str>> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    if path.bytes().all(plain) {
        return Some(Cow::Borrowed(path));
    }
    // An encoded slash does not separate segments, so such a path is left as it is.
    if path.to_ascii_lowercase().contains("%2f") {
        return Some(Cow::Borrowed(path));
    }
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let encoded = percent_encode_path(&decoded);
    Some(if encoded == path { Cow::Borrowed(path) } else { Cow::Owned(encoded) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ornaments_fall_off() {
        for (asked, key) in [
            ("/", "/"),
            ("/?fbclid=x", "/"),
            ("/?before=abcdefgh", "/"),
            ("/world?utm_source=a&before=abcdefgh", "/world?before=abcdefgh"),
            ("/world?beforex=abcdefgh", "/world"),
            ("/world?b=1&after=1&before=2", "/world?after=1&before=2"),
            ("/world/%d8%a8", "/world/%D8%A8"),
            ("/world/%D8%A8", "/world/%D8%A8"),
            ("/w%6Frld", "/world"),
            ("/a%2fb", "/a%2fb"),
        ] {
            assert_eq!(of(&asked.parse().unwrap()).as_deref(), Some(key), "{asked}");
        }
        assert_eq!(of(&"/%ff".parse().unwrap()), None);
    }

    #[test]
    fn words_of_the_old_site_are_unknown() {
        for query in ["", "&", "before=abcdefgh", "utm_source=x&fbclid=y", "amp"] {
            assert!(knows(query), "{query}");
        }
        for query in ["p=6170", "utm_source=x&p=1", "beforex=1", "m=201609", "x"] {
            assert!(!knows(query), "{query}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_name_is_its_own_name(path in "/[a-zم/%0-9-]{0,30}") {
            if let Ok(uri) = percent_encode_path(&path).parse::<Uri>()
                && let Some(key) = of(&uri)
                && let Ok(again) = key.parse::<Uri>()
            {
                let twice = of(&again);
                proptest::prop_assert_eq!(twice.as_deref(), Some(&*key));
            }
        }
    }
}
