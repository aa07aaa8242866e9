//! The place of each language in the router: the first at the root, the others below their language code.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use arabic::Language;

use crate::base::problem::Problem;
use crate::base::request_address::{is_own_path, path_and_query};
use crate::readers::pages::redirect::permanent;
use crate::site::Site;

/// Middleware for pages at the root, which are in the paper's first language.
pub async fn at_root(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let frame = site.frame().await.unwrap_or_else(|_| site.last_frame());
    request.extensions_mut().insert(frame.primary());
    next.run(request).await
}

/// Middleware for pages below a language code. Those of the paper's first language redirect to the root.
pub async fn below(State((site, language)): State<(Site, Language)>, mut request: Request, next: Next) -> Response {
    let frame = site.frame().await.unwrap_or_else(|_| site.last_frame());
    if frame.primary() == language {
        let there = path_and_query(request.uri());
        return if is_own_path(there) { permanent(there) } else { Problem::Missing.into_response() };
    }
    request.extensions_mut().insert(language);
    next.run(request).await
}
