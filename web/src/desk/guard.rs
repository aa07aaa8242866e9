//! Middleware for every request to the desk: responses are not cached, requests from other origins change nothing, and
//! nobody signs in over an insecure connection.

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use newsroom::SecretToken;
use rand::RngExt;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::cookies;
use super::problem::{self, DeskProblem};
use crate::base::config::SiteConfig;
use crate::base::headers::{MEDIA_CONTENT_SECURITY_POLICY, PREVIEW_CONTENT_SECURITY_POLICY};
use crate::base::hex::{hex, unhex};
use crate::base::hosts::{self, is_same_origin};
use crate::site::Site;

/// The policy of readers' pages, and pictures made by the browser itself, for previews of uploads.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'";
/// Whether a response contains frames or may be framed, as an extension. Without one, neither is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FramePolicy {
    /// It contains frames with pages of ours.
    ContainsFrames,
    /// It may be framed by our pages, and sends no forms.
    Framable,
    /// It may be framed by our pages, and runs no scripts.
    FramableStatic,
}
/// Length of the random half of a form's token, in bytes.
const MASK_BYTES: usize = 32;
/// Length of a seal in bytes.
const SEAL_BYTES: usize = 32;

/// Refuses writes from other origins, and adds the desk's headers to the response.
pub async fn check(State(site): State<Site>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = if reads || is_same_origin(site.config(), request.headers()) {
        problem::with_retry_after(next.run(request), site.now()).await
    } else {
        DeskProblem::ForeignOrigin.into_response()
    };
    let frames = response.extensions().get::<FramePolicy>().copied();
    add_headers(response.headers_mut());
    let framed = || PREVIEW_CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'");
    let policy = match frames {
        Some(FramePolicy::ContainsFrames) => format!("{CONTENT_SECURITY_POLICY}; frame-src 'self'"),
        Some(FramePolicy::Framable) => framed(),
        Some(FramePolicy::FramableStatic) => {
            framed().replace("script-src 'self'; ", "").replace("connect-src 'self'; ", "")
        }
        None => return response,
    };
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The session of a request, if middleware has loaded it already.
#[derive(Clone)]
pub(super) struct LoadedSession(pub newsroom::Session);

/// Middleware for every address with a story: responds with 404 if the person may not know of the story, before any
/// form, lock or move is looked at. Requests without a session are passed on; the handler redirects them to the sign-in
/// page.
pub async fn require_known_story(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let session = match cookies::token(&parts.headers, cookies::SESSION) {
        Some(key) => newsroom::session(site.newsroom().reads(), &key, site.now()).await,
        None => Ok(None),
    };
    let session = match session {
        Ok(session) => session.filter(|session| !session.owes_factor),
        Err(error) => return DeskProblem::from(error).into_response(),
    };
    if let Some(session) = session {
        let params = axum::extract::RawPathParams::from_request_parts(&mut parts, &site).await;
        let id = params.ok().and_then(|params| {
            params.iter().find(|(name, _)| *name == "id").and_then(|(_, id)| id.parse::<newsroom::PublicId>().ok())
        });
        let Some(id) = id else { return DeskProblem::Missing.into_response() };
        if let Err(error) = newsroom::story_known(site.newsroom().reads(), &session.actor(), &id, site.now()).await {
            return DeskProblem::from(error).into_response();
        }
        parts.extensions.insert(LoadedSession(session));
    }
    next.run(Request::from_parts(parts, body)).await
}

/// Sets the headers of every response of the desk.
pub fn add_headers(headers: &mut HeaderMap) {
    // A file keeps its own, stricter policy.
    let is_file = headers.get(header::CONTENT_SECURITY_POLICY).is_some_and(|own| own == MEDIA_CONTENT_SECURITY_POLICY);
    let policy = if is_file { MEDIA_CONTENT_SECURITY_POLICY } else { CONTENT_SECURITY_POLICY };
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, policy),
        // Addresses may contain the token of a link. Without any referrer, forms would be sent without an origin.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Whether a browser would keep our cookies: over TLS, or on this machine.
pub fn is_safe(config: &SiteConfig, headers: &HeaderMap) -> bool {
    let asked = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or(config.host());
    config.is_https() || hosts::is_loopback(asked)
}

/// The CSRF token of a session. It has a new random mask each time, because a constant secret in compressed pages could
/// be guessed from their length (BREACH).
pub fn token(session: &SecretToken) -> String {
    let mask: [u8; MASK_BYTES] = rand::rng().random();
    let masked = proof_of(session).iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect::<Vec<u8>>();
    hex(&mask) + &hex(&masked)
}

/// Whether `token` is valid for the session.
pub fn is_valid_token(session: &SecretToken, token: &str) -> bool {
    let Some(bytes) = unhex(token).filter(|bytes| bytes.len() == 2 * MASK_BYTES) else { return false };
    let (mask, masked) = bytes.split_at(MASK_BYTES);
    let shown: Vec<u8> = mask.iter().zip(masked).map(|(mask, byte)| mask ^ byte).collect();
    shown.ct_eq(&proof_of(session)).into()
}

/// Signs `text` with the session's token. The result is hex.
pub fn seal(session: &SecretToken, text: &str) -> String {
    hex(&keyed(session, "seal", text.as_bytes())) + &hex(text.as_bytes())
}

/// The text signed by [`seal`], if the signature is valid for this session.
pub fn unseal(session: &SecretToken, sealed: &str) -> Option<String> {
    let bytes = unhex(sealed)?;
    let (seal, text) = bytes.split_at_checked(SEAL_BYTES)?;
    let holds: bool = seal.ct_eq(&keyed(session, "seal", text)).into();
    if holds { String::from_utf8(text.to_vec()).ok() } else { None }
}

fn proof_of(session: &SecretToken) -> Vec<u8> {
    keyed(session, "form", b"")
}

fn keyed(session: &SecretToken, purpose: &str, text: &[u8]) -> Vec<u8> {
    // HMAC accepts keys of any length, so this does not fail.
    Hmac::<Sha256>::new_from_slice(session.reveal().as_bytes())
        .map(|mut mac| {
            mac.update(purpose.as_bytes());
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_here(url: &str, pairs: &[(&'static str, &str)]) -> bool {
        let config = SiteConfig { url: url.into(), ..SiteConfig::default() };
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        is_same_origin(&config, &headers)
    }

    // S-SIGN-IN: state-changing requests come from our own pages
    #[test]
    fn only_our_own_pages_change_anything() {
        let ours = "https://paper.example";
        assert!(from_here(ours, &[("origin", ours), ("host", "paper.example")]));
        assert!(from_here(ours, &[("sec-fetch-site", "same-origin"), ("host", "paper.example")]));
        assert!(from_here("http://localhost:8080", &[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("origin", "http://paper.example"),
            ("origin", "https://paper.example.evil.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", "none"),
        ] {
            assert!(!from_here(ours, &[(name, value), ("host", "paper.example")]), "{name}: {value}");
        }
        assert!(!from_here(ours, &[("host", "paper.example")]), "nothing said");
        assert!(!from_here(ours, &[("origin", ours), ("sec-fetch-site", "cross-site"), ("host", "paper.example")]));
    }

    #[test]
    fn a_token_is_another_every_time_and_holds_for_its_session_alone() {
        let (one, other) = (SecretToken::random(), SecretToken::random());
        let (first, second) = (token(&one), token(&one));
        assert_ne!(first, second);
        assert!(is_valid_token(&one, &first) && is_valid_token(&one, &second));
        assert!(!is_valid_token(&other, &first));
        for bad in ["", "ab", &"0".repeat(128), &first[2..], &"é".repeat(64)] {
            assert!(!is_valid_token(&one, bad), "{bad}");
        }
    }
}
