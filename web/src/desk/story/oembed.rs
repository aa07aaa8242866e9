//! The title of an embed, requested from its provider.

use std::time::Duration;

use axum::response::{IntoResponse, Json, Response};
use serde_json::json;

use super::super::DeskContext;
use super::super::json_body::JsonBody;
use super::super::problem::DeskProblem;
use super::helpers::{EmbedRequest, allow_writers};
use crate::site::Site;
use outgoing::Bounds;

/// Limits of a request for a title: titles are short, and nobody waits for them long.
const BOUNDS: Bounds = Bounds { bytes: 256 << 10, time: Duration::from_secs(8) };

/// `POST /newsroom/embed/title`: the title that the provider reports for an address (oEmbed); empty if there is none or
/// the request fails.
pub async fn title(desk: DeskContext, JsonBody(address): JsonBody<EmbedRequest>) -> Result<Response, DeskProblem> {
    allow_writers(&desk)?;
    let title = requested_title(desk.site(), address.url.trim()).await.unwrap_or_default();
    Ok(Json(json!({ "title": title })).into_response())
}

async fn requested_title(site: &Site, url: &str) -> Option<String> {
    let question = ::story::embed::oembed(url)?.parse().ok()?;
    match site.outgoing().get(&question, "application/json", BOUNDS).await {
        Ok(answer) if answer.status.is_success() => ::story::embed::title_in(&answer.body),
        // The video, for example, is private or deleted.
        Ok(_) => None,
        Err(error) => {
            tracing::info!(%error, "no title for an embed");
            None
        }
    }
}
