//! HTTP: the readers' site, the desk, and the client for requests to other machines.
//!
//! Status codes and the wording of responses are decided only here. This crate contains no SQL. `serve/router.rs` lists
//! all addresses.

mod base;
pub mod desk;
mod readers;
mod serve;
mod site;

pub use base::cache::{CacheHint, CacheStats, PAGES_BYTES, PageCache};
pub use base::client_address::{AddressBlock, BadProxy, TrustedProxies, client_address};
pub use base::comment_index::CommentIndex;
pub use base::comments::SpamServiceSettings;
pub use base::config::{REQUESTS_A_SECOND, SiteConfig};
pub use base::index_entry::of_live_story as indexed_story;
pub use base::mail::{MailAddress, MailSecurity, MailSettings};
pub use base::most_read::{Board, MostRead, Ranking, RankingSeen};
pub use base::photo_index::PhotoIndex;
pub use base::reads::{Counter, CounterStats, ReadOutcome, ReadSettings, ReaderKey, Secret};
pub use base::row_index::RowQuery;
pub use base::spelling::DICTIONARIES;
pub use base::story_index::{IndexFailure, StoryIndex};
pub use base::theme::ThemeError;
pub use readers::search::{FoundStory, best_stories};
pub use serve::app::{App, Body};
pub use serve::filter_notices::compare as compare_filters;
pub use serve::mail_jobs::send_due as send_due_mail;
pub use serve::metrics::text as metrics_text;
pub use serve::related::find_waiting as find_related;
pub use serve::{ServeError, serve};
pub use site::Site;

/// All addresses of the site as patterns of the router, such as `/newsroom/stories/{id}`; readers' pages once for each
/// language.
pub fn addresses(site: &Site) -> Vec<String> {
    serve::router::routes(site).into_parts().1
}

/// The whole site as a service, for tests that need no socket.
pub fn app(site: Site) -> App {
    let router = serve::router::router(site.clone());
    App::new(site, router)
}
