//! Which addresses a link may have, and what a language tag looks like. Promise: an address that passes cannot run a
//! script in a browser and is safe in an attribute once escaped.

use arabic::normalize::is_bidi_control;

use crate::limits::ADDRESS_BYTES_MAX;

/// Whether an address is allowed in a link: `http:` or `https:` with a host and without user name and password,
/// `mailto:` with an address, or a path of this site that begins with one `/`. No white space, control, bidi control,
/// quote, angle bracket or backslash; 2,048 bytes at most. Relative addresses and bare fragments are refused, because a
/// story is shown at many addresses.
pub fn is_safe_link(href: &str) -> bool {
    if href.len() > ADDRESS_BYTES_MAX || href.chars().any(is_unwelcome) {
        return false;
    }
    if let Some(path) = href.strip_prefix('/') {
        return !path.starts_with('/');
    }
    match url::Url::parse(href) {
        Ok(url) => match url.scheme() {
            "http" | "https" => {
                url.has_host() && url.username().is_empty() && url.password().is_none() && has_slashes(href)
            }
            "mailto" => url.path().contains('@'),
            _ => false,
        },
        Err(_) => false,
    }
}

/// Whether the address leaves this site.
pub fn is_external(href: &str) -> bool {
    !href.starts_with('/')
}

/// Whether `//` follows the scheme. `https:example.org` parses as an address with a host, but means something else to a
/// browser on an https page.
fn has_slashes(href: &str) -> bool {
    href.split_once(':').is_some_and(|(_, rest)| rest.starts_with("//"))
}

fn is_unwelcome(c: char) -> bool {
    c.is_control() || c.is_whitespace() || is_bidi_control(c) || matches!(c, '"' | '\'' | '<' | '>' | '`' | '\\')
}

/// Whether a tag is well formed in the sense of BCP 47: subtags of 1 to 8 letters and digits joined by hyphens, the
/// first one of 2 to 8 letters; 35 bytes at most.
pub fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let first = subtags.next().unwrap_or("");
    let primary = (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    tag.len() <= 35
        && primary
        && subtags.all(|s| (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether a language is written from right to left: by its script subtag, else by its usual script.
pub fn is_rtl_language(tag: &str) -> bool {
    let lower = tag.to_ascii_lowercase();
    let mut subtags = lower.split('-');
    let primary = subtags.next().unwrap_or("");
    match subtags.find(|s| s.len() == 4 && s.bytes().all(|b| b.is_ascii_alphabetic())) {
        Some(script) => {
            matches!(script, "arab" | "aran" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm" | "mand" | "samr" | "rohg")
        }
        None => matches!(
            primary,
            "ar" | "fa"
                | "ur"
                | "he"
                | "iw"
                | "yi"
                | "ps"
                | "sd"
                | "ug"
                | "ckb"
                | "dv"
                | "syr"
                | "arz"
                | "ary"
                | "arq"
                | "nqo"
        ),
    }
}

/// Whether the id of a statement is 1 to 64 characters of `A-Za-z0-9_-`.
pub(crate) fn is_statement_id(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_may_stand() {
        for good in [
            "https://example.org/a?b=c#d",
            "http://جريدة.example/رياضة/مباراة",
            "mailto:desk@example.org",
            "/sport/k3f9x2aa/x",
            "/",
            "HTTPS://EXAMPLE.ORG/",
            "https://[::1]/",
        ] {
            assert!(is_safe_link(good), "{good}");
        }
    }

    #[test]
    fn links_that_may_not() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil",
            "https:evil.example",
            "https://",
            "http://a b/",
            "https://user:secret@example.org/",
            "",
            "about.html",
            "#top",
            "file:///etc/passwd",
            "mailto:",
            "blob:https://a/b",
            "https://a/\u{202E}gpj.exe",
            "https://a/\"onclick=",
            "&#106;avascript:alert(1)",
            "view-source:https://a",
        ] {
            assert!(!is_safe_link(bad), "{bad}");
        }
        assert!(!is_safe_link(&format!("https://example.org/{}", "a".repeat(3000))));
    }

    #[test]
    fn language_tags() {
        for good in ["ar", "fr", "sr-Latn", "zh-Hant-TW", "ckb", "ar-DZ-u-nu-latn"] {
            assert!(is_language_tag(good), "{good}");
        }
        for bad in ["", "a", "fr_FR", "fr-", "\"", "x y", "123"] {
            assert!(!is_language_tag(bad), "{bad}");
        }
        assert!(
            is_rtl_language("ar-DZ")
                && is_rtl_language("ku-Arab")
                && !is_rtl_language("az-Latn")
                && !is_rtl_language("fr")
        );
    }
}
