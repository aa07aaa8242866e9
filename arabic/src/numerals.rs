//! The number that a character stands for: decimal digits of every script, and numbers in circles, brackets and
//! squares. Text keeps the digits of its paper ([`crate::digits`]); this module reads disguised numbers.

use unicode_normalization::UnicodeNormalization;

/// The zeros of all decimal digits (general category Nd, Unicode 17). The other nine digits follow each zero.
#[rustfmt::skip]
const ZEROS: [u32; 77] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040,
    0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0,
    0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650,
    0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11DE0, 0x11F50, 0x16130, 0x16A60,
    0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950,
    0x1FBF0,
];

/// The value 0-9 of a decimal digit of any script: `7`, `٧`, `۷`, `७`, `𝟕`, `７`.
pub(crate) fn decimal(c: char) -> Option<u32> {
    let code = u32::from(c);
    let zero = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1).and_then(|at| ZEROS.get(at))?;
    Some(code - zero).filter(|value| *value < 10)
}

/// 0-9 for a decimal digit of any of the three sets in use (0-9, ٠-٩, ۰-۹), `None` for anything else.
pub(crate) fn western_digit(c: char) -> Option<char> {
    digit_value(c).and_then(|value| char::from_digit(value, 10))
}

/// The value 0-9 of a decimal digit of any of the three sets.
pub(crate) fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - 0x30),
        '٠'..='٩' => Some(u32::from(c) - 0x660),
        '۰'..='۹' => Some(u32::from(c) - 0x6F0),
        _ => None,
    }
}

pub(crate) fn eastern_digit(c: char) -> Option<char> {
    c.to_digit(10).filter(|_| c.is_ascii_digit()).and_then(|value| char::from_u32(0x660 + value))
}

/// The number in a circle, in a bracket, above or below the line, or before a point of its own: `①`, `⑩`, `⑴`, `⒈`,
/// `¹`, `❶`, `🔟`. `None` for ordinary digits and for fractions.
pub(crate) fn framed(c: char) -> Option<u32> {
    let code = u32::from(c);
    match code {
        ..0xB2 => None,
        0x24EB..=0x24F4 => Some(code - 0x24EB + 11),
        0x24F5..=0x24FE => Some(code - 0x24F5 + 1),
        0x24FF | 0x1F10B | 0x1F10C => Some(0),
        0x2776..=0x2793 => Some((code - 0x2776) % 10 + 1),
        0x1F51F => Some(10),
        _ if c.is_alphabetic() || !c.is_numeric() || decimal(c).is_some() => None,
        _ => written(c),
    }
}

/// The number of a character that Unicode decomposes into Western digits with brackets or a point around them.
fn written(c: char) -> Option<u32> {
    let mut number = None;
    for part in std::iter::once(c).nfkc() {
        match part {
            '0'..='9' => number = Some(number.unwrap_or(0) * 10 + part.to_digit(10)?),
            '(' | ')' | '.' | ',' => {}
            _ => return None,
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_properties::{CodePointMapData, props::GeneralCategory};

    #[test]
    fn the_digits_are_those_of_unicode() {
        let category = CodePointMapData::<GeneralCategory>::new();
        for c in char::MIN..=char::MAX {
            assert_eq!(
                decimal(c).is_some(),
                category.get(c) == GeneralCategory::DecimalNumber,
                "{c} {:x}",
                u32::from(c)
            );
        }
        assert!(ZEROS.windows(2).all(|pair| pair[0] + 10 <= pair[1]));
    }

    #[test]
    fn signs_have_their_numbers() {
        for (digit, value) in [('7', 7), ('٧', 7), ('۷', 7), ('७', 7), ('７', 7), ('𝟕', 7), ('𝟘', 0), ('🯷', 7)]
        {
            assert_eq!((decimal(digit), framed(digit)), (Some(value), None), "{digit}");
        }
        for (sign, number) in [
            ('①', 1),
            ('⓪', 0),
            ('⑩', 10),
            ('㊿', 50),
            ('⑴', 1),
            ('⒈', 1),
            ('²', 2),
            ('₃', 3),
            ('❶', 1),
            ('➓', 10),
            ('⓫', 11),
            ('⓿', 0),
            ('🔟', 10),
        ] {
            assert_eq!((decimal(sign), framed(sign)), (None, Some(number)), "{sign}");
        }
        for other in ['½', 'Ⅷ', '五', 'a', 'ب', ' ', '༳'] {
            assert_eq!((decimal(other), framed(other)), (None, None), "{other}");
        }
    }
}
