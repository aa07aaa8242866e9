//! Cleans the addresses of foreign HTML, so that they have the form of a link's address.

/// The address as a browser would read it: trimmed, tabs and line ends removed, spaces and quotes percent-encoded. The
/// tracking redirect of Google Docs is unwrapped, and `//host` is read as https.
pub(super) fn cleaned(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for c in href.trim_matches(|c: char| c.is_whitespace() || c.is_control()).chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            ' ' => out.push_str("%20"),
            '"' => out.push_str("%22"),
            '\'' => out.push_str("%27"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '`' => out.push_str("%60"),
            c if arabic::normalize::is_bidi_control(c) => {}
            c => out.push(c),
        }
    }
    if out.starts_with("//") {
        out.insert_str(0, "https:");
    }
    redirect_target(&out).unwrap_or(out)
}

fn redirect_target(href: &str) -> Option<String> {
    let url = url::Url::parse(href).ok()?;
    let google = matches!(url.host_str(), Some("www.google.com" | "google.com")) && url.path() == "/url";
    let (_, target) = url.query_pairs().find(|(key, _)| google && (key == "q" || key == "url"))?;
    crate::address::is_safe_link(&target).then(|| target.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_cleaned() {
        for (given, kept) in [
            (" https://example.org/a b ", "https://example.org/a%20b"),
            ("java\nscript:alert(1)", "javascript:alert(1)"),
            ("//example.org/x", "https://example.org/x"),
            ("https://www.google.com/url?q=https://example.org/x&sa=D", "https://example.org/x"),
            ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        ] {
            assert_eq!(cleaned(given), kept);
        }
    }
}
