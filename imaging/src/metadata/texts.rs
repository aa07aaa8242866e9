//! Texts of metadata: their encodings, and what is left of them.

use arabic::charset::{from_mac_arabic, plausibility};
use encoding_rs::{Encoding, ISO_8859_6, WINDOWS_1252, WINDOWS_1256};

use super::VALUE_BYTES_MAX;

/// How the bytes of a text are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    Utf8,
    Known(&'static Encoding),
    MacArabic,
}

impl Charset {
    /// The charset of texts that were written together and do not name it. UTF-8 is told by its form, even if the last
    /// character of a text is cut; other charsets by how much their text looks like Arabic or French.
    pub(super) fn guess<'a>(texts: impl Iterator<Item = &'a [u8]> + Clone) -> Self {
        if texts.clone().all(is_utf8) {
            return Self::Utf8;
        }
        // Cameras and programs of the West mean Windows-1252, unless the bytes read as Arabic.
        let latin = Self::Known(WINDOWS_1252);
        let all = texts.collect::<Vec<_>>().join(&b'\n');
        let mut best = (latin, plausibility(&latin.decode(&all)));
        for charset in [Self::Known(WINDOWS_1256), Self::Known(ISO_8859_6), Self::MacArabic] {
            let text = charset.decode(&all);
            let score = plausibility(&text);
            if score > best.1 && text.chars().any(|c| matches!(c, '\u{0621}'..='\u{064A}')) {
                best = (charset, score);
            }
        }
        best.0
    }

    /// The text of these bytes. Of UTF-8, a character that is cut at the end is left out.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf8 => String::from_utf8_lossy(whole_characters(bytes)).into_owned(),
            Self::Known(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::MacArabic => from_mac_arabic(bytes),
        }
    }
}

/// Whether the bytes are UTF-8, apart from a character that is cut at the end.
pub(super) fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(whole_characters(bytes)).is_ok()
}

/// The bytes without a UTF-8 character that is cut at the end: programs cut at a number of bytes.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()).unwrap_or(bytes),
        _ => bytes,
    }
}

/// The text without controls, with single line breaks and without space around it; `None` if nothing is left.
pub(super) fn tidy(text: &str) -> Option<String> {
    let mut tidy = String::with_capacity(text.len().min(VALUE_BYTES_MAX));
    for c in text.replace("\r\n", "\n").chars() {
        if tidy.len() + c.len_utf8() > VALUE_BYTES_MAX {
            break;
        }
        match c {
            '\n' | '\r' => tidy.push('\n'),
            '\0' | '\u{FEFF}' => {}
            _ if c.is_control() => tidy.push(' '),
            _ => tidy.push(c),
        }
    }
    let tidy = tidy.trim();
    (!tidy.is_empty()).then(|| tidy.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(texts: &[&[u8]]) -> String {
        let charset = Charset::guess(texts.iter().copied());
        texts.iter().map(|text| charset.decode(text)).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn charsets_are_told_by_their_text() {
        let caption = "وزير الري يتفقد السد الجديد";
        for encoding in [WINDOWS_1256, ISO_8859_6] {
            let (bytes, ..) = encoding.encode(caption);
            assert_eq!(guess(&[&bytes]), caption, "{}", encoding.name());
        }
        let latin =
            ["Été à la préfecture", "ÉCOLE FERMÉE", "Müller, Zürich", "José Muñoz", "© L’Agence", "Çelik – Ankara"];
        for text in latin {
            let (bytes, ..) = WINDOWS_1252.encode(text);
            assert_eq!(guess(&[&bytes]), text);
        }
        // One short text beside a longer one.
        let (name, ..) = WINDOWS_1256.encode("ليلى");
        let (long, ..) = WINDOWS_1256.encode(caption);
        assert_eq!(guess(&[&name, &long]), format!("ليلى / {caption}"));
        // UTF-8, cut in a character.
        let cut = &caption.as_bytes()[..caption.len() - 1];
        assert_eq!(guess(&[cut]), "وزير الري يتفقد السد الجدي");
        let mac = [0xe5, 0xcf, 0xea, 0xe6, 0xc9, 0x20, 0x8c, 0xc7, 0xe4, 0xe5, 0xea, 0xe6, 0xc7, 0xc1, 0x98];
        assert_eq!(guess(&[&mac]), "مدينة «الميناء»");
    }

    #[test]
    fn texts_lose_what_is_no_text() {
        assert_eq!(tidy("  a\0b\u{7}c\r\nd\n "), Some("ab c\nd".to_owned()));
        assert_eq!(tidy(" \0\n"), None);
        assert!(tidy(&"ا".repeat(VALUE_BYTES_MAX)).unwrap().len() <= VALUE_BYTES_MAX);
    }
}
