//! HTTP: the reader's site, the desk, and what the program itself asks of other machines.
//!
//! Status codes and the wording of answers are decided here and nowhere else; SQL never is. `router.rs` is the table of
//! contents of every address.

mod addresses;
mod app;
mod asked;
mod assets;
mod background;
mod cache;
mod cards;
mod client_address;
mod comments;
mod config;
mod crawlers;
mod dates;
pub mod desk;
mod due;
mod feeds;
mod follow;
mod former;
mod fragments;
mod frame;
mod given_back;
mod headers;
mod health;
mod hex;
mod hosts;
mod house;
mod kept_html;
mod language_roots;
mod languages;
mod limits;
mod live;
mod mail;
mod mail_jobs;
mod mails;
mod media;
mod memory;
mod messages;
mod metrics;
mod most_read;
mod notice_mail;
pub mod outgoing;
mod pages;
mod preview;
mod problem;
mod problem_page;
mod progress;
mod rate;
mod reads;
mod remembered;
mod request_id;
mod requests;
mod router;
mod routes;
mod screening;
mod serve;
mod site;
mod sitemaps;
mod spelling;
mod structured;
mod telling;
mod theme;
mod views;

pub use app::{App, Body};
pub use cache::{CacheStats, Keep, PAGES_BYTES, PageCache};
pub use client_address::{AddressBlock, BadProxy, TrustedProxies, client_address};
pub use comments::SpamServiceSettings;
pub use config::{REQUESTS_A_SECOND, SiteConfig};
pub use mail::{MailAddress, MailSecurity, MailSettings};
pub use mail_jobs::do_one as send_due_mail;
pub use metrics::text as metrics_text;
pub use most_read::{Board, MostRead, Ranking, RankingSeen};
pub use reads::{Counter, CounterStats, Noted, ReadSettings, ReaderKey, Secret};
pub use serve::{ServeError, serve};
pub use site::Site;
pub use spelling::DICTIONARIES;
pub use theme::ThemeError;

/// Every address of the site, as it is named in the router: `/stories/{id}` below its prefix, once for each language.
pub fn addresses(site: &Site) -> Vec<String> {
    router::routes(site).into_parts().1
}

/// The whole site as a service, for tests without a socket.
pub fn app(site: Site) -> App {
    let router = router::router(site.clone());
    App::new(site, router)
}
