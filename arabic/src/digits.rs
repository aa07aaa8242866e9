//! Digits: 0-9 of the Maghreb or ٠-٩ of the Mashriq. They are chosen at rendering; text is stored as typed.

use crate::bidi;
use crate::numerals::{digit_value, eastern_digit, western_digit};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt, str::FromStr};

/// The digits that an edition prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Digits {
    /// 0123456789
    #[default]
    Western,
    /// ٠١٢٣٤٥٦٧٨٩
    Eastern,
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Western => "western",
            Self::Eastern => "eastern",
        })
    }
}

impl FromStr for Digits {
    type Err = String;

    /// Parses `western` or `eastern`. The error is a sentence for the person who configures the paper.
    fn from_str(id: &str) -> Result<Self, Self::Err> {
        match id {
            "western" => Ok(Self::Western),
            "eastern" => Ok(Self::Eastern),
            _ => Err(format!("unknown digits {id:?}: western and eastern are known")),
        }
    }
}

/// Replaces every Arabic and Persian digit with 0-9, and ٫ and ٬ between digits with `.` and `,`. Other characters
/// stay.
pub fn to_western(text: &str) -> String {
    let mut western = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut after_digit = false;
    while let Some(c) = chars.next() {
        let separated = after_digit && chars.peek().is_some_and(|&next| digit_value(next).is_some());
        western.push(match c {
            '٫' if separated => '.',
            '٬' if separated => ',',
            _ => western_digit(c).unwrap_or(c),
        });
        after_digit = digit_value(c).is_some();
    }
    western
}

/// The text with the digits of an edition.
///
/// [`Digits::Western`] is [`to_western`]. [`Digits::Eastern`] goes word by word (words end at white space). A word with
/// a Latin letter, `@` or `//` (addresses, «COVID-19», «A320») keeps its digits. In the others a decimal point becomes
/// ٫ (a point looks like ٠) and commas before groups of three become ٬. A space inside a number («45 000», «0550 12 34
/// 56») becomes a no-break space: with an ordinary space the groups of Eastern digits are displayed in reverse, even in
/// an isolate (UAX #9, rules W4 and N1).
///
/// ```
/// use arabic::digits::{apply, Digits};
/// assert_eq!(apply("12.5 مليون في A320", Digits::Eastern), "١٢٫٥ مليون في A320");
/// ```
pub fn apply(text: &str, digits: Digits) -> String {
    if digits == Digits::Western {
        return to_western(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for piece in with_firm_blanks(text).split_inclusive(char::is_whitespace) {
        if keeps_digits(piece) || !piece.contains(|c: char| c.is_ascii_digit()) {
            out.push_str(piece);
        } else {
            easternize(piece, &mut out);
        }
    }
    out
}

/// The text with no-break spaces between the digits of its numbers.
fn with_firm_blanks(text: &str) -> Cow<'_, str> {
    let mut firm = String::new();
    let mut done = 0;
    for run in bidi::isolate_runs(text) {
        let number = &text[run.range.clone()];
        if !number.contains(bidi::is_blank) || keeps_digits(number) {
            continue;
        }
        firm.push_str(&text[done..run.range.start]);
        let mut chars = number.chars().peekable();
        let mut after_digit = false;
        while let Some(c) = chars.next() {
            let inside = after_digit && chars.peek().is_some_and(char::is_ascii_digit);
            firm.push(if inside && bidi::is_blank(c) { '\u{A0}' } else { c });
            after_digit = c.is_ascii_digit();
        }
        done = run.range.end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    firm.push_str(&text[done..]);
    Cow::Owned(firm)
}

/// Whether the digits of this word (delimited by white space) are part of a Latin word or an address.
pub(crate) fn keeps_digits(word: &str) -> bool {
    word.contains(crate::normalize::is_foreign_letter) || word.contains('@') || word.contains("//")
}

fn easternize(word: &str, out: &mut String) {
    let chars: Vec<char> = word.chars().collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let single_point = chars.iter().filter(|&&c| c == '.').count() == 1
        || chars
            .iter()
            .enumerate()
            .filter(|&(at, &c)| c == '.' && at > 0 && is_digit(at - 1) && is_digit(at + 1))
            .count()
            == 1;
    for (at, &c) in chars.iter().enumerate() {
        let inside = at > 0 && is_digit(at - 1) && is_digit(at + 1);
        let group = inside && (1..=3).all(|step| is_digit(at + step)) && !is_digit(at + 4);
        out.push(match c {
            '.' if inside && single_point => '٫',
            ',' if group => '٬',
            _ => eastern_digit(c).unwrap_or(c),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_follow_the_house() {
        for (text, eastern) in [
            ("سنة 2016", "سنة ٢٠١٦"),
            ("12.5 بالمئة.", "١٢٫٥ بالمئة."),
            ("1,046 قراءة", "١٬٠٤٦ قراءة"),
            ("3.9.2016 الساعة 18:32", "٣.٩.٢٠١٦ الساعة ١٨:٣٢"),
            ("(2-1)", "(٢-١)"),
            ("كوفيد-19", "كوفيد-١٩"),
            ("http://a.dz/2016 و desk2@a.dz", "http://a.dz/2016 و desk2@a.dz"),
            ("A320 و500", "A320 و٥٠٠"),
            ("2016.", "٢٠١٦."),
        ] {
            assert_eq!(apply(text, Digits::Eastern), eastern);
            assert_eq!(apply(eastern, Digits::Western), text);
        }
        assert_eq!(to_western("۱۲٬۳۴۵ ٫"), "12,345 ٫");
        for (text, eastern) in [
            ("وزعت 1 250 000 نسخة عام 2016", "وزعت ١\u{a0}٢٥٠\u{a0}٠٠٠ نسخة عام ٢٠١٦"),
            ("هاتف 0550\u{2009}12 34 56", "هاتف ٠٥٥٠\u{a0}١٢\u{a0}٣٤\u{a0}٥٦"),
            ("في 2016 12 شخصا، بكلفة 500 MW", "في ٢٠١٦ ١٢ شخصا، بكلفة ٥٠٠ MW"),
        ] {
            assert_eq!(apply(text, Digits::Eastern), eastern);
        }
        assert_eq!("eastern".parse(), Ok(Digits::Eastern));
    }

    proptest! {
        #[test]
        fn there_and_back_is_stable(text in "[0-9٠-٩۰-۹a-c.,٫٬ @/و]{0,40}") {
            for digits in [Digits::Western, Digits::Eastern] {
                let once = apply(&text, digits);
                prop_assert_eq!(apply(&once, digits), once.clone());
            }
        }
    }
}
