//! Phone numbers in digits of any script or form: `٠٥٥٠ ١٢ ٣٤ ٥٦`, `+𝟐𝟏𝟑 𝟓𝟓𝟓 𝟏𝟐 𝟑𝟒 𝟓𝟔`, `0️⃣5️⃣5️⃣0️⃣…`, `⓪⑤⑤⓪…`.
//!
//! A phone number is recognised by how it begins (+, 00, 0) and how many digits it has, or by a word before it that
//! announces it («واتساب»). If all its digits have forms that no keyboard has, only their count matters.

use std::ops::Range;

use super::letters::Letters;
use super::link::{Link, LinkKind};

/// Words that announce a phone number.
const PHONE_CUES: [&str; 16] = [
    "واتساب",
    "واتس",
    "وتساب",
    "واتسب",
    "الواتساب",
    "فايبر",
    "تلغرام",
    "تليجرام",
    "اتصل",
    "اتصلوا",
    "للتواصل",
    "هاتف",
    "whatsapp",
    "viber",
    "tel",
    "telegram",
];
/// Words before a number that are searched for them.
const PHONE_CUE_WORDS: usize = 3;
/// Digits of a phone number: with its country code, without it, and after a word that announces it.
const PHONE_DIGITS: [Range<usize>; 3] = [10..16, 9..12, 7..16];
/// Digits of a phone number in forms that no keyboard has.
const DISGUISED_DIGITS: Range<usize> = 9..16;
/// Separators between two digits, at most, in a narrow and in a wide reading: « - » is the widest. If the wide reading
/// is no phone number, two numbers stand side by side.
const GAPS: [usize; 2] = [2, 3];

/// Every phone number of a text.
pub(super) fn phones(text: &Letters) -> Vec<Link> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.chars.len() {
        let c = text.chars[at];
        let begins = c.is_ascii_digit() || (c == '+' && text.chars.get(at + 1).is_some_and(char::is_ascii_digit));
        let is_inside = at > 0
            && (text.chars[at - 1].is_alphanumeric()
                || matches!(text.chars[at - 1], '.' | ',' | '٫' | '/' | '-' | ':'));
        if !begins || is_inside {
            at += 1;
            continue;
        }
        let [narrow, wide] = GAPS.map(|gap| Number::at(text, at, gap));
        let end = narrow.end;
        let phone = [narrow, wide].into_iter().find(|number| number.is_phone(text));
        let end = phone.as_ref().map_or(end, |phone| phone.end);
        let range = phone.and_then(|phone| text.range(at..phone.end));
        found.extend(range.map(|range| Link { kind: LinkKind::Phone, range }));
        at = end.max(at + 1);
    }
    found
}

/// Digits and the separators between them.
struct Number {
    start: usize,
    end: usize,
    digits: String,
    /// The length of each group of digits.
    groups: Vec<usize>,
    /// Whether every digit is in a form that no keyboard has.
    is_disguised: bool,
}

impl Number {
    fn at(text: &Letters, start: usize, gap_max: usize) -> Self {
        let mut number = Self { start, end: start, digits: String::new(), groups: vec![0], is_disguised: true };
        let mut gap = 0;
        for (at, c) in text.chars.iter().enumerate().skip(start) {
            // A wide reading is abandoned once it is too long: the search continues after the narrow one.
            if gap_max > GAPS[0] && number.digits.len() > PHONE_DIGITS[0].end {
                break;
            }
            if c.is_ascii_digit() {
                if gap > 0 {
                    number.groups.push(0);
                }
                gap = 0;
                number.digits.push(*c);
                number.end = at + 1;
                number.is_disguised &= text.is_disguised(at..at + 1);
                if let Some(last) = number.groups.last_mut() {
                    *last += 1;
                }
            } else if at == start || (is_separator(*c) && gap < gap_max) {
                gap += usize::from(at > start);
            } else {
                break;
            }
        }
        number
    }

    /// Whether it is a date: day and year in either order, with the month between them.
    fn is_date(&self) -> bool {
        let Some(groups) = self.groups.get(..3) else { return false };
        let mut rest = self.digits.as_str();
        let mut values = [0; 3];
        for (value, length) in values.iter_mut().zip(groups) {
            let (group, after) = rest.split_at((*length).min(rest.len()));
            *value = group.parse().unwrap_or(u32::MAX);
            rest = after;
        }
        let is_year = |at: usize| groups[at] == 4 && (1000..2200).contains(&values[at]);
        let is_day = |at: usize| groups[at] < 3 && (1..=31).contains(&values[at]);
        is_day(1) && ((is_day(0) && is_year(2)) || (is_year(0) && is_day(2)))
    }

    fn is_phone(&self, text: &Letters) -> bool {
        let count = self.digits.len();
        let groups = self.groups.as_slice();
        let is_decimal = matches!(groups, [1, rest] if *rest > 3) && text.chars.get(self.start + 1) == Some(&'.');
        if self.is_date() || is_decimal || count < PHONE_DIGITS[2].start {
            return false;
        }
        // A group of one digit means a score, a fraction or a list. Digits one by one are a list, unless a word
        // announces them.
        let one_by_one = groups.iter().all(|group| *group == 1);
        let is_scattered = groups.len() > 6 || groups.iter().skip(1).any(|group| *group < 2);
        if self.is_disguised && DISGUISED_DIGITS.contains(&count) && (one_by_one || !is_scattered) {
            return true;
        }
        if is_scattered {
            return one_by_one
                && PHONE_DIGITS[1].start <= count
                && count < PHONE_DIGITS[2].end
                && has_cue(text, self.start);
        }
        let is_international = text.chars[self.start] == '+' || self.digits.starts_with("00");
        let is_national = self.digits.starts_with('0') && !self.digits.starts_with("00");
        (is_international && PHONE_DIGITS[0].contains(&count))
            || (is_national && PHONE_DIGITS[1].contains(&count))
            || (PHONE_DIGITS[2].contains(&count) && has_cue(text, self.start))
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '_' | '*' | '·' | '•' | '\u{2010}'..='\u{2015}' | '−')
}

/// Whether one of the words before announces a phone number.
fn has_cue(text: &Letters, start: usize) -> bool {
    text.words_before(start, PHONE_CUE_WORDS).iter().any(|word| PHONE_CUES.contains(&word.as_str()))
}
