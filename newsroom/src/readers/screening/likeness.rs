//! Detects similar comments: a fingerprint of 64 bits in which similar texts differ in few bits.
//!
//! The fingerprint is the simhash of Charikar («Similarity estimation techniques from rounding algorithms», STOC 2002)
//! over the words and the 4-letter shingles of the folded text. Vowel signs, tatweel, capitals, punctuation and spaces
//! make no difference. Short texts («شكرا», «الله يرحمه») are written by many people and prove nothing. Their
//! fingerprint is a digest, marked by the lowest bit, which is equal only for equal texts. The caller decides what two
//! equal short texts from one reader mean ([`likeness`]).

use arabic::evasion;

/// Letters of a text at least, for it to be similar to another without being equal.
pub const LIKE_LETTERS_MIN: usize = 40;
/// Bits in which similar texts differ, at most. Unrelated texts differ in about 31 of 63 bits, hardly ever in fewer
/// than 18; a comment of two sentences with one word replaced differs in about 5.
const BITS_MAX: u32 = 8;
/// Letters of a shingle.
const SHINGLE: usize = 4;

/// The relation of two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// Different.
    Different,
    /// Nearly the same.
    Near,
    /// Equal.
    Same,
    /// Equal and short, as many people write. Only suspicious if one reader repeats it.
    SameAndShort,
}

/// The fingerprint of a comment's text. It is stored as an `i64` with the same bits.
pub fn fingerprint(text: &str) -> u64 {
    let key = evasion::key(text);
    let letters: Vec<char> = key.chars().filter(|c| *c != ' ').collect();
    if letters.len() < LIKE_LETTERS_MIN {
        return hash(letters.iter().copied()) | 1;
    }
    let mut weights = [0_i32; 64];
    let mut weigh = |hash: u64, weight: i32| {
        for (bit, sum) in weights.iter_mut().enumerate() {
            *sum += if hash >> bit & 1 == 1 { weight } else { -weight };
        }
    };
    for shingle in letters.windows(SHINGLE) {
        weigh(hash(shingle.iter().copied()), 1);
    }
    for word in key.split(' ').filter(|word| word.chars().count() > 2) {
        weigh(hash(word.chars()), 2);
    }
    let print = weights.iter().enumerate().fold(0, |print, (bit, sum)| if *sum > 0 { print | 1 << bit } else { print });
    print & !1
}

/// Compares two fingerprints.
pub fn likeness(one: u64, other: u64) -> Likeness {
    let short = (one | other) & 1 == 1;
    match (one ^ other).count_ones() {
        0 if short => Likeness::SameAndShort,
        0 => Likeness::Same,
        bits if !short && bits <= BITS_MAX => Likeness::Near,
        _ => Likeness::Different,
    }
}

/// Whether two texts are equal or nearly so, and long enough for that to be evidence.
pub fn alike(one: u64, other: u64) -> bool {
    matches!(likeness(one, other), Likeness::Same | Likeness::Near)
}

/// FNV-1a over the letters, followed by the finalizer of SplitMix64. The result must never change, because fingerprints
/// are stored.
fn hash(letters: impl Iterator<Item = char>) -> u64 {
    let sum = letters.fold(0xcbf2_9ce4_8422_2325_u64, |sum, letter| {
        u32::from(letter)
            .to_le_bytes()
            .iter()
            .fold(sum, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
    });
    let sum = (sum ^ (sum >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let sum = (sum ^ (sum >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    sum ^ (sum >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str =
        "المشكلة ليست في القرار نفسه بل في من سيطبقه على الأرض، فقد سمعنا الكلام نفسه قبل عامين ولم يتغير شيء في حينا.";

    fn of(one: &str, other: &str) -> Likeness {
        likeness(fingerprint(one), fingerprint(other))
    }

    #[test]
    fn marks_vowels_and_blanks_make_no_difference() {
        let other = "المشكلةُ ليست  في القرار نفسه بل في من سيطبّقه على الأرض فقد سمعنا الكلام نفسه قبل عامين، ولم يتغيّر شيء في حينـــا!!";
        assert_eq!(of(LONG, other), Likeness::Same);
    }

    #[test]
    fn a_few_words_more_or_less_are_near() {
        for other in [
            LONG.replace("عامين", "سنتين"),
            format!("{LONG} والسلام"),
            LONG.replace("في حينا", "عندنا"),
            format!("يا إخوة {LONG}"),
        ] {
            assert!(
                alike(fingerprint(LONG), fingerprint(&other)),
                "{other}: {:?}",
                (fingerprint(LONG) ^ fingerprint(&other)).count_ones()
            );
        }
    }

    #[test]
    fn other_comments_on_the_same_matter_are_different() {
        for other in [
            "القرار جيد لكن تطبيقه صعب في المدن الصغيرة، وأتمنى أن تُخصص له ميزانية هذه المرة قبل نهاية السنة.",
            "سمعنا مثل هذا الكلام قبل عامين ولم نر شيئا على الأرض، فمن يحاسب من؟ ومتى نرى أول مدرسة تُفتح؟",
            "The problem is not the decision itself but who is going to apply it on the ground.",
        ] {
            assert_eq!(of(LONG, other), Likeness::Different, "{other}");
        }
    }

    #[test]
    fn short_ones_are_the_same_only_by_their_words() {
        assert_eq!(of("شكرا", "شُكراً"), Likeness::SameAndShort);
        assert!(!alike(fingerprint("شكرا"), fingerprint("شكرا")));
        assert_eq!(of("شكرا", "شكرا لكم"), Likeness::Different);
        assert_eq!(of("", ""), Likeness::SameAndShort);
    }

    #[test]
    fn a_fingerprint_is_the_same_for_ever() {
        assert_eq!(fingerprint("شكرا") & 1, 1);
        assert_eq!(fingerprint(LONG) & 1, 0);
    }
}
