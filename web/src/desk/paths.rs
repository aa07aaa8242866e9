//! Paths of the desk: which are valid, and where to return after signing in.

use http::request::Parts;
use http::{Method, header};

use super::views;

/// `path`, if it is a path of the desk that no browser resolves to another host.
pub fn own_path(path: &str) -> Option<String> {
    let plain = path.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\' && byte != b'#');
    let rest = path.strip_prefix("/newsroom")?;
    let ours = rest.is_empty() || rest.starts_with('/') || rest.starts_with('?');
    (plain && ours && !path.contains("//") && !path.contains("/..")).then(|| path.to_owned())
}

/// Where to return: the requested page, or for a form the page from which it was sent.
pub fn return_path(parts: &Parts) -> String {
    if parts.method == Method::GET {
        let path = views::with_query(&full_path(parts.uri.path()), parts.uri.query().unwrap_or_default());
        return own_path(&without_messages(&path)).unwrap_or_else(|| "/newsroom".to_owned());
    }
    let referrer = parts.headers.get(header::REFERER).and_then(|referrer| referrer.to_str().ok()).unwrap_or_default();
    let path = referrer.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    path.and_then(|path| own_path(&without_messages(path))).unwrap_or_else(|| "/newsroom".to_owned())
}

/// Query parameters that report a finished act. They must not appear again when somebody returns to the address.
const MESSAGE_PARAMS: [&str; 4] = ["done", "undo", "notices", "aside"];

/// `path` without the parameters that report a finished act.
fn without_messages(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let rest = query.split('&').filter(|pair| !MESSAGE_PARAMS.contains(&pair.split('=').next().unwrap_or_default()));
    views::with_query(path, &rest.collect::<Vec<_>>().join("&"))
}

/// The whole path. The nested router has removed the first segment.
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
            assert_eq!(without_messages(said), path);
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
