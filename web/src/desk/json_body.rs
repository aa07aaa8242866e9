//! An extractor for JSON sent by our scripts: limited in size, and with the token of the session in a header.

use axum::extract::{FromRequest, Request};
use http::{HeaderMap, HeaderName, header};
use serde::de::DeserializeOwned;

use super::guard;
use super::problem::DeskProblem;
use super::{cookies, form};
use crate::site::Site;

/// The header with the token, which forms have in a field.
pub const TOKEN: HeaderName = HeaderName::from_static("x-form-token");

/// JSON parsed as `T`, of at most `BYTES`. Extracting it fails without the token of the session.
#[derive(Debug, Clone)]
pub struct JsonBody<T, const BYTES: usize = { form::FORM_BYTES_MAX }>(pub T);

impl<T: DeserializeOwned, const BYTES: usize> FromRequest<Site> for JsonBody<T, BYTES> {
    type Rejection = DeskProblem;

    async fn from_request(request: Request, _: &Site) -> Result<Self, DeskProblem> {
        let session = cookies::token(request.headers(), cookies::SESSION).ok_or(DeskProblem::SignedOut)?;
        let token = request.headers().get(TOKEN).and_then(|token| token.to_str().ok()).unwrap_or_default();
        if !guard::is_valid_token(&session, token) {
            return Err(DeskProblem::OldForm);
        }
        if !is_json(request.headers(), &header::CONTENT_TYPE) {
            return Err(DeskProblem::NoForm);
        }
        let bytes = form::bytes(request.into_body(), BYTES).await?;
        serde_json::from_slice(&bytes).map(Self).map_err(|_| DeskProblem::NoForm)
    }
}

/// Whether the header `name` (`Accept` or `Content-Type`) says JSON.
pub fn is_json(headers: &HeaderMap, name: &HeaderName) -> bool {
    headers.get(name).and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.starts_with("application/json"))
}
