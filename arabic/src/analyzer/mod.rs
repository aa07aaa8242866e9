//! The search analyzer: the words of a text with the stems under which their forms meet.
//!
//! Index, queries, highlights and alerts use the same analysis. Steps 1 to 3 are [`fold`](crate::normalize::fold);
//! this module adds the segmentation into words and the stems: of Arabic by a lexicon and rules, of French and English
//! by Snowball. A word has one stem, or several where its letters can be read in several ways («عمله» is a currency or
//! his work). Two words match if they share a stem; exact forms are kept beside the stems so that they can rank first.

mod arabic;
mod lexicon;

use std::collections::HashMap;
use std::ops::Range;

use frostem::{Algorithm, Stemmer};

use crate::Language;
use crate::normalize::{fold_mapped, is_arabic_letter, key};

/// Words whose stems an analyzer remembers.
const REMEMBERED_MAX: usize = 1 << 16;
/// Characters of a word, at most. The rest of a longer word is ignored.
const WORD_CHARS_MAX: usize = 64;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the text, as written.
    pub range: Range<usize>,
    /// The folded form, in lower case and without accents.
    pub exact: String,
    /// At least one stem; the likeliest first.
    pub stems: Vec<String>,
}

/// Finds words and their stems. Keeps the stems of recent words, so one analyzer should read many texts.
#[derive(Debug, Default)]
pub struct Analyzer {
    /// Of Arabic words as written.
    arabic: Remembered,
    /// Of folded words.
    french: Remembered,
    english: Remembered,
}

/// The stems of recent words.
type Remembered = HashMap<String, Vec<String>>;

impl Analyzer {
    /// An analyzer without remembered words.
    pub fn new() -> Self {
        Self::default()
    }

    /// The words of `text`, in order. Latin words of a French or English text are stemmed by the rules of its
    /// language; those of an Arabic text are names and stay whole.
    ///
    /// ```
    /// use arabic::{Language, analyzer::Analyzer};
    /// let mut analyzer = Analyzer::new();
    /// let text = analyzer.tokens("التوصل لإتفاق", Language::Arabic);
    /// let query = analyzer.tokens("اتفاقات", Language::Arabic);
    /// assert!(text[1].matches(&query[0]));
    /// assert_eq!(text[1].exact, "لاتفاق");
    /// ```
    pub fn tokens(&mut self, text: &str, language: Language) -> Vec<Token> {
        let folded = fold_mapped(text);
        let mut tokens = Vec::new();
        let mut word = Word::default();
        for (c, range) in folded.chars() {
            let script = if is_common_letter(c) {
                Some(Script::Arabic)
            } else if !c.is_alphanumeric() {
                None
            } else if is_arabic_letter(c) {
                Some(Script::Arabic)
            } else if c.is_numeric() {
                // A digit continues a Latin word («F16»), not an Arabic one.
                Some(if word.script == Some(Script::Latin) { Script::Latin } else { Script::Digits })
            } else {
                Some(Script::Latin)
            };
            let continues = script.is_some()
                && (script == word.script || (script, word.script) == (Some(Script::Latin), Some(Script::Digits)));
            if !continues {
                tokens.extend(self.finish(&mut word, text, language));
            }
            if let Some(script) = script {
                word.push(script, c, range);
            }
        }
        tokens.extend(self.finish(&mut word, text, language));
        tokens
    }

    /// The words of a query, in order. Its language is not known, so a Latin word has the stems of every language.
    pub fn query(&mut self, text: &str) -> Vec<Token> {
        let [first, others @ ..] = Language::ALL.map(|language| self.tokens(text, language));
        let mut tokens = first;
        for other in others {
            for (token, other) in tokens.iter_mut().zip(other) {
                for stem in other.stems {
                    if !token.stems.contains(&stem) {
                        token.stems.push(stem);
                    }
                }
            }
        }
        tokens
    }

    fn finish(&mut self, word: &mut Word, text: &str, language: Language) -> Option<Token> {
        let Word { script, mut letters, range } = std::mem::take(word);
        let script = script?;
        if let Some((end, _)) = letters.char_indices().nth(WORD_CHARS_MAX) {
            letters.truncate(end);
        }
        let exact = match script {
            Script::Latin => key(&letters),
            Script::Arabic | Script::Digits => letters,
        };
        // A mark that belongs to no letter is no word.
        if exact.is_empty() {
            return None;
        }
        let written = text.get(range.clone()).unwrap_or_default();
        // Of an Arabic word, its hamzas and its ة matter too.
        let (remembered, word, stems): (_, _, fn(&str, &str) -> Vec<String>) = match (script, language) {
            (Script::Digits, _) | (Script::Latin, Language::Arabic) => {
                return Some(Token { range, stems: vec![exact.clone()], exact });
            }
            (Script::Arabic, _) => (&mut self.arabic, written, arabic::stems_of),
            (Script::Latin, Language::French) => (&mut self.french, exact.as_str(), |exact, _| {
                vec![Stemmer::new(Algorithm::French).stem(exact).into_owned()]
            }),
            (Script::Latin, Language::English) => (&mut self.english, exact.as_str(), |exact, _| {
                vec![Stemmer::new(Algorithm::English).stem(exact).into_owned()]
            }),
        };
        if let Some(stems) = remembered.get(word) {
            return Some(Token { stems: stems.clone(), range, exact });
        }
        let stems = stems(&exact, written);
        if remembered.len() >= REMEMBERED_MAX {
            remembered.clear();
        }
        remembered.insert(word.to_owned(), stems.clone());
        Some(Token { range, exact, stems })
    }
}

impl Token {
    /// Whether the two words share a stem.
    pub fn matches(&self, other: &Self) -> bool {
        self.stems.iter().any(|stem| other.stems.contains(stem))
    }
}

/// The letters of nearly every Arabic word, folded.
fn is_common_letter(c: char) -> bool {
    matches!(c, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}')
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Arabic,
    /// Any other script with letters.
    Latin,
    Digits,
}

/// The word that is being read.
#[derive(Debug, Default)]
struct Word {
    script: Option<Script>,
    letters: String,
    range: Range<usize>,
}

impl Word {
    fn push(&mut self, script: Script, c: char, range: Range<usize>) {
        if self.script.is_none() {
            self.range = range.clone();
        }
        self.script = Some(script);
        self.range.end = self.range.end.max(range.end);
        self.letters.push(c);
    }
}

#[cfg(test)]
mod tests;
