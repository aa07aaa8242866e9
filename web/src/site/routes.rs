//! The routing table as a value. The addresses in it can be listed, so that tests can check that they know all of them.

use axum::Router;
use axum::routing::MethodRouter;

use crate::site::Site;

/// Addresses with their handlers, in the order in which they were added.
#[derive(Default)]
pub struct Routes {
    router: Router<Site>,
    paths: Vec<String>,
}

impl Routes {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an address such as `/stories/{id}`.
    pub fn route(mut self, path: &str, answering: MethodRouter<Site>) -> Self {
        self.paths.push(path.to_owned());
        self.router = self.router.route(path, answering);
        self
    }

    /// Adds all addresses of `other`.
    pub fn merge(mut self, other: Self) -> Self {
        self.paths.extend(other.paths);
        self.router = self.router.merge(other.router);
        self
    }

    /// Adds all addresses of `other` below `prefix`.
    pub fn nest(mut self, prefix: &str, other: Self) -> Self {
        self.paths.extend(other.paths.iter().map(|path| format!("{prefix}{}", path.trim_end_matches('/'))));
        self.router = self.router.nest(prefix, other.router);
        self
    }

    /// Applies a function to the router, for example to add a layer or a fallback. It must not add addresses.
    pub fn with(mut self, holds: impl FnOnce(Router<Site>) -> Router<Site>) -> Self {
        self.router = holds(self.router);
        self
    }

    /// The router, and all addresses in it.
    pub fn into_parts(self) -> (Router<Site>, Vec<String>) {
        (self.router, self.paths)
    }
}
