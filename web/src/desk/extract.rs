//! Who stands before the desk: somebody who has signed in ([`Desk`]), or somebody at the door ([`Visitor`]).

use std::net::SocketAddr;

use arabic::Language;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, header};
use minijinja::{Value, context};
use newsroom::{Actor, Device, DoorKey, Entered, Gate, Newsroom, Person, Reads, Session, Timestamp, Tx};

use super::form::Form;
use super::paths::{full_path, own_path, way_back};
use super::problem::DeskProblem;
use super::undo::Undo;
use super::{cookies, guard, rooms, views};
use crate::base::client_address::{AddressBlock, client_address};
use crate::base::messages::Words;
use crate::site::Site;

/// Somebody who has signed in, with everything a page of the desk needs.
pub struct Desk {
    site: Site,
    session: Session,
    key: DoorKey,
    actor: Actor,
    gate: Gate,
    device_name: String,
    path: String,
    done: Option<String>,
    undo: Option<Undo>,
    unread: usize,
}

/// Somebody at the door.
pub struct Visitor {
    site: Site,
    language: Language,
    gate: Gate,
    device_name: String,
    path: String,
    query: String,
    safe: bool,
    /// The session of the browser, whole or half, where it has one.
    pub session: Option<(DoorKey, Session)>,
}

impl FromRequestParts<Site> for Desk {
    type Rejection = DeskProblem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, DeskProblem> {
        let back = || DeskProblem::SignIn { to: way_back(parts) };
        let key = cookies::key(&parts.headers, cookies::SESSION).ok_or_else(back)?;
        let now = site.now();
        let session = match parts.extensions.get::<guard::KnownSession>() {
            Some(guard::KnownSession(session)) => session.clone(),
            None => newsroom::session(site.newsroom().reads(), &key, now).await?.ok_or_else(back)?,
        };
        if session.owes_factor {
            return Err(DeskProblem::SecondFactor { to: way_back(parts) });
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
            gate: gate(parts, site),
            device_name: device_name(&parts.headers),
            done: views::query_value(parts.uri.query().unwrap_or_default(), "done"),
            undo: views::query_value(parts.uri.query().unwrap_or_default(), "undo")
                .and_then(|sealed| Undo::unsealed(&key, &sealed)),
            site: site.clone(),
            session,
            key,
            path: full_path(&path),
        };
        match desk.owes_setup().await? && !may_go_without_factor(&desk.path) {
            true => Err(DeskProblem::SetUpFactor),
            false => Ok(desk),
        }
    }
}

/// Where somebody who still has to set up a second factor may go: there, and out.
fn may_go_without_factor(path: &str) -> bool {
    ["/newsroom/account", "/newsroom/proof", "/newsroom/sign-out"].iter().any(|room| path.starts_with(room))
}

impl Desk {
    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The newsroom.
    pub fn newsroom(&self) -> &Newsroom {
        self.site.newsroom()
    }

    /// Its reading side.
    pub fn db(&self) -> &Reads {
        self.site.newsroom().reads()
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Who it is.
    pub fn person(&self) -> &Person {
        &self.session.person
    }

    /// The key of their session.
    pub(super) fn key(&self) -> &DoorKey {
        &self.key
    }

    /// Their session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Refuses who has the right nowhere, before anything of what they sent is looked at: also where nothing would change.
    pub fn must(&self, action: newsroom::Action) -> Result<(), DeskProblem> {
        let may =
            self.actor.may_somewhere(action, newsroom::House { desks_publish: true, ..newsroom::House::default() });
        if may { Ok(()) } else { Err(DeskProblem::Forbidden) }
    }

    /// Where they come from, for acts that count failures or begin a session.
    pub fn device(&self) -> Device<'_> {
        Device { gate: &self.gate, name: &self.device_name }
    }

    /// The present.
    pub fn now(&self) -> Timestamp {
        self.site.now()
    }

    /// The language in which the desk speaks to them.
    pub fn language(&self) -> Language {
        self.session.person.language
    }

    /// The words of that language.
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

    /// Runs `act` in one write transaction, once for this very form however often it is delivered: what the first delivery
    /// came to, such as the id of what it made, is given again.
    pub async fn write_once<F>(&self, form: &Form, act: F) -> newsroom::Result<String>
    where
        F: AsyncFnOnce(&mut Tx) -> newsroom::Result<String>,
    {
        self.write(async |tx| newsroom::once(tx, form.delivery(), act).await).await
    }

    /// A page in the shell of the desk. `values` join what the shell needs, which stands under `desk`.
    pub fn page(&self, template: &str, values: Value) -> Result<Response, DeskProblem> {
        self.page_with(StatusCode::OK, template, values)
    }

    /// A part of a page, for one that is open. `values` join the token of forms and the language, under `desk`.
    pub fn part(&self, template: &str, values: Value) -> Result<String, DeskProblem> {
        let language = self.language();
        let shell = context! { lang => language.code(), dir => language.dir(), token => guard::token(&self.key) };
        Ok(self.site.desk_theme().render(language, template, &context! { desk => shell, ..values })?)
    }

    /// A page with another status, as for a form that comes back with what is wrong with it.
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
            rooms => rooms::rail(&words, &self.actor, &self.path, self.unread),
            words => shell_words(&words),
            outage => self.site.newsroom().health().outage().map(newsroom::Outage::word),
            done => self.done.as_deref().and_then(|done| views::done(&words, done)),
            undo => self.undo.as_ref().map(Undo::view),
        };
        let page = self.site.desk_theme().render(language, template, &context! { desk => shell, ..values })?;
        Ok((status, Html(page)).into_response())
    }

    /// A part of a page, for a script that puts it in the place of the one before.
    pub fn fragment(&self, template: &str, values: Value) -> Result<Response, DeskProblem> {
        let shell = context! { token => guard::token(&self.key), lang => self.language().code() };
        let part = self.site.desk_theme().render(self.language(), template, &context! { desk => shell, ..values })?;
        Ok(Html(part).into_response())
    }

    /// The token of the session, for a form or a script.
    pub fn token(&self) -> String {
        guard::token(&self.key)
    }

    /// Leads to another page of ours, after an act.
    pub fn go(&self, path: &str) -> Response {
        Redirect::to(path).into_response()
    }

    /// The same after an act that `undo` undoes.
    pub fn go_undoable(&self, path: &str, undo: &Undo) -> Response {
        let sealed = undo.sealed(&self.key);
        let (path, place) = path.split_once('#').map_or((path, None), |(path, place)| (path, Some(place)));
        let join = if path.contains('?') { '&' } else { '?' };
        let place = place.map(|place| format!("#{place}")).unwrap_or_default();
        self.go(&format!("{path}{join}undo={sealed}{place}"))
    }

    /// Whether the site asks this person for a second factor.
    pub fn owes_factor(&self) -> bool {
        self.site.last_frame().paper.second_factor_required && self.person().owes_a_second_factor()
    }

    /// Whether they still have to set one up.
    async fn owes_setup(&self) -> newsroom::Result<bool> {
        Ok(self.owes_factor() && !newsroom::factors(self.db(), self.person().id).await?.any())
    }
}

impl FromRequestParts<Site> for Visitor {
    type Rejection = DeskProblem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, DeskProblem> {
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let key = cookies::key(&parts.headers, cookies::SESSION);
        let session = match key {
            Some(key) => newsroom::session(site.newsroom().reads(), &key, site.now()).await?.map(|one| (key, one)),
            None => None,
        };
        let frame = site.frame().await.unwrap_or_else(|_| site.last_frame());
        let asked = views::query_value(&query, "lang").and_then(|code| code.parse().ok());
        Ok(Self {
            language: asked.unwrap_or_else(|| frame.primary()),
            gate: gate(parts, site),
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

    /// Where they come from.
    pub fn device(&self) -> Device<'_> {
        Device { gate: &self.gate, name: &self.device_name }
    }

    /// The present.
    pub fn now(&self) -> Timestamp {
        self.site.now()
    }

    /// The language of the page.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The same visitor, spoken to in another language unless the address asks for one.
    pub fn in_language(mut self, language: Language) -> Self {
        if views::query_value(&self.query, "lang").is_none() {
            self.language = language;
        }
        self
    }

    /// The words of that language.
    pub fn words(&self) -> Words {
        self.site.words(self.language)
    }

    /// Where the visitor wanted to go: a path of the desk.
    pub fn to(&self) -> String {
        views::query_value(&self.query, "to").and_then(|to| own_path(&to)).unwrap_or_else(|| "/newsroom".to_owned())
    }

    /// Refuses where a browser would not keep our cookies.
    pub fn must_be_safe(&self) -> Result<(), DeskProblem> {
        if self.safe { Ok(()) } else { Err(DeskProblem::Unsafe) }
    }

    /// A page at the door.
    pub fn page(&self, status: StatusCode, template: &str, values: Value) -> Result<Response, DeskProblem> {
        let frame = self.site.last_frame();
        let languages = Language::ALL.map(|language| {
            context! {
                code => language.code(),
                name => views::own_name(language),
                href => views::with_query_value(&self.path, &self.query, "lang", language.code()),
                current => language == self.language,
            }
        });
        let shell = context! {
            lang => self.language.code(),
            dir => self.language.dir(),
            paper => frame.paper.name.get(self.language),
            path => self.path.as_str(),
            // Forms at the door go back to where they stand, language and destination and all.
            here => views::with_query(&self.path, &self.query),
            query => self.query.as_str(),
            languages => languages,
            done => views::query_value(&self.query, "done").and_then(|done| views::done(&self.words(), &done)),
        };
        let page = self.site.desk_theme().render(self.language, template, &context! { desk => shell, ..values })?;
        Ok((status, Html(page)).into_response())
    }

    /// Hands the browser its keys and leads on.
    pub fn enter(&self, entered: &Entered, to: &str) -> Response {
        let mut response = Redirect::to(to).into_response();
        cookies::put_session(response.headers_mut(), &entered.session);
        if let Some(device) = &entered.device {
            cookies::put_device(response.headers_mut(), device);
        }
        response
    }
}

/// The words of the scripts that every page has, under their whole ids, as JSON.
fn shell_words(words: &Words) -> String {
    let shell = words.under("shell-").into_iter();
    let whole = shell.map(|(id, text)| (if id == "digits" { id } else { format!("shell-{id}") }, text.into()));
    serde_json::Value::Object(whole.collect()).to_string()
}

fn gate(parts: &Parts, site: &Site) -> Gate {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    let address = client_address(peer, &parts.headers, &site.config().trusted_proxies);
    let block = address.map_or_else(|| "unknown".to_owned(), |address| AddressBlock::from(address).to_string());
    Gate { block, device: cookies::key(&parts.headers, cookies::DEVICE) }
}

fn device_name(headers: &HeaderMap) -> String {
    headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default().to_owned()
}
