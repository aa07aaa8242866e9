//! robots.txt and the reservation of rights for crawlers.

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use serde_json::json;

use crate::base::crawlers::robots_text;
use crate::base::problem::Problem;
use crate::site::Site;

/// How long the two files may be cached.
const CACHE: &str = "public, max-age=300";

/// `GET /robots.txt`
pub async fn robots(State(site): State<Site>) -> Result<Response, Problem> {
    let (generation, frame) = (site.generation(), site.frame().await?);
    let text = robots_text(&frame.paper.crawlers, &site.config().url);
    let keep = site.cache_hint("/robots.txt".into(), Vec::new(), generation);
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, CACHE)];
    Ok((Extension(keep), headers, text).into_response())
}

/// `GET /.well-known/tdmrep.json`: 404 if the paper reserves nothing.
pub async fn tdmrep(State(site): State<Site>) -> Result<Response, Problem> {
    let (generation, frame) = (site.generation(), site.frame().await?);
    let said = &frame.paper.text_mining;
    let mut whole = json!({ "location": "/", "tdm-reservation": said.flag().ok_or(Problem::Missing)? });
    if let Some(terms) = said.terms() {
        whole["tdm-policy"] = terms.into();
    }
    let keep = site.cache_hint("/.well-known/tdmrep.json".into(), Vec::new(), generation);
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, CACHE)];
    Ok((Extension(keep), headers, json!([whole]).to_string()).into_response())
}
