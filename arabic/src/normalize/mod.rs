//! Normalization: [`fold`] for comparison and search, [`tidy`] for names and headlines from outside.
//!
//! Folding is steps 1-3 of the search analyzer. Its result is never displayed: presentation forms become letters, marks
//! and invisible characters are dropped, letters that writers confuse become one, digits become 0-9. Latin letters stay
//! as they are. Every function accepts any string and is linear in its length.

mod forms;

use std::ops::Range;
use std::sync::OnceLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folded text with the origin of each of its characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// One entry per character of `text`: its byte offset in `text` and the bytes of the original it stands for.
    map: Vec<(usize, Range<usize>)>,
}

impl Folded {
    /// The byte range of the original that the byte range `folded` of [`Folded::text`] stands for.
    ///
    /// Marks that were dropped inside the range or after its last letter belong to it, so a highlight covers whole
    /// written words. `None` for an empty range or one outside the text.
    pub fn original(&self, folded: Range<usize>) -> Option<Range<usize>> {
        if folded.start >= folded.end || folded.end > self.text.len() {
            return None;
        }
        let first = self.map.partition_point(|(at, _)| *at <= folded.start).checked_sub(1)?;
        let last = self.map.partition_point(|(at, _)| *at < folded.end).checked_sub(1)?;
        let (_, from) = self.map.get(first)?;
        let (_, to) = self.map.get(last)?;
        Some(from.start..to.end)
    }

    /// Each folded character with the byte range of the original it stands for, in order; ranges ascend.
    pub fn chars(&self) -> impl Iterator<Item = (char, Range<usize>)> + '_ {
        self.text.chars().zip(self.map.iter().map(|(_, range)| range.clone()))
    }
}

/// Folds a text to a form in which its spellings are equal: «إلى» and «الى», «مدرسة» and «مدرسه», «٢٠١٦» and «2016».
///
/// ```
/// assert_eq!(arabic::normalize::fold("الرُّؤيـة ﻷنّ"), "الرءيه لان");
/// ```
pub fn fold(text: &str) -> String {
    fold_mapped(text).text
}

/// [`fold`] with a map back to the original, for highlights and for filters that must quote what was written.
pub fn fold_mapped(text: &str) -> Folded {
    let mut folded = Folded { text: String::with_capacity(text.len()), map: Vec::with_capacity(text.len() / 2) };
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        let mut hamza_above = false;
        if !is_dropped(c) {
            // Dropped characters that follow belong to this one. A combining hamza changes it (decomposed ؤ and ئ).
            while let Some(&(at, mark)) = chars.peek() {
                if !is_dropped(mark) {
                    break;
                }
                hamza_above |= mark == '\u{0654}';
                end = at + mark.len_utf8();
                chars.next();
            }
        }
        let mut push = |c: char| {
            folded.map.push((folded.text.len(), start..end));
            folded.text.push(c);
        };
        match forms::letters(c) {
            Some(letters) => letters.chars().for_each(|letter| push(fold_letter(letter))),
            None if is_dropped(c) => {}
            None if hamza_above && matches!(c, 'و' | 'ي' | 'ى' | 'ی') => push('ء'),
            None => push(fold_letter(c)),
        }
    }
    folded
}

/// [`fold`], in lower case and without Latin accents: the form in which words of tables and lists are compared.
///
/// ```
/// assert_eq!(arabic::normalize::key("Février إلى"), "fevrier الي");
/// ```
pub fn key(text: &str) -> String {
    key_of_common(text).unwrap_or_else(|| key_of_any(text))
}

fn key_of_any(text: &str) -> String {
    let folded = fold(text);
    if folded.is_ascii() {
        return folded.to_ascii_lowercase();
    }
    folded.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).nfc().collect()
}

/// The same, character by character, for text of common characters: nearly every line of a newspaper. `None` for other
/// text.
fn key_of_common(text: &str) -> Option<String> {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\x7f' => key.push(c.to_ascii_lowercase()),
            TATWEEL | '\u{064B}'..='\u{0652}' => {}
            '،' | '؛' | '؟' | '\u{0621}'..='\u{064A}' | '\u{0660}'..='\u{0669}' => key.push(fold_letter(c)),
            '\u{2010}'..='\u{2027}' => key.push(c),
            '\u{A0}'..='\u{17F}' => key.push(european(c)?),
            _ => return None,
        }
    }
    Some(key)
}

/// The key of a character of Latin-1 or Latin Extended-A, if it is one character.
fn european(c: char) -> Option<char> {
    static KEYS: OnceLock<Vec<Option<char>>> = OnceLock::new();
    let keys = KEYS.get_or_init(|| {
        let alone = |c: char| {
            let key = key_of_any(c.encode_utf8(&mut [0; 4]));
            let mut chars = key.chars();
            chars.next().filter(|_| chars.next().is_none())
        };
        ('\u{A0}'..='\u{17F}').map(alone).collect()
    });
    keys.get((c as usize).checked_sub(0xA0)?).copied().flatten()
}

/// The folded form of a letter or digit.
fn fold_letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' | 'ٵ' => 'ا',
        'ى' | 'ی' | 'ې' | 'ے' | 'ؠ' | 'ێ' => 'ي',
        'ة' | 'ۀ' | 'ہ' | 'ھ' | 'ە' | 'ۃ' => 'ه',
        'ؤ' | 'ئ' => 'ء',
        'ک' | 'گ' | 'ڪ' | 'ڭ' => 'ك',
        'چ' => 'ج',
        'پ' => 'ب',
        'ڤ' | 'ڥ' => 'ف',
        'ڨ' => 'ق',
        'ژ' => 'ز',
        'ۆ' | 'ۋ' => 'و',
        _ => crate::numerals::western_digit(c).unwrap_or(c),
    }
}

/// The stroke that lengthens a word.
pub(crate) const TATWEEL: char = '\u{0640}';

/// Tatweel, tashkeel, Quranic marks, zero-width characters, bidi controls and the like: everything a search ignores.
pub fn is_dropped(c: char) -> bool {
    matches!(c, TATWEEL | '\u{FE70}'..='\u{FE7F}') || is_tashkeel(c) || is_invisible(c)
}

/// Vowel signs and Quranic annotation (U+0610-061A, U+064B-065F, U+0670, U+06D6-06ED, U+08D3-08FF).
pub(crate) fn is_tashkeel(c: char) -> bool {
    matches!(c, '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}' | '\u{08D3}'..='\u{08FF}')
}

/// Characters without a glyph: zero-width ones, soft hyphen, byte order mark, bidi controls.
fn is_invisible(c: char) -> bool {
    is_bidi_control(c)
        || matches!(c, '\u{00AD}' | '\u{034F}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}')
}

/// Marks, embeddings, overrides and isolates of the Unicode bidirectional algorithm (UAX #9).
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A letter of the Arabic script, presentation forms included; not its digits, marks or punctuation.
pub(crate) fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{066F}' | '\u{0671}'..='\u{06D3}' | '\u{06D5}' | '\u{06EE}'..='\u{06EF}' | '\u{06FA}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08C7}')
        || forms::letters(c).is_some_and(|letters| !letters.is_empty())
}

/// A letter of any other script, without tatweel and the Quranic marks that Unicode counts as letters.
pub(crate) fn is_foreign_letter(c: char) -> bool {
    c.is_alphabetic() && !is_arabic_letter(c) && !is_dropped(c)
}

/// Removes the controls of the Unicode bidirectional algorithm and nothing else. They can hide and reorder the text
/// after them («Trojan source»), and our pages isolate every foreign string themselves.
pub fn strip_bidi_controls(text: &str) -> String {
    text.chars().filter(|&c| !is_bidi_control(c)).collect()
}

/// Cleans a name, headline or other single line from outside without changing a letter: NFC; no control characters,
/// bidi controls, soft hyphens or byte order marks; every run of white space becomes one space; trimmed.
///
/// A zero-width joiner or non-joiner stays only between two visible characters (Persian words, emoji) and only once.
/// Elsewhere it is used to make two names look alike.
///
/// ```
/// assert_eq!(arabic::normalize::tidy(" نبيل\u{a0}\u{202e} ك\n"), "نبيل ك");
/// ```
pub fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut space = false;
    let mut joiner = None;
    for c in text.nfc() {
        if c.is_whitespace() {
            space = !tidy.is_empty();
            joiner = None;
        } else if matches!(c, '\u{200C}' | '\u{200D}') {
            joiner = (!space && !tidy.is_empty()).then_some(c);
        } else if !(c.is_control() || is_invisible(c) || is_noncharacter(c)) {
            if space {
                tidy.push(' ');
            }
            tidy.extend(joiner.take());
            tidy.push(c);
            space = false;
        }
    }
    // A removed character may have kept its neighbours from composing.
    if tidy.nfc().eq(tidy.chars()) { tidy } else { tidy.nfc().collect() }
}

/// Noncharacters: code points that never stand for a character. U+FFFD is a character: it marks a place at which
/// something could not be decoded, and stays for a person to see.
fn is_noncharacter(c: char) -> bool {
    u32::from(c) & 0xFFFE == 0xFFFE || matches!(c, '\u{FDD0}'..='\u{FDEF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_meet() {
        for (left, right) in [
            ("إلى", "الى"),
            ("مدرسة", "مدرسه"),
            ("مُحَمَّدٌ", "محمد"),
            ("كتـــاب", "كتاب"),
            ("مسؤول", "مسئول"),
            ("مسو\u{654}ول", "مسؤول"),
            ("شي\u{64E}\u{654}ا", "شئا"),
            ("ا\u{654}حمد", "أحمد"),
            ("على", "علي"),
            ("٢٠١٦ ۲۰۱۶", "2016 2016"),
            ("ﻻ ﷲ", "لا الله"),
            ("ﺍﻟﺴﻼﻡ", "السلام"),
            ("گاراج", "كاراج"),
            ("ڤيديو", "فيديو"),
            ("پاريس", "باريس"),
            ("ا\u{200f}ب\u{200b}ج", "ابج"),
            ("هٰذا", "هذا"),
        ] {
            assert_eq!(fold(left), fold(right), "{left} {right}");
        }
        assert_eq!(fold("Le Monde, 12"), "Le Monde, 12");
    }

    #[test]
    fn different_words_stay_different() {
        for (left, right) in [("مكتب", "كتاب"), ("دول", "دولي"), ("قرأ", "قرء"), ("عملة", "عمل")]
        {
            assert_ne!(fold(left), fold(right));
        }
    }

    #[test]
    fn the_way_back_covers_the_marks() {
        let text = "قال مُحَمَّدٌ، ﻻ";
        let folded = fold_mapped(text);
        let at = folded.text.find("محمد").unwrap();
        let range = folded.original(at..at + "محمد".len()).unwrap();
        assert_eq!(&text[range], "مُحَمَّدٌ");
        let at = folded.text.rfind('ل').unwrap();
        assert_eq!(&text[folded.original(at..at + 2).unwrap()], "ﻻ");
        assert_eq!(folded.original(3..3), None);
        assert_eq!(folded.original(0..9999), None);
    }

    #[test]
    fn outside_text_is_tidied() {
        for (text, expected) in [
            ("  بوتين:\u{a0}قريب \u{2003} جدا\r\n", "بوتين: قريب جدا"),
            ("\u{feff}عنوان\u{0}\u{7}", "عنوان"),
            ("a\u{202e}b\u{2066}c", "abc"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("\u{200d}علي\u{200c}\u{200c}", "علي"),
            ("علي\u{200c}\u{200c}ة \u{200c}ب", "علي\u{200c}ة ب"),
            ("e\u{301}te\u{301}", "été"),
            ("e\u{200b}\u{301}", "é"),
            ("مُحَمّد", "مُحَمّد"),
            ("\u{2028}", ""),
            ("مح\u{fffd}د\u{fffe}\u{fdd0}", "مح\u{fffd}د"),
        ] {
            assert_eq!(tidy(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_is_stable_and_maps_back(text in any::<String>()) {
            let folded = fold_mapped(&text);
            prop_assert_eq!(fold(&folded.text), folded.text.clone());
            let mut before = 0;
            for (_, range) in folded.chars() {
                prop_assert!(text.get(range.clone()).is_some());
                prop_assert!(range.start >= before || range.end >= before);
                before = range.start;
            }
            if !folded.text.is_empty() {
                prop_assert!(folded.original(0..folded.text.len()).is_some());
            }
        }

        #[test]
        fn tidying_is_stable(text in any::<String>()) {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once.clone());
            prop_assert!(!strip_bidi_controls(&text).chars().any(is_bidi_control));
        }

        #[test]
        fn common_text_has_the_key_of_any_text(text in "[ -~\u{A0}-\u{17F}\u{0600}-\u{06FF}\u{2010}-\u{2027}\u{0300}-\u{0310}]{0,12}") {
            prop_assert_eq!(key(&text), key_of_any(&text));
        }

        #[test]
        fn arabic_text_folds_stably(text in "[ \u{0600}-\u{06FF}\u{FB50}-\u{FEFF}\u{200b}-\u{200f}]{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
        }
    }
}
