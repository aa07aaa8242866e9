//! A text as signs: every character as the letter it looks like, with the bytes it comes from.
//!
//! Folding ([`crate::normalize::fold_mapped`]) comes first. Then come the characters that folding for a search leaves
//! alone because readers mean them: letters of Persian, Urdu, Kurdish, Pashto and African alphabets, letters without
//! their dots, Cyrillic and Greek letters shaped like Latin ones, Latin letters with strokes and accents, letters in
//! squares and circles.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::normalize;

/// The role of a sign in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// An Arabic letter.
    Arabic,
    /// a to z.
    Latin,
    /// 0 to 9.
    Digit,
    /// A mark that stands for a letter in Latin words: @ $ € £ ¢ ! | +.
    Mark,
    /// A letter of another alphabet that looks like no Arabic or Latin letter.
    Foreign,
    /// White space.
    Blank,
    /// Everything else: separators between letters.
    Other,
}

/// One sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sign {
    pub c: char,
    pub class: Class,
    /// Its bytes in the original.
    pub range: Range<usize>,
}

/// The signs of a text, in order; ranges ascend.
pub(super) fn signs(text: &str) -> Vec<Sign> {
    let mut signs = Vec::with_capacity(text.len() / 2);
    for (c, range) in normalize::fold_mapped(text).chars() {
        if is_hidden(c) {
            continue;
        }
        for c in shape(c).nfkd().filter(|c| !is_combining_mark(*c) && !is_hidden(*c)) {
            for c in shape(c).to_lowercase() {
                let c = shape(c);
                signs.push(Sign { c, class: class(c), range: range.clone() });
            }
        }
    }
    signs
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' => Class::Latin,
        '0'..='9' => Class::Digit,
        '@' | '$' | '€' | '£' | '¢' | '!' | '|' | '+' => Class::Mark,
        _ if c.is_whitespace() => Class::Blank,
        _ if normalize::is_arabic_letter(c) => Class::Arabic,
        _ if c.is_alphanumeric() => Class::Foreign,
        _ => Class::Other,
    }
}

/// Characters without a glyph that folding does not remove: variation selectors, tags, Hangul fillers, the empty
/// Braille cell.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E01EF}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}'
            | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
    )
}

/// The Arabic or Latin letter that a character looks like.
#[rustfmt::skip]
fn shape(c: char) -> char {
    match c {
        // Arabic: letters of other languages, letters without dots or with extra dots.
        'ٮ' | 'ٻ' | 'ڀ' | 'ݐ'..='ݖ' => 'ب',
        'ٹ' | 'ٺ' | 'ټ' | 'ٽ' => 'ت',
        'ٿ' => 'ث',
        'ڃ' | 'ڄ' | 'ڇ' => 'ج',
        'ځ' | 'ڂ' | 'ݗ' | 'ݮ' | 'ݯ' | 'ݲ' | 'ݼ' => 'ح',
        'څ' | 'ݘ' => 'خ',
        'ڈ' | 'ډ' | 'ڊ' | 'ڋ' | 'ڍ' | 'ݙ' | 'ݚ' | 'ۮ' => 'د',
        'ڌ' | 'ڎ' | 'ڏ' | 'ڐ' => 'ذ',
        'ڑ' | 'ڒ' | 'ړ' | 'ڔ' | 'ڕ' | 'ږ' | 'ڗ' | 'ۯ' | 'ݛ' | 'ݫ' | 'ݬ' | 'ݱ' => 'ر',
        'ڙ' => 'ز',
        'ښ' | 'ڛ' | 'ݭ' | 'ݰ' | 'ݽ' | 'ݾ' => 'س',
        'ڜ' | 'ۺ' | 'ݜ' => 'ش',
        'ڝ' => 'ص',
        'ڞ' | 'ۻ' => 'ض',
        'ڟ' => 'ط',
        'ݝ'..='ݟ' => 'ع',
        'ڠ' | 'ۼ' => 'غ',
        'ڡ' | 'ڢ' | 'ڣ' | 'ڦ' | 'ݠ' | 'ݡ' => 'ف',
        'ٯ' | 'ڧ' => 'ق',
        'ګ' | 'ڬ' | 'ڮ' | 'ڰ'..='ڴ' | 'ػ' | 'ؼ' | 'ݢ'..='ݤ' | 'ݿ' => 'ك',
        'ڵ'..='ڸ' | 'ݪ' => 'ل',
        'ݥ' | 'ݦ' => 'م',
        'ں'..='ڽ' | 'ڹ' | 'ݧ'..='ݩ' => 'ن',
        'ۿ' => 'ه',
        'ۄ' | 'ۅ' | 'ۇ' | 'ۈ' | 'ۉ' | 'ۊ' | 'ۏ' | 'ݸ' | 'ݹ' => 'و',
        'ؽ'..='ؿ' | 'ۑ' | 'ݵ'..='ݷ' | 'ݺ' | 'ݻ' => 'ي',
        'ݳ' | 'ݴ' => 'ا',
        // Cyrillic, lower and upper case. Where the two differ, the shape of the capital counts.
        'а' | 'А' => 'a', 'в' | 'В' | 'ь' | 'Ь' => 'b', 'с' | 'С' => 'c', 'ԁ' => 'd', 'е' | 'Е' => 'e', 'ɡ' => 'g', 'н' | 'Н' | 'һ' | 'Һ' => 'h',
        'і' | 'І' => 'i', 'ј' | 'Ј' => 'j', 'к' | 'К' | 'қ' => 'k', 'ӏ' | 'Ӏ' => 'l', 'м' | 'М' => 'm', 'п' => 'n', 'о' | 'О' => 'o',
        'р' | 'Р' => 'p', 'ԛ' | 'Ԛ' => 'q', 'г' => 'r', 'ѕ' | 'Ѕ' => 's', 'т' | 'Т' => 't', 'ѵ' | 'Ѵ' => 'v', 'ԝ' | 'Ԝ' | 'ѡ' | 'ш' => 'w',
        'х' | 'Х' => 'x', 'у' | 'У' | 'ү' | 'Ү' => 'y',
        // Greek.
        'α' | 'Α' => 'a', 'β' | 'Β' => 'b', 'ϲ' | 'Ϲ' => 'c', 'δ' => 'd', 'ε' | 'Ε' => 'e', 'Η' => 'h', 'ι' | 'Ι' => 'i', 'ϳ' => 'j',
        'κ' | 'Κ' => 'k', 'μ' | 'µ' | 'Μ' => 'm', 'η' | 'Ν' | 'π' => 'n', 'ο' | 'Ο' | 'σ' | 'θ' => 'o', 'ρ' | 'Ρ' => 'p', 'ς' => 's',
        'τ' | 'Τ' => 't', 'υ' => 'u', 'ν' => 'v', 'ω' => 'w', 'χ' | 'Χ' => 'x', 'γ' | 'Υ' => 'y', 'Ζ' | 'ζ' => 'z',
        // Armenian.
        'հ' => 'h', 'յ' => 'j', 'ո' => 'n', 'օ' => 'o', 'զ' => 'q', 'ս' => 'u',
        // Latin letters with strokes, and small capitals.
        'ɑ' | 'ᴀ' => 'a', 'ʙ' | 'ƀ' => 'b', 'ᴄ' | 'ƈ' => 'c', 'đ' | 'Đ' | 'ð' | 'ᴅ' => 'd', 'ᴇ' | 'ǝ' | 'ɛ' => 'e', 'ƒ' => 'f', 'ɢ' => 'g',
        'ħ' | 'Ħ' | 'ʜ' => 'h', 'ı' | 'ɪ' | 'ɨ' => 'i', 'ᴊ' => 'j', 'ᴋ' => 'k', 'ł' | 'Ł' | 'ʟ' | 'ƚ' => 'l', 'ᴍ' => 'm', 'ɴ' | 'ŋ' => 'n',
        'ø' | 'Ø' | 'ᴏ' | 'ɵ' => 'o', 'ᴘ' | 'þ' => 'p', 'ʀ' => 'r', 'ꜱ' | 'ß' => 's', 'ᴛ' | 'ŧ' => 't', 'ᴜ' | 'ʉ' => 'u', 'ᴠ' => 'v',
        'ᴡ' => 'w', 'ʏ' => 'y', 'ᴢ' | 'ƶ' => 'z',
        _ => letter_in_frame(c).unwrap_or(c),
    }
}

/// The letter in a frame that Unicode does not decompose to the letter alone: in brackets, in a dark square or circle,
/// of a flag.
pub(crate) fn letter_in_frame(c: char) -> Option<char> {
    match c {
        '\u{249C}'..='\u{24B5}' => Some(nth('\u{249C}', c)),
        '\u{1F110}'..='\u{1F129}' => Some(nth('\u{1F110}', c)),
        '\u{1F150}'..='\u{1F169}' => Some(nth('\u{1F150}', c)),
        '\u{1F170}'..='\u{1F189}' => Some(nth('\u{1F170}', c)),
        '\u{1F1E6}'..='\u{1F1FF}' => Some(nth('\u{1F1E6}', c)),
        _ => None,
    }
}

/// The letter that is as many places after `a` as `c` is after `first`.
fn nth(first: char, c: char) -> char {
    let place = (u32::from(c) - u32::from(first)).min(25);
    char::from_u32(u32::from('a') + place).unwrap_or(c)
}

/// The letters that a digit or mark stands for in a Latin word.
pub(super) fn in_latin(c: char) -> &'static [char] {
    match c {
        '0' => &['o'],
        '1' | '!' => &['i', 'l'],
        '|' => &['l', 'i'],
        '2' => &['z'],
        '3' | '€' => &['e'],
        '4' | '@' => &['a'],
        '5' | '$' => &['s'],
        '6' => &['g', 'b'],
        '7' | '+' => &['t'],
        '8' => &['b'],
        '9' => &['g', 'q'],
        '£' => &['l'],
        '¢' => &['c'],
        _ => &[],
    }
}

/// The letters that a digit or a Latin letter stands for in an Arabic word: by its sound in chats, or by its shape («٥»
/// for «ه»).
pub(super) fn in_arabic(c: char) -> &'static [char] {
    match c {
        '0' | 'o' => &['ه'],
        '1' | 'l' | 'i' => &['ا'],
        '2' => &['ء'],
        '3' => &['ع'],
        '5' => &['ه', 'خ'],
        '6' => &['ط'],
        '7' => &['ح', 'خ'],
        '8' => &['غ', 'ق'],
        '9' => &['ق', 'و', 'ص'],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        signs(text).into_iter().map(|sign| sign.c).collect()
    }

    #[test]
    fn letters_are_read_by_their_shape() {
        for (text, expected) in [
            ("ګلب کـــلب ﻛﻠﺐ كَلْب", "كلب كلب كلب كلب"),
            ("ڝديٯ ٮيٺ ڊار", "صديق بيت دار"),
            ("саsіnо ϹΑSΙΝΟ", "casino casino"),
            ("𝐜𝐚𝐬𝐢𝐧𝐨 ｃａｓｉｎｏ ⓒⓐⓢⓘⓝⓞ 🅲🅰🆂🅸🅽🅾", "casino casino casino casino"),
            ("Énorme ŒUVRE", "enorme œuvre"),
            ("ك\u{200b}ل\u{fe0f}ب", "كلب"),
            ("م٥زلة", "م5زله"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_original() {
        let text = "xﻻ…é";
        for sign in signs(text) {
            assert!(text.get(sign.range.clone()).is_some(), "{sign:?}");
        }
        assert_eq!(signs(text).len(), 7);
    }
}
