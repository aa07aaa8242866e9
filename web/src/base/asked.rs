//! What an address asks for, as far as it says so itself.

use http::Uri;

use crate::base::cache::key;

/// Addresses whose answers are made for one reader: they go to the router as they came.
const FOR_ONE_READER: [&str; 6] = ["/r/", "/reads", "/healthz", "/readyz", "/newsroom", "/preview/"];

/// Whether the answer at this address is the same for every reader.
pub fn is_for_everyone(uri: &Uri) -> bool {
    !FOR_ONE_READER.iter().any(|prefix| uri.path().starts_with(prefix))
}

/// The address as it was asked for, ornaments and all: former addresses of imported stories live in queries too.
#[derive(Debug, Clone)]
pub struct AskedAddress(pub Uri);

/// Whether a browser would take `path` for one of this host.
pub fn is_own_path(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\')
}

/// Whether the query may name a story of the old site: `/?p=6170` is no front page then.
pub fn may_be_former(uri: &Uri) -> bool {
    uri.query().is_some_and(|query| !key::knows(query))
}

/// Path and query.
pub fn path_and_query(uri: &Uri) -> &str {
    uri.path_and_query().map_or(uri.path(), http::uri::PathAndQuery::as_str)
}
