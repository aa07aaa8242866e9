//! The two cookies of the desk: the session's key, and the key by which a browser is known that was inside before.
//!
//! `__Host-`: a browser takes them over TLS or from this machine only, for this host alone. Out of reach of scripts, and
//! not sent along from other sites but when a link is followed.

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use newsroom::DoorKey;

/// The session.
pub const SESSION: &str = "__Host-matbaa";
/// The browser.
pub const DEVICE: &str = "__Host-matbaa-device";

/// Seconds after which the browser forgets the session: it ends by then in any case.
const SESSION_SECONDS: u32 = 14 * 86_400;
/// Seconds after which the browser forgets that it was inside.
const DEVICE_SECONDS: u32 = 180 * 86_400;

/// The key in a cookie called `name`.
pub fn key(headers: &HeaderMap, name: &str) -> Option<DoorKey> {
    let all =
        headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    let mut values = all.filter_map(|pair| pair.trim().split_once('=')).filter(|(known, _)| *known == name);
    values.next().and_then(|(_, value)| DoorKey::parse(value))
}

/// Hands the browser the key of a new session.
pub fn put_session(headers: &mut HeaderMap, key: &DoorKey) {
    put(headers, SESSION, key.reveal(), SESSION_SECONDS);
}

/// Hands the browser the key by which it is known.
pub fn put_device(headers: &mut HeaderMap, key: &DoorKey) {
    put(headers, DEVICE, key.reveal(), DEVICE_SECONDS);
}

/// Takes the session from the browser.
pub fn drop_session(headers: &mut HeaderMap) {
    put(headers, SESSION, "", 0);
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
        let key_of = DoorKey::random();
        let mut headers = HeaderMap::new();
        let line = format!("{DEVICE}=x; a{SESSION}=y; {SESSION}={}", key_of.reveal());
        headers.insert(COOKIE, line.parse().unwrap());
        assert_eq!(key(&headers, SESSION), Some(key_of));
        assert_eq!(key(&headers, DEVICE), None, "no key");
    }

    // S-DOOR: the session's cookie
    #[test]
    fn cookies_are_for_this_host_over_tls_and_not_for_scripts() {
        let mut headers = HeaderMap::new();
        put_session(&mut headers, &DoorKey::random());
        let line = headers[SET_COOKIE].to_str().unwrap();
        assert!(line.starts_with("__Host-matbaa=") && line.contains("; Path=/; "), "{line}");
        assert!(line.ends_with("; Secure; HttpOnly; SameSite=Lax") && !line.contains("Domain"), "{line}");
    }
}
