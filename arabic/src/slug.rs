//! The slug of an address: `/{section}/{id}/{slug}`. The id finds the story; the slug is for people and search engines.
//!
//! Two numbers of a headline never become a third one: whatever stands between two digits becomes a hyphen, be it a
//! decimal comma, a point, a colon, a plus, or the space or comma of a thousands group («12,5» is `12-5`, «1,250,000»
//! is `1-250-000`: only readers know which of the two a comma is). A number is not cut: one that does not fit is left
//! out with all its parts.

use crate::{
    normalize::{TATWEEL, is_dropped, is_tashkeel},
    numerals,
};
use std::iter::once;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Characters of a slug, at most: what still reads well in a list of search results.
pub const SLUG_CHARS_MAX: usize = 80;

/// The slug of a headline, in its own script: NFC; without tashkeel, tatweel and invisible characters; spaces, dashes
/// and slashes become one hyphen, and so does any mark between two digits; other marks are dropped; Latin in lower
/// case; at most [`SLUG_CHARS_MAX`] characters, never cut inside a word or a number.
///
/// A headline without letters and digits, or whose first word alone is too long, has an empty slug; its address then
/// ends with the id.
///
/// ```
/// assert_eq!(arabic::slug::slug("بوتين: «الاتفاق قريب»"), "بوتين-الاتفاق-قريب");
/// assert_eq!(arabic::slug::slug("هدف في الدقيقة 90+4"), "هدف-في-الدقيقة-90-4");
/// ```
pub fn slug(headline: &str) -> String {
    words(plain(headline, false).into_iter().flat_map(char::to_lowercase))
}

/// Whether a stored slug was made from a headline, by [`slug`] or by its former version, which did not keep numbers
/// apart. Addresses that were already given stay valid; this distinguishes them from slugs that somebody chose.
///
/// ```
/// assert!(arabic::slug::is_made_from("هدف-904", "هدف 90+4") && arabic::slug::is_made_from("هدف-90-4", "هدف 90+4"));
/// ```
pub fn is_made_from(slug: &str, headline: &str) -> bool {
    slug == self::slug(headline) || former(headline).is_some_and(|former| slug == former)
}

/// The slug of the former version, which did not keep numbers apart, if it differs from [`slug`]. It finds stories
/// whose address is from that time.
pub fn former(headline: &str) -> Option<String> {
    Some(run_together(headline)).filter(|former| *former != slug(headline))
}

/// The former version: marks between digits are dropped like all others.
fn run_together(headline: &str) -> String {
    let chars = headline.nfc().filter(|&c| !is_dropped(c)).flat_map(char::to_lowercase);
    let kept = chars.filter(|&c| c.is_alphanumeric() || is_combining_mark(c) || c.is_whitespace() || is_joint(c));
    let mut slug = String::new();
    let mut length = 0;
    for word in kept.collect::<String>().split(|c: char| c.is_whitespace() || is_joint(c)) {
        let word = word.trim_start_matches(is_combining_mark);
        let hyphen = usize::from(length > 0);
        let word_length = word.chars().count();
        if length + hyphen + word_length > SLUG_CHARS_MAX {
            break;
        }
        if word_length > 0 {
            slug.extend((hyphen == 1).then_some('-'));
            slug.push_str(word);
            length += hyphen + word_length;
        }
    }
    slug.nfc().collect()
}

/// The characters of a headline that count, composed. A tatweel after a digit is a dash that somebody found on the
/// keyboard.
fn plain(headline: &str, with_vowels: bool) -> Vec<char> {
    let mut plain: Vec<char> = Vec::with_capacity(headline.len());
    for c in headline.nfc() {
        let after_digit = plain.last().is_some_and(|before| before.is_numeric());
        match c {
            TATWEEL if after_digit => plain.push('.'),
            _ if with_vowels && is_tashkeel(c) => plain.push(c),
            _ if is_dropped(c) => {}
            _ => plain.push(c),
        }
    }
    plain
}

/// The slug in Latin letters, for sites that prefer it, with the same length and form as [`slug`]. The table of letters
/// is our own: alef is kept, و and ي are vowels after a consonant («بوتين» is `boutin`), the article is separated
/// (`al-`). Not reversible.
pub fn transliterate(headline: &str) -> String {
    let plain = plain(headline, true);
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
        } else if let Some(letter) = letter(c, starts, before, next) {
            latin.push_str(letter);
        } else if c.is_numeric() {
            // «3½» is three and a half: the two parts stay apart.
            latin.extend(before.is_numeric().then_some('-'));
            latin.extend(once(c).nfkc());
        } else {
            latin.extend(c.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase));
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

/// An Arabic letter in Latin letters; `None` for a character of another script.
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
            return numerals::decimal(c)
                .and_then(|n| ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].get(n as usize).copied());
        }
    })
}

/// Makes a slug of words: letters, digits and their marks stay; spaces, dashes, slashes and underscores become one
/// hyphen, and so does anything between two digits; the rest is dropped; the end is cut off.
fn words(chars: impl Iterator<Item = char>) -> String {
    let chars: Vec<char> = chars.collect();
    let mut slug = Slug::default();
    let mut gap = Gap::default();
    for (at, &c) in chars.iter().enumerate() {
        if c.is_alphanumeric() {
            slug.push(c, gap, is_group(&chars[at..]));
            gap = Gap::default();
        } else if is_combining_mark(c) {
            if gap == Gap::default() && !slug.word.is_empty() {
                slug.add(c);
            }
        } else {
            gap.parts |= c.is_whitespace() || is_joint(c);
            gap.has_sign |= !c.is_whitespace();
        }
    }
    slug.end()
}

/// What stands between two letters or digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Gap {
    /// A space, a dash or a slash.
    parts: bool,
    /// Something other than white space.
    has_sign: bool,
}

/// Whether exactly three digits begin here: a group of a long number.
fn is_group(chars: &[char]) -> bool {
    chars.iter().take(4).take_while(|c| c.is_numeric()).count() == 3
}

/// Collects words until one does not fit.
#[derive(Default)]
struct Slug {
    done: String,
    length: usize,
    /// The word being read. A number with all its parts is one word: it is kept whole or not at all.
    word: String,
    word_length: usize,
    /// Digits at the end of the word; marks on them do not count.
    digits: usize,
    is_full: bool,
}

impl Slug {
    /// `is_group`: a group of three digits begins with this one.
    fn push(&mut self, c: char, gap: Gap, is_group: bool) {
        let in_number = c.is_numeric() && self.digits > 0 && gap != Gap::default();
        if in_number && (gap.has_sign || (is_group && self.digits <= 3)) {
            self.add('-');
        } else if gap.parts {
            self.end_word();
        }
        self.add(c);
    }

    fn add(&mut self, c: char) {
        self.word.push(c);
        self.word_length += 1;
        if c.is_numeric() {
            self.digits += 1;
        } else if !is_combining_mark(c) {
            self.digits = 0;
        }
    }

    fn end_word(&mut self) {
        let hyphen = usize::from(self.length > 0);
        self.is_full |= self.length + hyphen + self.word_length > SLUG_CHARS_MAX;
        if !self.is_full && !self.word.is_empty() {
            self.done.extend((hyphen == 1).then_some('-'));
            self.done.push_str(&self.word);
            self.length += hyphen + self.word_length;
        }
        self.word.clear();
        (self.word_length, self.digits) = (0, 0);
    }

    fn end(mut self) -> String {
        self.end_word();
        self.done.nfc().collect()
    }
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | '/' | '\\' | '|' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Percent-encodes a path: bytes of UTF-8 outside the unreserved characters of RFC 3986 become `%XX`; slashes stay.
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

/// Decodes the path for people and for a page's `href`: letters and digits outside ASCII are decoded, everything else
/// stays encoded. It has a third of the bytes; a browser encodes it again for its request (RFC 3987 section 3.1).
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
            ("\u{202e}خبر\u{202c} 90+4", "خبر-90-4"),
            ("الوكالات/رويترز", "الوكالات-رويترز"),
            ("؟!", ""),
            ("- خبر -", "خبر"),
        ] {
            assert_eq!(slug(headline), expected, "{headline}");
        }
    }

    #[test]
    fn numbers_stay_apart() {
        for (headline, expected) in [
            ("نمو 3.5 بالمئة", "نمو-3-5-بالمئة"),
            ("المسافة 12,5 كلم", "المسافة-12-5-كلم"),
            ("بلغ ٣٫٥٪ هذا العام", "بلغ-٣-٥-هذا-العام"),
            ("وزعت ١٬٢٥٠٬٠٠٠ نسخة", "وزعت-١-٢٥٠-٠٠٠-نسخة"),
            ("باع 1,250,000 تذكرة", "باع-1-250-000-تذكرة"),
            ("باع 1'250'000 تذكرة", "باع-1-250-000-تذكرة"),
            ("باع 45\u{2009}000 أو 45\u{202f}000 أو 45\u{a0}000", "باع-45-000-أو-45-000-أو-45-000"),
            ("الضيوف 2:1 والدار", "الضيوف-2-1-والدار"),
            ("الضيوف 2ـ1 و٣ــ٢", "الضيوف-2-1-و٣-٢"),
            ("الضيوف 2️⃣:1️⃣", "الضيوف-2️⃣-1️⃣"),
            ("القمة ١٩:٣٠", "القمة-١٩-٣٠"),
            ("نصف (1/2) الكأس", "نصف-1-2-الكأس"),
            ("قاعة 3×4 أمتار", "قاعة-3-4-أمتار"),
            ("ارتفع 5%–7%", "ارتفع-5-7"),
            ("موسم 2015–2016 و2016—2017", "موسم-2015-2016-و2016-2017"),
            ("بين (3) و(4)", "بين-3-و4"),
            ("الإصدار 9.3.5 و v2.0b", "الإصدار-9-3-5-و-v2-0b"),
            ("عند 36°5 و36°", "عند-36-5-و36"),
            ("خصم 50% أو ٥٠٪", "خصم-50-أو-٥٠"),
            ("f.16 وH1.N1", "f16-وh1n1"),
        ] {
            assert_eq!(slug(headline), expected, "{headline}");
        }
        for (headline, expected) in [
            ("نمو ٣٫٥٪", "nmou-3-5"),
            ("كعكة 3½ كغ", "kaka-3-1-2-kgh"),
            ("मैच १२:३०", "12-30"),
            ("10² و m²", "10-2-w-m2"),
        ] {
            assert_eq!(transliterate(headline), expected, "{headline}");
        }
    }

    #[test]
    fn a_number_is_never_cut() {
        let long = "كلمة ".repeat(15);
        for number in ["12,500", "1 250 000", "90+4", "2 - 1", "2015/2016"] {
            let made = slug(&format!("{long} {number} {number}"));
            let kept = slug(&format!("{long} {number}"));
            assert!(made == kept || made == slug(&long), "{made}");
        }
        assert_eq!(slug(&format!("{} 12 5,5", "ك".repeat(75))), format!("{}-12", "ك".repeat(75)));
    }

    #[test]
    fn an_address_from_before_is_known_again() {
        for (headline, before) in [
            ("هدف 90+4", "هدف-904"),
            ("نمو 3.5 بالمئة", "نمو-35-بالمئة"),
            ("الوكالات/رويترز: 12,5", "الوكالات-رويترز-125"),
            ("بلا أرقام، كما كان", "بلا-أرقام-كما-كان"),
        ] {
            assert!(is_made_from(before, headline) && is_made_from(&slug(headline), headline), "{headline}");
            assert!(!is_made_from("هدف-9-04", headline));
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
        fn no_two_numbers_become_one(text in "([0-9٠-٩]{1,4}|[-.,:+×%٪٫٬/ ()ـ\u{2009}\u{200f}]|كلمة|a){0,24}") {
            let numbers = |text: &str| -> Vec<String> {
                text.split(|c: char| !c.is_numeric()).filter(|part| !part.is_empty()).map(str::to_owned).collect()
            };
            let written = text.replace('\u{200f}', "");
            let all = numbers(&written);
            let kept = numbers(&slug(&text));
            prop_assert_eq!(&all[..kept.len().min(all.len())], &kept[..], "{}", text);
        }

        #[test]
        fn slugs_are_stable_and_short(text in any::<String>(), arabic in "[ء-ي ـً-ْ،؟a-zA-Z-]{0,200}") {
            for headline in [text, arabic] {
                let once = slug(&headline);
                prop_assert_eq!(slug(&once), once.clone());
                prop_assert!(once.chars().count() <= SLUG_CHARS_MAX);
                // A slug that was given before is still a slug.
                let before = run_together(&headline);
                prop_assert_eq!(slug(&before), before.clone());
                prop_assert!(is_made_from(&before, &headline));
                prop_assert!(!once.contains("--") && !once.starts_with('-') && !once.ends_with('-'));
                let latin = transliterate(&headline);
                prop_assert!(latin.is_ascii() && latin.len() <= SLUG_CHARS_MAX);
                prop_assert!(percent_encode_path(&headline).is_ascii());
            }
        }
    }
}
