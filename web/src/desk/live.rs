//! `GET /newsroom/live`: a stream of events (text/event-stream, HTML Living Standard section 9.2) that reports changes
//! of what a page shows. The page then requests the new state from its own address, where the usual rights apply.
//!
//! `watch=` names a subject ([`newsroom::Watched`]) and may occur up to twenty times. For each subject that the person
//! may see, an event `changed` with the current mark is sent at once, and again whenever the mark changes:
//!
//! ```text
//! event: changed
//! data: {"mark":"5f0c2a…","subject":"story/7zk3m9qa"}
//! ```
//!
//! If the storage has an outage, an event `storage` is sent first, and again whenever that changes:
//! `{"outage":"full"}`, `{"outage":null}`.
//!
//! No events are sent about a story that does not exist or that the person may not see.

use axum::body::Body;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use newsroom::{Error, Watched};

use super::problem::DeskProblem;
use super::{DeskContext, views};
use crate::base::live::{SUBJECTS_MAX, SubscribeError};

/// Seconds after which a client without a stream may try again.
const ASK_AGAIN_SECONDS: &str = "30";

/// `GET /newsroom/live?watch=…&watch=…`
///
/// Responds with 401 if the session has ended (a sign-in page is not a stream), 404 for an unknown subject, 422 for
/// more than twenty subjects, 429 for the seventh stream of a session, 503 if the maximum number of streams is reached.
pub async fn stream(
    desk: Result<DeskContext, DeskProblem>,
    RawQuery(query): RawQuery,
) -> Result<Response, DeskProblem> {
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
                // Proxies that buffer a whole response would never pass this one on.
                (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
            ];
            Ok((headers, Body::new(events)).into_response())
        }
        Err(no) => {
            let status = match no {
                SubscribeError::TooManyForSession => StatusCode::TOO_MANY_REQUESTS,
                SubscribeError::Full => StatusCode::SERVICE_UNAVAILABLE,
            };
            Ok((status, [(header::RETRY_AFTER, ASK_AGAIN_SECONDS)]).into_response())
        }
    }
}
