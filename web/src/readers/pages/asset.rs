//! `GET /assets/{hash}/{name}`: a file of the theme or of the desk.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header;

use crate::base::assets::address;
use crate::base::cache::CacheHint;
use crate::base::problem::Problem;
use crate::site::Site;

/// `GET /assets/{hash}/{name}`, for the theme and for the desk.
pub async fn show(State(site): State<Site>, Path((hash, name)): Path<(String, String)>) -> Result<Response, Problem> {
    let generation = site.generation();
    let known = [site.theme().asset(&name), site.desk_theme().asset(&name)];
    let mut known = known.into_iter().flatten();
    let asset = known.find(|asset| asset.path == address(&hash, &name)).ok_or(Problem::Missing)?;
    let headers =
        [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    // The address contains a hash of the content, so only a change of theme ends it.
    let keep = CacheHint { path: asset.path, sights: Vec::new(), until: None, generation, rankings: Vec::new() };
    Ok((headers, Extension(keep), asset.bytes).into_response())
}
