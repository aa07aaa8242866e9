//! Whether the process lives (`/healthz`) and whether it can serve (`/readyz`).
//!
//! Ready is who can answer readers and keep what people write. A first line says `ready` or what hinders; 503 tells a
//! balancer to ask another node. A paper whose only node is full goes on answering readers all the same: what `/readyz` says
//! closes no door.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use newsroom::Outage;

use crate::site::Site;

const PLAIN: [(header::HeaderName, &str); 2] =
    [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];

/// The process answers.
pub async fn live() -> Response {
    (PLAIN, "ok\n").into_response()
}

/// The database answers, takes writes, and has not found its file damaged.
pub async fn ready(State(site): State<Site>) -> Response {
    let asked = newsroom::head(site.newsroom().reads()).await;
    let health = site.newsroom().health();
    let outage = match (&asked, health.damage()) {
        (_, Some(_)) => Some(Outage::Damaged),
        (Ok(_), None) => health.outage(),
        (Err(error), None) => Some(error.outage().unwrap_or(Outage::Away)),
    };
    match outage {
        None => (PLAIN, "ready\n").into_response(),
        Some(outage) => {
            tracing::error!(outage = outage.word(), error = asked.err().map(|error| error.to_string()), "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, PLAIN, format!("{outage}\n")).into_response()
        }
    }
}
