//! What went wrong at the desk, as a page in the person's language: what it was, what to do, and the id of the request.
//!
//! Handlers return a [`DeskProblem`]; the layer [`as_page`] turns it into HTML, since only there the language is known.
//! Refusals that a form can show beside its fields are turned into a sentence by [`refusal`] instead.

use std::sync::Arc;

use arabic::Language;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::{HeaderValue, Method, StatusCode, header};
use minijinja::context;
use minijinja::value::Serde;
use newsroom::{DoorRefusal, Error, Outage, PictureRefusal, Role, StorageError, Timestamp, Weakness};

use super::standing::Collision;
use super::{cookies, extract, guard, sent, views};
use crate::given_back::{self, GivenBack};
use crate::messages::Words;
use crate::problem::{is_bare, outage_behind, say_outage, status_of_outage};
use crate::request_id::RequestId;
use crate::site::Site;
use crate::theme::ThemeError;

/// A request to the desk that is not answered with what it asked for.
#[derive(Debug, Clone)]
pub enum DeskProblem {
    /// Nothing is there, or nothing the person may know of.
    Missing,
    /// They may see it and not do this.
    Forbidden,
    /// They would approve their own story.
    OwnStory,
    /// Password or passkey has to be shown again.
    ProofIsOld,
    /// Nobody is signed in; after signing in one comes back to `to`.
    SignIn {
        /// A path of the desk.
        to: String,
    },
    /// The password was shown, the second factor was not.
    SecondFactor {
        /// A path of the desk.
        to: String,
    },
    /// The site asks for a second factor and there is none yet.
    SetUpFactor,
    /// A form was sent after the session had ended.
    SignedOut,
    /// A form without the token of the session.
    OldForm,
    /// A form from somebody else's page.
    ForeignOrigin,
    /// What was sent is no form.
    NoForm,
    /// A form beyond its limit.
    TooLarge,
    /// What was asked cannot be read.
    Bad,
    /// Not a way this address can be asked.
    Method,
    /// The browser would not keep our cookies here.
    Unsafe,
    /// A colleague has changed what this form changes.
    Collided(Arc<Collision>),
    /// The newsroom refused, with a reason that can be said.
    Refused(Arc<Error>),
    /// The storage cannot do it now. Nothing was written.
    Storage(Outage),
    /// Our own mistake.
    Internal,
}

impl From<Error> for DeskProblem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound { .. } => Self::Missing,
            Error::Forbidden { .. } => Self::Forbidden,
            Error::OwnStory => Self::OwnStory,
            Error::ProofIsOld => Self::ProofIsOld,
            Error::Storage(error) => error.into(),
            refused @ (Error::Door(_)
            | Error::Incomplete { .. }
            | Error::TooLong { .. }
            | Error::NoWay { .. }
            | Error::WordsMissing
            | Error::QuoteNotFound
            | Error::TooLateToEdit
            | Error::Embargoed { .. }
            | Error::WasPublished
            | Error::InTrashTooShort { .. }
            | Error::Locked { .. }
            | Error::BadTime { .. }
            | Error::SkippedTime { .. }
            | Error::NotLive { .. }
            | Error::NotHere { .. }
            | Error::Changed { .. }
            | Error::NotSeen
            | Error::SectionClosed { .. }
            | Error::AlreadyThere { .. }
            | Error::NoSuchTopic { .. }
            | Error::NoSuchPerson
            | Error::BadSlug { .. }
            | Error::BadPicture { .. }
            | Error::PicturesBusy
            | Error::BadCrop { .. }
            | Error::Document(_)) => Self::Refused(Arc::new(refused)),
            ours @ (Error::Banned { .. } | Error::CommentsClosed(_)) => {
                tracing::error!(error = %ours, "an act at the desk failed");
                Self::Internal
            }
        }
    }
}

impl From<StorageError> for DeskProblem {
    fn from(error: StorageError) -> Self {
        outage_behind(&error).map_or(Self::Internal, Self::Storage)
    }
}

impl From<Collision> for DeskProblem {
    fn from(collision: Collision) -> Self {
        Self::Collided(Arc::new(collision))
    }
}

impl From<ThemeError> for DeskProblem {
    fn from(error: ThemeError) -> Self {
        tracing::error!(%error, "a page of the desk could not be made");
        Self::Internal
    }
}

impl DeskProblem {
    /// Whether it is nobody's fault but ours; then nothing is asked of the database for the page that says so.
    fn is_ours(&self) -> bool {
        matches!(self, Self::Storage(_) | Self::Internal)
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::OwnStory | Self::ForeignOrigin | Self::OldForm | Self::Unsafe => {
                StatusCode::FORBIDDEN
            }
            Self::ProofIsOld | Self::SignIn { .. } | Self::SecondFactor { .. } | Self::SetUpFactor => {
                StatusCode::SEE_OTHER
            }
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NoForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Bad => StatusCode::BAD_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Collided(_) => StatusCode::CONFLICT,
            Self::Refused(error) => status_of(error),
            Self::Storage(outage) => status_of_outage(*outage),
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Title and sentence.
    fn say(&self, words: &Words) -> (String, String) {
        match self {
            Self::Missing => (words.message("desk-missing-title"), words.message("desk-missing-sentence")),
            Self::Forbidden => (words.message("desk-forbidden-title"), words.message("desk-forbidden-sentence")),
            Self::OwnStory => (words.message("desk-forbidden-title"), words.message("desk-own-story-sentence")),
            Self::ProofIsOld | Self::SetUpFactor | Self::SignIn { .. } | Self::SecondFactor { .. } => {
                (words.message("sign-in"), words.message("desk-signed-out-sentence"))
            }
            Self::SignedOut => (words.message("desk-signed-out-title"), words.message("desk-signed-out-sentence")),
            Self::OldForm => (words.message("desk-old-form-title"), words.message("desk-old-form-sentence")),
            Self::ForeignOrigin => (words.message("desk-foreign-title"), words.message("desk-foreign-sentence")),
            Self::NoForm => (words.message("problem-method-title"), words.message("desk-no-form-sentence")),
            Self::TooLarge => (words.message("desk-too-large-title"), words.message("desk-too-large-sentence")),
            Self::Method => (words.message("problem-method-title"), words.message("desk-method-sentence")),
            Self::Bad => (words.message("problem-bad-title"), words.message("problem-bad-sentence")),
            Self::Unsafe => (words.message("desk-unsafe-title"), words.message("desk-unsafe-sentence")),
            Self::Collided(_) => (words.message("desk-collided-title"), words.message("desk-collided-sentence")),
            Self::Refused(error) => (words.message("desk-refused-title"), refusal(words, error).unwrap_or_default()),
            Self::Storage(outage) => say_outage(*outage, words),
            Self::Internal => (words.message("problem-internal-title"), words.message("problem-internal-sentence")),
        }
    }
}

impl DeskProblem {
    /// The door that has to be passed first, from which one comes back to `back`.
    fn way(&self, back: &str) -> Option<String> {
        let door = |path, to| Some(views::with_query_value(path, "", "to", to));
        match self {
            Self::SignIn { to } => door("/newsroom/sign-in", to),
            Self::SignedOut => door("/newsroom/sign-in", back),
            Self::SecondFactor { to } => door("/newsroom/sign-in/factor", to),
            Self::ProofIsOld => door("/newsroom/proof", back),
            Self::SetUpFactor => Some("/newsroom/account".to_owned()),
            _ => None,
        }
    }
}

impl IntoResponse for DeskProblem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// When it is worth trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Retry {
    /// No sooner or later.
    No,
    /// In so many seconds.
    In(i64),
    /// Then.
    At(Timestamp),
}

/// What an error says of that.
pub(super) fn retry_of(error: &Error) -> Retry {
    match error {
        Error::Door(DoorRefusal::Paused(until)) => Retry::At(*until),
        Error::Door(DoorRefusal::Crowded) => Retry::In(5),
        Error::PicturesBusy => Retry::In(60),
        _ => Retry::No,
    }
}

tokio::task_local! {
    /// What the refusal of this request said of trying again, on whatever page it came to stand.
    static SAID: std::cell::Cell<Retry>;
}

/// Runs what answers a request; where it refused with a sentence that is worth trying again, the answer says when.
pub(super) async fn saying_when(answering: impl Future<Output = Response>, now: Timestamp) -> Response {
    let (mut answer, said) = SAID
        .scope(std::cell::Cell::new(Retry::No), async {
            let answer = answering.await;
            (answer, SAID.with(std::cell::Cell::get))
        })
        .await;
    let is_refusal = answer.status().is_client_error() || answer.status().is_server_error();
    if let Some(seconds) = retry_after(&said, now).filter(|_| is_refusal) {
        answer.headers_mut().entry(header::RETRY_AFTER).or_insert(seconds);
    }
    answer
}

/// The header for it.
pub(super) fn retry_after(retry: &Retry, now: Timestamp) -> Option<HeaderValue> {
    let seconds = match retry {
        Retry::No => return None,
        Retry::In(seconds) => *seconds,
        // A second begun is one to wait for.
        Retry::At(until) => (until.0 - now.0).max(0) / 1_000_000 + 1,
    };
    Some(HeaderValue::from(seconds))
}

impl DeskProblem {
    fn retry(&self) -> Retry {
        match self {
            Self::Storage(_) => Retry::In(5),
            Self::Refused(error) => retry_of(error),
            _ => Retry::No,
        }
    }
}

/// The status of a refusal with a sentence.
pub fn status_of(error: &Error) -> StatusCode {
    // Outside of a request, as in tests, there is nobody to tell.
    let _ = SAID.try_with(|said| said.set(retry_of(error)));
    match error {
        Error::Door(DoorRefusal::Paused(_)) => StatusCode::TOO_MANY_REQUESTS,
        Error::Door(DoorRefusal::Crowded) | Error::PicturesBusy => StatusCode::SERVICE_UNAVAILABLE,
        Error::BadPicture { why: PictureRefusal::TooManyBytes { .. } } => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Door(DoorRefusal::LinkSpent) => StatusCode::GONE,
        Error::Door(DoorRefusal::LastOf(_) | DoorRefusal::EmailTaken) | Error::Changed { .. } | Error::NotSeen => {
            StatusCode::CONFLICT
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Characters of a wall time as it is shown, to the minute.
const SHOWN_TIME_CHARS: usize = 16;

/// Status and sentence of a refusal that people can do something about, for the page on which they are; any other error
/// goes on as a page of its own.
pub fn refused(words: &Words, error: Error) -> Result<(StatusCode, String), DeskProblem> {
    worded(refusal(words, &error), error)
}

/// The same, where the page has a sentence of its own for some refusals.
pub fn worded(sentence: Option<String>, error: Error) -> Result<(StatusCode, String), DeskProblem> {
    match sentence {
        Some(sentence) => Ok((status_of(&error), sentence)),
        None => Err(error.into()),
    }
}

/// The sentence of a refusal that people can do something about; `None` for what is a page of its own.
pub fn refusal(words: &Words, error: &Error) -> Option<String> {
    Some(match error {
        Error::Door(door) => match door {
            DoorRefusal::NoEntry => words.message("door-no-entry"),
            DoorRefusal::Paused(_) => words.message("door-paused"),
            DoorRefusal::Crowded => words.message("door-crowded"),
            DoorRefusal::Weak(Weakness::Short) => words.counted("door-weak-short", views::PASSWORD_CHARS),
            DoorRefusal::Weak(Weakness::Long) => words.message("door-weak-long"),
            DoorRefusal::Weak(Weakness::Common) => words.message("door-weak-common"),
            DoorRefusal::Weak(Weakness::Own) => words.message("door-weak-own"),
            DoorRefusal::LinkSpent => words.message("door-link-spent"),
            DoorRefusal::WrongCode => words.message("door-wrong-code"),
            DoorRefusal::BadPasskey => words.message("door-bad-passkey"),
            DoorRefusal::BadEmail => words.message("door-bad-email"),
            DoorRefusal::EmailTaken => words.message("door-email-taken"),
            DoorRefusal::BadName => words.message("door-bad-name"),
            DoorRefusal::LastOf(Role::Admin) => words.message("door-last-admin"),
            DoorRefusal::LastOf(_) => words.message("door-last-chief"),
            DoorRefusal::NoRole => words.message("door-no-role"),
            DoorRefusal::OwnRoles => words.message("door-own-roles"),
            DoorRefusal::FactorOwed => words.message("door-factor-owed"),
        },
        Error::Incomplete { field, .. } => words.named("refused-missing", "name", &field_name(words, field)),
        Error::TooLong { field, .. } => words.named("refused-too-long", "name", &field_name(words, field)),
        Error::NoWay { .. } => words.message("refused-no-way"),
        Error::WordsMissing => words.message("refused-words"),
        Error::QuoteNotFound => words.message("refused-quote"),
        Error::TooLateToEdit => words.message("refused-too-late-to-edit"),
        Error::Embargoed { .. } => words.message("refused-embargo"),
        Error::WasPublished => words.message("refused-was-published"),
        Error::InTrashTooShort { .. } => words.message("refused-in-trash"),
        Error::Locked { .. } => words.message("refused-locked"),
        Error::BadTime { .. } => words.message("refused-time"),
        Error::SkippedTime { text, becomes } => {
            let shown = |wall: &str| wall.replace('T', " ").chars().take(SHOWN_TIME_CHARS).collect::<String>();
            words.filled("refused-skipped-time", &[("time", &shown(text)), ("becomes", &shown(becomes))])
        }
        Error::NotLive { .. } => words.message("refused-not-live"),
        Error::NotHere { .. } => words.message("refused-not-here"),
        Error::Changed { .. } => words.message("refused-changed"),
        Error::NotSeen => words.message("refused-not-seen"),
        Error::SectionClosed { name } => words.named("refused-section-closed", "name", name.get(words.language())),
        Error::AlreadyThere { .. } => words.message("refused-there"),
        Error::NoSuchTopic { name } => words.named("refused-topic", "name", name),
        Error::NoSuchPerson => words.message("refused-person"),
        Error::BadSlug { .. } => words.message("refused-slug"),
        Error::BadPicture { why } => refused_picture(words, why),
        Error::PicturesBusy => words.message("refused-pictures-busy"),
        Error::BadCrop { .. } => words.counted("refused-crop", newsroom::CROP_SIDE_MIN.into()),
        Error::Document(_) => words.message("refused-document"),
        _ => return None,
    })
}

/// Why a picture was not taken, and what its sender can do.
fn refused_picture(words: &Words, why: &PictureRefusal) -> String {
    match why {
        PictureRefusal::NoFile => words.message("refused-no-file"),
        PictureRefusal::TooManyBytes { .. } => words.message("refused-picture-bytes"),
        PictureRefusal::TooManyPixels { .. } => words.message("refused-picture-pixels"),
        PictureRefusal::TooMuchMemory { .. } => words.message("refused-picture-memory"),
        PictureRefusal::TooMuchMetadata { .. } => words.message("refused-picture-metadata"),
        PictureRefusal::TooSmall { least } => words.counted("refused-picture-small", i64::from(*least)),
        PictureRefusal::OtherFormat { name: "HEIC" } => words.message("refused-picture-heic"),
        PictureRefusal::OtherFormat { name } => words.named("refused-picture-format", "name", name),
        PictureRefusal::NotAPicture | PictureRefusal::Unsupported(_) => words.message("refused-picture"),
        PictureRefusal::Damaged(_) => words.message("refused-picture-damaged"),
        PictureRefusal::BadPiece(_) => words.counted("refused-crop", newsroom::CROP_SIDE_MIN.into()),
    }
}

/// What a field is called, by its name in the glossary.
fn field_name(words: &Words, field: &str) -> String {
    match field {
        "headline" => words.message("field-headline"),
        "kicker" => words.message("field-kicker"),
        "deck" => words.message("field-deck"),
        "body" => words.message("field-body"),
        "section" => words.message("field-section"),
        "byline" => words.message("field-byline"),
        "caption" => words.message("field-caption"),
        "credit" => words.message("field-credit"),
        "alt_text" => words.message("field-alt"),
        "place" => words.message("field-place"),
        "desk_byline" => words.message("field-desk-byline"),
        "agencies_line" => words.message("field-agencies"),
        "name" => words.message("name"),
        "about" => words.message("field-about"),
        "breaking" => words.message("field-breaking"),
        "note" => words.message("move-words"),
        "arrangements" => words.message("front-waiting"),
        "remark" | "remarks" => words.message("remarks"),
        "quote" => words.message("remark-quote"),
        other => other.to_owned(),
    }
}

/// What a refusal of the framework below our handlers means; `None` where it is none.
fn of_framework(status: StatusCode) -> Option<DeskProblem> {
    match status {
        StatusCode::NOT_FOUND => Some(DeskProblem::Missing),
        StatusCode::METHOD_NOT_ALLOWED => Some(DeskProblem::Method),
        StatusCode::PAYLOAD_TOO_LARGE => Some(DeskProblem::TooLarge),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(DeskProblem::NoForm),
        StatusCode::INTERNAL_SERVER_ERROR => Some(DeskProblem::Internal),
        status if status.is_client_error() => Some(DeskProblem::Bad),
        _ => None,
    }
}

/// The answer of a router without such an address.
pub async fn missing() -> DeskProblem {
    DeskProblem::Missing
}

/// Turns a [`DeskProblem`] into a page or a way on; every other answer passes.
pub async fn as_page(State(site): State<Site>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned().unwrap_or_default();
    let key = cookies::key(request.headers(), cookies::SESSION);
    let lang = views::query_value(request.uri().query().unwrap_or_default(), "lang");
    let (parts, body) = request.into_parts();
    let wants_json = sent::is_json(&parts.headers, &header::ACCEPT);
    let sends = parts.method == Method::POST;
    let sent_as = sends.then(|| cookies::sent_as(&parts.headers, &extract::full_path(parts.uri.path()))).flatten();
    let (back, is_get) = (extract::way_back(&parts), parts.method == Method::GET);
    let (body, typed) = given_back::keep(&parts, body);
    let response = next.run(Request::from_parts(parts, body)).await;
    let problem = match (response.extensions().get::<DeskProblem>(), response.status()) {
        (Some(problem), _) => problem.clone(),
        (None, status) => match of_framework(status).filter(|_| is_bare(&response)) {
            Some(problem) => problem,
            None => return taken(response, sent_as),
        },
    };
    if wants_json {
        let mut answer = said(&site, &problem, key, lang).await;
        guard::mark(answer.headers_mut());
        return answer;
    }
    let mut given = match typed {
        Some(typed) => typed.given_back("/newsroom").await,
        None => None,
    };
    if let (Some(given), DeskProblem::Collided(collision)) = (&mut given, &problem) {
        given.meets(collision);
    }
    let onward = |path: &str, to: &str| Redirect::to(&views::with_query_value(path, "", "to", to)).into_response();
    let mut answer = match &problem {
        // Whoever is sent on leaves what they typed behind.
        _ if given.is_some() => page(&site, &problem, key, lang, &id, &back, given).await,
        DeskProblem::SignIn { to } if is_get || *to != "/newsroom" => onward("/newsroom/sign-in", to),
        DeskProblem::SignIn { .. } => onward("/newsroom/sign-in", "/newsroom"),
        DeskProblem::SecondFactor { to } => onward("/newsroom/sign-in/factor", to),
        DeskProblem::ProofIsOld => onward("/newsroom/proof", &back),
        DeskProblem::SetUpFactor => Redirect::to("/newsroom/account?done=factor-owed").into_response(),
        _ => page(&site, &problem, key, lang, &id, &back, None).await,
    };
    if let Some(allow) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    guard::mark(answer.headers_mut());
    answer
}

/// On an answer that asks something more of who sent the form: nothing is done yet.
#[derive(Debug, Clone, Copy)]
pub struct AsksMore;

/// Says of a form that was taken that it was.
fn taken(mut answer: Response, sent_as: Option<String>) -> Response {
    // What was set aside is offered again beside what stands.
    let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
    let is_aside = views::query_value(to.split_once('?').map_or("", |(_, query)| query), "aside").is_some();
    let asks_more = answer.extensions().get::<AsksMore>().is_some();
    let is_taken = (answer.status().is_success() || answer.status().is_redirection()) && !is_aside && !asks_more;
    if let Some(name) = sent_as.filter(|_| is_taken) {
        cookies::put_taken(answer.headers_mut(), &name);
    }
    answer
}

/// The same for a script of ours: problem details (RFC 9457) with the sentence a page would show. A door that has to be
/// passed first is 401, since a script cannot be led there.
async fn said(site: &Site, problem: &DeskProblem, key: Option<newsroom::DoorKey>, lang: Option<String>) -> Response {
    let away = problem.is_ours();
    let (language, _) = spoken(site, key.filter(|_| !away), lang).await;
    let (title, sentence) = problem.say(&site.words(language));
    let status = match problem.status() {
        StatusCode::SEE_OTHER => StatusCode::UNAUTHORIZED,
        status => status,
    };
    let details = serde_json::json!({ "title": title, "status": status.as_u16(), "problem": sentence });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], details.to_string()).into_response()
}

/// The language of an answer, and whether somebody is signed in.
async fn spoken(site: &Site, key: Option<newsroom::DoorKey>, lang: Option<String>) -> (Language, bool) {
    let session = match key {
        Some(key) => newsroom::session(site.newsroom().reads(), &key, site.now()).await.ok().flatten(),
        None => None,
    };
    let asked: Option<Language> = lang.and_then(|code| code.parse().ok());
    let own = session.as_ref().map(|session| session.person.language);
    (own.or(asked).unwrap_or_else(|| site.last_frame().primary()), session.is_some())
}

async fn page(
    site: &Site,
    problem: &DeskProblem,
    key: Option<newsroom::DoorKey>,
    lang: Option<String>,
    id: &RequestId,
    back: &str,
    given: Option<GivenBack>,
) -> Response {
    let away = problem.is_ours();
    // The token of the form that is sent again, whoever is signed in by then.
    let token = key.as_ref().map(guard::token);
    let (language, signed_in) = spoken(site, key.filter(|_| !away), lang).await;
    let frame = site.last_frame();
    let words = site.words(language);
    let (title, sentence) = problem.say(&words);
    let way = problem.way(back);
    let values = context! {
        desk => context! {
            lang => language.code(),
            dir => language.dir(),
            paper => frame.paper.name.get(language),
            languages => Vec::<String>::new(),
        },
        title => title.as_str(),
        sentence => sentence.as_str(),
        request_id => id.as_str(),
        signed_in => signed_in,
        back => back,
        away => away,
        way => way,
        given => Serde(given),
        token => token,
    };
    let html = site.desk().render(language, "problem.html", &values).unwrap_or_else(|error| {
        tracing::error!(%error, "not even the page of an error could be made");
        format!("<!doctype html><meta charset=\"utf-8\"><title>{title}</title><p>{sentence}</p>")
    });
    // A page, where a script would have been led on.
    let status = match problem.status() {
        StatusCode::SEE_OTHER => StatusCode::UNAUTHORIZED,
        status => status,
    };
    let mut answer = (status, Html(html)).into_response();
    if let Some(seconds) = retry_after(&problem.retry(), site.now()) {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    answer
}
