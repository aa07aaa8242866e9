//! Health checks: `/healthz` (the process is alive) and `/readyz` (it can serve).
//!
//! A node is ready if it can serve readers and save what people write. The response is `ready` or the name of the
//! outage; 503 tells a load balancer to use another node. A node that is not ready still serves requests.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use newsroom::Outage;

use crate::site::Site;

const PLAIN: [(header::HeaderName, &str); 2] =
    [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];

/// `GET /healthz`: the process is alive.
pub async fn live() -> Response {
    (PLAIN, "ok\n").into_response()
}

/// `GET /readyz`: the database responds, accepts writes, and is not damaged.
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
