//! Forms as they come in: bounded, from our own pages, with the token of the session.

use std::ops::Deref;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use http::header;
use http_body_util::{BodyExt, Limited};
use percent_encoding::percent_decode;

use super::cookies;
use super::guard;
use super::problem::DeskProblem;
use crate::site::Site;

/// Bytes of a form (SECURITY-CONTRACT section 5).
pub const FORM_BYTES_MAX: usize = 2 << 20;

/// The fields of a form, in order; a name may stand more than once.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a form's body, or the query of an address, which is written alike.
    pub fn read(bytes: &[u8]) -> Self {
        let decoded = |part: &[u8]| {
            let spaced: Vec<u8> = part.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
            percent_decode(&spaced).decode_utf8_lossy().into_owned()
        };
        let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let split = |pair: &[u8]| {
            let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            (decoded(&pair[..at]), decoded(pair.get(at + 1..).unwrap_or_default()))
        };
        Self(pairs.map(split).collect())
    }

    /// Every field, in the order of the form.
    pub fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }

    /// What stands in the field `name`, without spaces around it; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.exactly(name).trim()
    }

    /// The same on one line: where a line ended there is a space.
    pub fn line(&self, name: &str) -> String {
        let lines = self.text(name).lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(" ")
    }

    /// What stands in the field `name`, as it was typed: for passwords.
    pub fn exactly(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Everything under `name`, as from boxes that were ticked.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// Puts `values` in the place of everything under `name`.
    pub(super) fn put(&mut self, name: &str, values: &[String]) {
        self.0.retain(|(known, _)| known != name);
        self.0.extend(values.iter().map(|value| (name.to_owned(), value.clone())));
    }

    /// Whether the field is there at all.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}

/// The form of somebody who has signed in; refused without the token of their session. Of `BYTES` at most.
#[derive(Debug, Clone, Default)]
pub struct Form<const BYTES: usize = FORM_BYTES_MAX> {
    fields: Fields,
    /// One for each page that was opened and each text that was typed there: pressed twice or sent again by the network it
    /// is the same, since the token of a form is another one on every page.
    delivery: String,
}

impl<const BYTES: usize> Form<BYTES> {
    /// The name under which this form is done once ([`super::Desk::write_once`]).
    pub fn delivery(&self) -> &str {
        &self.delivery
    }
}

/// The form of somebody outside: at the doors there is no session yet whose token it could carry. That it comes from a
/// page of ours is checked all the same.
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
        let session = cookies::key(request.headers(), cookies::SESSION).ok_or(DeskProblem::SignedOut)?;
        let to = request.uri().path().to_owned();
        let fields = read(request, BYTES).await?;
        match guard::token_holds(&session, fields.text("token")) {
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

/// All of a body that is no longer than `bytes_max`.
pub(super) async fn bytes(body: Body, bytes_max: usize) -> Result<Bytes, DeskProblem> {
    match Limited::new(body, bytes_max).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => Err(DeskProblem::TooLarge),
        Err(_) => Err(DeskProblem::NoForm),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_browsers_write_them() {
        let form = Fields::read("name=%D8%B3%D9%84%D9%85%D9%89+%D8%A8&role=a&role=b&empty=&flag&&p=+x+".as_bytes());
        assert_eq!(form.text("name"), "سلمى ب");
        assert_eq!(form.all("role").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((form.text("empty"), form.has("flag"), form.has("none")), ("", true, false));
        assert_eq!((form.text("p"), form.exactly("p")), ("x", " x "));
        assert_eq!(Fields::read(b"h=+one%0D%0A+two%0A%0Athree+").line("h"), "one two three");
    }
}
