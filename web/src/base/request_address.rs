//! The address of a request, and what can be decided from it alone.

use http::Uri;

use crate::base::cache::key;

/// Prefixes of addresses whose responses are made for one reader. They are never cached.
const FOR_ONE_READER: [&str; 6] = ["/r/", "/reads", "/healthz", "/readyz", "/newsroom", "/preview/"];

/// Whether the response at this address is the same for every reader, so that it can be cached. Searches are not cached:
/// there are too many different ones.
pub fn is_for_everyone(uri: &Uri) -> bool {
    !FOR_ONE_READER.iter().any(|prefix| uri.path().starts_with(prefix)) && !is_search(uri.path())
}

/// Whether this is the path of the search, or below it, in any language.
fn is_search(path: &str) -> bool {
    let rest = ["/ar/", "/fr/", "/en/", "/"].iter().find_map(|prefix| path.strip_prefix(prefix));
    rest.is_some_and(|rest| rest == "search" || rest.starts_with("search/"))
}

/// The address as it was requested, with its whole query. The query may name an imported story of the old site.
#[derive(Debug, Clone)]
pub struct RequestedUri(pub Uri);

/// Whether a browser resolves `path` to this host.
pub fn is_own_path(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\')
}

/// Whether the query may name a story of the old site. `/?p=6170`, for example, is then not the front page.
pub fn may_be_former(uri: &Uri) -> bool {
    uri.query().is_some_and(|query| !key::knows(query))
}

/// Path and query.
pub fn path_and_query(uri: &Uri) -> &str {
    uri.path_and_query().map_or(uri.path(), http::uri::PathAndQuery::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_are_not_cached() {
        for (path, is_for_all) in [
            ("/search", false),
            ("/search?q=x", false),
            ("/fr/search", false),
            ("/search/suggest", false),
            ("/searchlight", true),
            ("/world/search", true),
            ("/", true),
            ("/newsroom", false),
        ] {
            assert_eq!(is_for_everyone(&path.parse().unwrap()), is_for_all, "{path}");
        }
    }
}
