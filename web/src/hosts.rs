//! The Host header is checked against the configured names: an answer under a foreign name could be cached or linked.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header;

use crate::problem::Problem;
use crate::site::Site;

const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Answers 421 to names that are not ours.
pub async fn check(State(site): State<Site>, request: Request, next: Next) -> Response {
    let asked = request.uri().host().or_else(|| request.headers().get(header::HOST).and_then(|h| h.to_str().ok()));
    let host = asked.map(|host| without_port(host).to_ascii_lowercase());
    let known = host.is_none_or(|host| {
        LOOPBACK.contains(&host.as_str())
            || site.config().host().eq_ignore_ascii_case(&host)
            || site.config().hosts.iter().any(|name| name.eq_ignore_ascii_case(&host))
    });
    if known { next.run(request).await } else { Problem::UnknownHost.into_response() }
}

/// `[::1]:80` and `name:80` without the port.
pub fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.is_empty() => name,
        _ => host,
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
}
