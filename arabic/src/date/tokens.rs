//! Splits a line into the numbers, words and punctuation marks that the date reader reads. White space and invisible
//! characters leave no token.

use crate::normalize;
use crate::numerals::digit_value;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Words longer than this many bytes name no month, so no key is computed for them.
const KEY_BYTES_MAX: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Value and count of digits, at most nine. Longer numbers are [`Kind::Mark`].
    Number(u32, usize),
    /// The key of a word.
    Word(String),
    /// Any other visible character.
    Mark(char),
}

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub kind: Kind,
    pub range: Range<usize>,
    /// Whether white space stands before it.
    pub spaced: bool,
}

pub(super) use crate::normalize::key;

pub(super) fn tokens(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut spaced = true;
    let mut chars = line.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        if normalize::is_dropped(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        let class = class(c);
        if class != Class::Mark {
            while let Some(&(at, next)) = chars.peek() {
                let dropped = normalize::is_dropped(next) || is_combining_mark(next);
                if !dropped && self::class(next) != class {
                    break;
                }
                if !dropped {
                    end = at + next.len_utf8();
                }
                chars.next();
            }
        }
        let text = line.get(start..end).unwrap_or_default();
        let kind = match class {
            Class::Number => number(text),
            Class::Word if text.len() <= KEY_BYTES_MAX => Kind::Word(key(text)),
            Class::Word => Kind::Word(String::new()),
            Class::Mark => Kind::Mark(c),
        };
        tokens.push(Token { kind, range: start..end, spaced });
        spaced = false;
    }
    tokens
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Class {
    Number,
    Word,
    Mark,
}

fn class(c: char) -> Class {
    match c {
        // The table of letters is slow beyond ASCII, and most characters of a newspaper are these.
        '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' => Class::Word,
        _ if digit_value(c).is_some() => Class::Number,
        _ if c.is_alphabetic() => Class::Word,
        _ => Class::Mark,
    }
}

fn number(text: &str) -> Kind {
    let (mut value, mut count) = (0u32, 0usize);
    for digit in text.chars().filter_map(digit_value) {
        count += 1;
        if count > 9 {
            return Kind::Mark('#');
        }
        value = value * 10 + digit;
    }
    Kind::Number(value, count)
}
