//! Request contexts of the desk: [`DeskContext`] for people who have signed in, [`Visitor`] for everybody else.
//! Readers' pages have [`crate::readers::pages::context::ReaderContext`].

use std::net::SocketAddr;

use arabic::Language;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, header};
use minijinja::{Value, context};
use newsroom::{Actor, AttemptOrigin, Device, Newsroom, Person, Reads, SecretToken, Session, SignedIn, Timestamp, Tx};

use super::form::Form;
use super::paths::{full_path, own_path, return_path};
use super::problem::DeskProblem;
use super::undo::Undo;
use super::{cookies, guard, rooms, views};
use crate::base::client_address::{AddressBlock, client_address};
use crate::base::messages::Words;
use crate::site::Site;

/// The context of a request by somebody who has signed in. Extracting it fails if they have not.
pub struct DeskContext {
    site: Site,
    session: Session,
    session_token: SecretToken,
    actor: Actor,
    origin: AttemptOrigin,
    device_name: String,
    path: String,
    done: Option<String>,
    undo: Option<Undo>,
    unread: usize,
}

/// The context of a request that needs no session, such as signing in.
pub struct Visitor {
    site: Site,
    language: Language,
    origin: AttemptOrigin,
    device_name: String,
    path: String,
    query: String,
    safe: bool,
    /// The browser's session, if it has one. The second factor may still be missing.
    pub session: Option<(SecretToken, Session)>,
}

impl FromRequestParts<Site> for DeskContext {
    type Rejection = DeskProblem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, DeskProblem> {
        let back = || DeskProblem::SignIn { to: return_path(parts) };
        let session_token = cookies::token(&parts.headers, cookies::SESSION).ok_or_else(back)?;
        let now = site.now();
        let session = match parts.extensions.get::<guard::LoadedSession>() {
            Some(guard::LoadedSession(session)) => session.clone(),
            None => newsroom::session(site.newsroom().reads(), &session_token, now).await?.ok_or_else(back)?,
        };
        if session.owes_factor {
            return Err(DeskProblem::SecondFactor { to: return_path(parts) });
        }
        newsroom::touch(site.newsroom(), &session, now).await;
        let path = parts.uri.path().to_owned();
        let unread = match parts.method {
            Method::GET => newsroom::unread_notices(site.newsroom().reads(), session.person.id).await?,
            _ => 0,
        };
        let desk = Self {
            unread,
            actor: session.actor(),
            origin: attempt_origin(parts, site),
            device_name: device_name(&parts.headers),
            done: views::query_value(parts.uri.query().unwrap_or_default(), "done"),
            undo: views::query_value(parts.uri.query().unwrap_or_default(), "undo")
                .and_then(|sealed| Undo::unsealed(&session_token, &sealed)),
            site: site.clone(),
            session,
            session_token,
            path: full_path(&path),
        };
        match desk.owes_setup().await? && !may_go_without_factor(&desk.path) {
            true => Err(DeskProblem::SetUpFactor),
            false => Ok(desk),
        }
    }
}

/// Whether `path` is open to somebody who still has to set up a second factor: the pages for setting it up, and signing
/// out.
fn may_go_without_factor(path: &str) -> bool {
    ["/newsroom/account", "/newsroom/proof", "/newsroom/sign-out"].iter().any(|room| path.starts_with(room))
}

impl DeskContext {
    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The newsroom.
    pub fn newsroom(&self) -> &Newsroom {
        self.site.newsroom()
    }

    /// The database connection for reading.
    pub fn db(&self) -> &Reads {
        self.site.newsroom().reads()
    }

    /// The actor for acts of the newsroom.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The person.
    pub fn person(&self) -> &Person {
        &self.session.person
    }

    /// The token of the session.
    pub(super) fn session_token(&self) -> &SecretToken {
        &self.session_token
    }

    /// The session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Fails unless the person has the right somewhere. Called before the input is parsed, so that it also applies if
    /// nothing would change.
    pub fn require(&self, action: newsroom::Action) -> Result<(), DeskProblem> {
        let may =
            self.actor.may_somewhere(action, newsroom::House { desks_publish: true, ..newsroom::House::default() });
        if may { Ok(()) } else { Err(DeskProblem::Forbidden) }
    }

    /// The device, for acts that count failures or start a session.
    pub fn device(&self) -> Device<'_> {
        Device { origin: &self.origin, name: &self.device_name }
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        self.site.now()
    }

    /// The person's language.
    pub fn language(&self) -> Language {
        self.session.person.language
    }

    /// The messages in that language.
    pub fn words(&self) -> Words {
        self.site.words(self.language())
    }

    /// Runs `act` in one write transaction.
    pub async fn write<T, F>(&self, act: F) -> newsroom::Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> newsroom::Result<T>,
    {
        self.newsroom().write(self.now(), act).await
    }

    /// Runs `act` in one write transaction, at most once for this form submission. Repeated deliveries get the result
    /// of the first, such as the id of the new row.
    pub async fn write_once<F>(&self, form: &Form, act: F) -> newsroom::Result<String>
    where
        F: AsyncFnOnce(&mut Tx) -> newsroom::Result<String>,
    {
        self.write(async |tx| newsroom::once(tx, form.delivery(), act).await).await
    }

    /// Renders a page of the desk. `values` are merged with the values of the shell, which are under `desk`.
    pub fn page(&self, template: &str, values: Value) -> Result<Response, DeskProblem> {
        self.page_with(StatusCode::OK, template, values)
    }

    /// Renders part of a page as text. `values` are merged with the form token and the language, under `desk`.
    pub fn part(&self, template: &str, values: Value) -> Result<String, DeskProblem> {
        let language = self.language();
        let shell =
            context! { lang => language.code(), dir => language.dir(), token => guard::token(&self.session_token) };
        Ok(self.site.desk_theme().render(language, template, &context! { desk => shell, ..values })?)
    }

    /// Renders a page with another status, such as a form with an error.
    pub fn page_with(&self, status: StatusCode, template: &str, values: Value) -> Result<Response, DeskProblem> {
        let frame = self.site.last_frame();
        let (words, language) = (self.words(), self.language());
        let shell = context! {
            lang => language.code(),
            dir => language.dir(),
            paper => frame.paper.name.get(language),
            person => self.person().name.as_str(),
            refused => !status.is_success(),
            person_id => self.person().public_id.as_str(),
            token => self.token(),
            path => self.path.as_str(),
            rooms => rooms::navigation(&words, &self.actor, &self.path, self.unread),
            words => shell_words(&words),
            outage => self.site.newsroom().health().outage().map(newsroom::Outage::word),
            done => self.done.as_deref().and_then(|done| views::done(&words, done)),
            undo => self.undo.as_ref().map(Undo::view),
        };
        let page = self.site.desk_theme().render(language, template, &context! { desk => shell, ..values })?;
        Ok((status, Html(page)).into_response())
    }

    /// A response with part of a page, for a script that replaces it.
    pub fn fragment(&self, template: &str, values: Value) -> Result<Response, DeskProblem> {
        let shell = context! { token => guard::token(&self.session_token), lang => self.language().code() };
        let part = self.site.desk_theme().render(self.language(), template, &context! { desk => shell, ..values })?;
        Ok(Html(part).into_response())
    }

    /// A CSRF token for a form or a script.
    pub fn token(&self) -> String {
        guard::token(&self.session_token)
    }

    /// A redirect after an act.
    pub fn redirect(&self, path: &str) -> Response {
        Redirect::to(path).into_response()
    }

    /// A redirect after an act, with the form that undoes it.
    pub fn redirect_with_undo(&self, path: &str, undo: &Undo) -> Response {
        let sealed = undo.sealed(&self.session_token);
        let (path, place) = path.split_once('#').map_or((path, None), |(path, place)| (path, Some(place)));
        let join = if path.contains('?') { '&' } else { '?' };
        let place = place.map(|place| format!("#{place}")).unwrap_or_default();
        self.redirect(&format!("{path}{join}undo={sealed}{place}"))
    }

    /// Whether the paper requires a second factor of this person.
    pub fn owes_factor(&self) -> bool {
        self.site.last_frame().paper.second_factor_required && self.person().owes_a_second_factor()
    }

    /// Whether the person still has to set up a second factor.
    async fn owes_setup(&self) -> newsroom::Result<bool> {
        Ok(self.owes_factor() && !newsroom::factors(self.db(), self.person().id).await?.any())
    }
}

impl FromRequestParts<Site> for Visitor {
    type Rejection = DeskProblem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, DeskProblem> {
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let token = cookies::token(&parts.headers, cookies::SESSION);
        let session = match token {
            Some(token) => {
                newsroom::session(site.newsroom().reads(), &token, site.now()).await?.map(|one| (token, one))
            }
            None => None,
        };
        let frame = site.frame().await.unwrap_or_else(|_| site.last_frame());
        let asked = views::query_value(&query, "lang").and_then(|code| code.parse().ok());
        Ok(Self {
            language: asked.unwrap_or_else(|| frame.primary()),
            origin: attempt_origin(parts, site),
            device_name: device_name(&parts.headers),
            path: full_path(parts.uri.path()),
            safe: guard::is_safe(site.config(), &parts.headers),
            site: site.clone(),
            query,
            session,
        })
    }
}

impl Visitor {
    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The newsroom.
    pub fn newsroom(&self) -> &Newsroom {
        self.site.newsroom()
    }

    /// The device.
    pub fn device(&self) -> Device<'_> {
        Device { origin: &self.origin, name: &self.device_name }
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        self.site.now()
    }

    /// The language of the page.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Changes the language, unless the address specifies one.
    pub fn in_language(mut self, language: Language) -> Self {
        if views::query_value(&self.query, "lang").is_none() {
            self.language = language;
        }
        self
    }

    /// The messages in the page's language.
    pub fn words(&self) -> Words {
        self.site.words(self.language)
    }

    /// The path of the desk to go to after signing in.
    pub fn to(&self) -> String {
        views::query_value(&self.query, "to").and_then(|to| own_path(&to)).unwrap_or_else(|| "/newsroom".to_owned())
    }

    /// Fails if the browser would not keep our cookies, because the connection is not secure.
    pub fn require_secure(&self) -> Result<(), DeskProblem> {
        if self.safe { Ok(()) } else { Err(DeskProblem::Unsafe) }
    }

    /// Renders a page for somebody who has not signed in.
    pub fn page(&self, status: StatusCode, template: &str, values: Value) -> Result<Response, DeskProblem> {
        let frame = self.site.last_frame();
        let languages = Language::ALL.map(|language| {
            context! {
                code => language.code(),
                name => language.own_name(),
                href => views::with_query_value(&self.path, &self.query, "lang", language.code()),
                current => language == self.language,
            }
        });
        let shell = context! {
            lang => self.language.code(),
            dir => self.language.dir(),
            paper => frame.paper.name.get(self.language),
            path => self.path.as_str(),
            // Forms are posted to their own address, with language and destination.
            here => views::with_query(&self.path, &self.query),
            query => self.query.as_str(),
            languages => languages,
            done => views::query_value(&self.query, "done").and_then(|done| views::done(&self.words(), &done)),
        };
        let page = self.site.desk_theme().render(self.language, template, &context! { desk => shell, ..values })?;
        Ok((status, Html(page)).into_response())
    }

    /// Sets the cookies after signing in, and redirects to `to`.
    pub fn signed_in(&self, signed_in: &SignedIn, to: &str) -> Response {
        let mut response = Redirect::to(to).into_response();
        cookies::put_session(response.headers_mut(), &signed_in.session);
        if let Some(device) = &signed_in.device {
            cookies::put_device(response.headers_mut(), device);
        }
        response
    }
}

/// The messages for scripts that run on every page, with their full ids, as JSON.
fn shell_words(words: &Words) -> String {
    let shell = words.under("shell-").into_iter();
    let whole = shell.map(|(id, text)| (if id == "digits" { id } else { format!("shell-{id}") }, text.into()));
    serde_json::Value::Object(whole.collect()).to_string()
}

fn attempt_origin(parts: &Parts, site: &Site) -> AttemptOrigin {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    let address = client_address(peer, &parts.headers, &site.config().trusted_proxies);
    let block = address.map_or_else(|| "unknown".to_owned(), |address| AddressBlock::from(address).to_string());
    AttemptOrigin { block, device: cookies::token(&parts.headers, cookies::DEVICE) }
}

fn device_name(headers: &HeaderMap) -> String {
    headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default().to_owned()
}
