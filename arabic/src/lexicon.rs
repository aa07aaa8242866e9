//! Finds the words on which a newspaper has a rule: names with one spelling, words it avoids, words it knows.
//!
//! A word is found at its boundaries. In Arabic it is also found after the prefixes that are written in one with it
//! («و», «ف», «ب», «ك», «ل», «ال» and their usual combinations). A prefix is kept and is not part of the match. Vowel
//! marks and tatweel are ignored. Nothing here knows where the words come from.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::Language;
use crate::normalize;

/// Prefixes that are written in one with a word, the longest first.
const PREFIXES: [&str; 23] = [
    "وبال", "وكال", "فبال", "فكال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال", "وب", "وك", "ول", "فب", "فك",
    "فل", "و", "ف", "ب", "ك", "ل",
];
/// Letters of a word after a prefix, at least.
const STEM_MIN: usize = 2;
/// Words of one entry, at most.
const WORDS_MAX: usize = 8;
/// Everyday words that fold to the same letters as a name may («على» as «علي», «إلى» as «آلي»). Only a listed wrong
/// form matches them, never the similarity of the letters.
const EVERYDAY: [&str; 30] = [
    "على", "إلى", "إلي", "أن", "إن", "آن", "أو", "أي", "إي", "أم", "إذ", "إذا", "أما", "إما", "ألا", "إلا", "أنا", "هذه",
    "هذا", "هي", "في", "فى", "متى", "حتى", "لدى", "أنه", "إنه", "أنها", "إنها", "لأن",
];

/// The rule of the paper for a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// A name with one spelling.
    Name,
    /// A word that the paper does not use.
    Avoided,
    /// A word that is correct, whatever a dictionary says.
    Known,
}

/// An entry: a word, or several that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The rule for it.
    pub rule: Rule,
    /// The word: the correct form of a name, the avoided word or the known word.
    pub word: String,
    /// Wrong forms of a name.
    pub wrong: Vec<String>,
    /// What to write instead of an avoided word, if there is something.
    pub instead: Option<String>,
}

/// A match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Its bytes, without a prefix that stays.
    pub range: Range<usize>,
    /// The index of the entry.
    pub entry: usize,
    /// What to write instead; `None` if the paper only advises against the word.
    pub replacement: Option<String>,
}

/// How closely a pattern must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MatchKind {
    /// In any form of its letters. A name in its correct form is no match.
    Alike,
    /// In exactly this form.
    Exactly,
}

#[derive(Debug)]
struct Pattern {
    entry: usize,
    kind: MatchKind,
    /// Each word folded and as written.
    words: Vec<(String, String)>,
}

/// The words of one language, prepared for searching.
#[derive(Debug)]
pub struct Lexicon {
    is_arabic: bool,
    entries: Vec<Entry>,
    /// By the folded first word.
    patterns: HashMap<String, Vec<Pattern>>,
    /// Correct words: without vowel marks, and outside Arabic in lower case.
    known: HashSet<String>,
}

impl Lexicon {
    /// Prepares `entries`. The words in `known` (names of people, of topics) are only accepted.
    pub fn new<'a>(language: Language, entries: Vec<Entry>, known: impl IntoIterator<Item = &'a str>) -> Self {
        let is_arabic = language == Language::Arabic;
        let mut made = Self { is_arabic, entries: Vec::new(), patterns: HashMap::new(), known: HashSet::new() };
        for text in known {
            made.accept(text);
        }
        for (at, entry) in entries.iter().enumerate() {
            match entry.rule {
                Rule::Known => made.accept(&entry.word),
                Rule::Name => {
                    made.accept(&entry.word);
                    made.look_for(at, MatchKind::Alike, &entry.word);
                    for wrong in &entry.wrong {
                        made.look_for(at, MatchKind::Exactly, wrong);
                    }
                }
                Rule::Avoided => {
                    // If only the form of a letter is wrong («الى»), the correct form must not match.
                    let alike = entry
                        .instead
                        .as_deref()
                        .is_some_and(|instead| normalize::key(instead) == normalize::key(&entry.word));
                    made.look_for(at, if alike { MatchKind::Exactly } else { MatchKind::Alike }, &entry.word);
                    entry.instead.iter().for_each(|instead| made.accept(instead));
                }
            }
        }
        made.entries = entries;
        made
    }

    fn accept(&mut self, text: &str) {
        for range in words(text) {
            self.known.insert(self.written(&text[range]));
        }
    }

    fn look_for(&mut self, entry: usize, kind: MatchKind, text: &str) {
        let words: Vec<(String, String)> = words(text)
            .map(|range| (normalize::key(&text[range.clone()]), bare(&text[range])))
            .take(WORDS_MAX)
            .collect();
        if let Some((first, _)) = words.first() {
            self.patterns.entry(first.clone()).or_default().push(Pattern { entry, kind, words });
        }
    }

    /// A word in the form in which `known` stores it.
    fn written(&self, word: &str) -> String {
        if self.is_arabic { bare(word) } else { bare(word).to_lowercase() }
    }

    /// Whether it has no pattern to search for.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Whether `word` is a correct word of the paper, with or without prefixes.
    pub fn knows(&self, word: &str) -> bool {
        let written = self.written(word);
        if self.known.contains(&written) {
            return true;
        }
        self.is_arabic && stems(&written).any(|(_, stem)| self.known.contains(stem.as_ref()))
    }

    /// Every place where the paper would write something else, ascending and without overlap.
    pub fn find(&self, text: &str) -> Vec<Match> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        let words: Vec<Range<usize>> = words(text).collect();
        let folded: Vec<String> = words.iter().map(|range| normalize::key(&text[range.clone()])).collect();
        let mut at = 0;
        while at < words.len() {
            match self.match_at(text, &words, &folded, at) {
                Lookup::Match(hit, taken) => {
                    found.push(hit);
                    at += taken;
                }
                Lookup::Correct(taken) => at += taken,
                Lookup::Nothing => at += 1,
            }
        }
        found
    }

    /// The match that begins at word `at`: as written, then after each prefix.
    fn match_at(&self, text: &str, words: &[Range<usize>], folded: &[String], at: usize) -> Lookup {
        let written = &text[words[at].clone()];
        let whole = self.match_stem(
            text,
            words,
            folded,
            at,
            &Stem { skip: 0, restored: "", key: &folded[at], bare: bare(written) },
        );
        if !self.is_arabic || !matches!(whole, Lookup::Nothing) {
            return whole;
        }
        let bare_word = bare(written);
        for (prefix, stem) in stems(&bare_word) {
            // «للوطن» is «ل» and «الوطن»: the article has lost its first letter.
            let restored = if stem.len() + prefix.len() > bare_word.len() { "ا" } else { "" };
            let Some(skip) = bytes_of(
                written,
                if restored.is_empty() { prefix.chars().count() } else { prefix.chars().count() - 1 },
            ) else {
                continue;
            };
            let key = normalize::key(&stem);
            let lookup =
                self.match_stem(text, words, folded, at, &Stem { skip, restored, key: &key, bare: stem.into_owned() });
            if !matches!(lookup, Lookup::Nothing) {
                return lookup;
            }
        }
        Lookup::Nothing
    }

    /// The longest match that begins at word `at` with `stem` as its first word.
    fn match_stem(&self, text: &str, words: &[Range<usize>], folded: &[String], at: usize, stem: &Stem<'_>) -> Lookup {
        let Some(patterns) = self.patterns.get(stem.key) else { return Lookup::Nothing };
        let mut best = Lookup::Nothing;
        let mut longest = 0;
        for pattern in patterns.iter() {
            let length = pattern.words.len();
            let (Some(range), Some(keys)) = (words.get(at..at + length), folded.get(at..at + length)) else { continue };
            let close = range.windows(2).all(|two| is_blank(&text[two[0].end..two[1].start]));
            if length < longest
                || !close
                || keys.iter().zip(&pattern.words).skip(1).any(|(key, (folded, _))| key != folded)
            {
                continue;
            }
            let written: Vec<String> = std::iter::once(stem.bare.clone())
                .chain(range.iter().skip(1).map(|range| bare(&text[range.clone()])))
                .collect();
            let entry = &self.entries[pattern.entry];
            let as_written = written.iter().zip(&pattern.words).all(|(one, (_, other))| self.is_same(one, other));
            let is_name = entry.rule == Rule::Name;
            let lookup = match pattern.kind {
                MatchKind::Exactly if !as_written => continue,
                // The name is already correct: nothing else is searched for in it.
                MatchKind::Alike if is_name && as_written => Lookup::Correct(length),
                MatchKind::Alike if is_name && EVERYDAY.contains(&written.join(" ").as_str()) => continue,
                _ => {
                    let start = range[0].start + stem.skip;
                    let end = range[length - 1].end;
                    let better = if is_name { Some(entry.word.as_str()) } else { entry.instead.as_deref() };
                    let replacement = better.map(|better| joined(better, &text[range[0].start..start], stem.restored));
                    Lookup::Match(Match { range: start..end, entry: pattern.entry, replacement }, length)
                }
            };
            // Of two that are equally long, a correct one wins: two people may have similar names.
            if length > longest || matches!(lookup, Lookup::Correct(_)) {
                longest = length;
                best = lookup;
            }
        }
        best
    }

    /// Whether two words are written in the same way. Outside Arabic, a word in capitals is the same word.
    fn is_same(&self, one: &str, other: &str) -> bool {
        one == other || (!self.is_arabic && one == other.to_uppercase())
    }
}

/// What the patterns say about the words from one place on.
enum Lookup {
    Nothing,
    /// An entry that is already correct, with its length in words.
    Correct(usize),
    /// A match, with its length in words.
    Match(Match, usize),
}

/// A first word without its prefix.
struct Stem<'a> {
    /// Bytes of the text before it.
    skip: usize,
    /// A letter that the text has lost and the stem has again.
    restored: &'static str,
    key: &'a str,
    bare: String,
}

/// `better` after a prefix that stays. An article is not repeated, nor one that «ل» has absorbed.
fn joined(better: &str, prefix: &str, restored: &str) -> String {
    let has_article = bare(prefix).ends_with("ال") || bare(prefix).ends_with("لل");
    match better.strip_prefix("ال") {
        Some(rest) if !restored.is_empty() => format!("ل{rest}"),
        Some(rest) if has_article => rest.to_owned(),
        _ => better.to_owned(),
    }
}

/// The byte length of the first `letters` letters of `word`, with the marks on the last of them.
fn bytes_of(word: &str, letters: usize) -> Option<usize> {
    let mut left = letters;
    for (at, c) in word.char_indices() {
        if is_mark(c) {
            continue;
        }
        if left == 0 {
            return Some(at);
        }
        left -= 1;
    }
    None
}

/// The ways to split a word into a prefix and a stem, the longest prefix first.
fn stems(word: &str) -> impl Iterator<Item = (&'static str, std::borrow::Cow<'_, str>)> {
    let of = move |prefix: &'static str| {
        let rest = word.strip_prefix(prefix).filter(|rest| rest.chars().count() >= STEM_MIN)?;
        Some((prefix, std::borrow::Cow::Borrowed(rest)))
    };
    let restored = move |prefix: &'static str| {
        // The second letter of «لل» belongs to the article.
        let rest = word.strip_prefix(prefix).filter(|_| prefix.ends_with("لل"))?;
        Some((prefix, std::borrow::Cow::Owned(format!("ال{rest}")))).filter(|_| rest.chars().count() >= STEM_MIN)
    };
    PREFIXES.into_iter().flat_map(move |prefix| restored(prefix).into_iter().chain(of(prefix)))
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{610}'..='\u{61a}' | '\u{200c}'..='\u{200f}')
}

/// A word without vowel marks and tatweel.
pub fn bare(word: &str) -> String {
    word.chars().filter(|c| !is_mark(*c)).map(|c| if c == '’' { '\'' } else { c }).collect()
}

fn is_blank(between: &str) -> bool {
    !between.is_empty() && between.chars().all(|c| c.is_whitespace() && c != '\n')
}

/// The byte ranges of the words of a text: letters and digits with their marks, and apostrophes inside.
///
/// ```
/// let text = "قال: l’homme (2016).";
/// let words: Vec<&str> = arabic::lexicon::words(text).map(|range| &text[range]).collect();
/// assert_eq!(words, ["قال", "l’homme", "2016"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.peek().copied() {
            let inside =
                matches!(c, '\'' | '’') && text[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
            if !(c.is_alphanumeric() || is_mark(c) || is_combining(c) || inside) {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        Some(start..end)
    })
}

/// Whether the character is an accent, written separately from its letter.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(word: &str, wrong: &[&str]) -> Entry {
        let wrong = wrong.iter().map(|one| (*one).to_owned()).collect();
        Entry { rule: Rule::Name, word: word.into(), wrong, instead: None }
    }

    fn avoided(word: &str, instead: Option<&str>) -> Entry {
        Entry { rule: Rule::Avoided, word: word.into(), wrong: Vec::new(), instead: instead.map(str::to_owned) }
    }

    fn arabic_words() -> Lexicon {
        let entries = vec![
            name("القذافي", &["القدافي", "قذافى"]),
            name("علي بن فليس", &["علي بنفليس"]),
            name("علي", &[]),
            avoided("تصفية", Some("قتل")),
            avoided("الكيان", None),
            avoided("الى", Some("إلى")),
            Entry { rule: Rule::Known, word: "سوناطراك".into(), wrong: vec![], instead: None },
        ];
        Lexicon::new(Language::Arabic, entries, ["نبيل كاظم"])
    }

    fn taken(lexicon: &Lexicon, text: &str) -> String {
        let mut out = text.to_owned();
        for found in lexicon.find(text).into_iter().rev() {
            if let Some(better) = found.replacement {
                out.replace_range(found.range, &better);
            }
        }
        out
    }

    #[test]
    fn a_name_has_one_spelling_behind_any_prefix() {
        let lexicon = arabic_words();
        for (text, expected) in [
            ("استقبل القدافي ضيفه", "استقبل القذافي ضيفه"),
            ("والقدافي", "والقذافي"),
            ("وبالقدافي", "وبالقذافي"),
            ("للقدافي", "للقذافي"),
            ("القَدافي", "القذافي"),
            ("القذافى", "القذافي"),
            ("وللقذافى وحده", "وللقذافي وحده"),
            ("علي بنفليس", "علي بن فليس"),
        ] {
            assert_eq!(taken(&lexicon, text), expected);
        }
        for right in
            ["القذافي وللقذافي وبالقذافي", "القَذافي", "صعد على المنصة وعلى الدرج", "القدافيون", "علي بن فليس", "عل، ي"]
        {
            assert_eq!(lexicon.find(right), vec![], "{right}");
        }
    }

    #[test]
    fn an_avoided_word_is_found_and_its_prefix_stays() {
        let lexicon = arabic_words();
        assert_eq!(taken(&lexicon, "بعد تصفية القائد والتصفيه"), "بعد قتل القائد والقتل");
        let found = lexicon.find("جيش الكيان");
        assert_eq!((found.len(), found[0].replacement.as_deref()), (1, None));
        assert_eq!(taken(&lexicon, "سافر الى هناك ثم إلى هنا"), "سافر إلى هناك ثم إلى هنا");
    }

    #[test]
    fn known_words_are_known_with_what_is_joined_to_them() {
        let lexicon = arabic_words();
        for word in ["سوناطراك", "وسوناطراك", "لسوناطراك", "كاظم", "القذافي", "وللقذافي"]
        {
            assert!(lexicon.knows(word), "{word}");
        }
        assert!(!lexicon.knows("القدافي") && !lexicon.knows("سوناطرك"));
    }

    #[test]
    fn latin_letters_fold_their_accents_and_keep_their_capitals() {
        let entries = vec![name("Kadhafi", &["Gaddafi"]), avoided("suite à", Some("après"))];
        let lexicon = Lexicon::new(Language::French, entries, []);
        assert_eq!(taken(&lexicon, "Gaddafi, kadhafi et KADHAFI"), "Kadhafi, Kadhafi et KADHAFI");
        assert_eq!(taken(&lexicon, "suite à l’accord"), "après l’accord");
        assert!(lexicon.knows("kadhafi"));
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_what_is_taken_is_not_found_again(
            text in "(القدافي|القذافى|والقدافي|للقدافي|ال|و|لل|تصفية|الى|علي|على|بن|فليس|بنفليس|َ|ـ|[ ،.\n]){0,24}",
            any in any::<String>(),
        ) {
            let lexicon = arabic_words();
            for text in [text, any] {
                let mut before = 0;
                for found in lexicon.find(&text) {
                    prop_assert!(found.range.start >= before && text.get(found.range.clone()).is_some_and(|part| !part.is_empty()));
                    before = found.range.end;
                }
            }
        }
    }
}
