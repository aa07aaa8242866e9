//! Arabic words in Latin letters («7mar», «kelb», «charmouta»). A listed word becomes a sequence of sounds, each with
//! its possible spellings, and a Latin word is matched against it.
//!
//! Two guards keep words of other languages out. First, a spelling that other languages also use for the sound is
//! *loose* («h» for ح, «k» for ق; «a» for ع counts twice). A word without digits may have one loose spelling if it has
//! four sounds or more, two if it has six or more. Second, a word of three sounds without digits is found only with the
//! vowels «a» and «e» («kelb», but neither «club» nor «kolb»). The feminine ending does not count as a sound («souffle»
//! is not «سفلة»).

/// Letters of a word that is matched, at most.
const LETTERS_MAX: usize = 60;
/// Marks a position that was not reached.
const NEVER: u8 = u8::MAX;

/// What a sound depends on: the letter, whether it begins or ends its word, and whether it belongs to an article, which
/// may be separate or missing.
type Key = (char, bool, bool, bool);

/// A sound: its certain spellings, its loose spellings, and whether it may be missing.
struct Sound {
    sure: &'static [&'static str],
    loose: &'static [&'static str],
    is_optional: bool,
    is_vowel: bool,
    /// The feminine ending, or the last letter of a root that sounds like it.
    is_ending: bool,
}

const fn sound(sure: &'static [&'static str], loose: &'static [&'static str]) -> Sound {
    Sound { sure, loose, is_optional: false, is_vowel: false, is_ending: false }
}

const fn vowel(sure: &'static [&'static str], loose: &'static [&'static str]) -> Sound {
    Sound { is_vowel: true, ..sound(sure, loose) }
}

/// An Arabic word as its sounds, for comparison with Latin letters.
pub(super) struct Sounds {
    keys: Vec<Key>,
    sounds: Vec<Sound>,
    /// Sounds that are required, without the feminine ending.
    count: usize,
    is_phrase: bool,
}

impl Sounds {
    /// The sounds of a folded word or phrase. `None` if it has a letter that is not Arabic, or fewer than three sounds.
    pub fn of(folded: &str) -> Option<Self> {
        let words: Vec<Vec<char>> = folded.split(' ').map(|word| word.chars().collect()).collect();
        let mut keys = Vec::new();
        for word in &words {
            let article = words.len() > 1 && word.len() > 4 && word.starts_with(&['ا', 'ل']);
            for (at, letter) in word.iter().enumerate() {
                keys.push((*letter, at == 0, at + 1 == word.len(), article && at < 2));
            }
        }
        let sounds: Vec<Sound> = keys.iter().map(|key| sound_of(*key)).collect::<Option<_>>()?;
        let count = sounds.iter().filter(|sound| !sound.is_optional && !sound.is_ending).count();
        (count >= 3).then_some(Self { keys, sounds, count, is_phrase: words.len() > 1 })
    }

    /// Whether `written`, a squeezed Latin word ([`squeezed`]), is this word.
    pub fn matches(&self, written: &str) -> bool {
        let bytes = written.as_bytes();
        if bytes.len() > LETTERS_MAX || !written.is_ascii() {
            return false;
        }
        let has_digit = bytes.iter().any(u8::is_ascii_digit);
        let count = self.count;
        let loose_max = if has_digit { NEVER - 1 } else { [0, 1, 2][usize::from(count > 3) + usize::from(count > 5)] };
        let vowels: &[u8] = if count == 3 && !has_digit { b"ae" } else { b"aeiou" };
        // For each position in the word, after the sounds so far: the fewest loose spellings with which it is reached.
        let mut here = [NEVER; LETTERS_MAX + 1];
        here[0] = 0;
        for (number, sound) in self.sounds.iter().enumerate() {
            let mut next = [NEVER; LETTERS_MAX + 1];
            // «Taiz» is a town: in such a short word no vowel may stand before another.
            let is_bare = count == 3 && !has_digit && sound.is_vowel && !sound.is_ending;
            if number > 0 && !is_bare {
                let before = here;
                for at in 0..bytes.len() {
                    let loose = before[at];
                    // Two letters for a short vowel («ou») count as loose too: «Dougal» has two loose spellings.
                    for step in 1..=2 {
                        let fits =
                            bytes.get(at..at + step).is_some_and(|part| part.iter().all(|byte| vowels.contains(byte)));
                        if loose != NEVER && fits {
                            here[at + step] = here[at + step].min(loose.saturating_add(u8::from(step == 2)));
                        }
                    }
                }
            }
            // A vowel instead of a consonant changes the word more than a similar consonant does.
            let loosely = if sound.loose == ["a"] { 2 } else { 1 };
            let mut is_lost = true;
            for at in 0..=bytes.len() {
                let loose = here[at];
                if loose > loose_max {
                    continue;
                }
                if sound.is_optional {
                    next[at] = next[at].min(loose);
                    is_lost = false;
                }
                for (ways, more) in [(sound.sure, 0), (sound.loose, loosely)] {
                    for way in ways {
                        if bytes[at..].starts_with(way.as_bytes()) {
                            next[at + way.len()] = next[at + way.len()].min(loose.saturating_add(more));
                            is_lost = false;
                        }
                    }
                }
            }
            if is_lost {
                return false;
            }
            here = next;
        }
        here[bytes.len()] <= loose_max
    }

    /// Whether it has several words.
    pub fn is_phrase(&self) -> bool {
        self.is_phrase
    }

    /// Whether it has enough sounds for affixes to be removed.
    pub fn is_long(&self) -> bool {
        self.sounds.iter().filter(|sound| !sound.is_vowel && !sound.is_optional).count() > 2 && self.sounds.len() > 3
    }
}

fn sound_of((letter, first, last, is_optional): Key) -> Option<Sound> {
    let sound = spelt(letter, first, last)?;
    Some(Sound { is_optional: sound.is_optional || is_optional, ..sound })
}

fn spelt(letter: char, first: bool, last: bool) -> Option<Sound> {
    Some(match letter {
        'ا' if first => Sound { is_optional: true, ..vowel(&["a", "e", "i", "o", "2"], &[]) },
        'ا' => vowel(&["a", "e"], &[]),
        'و' if first => sound(&["w", "ou", "o"], &[]),
        'و' => vowel(&["w", "ou", "o", "u"], &[]),
        'ي' if first => sound(&["y", "i"], &[]),
        'ي' => vowel(&["i", "y"], &["ai", "ei", "ay", "ey"]),
        'ه' if last => Sound { is_ending: true, ..vowel(&["a", "ah", "h", "at"], &["e", "eh", "et"]) },
        'ء' => Sound { is_optional: true, ..sound(&["2", "y", "i"], &[]) },
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

/// All words of a list by their sounds. Shared beginnings are stored once, so that few of thousands of words are
/// compared.
#[derive(Default)]
pub(super) struct SoundTrie {
    words: Vec<(usize, Sounds)>,
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    next: Vec<(Key, usize)>,
    /// Indexes of the words that end here.
    ends: Vec<usize>,
}

impl SoundTrie {
    /// Adds the word that has the index `word` in the list.
    pub fn add(&mut self, word: usize, sounds: Sounds) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut at = 0;
        for key in &sounds.keys {
            let known = self.nodes[at].next.iter().find(|(other, _)| other == key).map(|(_, node)| *node);
            at = known.unwrap_or_else(|| {
                let node = self.nodes.len();
                self.nodes.push(Node::default());
                self.nodes[at].next.push((*key, node));
                node
            });
        }
        self.nodes[at].ends.push(self.words.len());
        self.words.push((word, sounds));
    }

    /// The words that a squeezed Latin word may be, alone or with a suffix. This is a coarse filter: it lets more pass
    /// than [`Sounds::matches`].
    pub fn candidates(&self, written: &str) -> Vec<&(usize, Sounds)> {
        let bytes = written.as_bytes();
        if self.nodes.is_empty() || bytes.len() > LETTERS_MAX {
            return Vec::new();
        }
        // Sets of positions as bits: a word is shorter than 64 letters.
        let places =
            |is: &dyn Fn(usize) -> bool| (0..=bytes.len()).filter(|at| is(*at)).fold(0_u64, |set, at| set | 1 << at);
        let vowels = places(&|at| bytes.get(at).is_some_and(|byte| b"aeiou".contains(byte)));
        let ends = places(&|at| written.get(at..).is_some_and(|rest| rest.is_empty() || AFTER.contains(&rest)));
        let mut found = Vec::new();
        let mut open = vec![(0, 1_u64)];
        while let Some((node, here)) = open.pop() {
            let Some(node) = self.nodes.get(node) else { continue };
            if here & ends != 0 {
                found.extend(node.ends.iter().filter_map(|word| self.words.get(*word)));
            }
            let after_one = (here & vowels) << 1;
            let around = here | after_one | (after_one & vowels) << 1;
            for (key, next) in &node.next {
                let Some(sound) = sound_of(*key) else { continue };
                let mut reached = if sound.is_optional { around } else { 0 };
                for way in sound.sure.iter().chain(sound.loose) {
                    let mut left = around;
                    while left != 0 {
                        let at = left.trailing_zeros() as usize;
                        left &= left - 1;
                        if bytes.get(at..).is_some_and(|rest| rest.starts_with(way.as_bytes())) {
                            reached |= 1 << (at + way.len());
                        }
                    }
                }
                if reached != 0 {
                    open.push((*next, reached));
                }
            }
        }
        found
    }
}

/// A Latin word as it is compared: «ee» and «oo» are one vowel, and no letter stands twice in a row.
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

/// Prefixes in Latin letters: the article, «and», «with the».
pub(super) const BEFORE: [&str; 9] = ["wel", "bel", "el", "al", "il", "ou", "w", "l", "b"];
/// Suffixes in Latin letters: pronouns, plurals, the feminine.
pub(super) const AFTER: [&str; 18] =
    ["kom", "kum", "hom", "hum", "ine", "in", "at", "et", "ak", "ek", "ik", "ha", "na", "ou", "k", "o", "i", "a"];

#[cfg(test)]
mod tests {
    use super::*;

    fn is(word: &str, written: &str) -> bool {
        Sounds::of(word).is_some_and(|sounds| sounds.matches(&squeezed(written)))
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
