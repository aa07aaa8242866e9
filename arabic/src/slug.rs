//! The words of an address: `/{section}/{id}/{slug}`. The id finds the story; the slug is for people and search engines.

use crate::normalize::{is_dropped, is_tashkeel};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest slug, in characters: what still reads well in a list of search results.
pub const SLUG_CHARS_MAX: usize = 80;

/// The slug of a headline, in its own script: NFC, without tashkeel, tatweel or anything invisible, spaces, dashes and slashes as one
/// hyphen, other marks dropped, Latin in lower case, at most [`SLUG_CHARS_MAX`] characters and never cut inside a word.
///
/// A headline without letters, or whose first word alone is too long, has an empty slug; the address then ends with the id.
///
/// ```
/// assert_eq!(arabic::slug::slug("بوتين: «الاتفاق قريب»"), "بوتين-الاتفاق-قريب");
/// ```
pub fn slug(headline: &str) -> String {
    words(headline.nfc().filter(|&c| !is_dropped(c)).flat_map(char::to_lowercase))
}

/// The slug in Latin letters, for sites that prefer it; same length and form as [`slug`]. Letters by our own table: alef is kept,
/// و and ي are vowels after a consonant («بوتين» is `boutin`), the article stands apart (`al-`). Not reversible.
pub fn transliterate(headline: &str) -> String {
    let plain: Vec<char> = headline.nfc().filter(|&c| is_tashkeel(c) || !is_dropped(c)).collect();
    let mut latin = String::with_capacity(plain.len() * 2);
    let mut before = ' ';
    for (at, &c) in plain.iter().enumerate() {
        let next = plain[at + 1..].iter().copied().find(|&c| !is_tashkeel(c)).unwrap_or(' ');
        let starts = !before.is_alphanumeric();
        if c == 'ل' && before == 'ا' && article_at(&plain, at) {
            latin.push_str("l-");
        } else if is_tashkeel(c) {
            latin.push_str(vowel(c));
            continue;
        } else {
            latin.push_str(letter(c, starts, before, next).unwrap_or(""));
            if letter(c, starts, before, next).is_none() {
                latin.extend(c.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase));
            }
        }
        before = c;
    }
    words(
        latin
            .nfd()
            .filter(|&c| !is_combining_mark(c))
            .map(|c| if c.is_ascii() || !c.is_alphanumeric() { c } else { ' ' }),
    )
}

/// Whether the lam at `at` ends the article «ال» of a word of at least four letters.
fn article_at(chars: &[char], at: usize) -> bool {
    let starts = at >= 1 && chars.get(at - 1) == Some(&'ا') && (at == 1 || !chars[at - 2].is_alphanumeric());
    starts && chars[at + 1..].iter().take(2).filter(|c| c.is_alphabetic()).count() == 2
}

fn vowel(mark: char) -> &'static str {
    match mark {
        '\u{064E}' => "a",
        '\u{064F}' => "u",
        '\u{0650}' => "i",
        _ => "",
    }
}

/// One Arabic letter in Latin, `None` for a character of another script.
fn letter(c: char, starts: bool, before: char, next: char) -> Option<&'static str> {
    let vowel_before = matches!(before, 'ا' | 'أ' | 'آ' | 'إ' | 'و' | 'ي' | 'ى');
    let vowel_after = matches!(next, 'ا' | 'آ' | 'أ' | 'و' | 'ي' | 'ة' | 'ى');
    Some(match c {
        'ا' | 'أ' | 'آ' | 'ٱ' | 'ى' | 'ة' | 'ع' => "a",
        'إ' | 'ئ' => "i",
        'ؤ' => "ou",
        'ء' => "",
        'ب' | 'پ' => "b",
        'ت' | 'ط' => "t",
        'ث' => "th",
        'ج' => "j",
        'ح' | 'ه' => "h",
        'خ' => "kh",
        'د' | 'ض' => "d",
        'ذ' => "dh",
        'ر' => "r",
        'ز' | 'ظ' | 'ژ' => "z",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'چ' => "ch",
        'غ' => "gh",
        'ف' => "f",
        'ڤ' | 'ڥ' => "v",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'گ' | 'ڨ' | 'ڭ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        'و' if starts || vowel_before || vowel_after => "w",
        'و' => "ou",
        'ي' | 'ی' if starts || vowel_before || vowel_after => "y",
        'ي' | 'ی' => "i",
        _ => {
            return crate::digits::digit_value(c)
                .and_then(|n| ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].get(n as usize).copied());
        }
    })
}

/// Letters, digits and their marks as they are; blanks, dashes, slashes and underscores as one hyphen; the rest dropped; cut.
fn words(chars: impl Iterator<Item = char>) -> String {
    let mut slug = String::new();
    let mut word = String::new();
    let (mut length, mut word_length) = (0, 0);
    for c in chars.chain([' ']) {
        if c.is_alphanumeric() || (is_combining_mark(c) && !word.is_empty()) {
            word.push(c);
            word_length += 1;
        } else if !word.is_empty() && (c.is_whitespace() || is_joint(c)) {
            let hyphen = usize::from(length > 0);
            if length + hyphen + word_length > SLUG_CHARS_MAX {
                break;
            }
            if hyphen == 1 {
                slug.push('-');
            }
            slug.push_str(&word);
            length += hyphen + word_length;
            word.clear();
            word_length = 0;
        }
    }
    slug.nfc().collect()
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | '/' | '\\' | '|' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// A path as it travels: bytes of UTF-8 outside the unreserved characters of RFC 3986 as `%XX`, slashes kept.
pub fn percent_encode_path(path: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |half: u8| char::from(HEX[usize::from(half & 15)]);
    let mut encoded = String::with_capacity(path.len() * 3);
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', digit(byte >> 4), digit(byte)]);
        }
    }
    encoded
}

/// The same path as people read it and as it stands in a page's `href`: letters and digits outside ASCII decoded,
/// everything else as it travels. A third of the bytes; a browser encodes it again on its way (RFC 3987 section 3.1).
pub fn readable_path(encoded: &str) -> String {
    let mut readable = String::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some(place) = rest.find('%') {
        let (before, run) = rest.split_at(place);
        readable.push_str(before);
        let bytes: Vec<u8> = run.as_bytes().chunks_exact(3).map_while(escaped).collect();
        let (run, after) = run.split_at(if bytes.is_empty() { 1 } else { bytes.len() * 3 });
        match std::str::from_utf8(&bytes) {
            Ok(text) if !text.is_empty() && text.chars().all(|c| !c.is_ascii() && c.is_alphanumeric()) => {
                readable.push_str(text);
            }
            _ => readable.push_str(run),
        }
        rest = after;
    }
    readable.push_str(rest);
    readable
}

/// The byte that `%XX` stands for.
fn escaped(three: &[u8]) -> Option<u8> {
    let [b'%', high, low] = three else { return None };
    let half = |digit: u8| char::from(digit).to_digit(16).and_then(|half| u8::try_from(half).ok());
    Some(half(*high)? << 4 | half(*low)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_path_is_read_back_where_that_is_safe() {
        for (encoded, readable) in [
            ("/world/x1/%D8%A3%D8%A8-2", "/world/x1/أب-2"),
            ("/%C3%A9t%C3%A9", "/été"),
            ("/a%20b%2F%22", "/a%20b%2F%22"),
            ("/%E2%80%AEx", "/%E2%80%AEx"),
            ("/%D8", "/%D8"),
            ("/%", "/%"),
            ("/%zz%D8%A3", "/%zzأ"),
        ] {
            assert_eq!(readable_path(encoded), readable);
        }
    }

    proptest! {
        #[test]
        fn a_readable_path_travels_as_the_same_one(path in "/[a-zا-يéЖ0-9/-]{0,40}") {
            let encoded = percent_encode_path(&path);
            prop_assert_eq!(percent_encode_path(&readable_path(&encoded)), encoded);
        }
    }

    #[test]
    fn headlines_become_slugs() {
        for (headline, expected) in [
            ("بوتين: \"الاتفاق قريب\"", "بوتين-الاتفاق-قريب"),
            ("مُحَمّد  يكتـــب – شعرا!", "محمد-يكتب-شعرا"),
            ("Le Monde et l'été 2016", "le-monde-et-lété-2016"),
            ("\u{202e}خبر\u{202c} 90+4", "خبر-904"),
            ("الوكالات/رويترز", "الوكالات-رويترز"),
            ("؟!", ""),
            ("- خبر -", "خبر"),
        ] {
            assert_eq!(slug(headline), expected, "{headline}");
        }
    }

    #[test]
    fn words_are_never_cut() {
        let headline = "كلمة ".repeat(40);
        let made = slug(&headline);
        assert_eq!(made.chars().count(), 79);
        assert!(made.ends_with("-كلمة"));
        assert_eq!(slug(&"ك".repeat(81)), "");
        assert_eq!(slug(&"ك".repeat(80)).chars().count(), 80);
    }

    #[test]
    fn transliteration_keeps_alef() {
        for (headline, expected) in [
            ("بوتين", "boutin"),
            ("اتفاق سوريا", "atfaq-sourya"),
            ("الرياضة", "al-ryada"),
            ("والي وهران", "wali-whran"),
            ("Zidane في ٢٠١٦", "zidane-fi-2016"),
            ("été", "ete"),
        ] {
            assert_eq!(transliterate(headline), expected, "{headline}");
        }
    }

    #[test]
    fn paths_are_encoded() {
        assert_eq!(percent_encode_path("/محلي/7K2/a b"), "/%D9%85%D8%AD%D9%84%D9%8A/7K2/a%20b");
    }

    proptest! {
        #[test]
        fn slugs_are_stable_and_short(text in any::<String>(), arabic in "[ء-ي ـً-ْ،؟a-zA-Z-]{0,200}") {
            for headline in [text, arabic] {
                let once = slug(&headline);
                prop_assert_eq!(slug(&once), once.clone());
                prop_assert!(once.chars().count() <= SLUG_CHARS_MAX);
                prop_assert!(!once.contains("--") && !once.starts_with('-') && !once.ends_with('-'));
                let latin = transliterate(&headline);
                prop_assert!(latin.is_ascii() && latin.len() <= SLUG_CHARS_MAX);
                prop_assert!(percent_encode_path(&headline).is_ascii());
            }
        }
    }
}
