//! The superscript and subscript characters of Unicode: m², CO₂, 10⁻³.

use std::borrow::Cow;

use super::style::VerticalAlign;

const SUPERSCRIPTS: [(char, char); 18] = [
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
const SUBSCRIPTS: [(char, char); 17] = [
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

/// `text` in the characters of its alignment; `None` if Unicode has no character for one of its digits or signs. Text
/// without digits stays on the line: French ordinals («1er»), footnote marks and trade marks can be read there too.
pub(super) fn at(align: VerticalAlign, text: &str) -> Option<Cow<'_, str>> {
    let table: &[(char, char)] = match align {
        VerticalAlign::Baseline => return Some(Cow::Borrowed(text)),
        VerticalAlign::Super => &SUPERSCRIPTS,
        VerticalAlign::Sub => &SUBSCRIPTS,
    };
    if !text.contains(char::is_numeric) {
        return Some(Cow::Borrowed(text));
    }
    let western = arabic::digits::to_western(text);
    let aligned = |c: char| match c.is_whitespace() {
        true => Some(c),
        false => table.iter().find(|(plain, _)| *plain == c).map(|(_, small)| *small),
    };
    western.chars().map(aligned).collect::<Option<String>>().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_become_superscripts_and_subscripts() {
        for (text, expected) in
            [("2", Some("²")), ("-3", Some("⁻³")), ("٢", Some("²")), ("er", Some("er")), ("3,5", None), ("[1]", None)]
        {
            assert_eq!(at(VerticalAlign::Super, text).as_deref(), expected, "{text}");
        }
        assert_eq!(at(VerticalAlign::Sub, "2").as_deref(), Some("₂"));
    }
}
