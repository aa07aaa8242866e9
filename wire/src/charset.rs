//! Decodes bytes: by a byte order mark, the pattern of UTF-16 and UTF-32, the source's setting, HTTP (RFC 7303), the
//! declaration in the file, else as UTF-8, else by what the bytes look like. A declaration that the bytes contradict is
//! not believed, and that is reported.

use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

use crate::context::Context;
use crate::refusal::{Notice, Refusal};

/// Bytes in which a declaration is searched for.
const HEAD_BYTES: usize = 1024;
/// Bytes that are scored for a guess.
const SAMPLE_BYTES: usize = 64 << 10;
/// Valid characters beyond ASCII for each broken one, from which on broken UTF-8 is still UTF-8.
const MOSTLY_UTF8: usize = 10;
/// Characters beyond ASCII that are looked at for text that was encoded twice, and how many it needs.
const TWICE_SAMPLE: usize = 2_000;
const TWICE_MIN: usize = 20;
/// Points of `arabic::charset::plausibility` from which on a text is Arabic.
const ARABIC_POINTS: i64 = 200;
/// Charsets that are never decoded.
const NEVER: [&str; 4] = ["utf-7", "unicode-1-1-utf-7", "utf7", "cesu-8"];

/// Decoded text.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub text: String,
    /// The charset that the file declares.
    pub declared: Option<String>,
    /// What its bytes are.
    pub actual: String,
    /// The charset by which the text was decoded, by the name under which it was asked for.
    pub used: String,
    pub notices: Vec<Notice>,
}

/// Decodes the bytes of a file.
///
/// # Errors
/// Empty, no text, an unknown charset, bytes that fit none.
pub(crate) fn decode(bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    if bytes.iter().all(|byte| byte.is_ascii_whitespace()) {
        return Err(Refusal::Empty);
    }
    if let Some(found) = marked(bytes).or_else(|| wide(bytes)) {
        return found;
    }
    if bytes.contains(&0) {
        return Err(Refusal::NotText);
    }
    let declared = declared(bytes);
    let is_contradicted = context.is_default_charset() && !bytes.is_ascii();
    let http = context.http_charset().filter(|_| !is_contradicted);
    let asked = context.charset.clone().or(http).or_else(|| declared.clone());
    let mut decoded = by_name(bytes, asked.as_deref())?;
    if is_twice(&decoded.text) {
        decoded.notices.push(Notice::new("the letters look like UTF-8 that was encoded twice"));
    }
    if is_contradicted && context.charset.is_none() {
        decoded.notices.push(Notice::new("served as text/xml without a charset, which means US-ASCII; it is not"));
    }
    decoded.declared = declared;
    Ok(decoded)
}

fn decoded(text: String, used: &str, actual: &str) -> Decoded {
    Decoded { text, declared: None, actual: actual.to_owned(), used: used.to_owned(), notices: Vec::new() }
}

/// Text with a byte order mark. UTF-32 before UTF-16, because its mark begins with that of UTF-16.
fn marked(bytes: &[u8]) -> Option<Result<Decoded, Refusal>> {
    for (mark, little) in [([0xFF, 0xFE, 0, 0], true), ([0, 0, 0xFE, 0xFF], false)] {
        if let Some(rest) = bytes.strip_prefix(&mark) {
            return Some(utf32(rest, little, " with BOM"));
        }
    }
    let (encoding, length) = Encoding::for_bom(bytes)?;
    let rest = bytes.get(length..).unwrap_or_default();
    if rest.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Some(Err(Refusal::Empty));
    }
    let name = encoding.name().to_ascii_lowercase();
    if encoding == UTF_8 {
        return Some(by_name(rest, Some("utf-8")).map(|found| Decoded {
            actual: if found.actual == "us-ascii" || same(&found.actual, "utf-8") {
                "utf-8 with BOM".into()
            } else {
                found.actual.clone()
            },
            declared: declared(rest),
            ..found
        }));
    }
    let (text, broken) = encoding.decode_without_bom_handling(rest);
    let mut found = decoded(text.into_owned(), &name, &format!("{name} with BOM"));
    found.declared = declared(found.text.as_bytes());
    if broken {
        found.notices.push(Notice::new(format!("some bytes are not {name}")));
    }
    Some(Ok(found))
}

/// UTF-16 and UTF-32 without a mark, by the zeros in the first characters.
fn wide(bytes: &[u8]) -> Option<Result<Decoded, Refusal>> {
    let head: [u8; 4] = bytes.get(..4)?.try_into().ok()?;
    match head {
        [0, 0, 0, b] if b != 0 => Some(utf32(bytes, false, "")),
        [b, 0, 0, 0] if b != 0 => Some(utf32(bytes, true, "")),
        [a, 0, b, 0] if a != 0 && b != 0 => Some(utf16(bytes, UTF_16LE)),
        [0, a, 0, b] if a != 0 && b != 0 => Some(utf16(bytes, UTF_16BE)),
        _ => None,
    }
}

fn utf16(bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, Refusal> {
    let name = encoding.name().to_ascii_lowercase();
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken && text.chars().filter(|c| *c == '\u{FFFD}').count() > 2 {
        return Err(Refusal::NotText);
    }
    let mut found = decoded(text.into_owned(), &name, &name);
    found.declared = declared(found.text.as_bytes());
    Ok(found)
}

fn utf32(bytes: &[u8], little: bool, mark: &str) -> Result<Decoded, Refusal> {
    let character = |four: &[u8]| {
        let four: [u8; 4] = four.try_into().ok()?;
        char::from_u32(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    let text: Option<String> = bytes.chunks(4).map(character).collect();
    let text = text.filter(|text| !text.contains('\0')).ok_or(Refusal::NotText)?;
    let name = if little { "utf-32le" } else { "utf-32be" };
    let mut found = decoded(text, name, &format!("{name}{mark}"));
    found.declared = declared(found.text.as_bytes());
    Ok(found)
}

/// The charset in the XML declaration, or in `@charset`-like places of HTML.
pub(crate) fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let head = head.get(start..)?.strip_prefix(b"<?xml")?;
    let head = head.get(..head.windows(2).position(|pair| pair == b"?>")?)?;
    let head = String::from_utf8_lossy(head);
    let (_, rest) = head.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = rest.get(1..)?.split(quote).next()?.trim();
    (!name.is_empty()).then(|| name.to_ascii_lowercase())
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || Encoding::for_label(one.as_bytes()).is_some_and(|of| Encoding::for_label(other.as_bytes()) == Some(of))
}

/// Decodes by the charset that was asked for; by what the bytes look like, if they contradict it or none was.
fn by_name(bytes: &[u8], asked: Option<&str>) -> Result<Decoded, Refusal> {
    if let Some(name) = asked
        && (NEVER.contains(&name) || encoding(name).is_none())
    {
        return Err(Refusal::Charset(name.to_owned()));
    }
    let wanted = asked.and_then(encoding).filter(|of| *of != UTF_16LE && *of != UTF_16BE);
    let used = |of: &'static Encoding| match asked {
        Some(name) if encoding(name) == Some(of) && name != "gb2312" => name.to_owned(),
        Some("gb2312") => "gb18030".to_owned(),
        _ => of.name().to_ascii_lowercase(),
    };
    if bytes.is_ascii() && wanted.is_none_or(Encoding::is_ascii_compatible) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        return Ok(decoded(text, &used(wanted.unwrap_or(UTF_8)), "us-ascii"));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let mut found = decoded(text.to_owned(), "utf-8", "utf-8");
        if let Some(of) = wanted.filter(|of| *of != UTF_8) {
            let name = of.name().to_ascii_lowercase();
            found.notices.push(Notice::new(format!("declared as {}, the bytes are utf-8", asked.unwrap_or(&name))));
        }
        return Ok(found);
    }
    if let Some(of) = wanted.filter(|of| *of != UTF_8) {
        let (text, broken) = of.decode_without_bom_handling(bytes);
        if !broken {
            let (name, actual) = (used(of), actual(of, bytes));
            return Ok(decoded(text.into_owned(), &name, &actual));
        }
    }
    contradicted(bytes, asked)
}

/// The encoding of a name; names of ASCII are Windows-1252, as everywhere on the web.
fn encoding(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim_matches(['\'', '"', ' ']).as_bytes())
}

/// Bytes that are not what was asked for.
fn contradicted(bytes: &[u8], asked: Option<&str>) -> Result<Decoded, Refusal> {
    let error = std::str::from_utf8(bytes).err();
    let at = error.map_or(0, |error| error.valid_up_to());
    let declared = asked.unwrap_or("utf-8").to_owned();
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.chars().filter(|c| *c == '\u{FFFD}').count();
    let valid = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{FFFD}').count();
    if valid >= broken * MOSTLY_UTF8 {
        if is_overlong(bytes) {
            return Err(Refusal::Bytes { declared, at });
        }
        if let (Some(None), Some(whole)) = (error.map(|error| error.error_len()), bytes.get(..at)) {
            let text = String::from_utf8_lossy(whole).into_owned();
            let mut found = decoded(text, "utf-8", "utf-8, cut inside a character");
            found.notices.push(Notice::new("the file ends inside a character"));
            return Ok(found);
        }
        let mut found = decoded(lossy.into_owned(), "utf-8", "utf-8, broken");
        found.notices.push(Notice::new(format!("bytes that are not UTF-8, first at byte {at}: shown as \u{FFFD}")));
        return Ok(found);
    }
    let Some(of) = guess(bytes) else { return Err(Refusal::Bytes { declared, at }) };
    let (text, broken) = of.decode_without_bom_handling(bytes);
    let actual = actual(of, bytes);
    let mut found = decoded(text.into_owned(), &of.name().to_ascii_lowercase(), &actual);
    if let Some(asked) = asked {
        found.notices.push(Notice::new(format!("declared as {asked}, the bytes are {actual}")));
    } else {
        found.notices.push(Notice::new(format!("no charset is declared; read as {actual} by its bytes")));
    }
    if broken {
        found.notices.push(Notice::new(format!("some bytes are not {actual} either")));
    }
    Ok(found)
}

/// Whether a character is written in more bytes than it needs: a way to smuggle `<` past a check.
fn is_overlong(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| {
        let next = pair.get(1).copied().unwrap_or_default();
        let follows = (0x80..0xC0).contains(&next);
        match pair.first() {
            Some(0xC0 | 0xC1) => follows,
            Some(0xE0) => (0x80..0xA0).contains(&next),
            Some(0xF0) => (0x80..0x90).contains(&next),
            _ => false,
        }
    })
}

/// Whether the text is the bytes of Arabic in UTF-8, each taken for a character.
fn is_twice(text: &str) -> bool {
    let beyond = text.chars().filter(|c| !c.is_ascii()).take(TWICE_SAMPLE);
    let (mut letters, mut count) = (0usize, 0usize);
    for c in beyond {
        count += 1;
        letters += usize::from(matches!(c, 'Ø' | 'Ù'));
    }
    count >= TWICE_MIN && letters * 5 >= count * 2
}

/// The charset that the bytes look like.
fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    let points = |of: &'static Encoding| arabic::charset::plausibility(&of.decode_without_bom_handling(sample).0);
    let arabic = if points(WINDOWS_1256) >= points(ISO_8859_6) { WINDOWS_1256 } else { ISO_8859_6 };
    if points(arabic) >= ARABIC_POINTS {
        return Some(arabic);
    }
    if is_mostly_ascii(sample) {
        return Some(WINDOWS_1252);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let found = detector.guess(None, chardetng::Utf8Detection::Deny);
    (!found.decode_without_bom_handling(sample).1).then_some(found)
}

/// Whether it is text in Latin letters with a few marks and accents.
fn is_mostly_ascii(sample: &[u8]) -> bool {
    let letters = sample.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    sample.iter().filter(|byte| !byte.is_ascii()).count() * 8 < letters
}

/// The name of a charset by the bytes that are there: without any from 128 to 159, Windows-1252 is ISO 8859-1.
fn actual(of: &'static Encoding, bytes: &[u8]) -> String {
    if of == WINDOWS_1252 && !bytes.iter().any(|byte| (0x80..0xA0).contains(byte)) {
        return "iso-8859-1".into();
    }
    of.name().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<?xml version=\"1.0\"?><t>أعلنت البلدية أمس عن فتح الطريق الجديد بين المدينة والميناء</t>";

    fn read(bytes: &[u8]) -> Result<Decoded, Refusal> {
        decode(bytes, &Context::default())
    }

    #[test]
    fn charsets_are_told_by_mark_pattern_declaration_and_bytes() {
        let declaring = |name: &str| TEXT.replace("?>", &format!(" encoding=\"{name}\"?>"));
        let wide = |big: bool| -> Vec<u8> {
            TEXT.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let four: Vec<u8> = TEXT.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        let lying = declaring("utf-8");
        for (bytes, actual) in [
            (TEXT.as_bytes().to_vec(), "utf-8"),
            (WINDOWS_1256.encode(&lying).0.into_owned(), "windows-1256"),
            (ISO_8859_6.encode(&declaring("iso-8859-6")).0.into_owned(), "iso-8859-6"),
            (wide(false), "utf-16le"),
            (wide(true), "utf-16be"),
            (four, "utf-32be"),
        ] {
            let found = read(&bytes).unwrap();
            assert!(found.text.contains("الميناء"), "{actual}: {}", found.text);
            assert_eq!(found.actual, actual);
        }
        assert_eq!(read(&WINDOWS_1256.encode(&lying).0).unwrap().notices.len(), 1, "a lie is reported");
    }

    #[test]
    fn what_cannot_be_decoded_is_refused_by_name() {
        let of = |name: &str| format!("<?xml version='1.0' encoding='{name}'?><t/>");
        assert_eq!(read(of("utf-7").as_bytes()).unwrap_err(), Refusal::Charset("utf-7".into()));
        assert_eq!(read(of("x-none").as_bytes()).unwrap_err(), Refusal::Charset("x-none".into()));
        assert_eq!(read(&[0; 64]).unwrap_err(), Refusal::NotText);
        assert_eq!(read(b" \n").unwrap_err(), Refusal::Empty);
        assert_eq!(read(b"\xEF\xBB\xBF").unwrap_err(), Refusal::Empty);
        let overlong = [TEXT.as_bytes(), b"\xC0\xBC"].concat();
        assert!(matches!(read(&overlong).unwrap_err(), Refusal::Bytes { at, .. } if at == TEXT.len()));
        let broken = [TEXT.as_bytes(), b"\xC3("].concat();
        assert_eq!(read(&broken).unwrap().notices.len(), 1);
    }
}
