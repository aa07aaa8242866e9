//! Numbers with spaces in them: thousands groups (45 000), scores and ranges (2 - 1, 10:30 – 11:45), sums (90 + 4).
//!
//! A group has three digits and follows one to three digits, never a year: «في 2016 12 قتيلا» and «عام 2016 300 شخص»
//! contain two numbers each. A sign between spaces joins two numbers of one kind, but neither a year and another number
//! («في 2016 – 300 شخص») nor a date and an hour («03/09/2016 - 18:32»). A colon joins only the numbers of a score.
//! After a word that numbers a single item («المادة 87 300 دينار»), ordinary spaces separate no groups; typographic
//! spaces do, because they are typed on purpose.

use super::chars::{Chars, char_at, is_blank, is_digit};

/// Words that number a single item: the number after them ends with its first group.
const COUNTED: [&str; 12] =
    ["يوم", "المادة", "مادة", "الفقرة", "الصفحة", "صفحة", "السطر", "الدقيقة", "دقيقة", "الجولة", "المرحلة", "الفصل"];
/// Letters of the longest of them, with a conjunction before it.
const COUNTED_CHARS_MAX: usize = 9;
/// Digits on each side of a score, at most.
const SCORE_DIGITS: usize = 2;
/// Characters of one number that are read, at most.
const NUMBER_CHARS_MAX: usize = 40;

/// The end of the numbers that begin at `start` and are joined across spaces. `None` if they contain no space.
pub(super) fn spaced(chars: &Chars, start: usize, end: usize) -> Option<usize> {
    let mut left = Number::at(chars, start, end)?;
    while let Some(next) = joined(chars, &left, end) {
        left = next;
    }
    let has_blank = (start..left.end).any(|at| char_at(chars, at).is_some_and(is_blank));
    // A number alone leaves its percent sign outside the run: Arabic has it on the left.
    let is_alone = left.start == start;
    let stop = if is_alone && char_at(chars, left.end - 1) == Some('%') { left.end - 1 } else { left.end };
    has_blank.then_some(stop)
}

/// Whether the space at `at`, inside a stretch that began at `start`, stands before a sign that joins two numbers. A
/// number that ends a name or a phone number («iPhone 7 - 5», «023 45 67 89 / 023 45 67 90») is not joined.
pub(super) fn is_joint(chars: &Chars, start: usize, at: usize) -> bool {
    let blank = (start.max(at.saturating_sub(NUMBER_CHARS_MAX))..at).rev().find(|&at| is(chars, at, is_blank));
    // The spaces between groups belong to the number.
    let grouped = |blank: &usize| digits(chars, blank + 1, at) == 3 && blank + 4 == at;
    let Some(mut from) = blank else { return begins(chars, start, at) };
    if grouped(&from) {
        while from > start && is(chars, from - 1, |c| is_digit(c) || is_blank(c)) {
            from -= 1;
        }
        return begins(chars, from, at);
    }
    let follows = from > start && is(chars, from - 1, char::is_alphanumeric) && !is(chars, from + 1, |c| c == '(');
    !follows && begins(chars, from + 1, at)
}

/// Whether the numbers that begin at `start` end at `at` and are joined there to another number.
fn begins(chars: &Chars, start: usize, at: usize) -> bool {
    // One bracket may enclose both: «(4 - 3)».
    let Some(mut left) = Number::at(chars, start, at).or_else(|| Number::at(chars, start + 1, at)) else {
        return false;
    };
    while left.end < at {
        let Some(next) = joined(chars, &left, at) else { return false };
        left = next;
    }
    let Some(right) = joined(chars, &left, chars.len()) else { return false };
    // More digits mean a phone number: it is joined only to an area code.
    let goes_on = is(chars, right.end, is_blank) && is(chars, right.end + 1, is_digit);
    !goes_on || (is(chars, left.start, |c| c == '0') && left.first_digits > SCORE_DIGITS)
}

fn is(chars: &Chars, at: usize, of: impl Fn(char) -> bool) -> bool {
    char_at(chars, at).is_some_and(of)
}

/// A number in brackets that a sign joins to another one: «(3) - (2)».
pub(super) fn is_bracketed(chars: &Chars, at: usize) -> bool {
    let left = Number::at(chars, at, chars.len());
    left.is_some_and(|left| left.is_bracketed && joined(chars, &left, chars.len()).is_some())
}

/// One number: its sign, its groups, and the parts after a point, a colon or a slash.
#[derive(Debug, Clone, Copy)]
struct Number {
    start: usize,
    end: usize,
    /// Digits before the first separator.
    first_digits: usize,
    /// It consists of digits only.
    is_plain: bool,
    is_year: bool,
    is_bracketed: bool,
    kind: Kind,
}

/// The kind of a number. Only two numbers of one kind make a range or a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Hour,
    /// A date, a fraction or the number of a law: parts with slashes.
    Date,
}

impl Number {
    fn at(chars: &Chars, start: usize, end: usize) -> Option<Self> {
        let end = end.min(start + NUMBER_CHARS_MAX);
        let is = |at: usize, of: &dyn Fn(char) -> bool| at < end && char_at(chars, at).is_some_and(of);
        let is_bracketed = is(start, &|c| c == '(');
        let first = start + usize::from(is_bracketed || is(start, &|c| matches!(c, '+' | '-' | '−' | '±' | '~')));
        let mut at = first + digits(chars, first, end);
        let first_digits = at - first;
        if first_digits == 0 {
            return None;
        }
        while is_group(chars, first, first_digits, at, end) {
            at += 4;
        }
        let has_groups = at > first + first_digits;
        let mut kind = Kind::Number;
        while is(at, &|c| matches!(c, '.' | ',') || (!has_groups && matches!(c, ':' | '/'))) {
            let more = digits(chars, at + 1, end);
            if more == 0 || is_group(chars, at + 1, more, at + 1 + more, end) {
                break;
            }
            kind = match char_at(chars, at) {
                Some(':') => Kind::Hour,
                Some('/') => Kind::Date,
                _ => kind,
            };
            at += 1 + more;
        }
        let is_plain = first == start && at == first + first_digits;
        if is_bracketed {
            if has_groups || !is(at, &|c| c == ')') {
                return None;
            }
            at += 1;
        }
        while is(at, &|c| matches!(c, '%' | '°')) {
            at += 1;
        }
        let is_year = is_plain && first_digits == 4 && matches!(char_at(chars, first), Some('1' | '2'));
        Some(Self { start, end: at, first_digits, is_plain, is_year, is_bracketed, kind })
    }

    fn is_score(&self) -> bool {
        (self.is_plain || self.is_bracketed) && self.first_digits <= SCORE_DIGITS
    }
}

fn digits(chars: &Chars, start: usize, end: usize) -> usize {
    (start..end).take_while(|&at| char_at(chars, at).is_some_and(is_digit)).count()
}

/// Whether a space and three digits at `at` continue the number that begins at `first`.
fn is_group(chars: &Chars, first: usize, first_digits: usize, at: usize, end: usize) -> bool {
    let Some(blank) = char_at(chars, at).filter(|c| is_blank(*c)) else { return false };
    let fits = first_digits <= 3 && char_at(chars, first) != Some('0') && digits(chars, at + 1, end) == 3;
    let goes_on = at > first + first_digits;
    fits && (blank != ' ' || goes_on || !is_counted(chars, first))
}

/// Whether the word before a number is in `COUNTED`.
fn is_counted(chars: &Chars, first: usize) -> bool {
    let Some(blank) = first.checked_sub(1).filter(|&at| char_at(chars, at).is_some_and(is_blank)) else { return false };
    let from = blank.saturating_sub(COUNTED_CHARS_MAX);
    let word: String = (from..blank).filter_map(|at| char_at(chars, at)).collect();
    let word = word.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    COUNTED.iter().any(|counted| {
        word.strip_suffix(counted).is_some_and(|before| matches!(before, "" | "و" | "ف" | "ب" | "ل" | "ك"))
    })
}

/// The number that a sign joins to `left`, with or without spaces around the sign.
fn joined(chars: &Chars, left: &Number, end: usize) -> Option<Number> {
    let before = usize::from(char_at(chars, left.end).is_some_and(is_blank));
    let at = left.end + before;
    let sign = char_at(chars, at).filter(|_| at < end)?;
    let after = usize::from(char_at(chars, at + 1).is_some_and(is_blank));
    let right = Number::at(chars, at + 1 + after, end)?;
    let begins_with_sign =
        !right.is_bracketed && right.start < end && !char_at(chars, right.start).is_some_and(is_digit);
    let is_apart = left.kind != right.kind && before + after > 0;
    if begins_with_sign || is_apart || !is_over(chars, right.end) {
        return None;
    }
    let alike = (left.is_score() && right.is_score()) || (left.is_year && right.is_year);
    let same_side = before == after;
    let fits = match sign {
        // «1- 5 لاعبين» at the beginning is the first item of a list; «2 -1» may contain a negative number.
        '-' | '–' | '—' | '−' | '‐' | '‑' | '‒' => {
            let is_pause = left.is_year && !right.is_year;
            before + after == 0 || (!is_pause && (same_side || (alike && left.start > 0)))
        }
        '+' | '×' | '*' | '÷' | '=' | '/' => same_side,
        ':' => same_side && (before + after == 0 || (left.is_score() && right.is_score())),
        _ => false,
    };
    fits.then_some(right)
}

/// Whether the number ends here. A number that continues with a letter is a name («2 - 3D»).
fn is_over(chars: &Chars, at: usize) -> bool {
    !char_at(chars, at).is_some_and(|c| c.is_alphanumeric())
}
