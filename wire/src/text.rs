//! Small pieces of text: white space, control characters, words.

use arabic::normalize::is_bidi_control;

/// The text with runs of white space as one space, without control characters, byte order marks and marks of
/// direction; `None` if nothing is left.
pub(crate) fn clean(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|c| !is_dropped(*c)).collect();
    let words = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// Whether no reader keeps the character: controls that are not white space, marks of direction.
pub(crate) fn is_dropped(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || is_bidi_control(c) || c == '\u{FEFF}'
}

/// The text without the marks that end a line on the wire (` =`, `<`, `+`).
pub(crate) fn without_end_mark(text: &str) -> &str {
    text.trim_end().trim_end_matches(['=', '<', '+']).trim_end()
}

/// Whether the text is only digits, at least `least` of them.
pub(crate) fn is_number(text: &str, least: usize) -> bool {
    text.len() >= least && text.bytes().all(|b| b.is_ascii_digit())
}

/// The last part of an address or path.
pub(crate) fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// Lower-case name of an agency for its own codes: `afp.com:2016` gives `afp`.
pub(crate) fn scheme_of(provider: &str) -> String {
    let name = provider.trim().trim_start_matches("http://").trim_start_matches("https://").trim_start_matches("www.");
    name.split(['.', ':', '/', ' ', ',']).find(|part| !part.is_empty()).unwrap_or_default().to_lowercase()
}

/// The scheme of a subject code: IPTC's codes are eight digits.
pub(crate) fn subject_scheme(code: &str, own: &str) -> String {
    if code.len() == 8 && is_number(code, 8) { "iptc".into() } else { own.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_controls_go() {
        assert_eq!(clean(" أ\n\u{202E} ب\u{7}\t"), Some("أ ب".into()));
        assert_eq!(clean(" \u{FEFF}\n"), None);
    }

    #[test]
    fn agencies_name_their_codes() {
        assert_eq!(scheme_of("afp.com:20160116:PH"), "afp");
        assert_eq!(scheme_of("http://cv.ap.org/id/"), "cv");
        assert_eq!((subject_scheme("04008000", "x"), subject_scheme("ECO", "x")), ("iptc".into(), "x".into()));
    }
}
