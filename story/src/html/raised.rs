//! The superscript and subscript characters of Unicode: m², CO₂, 10⁻³.

use std::borrow::Cow;

use super::style::Height;

const RAISED: [(char, char); 18] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('−', '⁻'),
    ('–', '⁻'),
    ('=', '⁼'),
    ('(', '⁽'),
    (')', '⁾'),
    ('n', 'ⁿ'),
];
const LOWERED: [(char, char); 17] = [
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
    ('+', '₊'),
    ('-', '₋'),
    ('−', '₋'),
    ('–', '₋'),
    ('=', '₌'),
    ('(', '₍'),
    (')', '₎'),
];

/// `text` at its height; `None` if Unicode has no character for one of its digits or signs. Text without digits stays
/// on the line: French ordinals («1er»), footnote marks and trade marks can be read there too.
pub(super) fn at(height: Height, text: &str) -> Option<Cow<'_, str>> {
    let table: &[(char, char)] = match height {
        Height::Level => return Some(Cow::Borrowed(text)),
        Height::Raised => &RAISED,
        Height::Lowered => &LOWERED,
    };
    if !text.contains(char::is_numeric) {
        return Some(Cow::Borrowed(text));
    }
    let western = arabic::digits::to_western(text);
    let risen = |c: char| match c.is_whitespace() {
        true => Some(c),
        false => table.iter().find(|(plain, _)| *plain == c).map(|(_, high)| *high),
    };
    western.chars().map(risen).collect::<Option<String>>().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_rise_and_sink() {
        for (text, expected) in
            [("2", Some("²")), ("-3", Some("⁻³")), ("٢", Some("²")), ("er", Some("er")), ("3,5", None), ("[1]", None)]
        {
            assert_eq!(at(Height::Raised, text).as_deref(), expected, "{text}");
        }
        assert_eq!(at(Height::Lowered, "2").as_deref(), Some("₂"));
    }
}
