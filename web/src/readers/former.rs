//! Addresses of the old site. Each redirects to its story in one step.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{Method, Uri};

use crate::base::problem::Problem;
use crate::base::request_address::{RequestedUri, is_for_everyone, is_own_path, may_be_former, path_and_query};
use crate::readers::pages::finding;
use crate::readers::pages::redirect::permanent;
use crate::site::Site;

/// The redirect for an address without a page: to the story that had this address on the old site (even if it looks
/// like one of our addresses), from an index file to its folder, or to the same address without a trailing slash.
pub async fn redirect(site: &Site, uri: &Uri) -> Result<Option<Response>, Problem> {
    if let Some(found) = redirect_from_old_site(site, path_and_query(uri)).await? {
        return Ok(Some(found));
    }
    let path = uri.path();
    // An unknown query parameter means that it may have been a story's address, which does not exist any more.
    let folder = newsroom::folder_of_index(path).filter(|_| !may_be_former(uri));
    let there = folder.or_else(|| path.strip_suffix('/'));
    Ok(there.filter(|there| is_own_path(there)).map(permanent))
}

/// The redirect to the story that had this address (path and query, in any spelling) on the old site.
pub async fn redirect_from_old_site(site: &Site, asked: &str) -> Result<Option<Response>, Problem> {
    // The host is known already, so two leading slashes do not introduce a host name.
    let asked = format!("/{}", asked.trim_start_matches('/'));
    let Some(story) = newsroom::story_by_old_address(site.newsroom().reads(), &asked).await? else { return Ok(None) };
    let (desk, story) = match finding::find(site.clone(), story.public_id.as_str()).await {
        // Readers never had this story, so the address counts as unknown.
        Err(Problem::Missing) => return Ok(None),
        found => found?,
    };
    let home = finding::section_of(&desk, &story)?;
    Ok(Some(permanent(&desk.addresses.story(&home.slug, &story.public_id, &story.slug))))
}

/// Middleware: redirects addresses whose query names a story of the old site, before a page of ours can answer. For
/// pages that can be cached, `serve::app` has looked the address up already.
pub async fn redirect_old_queries(State(site): State<Site>, request: Request, next: Next) -> Response {
    let is_new = request.extensions().get::<RequestedUri>().is_none();
    let uri = request.uri();
    if is_new && matches!(*request.method(), Method::GET | Method::HEAD) && may_be_former(uri) && is_for_everyone(uri) {
        let asked = path_and_query(uri).to_owned();
        match redirect_from_old_site(&site, &asked).await {
            Ok(Some(elsewhere)) => return elsewhere,
            Err(gone @ (Problem::Gone | Problem::Withheld)) => return gone.into_response(),
            // If the lookup fails, our own page answers.
            Ok(None) | Err(_) => {}
        }
    }
    next.run(request).await
}
