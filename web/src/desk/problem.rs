//! Errors of pages of the desk: their status, and a sentence in the person's language.
//!
//! Handlers return a [`DeskProblem`]. The layer [`as_page`](super::problem_page::as_page) renders it as HTML, because
//! only the layer knows the language. For errors that a form shows beside its fields, [`refusal`] gives the sentence.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use newsroom::{
    AccountRefusal, Bar, Error, Outage, PictureRefusal, Required, Role, StorageError, StoryLine, Timestamp, Weakness,
};

use super::views;
use crate::base::form_merge::Conflict;
use crate::base::messages::{Words, line_label};
use crate::base::problem::{outage_behind, say_outage, status_of_outage};
use crate::base::theme::ThemeError;

/// Why a request to the desk failed.
#[derive(Debug, Clone)]
pub enum DeskProblem {
    /// There is nothing at this address, or nothing that the person may know of.
    Missing,
    /// The person may see it but not do this.
    Forbidden,
    /// People may not approve their own story.
    OwnStory,
    /// A fresh proof by password or passkey is required.
    ProofIsOld,
    /// Nobody is signed in. After signing in, the person returns to `to`.
    SignIn {
        /// A path of the desk.
        to: String,
    },
    /// The password was correct; the second factor is still missing.
    SecondFactor {
        /// A path of the desk.
        to: String,
    },
    /// The paper requires a second factor, and the person has none.
    SetUpFactor,
    /// A form was sent after the session had ended.
    SignedOut,
    /// The form has no valid token of the session.
    OldForm,
    /// The form comes from another site's page.
    ForeignOrigin,
    /// The body is not a form.
    NoForm,
    /// The form is too large.
    TooLarge,
    /// The request cannot be parsed.
    Bad,
    /// The method is not allowed.
    Method,
    /// The browser would not keep our cookies, because the connection is not secure.
    Unsafe,
    /// A colleague has changed the same fields.
    Conflict(Arc<Conflict>),
    /// The newsroom refused, for a reason that can be shown.
    Refused(Arc<Error>),
    /// The storage has an outage. Nothing was written.
    Storage(Outage),
    /// An error in this program.
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
            refused @ (Error::Account(_)
            | Error::Incomplete { .. }
            | Error::TooLong { .. }
            | Error::NoWay { .. }
            | Error::PictureBarred { .. }
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

impl From<Conflict> for DeskProblem {
    fn from(conflict: Conflict) -> Self {
        Self::Conflict(Arc::new(conflict))
    }
}

impl From<ThemeError> for DeskProblem {
    fn from(error: ThemeError) -> Self {
        tracing::error!(%error, "a page of the desk could not be rendered");
        Self::Internal
    }
}

impl DeskProblem {
    /// Whether the cause is the storage or this program. The error page then makes no database requests.
    pub(super) fn is_internal(&self) -> bool {
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
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Refused(error) => status_of(error),
            Self::Storage(outage) => status_of_outage(*outage),
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Title and sentence for the error page.
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
            Self::Conflict(_) => (words.message("desk-collided-title"), words.message("desk-collided-sentence")),
            Self::Refused(error) => (words.message("desk-refused-title"), refusal(words, error).unwrap_or_default()),
            Self::Storage(outage) => say_outage(*outage, words),
            Self::Internal => (words.message("problem-internal-title"), words.message("problem-internal-sentence")),
        }
    }
}

impl DeskProblem {
    /// The page that the person has to pass first. It leads back to `back`.
    pub(super) fn redirect_target(&self, back: &str) -> Option<String> {
        let leading_back = |path, to| Some(views::with_query_value(path, "", "to", to));
        match self {
            Self::SignIn { to } => leading_back("/newsroom/sign-in", to),
            Self::SignedOut => leading_back("/newsroom/sign-in", back),
            Self::SecondFactor { to } => leading_back("/newsroom/sign-in/factor", to),
            Self::ProofIsOld => leading_back("/newsroom/proof", back),
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

/// When a request may succeed if it is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Retry {
    /// Repeating it does not help.
    No,
    /// After this many seconds.
    In(i64),
    /// After this time.
    At(Timestamp),
}

/// When it makes sense to repeat a request that failed with `error`.
pub(super) fn retry_of(error: &Error) -> Retry {
    match error {
        Error::Account(AccountRefusal::Paused(until)) => Retry::At(*until),
        Error::Account(AccountRefusal::Crowded) => Retry::In(5),
        Error::PicturesBusy => Retry::In(60),
        _ => Retry::No,
    }
}

tokio::task_local! {
    /// Set by [`status_of`] when a request is refused, whatever page shows the refusal.
    static RETRY: std::cell::Cell<Retry>;
}

/// Runs a handler. If it refused the request and a later attempt may succeed, adds `Retry-After` to the response.
pub(super) async fn with_retry_after(answering: impl Future<Output = Response>, now: Timestamp) -> Response {
    let (mut answer, said) = RETRY
        .scope(std::cell::Cell::new(Retry::No), async {
            let answer = answering.await;
            (answer, RETRY.with(std::cell::Cell::get))
        })
        .await;
    let is_refusal = answer.status().is_client_error() || answer.status().is_server_error();
    if let Some(seconds) = retry_after(&said, now).filter(|_| is_refusal) {
        answer.headers_mut().entry(header::RETRY_AFTER).or_insert(seconds);
    }
    answer
}

/// The value for `Retry-After`.
pub(super) fn retry_after(retry: &Retry, now: Timestamp) -> Option<HeaderValue> {
    let seconds = match retry {
        Retry::No => return None,
        Retry::In(seconds) => *seconds,
        // Rounded up to whole seconds.
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

/// The status for an error that is shown with a sentence.
pub fn status_of(error: &Error) -> StatusCode {
    // Fails outside of a request, as in tests. There it does not matter.
    let _ = RETRY.try_with(|said| said.set(retry_of(error)));
    match error {
        Error::Account(AccountRefusal::Paused(_)) => StatusCode::TOO_MANY_REQUESTS,
        Error::Account(AccountRefusal::Crowded) | Error::PicturesBusy => StatusCode::SERVICE_UNAVAILABLE,
        Error::BadPicture { why: PictureRefusal::TooManyBytes { .. } } => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Account(AccountRefusal::LinkSpent) => StatusCode::GONE,
        Error::Account(AccountRefusal::LastOf(_) | AccountRefusal::EmailTaken)
        | Error::Changed { .. }
        | Error::NotSeen => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Characters of a wall time up to the minute.
const SHOWN_TIME_CHARS: usize = 16;

/// Status and sentence of an error that the person can fix, to be shown on the current page. Other errors are returned,
/// and become a page of their own.
pub fn refused(words: &Words, error: Error) -> Result<(StatusCode, String), DeskProblem> {
    with_sentence(refusal(words, &error), error)
}

/// Like [`refused`], for pages with their own sentence for some errors.
pub fn with_sentence(sentence: Option<String>, error: Error) -> Result<(StatusCode, String), DeskProblem> {
    match sentence {
        Some(sentence) => Ok((status_of(&error), sentence)),
        None => Err(error.into()),
    }
}

/// Separates a conflict, which becomes an error page, from the result of a write.
pub fn or_conflict<T>(done: newsroom::Result<Result<T, Conflict>>) -> Result<newsroom::Result<T>, DeskProblem> {
    match done {
        Ok(Err(conflict)) => Err(conflict.into()),
        Ok(Ok(value)) => Ok(Ok(value)),
        Err(error) => Ok(Err(error)),
    }
}

/// The sentence for an error that the person can fix; `None` for other errors.
pub fn refusal(words: &Words, error: &Error) -> Option<String> {
    Some(match error {
        Error::Account(refusal) => match refusal {
            AccountRefusal::BadCredentials => words.message("account-bad-credentials"),
            AccountRefusal::Paused(_) => words.message("account-paused"),
            AccountRefusal::Crowded => words.message("account-crowded"),
            AccountRefusal::Weak(Weakness::Short) => words.counted("account-weak-short", views::PASSWORD_CHARS),
            AccountRefusal::Weak(Weakness::Long) => words.message("account-weak-long"),
            AccountRefusal::Weak(Weakness::Common) => words.message("account-weak-common"),
            AccountRefusal::Weak(Weakness::Own) => words.message("account-weak-own"),
            AccountRefusal::LinkSpent => words.message("account-link-spent"),
            AccountRefusal::WrongCode => words.message("account-wrong-code"),
            AccountRefusal::BadPasskey => words.message("account-bad-passkey"),
            AccountRefusal::BadEmail => words.message("account-bad-email"),
            AccountRefusal::EmailTaken => words.message("account-email-taken"),
            AccountRefusal::BadName => words.message("account-bad-name"),
            AccountRefusal::LastOf(Role::Admin) => words.message("account-last-admin"),
            AccountRefusal::LastOf(_) => words.message("account-last-chief"),
            AccountRefusal::NoRole => words.message("account-no-role"),
            AccountRefusal::OwnRoles => words.message("account-own-roles"),
            AccountRefusal::FactorOwed => words.message("account-factor-owed"),
        },
        // It is not empty.
        Error::Incomplete { field: "distinct_alt" | "text_distinct_alt", .. } => words.message("refused-alt-repeats"),
        Error::Incomplete { field, .. } => words.named("refused-missing", "name", &field_name(words, field)),
        Error::TooLong { field, .. } => words.named("refused-too-long", "name", &field_name(words, field)),
        Error::NoWay { .. } => words.message("refused-no-way"),
        Error::PictureBarred { why, .. } => barred(words, *why),
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

/// Why a picture may not be used, and what to do about it.
pub fn barred(words: &Words, why: Bar) -> String {
    match why {
        Bar::Withdrawn => words.message("refused-picture-withdrawn"),
        // Isolated, so that the day stays in order within Arabic.
        Bar::Ended(last) => words.named("refused-picture-ended", "day", &format!("\u{2066}{last}\u{2069}")),
        Bar::Language(language) => words.named("refused-picture-language", "language", language.own_name()),
    }
}

/// Why a picture was refused, and what to do about it.
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

/// The label of a field.
fn field_name(words: &Words, field: &str) -> String {
    match field {
        "name" => words.message("name"),
        "about" => words.message("field-about"),
        "breaking" => words.message("field-breaking"),
        "note" => words.message("move-words"),
        "arrangements" => words.message("front-waiting"),
        "remark" | "remarks" => words.message("remarks"),
        "quote" => words.message("remark-quote"),
        other => {
            let line = StoryLine::from_word(other).map(|line| words.message(&line_label(line)));
            let required = || newsroom::COMPLETE.iter().find(|required| required.word() == other);
            line.or_else(|| Some(required_name(words, *required()?))).unwrap_or_else(|| other.to_owned())
        }
    }
}

/// The label of a required field.
pub(super) fn required_name(words: &Words, field: Required) -> String {
    match field {
        Required::Headline => words.message("field-headline"),
        Required::Section => words.message("field-section"),
        Required::Body => words.message("field-body"),
        Required::Byline => words.message("field-byline"),
        Required::Caption => words.message("field-caption"),
        Required::Credit => words.message("field-credit"),
        Required::AltText => words.message("field-alt"),
        Required::DistinctAlt => words.message("field-distinct-alt"),
        Required::TextCaption => words.message("field-text-caption"),
        Required::TextCredit => words.message("field-text-credit"),
        Required::TextAlt => words.message("field-text-alt"),
        Required::TextDistinctAlt => words.message("field-text-distinct-alt"),
    }
}

/// The fallback for unknown addresses.
pub async fn missing() -> DeskProblem {
    DeskProblem::Missing
}

/// An extension of responses that ask a further question about a form, so that the form is not reported as done.
#[derive(Debug, Clone, Copy)]
pub struct NeedsConfirmation;
