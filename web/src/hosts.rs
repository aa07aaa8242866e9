//! The Host header is checked against the configured names: an answer under a foreign name could be cached or linked.

use http::{HeaderMap, HeaderValue, Uri, Version, header};

use crate::config::{SiteConfig, without_port};

const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Whether the request has one Host header, or none before HTTP/1.1 (RFC 9112 section 3.2): of two, a proxy might have read
/// the other one. HTTP/2 has an authority in its place.
pub fn says_whom(version: Version, headers: &HeaderMap) -> bool {
    let hosts = headers.get_all(header::HOST).iter().count();
    hosts == 1 || (hosts == 0 && version != Version::HTTP_11)
}

/// Whether `host`, with or without a port, is this machine itself.
pub fn is_loopback(host: &str) -> bool {
    LOOPBACK.into_iter().any(|loopback| loopback.eq_ignore_ascii_case(name(host)))
}

/// Whether the request names one of our hosts, or none (HTTP/1.0).
pub fn is_ours(config: &SiteConfig, uri: &Uri, headers: &HeaderMap) -> bool {
    let asked = match (uri.host(), headers.get(header::HOST).map(HeaderValue::to_str)) {
        (Some(host), _) | (None, Some(Ok(host))) => name(host),
        (None, None) => return true,
        (None, Some(Err(_))) => return false,
    };
    let is = |name: &str| name.eq_ignore_ascii_case(asked);
    let is_with_or_without_www = |name: &str| without_www(name).eq_ignore_ascii_case(without_www(asked));
    LOOPBACK.into_iter().any(is) || is_with_or_without_www(config.host()) || config.hosts.iter().any(|name| is(name))
}

/// The name in a Host header: without its port, and without the dot that may end a whole name (RFC 3986 section 3.2.2).
fn name(host: &str) -> &str {
    let name = without_port(host);
    name.strip_suffix('.').filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// Links to the old site name the paper with `www` and without.
fn without_www(name: &str) -> &str {
    match name.get(..4) {
        Some(www) if www.eq_ignore_ascii_case("www.") => &name[4..],
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_no_part_of_a_name() {
        for (host, name) in
            [("a.example", "a.example"), ("a.example:8080", "a.example"), ("[::1]:80", "[::1]"), ("[::1]", "[::1]")]
        {
            assert_eq!(without_port(host), name);
        }
    }

    #[test]
    fn a_paper_answers_under_every_spelling_of_its_name() {
        let config =
            |url: &str| SiteConfig { url: url.into(), hosts: vec!["desk.example".into()], ..SiteConfig::default() };
        let asks = |url: &str, host: &str| {
            let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_str(host).unwrap())]);
            is_ours(&config(url), &Uri::from_static("/"), &headers)
        };
        for host in [
            "paper.example",
            "www.paper.example:8080",
            "Paper.Example.",
            "WWW.paper.example.:80",
            "127.0.0.1.",
            "desk.example",
        ] {
            assert!(asks("https://paper.example", host), "{host}");
            assert!(asks("https://www.paper.example", host), "{host}");
        }
        for host in
            ["paper.example..", "wwwpaper.example", "www.www.paper.example", "example", ".", "www.", "www.desk.example"]
        {
            assert!(!asks("https://paper.example", host), "{host}");
        }
        assert!(is_loopback("localhost.:8080"));
    }
}
