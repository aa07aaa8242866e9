//! The routing table of all addresses.

use arabic::Language;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use axum::{Extension, Router};
use newsroom::{StoryThread, Topic, Writer};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::{health, requests};
use crate::base::problem::Problem;
use crate::desk;
use crate::readers::feeds;
use crate::readers::feeds::format::Format;
use crate::readers::pages::{archive, asset, corrections, front, lists, most_read, static_page, story};
use crate::readers::{
    comments, crawlers, former, language_roots, media, preview, problem_page, reads, search, sitemaps,
};
use crate::site::Site;
use crate::site::routes::Routes;

/// Maximum length of an address in bytes (SECURITY-CONTRACT section 5).
const ADDRESS_BYTES_MAX: usize = 8 << 10;

/// The router of the whole site, with its middleware.
pub fn router(site: Site) -> Router {
    let (router, _) = routes(&site).into_parts();
    router
        .fallback(story::fallback)
        .layer(CatchPanicLayer::custom(|_| Problem::Internal.into_response()))
        .layer(middleware::from_fn_with_state(site.clone(), former::redirect_old_queries))
        .layer(middleware::from_fn(refuse_overlong))
        .layer(middleware::from_fn_with_state(site.clone(), requests::check_host))
        .layer(middleware::from_fn_with_state(site.clone(), problem_page::as_page))
        .layer(middleware::from_fn_with_state(site.clone(), preview::guard))
        .layer(middleware::from_fn_with_state(site.clone(), requests::add_headers))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(requests::trace))
        .with_state(site)
}

/// All addresses.
pub fn routes(site: &Site) -> Routes {
    Routes::new()
        // Machines
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/robots.txt", get(crawlers::robots))
        .route("/.well-known/tdmrep.json", get(crawlers::tdmrep))
        .route("/sitemap.xml", get(sitemaps::index))
        .route("/sitemaps/{name}", get(sitemaps::show))
        // Files
        .route("/assets/{hash}/{name}", get(asset::show))
        .route("/media/logo/{name}", get(media::logo))
        .route("/media/{id}/{rendition}", get(media::show))
        // The short address of a story
        .route("/s/{id}", get(story::short))
        // The read counter
        .route("/r/{id}", get(reads::visit).post(reads::visit))
        .route("/reads", get(reads::show))
        // Previews for people outside the newsroom
        .route("/preview/{key}", get(preview::show))
        .route("/preview/{key}/media/{id}/{rendition}", get(preview::media))
        // The desk
        .nest("/newsroom", desk::router(site))
        // Readers, in each language
        .merge(
            reader().with(|router| router.layer(middleware::from_fn_with_state(site.clone(), language_roots::at_root))),
        )
        .nest("/ar", below(site, Language::Arabic))
        .nest("/fr", below(site, Language::French))
        .nest("/en", below(site, Language::English))
}

/// The readers' addresses below a language code.
fn below(site: &Site, language: Language) -> Routes {
    let state = (site.clone(), language);
    reader().with(|router| router.layer(middleware::from_fn_with_state(state, language_roots::below)))
}

/// The readers' addresses, relative to the root or to a language code.
fn reader() -> Routes {
    Routes::new()
        .route("/", get(front::show))
        .route("/rss.xml", feed(Format::Rss, get(feeds::edition)))
        .route("/atom.xml", feed(Format::Atom, get(feeds::edition)))
        .route("/feed.json", feed(Format::Json, get(feeds::edition)))
        .route("/comments/rss.xml", feed(Format::Rss, get(feeds::comments::paper)))
        .route("/comments/atom.xml", feed(Format::Atom, get(feeds::comments::paper)))
        .route("/comments/feed.json", feed(Format::Json, get(feeds::comments::paper)))
        .route("/comments/{story}/rss.xml", feed(Format::Rss, get(feeds::comments::of_story)))
        .route("/comments/{story}/atom.xml", feed(Format::Atom, get(feeds::comments::of_story)))
        .route("/comments/{story}/feed.json", feed(Format::Json, get(feeds::comments::of_story)))
        .route("/feeds", get(feeds::directory))
        .route("/feeds.opml", get(feeds::opml))
        .route("/most-read", get(most_read::show))
        .route("/search", get(search::show))
        .route("/search/suggest", get(search::suggest::show))
        .route("/corrections", get(corrections::show))
        .route("/corrections/rss.xml", get(corrections::feed))
        .route("/archive", get(archive::all))
        .route("/archive/{year}", get(archive::year))
        .route("/archive/{year}/{month}", get(archive::month))
        .route("/archive/{year}/{month}/{day}", get(archive::day))
        .route("/page/{slug}", get(static_page::show))
        .route("/desk/{slug}", get(lists::desk))
        .route("/topic/{slug}", get(lists::name::<Topic>))
        .route("/topic/{slug}/rss.xml", feed(Format::Rss, get(feeds::name::<Topic>)))
        .route("/topic/{slug}/atom.xml", feed(Format::Atom, get(feeds::name::<Topic>)))
        .route("/topic/{slug}/feed.json", feed(Format::Json, get(feeds::name::<Topic>)))
        .route("/writer/{slug}", get(lists::name::<Writer>))
        .route("/writer/{slug}/rss.xml", feed(Format::Rss, get(feeds::name::<Writer>)))
        .route("/writer/{slug}/atom.xml", feed(Format::Atom, get(feeds::name::<Writer>)))
        .route("/writer/{slug}/feed.json", feed(Format::Json, get(feeds::name::<Writer>)))
        .route("/thread/{slug}", get(lists::name::<StoryThread>))
        .route("/thread/{slug}/rss.xml", feed(Format::Rss, get(feeds::name::<StoryThread>)))
        .route("/thread/{slug}/atom.xml", feed(Format::Atom, get(feeds::name::<StoryThread>)))
        .route("/thread/{slug}/feed.json", feed(Format::Json, get(feeds::name::<StoryThread>)))
        .route("/{section}", get(lists::section))
        .route("/{section}/rss.xml", feed(Format::Rss, get(feeds::section)))
        .route("/{section}/atom.xml", feed(Format::Atom, get(feeds::section)))
        .route("/{section}/feed.json", feed(Format::Json, get(feeds::section)))
        .route("/{section}/{id}", get(story::without_slug))
        .route("/{section}/{id}/{slug}", get(story::show))
        .merge(comments::router())
}

fn feed(format: Format, handler: MethodRouter<Site>) -> MethodRouter<Site> {
    handler.layer(Extension(format))
}

async fn refuse_overlong(request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if length > ADDRESS_BYTES_MAX { Problem::Overlong.into_response() } else { next.run(request).await }
}
