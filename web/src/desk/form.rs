//! Extractors for forms: limited in size, and with the CSRF token of the session.

use std::ops::Deref;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use http::header;
use http_body_util::{BodyExt, Limited};

use super::cookies;
use super::guard;
use super::problem::DeskProblem;
use crate::base::fields::Fields;
use crate::site::Site;

/// Maximum size of a form in bytes (SECURITY-CONTRACT section 5).
pub const FORM_BYTES_MAX: usize = 2 << 20;

/// A form sent by somebody who has signed in, of at most `BYTES`. Extracting it fails without the token of the session.
#[derive(Debug, Clone, Default)]
pub struct Form<const BYTES: usize = FORM_BYTES_MAX> {
    fields: Fields,
    /// Identifies the submission by its content. A form that is sent twice has the same value, because every page has a
    /// different token.
    delivery: String,
}

impl<const BYTES: usize> Form<BYTES> {
    /// The key for doing this submission once ([`super::DeskContext::write_once`]).
    pub fn delivery(&self) -> &str {
        &self.delivery
    }
}

/// A form sent without a session, such as the one for signing in. It has no token, but the middleware checks that it
/// comes from one of our pages.
#[derive(Debug, Clone, Default)]
pub struct OpenForm(Fields);

impl<const BYTES: usize> Deref for Form<BYTES> {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.fields
    }
}

impl Deref for OpenForm {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.0
    }
}

impl<const BYTES: usize> FromRequest<Site> for Form<BYTES> {
    type Rejection = DeskProblem;

    async fn from_request(request: Request, _: &Site) -> Result<Self, DeskProblem> {
        let session = cookies::token(request.headers(), cookies::SESSION).ok_or(DeskProblem::SignedOut)?;
        let to = request.uri().path().to_owned();
        let fields = read(request, BYTES).await?;
        match guard::is_valid_token(&session, fields.text("token")) {
            true => {
                let all = serde_json::json!([session.reveal(), to, fields.0]).to_string();
                Ok(Self { fields, delivery: format!("form/{}", newsroom::digest(all.as_bytes())) })
            }
            false => Err(DeskProblem::OldForm),
        }
    }
}

impl FromRequest<Site> for OpenForm {
    type Rejection = DeskProblem;

    async fn from_request(request: Request, _: &Site) -> Result<Self, DeskProblem> {
        read(request, FORM_BYTES_MAX).await.map(Self)
    }
}

async fn read(request: Request<Body>, bytes_max: usize) -> Result<Fields, DeskProblem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(DeskProblem::NoForm);
    }
    Ok(Fields::read(&bytes(request.into_body(), bytes_max).await?))
}

/// Reads a whole body of at most `bytes_max`.
pub(super) async fn bytes(body: Body, bytes_max: usize) -> Result<Bytes, DeskProblem> {
    match Limited::new(body, bytes_max).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => Err(DeskProblem::TooLarge),
        Err(_) => Err(DeskProblem::NoForm),
    }
}
