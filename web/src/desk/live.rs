//! `GET /newsroom/live`: a stream of events (text/event-stream, HTML Living Standard section 9.2) that says when something
//! on the page has changed. What has changed is asked for at its own address, by the rules of that address.
//!
//! `watch=` names a subject ([`newsroom::Watched`]) and may stand twenty times. For each that the person may hear of comes
//! an event `changed` with its mark now, and another whenever the mark becomes another:
//!
//! ```text
//! event: changed
//! data: {"mark":"5f0c2a…","subject":"story/7zk3m9qa"}
//! ```
//!
//! An event `storage` comes first where something hinders the storage, and whenever that changes: `{"outage":"full"}`,
//! `{"outage":null}`.
//!
//! Of a story that is not there, and of one that the person may not see, nothing ever comes.

use axum::body::Body;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use newsroom::{Error, Watched};

use super::problem::DeskProblem;
use super::{Desk, views};
use crate::base::live::{NoStream, SUBJECTS_MAX};

/// Seconds after which somebody without a stream may ask again.
const ASK_AGAIN_SECONDS: &str = "30";

/// `GET /newsroom/live?watch=…&watch=…`
///
/// 401 where the session has ended (a page of signing in is no stream), 404 for what cannot be watched, 422 for more than
/// twenty, 429 for the seventh stream of a session, 503 when all are taken.
pub async fn stream(desk: Result<Desk, DeskProblem>, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let desk = desk.map_err(|problem| match problem {
        DeskProblem::SignIn { .. } | DeskProblem::SecondFactor { .. } | DeskProblem::SetUpFactor => {
            DeskProblem::SignedOut
        }
        other => other,
    })?;
    let query = query.unwrap_or_default();
    let mut subjects: Vec<Watched> = Vec::new();
    for name in views::query_values(&query, "watch") {
        let watched = name.parse().map_err(|_| DeskProblem::Missing)?;
        if !subjects.contains(&watched) {
            subjects.push(watched);
        }
    }
    if subjects.is_empty() {
        return Err(DeskProblem::Missing);
    }
    if subjects.len() > SUBJECTS_MAX {
        let (length, limit) = (subjects.len(), SUBJECTS_MAX);
        return Err(Error::TooLong { field: "watch", length, limit }.into());
    }
    let outage = desk.site().newsroom().health().outage();
    match desk.site().live().subscribe(outage, desk.session(), subjects) {
        Ok(events) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
                // Proxies that collect an answer before they pass it on would collect this one for ever.
                (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
            ];
            Ok((headers, Body::new(events)).into_response())
        }
        Err(no) => {
            let status = match no {
                NoStream::Enough => StatusCode::TOO_MANY_REQUESTS,
                NoStream::Full => StatusCode::SERVICE_UNAVAILABLE,
            };
            Ok((status, [(header::RETRY_AFTER, ASK_AGAIN_SECONDS)]).into_response())
        }
    }
}
