//! One id and one log line for every request. The line holds no query string and no reader's address.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;

/// The id of a request, to quote when something went wrong.
#[derive(Debug, Clone, Default)]
pub struct RequestId(String);

impl RequestId {
    /// 16 hex digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Addresses that hold a key which opens a door: what follows is nobody's to read.
const KEYED: [&str; 8] = [
    "/newsroom/first/",
    "/newsroom/invitation/",
    "/newsroom/reset/",
    "/preview/",
    "/comments/mine/",
    "/ar/comments/mine/",
    "/fr/comments/mine/",
    "/en/comments/mine/",
];

fn without_key(path: &str) -> String {
    let keyed = KEYED.into_iter().find(|prefix| path.starts_with(prefix));
    keyed.map_or_else(|| path.to_owned(), |prefix| format!("{prefix}…"))
}

/// Gives the request an id, passes it on, and writes one line about the answer.
pub async fn trace(mut request: Request, next: Next) -> Response {
    let id = RequestId(newsroom::PublicId::random().to_string() + newsroom::PublicId::random().as_str());
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let path = without_key(request.uri().path());
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
