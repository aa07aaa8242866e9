//! Addresses of the old site: each leads to the story that had it, by one hop.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{Method, Uri};

use crate::base::asked::{AskedAddress, is_for_everyone, is_own_path, may_be_former, path_and_query};
use crate::base::problem::Problem;
use crate::readers::pages::finding;
use crate::readers::pages::redirect::permanent;
use crate::site::Site;

/// Where to go from an address that has no page: to the story that had it at its former home, though it may look like an
/// address of ours; to a folder from the file that stood for it; to the same address without a stray slash.
pub async fn elsewhere(site: &Site, uri: &Uri) -> Result<Option<Response>, Problem> {
    if let Some(found) = at_former_home(site, path_and_query(uri)).await? {
        return Ok(Some(found));
    }
    let path = uri.path();
    // With words in its query that nobody knows it may have been a story's address, and is nothing now.
    let folder = newsroom::folder_of_index(path).filter(|_| !may_be_former(uri));
    let there = folder.or_else(|| path.strip_suffix('/'));
    Ok(there.filter(|there| is_own_path(there)).map(permanent))
}

/// The story that had this address (path and query, in any spelling) at its former home.
pub async fn at_former_home(site: &Site, asked: &str) -> Result<Option<Response>, Problem> {
    // Whoever asks has named the host already: what begins with two slashes names none.
    let asked = format!("/{}", asked.trim_start_matches('/'));
    let Some(story) = newsroom::story_by_old_address(site.newsroom().reads(), &asked).await? else { return Ok(None) };
    let (desk, story) = match finding::find(site.clone(), story.public_id.as_str()).await {
        // Readers never had it: the address is as good as unknown.
        Err(Problem::Missing) => return Ok(None),
        found => found?,
    };
    let home = finding::section_of(&desk, &story)?;
    Ok(Some(permanent(&desk.addresses.story(&home.slug, &story.public_id, &story.slug))))
}

/// Leads on from an address whose query names a story of the old site, before a page of ours answers it. A request for a page
/// that is kept has been looked up before it came here.
pub async fn lead_on(State(site): State<Site>, request: Request, next: Next) -> Response {
    let is_new = request.extensions().get::<AskedAddress>().is_none();
    let uri = request.uri();
    if is_new && matches!(*request.method(), Method::GET | Method::HEAD) && may_be_former(uri) && is_for_everyone(uri) {
        let asked = path_and_query(uri).to_owned();
        match at_former_home(&site, &asked).await {
            Ok(Some(elsewhere)) => return elsewhere,
            Err(gone @ (Problem::Gone | Problem::Withheld)) => return gone.into_response(),
            // Where it cannot be looked up, the page of ours is what there is.
            Ok(None) | Err(_) => {}
        }
    }
    next.run(request).await
}
