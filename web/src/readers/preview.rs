//! `GET /preview/{key}`: an unpublished story for somebody to whom the desk has given a link.
//!
//! Promises:
//! - Unknown, expired and revoked links, and links to stories under embargo or killed, all give the same 404.
//! - Nothing is cached, indexed by search engines, or passed on in a referrer.
//! - Reads are not counted.
//! - Only pictures of this story are served.
//! - Each household gets at most ten responses per second.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Path, Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderName, HeaderValue, header};
use newsroom::{PreviewLink, PublicId, Rendition, SecretToken, Story};

use crate::base::dates::Dates;
use crate::base::headers::{MEDIA_CONTENT_SECURITY_POLICY, PREVIEW_CONTENT_SECURITY_POLICY};
use crate::base::limits;
use crate::base::problem::Problem;
use crate::readers::pages::story;
use crate::site::Site;

/// Middleware for everything below `/preview/`: limits the rate, and adds headers to every response, including 404.
pub async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/preview/") {
        return next.run(request).await;
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    let mut answer = if site.preview_limits().allow(peer, request.headers()) {
        next.run(request).await
    } else {
        let words = site.words(site.last_frame().primary()).message("too-many-requests");
        limits::too_many(site.headers(), words)
    };
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ] {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// `GET /preview/{key}`
pub async fn show(State(site): State<Site>, Path(token): Path<String>) -> Result<Response, Problem> {
    let (story, link) = find_previewed(&site, &token).await?;
    let frame = site.frame().await?;
    let dates = Dates::new(&frame.paper, story.language);
    let until = dates.full(link.expires_at, link.expires_at.day_in(frame.paper.zone), false);
    let note = site.words(story.language).named("preview-note", "until", &until.text);
    let html = story::previewed(site.clone(), &story, &format!("/preview/{token}/media"), Some(note)).await?;
    site.newsroom().write(site.now(), async |tx| newsroom::count_preview(tx, link.id).await).await?;
    Ok(([(header::CONTENT_SECURITY_POLICY, PREVIEW_CONTENT_SECURITY_POLICY)], Html(html)).into_response())
}

/// `GET /preview/{key}/media/{id}/{rendition}`: a picture of the story.
pub async fn media(
    State(site): State<Site>,
    Path((token, id, name)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let (story, _) = find_previewed(&site, &token).await?;
    let id: PublicId = id.parse().map_err(|_| Problem::Missing)?;
    let rendition: Rendition = name.parse().map_err(|()| Problem::Missing)?;
    let picture = newsroom::find_picture(site.newsroom().reads(), &id).await?.ok_or(Problem::Missing)?;
    let is_withdrawn = newsroom::is_picture_withdrawn(site.newsroom().reads(), picture.id).await?;
    if is_withdrawn || !story::previews_picture(&site, &story, &picture).await? {
        return Err(Problem::Missing);
    }
    let file = newsroom::rendition_file(site.newsroom(), &picture, rendition).await?.ok_or(Problem::Missing)?;
    let headers = [
        (header::CONTENT_TYPE, rendition.media_type()),
        (header::CONTENT_SECURITY_POLICY, MEDIA_CONTENT_SECURITY_POLICY),
    ];
    Ok((headers, file).into_response())
}

async fn find_previewed(site: &Site, token: &str) -> Result<(Story, PreviewLink), Problem> {
    let token = SecretToken::parse(token).ok_or(Problem::Missing)?;
    newsroom::previewed(site.newsroom().reads(), &token, site.now()).await?.ok_or(Problem::Missing)
}
