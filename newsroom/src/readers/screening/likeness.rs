//! Whether two comments say the same: a fingerprint of 64 bits in which texts that differ little differ in few bits.
//!
//! The fingerprint is the simhash of Charikar («Similarity estimation techniques from rounding algorithms», STOC 2002) over
//! the folded text: its words, and every four letters in a row. Vowel signs, tatweel, capitals, marks and blanks make no
//! difference. Short texts («شكرا», «الله يرحمه») are said by many and mean nothing: theirs is a digest instead, marked by the
//! lowest bit, equal only for equal words. What the caller makes of two equal short ones from one reader is theirs to say
//! ([`likeness`]).

use arabic::evasion;

/// Letters from which on a text can be like another one without being the same.
pub const LIKE_LETTERS_MIN: usize = 40;
/// Bits in which two texts that are alike differ at most. Texts with nothing in common differ in 31 of 63, hardly ever in
/// fewer than 18; a comment of two sentences with a word exchanged differs in about 5.
const BITS_MAX: u32 = 8;
/// Letters in a row.
const SHINGLE: usize = 4;

/// How two texts are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// They have little in common.
    Different,
    /// Nearly the same words.
    Near,
    /// The same words.
    Same,
    /// The same few words, as many people say them: worth a thought only where one reader says them again and again.
    SameAndShort,
}

/// The fingerprint of a comment's text. As a column, it is its bits as `i64`.
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

/// What two fingerprints say of their texts.
pub fn likeness(one: u64, other: u64) -> Likeness {
    let short = (one | other) & 1 == 1;
    match (one ^ other).count_ones() {
        0 if short => Likeness::SameAndShort,
        0 => Likeness::Same,
        bits if !short && bits <= BITS_MAX => Likeness::Near,
        _ => Likeness::Different,
    }
}

/// Whether two texts are the same or nearly so, and long enough for that to mean something.
pub fn alike(one: u64, other: u64) -> bool {
    matches!(likeness(one, other), Likeness::Same | Likeness::Near)
}

/// FNV-1a over the letters, with the bits stirred at the end (the finalizer of SplitMix64): the same on every machine for ever,
/// since fingerprints are stored.
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
