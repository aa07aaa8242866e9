//! Numbers with blanks in them: groups of thousands (45 000), scores and ranges (2 - 1, 10:30 – 11:45), sums (90 + 4).
//!
//! A group is three digits, after one to three that begin no year: «في 2016 12 قتيلا» and «عام 2016 300 شخص» are two numbers each.
//! A sign between blanks joins two numbers of one kind, but not a year and something else («في 2016 – 300 شخص»), nor a date and
//! an hour («03/09/2016 - 18:32»), and a colon only the numbers of a score. Ordinary blanks after words that count one by one («المادة 87 300 دينار») make no group; the blanks of
//! typographers, which are set on purpose, do.

use super::chars::{Chars, char_at, is_blank, is_digit};

/// Words that a number follows which is over with its first group.
const COUNTED: [&str; 12] =
    ["يوم", "المادة", "مادة", "الفقرة", "الصفحة", "صفحة", "السطر", "الدقيقة", "دقيقة", "الجولة", "المرحلة", "الفصل"];
/// Letters of the longest of them, with a conjunction before it.
const COUNTED_CHARS_MAX: usize = 9;
/// Digits of a score, of each side at most.
const SCORE_DIGITS: usize = 2;
/// Characters of one number that are read.
const NUMBER_CHARS_MAX: usize = 40;

/// Where the numbers that begin at `start` end, joined over blanks; `None` where no blank is in them.
pub(super) fn spaced(chars: &Chars, start: usize, end: usize) -> Option<usize> {
    let mut left = Number::at(chars, start, end)?;
    while let Some(next) = joined(chars, &left, end) {
        left = next;
    }
    let has_blank = (start..left.end).any(|at| char_at(chars, at).is_some_and(is_blank));
    // A number alone leaves its percent sign to the line: Arabic has it on the left.
    let is_alone = left.start == start;
    let stop = if is_alone && char_at(chars, left.end - 1) == Some('%') { left.end - 1 } else { left.end };
    has_blank.then_some(stop)
}

/// Whether the blank at `at`, inside a stretch that began at `start`, stands before a sign that joins two numbers. One that ends a
/// name or a telephone's number («iPhone 7 - 5», «023 45 67 89 / 023 45 67 90») is joined to nothing.
pub(super) fn is_joint(chars: &Chars, start: usize, at: usize) -> bool {
    let blank = (start.max(at.saturating_sub(NUMBER_CHARS_MAX))..at).rev().find(|&at| is(chars, at, is_blank));
    // The blanks of a group are its own.
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

/// Whether the numbers that begin at `start` end at `at` and are joined to a further one there.
fn begins(chars: &Chars, start: usize, at: usize) -> bool {
    // A bracket may be open around both: «(4 - 3)».
    let Some(mut left) = Number::at(chars, start, at).or_else(|| Number::at(chars, start + 1, at)) else {
        return false;
    };
    while left.end < at {
        let Some(next) = joined(chars, &left, at) else { return false };
        left = next;
    }
    let Some(right) = joined(chars, &left, chars.len()) else { return false };
    // A telephone's number goes on, after the code of its town alone.
    let goes_on = is(chars, right.end, is_blank) && is(chars, right.end + 1, is_digit);
    !goes_on || (is(chars, left.start, |c| c == '0') && left.first_digits > SCORE_DIGITS)
}

fn is(chars: &Chars, at: usize, of: impl Fn(char) -> bool) -> bool {
    char_at(chars, at).is_some_and(of)
}

/// «(3) - (2)»: a number in brackets that a sign joins to another one.
pub(super) fn is_bracketed(chars: &Chars, at: usize) -> bool {
    let left = Number::at(chars, at, chars.len());
    left.is_some_and(|left| left.is_bracketed && joined(chars, &left, chars.len()).is_some())
}

/// One number: its sign, its groups, what follows a point, a colon or a slash.
#[derive(Debug, Clone, Copy)]
struct Number {
    start: usize,
    end: usize,
    /// Digits before the first sign or blank.
    first_digits: usize,
    /// Nothing but digits.
    is_plain: bool,
    is_year: bool,
    is_bracketed: bool,
    kind: Kind,
}

/// What only another of its kind makes a range or a score with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Hour,
    /// Or a share, or the number of a law.
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

/// Whether a blank and three digits at `at` go on with the number that begins at `first`.
fn is_group(chars: &Chars, first: usize, first_digits: usize, at: usize, end: usize) -> bool {
    let Some(blank) = char_at(chars, at).filter(|c| is_blank(*c)) else { return false };
    let fits = first_digits <= 3 && char_at(chars, first) != Some('0') && digits(chars, at + 1, end) == 3;
    let goes_on = at > first + first_digits;
    fits && (blank != ' ' || goes_on || !is_counted(chars, first))
}

/// Whether the word before a number counts one by one.
fn is_counted(chars: &Chars, first: usize) -> bool {
    let Some(blank) = first.checked_sub(1).filter(|&at| char_at(chars, at).is_some_and(is_blank)) else { return false };
    let from = blank.saturating_sub(COUNTED_CHARS_MAX);
    let word: String = (from..blank).filter_map(|at| char_at(chars, at)).collect();
    let word = word.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    COUNTED.iter().any(|counted| {
        word.strip_suffix(counted).is_some_and(|before| matches!(before, "" | "و" | "ف" | "ب" | "ل" | "ك"))
    })
}

/// The number that a sign joins to the one on its left, with blanks around the sign or without.
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
        // «1- 5 لاعبين» at the beginning is the first line of a list; «2 -1» may be a number below zero.
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

/// A number that goes on with a letter is a name («2 - 3D»).
fn is_over(chars: &Chars, at: usize) -> bool {
    !char_at(chars, at).is_some_and(|c| c.is_alphanumeric())
}
