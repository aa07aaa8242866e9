//! Evasions of a word filter, made by seed: how people write a word so that a list does not know it.
//!
//! Written before the filter and without its tables: the substitutes below come from what is seen under articles, and
//! the Latin spellings of Arabic words stand by hand in `base-words.tsv`. Every base word is on one side of a fixed
//! split ([`is_set_aside`]); whoever works on the filter looks at the other half only.

/// The base words with the ways to write them in Latin letters.
pub struct Base {
    pub language: &'static str,
    pub word: &'static str,
    pub latin: Vec<&'static str>,
}

pub fn base() -> Vec<Base> {
    include_str!("base-words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut cells = line.split('\t');
            let language = cells.next().unwrap();
            let word = cells.next().unwrap();
            Base { language, word, latin: cells.next().map(|all| all.split('|').collect()).unwrap_or_default() }
        })
        .collect()
}

/// The fixed split: FNV-1a of the word's bytes, odd ones are set aside.
pub fn is_set_aside(word: &str) -> bool {
    let hash = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    // The last bit of FNV-1a hangs on the parity of the bytes alone; a higher one does not.
    (hash >> 17) & 1 == 1
}

/// A small generator of its own, so that a seed means the same for ever (SplitMix64, Steele et al. 2014).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mutation {
    Tatweel,
    Diacritics,
    Repeated,
    Spaced,
    Dotted,
    Arabizi,
    LookAlike,
    Digits,
    ZeroWidth,
    Affixed,
    Mixed,
}

impl Mutation {
    pub const ALL: [Self; 11] = [
        Self::Tatweel,
        Self::Diacritics,
        Self::Repeated,
        Self::Spaced,
        Self::Dotted,
        Self::Arabizi,
        Self::LookAlike,
        Self::Digits,
        Self::ZeroWidth,
        Self::Affixed,
        Self::Mixed,
    ];
}

/// Persian, Urdu, Kurdish, Pashto and African letters, letters without their dots, and presentation forms.
const ARABIC_ALIKE: &[(char, &str)] = &[
    ('ا', "ٱإآأٲﺍﺎ"),
    ('أ', "اٱإٲﺃ"),
    ('ب', "پٮﺏﺑ"),
    ('ت', "ٹٺټﺕﺗ"),
    ('ج', "چڃﺝﺟ"),
    ('ح', "ځﺡﺣ"),
    ('خ', "ﺥﺧ"),
    ('د', "ڈډﺩ"),
    ('ذ', "ڌﺫ"),
    ('ر', "ڑړڕﺭ"),
    ('ز', "ژﺯ"),
    ('س', "ښݭﺱﺳ"),
    ('ش', "ڜﺵﺷ"),
    ('ص', "ڝﺹﺻ"),
    ('ض', "ﺽﺿ"),
    ('ط', "ڟﻁ"),
    ('ع', "ﻉﻋ"),
    ('غ', "ڠﻍﻏ"),
    ('ف', "ڤڡڢﻑﻓ"),
    ('ق', "ڨٯﻕﻗ"),
    ('ك', "کڪگګﻙﻛ"),
    ('ل', "ڵڶﻝﻟ"),
    ('م', "ݥﻡﻣ"),
    ('ن', "ںڼڻﻥﻧ"),
    ('ه', "ہھەةۀﻩﻫ"),
    ('ة', "هہۃۀﺓ"),
    ('و', "ۆۋۏۇﻭ"),
    ('ي', "یېےىﻱﻳ"),
];

/// Letters of other alphabets that look like Latin ones, and Latin ones in another dress.
const LATIN_ALIKE: &[(char, &str)] = &[
    ('a', "аαàáâäåā𝐚ａɑ"),
    ('b', "Ьβ𝐛ｂ"),
    ('c', "сϲçć𝐜ｃ"),
    ('d', "ԁđ𝐝ｄ"),
    ('e', "еεéèêëē𝐞ｅ"),
    ('f', "ƒ𝐟ｆ"),
    ('g', "ɡğ𝐠ｇ"),
    ('h', "һн𝐡ｈ"),
    ('i', "іιíìîïı𝐢ｉ"),
    ('j', "ј𝐣ｊ"),
    ('k', "кκ𝐤ｋ"),
    ('l', "ӏł𝐥ｌ"),
    ('m', "м𝐦ｍ"),
    ('n', "пηñń𝐧ｎ"),
    ('o', "оοóòôöøσ𝐨ｏ"),
    ('p', "рρ𝐩ｐ"),
    ('q', "ԛ𝐪ｑ"),
    ('r', "г𝐫ｒ"),
    ('s', "ѕšş𝐬ｓ"),
    ('t', "тτţ𝐭ｔ"),
    ('u', "υúùûüս𝐮ｕ"),
    ('v', "ν𝐯ｖ"),
    ('w', "ԝω𝐰ｗ"),
    ('x', "хχ𝐱ｘ"),
    ('y', "уγÿ𝐲ｙ"),
    ('z', "žż𝐳ｚ"),
];

/// Digits and marks in Latin words.
const LATIN_DIGITS: &[(char, &str)] = &[
    ('a', "@4"),
    ('b', "8"),
    ('e', "3€"),
    ('g', "9"),
    ('i', "1!"),
    ('l', "1|"),
    ('o', "0"),
    ('s', "$5"),
    ('t', "7+"),
    ('z', "2"),
];

/// Digits, and letters like digits, in Arabic words.
const ARABIC_DIGITS: &[(char, &str)] = &[
    ('ا', "1١"),
    ('أ', "1١"),
    ('ه', "0o٥"),
    ('ة', "0o٥"),
    ('ح', "7"),
    ('ع', "3"),
    ('ق', "9"),
    ('ط', "6"),
    ('خ', "5"),
    ('ص', "9"),
];

const SEPARATORS: &[&str] =
    &[".", "-", "_", "*", "·", "•", "/", "|", "~", "+", "،", ",", "😀", "🔥", "..", " . ", " - ", "'", "…", "❤️"];
const MARKS: &[char] = &['َ', 'ُ', 'ِ', 'ّ', 'ْ', 'ً', 'ٌ', 'ٍ', 'ٰ'];
const INVISIBLE: &[char] = &[
    '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{ad}', '\u{200e}', '\u{200f}', '\u{202e}',
    '\u{2066}', '\u{34f}',
];
const BEFORE: &[&str] = &["و", "ف", "ال", "وال", "ب", "بال", "ك", "ل", "كال"];
const AFTER: &[&str] = &["ه", "ها", "هم", "كم", "ك", "ي", "ين", "ات"];

const AROUND_AR: &[(&str, &str)] = &[
    ("أنت ", " ولا تستحق الرد"),
    ("والله هذا ", " معروف عند الجميع"),
    ("لا تصدقوا كل ", "، الحقيقة غير ذلك"),
    ("", " من أول يوم"),
    ("قلت لكم إنه ", ""),
    ("يا ", " اخرج من هنا"),
];
const AROUND_LATIN: &[(&str, &str)] = &[
    ("franchement ", " et je pèse mes mots"),
    ("what a ", " you are"),
    ("", " !!!"),
    ("wallah hada ", " ma yestahel walou"),
    ("encore ", ", comme toujours"),
    ("they call it ", " and laugh"),
];

/// An evasion in its sentence: the whole text and where the evasion stands in it, in bytes.
pub struct Evasion {
    pub text: String,
    pub from: usize,
    pub to: usize,
}

/// One evasion of `base` by `mutation`; `None` where this mutation has nothing to do with this word.
pub fn evade(base: &Base, mutation: Mutation, dice: &mut Dice) -> Option<Evasion> {
    let arabic = base.language == "ar";
    let one_word = !base.word.contains(' ');
    let written = match mutation {
        Mutation::Tatweel => arabic.then(|| between(base.word, dice, |dice, _| "ـ".repeat(1 + dice.below(4)), 2)),
        Mutation::Diacritics => arabic.then(|| between(base.word, dice, |dice, _| dice.of(MARKS).to_string(), 1)),
        Mutation::Repeated => Some(repeated(base.word, dice)),
        Mutation::Spaced => one_word.then(|| separated(base.word, " ")).filter(|_| base.word.chars().count() > 2),
        Mutation::Dotted => {
            let separator = *dice.of(SEPARATORS);
            one_word.then(|| separated(base.word, separator)).filter(|_| base.word.chars().count() > 2)
        }
        Mutation::Arabizi => (!base.latin.is_empty()).then(|| (*dice.of(&base.latin)).to_owned()),
        Mutation::LookAlike => Some(substituted(base.word, if arabic { ARABIC_ALIKE } else { LATIN_ALIKE }, dice)),
        Mutation::Digits => Some(substituted(base.word, if arabic { ARABIC_DIGITS } else { LATIN_DIGITS }, dice)),
        Mutation::ZeroWidth => Some(between(base.word, dice, |dice, _| dice.of(INVISIBLE).to_string(), 2)),
        Mutation::Affixed => (arabic && one_word).then(|| affixed(base.word, dice)),
        Mutation::Mixed => Some(mixed(base, arabic, one_word, dice)),
    }?;
    if written == base.word {
        return None;
    }
    let latin = !arabic || mutation == Mutation::Arabizi;
    let (before, after) = *dice.of(if latin { AROUND_LATIN } else { AROUND_AR });
    let text = format!("{before}{written}{after}");
    Some(Evasion { from: before.len(), to: before.len() + written.len(), text })
}

fn mixed(base: &Base, arabic: bool, one_word: bool, dice: &mut Dice) -> String {
    let table = match (arabic, dice.one_in(3)) {
        (true, false) => ARABIC_ALIKE,
        (true, true) => ARABIC_DIGITS,
        (false, false) => LATIN_ALIKE,
        (false, true) => LATIN_DIGITS,
    };
    let mut written = substituted(base.word, table, dice);
    if dice.one_in(2) {
        written = repeated(&written, dice);
    }
    if dice.one_in(2) {
        written = between(&written, dice, |dice, _| dice.of(INVISIBLE).to_string(), 3);
    }
    if arabic && dice.one_in(2) {
        written = between(&written, dice, |dice, _| dice.of(MARKS).to_string(), 3);
    }
    if one_word && base.word.chars().count() > 2 && dice.one_in(3) {
        let separator = *dice.of(SEPARATORS);
        written = separated(base.word, separator);
    } else if arabic && dice.one_in(2) {
        written = format!("{}{written}", dice.of(&["و", "ال"]));
    }
    written
}

/// `what` after every letter but the last, each with a chance of one in `rarely`, at least once.
fn between(word: &str, dice: &mut Dice, what: impl Fn(&mut Dice, char) -> String, rarely: usize) -> String {
    let letters: Vec<char> = word.chars().collect();
    let sure = dice.below(letters.len() - 1);
    let mut out = String::new();
    for (at, letter) in letters.iter().enumerate() {
        out.push(*letter);
        let inside = at + 1 < letters.len() && *letter != ' ' && letters[at + 1] != ' ';
        if inside && (at == sure || dice.one_in(rarely)) {
            out += &what(dice, *letter);
        }
    }
    out
}

fn repeated(word: &str, dice: &mut Dice) -> String {
    let letters: Vec<char> = word.chars().collect();
    let sure = dice.below(letters.len());
    let mut out = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let times = if *letter != ' ' && (at == sure || dice.one_in(4)) { 2 + dice.below(6) } else { 1 };
        out.extend(std::iter::repeat_n(*letter, times));
    }
    out
}

fn separated(word: &str, separator: &str) -> String {
    word.chars().map(String::from).collect::<Vec<_>>().join(separator)
}

/// One letter or several written by another sign.
fn substituted(word: &str, table: &[(char, &str)], dice: &mut Dice) -> String {
    let can: Vec<usize> = word
        .chars()
        .enumerate()
        .filter(|(_, letter)| table.iter().any(|(known, _)| known == letter))
        .map(|(at, _)| at)
        .collect();
    if can.is_empty() {
        return word.to_owned();
    }
    let sure = *dice.of(&can);
    let mut out = String::new();
    for (at, letter) in word.chars().enumerate() {
        match table.iter().find(|(known, _)| *known == letter) {
            Some((_, signs)) if at == sure || dice.one_in(2) => {
                let signs: Vec<char> = signs.chars().collect();
                out.push(*dice.of(&signs));
            }
            _ => out.push(letter),
        }
    }
    out
}

fn affixed(word: &str, dice: &mut Dice) -> String {
    let before = dice.of(BEFORE);
    let plain = word.trim_end_matches('ة');
    if plain.len() < word.len() || before.ends_with("ال") || dice.one_in(2) {
        return format!("{before}{word}");
    }
    let before = if dice.one_in(2) { "" } else { before };
    format!("{before}{word}{}", dice.of(AFTER))
}
