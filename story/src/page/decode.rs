//! Decodes bytes to text: by a byte order mark, else as valid UTF-8, else as the page declares, else by the frequency
//! of letters.

use super::{NoticeKind, PageError};
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

/// Bytes in which a declaration is searched for (HTML requires it in the first 1024, but saved pages have comments
/// before it).
const DECLARATION_BYTES_MAX: usize = 4096;
/// Bytes of a long page that are scored.
const SAMPLE_BYTES_MAX: usize = 64 << 10;
/// First bytes of files that are not text.
const SIGNATURES: &[&[u8]] = &[
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"%PDF",
    b"PK\x03\x04",
    b"\x1F\x8B",
    b"RIFF",
    b"\x7FELF",
    b"II*\0",
    b"MM\0*",
    b"\xD0\xCF\x11\xE0",
    b"wOFF",
    b"wOF2",
];

pub(super) struct Decoded {
    pub text: String,
    pub notices: Vec<NoticeKind>,
}

/// Decodes a page.
///
/// # Errors
/// [`PageError::Empty`], [`PageError::Binary`], [`PageError::UnknownEncoding`].
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, PageError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(PageError::Empty);
    }
    if SIGNATURES.iter().any(|signature| bytes.starts_with(signature)) {
        return Err(PageError::Binary);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return finish(encoding, bytes.get(length..).unwrap_or_default(), false);
    }
    if let Some(encoding) = wide(bytes) {
        return finish(encoding, bytes, true);
    }
    if is_binary(bytes) {
        return Err(PageError::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), notices: Vec::new() });
    }
    let sample = bytes.get(..SAMPLE_BYTES_MAX).unwrap_or(bytes);
    let declared = declared(bytes).filter(|&encoding| encoding != UTF_16LE && encoding != UTF_16BE);
    let mut best: Option<(i64, &'static Encoding)> = None;
    let candidates = declared.into_iter().chain([WINDOWS_1256, ISO_8859_6, WINDOWS_1252, UTF_8]);
    for encoding in candidates {
        let bonus = if Some(encoding) == declared { 5 } else { 0 };
        let score = score(encoding, sample) + bonus;
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, encoding));
        }
    }
    match best {
        Some((score, encoding)) if score > 0 || (score == 0 && mostly_ascii(sample)) => {
            finish(encoding, bytes, Some(encoding) != declared)
        }
        _ => Err(PageError::UnknownEncoding),
    }
}

fn finish(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Result<Decoded, PageError> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let strange =
        text.chars().take(20_000).filter(|&c| c == '\u{FFFD}' || (c.is_control() && !c.is_whitespace())).count();
    if strange * 5 > text.chars().take(20_000).count() {
        return Err(PageError::Binary);
    }
    let mut notices = Vec::new();
    if guessed {
        notices.push(NoticeKind::GuessedEncoding(encoding.name().to_owned()));
    }
    if broken {
        notices.push(NoticeKind::BrokenCharacters);
    }
    Ok(Decoded { text: text.into_owned(), notices })
}

/// UTF-16 without a byte order mark: one byte of most pairs is 00 (Latin, spaces), 06 (Arabic) or 20 (typographic
/// marks).
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..4096).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    if pairs < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let plausible = |at: usize| {
        let high =
            sample.chunks_exact(2).filter(|pair| matches!(pair.get(at), Some(0x00 | 0x06 | 0x20 | 0xFE))).count();
        let telling = sample.chunks_exact(2).filter(|pair| matches!(pair.get(at), Some(0x00 | 0x06))).count();
        let other = sample.chunks_exact(2).filter(|pair| matches!(pair.get(1 - at), Some(0x00 | 0x06))).count();
        high * 10 >= pairs * 9 && telling * 2 > pairs && other * 4 < pairs
    };
    match (plausible(1), plausible(0)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE_BYTES_MAX).unwrap_or(bytes);
    let control = sample
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B))
        .count();
    sample.contains(&0) || control * 20 > sample.len()
}

/// The encoding named by `charset=` or `encoding=` near the start.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARATION_BYTES_MAX).unwrap_or(bytes).to_ascii_lowercase();
    let text = String::from_utf8_lossy(&head);
    ["charset=", "encoding="].iter().find_map(|name| {
        let (_, rest) = text.split_once(name)?;
        let label: String = rest
            .trim_start_matches(['"', '\'', ' '])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
            .collect();
        Encoding::for_label(label.as_bytes())
    })
}

/// Whether it is English with a few typographic marks.
fn mostly_ascii(sample: &[u8]) -> bool {
    let letters = sample.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    sample.iter().filter(|byte| !byte.is_ascii()).count() * 8 < letters
}

/// How much a sample looks like Arabic or French in an encoding.
fn score(encoding: &'static Encoding, sample: &[u8]) -> i64 {
    arabic::charset::plausibility(&encoding.decode_without_bom_handling(sample).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "أعلنت البلدية، أمس، عن فتح الطريق الجديد بين المدينة والميناء، وقال المدير إن الأشغال انتهت.";

    #[test]
    fn encodings_are_recognised() {
        let french = "Le préfet a annoncé l'ouverture de la route élargie, près du théâtre.";
        let (windows, _, _) = WINDOWS_1256.encode(TEXT);
        let (iso, _, _) = ISO_8859_6.encode(TEXT);
        let (latin, _, _) = WINDOWS_1252.encode(french);
        let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(little.iter().copied()).collect();
        let utf8 = format!("\u{feff}{TEXT}");
        let declared = [b"<meta charset=\"iso-8859-6\">".as_slice(), &iso].concat();
        let lying = [b"<meta charset=\"iso-8859-1\">".as_slice(), &windows].concat();
        for (name, bytes, expected) in [
            ("windows-1256", windows.as_ref(), TEXT),
            ("iso-8859-6", iso.as_ref(), TEXT),
            ("windows-1252", latin.as_ref(), french),
            ("utf-16le", &little, TEXT),
            ("utf-16be", &big, TEXT),
            ("utf-16 with mark", &marked, TEXT),
            ("utf-8 with mark", utf8.as_bytes(), TEXT),
            ("declared", &declared, TEXT),
            ("declared wrongly", &lying, TEXT),
        ] {
            let text = decode(bytes).map(|decoded| decoded.text).unwrap_or_default();
            assert!(text.ends_with(expected), "{name}: {text}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for (bytes, expected) in [
            (b"\x89PNG\r\n\x1a\n\0\0".as_slice(), PageError::Binary),
            (b"PK\x03\x04abc", PageError::Binary),
            (b" \n ", PageError::Empty),
            (b"", PageError::Empty),
            (&noise, PageError::Binary),
            (&[0xA1; 64], PageError::UnknownEncoding),
        ] {
            assert_eq!(decode(bytes).map(|decoded| decoded.text), Err(expected));
        }
    }
}
