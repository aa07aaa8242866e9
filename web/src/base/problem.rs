//! What went wrong with a request of a reader: what it was, and what to do.
//!
//! Handlers return a [`Problem`]; the layer [`crate::readers::problem_page`] turns it into HTML, since only there the request's language
//! and id are known. An exhaustive match gives each refusal of the newsroom its status.

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use newsroom::{Outage, StorageError};

use crate::base::messages::Words;

/// A request that is not answered with what it asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Nothing is there, or nothing the reader may know of.
    Missing,
    /// A story was there and was withdrawn.
    Gone,
    /// A story was there and the law had it taken off.
    Withheld,
    /// Not a reading request.
    Method,
    /// What was sent is no form.
    NoForm,
    /// More was sent than may be.
    TooLarge,
    /// It came from somebody else's page.
    Foreign,
    /// What was asked cannot be read.
    Bad,
    /// The address is longer than 8 KiB.
    Overlong,
    /// The Host header names somebody else.
    UnknownHost,
    /// The storage cannot do it now.
    Storage(Outage),
    /// So many ask that this one has to wait.
    Busy,
    /// Our own mistake.
    Internal,
}

impl Problem {
    /// Its status.
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

    /// Whether the same request may be answered in a moment.
    pub fn passes(self) -> bool {
        matches!(self, Self::Storage(_) | Self::Busy)
    }

    /// Title and sentence.
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

/// The status of what the storage cannot do: a full disk is 507, whatever else passes by itself 503.
pub fn status_of_outage(outage: Outage) -> StatusCode {
    match outage {
        Outage::Full | Outage::ReadOnly => StatusCode::INSUFFICIENT_STORAGE,
        Outage::Away | Outage::Busy | Outage::Damaged => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Title and sentence of what the storage cannot do.
pub fn say_outage(outage: Outage, words: &Words) -> (String, String) {
    match outage {
        Outage::Full => (words.message("problem-full-title"), words.message("problem-full-sentence")),
        Outage::ReadOnly => (words.message("problem-full-title"), words.message("problem-read-only-sentence")),
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

/// Notes in the log why the storage did not do it, and says what hinders it, where it may do it later.
pub fn outage_behind(error: &StorageError) -> Option<Outage> {
    match error {
        StorageError::Storage { outage, cause } => {
            tracing::error!(outage = outage.word(), cause, "the storage does not do it");
            Some(*outage)
        }
        StorageError::Media(error) => {
            tracing::error!(%error, "the media store did not answer");
            Some(Outage::Away)
        }
        refused => {
            tracing::error!(error = %refused, "the storage refused what it was asked");
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
            // Acts of the desk; no page for readers makes one.
            refused @ (E::NoWay { .. }
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
            | E::Door(_)
            | E::Incomplete { .. }
            | E::TooLong { .. }
            | E::BadSlug { .. }
            | E::BadPicture { .. }
            | E::PicturesBusy
            | E::BadCrop { .. }
            | E::NoSuchTopic { .. }
            | E::NoSuchPerson
            | E::Document(_)) => {
                tracing::error!(error = %refused, "a page could not be made");
                Self::Internal
            }
        }
    }
}

/// Whether an answer says nothing, or something in English that was written for programmers: ours are pages, data or files.
pub fn is_bare(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(http::HeaderValue::as_bytes);
    kind.is_none_or(|kind| kind.starts_with(b"text/plain")) && !response.headers().contains_key(header::RETRY_AFTER)
}
