//! The desk: where the paper is made. Everything below `/newsroom`, for people who have signed in.
//!
//! A page of the desk is a handler that takes a [`DeskContext`], calls `newsroom`, and passes plain values to a
//! template:
//!
//! ```ignore
//! /// Stories that wait for somebody.
//! pub async fn show(desk: DeskContext) -> Result<Response, DeskProblem> {
//!     let stories = newsroom::waiting(desk.db(), desk.actor()).await?;
//!     desk.page("waiting.html", context! { stories => views(&stories) })
//! }
//!
//! /// Takes one of them. `Form` has checked the form's token; the newsroom checks the actor's rights.
//! pub async fn take(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
//!     let note = form.text("note");
//!     desk.write(async |tx| newsroom::take(tx, desk.actor(), &id, note).await).await?;
//!     Ok(desk.redirect("/newsroom/waiting?done=taken"))
//! }
//! ```
//!
//! The template begins with `{% extends "base.html" %}`, fills the blocks `title`, `act` (the main button) and `main`,
//! and puts `{{ desk.token }}` into every form: `<input type="hidden" name="token" value="{{ desk.token }}">`. The
//! rooms in the navigation are listed in [`rooms`]. An error of the newsroom that is returned with `?` becomes a page
//! in the person's language, with the request id ([`DeskProblem`]). An act that requires a fresh proof redirects to
//! `/newsroom/proof` and back.
//!
//! Promises:
//! - Without a session only the pages for signing in are accessible.
//! - Nothing is cached.
//! - Nothing is changed by a GET request, from another origin, or without the token of the session.
//! - Pages contain no inline scripts or styles.

mod account;
mod audit;
mod budget;
mod comments;
mod cookies;
mod extract;
mod factors;
pub(crate) mod filters;
mod finding;
mod form;
mod front;
mod guard;
mod hints;
mod house_words;
mod json_body;
mod links;
mod live;
mod multipart;
mod names;
mod notice_words;
mod notices;
mod palette;
mod passkeys;
mod paths;
mod people;
mod photos;
mod problem;
mod problem_page;
mod proof;
mod rooms;
mod screen_words;
mod screening;
mod sessions;
mod settings;
mod sign_in;
mod stories;
mod story;
mod threads;
mod topics;
mod undo;
mod views;
mod word_list;
mod writers;

use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{any, get, post};
use newsroom::screening::ScreenWord;
use newsroom::{HouseWord, StoryThread, Topic, Writer};

use crate::site::Site;
use crate::site::routes::Routes;

pub use extract::{DeskContext, Visitor};
pub use form::{Form, OpenForm};
pub(crate) use notice_words::notice_words;
pub use problem::DeskProblem;

/// Maximum size in bytes of a request that saves a text, and of one that uploads a photo (SECURITY-CONTRACT section 5),
/// including the other fields.
const STORY_BYTES_MAX: usize = 9 << 20;
const PHOTO_BYTES_MAX: usize = 41 << 20;

/// All addresses of the desk, below `/newsroom`.
pub fn router(site: &Site) -> Routes {
    Routes::new()
        .route("/", get(stories::home))
        // Signing in
        .route("/first/{key}", get(links::first).post(links::accept_first))
        .route("/invitation/{key}", get(links::invitation).post(links::accept_invitation))
        .route("/reset/{key}", get(links::reset).post(links::accept_reset))
        .route("/forgotten", get(links::forgotten).post(links::ask_reset))
        .route("/sign-in", get(sign_in::show).post(sign_in::create))
        .route("/sign-in/passkey", post(passkeys::sign_in))
        .route("/sign-in/passkey/question", post(passkeys::challenge))
        .route("/sign-in/factor", get(sign_in::factor).post(sign_in::check_factor))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/proof", get(proof::show).post(proof::password))
        .route("/proof/passkey", post(proof::passkey))
        // A person's own account
        .route("/account", get(account::show).post(account::change))
        .route("/account/notices", post(account::notices))
        .route("/account/password", post(account::password))
        .route("/account/totp", get(factors::offer).post(factors::confirm))
        .route("/account/totp/remove", post(factors::remove))
        .route("/account/codes", post(factors::codes))
        .route("/account/passkeys", get(passkeys::show).post(passkeys::add))
        .route("/account/passkeys/question", post(passkeys::new_challenge))
        .route("/account/passkeys/{id}/remove", post(passkeys::remove))
        .route("/account/sessions", get(sessions::show))
        .route("/account/sessions/others/end", post(sessions::end_others))
        .route("/account/sessions/{id}/end", post(sessions::end))
        // People
        .route("/people", get(people::list))
        .route("/people/invite", get(people::invite_form).post(people::invite))
        .route("/people/invitations/{id}/withdraw", post(people::withdraw))
        .route("/people/{id}", get(people::show))
        .route("/people/{id}/roles", post(people::roles))
        .route("/people/{id}/writer", post(people::writer))
        .route("/people/{id}/close", post(people::close))
        .route("/people/{id}/reopen", post(people::reopen))
        .route("/people/{id}/reset-factors", post(people::reset_factors))
        .route("/people/{id}/reset-link", post(people::reset_link))
        // Stories
        .route("/stories", get(stories::list).post(stories::create))
        .route("/stories/rows", get(stories::rows))
        .route("/stories/new", get(stories::new))
        .route("/stories/bulk", post(stories::bulk))
        .route("/stories/filters", post(filters::keep))
        .route("/stories/filters/{id}/drop", post(filters::drop))
        .route("/stories/filters/{id}/notices", post(filters::set_notices))
        .merge(of_a_story(site))
        .route("/embed", post(story::embed))
        .route("/embed/title", post(story::embed_title))
        .route("/pictures", get(story::stored_pictures))
        .route("/media/{id}/{rendition}", get(story::media))
        // The photo archive
        .route("/photos", get(photos::list).post(photos::upload).layer(DefaultBodyLimit::max(PHOTO_BYTES_MAX)))
        .route("/photos/bulk", post(photos::bulk))
        .route("/photos/{id}", get(photos::one).post(photos::change))
        .route("/photos/{id}/rights", post(photos::change_rights))
        .route("/photos/{id}/replace", post(photos::replace).layer(DefaultBodyLimit::max(PHOTO_BYTES_MAX)))
        .route("/photos/{id}/withdraw", post(photos::withdraw))
        .route("/photos/{id}/allow", post(photos::allow))
        // The front page
        .route("/front", get(front::show))
        .route("/front/stage", get(front::stage))
        .route("/front/candidates", get(front::candidates))
        .route("/front/preview", get(front::preview).post(front::preview_of_form))
        .route("/front/undo", post(front::undo))
        .route("/front/kept/{id}/back", post(front::bring_back))
        .route("/front/waiting/{id}/cancel", post(front::cancel_scheduled))
        .route("/front/breaking", post(front::set_breaking))
        .route("/front/breaking/end", post(front::end_breaking))
        .route("/front/slots", post(front::arrange))
        .route("/budget", get(budget::show))
        // Readers' comments
        .route("/comments", get(comments::queue))
        .route("/comments/decide", post(comments::decide))
        .route("/comments/bulk", post(comments::bulk))
        .route("/comments/bans", get(comments::bans).post(comments::ban_pattern))
        .route("/comments/bans/{id}/lift", post(comments::lift))
        .route("/comments/settings", get(comments::settings).post(comments::change_settings))
        .route("/comments/settings/sections", post(comments::change_sections))
        .route("/comments/one/{id}", get(comments::one))
        .route("/comments/one/{id}/ban", post(comments::ban))
        .route("/comments/one/{id}/reader", get(comments::export))
        .route("/comments/one/{id}/erase", post(comments::erase))
        // Topics, writers, threads
        .route("/threads", get(names::list::<StoryThread>).post(names::add::<StoryThread>))
        .route("/threads/{id}", get(names::show::<StoryThread>).post(names::change::<StoryThread>))
        .route("/threads/{id}/merge", post(names::merge::<StoryThread>))
        .route("/topics", get(names::list::<Topic>).post(names::add::<Topic>))
        .route("/topics/{id}", get(names::show::<Topic>).post(names::change::<Topic>))
        .route("/topics/{id}/merge", post(names::merge::<Topic>))
        .route("/writers", get(names::list::<Writer>).post(names::add::<Writer>))
        .route("/writers/{id}", get(names::show::<Writer>).post(names::change::<Writer>))
        // House words
        .route("/house-words", get(house_words::list).post(house_words::add))
        .route(
            "/house-words/sheet",
            get(word_list::sheet::<HouseWord>).post(house_words::import).layer(DefaultBodyLimit::max(STORY_BYTES_MAX)),
        )
        .route("/house-words/known", post(house_words::known))
        .route("/house-words/{id}", get(house_words::show).post(house_words::change))
        .route("/house-words/{id}/remove", post(word_list::remove::<HouseWord>))
        .route("/house-words/{id}/back", post(house_words::back))
        // Moderators' words
        .route("/comments/words", get(screen_words::list).post(screen_words::add))
        .route(
            "/comments/words/sheet",
            get(word_list::sheet::<ScreenWord>)
                .post(screen_words::import)
                .layer(DefaultBodyLimit::max(STORY_BYTES_MAX)),
        )
        .route("/comments/words/paste", post(screen_words::paste))
        .route("/comments/words/try", post(screen_words::attempt))
        .route("/comments/words/{id}/remove", post(word_list::remove::<ScreenWord>))
        .route("/comments/words/{id}/back", post(screen_words::back))
        // Live updates and the command palette
        .route("/live", get(live::stream))
        .route("/palette", get(palette::offer))
        // Notices, the paper, the log
        .route("/notices", get(notices::list).post(notices::read))
        .route("/settings", get(settings::show))
        .route("/settings/paper", post(settings::paper))
        .route("/settings/language", post(settings::language))
        .route("/settings/machines", post(settings::machines_form))
        .route("/settings/site", post(settings::site))
        .route("/settings/logo", post(settings::logo).layer(DefaultBodyLimit::max(PHOTO_BYTES_MAX)))
        .route("/settings/logo/remove", post(settings::remove_logo))
        .route("/settings/templates", post(settings::templates))
        .route("/settings/sections", post(settings::sections::add))
        .route("/settings/sections/usual", post(settings::sections::add_usual))
        .route("/settings/sections/{id}", get(settings::sections::show).post(settings::sections::change))
        .route("/settings/sections/{id}/close", post(settings::sections::close))
        .route("/settings/sections/{id}/open", post(settings::sections::open))
        .route("/settings/sections/{id}/merge", post(settings::sections::merge))
        .route("/settings/pages", post(settings::static_page))
        .route("/audit", get(audit::list))
        .route("/audit/verify", get(audit::verify))
        // Otherwise a section's page would be looked up with the slug of the desk.
        .route("/{*rest}", any(problem::missing))
        .with(|router| {
            router
                .fallback(problem::missing)
                .layer(middleware::from_fn_with_state(site.clone(), guard::check))
                .layer(middleware::from_fn_with_state(site.clone(), problem_page::as_page))
        })
}

/// Addresses with a story. The middleware responds with 404 if the person may not know that the story exists.
fn of_a_story(site: &Site) -> Routes {
    Routes::new()
        .route("/stories/{id}", get(story::show))
        .route(
            "/stories/{id}/text",
            post(story::text).get(story::typed_text).put(story::keep).layer(DefaultBodyLimit::max(STORY_BYTES_MAX)),
        )
        .route("/stories/{id}/text/merge", post(story::merge).layer(DefaultBodyLimit::max(2 * STORY_BYTES_MAX)))
        .route("/stories/{id}/hints", post(hints::hints).layer(DefaultBodyLimit::max(STORY_BYTES_MAX)))
        .route("/stories/{id}/hints/suggest", post(hints::suggestions))
        .route("/stories/{id}/paste", post(story::paste).layer(DefaultBodyLimit::max(STORY_BYTES_MAX)))
        .route("/stories/{id}/photos", post(story::photo).layer(DefaultBodyLimit::max(PHOTO_BYTES_MAX)))
        .route("/stories/{id}/framing", post(story::frame))
        .route("/stories/{id}/framing/{picture}", get(story::framing))
        .route("/stories/{id}/pictures", post(story::pictures))
        .route("/stories/{id}/picture", post(story::upload).layer(DefaultBodyLimit::max(PHOTO_BYTES_MAX)))
        .route("/stories/{id}/facts", post(story::facts))
        .route("/stories/{id}/links", get(story::offered_links).post(story::links))
        .route("/stories/{id}/moves/{move}", post(story::moved))
        .route("/stories/{id}/assign", post(story::assign))
        .route("/stories/{id}/embargo", post(story::embargo))
        .route("/stories/{id}/embargo/break", post(story::break_embargo))
        .route("/stories/{id}/end", post(story::end))
        .route("/stories/{id}/notes", post(story::note))
        .route("/stories/{id}/comments", post(comments::story_policy))
        .route("/stories/{id}/now", get(story::now))
        .route("/stories/{id}/present", post(story::present))
        .route("/stories/{id}/preview", get(story::preview))
        .route("/stories/{id}/preview/page", get(story::preview_frame))
        .route("/stories/{id}/preview/links", post(story::make_preview_link))
        .route("/stories/{id}/preview/links/{link}/revoke", post(story::revoke_preview_link))
        .route("/stories/{id}/remarks", get(story::remarks).post(story::add_remark))
        .route("/stories/{id}/remarks/{remark}/{act}", post(story::remark_act))
        .route("/stories/{id}/delete", get(story::confirm_delete).post(story::delete))
        .route("/stories/{id}/copy", post(story::copy))
        .route("/stories/{id}/follow-up", post(story::follow_up))
        .route("/stories/{id}/translate", post(story::translate))
        .route("/stories/{id}/lock/{part}", post(story::take))
        .route("/stories/{id}/take-over/{part}", post(story::take_over))
        .route("/stories/{id}/release/{part}", post(story::release))
        .route("/stories/{id}/versions", get(story::versions))
        .route("/stories/{id}/versions/{number}", get(story::compare))
        .route("/stories/{id}/versions/{number}/restore", post(story::restore))
        .with(|router| router.route_layer(middleware::from_fn_with_state(site.clone(), guard::require_known_story)))
}
