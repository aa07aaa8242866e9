//! Files of pictures, served only while a published story uses the picture, and the paper's logo.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header;
use newsroom::{Logo, RecordingSource, Rendition};

use crate::base::addresses::Addresses;
use crate::base::cache::CacheHint;
use crate::base::headers::MEDIA_CONTENT_SECURITY_POLICY;
use crate::base::problem::Problem;
use crate::site::Site;

/// `GET /media/{id}/{rendition}`. Cached for a day only, so that a picture can be taken down.
pub async fn show(State(site): State<Site>, Path((id, name)): Path<(String, String)>) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::Missing)?;
    let rendition: Rendition = name.parse().map_err(|()| Problem::Missing)?;
    let generation = site.generation();
    let source = RecordingSource::at(site.newsroom().reads());
    let picture = newsroom::find_picture(&source, &id).await?.ok_or(Problem::Missing)?;
    if !newsroom::picture_in_use(&source, picture.id).await? {
        return Err(Problem::Missing);
    }
    let file = newsroom::rendition_file(site.newsroom(), &picture, rendition).await?.ok_or(Problem::Missing)?;
    let headers = [
        (header::CONTENT_TYPE, rendition.media_type()),
        (header::CACHE_CONTROL, "public, max-age=86400"),
        (header::CONTENT_SECURITY_POLICY, MEDIA_CONTENT_SECURITY_POLICY),
        // Feed readers and pages of other sites may embed it.
        (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    let path = Addresses::picture(&picture.public_id, rendition);
    let keep = CacheHint { path, sights: source.seen(), until: None, generation, rankings: Vec::new() };
    Ok((headers, Extension(keep), file).into_response())
}

/// `GET /media/logo/{name}`: a logo named in the settings. Cached for ever, because a new logo has a new name.
pub async fn logo(State(site): State<Site>, Path(name): Path<String>) -> Result<Response, Problem> {
    let generation = site.generation();
    let frame = site.frame().await?;
    let mut named = [&frame.paper.logo, &frame.paper.logo_dark].into_iter().flatten();
    let logo: &Logo = named.find(|logo| logo.file_name() == name).ok_or(Problem::Missing)?;
    let file = site.newsroom().media().get(&logo.key()).await?.ok_or(Problem::Missing)?;
    let headers = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_SECURITY_POLICY, MEDIA_CONTENT_SECURITY_POLICY),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    let keep = CacheHint { path: Addresses::logo(logo), generation, ..CacheHint::default() };
    Ok((headers, Extension(keep), file).into_response())
}
