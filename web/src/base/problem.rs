//! Errors of readers' pages.
//!
//! Handlers return a [`Problem`]. The layer [`crate::readers::problem_page`] renders it as HTML, because only the layer
//! knows the language and id of the request. An exhaustive match maps each error of the newsroom to a status.

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use newsroom::{Outage, StorageError};

use crate::base::messages::Words;

/// Why a request failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing at this address, or nothing that readers may see.
    Missing,
    /// The story was withdrawn.
    Gone,
    /// The story was taken off for legal reasons.
    Withheld,
    /// The method is not allowed.
    Method,
    /// The body is not a form.
    NoForm,
    /// The body is too large.
    TooLarge,
    /// The request comes from another site's page.
    Foreign,
    /// The request cannot be parsed.
    Bad,
    /// The address is longer than 8 KiB.
    Overlong,
    /// The Host header names an unknown host.
    UnknownHost,
    /// The storage has an outage.
    Storage(Outage),
    /// Too many requests at the moment.
    Busy,
    /// An error in this program.
    Internal,
}

impl Problem {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::Withheld => StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::NoForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::Bad => StatusCode::BAD_REQUEST,
            Self::Overlong => StatusCode::URI_TOO_LONG,
            Self::UnknownHost => StatusCode::MISDIRECTED_REQUEST,
            Self::Storage(outage) => status_of_outage(outage),
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether the same request may succeed a little later.
    pub fn is_temporary(self) -> bool {
        matches!(self, Self::Storage(_) | Self::Busy)
    }

    /// Title and sentence for the error page.
    pub fn say(self, words: &Words) -> (String, String) {
        match self {
            Self::Missing => (words.message("problem-missing-title"), words.message("problem-missing-sentence")),
            Self::Gone => (words.message("problem-gone-title"), words.message("problem-gone-sentence")),
            Self::Withheld => (words.message("problem-withheld-title"), words.message("problem-withheld-sentence")),
            Self::Method => (words.message("problem-method-title"), words.message("problem-method-sentence")),
            Self::NoForm => (words.message("problem-form-title"), words.message("problem-form-sentence")),
            Self::TooLarge => (words.message("problem-large-title"), words.message("problem-large-sentence")),
            Self::Foreign => (words.message("problem-foreign-title"), words.message("problem-foreign-sentence")),
            Self::Bad => (words.message("problem-bad-title"), words.message("problem-bad-sentence")),
            Self::Overlong => (words.message("problem-overlong-title"), words.message("problem-overlong-sentence")),
            Self::UnknownHost => (words.message("problem-host-title"), words.message("problem-host-sentence")),
            Self::Storage(outage) => say_outage(outage, words),
            Self::Busy => (words.message("problem-busy-title"), words.message("problem-busy-sentence")),
            Self::Internal => (words.message("problem-internal-title"), words.message("problem-internal-sentence")),
        }
    }
}

/// The status for an outage: 507 if the disk is full or read-only, otherwise 503.
pub fn status_of_outage(outage: Outage) -> StatusCode {
    match outage {
        Outage::Full | Outage::ReadOnly => StatusCode::INSUFFICIENT_STORAGE,
        Outage::Away | Outage::Busy | Outage::MediaAway | Outage::Damaged => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Title and sentence for an outage.
pub fn say_outage(outage: Outage, words: &Words) -> (String, String) {
    match outage {
        Outage::Full => (words.message("problem-full-title"), words.message("problem-full-sentence")),
        Outage::ReadOnly => (words.message("problem-full-title"), words.message("problem-read-only-sentence")),
        Outage::MediaAway => (words.message("problem-busy-title"), words.message("problem-media-sentence")),
        Outage::Away | Outage::Busy | Outage::Damaged => {
            (words.message("problem-busy-title"), words.message("problem-busy-sentence"))
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Logs a storage error. Returns the outage if the operation may succeed later.
pub fn outage_behind(error: &StorageError) -> Option<Outage> {
    match error {
        StorageError::Storage { outage, cause } => {
            tracing::error!(outage = outage.word(), cause, "the storage does not do it");
            Some(*outage)
        }
        StorageError::Media(error) => {
            tracing::error!(%error, "the media store did not answer");
            Some(Outage::MediaAway)
        }
        refused => {
            tracing::error!(error = %refused, "the storage refused an operation");
            None
        }
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        outage_behind(&error).map_or(Self::Internal, Self::Storage)
    }
}

impl From<newsroom::Error> for Problem {
    fn from(error: newsroom::Error) -> Self {
        use newsroom::Error as E;
        match error {
            E::NotFound { .. } | E::Forbidden { .. } | E::OwnStory | E::ProofIsOld => Self::Missing,
            E::Storage(error) => error.into(),
            // Errors of acts at the desk, which readers' pages do not perform.
            refused @ (E::NoWay { .. }
            | E::PictureBarred { .. }
            | E::WordsMissing
            | E::QuoteNotFound
            | E::TooLateToEdit
            | E::Embargoed { .. }
            | E::WasPublished
            | E::InTrashTooShort { .. }
            | E::Locked { .. }
            | E::BadTime { .. }
            | E::SkippedTime { .. }
            | E::NotLive { .. }
            | E::NotHere { .. }
            | E::Changed { .. }
            | E::NotSeen
            | E::SectionClosed { .. }
            | E::Banned { .. }
            | E::CommentsClosed(_)
            | E::AlreadyThere { .. }
            | E::Account(_)
            | E::Incomplete { .. }
            | E::TooLong { .. }
            | E::BadSlug { .. }
            | E::BadPicture { .. }
            | E::PicturesBusy
            | E::BadCrop { .. }
            | E::NoSuchTopic { .. }
            | E::NoSuchPerson
            | E::Document(_)) => {
                tracing::error!(error = %refused, "a readers' page failed with an unexpected error");
                Self::Internal
            }
        }
    }
}

/// Whether a response has no body of ours: no content type, or plain text from the framework, written for programmers.
pub fn is_bare(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(http::HeaderValue::as_bytes);
    kind.is_none_or(|kind| kind.starts_with(b"text/plain")) && !response.headers().contains_key(header::RETRY_AFTER)
}
