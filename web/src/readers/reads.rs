//! `POST /r/{id}` and `GET /r/{id}.gif`, if the accept loop did not answer them, and `GET /reads?ids=a,b,c&lang=ar`:
//! the current read counts of the stories on a page.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Query, Request, State};
use axum::response::{IntoResponse, Response};
use http::header;
use newsroom::PublicId;
use serde::{Deserialize, Serialize};

use crate::base::problem::Problem;
use crate::site::Site;

/// Maximum number of ids in one request. Further ones are ignored. A page shows fewer.
const IDS_MAX: usize = 60;
/// How long the response may be cached.
const CACHE: &str = "public, max-age=10";

/// `POST /r/{id}`, `GET /r/{id}.gif`
pub async fn visit(State(site): State<Site>, request: Request) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    let (head, _) = request.into_parts();
    match site.reads().answer(&head, peer, site.now()) {
        Some(response) => response.map(axum::body::Body::from),
        None => {
            let allowed = if head.uri.path().ends_with(".gif") { "GET" } else { "POST" };
            ([(header::ALLOW, allowed)], Problem::Method).into_response()
        }
    }
}

/// The query parameters.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    #[serde(default)]
    ids: String,
    /// BCP 47 tag of the page's language. The paper's first language if it is not one of ours.
    #[serde(default)]
    lang: String,
}

/// A count, and the text to show in the page's language.
#[derive(Debug, Serialize)]
struct ReadCount {
    n: i64,
    words: String,
}

/// `GET /reads?ids=a,b,c&lang=ar`
pub async fn show(State(site): State<Site>, Query(params): Query<Params>) -> Result<Response, Problem> {
    let ids = params.ids.split(',').filter_map(|id| id.parse().ok()).take(IDS_MAX).collect::<Vec<PublicId>>();
    let numbers = site.reads().read_counts(site.newsroom(), &ids, site.now()).await?;
    let language = params.lang.parse().unwrap_or_else(|_| site.last_frame().primary());
    let words = site.words(language);
    let answer: BTreeMap<String, ReadCount> = numbers
        .into_iter()
        .map(|(id, n)| (id.to_string(), ReadCount { n, words: words.counted("reads", n) }))
        .collect();
    let json = serde_json::to_string(&answer).map_err(|error| {
        tracing::error!(%error, "read counts could not be serialised");
        Problem::Internal
    })?;
    Ok(([(header::CACHE_CONTROL, CACHE), (header::CONTENT_TYPE, "application/json")], json).into_response())
}
