//! A text as the letters that a browser or a phone would read in it, each with the bytes it comes from.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    evasion::{is_hidden, letter_in_frame},
    normalize, numerals,
};

/// Letters in lower case and Western digits, after the mapping of host names (UTS #46): wide, mathematical, circled and
/// small forms become their letters, ideographic full stops and the one-dot leader become dots, characters without a
/// glyph are dropped. Letters in brackets and dark frames, which browsers refuse, are read as well.
pub(super) struct Letters {
    pub chars: Vec<char>,
    pub ranges: Vec<Range<usize>>,
    /// How each of them is written.
    written: Vec<Written>,
}

/// How a letter is written.
#[derive(Debug, Clone, Copy, Default)]
struct Written {
    is_capital: bool,
    /// In a form that no keyboard has, or followed by something invisible.
    is_disguised: bool,
}

impl Letters {
    pub fn of(text: &str) -> Self {
        let mut letters = Self { chars: Vec::new(), ranges: Vec::new(), written: Vec::new() };
        for (c, range) in normalize::fold_mapped(text).chars() {
            // Digits and letters of a keyboard are folded too, but are no disguise.
            let own = text.get(range.clone()).unwrap_or_default();
            let has_hidden = own.chars().skip(1).any(|c| !normalize::is_tashkeel(c) && c != normalize::TATWEEL);
            letters.read(c, &range, has_hidden);
        }
        letters
    }

    fn read(&mut self, c: char, range: &Range<usize>, has_hidden: bool) {
        let mut push = |c: char, is_capital: bool, is_disguised: bool| {
            self.chars.push(c);
            self.ranges.push(range.clone());
            self.written.push(Written { is_capital, is_disguised: is_disguised || has_hidden });
        };
        if c.is_ascii() || normalize::is_arabic_letter(c) {
            push(c.to_ascii_lowercase(), c.is_ascii_uppercase(), false);
        } else if let Some(number) = numerals::decimal(c).or_else(|| numerals::framed(c)) {
            number.to_string().chars().for_each(|digit| push(digit, false, true));
        } else if let Some(letter) = letter_in_frame(c) {
            push(letter, true, true);
        } else if is_hidden(c) || c == KEYCAP {
            // It belongs to the character before it.
            if let (Some(last), Some(place)) = (self.written.last_mut(), self.ranges.last_mut()) {
                last.is_disguised = true;
                place.end = range.end;
            }
        } else if let Some(sign) = sign(c) {
            push(sign, false, true);
        } else {
            for mapped in std::iter::once(c).nfkc().flat_map(char::to_lowercase) {
                push(mapped, c.is_uppercase(), mapped.is_ascii() && !mapped.is_whitespace());
            }
        }
    }

    /// Whether one of these letters is written in a disguised form.
    pub fn is_disguised(&self, place: Range<usize>) -> bool {
        self.written.get(place).unwrap_or_default().iter().any(|written| written.is_disguised)
    }

    pub fn is_capital(&self, at: usize) -> bool {
        self.written.get(at).is_some_and(|written| written.is_capital)
    }

    pub fn range(&self, place: Range<usize>) -> Option<Range<usize>> {
        let (first, last) = (self.ranges.get(place.start)?, self.ranges.get(place.end.checked_sub(1)?)?);
        Some(first.start..last.end)
    }

    pub fn text(&self, place: Range<usize>) -> String {
        self.chars.get(place).unwrap_or_default().iter().collect()
    }

    pub fn at(&self, place: usize, words: &str) -> bool {
        let mut chars = self.chars.get(place..).unwrap_or_default().iter();
        words.chars().all(|c| chars.next() == Some(&c))
    }

    /// The `count` words before `end`, the last first.
    pub fn words_before(&self, end: usize, count: usize) -> Vec<String> {
        let mut words = Vec::with_capacity(count);
        let mut end = end.min(self.chars.len());
        while words.len() < count {
            while end > 0 && !self.chars[end - 1].is_alphanumeric() {
                end -= 1;
            }
            let start = self.chars[..end].iter().rposition(|c| !c.is_alphanumeric()).map_or(0, |at| at + 1);
            if start == end {
                break;
            }
            words.push(self.text(start..end));
            end = start;
        }
        words
    }

    /// Stretches without white space.
    pub fn chunks(&self) -> Vec<Range<usize>> {
        let mut chunks = Vec::new();
        let mut start = None;
        for (at, c) in self.chars.iter().enumerate() {
            match (c.is_whitespace(), start) {
                (false, None) => start = Some(at),
                (true, Some(from)) => {
                    chunks.push(from..at);
                    start = None;
                }
                _ => {}
            }
        }
        chunks.extend(start.map(|from| from..self.chars.len()));
        chunks
    }

    /// Whether the character may occur in a host name of any script.
    pub fn is_host(&self, at: usize) -> bool {
        self.chars.get(at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_') || is_combining_mark(*c))
    }
}

/// The frame of a keycap («1️⃣»).
const KEYCAP: char = '\u{20E3}';

/// Dots that end a label (UTS #46 maps the first two), and the plus of a phone number.
fn sign(c: char) -> Option<char> {
    match c {
        '。' | '｡' | '．' | '․' => Some('.'),
        '➕' => Some('+'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Letters::of(text).chars.into_iter().collect()
    }

    #[test]
    fn letters_are_read_as_a_browser_reads_them() {
        for (written, host) in [
            ("𝐞𝐱𝐚𝐦𝐩𝐥𝐞.𝐜𝐨𝐦", "example.com"),
            ("ⓔⓧⓐⓜⓟⓛⓔ.ⓒⓞⓜ", "example.com"),
            ("Ｅｘａｍｐｌｅ．ｃｏｍ", "example.com"),
            ("example․com example。com example｡com", "example.com example.com example.com"),
            ("⒠⒳⒜⒨⒫⒧⒠.com", "example.com"),
            ("🄴🅇🄰🄼🄿🄻🄴.com 🅴🆇🅰🅼🅿🅻🅴.com 🇨🇴🇲", "example.com example.com com"),
            ("ₑₓₐₘₚₗₑ.ᶜᵒᵐ", "example.com"),
            ("exam\u{ad}ple.c\u{200b}om", "example.com"),
            ("1️⃣ ① 𝟏 １ ١ ۱ १ ⑴ ➊ 🔟", "1 1 1 1 1 1 1 1 1 10"),
            ("شـــبكة", "شبكه"),
        ] {
            assert_eq!(read(written), host, "{written}");
        }
    }

    #[test]
    fn what_browsers_map_to_a_plain_letter_is_that_letter() {
        for c in char::MIN..=char::MAX {
            let (mapped, fits) = idna::domain_to_unicode(&format!("a{c}a"));
            // Sequences of several characters are tested above; a dash at the third place would mean something else.
            if fits.is_err() || mapped.len() != 3 || !mapped.is_ascii() {
                continue;
            }
            assert_eq!(read(&format!("a{c}a")), mapped, "{c} U+{:04X}", u32::from(c));
        }
    }
}
