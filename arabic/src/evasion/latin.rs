//! Arabic words in Latin letters («7mar», «kelb», «charmouta»): a word of the list becomes a row of sounds, each with the ways
//! in which it is written, and a Latin word is read along it.
//!
//! Two guards keep words of other languages out. A spelling that other languages use for the sound as well is *loose*
//! («h» for ح, «k» for ق, and twice as loose «a» for ع): a word without digits may have one if it has four sounds or more,
//! two if it has six. And a word of three sounds is found without digits only with the vowels «a» and «e» («kelb», not «club»
//! nor «kolb»). The feminine at the end is no sound of its own here («souffle» is no «سفلة»).

/// Letters of a word that is read.
const LETTERS_MAX: usize = 60;

/// A sound: how it is written for certain, how loosely, and whether it may be missing.
struct Sound {
    sure: &'static [&'static str],
    loose: &'static [&'static str],
    may_lack: bool,
    is_vowel: bool,
    /// The feminine, or a root's last letter that sounds like it.
    is_ending: bool,
}

const fn sound(sure: &'static [&'static str], loose: &'static [&'static str]) -> Sound {
    Sound { sure, loose, may_lack: false, is_vowel: false, is_ending: false }
}

const fn vowel(sure: &'static [&'static str], loose: &'static [&'static str]) -> Sound {
    Sound { is_vowel: true, ..sound(sure, loose) }
}

/// An Arabic word as it may be written in Latin letters.
pub(super) struct Sounds {
    sounds: Vec<Sound>,
    /// Sounds that must be heard, without the feminine at the end.
    count: usize,
    is_phrase: bool,
}

impl Sounds {
    /// The sounds of a folded word or phrase; `None` where it has a letter that is no Arabic one, or fewer than three sounds.
    pub fn of(folded: &str) -> Option<Self> {
        let words: Vec<Vec<char>> = folded.split(' ').map(|word| word.chars().collect()).collect();
        let mut sounds = Vec::new();
        for word in &words {
            let article = words.len() > 1 && word.len() > 4 && word.starts_with(&['ا', 'ل']);
            for (at, letter) in word.iter().enumerate() {
                let (first, last) = (at == 0, at + 1 == word.len());
                let mut sound = sound_of(*letter, first, last)?;
                sound.may_lack |= article && at < 2;
                sounds.push(sound);
            }
        }
        let count = sounds.iter().filter(|sound| !sound.may_lack && !sound.is_ending).count();
        (count >= 3).then_some(Self { sounds, count, is_phrase: words.len() > 1 })
    }

    /// The bytes with which the word can begin.
    pub fn beginnings(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for sound in &self.sounds {
            bytes.extend(sound.sure.iter().chain(sound.loose).filter_map(|written| written.bytes().next()));
            if !sound.may_lack {
                break;
            }
        }
        bytes.sort_unstable();
        bytes.dedup();
        bytes
    }

    /// Whether `written` is this word: a squeezed Latin word ([`squeezed`]).
    pub fn are(&self, written: &str) -> bool {
        let bytes = written.as_bytes();
        if bytes.len() > LETTERS_MAX || !written.is_ascii() {
            return false;
        }
        let has_digit = bytes.iter().any(u8::is_ascii_digit);
        let count = self.count;
        let loose_max = if has_digit { u8::MAX } else { [0, 1, 2][usize::from(count > 3) + usize::from(count > 5)] };
        let vowels: &[u8] = if count == 3 && !has_digit { b"ae" } else { b"aeiou" };
        // At each place of the word, after so many sounds, the fewest loose spellings it took to get there.
        let mut here: Vec<Option<u8>> = vec![None; bytes.len() + 1];
        here[0] = Some(0);
        for (number, sound) in self.sounds.iter().enumerate() {
            let mut next: Vec<Option<u8>> = vec![None; bytes.len() + 1];
            let better = |slot: &mut Option<u8>, loose: u8| {
                if slot.is_none_or(|known| loose < known) {
                    *slot = Some(loose);
                }
            };
            // «Taiz» is a town: in so short a word no vowel stands before another.
            let is_bare = count == 3 && !has_digit && sound.is_vowel && !sound.is_ending;
            if number > 0 && !is_bare {
                // Short vowels between two sounds, two at most («ou»).
                let before = here.clone();
                for (at, loose) in before.iter().enumerate() {
                    let Some(loose) = *loose else { continue };
                    // «ou» for a short vowel is a liberty too: «Dougal» has two.
                    for step in 1..=2 {
                        if bytes.get(at..at + step).is_some_and(|part| part.iter().all(|byte| vowels.contains(byte))) {
                            better(&mut here[at + step], loose.saturating_add(u8::from(step == 2)));
                        }
                    }
                }
            }
            for (at, loose) in here.iter().enumerate() {
                let Some(loose) = *loose else { continue };
                if sound.may_lack {
                    better(&mut next[at], loose);
                }
                // A vowel for a consonant makes another word of it sooner than a letter for its neighbour.
                let loosely = if sound.loose == ["a"] { 2 } else { 1 };
                for (ways, more) in [(sound.sure, 0), (sound.loose, loosely)] {
                    for way in ways {
                        if bytes[at..].starts_with(way.as_bytes()) {
                            better(&mut next[at + way.len()], loose.saturating_add(more));
                        }
                    }
                }
            }
            here = next;
        }
        here[bytes.len()].is_some_and(|loose| loose <= loose_max)
    }

    /// Whether it is of several words.
    pub fn is_phrase(&self) -> bool {
        self.is_phrase
    }

    /// Whether enough of it can be heard for what is joined to it to be taken off.
    pub fn is_long(&self) -> bool {
        self.sounds.iter().filter(|sound| !sound.is_vowel && !sound.may_lack).count() > 2 && self.sounds.len() > 3
    }
}

fn sound_of(letter: char, first: bool, last: bool) -> Option<Sound> {
    Some(match letter {
        'ا' if first => Sound { may_lack: true, ..vowel(&["a", "e", "i", "o", "2"], &[]) },
        'ا' => vowel(&["a", "e"], &[]),
        'و' if first => sound(&["w", "ou", "o"], &[]),
        'و' => vowel(&["w", "ou", "o", "u"], &[]),
        'ي' if first => sound(&["y", "i"], &[]),
        'ي' => vowel(&["i", "y"], &["ai", "ei", "ay", "ey"]),
        'ه' if last => Sound { is_ending: true, ..vowel(&["a", "ah", "h", "at"], &["e", "eh", "et"]) },
        'ء' => Sound { may_lack: true, ..sound(&["2", "y", "i"], &[]) },
        'ب' => sound(&["b"], &[]),
        'ت' => sound(&["t"], &[]),
        'ث' => sound(&["th"], &["t", "s"]),
        'ج' => sound(&["j", "dj"], &["g"]),
        'ح' => sound(&["7"], &["h"]),
        'خ' => sound(&["kh", "5", "7", "x"], &[]),
        'د' => sound(&["d"], &[]),
        'ذ' => sound(&["dh", "th"], &["z", "d"]),
        'ر' => sound(&["r"], &[]),
        'ز' => sound(&["z"], &[]),
        'س' => sound(&["s"], &[]),
        'ش' => sound(&["sh", "ch"], &[]),
        'ص' => sound(&["s", "9"], &[]),
        'ض' => sound(&["dh", "9"], &["d"]),
        'ط' => sound(&["t", "6"], &[]),
        'ظ' => sound(&["dh", "6"], &["z", "d"]),
        'ع' => sound(&["3"], &["a"]),
        'غ' => sound(&["gh", "8", "4"], &["g"]),
        'ف' => sound(&["f"], &["v"]),
        'ق' => sound(&["q", "9", "8", "2"], &["k", "g"]),
        'ك' => sound(&["k"], &[]),
        'ل' => sound(&["l"], &[]),
        'م' => sound(&["m"], &[]),
        'ن' => sound(&["n"], &[]),
        'ه' => sound(&["h"], &[]),
        _ => return None,
    })
}

/// A Latin word as sounds are read from it: «ee» and «oo» are one vowel, no letter stands twice.
pub(super) fn squeezed(word: &str) -> String {
    let one = |text: &str, two: &str, other: &str| text.replace(two, other);
    let text = one(&one(word, "ee", "i"), "oo", "u");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// What is written in one before a word: the article, «and», «with the».
pub(super) const BEFORE: [&str; 9] = ["wel", "bel", "el", "al", "il", "ou", "w", "l", "b"];
/// What is written in one after it: pronouns, plurals, the feminine.
pub(super) const AFTER: [&str; 18] =
    ["kom", "kum", "hom", "hum", "ine", "in", "at", "et", "ak", "ek", "ik", "ha", "na", "ou", "k", "o", "i", "a"];

#[cfg(test)]
mod tests {
    use super::*;

    fn is(word: &str, written: &str) -> bool {
        Sounds::of(word).is_some_and(|sounds| sounds.are(&squeezed(written)))
    }

    #[test]
    fn chat_spellings_are_heard() {
        for (word, spellings) in [
            ("كلب", "kalb kelb klb kleb kaaalb"),
            ("حمار", "7mar hmar 7omar"),
            ("حقير", "7a9ir 7aqeer"),
            ("غبي", "ghabi 8abi ghaby"),
            ("شرموطه", "charmouta sharmoota"),
            ("قليل الادب", "9alileladab qalil2adab"),
        ] {
            for spelling in spellings.split(' ') {
                assert!(is(word, spelling), "{word} {spelling}");
            }
        }
    }

    #[test]
    fn words_of_other_languages_are_not() {
        for (word, others) in [
            ("كلب", "club kolb caleb bulk klub"),
            ("جبان", "japan gabon jabon"),
            ("لص", "less loss"),
            ("عميل", "amel email mail emily"),
            ("قذر", "kader qader cadre"),
            ("دجال", "dougal gaulle"),
            ("منيك", "monk mink manic"),
            ("معرص", "mars mares maris"),
            ("سفله", "souffle siffle soufflet"),
            ("طيز", "taiz tiers"),
        ] {
            for other in others.split(' ') {
                assert!(!is(word, other), "{word} {other}");
            }
        }
    }
}
