//! Access to the characters of a text by index.

/// The characters of a text, each with the byte offset where it begins.
pub(super) type Chars = [(usize, char)];

pub(super) fn char_at(chars: &Chars, at: usize) -> Option<char> {
    chars.get(at).map(|&(_, c)| c)
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Spaces that occur inside a number or a name: the ordinary space, the thinner ones and the no-break spaces.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{2007}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}
