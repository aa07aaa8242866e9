//! What went wrong at the desk: its status, and what it was and what to do in the person's language.
//!
//! Handlers return a [`DeskProblem`]; the layer [`as_page`](super::problem_page::as_page) turns it into HTML, since only there
//! the language is known. Refusals that a form can show beside its fields are turned into a sentence by [`refusal`] instead.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use newsroom::{DoorRefusal, Error, Outage, PictureRefusal, Role, StorageError, StoryLine, Timestamp, Weakness};

use super::views;
use crate::base::messages::{Words, line_label};
use crate::base::problem::{outage_behind, say_outage, status_of_outage};
use crate::base::standing::Collision;
use crate::base::theme::ThemeError;

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
    pub(super) fn is_ours(&self) -> bool {
        matches!(self, Self::Storage(_) | Self::Internal)
    }

    pub(super) fn status(&self) -> StatusCode {
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
    pub(super) fn say(&self, words: &Words) -> (String, String) {
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
    pub(super) fn way(&self, back: &str) -> Option<String> {
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
    pub(super) fn retry(&self) -> Retry {
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

/// What a write came to that may have met another: its own answer, or the page that shows both.
pub fn unless_met<T>(done: newsroom::Result<Result<T, Collision>>) -> Result<newsroom::Result<T>, DeskProblem> {
    match done {
        Ok(Err(collision)) => Err(collision.into()),
        Ok(Ok(value)) => Ok(Ok(value)),
        Err(error) => Ok(Err(error)),
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
        "body" => words.message("field-body"),
        "section" => words.message("field-section"),
        "byline" => words.message("field-byline"),
        "caption" => words.message("field-caption"),
        "credit" => words.message("field-credit"),
        "alt_text" => words.message("field-alt"),
        "name" => words.message("name"),
        "about" => words.message("field-about"),
        "breaking" => words.message("field-breaking"),
        "note" => words.message("move-words"),
        "arrangements" => words.message("front-waiting"),
        "remark" | "remarks" => words.message("remarks"),
        "quote" => words.message("remark-quote"),
        other => match StoryLine::from_word(other) {
            Some(line) => words.message(&line_label(line)),
            None => other.to_owned(),
        },
    }
}

/// The answer of a router without such an address.
pub async fn missing() -> DeskProblem {
    DeskProblem::Missing
}

/// On an answer that asks something more of who sent the form: nothing is done yet.
#[derive(Debug, Clone, Copy)]
pub struct AsksMore;
