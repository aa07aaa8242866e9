//! Decides which requests are reads by people. Bots, prefetches, previews and requests from other sites' pages are not.

use std::borrow::Cow;

use http::{HeaderMap, header};

/// Headers with which a browser marks a request as prefetching.
const PURPOSES: [&str; 4] = ["sec-purpose", "purpose", "x-moz", "x-purpose"];
/// Their values; `prefetch;prerender` and the like contain them.
const FETCHED_AHEAD: [&str; 3] = ["prefetch", "prerender", "preview"];

/// How a page reported that it is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadSignal {
    /// A script: `POST /r/{id}`.
    Beacon,
    /// The image for readers without scripts: `GET /r/{id}.gif`.
    Image,
}

/// Whether the headers are those of a person reading one of our pages. Does not look at the User-Agent.
pub fn is_a_visit(headers: &HeaderMap, sign: ReadSignal) -> bool {
    let says = |name: &str, what: &dyn Fn(&[u8]) -> bool| headers.get_all(name).iter().any(|v| what(v.as_bytes()));
    let is_ahead = |value: &[u8]| {
        let value = value.to_ascii_lowercase();
        FETCHED_AHEAD.iter().any(|word| value.windows(word.len()).any(|part| part == word.as_bytes()))
    };
    let is_foreign = |value: &[u8]| value.eq_ignore_ascii_case(b"cross-site");
    let is_no_image = |value: &[u8]| !value.eq_ignore_ascii_case(b"image");
    !(PURPOSES.iter().any(|name| says(name, &is_ahead))
        || says("sec-fetch-site", &is_foreign)
        || (sign == ReadSignal::Image && says("sec-fetch-dest", &is_no_image)))
}

/// The User-Agent; `None` if it is missing or blank, which is never the case with browsers.
pub fn agent(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    let agent = String::from_utf8_lossy(headers.get(header::USER_AGENT)?.as_bytes());
    (!agent.trim().is_empty()).then_some(agent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &'static str, value: &'static str, sign: ReadSignal, counts: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        assert_eq!(is_a_visit(&headers, sign), counts, "{name}: {value}");
    }

    #[test]
    fn what_is_fetched_ahead_or_from_elsewhere_is_no_visit() {
        for (name, value) in [
            ("sec-purpose", "prefetch"),
            ("sec-purpose", "prefetch;prerender"),
            ("purpose", "prefetch"),
            ("purpose", "Preview"),
            ("x-purpose", "preview"),
            ("x-moz", "prefetch"),
            ("sec-fetch-site", "cross-site"),
        ] {
            check(name, value, ReadSignal::Beacon, false);
            check(name, value, ReadSignal::Image, false);
        }
    }

    #[test]
    fn ordinary_requests_are_visits() {
        assert!(is_a_visit(&HeaderMap::new(), ReadSignal::Beacon));
        for site in ["same-origin", "same-site", "none"] {
            check("sec-fetch-site", site, ReadSignal::Beacon, true);
        }
        check("sec-fetch-dest", "image", ReadSignal::Image, true);
        check("sec-fetch-dest", "document", ReadSignal::Image, false);
        check("sec-fetch-dest", "empty", ReadSignal::Beacon, true);
    }

    #[test]
    fn a_blank_user_agent_is_none() {
        let mut headers = HeaderMap::new();
        assert_eq!(agent(&headers), None);
        headers.insert(header::USER_AGENT, "  ".parse().unwrap());
        assert_eq!(agent(&headers), None);
    }
}
