//! The table of addresses as a value: what builds the router can be listed, so that nothing is reachable which no test
//! knows of.

use axum::Router;
use axum::routing::MethodRouter;

use crate::site::Site;

/// Addresses with what answers them, in the order in which they were named.
#[derive(Default)]
pub struct Routes {
    router: Router<Site>,
    paths: Vec<String>,
}

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One more address, as in `/stories/{id}`.
    pub fn route(mut self, path: &str, answering: MethodRouter<Site>) -> Self {
        self.paths.push(path.to_owned());
        self.router = self.router.route(path, answering);
        self
    }

    /// All of `other` beside these.
    pub fn merge(mut self, other: Self) -> Self {
        self.paths.extend(other.paths);
        self.router = self.router.merge(other.router);
        self
    }

    /// All of `other` below `prefix`.
    pub fn nest(mut self, prefix: &str, other: Self) -> Self {
        self.paths.extend(other.paths.iter().map(|path| format!("{prefix}{}", path.trim_end_matches('/'))));
        self.router = self.router.nest(prefix, other.router);
        self
    }

    /// What holds for all of them so far: layers, and what answers where no address fits. It names none.
    pub fn with(mut self, holds: impl FnOnce(Router<Site>) -> Router<Site>) -> Self {
        self.router = holds(self.router);
        self
    }

    /// The router, and every address it knows.
    pub fn into_parts(self) -> (Router<Site>, Vec<String>) {
        (self.router, self.paths)
    }
}
