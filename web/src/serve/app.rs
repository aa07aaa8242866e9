//! Request handling: cached pages are returned at once, everything else goes to the router. A page is rendered once,
//! however many readers wait for it.

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, UNIX_EPOCH};

use axum::Router;
use axum::extract::ConnectInfo;
use bytes::Bytes;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri, Version};
use http_body_util::{BodyExt, Either, Full};
use newsroom::{Outage, Timestamp};
use tower::{Service, ServiceExt};

use crate::base::cache::{CacheHint, Encoding, PAGE_BYTES_MAX, Page, Representation, SendfileBody, key};
use crate::base::hosts;
use crate::base::limits;
use crate::base::request_address::{self, RequestedUri, is_for_everyone};
use crate::site::Site;

/// A response body: from the cache, or from the router.
pub type Body = Either<Full<Bytes>, axum::body::Body>;

/// Headers that identify the reader or select a variant. They are removed before a page is rendered for the cache.
const PERSONAL: [HeaderName; 9] = [
    header::ACCEPT_ENCODING,
    header::AUTHORIZATION,
    header::COOKIE,
    header::IF_MATCH,
    header::IF_NONE_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_UNMODIFIED_SINCE,
    header::IF_RANGE,
    header::RANGE,
];

/// How long a reader waits for a new page if an older one is cached.
const PATIENCE: Duration = Duration::from_millis(700);

/// Maximum age in seconds of a page that is served while the database fails (RFC 5861).
const LAST_GOOD_SECONDS_MAX: i64 = 86_400;

/// The whole site: the page cache in front of the router. Cheap to clone.
#[derive(Clone)]
pub struct App {
    site: Site,
    router: Router,
    flights: Arc<Mutex<HashMap<String, Arc<Flight>>>>,
}

/// A page that is being rendered.
#[derive(Default)]
struct Flight {
    turn: tokio::sync::Mutex<()>,
    /// The response cannot be cached, so the waiting requests are rendered separately and in parallel.
    is_uncacheable: AtomicBool,
}

impl App {
    /// Puts the page cache in front of `router`.
    pub fn new(site: Site, router: Router) -> Self {
        Self { site, router, flights: Arc::default() }
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The response, if it is cached in the encoding that the reader accepts. Never waits. Also returns the body for
    /// `sendfile`, if it is large.
    pub fn cached_response(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Option<(Response<Body>, Option<SendfileBody>)> {
        if !(method == Method::GET || method == Method::HEAD) || !self.site.is_caught_up() {
            return None;
        }
        // Requests with a missing, repeated or foreign host are refused by the router.
        if !hosts::has_one_host(Version::HTTP_11, headers) || !hosts::is_own_host(self.site.config(), uri, headers) {
            return None;
        }
        let (now, generation) = (self.site.now(), self.site.generation());
        let page = match self.site.pages().fresh(request_address::path_and_query(uri), now, generation) {
            Some(page) => page,
            None if request_address::may_be_former(uri) => return None,
            None => self.site.pages().fresh(&key::of(uri)?, now, generation)?,
        };
        let representation = page.representation(Encoding::negotiate(headers))?;
        let answer = answer(representation, headers, now);
        self.site.pages().count_hit();
        let sendfile_body =
            representation.sendfile_body(self.site.pages().file_limits()).filter(|_| answer.status() == StatusCode::OK);
        Some((answer, sendfile_body.cloned()))
    }

    /// The response, rendered now if it is not cached.
    pub async fn answer(&self, request: Request<axum::body::Body>) -> Response<Body> {
        let for_everyone = matches!(*request.method(), Method::GET | Method::HEAD)
            && is_for_everyone(request.uri())
            && hosts::has_one_host(request.version(), request.headers())
            && hosts::is_own_host(self.site.config(), request.uri(), request.headers());
        if for_everyone
            && let Some(asked) = self.maybe_former(&request)
            && self.is_former(&asked).await
        {
            return self.routed(request).await.map(Either::Right);
        }
        let key = if for_everyone { key::of(request.uri()).map(|key| key.into_owned()) } else { None };
        match key {
            Some(key) => self.page_in_time(key, request).await,
            None => {
                self.catch_up().await;
                match self.rate_limited(&request) {
                    Some(answer) => answer.map(Either::Right),
                    None => self.routed(request).await.map(Either::Right),
                }
            }
        }
    }

    /// The address, if it must be looked up among those of the old site first, although one of our pages would answer
    /// it. A lookup counts towards the same rate limit as rendering. Beyond the limit, or without a database, our own
    /// page answers.
    fn maybe_former(&self, request: &Request<axum::body::Body>) -> Option<String> {
        let is_possible = request_address::may_be_former(request.uri())
            && self.site.newsroom().health().outage() != Some(Outage::Away)
            && self.rate_limited(request).is_none();
        is_possible.then(|| request_address::path_and_query(request.uri()).to_owned())
    }

    async fn is_former(&self, asked: &str) -> bool {
        let looking = newsroom::story_by_old_address(self.site.newsroom().reads(), asked);
        matches!(tokio::time::timeout(PATIENCE, looking).await, Ok(Ok(Some(_))))
    }

    async fn catch_up(&self) {
        if let Err(error) = self.site.catch_up().await {
            tracing::error!(%error, "the publication log could not be followed");
        }
    }

    /// The page, or its previous version if the database fails or rendering takes too long. In the second case
    /// rendering continues for later requests.
    async fn page_in_time(&self, key: String, request: Request<axum::body::Body>) -> Response<Body> {
        let asked = request.headers().clone();
        if self.site.newsroom().health().outage() == Some(Outage::Away)
            && let Some(answer) = self.last_good(&key, &asked)
        {
            return answer;
        }
        let (app, page) = (self.clone(), key.clone());
        let mut making = tokio::spawn(async move {
            app.catch_up().await;
            app.page(&page, request).await
        });
        let made = match tokio::time::timeout(PATIENCE, &mut making).await {
            Ok(made) => made,
            Err(_) => match self.last_good(&key, &asked) {
                Some(answer) => return answer,
                None => making.await,
            },
        };
        made.unwrap_or_else(|error| {
            tracing::error!(%error, key, "the task that rendered a page failed");
            let mut broken = Response::new(Either::Right(axum::body::Body::empty()));
            *broken.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            broken
        })
    }

    async fn page(&self, key: &str, request: Request<axum::body::Body>) -> Response<Body> {
        let flight = self.join(key);
        let turn = match flight.is_uncacheable.load(Ordering::Acquire) {
            true => None,
            false => Some(flight.turn.lock().await),
        };
        let asked = request.headers().clone();
        let fresh = match self.fresh(key) {
            Some(page) => Some(page),
            None => self.revalidate(key).await,
        };
        let made = match fresh {
            Some(page) => {
                self.site.pages().count_hit();
                Ok(page)
            }
            None => self.make(key, request).await,
        };
        if made.is_err() {
            flight.is_uncacheable.store(true, Ordering::Release);
        }
        drop(turn);
        self.leave(key, flight);
        match made {
            Ok(page) => answer(page.encode(Encoding::negotiate(&asked)), &asked, self.site.now()),
            Err(other) if matches!(other.status().as_u16(), 500 | 503 | 507) => {
                self.last_good(key, &asked).unwrap_or_else(|| other.map(Either::Right))
            }
            Err(other) => other.map(Either::Right),
        }
    }

    fn fresh(&self, key: &str) -> Option<Arc<Page>> {
        self.site.pages().fresh(key, self.site.now(), self.site.generation())
    }

    /// The cached page, if it was stale only because a ranking had to be refreshed and the ranking has not changed.
    async fn revalidate(&self, key: &str) -> Option<Arc<Page>> {
        let page = self.site.pages().last(key)?;
        let now = self.site.now();
        for seen in page.rankings.iter().filter(|seen| !seen.holds(now)) {
            self.site.most_read().ranking(self.site.newsroom(), seen.key(), now).await.ok()?;
        }
        self.fresh(key)
    }

    /// Renders the page and caches it if possible. Any other response is returned as an error.
    async fn make(
        &self,
        key: &str,
        request: Request<axum::body::Body>,
    ) -> Result<Arc<Page>, Response<axum::body::Body>> {
        // Requests that wait for a page which another request is rendering do not count towards the limit.
        if let Some(answer) = self.rate_limited(&request) {
            return Err(answer);
        }
        let began = self.site.applied();
        let made_at = self.site.now();
        self.site.pages().count_miss();
        let answer = self.routed(for_everyone(key, request)).await;
        let (parts, body) = answer.into_parts();
        let Some(keep) = parts.extensions.get::<CacheHint>().cloned().filter(|_| parts.status == StatusCode::OK) else {
            return Err(Response::from_parts(parts, body));
        };
        let body = match body.collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) => {
                tracing::error!(%error, key, "the body of a page could not be read");
                let mut broken = Response::new(axum::body::Body::empty());
                *broken.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
                return Err(broken);
            }
        };
        let fits = body.len() <= PAGE_BYTES_MAX;
        let is_own_name = keep.path == key;
        let page = Arc::new(Page::new(keep, made_at, parts.headers, body, self.site.pages().last(key).as_deref()));
        if fits && is_own_name {
            self.site.pages().store(key, page.clone(), began);
        }
        Ok(page)
    }

    /// The last cached version of the page, with its `Age`, if it is not too old.
    fn last_good(&self, key: &str, asked: &HeaderMap) -> Option<Response<Body>> {
        let page = self.site.pages().last(key)?;
        let now = self.site.now();
        let age = seconds_between(page.made_at, now);
        if age > LAST_GOOD_SECONDS_MAX {
            return None;
        }
        let mut answer = answer(page.encode(Encoding::negotiate(asked)), asked, now);
        answer.headers_mut().insert(header::AGE, HeaderValue::from(age));
        Some(answer)
    }

    /// A 429 response, if the household has used up its rate limit.
    fn rate_limited(&self, request: &Request<axum::body::Body>) -> Option<Response<axum::body::Body>> {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
        if self.site.limits().allow(peer, request.headers()) {
            return None;
        }
        let words = self.site.words(self.site.last_frame().primary()).message("too-many-requests");
        Some(limits::too_many(self.site.headers(), words))
    }

    async fn routed(&self, request: Request<axum::body::Body>) -> Response<axum::body::Body> {
        let infallible: Result<_, Infallible> = self.router.clone().oneshot(request).await;
        match infallible {
            Ok(answer) => answer,
        }
    }

    fn join(&self, key: &str) -> Arc<Flight> {
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        flights.entry(key.to_owned()).or_default().clone()
    }

    fn leave(&self, key: &str, flight: Arc<Flight>) {
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        // Two references: ours and the one in the table. A later flight with the same key is a different one.
        if Arc::strong_count(&flight) <= 2 && flights.get(key).is_some_and(|known| Arc::ptr_eq(known, &flight)) {
            flights.remove(key);
        }
    }
}

impl Service<Request<axum::body::Body>> for App {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<axum::body::Body>) -> Self::Future {
        let app = self.clone();
        Box::pin(async move {
            match app.cached_response(request.method(), request.uri(), request.headers()) {
                Some((answer, _)) => Ok(answer),
                None => Ok(app.answer(request).await),
            }
        })
    }
}

/// The request for the page `key` without anything personal.
fn for_everyone(key: &str, mut request: Request<axum::body::Body>) -> Request<axum::body::Body> {
    *request.method_mut() = Method::GET;
    if let Ok(uri) = key.parse() {
        let asked = std::mem::replace(request.uri_mut(), uri);
        request.extensions_mut().insert(RequestedUri(asked));
    }
    for name in PERSONAL {
        request.headers_mut().remove(name);
    }
    request
}

/// The response for a cached page: the whole page, or 304 if the reader has it (RFC 9110 section 13.2.2: a date counts
/// only without a tag).
fn answer(representation: &Representation, asked: &HeaderMap, now: Timestamp) -> Response<Body> {
    let is_known = match asked.contains_key(header::IF_NONE_MATCH) {
        true => representation.headers.get(header::ETAG).is_some_and(|tag| has_tag(asked, tag)),
        false => is_not_modified_since(asked, representation.changed),
    };
    let mut answer =
        Response::new(Either::Left(if is_known { Full::default() } else { Full::new(representation.body.clone()) }));
    let headers = answer.headers_mut();
    *headers = representation.headers.clone();
    // `Last-Modified` must not be later than the time of the response.
    if now.0 < representation.changed.saturating_mul(1_000_000) {
        headers.remove(header::LAST_MODIFIED);
    }
    if is_known {
        headers.remove(header::CONTENT_TYPE);
        headers.remove(header::CONTENT_ENCODING);
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
    }
    answer
}

/// Whether `If-Modified-Since` is not earlier than `changed`, in seconds. An invalid date does not count.
fn is_not_modified_since(asked: &HeaderMap, changed: i64) -> bool {
    let Some(Ok(text)) = asked.get(header::IF_MODIFIED_SINCE).map(HeaderValue::to_str) else { return false };
    let Ok(since) = httpdate::parse_http_date(text) else { return false };
    let since = since.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(since).is_ok_and(|since| since >= changed)
}

/// Whether `If-None-Match` contains `tag`, by weak comparison.
fn has_tag(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|list| {
        list.split(',')
            .map(|known| known.trim())
            .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known).as_bytes() == tag.as_bytes())
    })
}

fn seconds_between(from: Timestamp, to: Timestamp) -> i64 {
    (to.0 - from.0).max(0) / 1_000_000
}
