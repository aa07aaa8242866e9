//! Characters, one by one.

/// The characters of a text, each with the byte where it begins.
pub(super) type Chars = [(usize, char)];

pub(super) fn char_at(chars: &Chars, at: usize) -> Option<char> {
    chars.get(at).map(|&(_, c)| c)
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Blanks that stand inside a number or a name: the ordinary one, the thin ones, those at which no line breaks.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{2007}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}
