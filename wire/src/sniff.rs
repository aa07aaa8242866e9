//! Tells the format of a file by its content alone.

/// What the first bytes of a file say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sniffed {
    /// XML whose outermost element has this local name.
    Xml(String),
    Json,
    Ics,
    Iptc7901,
    Anpa1312,
    Text,
}

/// Header fields of which a message has several.
const MAIL_FIELDS: [&str; 16] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "received",
    "mime-version",
    "return-path",
    "delivered-to",
    "content-type",
    "x-received",
    "reply-to",
    "cc",
    "dkim-signature",
    "arc-seal",
    "received-spf",
];
/// Lines of a file in which header fields are looked for.
const MAIL_LINES: usize = 60;
/// Header fields that make a file a message.
const MAIL_FIELDS_MIN: usize = 3;

/// Whether the bytes are a message: its first lines are header fields. Told before decoding, because each part of a
/// message has a charset of its own.
pub(crate) fn is_mail(bytes: &[u8]) -> bool {
    let mut found = 0;
    let mut begun = false;
    for line in bytes.split(|byte| *byte == b'\n').take(MAIL_LINES) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.iter().all(|byte| matches!(byte, b' ' | b'\t')) {
            if begun { break } else { continue }
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            if begun { continue } else { return false }
        }
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        let is_field = name.len() < line.len() && !name.is_empty() && name.iter().all(|b| b.is_ascii_graphic());
        if !is_field {
            // The line that a mailbox puts before a message.
            if !begun && line.starts_with(b"From ") {
                continue;
            }
            return false;
        }
        begun = true;
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        found += usize::from(MAIL_FIELDS.contains(&name.as_str()));
    }
    found >= MAIL_FIELDS_MIN
}

/// What a decoded text is.
pub(crate) fn sniff(text: &str) -> Sniffed {
    let begin = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if begin.starts_with('<')
        && let Some(root) = root_name(begin)
    {
        return Sniffed::Xml(root);
    }
    if let Some(root) = after_junk(begin) {
        return Sniffed::Xml(root);
    }
    if begin.starts_with(['{', '[']) {
        return Sniffed::Json;
    }
    if begin.get(..15).is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Sniffed::Ics;
    }
    match () {
        () if is_anpa(begin) => Sniffed::Anpa1312,
        () if is_iptc7901(begin) => Sniffed::Iptc7901,
        () => Sniffed::Text,
    }
}

/// Bytes before a feed in which servers write warnings.
const JUNK_BYTES: usize = 4 << 10;

/// The outermost element of a feed that stands after a server's warnings.
fn after_junk(text: &str) -> Option<String> {
    let head = text.get(..(0..=JUNK_BYTES.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?)?;
    let at = ["<?xml ", "<rss ", "<feed ", "<rdf:RDF "].iter().filter_map(|begin| head.find(begin)).min()?;
    root_name(text.get(at..)?).filter(|root| crate::feeds::format_of(root).is_some())
}

/// The local name of the outermost element, past the declaration, comments, instructions and the document type.
fn root_name(text: &str) -> Option<String> {
    let mut rest = text;
    loop {
        rest = rest.get(rest.find('<')?..)?;
        rest = match () {
            () if rest.starts_with("<!--") => rest.get(rest.find("-->")? + 3..)?,
            () if rest.starts_with("<?") => rest.get(rest.find("?>")? + 2..)?,
            () if rest.starts_with("<!") => rest.get(end_of_doctype(rest)?..)?,
            () => break,
        };
    }
    let name = rest.get(1..)?;
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
    let name = name.get(..end)?;
    let local = name.rsplit(':').next()?;
    local.starts_with(char::is_alphabetic).then(|| local.to_owned())
}

fn end_of_doctype(text: &str) -> Option<usize> {
    let mut depth = 0i32;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            '>' if depth <= 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// SYN SYN SOH, or the telex frame `ZCZC`.
fn is_anpa(text: &str) -> bool {
    let head: String = text.chars().take(400).collect();
    let framed = head.starts_with(['\u{16}', '\u{1}']) && (head.contains('\u{11}') || head.contains('\u{12}'));
    framed || head.trim_start_matches(char::is_control).starts_with("\u{16}\u{16}\u{1}") || head.starts_with("ZCZC")
}

/// SOH, or a header line: source letters and number, priority, category, words.
fn is_iptc7901(text: &str) -> bool {
    let line =
        text.trim_start_matches(|c: char| c.is_control() || c.is_whitespace()).lines().next().unwrap_or_default();
    crate::iptc7901::header(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_content() {
        for (text, expected) in [
            (
                "<?xml version='1.0'?>\n<!-- <nitf> -->\n<!DOCTYPE x [<!ELEMENT a>]>\n<n:rss a='b'/>",
                Sniffed::Xml("rss".into()),
            ),
            ("Warning: x\n<?xml version='1.0'?><rss/>", Sniffed::Xml("rss".into())),
            ("The tag <rss> is old.", Sniffed::Text),
            ("The tag <p> is old.", Sniffed::Text),
            (" {\"a\": 1}", Sniffed::Json),
            ("BEGIN:VCALENDAR\r\n", Sniffed::Ics),
            ("\u{1}gns0042 3 pol 120  gns 0042\r\n\r\nslug/\r\n", Sniffed::Iptc7901),
            ("gns0042 3 pol 120  gns 0042\n", Sniffed::Iptc7901),
            ("\u{16}\u{16}\u{1}a0101\u{1f}_x\r\nr i\u{13}\u{11} slug", Sniffed::Anpa1312),
            ("   ZCZC ABC\r\n", Sniffed::Anpa1312),
            ("A letter to the editor", Sniffed::Text),
        ] {
            assert_eq!(sniff(text), expected, "{text:?}");
        }
        assert!(is_mail(b"   \r\nDate: x\r\nFrom: a\r\n b\r\nSubject: c\r\n\r\ntext"));
        assert!(!is_mail(b"Dear all: see below\nTo whom it may concern: no\n"));
    }
}
