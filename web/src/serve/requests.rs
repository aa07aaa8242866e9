//! Middleware for every request: the request id and one log line (without the query string and the reader's address),
//! the check of the host, and the headers of every response.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::HeaderValue;

use crate::base::crawlers;
use crate::base::hosts::{has_one_host, is_own_host};
use crate::base::problem::Problem;
use crate::base::request_id::RequestId;
use crate::site::Site;

/// Paths that contain a secret token after this prefix. The token is not logged.
const TOKEN_PREFIXES: [&str; 8] = [
    "/newsroom/first/",
    "/newsroom/invitation/",
    "/newsroom/reset/",
    "/preview/",
    "/comments/mine/",
    "/ar/comments/mine/",
    "/fr/comments/mine/",
    "/en/comments/mine/",
];

fn without_token(path: &str) -> String {
    let prefix = TOKEN_PREFIXES.into_iter().find(|prefix| path.starts_with(prefix));
    prefix.map_or_else(|| path.to_owned(), |prefix| format!("{prefix}…"))
}

/// Gives the request an id and logs one line about its response.
pub async fn trace(mut request: Request, next: Next) -> Response {
    let id = RequestId::random();
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let path = without_token(request.uri().path());
    let began = Instant::now();
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    let ms = began.elapsed().as_micros() as f64 / 1000.0;
    if status >= 500 {
        tracing::error!(request_id = id.as_str(), %method, path, route, status, ms, "answered");
    } else {
        tracing::info!(request_id = id.as_str(), %method, path, route, status, ms, "answered");
    }
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Responds with 421 to unknown hosts, and with 400 to requests without exactly one host.
pub async fn check_host(State(site): State<Site>, request: Request, next: Next) -> Response {
    if !has_one_host(request.version(), request.headers()) {
        return Problem::Bad.into_response();
    }
    let known = is_own_host(site.config(), request.uri(), request.headers());
    if known { next.run(request).await } else { Problem::UnknownHost.into_response() }
}

/// Adds the standard headers, except where the handler has set its own. Responses for readers also get the headers that
/// reserve rights to text and data mining.
pub async fn add_headers(State(site): State<Site>, request: Request, next: Next) -> Response {
    let is_for_readers = !["/newsroom", "/preview/"].iter().any(|own| request.uri().path().starts_with(own));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if is_for_readers {
        crawlers::add_headers(&site.last_frame().paper.text_mining, headers);
    }
    for (name, value) in site.headers() {
        headers.entry(name).or_insert(value.clone());
    }
    response
}
