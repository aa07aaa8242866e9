//! Redirects.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use crate::base::problem::Problem;

/// How long redirects may be cached. A slug may be changed back, and a permanent redirect would then loop.
pub const REDIRECT_CACHE: &str = "public, max-age=3600";

/// A 308 redirect to a path on this site.
pub fn permanent(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(location) => {
            let headers =
                [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static(REDIRECT_CACHE))];
            (StatusCode::PERMANENT_REDIRECT, headers).into_response()
        }
        Err(_) => Problem::Missing.into_response(),
    }
}
