//! The title of what an embed shows, asked of its provider while the reporter writes on.

use std::time::Duration;

use axum::response::{IntoResponse, Json, Response};
use serde_json::json;

use super::super::Desk;
use super::super::problem::DeskProblem;
use super::super::sent::Sent;
use super::helpers::{Address, allow_writers};
use crate::base::outgoing::Bounds;
use crate::site::Site;

/// A title is a few words, and nobody waits for it long.
const BOUNDS: Bounds = Bounds { bytes: 256 << 10, time: Duration::from_secs(8) };

/// `POST /newsroom/embed/title`: the title its provider gives what is at an address (oEmbed); empty where the provider
/// tells none, does not answer, or this server reaches nobody.
pub async fn title(desk: Desk, Sent(address): Sent<Address>) -> Result<Response, DeskProblem> {
    allow_writers(&desk)?;
    let title = told(desk.site(), address.url.trim()).await.unwrap_or_default();
    Ok(Json(json!({ "title": title })).into_response())
}

async fn told(site: &Site, url: &str) -> Option<String> {
    let question = ::story::embed::oembed(url)?.parse().ok()?;
    match site.outgoing().get(&question, "application/json", BOUNDS).await {
        Ok(answer) if answer.status.is_success() => ::story::embed::title_in(&answer.body),
        // A private video, or one that is gone.
        Ok(_) => None,
        Err(error) => {
            tracing::info!(%error, "no title for an embed");
            None
        }
    }
}
