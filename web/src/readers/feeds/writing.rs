//! Writes a feed in the requested format.

use axum::response::{IntoResponse, Response};
use http::header;
use minijinja::context;
use minijinja::value::Serde;

use super::feed::Feed;
use super::format::{FEED_CACHE, Format};
use super::json;
use crate::base::problem::Problem;
use crate::readers::pages::context::ReaderContext;

/// The response at `path` with `feed`.
pub fn feed_response(context: &ReaderContext, feed: &Feed, path: &str, format: Format) -> Result<Response, Problem> {
    let body = match format {
        Format::Json => json::write(context, feed),
        Format::Rss | Format::Atom => xml(context, feed, format)?,
    };
    let headers = [(header::CONTENT_TYPE, format.content_type()), (header::CACHE_CONTROL, FEED_CACHE)];
    Ok((context.cacheable(path)?, headers, body).into_response())
}

fn xml(context: &ReaderContext, feed: &Feed, format: Format) -> Result<String, Problem> {
    let values = context! {
        title => feed.title.as_str(),
        description => feed.description.as_str(),
        paper => feed.paper.as_str(),
        language => feed.language,
        link => feed.home.as_str(),
        first => feed.first.as_str(),
        own => feed.own.as_str(),
        older => feed.older.as_deref(),
        newer => feed.newer.as_deref(),
        rfc2822 => feed.updated.utc().to_rfc2822(),
        updated => context.dates().iso(feed.updated),
        items => Serde(&feed.items),
    };
    context.site.theme().render(context.language, format.file(), &values).map_err(|error| {
        tracing::error!(%error, "a feed could not be rendered");
        Problem::Internal
    })
}
