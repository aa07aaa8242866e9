//! Tells in which encoding old text was written, and reads MacArabic, which the usual libraries do not know.
//!
//! Old programs wrote text without naming its encoding. Read in the wrong one, Arabic becomes other Arabic letters. The
//! frequency of letters and their places in words tell which reading is right.

/// The letters of Arabic news by frequency (in percent of newspaper text, rounded). All others count zero.
const FREQUENT: &[(char, i64)] = &[
    ('ا', 14),
    ('ل', 12),
    ('ي', 7),
    ('م', 6),
    ('و', 6),
    ('ن', 6),
    ('ر', 5),
    ('ت', 5),
    ('ة', 4),
    ('ب', 4),
    ('ع', 4),
    ('د', 4),
    ('س', 3),
    ('ف', 3),
    ('ه', 3),
    ('ك', 2),
    ('ق', 2),
    ('أ', 2),
    ('ح', 2),
    ('ج', 2),
    ('ش', 1),
    ('ط', 1),
    ('ص', 1),
    ('ى', 1),
    ('خ', 1),
    ('إ', 1),
];

/// How much `text`, decoded on trial, looks like Arabic or French: above zero for text. Each character beyond ASCII adds
/// points: an Arabic letter its frequency, an accented letter among Latin ones three. Letters of both scripts in one
/// word, a letter that only ends words elsewhere, controls and undefined code points subtract points. The result is the
/// average, times 100.
pub fn plausibility(text: &str) -> i64 {
    let mut points = 0i64;
    let mut count = 0i64;
    let mut before = ' ';
    for c in text.chars() {
        // «شىء» is how Egypt writes «شيء».
        let is_misplaced = is_arabic(c) && c != 'ء' && is_final(before) || is_final(c) && !is_arabic(before);
        if is_misplaced {
            points -= 6;
        }
        if c.is_ascii_alphabetic() && is_arabic(before) {
            points -= 20;
        }
        if !c.is_ascii() {
            count += 1;
            let arabic = is_arabic(c);
            points += match c {
                _ if arabic && before.is_alphabetic() && !is_arabic(before) => -6,
                _ if arabic => FREQUENT.iter().find(|(letter, _)| *letter == c).map_or(0, |(_, weight)| *weight),
                'à' | 'â' | 'ç' | 'è' | 'é' | 'ê' | 'ë' | 'î' | 'ï' | 'ô' | 'ù' | 'û' | 'œ'
                    if before.is_ascii_alphabetic() || before.is_whitespace() || before == '\'' =>
                {
                    3
                }
                'À' | 'Â' | 'Ç' | 'È' | 'É' | 'Ê' | 'Î' | 'Ô' if !before.is_alphabetic() || before.is_uppercase() => {
                    3
                }
                '«' | '»' | '“' | '”' | '’' | '،' | '؟' | '؛' | '–' | '…' | '\u{A0}' => 0,
                _ if is_arabic(before) && c.is_alphabetic() => -6,
                '\u{FFFD}' => -20,
                _ if c.is_control() => -15,
                _ => -2,
            };
        }
        before = c;
    }
    if count == 0 { 0 } else { points * 100 / count }
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}')
}

/// Letters that no letter follows within a word.
fn is_final(c: char) -> bool {
    matches!(c, 'ة' | 'ى')
}

/// The characters of MacArabic from 0x80 to 0xFF, by Apple's table `ARABIC.TXT` at unicode.org. Its right-to-left
/// variants of ASCII characters are the ASCII characters.
const MAC_ARABIC: [char; 128] = [
    'Ä', '\u{A0}', 'Ç', 'É', 'Ñ', 'Ö', 'Ü', 'á', 'à', 'â', 'ä', 'ں', '«', 'ç', 'é', 'è', 'ê', 'ë', 'í', '…', 'î', 'ï',
    'ñ', 'ó', '»', 'ô', 'ö', '÷', 'ú', 'ù', 'û', 'ü', ' ', '!', '"', '#', '$', '٪', '&', '\'', '(', ')', '*', '+', '،',
    '-', '.', '/', '٠', '١', '٢', '٣', '٤', '٥', '٦', '٧', '٨', '٩', ':', '؛', '<', '=', '>', '؟', '❊', 'ء', 'آ', 'أ',
    'ؤ', 'إ', 'ئ', 'ا', 'ب', 'ة', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ',
    '[', '\\', ']', '^', '_', 'ـ', 'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'ه', 'و', 'ى', 'ي', '\u{64B}', '\u{64C}', '\u{64D}',
    '\u{64E}', '\u{64F}', '\u{650}', '\u{651}', '\u{652}', 'پ', 'ٹ', 'چ', 'ە', 'ڤ', 'گ', 'ڈ', 'ڑ', '{', '|', '}', 'ژ',
    'ے',
];

/// The text of bytes in MacArabic.
pub fn from_mac_arabic(bytes: &[u8]) -> String {
    let character = |byte: &u8| match usize::from(*byte).checked_sub(128).and_then(|at| MAC_ARABIC.get(at)) {
        Some(c) => *c,
        None => char::from(*byte),
    };
    bytes.iter().map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mac_arabic_is_read() {
        // «مدينة ٢٠١٦، «أرشيف»» as Mac OS 9 wrote it.
        let bytes = [
            0xe5, 0xcf, 0xea, 0xe6, 0xc9, 0x20, 0xb2, 0xb0, 0xb1, 0xb6, 0xac, 0x20, 0x8c, 0xc3, 0xd1, 0xd4, 0xea, 0xe1,
            0x98,
        ];
        assert_eq!(from_mac_arabic(&bytes), "مدينة ٢٠١٦، «أرشيف»");
        assert_eq!(from_mac_arabic(b"Photo 1"), "Photo 1");
    }

    #[test]
    fn text_is_told_from_what_the_wrong_encoding_makes_of_it() {
        assert!(plausibility("وزير الري يتفقد السد") > plausibility("يحكة غائم اذة س قم"));
        assert!(plausibility("مدينة كبيرة") > plausibility("مدةين كبةير"), "a letter that only ends words");
        assert!(plausibility("Été à la préfecture") > 0);
        assert_eq!(plausibility("plain"), 0);
        assert!(plausibility("Préfecture") > plausibility("Prيfecture"));
    }
}
