//! Paths of the desk: which are its own, and where somebody comes back to.

use http::request::Parts;
use http::{Method, header};

use super::views;

/// `path` where it is one of the desk's own, and nothing that a browser could take for another host.
pub fn own_path(path: &str) -> Option<String> {
    let plain = path.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\' && byte != b'#');
    let rest = path.strip_prefix("/newsroom")?;
    let ours = rest.is_empty() || rest.starts_with('/') || rest.starts_with('?');
    (plain && ours && !path.contains("//") && !path.contains("/..")).then(|| path.to_owned())
}

/// Where to come back to: the page that was asked for, or, where something was sent, the page it was sent from.
pub fn way_back(parts: &Parts) -> String {
    if parts.method == Method::GET {
        let path = views::with_query(&full_path(parts.uri.path()), parts.uri.query().unwrap_or_default());
        return own_path(&said_once(&path)).unwrap_or_else(|| "/newsroom".to_owned());
    }
    let referrer = parts.headers.get(header::REFERER).and_then(|referrer| referrer.to_str().ok()).unwrap_or_default();
    let path = referrer.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    path.and_then(|path| own_path(&said_once(path))).unwrap_or_else(|| "/newsroom".to_owned())
}

/// What an address says was done. It was said when it was done; whoever comes by the address later has done nothing.
const SAID_ONCE: [&str; 4] = ["done", "undo", "notices", "aside"];

/// `path` without what it says was done.
fn said_once(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let rest = query.split('&').filter(|pair| !SAID_ONCE.contains(&pair.split('=').next().unwrap_or_default()));
    views::with_query(path, &rest.collect::<Vec<_>>().join("&"))
}

/// A path as it stands in the browser: inside the nested router the first segment is gone.
pub(super) fn full_path(path: &str) -> String {
    if path.starts_with("/newsroom") { path.to_owned() } else { format!("/newsroom{}", path.trim_end_matches('/')) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_not_said_by_whoever_comes_back_to_the_address() {
        for (said, path) in [
            ("/newsroom/stories/abc?done=moved", "/newsroom/stories/abc"),
            ("/newsroom/stories/abc?aside=3&x=1&undo=00&done=saved&notices=2", "/newsroom/stories/abc?x=1"),
            ("/newsroom/stories?state=done&done", "/newsroom/stories?state=done"),
            ("/newsroom", "/newsroom"),
        ] {
            assert_eq!(said_once(said), path);
        }
    }

    // S-REDIRECT: only our own paths
    #[test]
    fn only_paths_of_the_desk_are_led_back_to() {
        for good in ["/newsroom", "/newsroom/stories", "/newsroom/stories?state=draft&q=%D8%A7", "/newsroom?x"] {
            assert_eq!(own_path(good).as_deref(), Some(good));
        }
        for bad in [
            "",
            "/",
            "/world",
            "//evil.example/newsroom",
            "/newsroomevil",
            "/newsroom//evil.example",
            "https://evil.example/newsroom",
            "/newsroom/\\evil.example",
            "/newsroom/../world",
            "/newsroom/a b",
            "/newsroom/\r\nx: y",
            "javascript:alert(1)",
        ] {
            assert_eq!(own_path(bad), None, "{bad}");
        }
    }
}
