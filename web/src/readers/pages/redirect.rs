//! Leading on from one address to another.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use crate::base::problem::Problem;

/// A redirect is kept an hour: a slug may go back, and an eternal redirect would then loop.
pub const REDIRECT_CACHE: &str = "public, max-age=3600";

/// 308 to a path of our own.
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
