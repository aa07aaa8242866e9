//! Whether the process lives (`/healthz`) and whether it can serve (`/readyz`).

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use crate::site::Site;

const PLAIN: [(header::HeaderName, &str); 2] =
    [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];

/// The process answers.
pub async fn live() -> Response {
    (PLAIN, "ok\n").into_response()
}

/// The database answers.
pub async fn ready(State(site): State<Site>) -> Response {
    match newsroom::head(site.newsroom().reads()).await {
        Ok(_) => (PLAIN, "ready\n").into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, PLAIN, "the database does not answer\n").into_response()
        }
    }
}
