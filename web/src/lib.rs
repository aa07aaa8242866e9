//! HTTP: the reader's site today, the desk and the API later.
//!
//! Status codes and the wording of answers are decided here and nowhere else; SQL never is. `router.rs` is the table of
//! contents of every address.

mod addresses;
mod assets;
mod config;
mod dates;
mod feeds;
mod frame;
mod headers;
mod health;
mod hosts;
mod media;
mod messages;
mod pages;
mod problem;
mod requests;
mod router;
mod serve;
mod site;
mod sitemaps;
mod structured;
mod theme;
mod views;

pub use config::SiteConfig;
pub use serve::{ServeError, serve};
pub use site::Site;
pub use theme::ThemeError;

/// The whole site as a service, for tests without a socket.
pub fn app(site: Site) -> axum::Router {
    router::router(site)
}
