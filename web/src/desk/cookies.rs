//! Cookies of the desk: the session token, the token of a browser that has signed in before, and the id of a form
//! submission, which is not secret.
//!
//! The prefix `__Host-` makes browsers accept the cookie only over TLS or from this machine, and send it only to this
//! host. Scripts cannot read the tokens, and other sites' requests do not include them, except when a link is followed.

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use newsroom::SecretToken;
use percent_encoding::percent_decode_str;

/// The session cookie.
pub const SESSION: &str = "__Host-matbaa";
/// The device cookie.
pub const DEVICE: &str = "__Host-matbaa-device";

/// Lifetime of the session cookie in seconds. The session itself ends by then at the latest.
const SESSION_SECONDS: u32 = 14 * 86_400;
/// Lifetime of the device cookie in seconds.
const DEVICE_SECONDS: u32 = 180 * 86_400;

/// The token in the cookie `name`.
pub fn token(headers: &HeaderMap, name: &str) -> Option<SecretToken> {
    value(headers, name).and_then(SecretToken::parse)
}

fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all =
        headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    let mut values = all.filter_map(|pair| pair.trim().split_once('=')).filter(|(known, _)| *known == name);
    values.next().map(|(_, value)| value)
}

/// Sets the session cookie.
pub fn put_session(headers: &mut HeaderMap, token: &SecretToken) {
    put(headers, SESSION, token.reveal(), SESSION_SECONDS);
}

/// Sets the device cookie.
pub fn put_device(headers: &mut HeaderMap, token: &SecretToken) {
    put(headers, DEVICE, token.reveal(), DEVICE_SECONDS);
}

/// Deletes the session cookie.
pub fn drop_session(headers: &mut HeaderMap) {
    put(headers, SESSION, "", 0);
}

/// The cookie in which a script announces the id of a form submission.
const SENT: &str = "matbaa-sent";
/// Lifetime in seconds of the cookie that confirms a submission.
const TAKEN_SECONDS: u32 = 600;

/// Length of a submission id in hex digits.
const SENT_CHARS: usize = 24;

/// The id of the form submission to `path`. `None` for other requests that the page sends at the same time.
pub fn submission_id(headers: &HeaderMap, path: &str) -> Option<String> {
    let (name, to) = value(headers, SENT)?.split_once('.')?;
    let is_name = name.len() == SENT_CHARS && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_there = percent_decode_str(to).decode_utf8_lossy() == path;
    (is_name && is_there).then(|| name.to_owned())
}

/// Confirms the submission `name`, so that the script can delete its copy of the form.
pub fn put_confirmation(headers: &mut HeaderMap, name: &str) {
    for line in [
        format!("matbaa-taken-{name}=1; Path=/newsroom; Max-Age={TAKEN_SECONDS}; Secure; SameSite=Strict"),
        format!("{SENT}=; Path=/newsroom; Max-Age=0; Secure; SameSite=Strict"),
    ] {
        if let Ok(line) = HeaderValue::from_str(&line) {
            headers.append(SET_COOKIE, line);
        }
    }
}

fn put(headers: &mut HeaderMap, name: &str, value: &str, seconds: u32) {
    let line = format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    if let Ok(mut line) = HeaderValue::from_str(&line) {
        line.set_sensitive(true);
        headers.append(SET_COOKIE, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let expected = SecretToken::random();
        let mut headers = HeaderMap::new();
        let line = format!("{DEVICE}=x; a{SESSION}=y; {SESSION}={}", expected.reveal());
        headers.insert(COOKIE, line.parse().unwrap());
        assert_eq!(token(&headers, SESSION), Some(expected));
        assert_eq!(token(&headers, DEVICE), None, "no token");
    }

    // S-SIGN-IN: the session's cookie
    #[test]
    fn cookies_are_for_this_host_over_tls_and_not_for_scripts() {
        let mut headers = HeaderMap::new();
        put_session(&mut headers, &SecretToken::random());
        let line = headers[SET_COOKIE].to_str().unwrap();
        assert!(line.starts_with("__Host-matbaa=") && line.contains("; Path=/; "), "{line}");
        assert!(line.ends_with("; Secure; HttpOnly; SameSite=Lax") && !line.contains("Domain"), "{line}");
    }
}
