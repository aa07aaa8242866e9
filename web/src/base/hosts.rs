//! Checks of the Host and Origin headers. A response under a foreign host name could be cached or linked under that
//! name.

use http::{HeaderMap, HeaderName, HeaderValue, Uri, Version, header};

use crate::base::config::{SiteConfig, without_port};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Whether the request has exactly one Host header, or none before HTTP/1.1 (RFC 9112 section 3.2). With two of them, a
/// proxy might have used the other one. HTTP/2 has an authority instead.
pub fn has_one_host(version: Version, headers: &HeaderMap) -> bool {
    let hosts = headers.get_all(header::HOST).iter().count();
    hosts == 1 || (hosts == 0 && version != Version::HTTP_11)
}

/// Whether `host`, with or without a port, is a loopback name.
pub fn is_loopback(host: &str) -> bool {
    LOOPBACK.into_iter().any(|loopback| loopback.eq_ignore_ascii_case(name(host)))
}

/// Whether the request names one of our hosts, or no host (HTTP/1.0).
pub fn is_own_host(config: &SiteConfig, uri: &Uri, headers: &HeaderMap) -> bool {
    let asked = match (uri.host(), headers.get(header::HOST).map(HeaderValue::to_str)) {
        (Some(host), _) | (None, Some(Ok(host))) => name(host),
        (None, None) => return true,
        (None, Some(Err(_))) => return false,
    };
    let is = |name: &str| name.eq_ignore_ascii_case(asked);
    let is_with_or_without_www = |name: &str| without_www(name).eq_ignore_ascii_case(without_www(asked));
    LOOPBACK.into_iter().any(is) || is_with_or_without_www(config.host()) || config.hosts.iter().any(|name| is(name))
}

/// The name in a Host header, without the port and without a final dot (RFC 3986 section 3.2.2).
fn name(host: &str) -> &str {
    let name = without_port(host);
    name.strip_suffix('.').filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// The name without `www.`. Links to the old site have both forms.
fn without_www(name: &str) -> &str {
    match name.get(..4) {
        Some(www) if www.eq_ignore_ascii_case("www.") => &name[4..],
        _ => name,
    }
}

/// Whether the browser reports that the request comes from one of our pages. Every browser sends at least one of the
/// two headers with a posted form, so a request with neither is refused.
pub fn is_same_origin(config: &SiteConfig, headers: &HeaderMap) -> bool {
    let fetch = headers.get(&FETCH_SITE);
    let origin = headers.get(header::ORIGIN);
    let fetch_is_ours = fetch.is_none_or(|site| site == "same-origin");
    let origin_is_ours = origin.is_none_or(|origin| is_our_origin(config, headers, origin));
    (fetch.is_some() || origin.is_some()) && fetch_is_ours && origin_is_ours
}

/// Whether `origin` is the site's own address, or the requested host (checked in `hosts`) over TLS or on this machine.
fn is_our_origin(config: &SiteConfig, headers: &HeaderMap, origin: &HeaderValue) -> bool {
    let Ok(origin) = origin.to_str() else { return false };
    if origin == config.url {
        return true;
    }
    let Some((scheme, host)) = origin.split_once("://") else { return false };
    let asked = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let safe = scheme == "https" || (scheme == "http" && is_loopback(host));
    safe && !asked.is_empty() && host.eq_ignore_ascii_case(asked)
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
            is_own_host(&config(url), &Uri::from_static("/"), &headers)
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
