//! Words, numbers and marks of a paragraph, each with its key, its place and what the lexicon knows of it.

use crate::lexicon::{Conjunction, Entry, Lexicon, sense};
use arabic::normalize::{is_dropped, key};

/// Digits of a number, at most; longer ones have no value.
const DIGITS_MAX: u8 = 9;
/// Bytes of a word that is looked up, at most. Longer ones are names of nothing.
const WORD_BYTES_MAX: usize = 96;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// Digits; `value` and `digits` of the token say which.
    Number,
    /// A visible character that is neither. Doubled apostrophes are one `"`.
    Mark(char),
    /// A mark inside a number, an abbreviation or a word («3,4», «د.», «a-t-il»), which ends nothing.
    Inner(char),
}

/// A word, a number or a mark.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// First byte in the paragraph.
    pub start: usize,
    /// The byte after the last one, with marks that belong to the last letter.
    pub end: usize,
    pub kind: Kind,
    /// White space stands before it.
    pub spaced: bool,
    /// The value of a number.
    pub value: u32,
    /// How many digits a number has; 0 if it has no value.
    pub digits: u8,
    /// The conjunction in front of a known word.
    pub conjunction: Option<Conjunction>,
    /// The preposition ب, ل or ك in front of a known or definite word.
    pub preposition: Option<char>,
    /// Whether the word has the article.
    pub definite: bool,
    pub entry: Entry,
    key: (u32, u32),
    /// Where in the keys the word begins without what is written together with it.
    core: u32,
}

/// A paragraph as tokens.
pub(crate) struct Text<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    keys: String,
    /// How often words have been looked at, for the test that time grows with length.
    #[cfg(test)]
    pub looks: std::cell::Cell<usize>,
}

impl<'a> Text<'a> {
    pub fn new(text: &'a str, lexicon: &Lexicon) -> Self {
        let mut read = Self {
            text,
            tokens: Vec::with_capacity(text.len() / 8),
            keys: String::with_capacity(text.len()),
            #[cfg(test)]
            looks: std::cell::Cell::default(),
        };
        read.tokenize();
        read.join_marks();
        read.look_up(lexicon);
        read
    }

    /// The key of a token: folded, in lower case; empty for marks.
    pub fn key(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| self.slice(token.key.0, token.key.1))
    }

    /// The key without conjunction, preposition and article.
    pub fn core(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| self.slice(token.core, token.key.1))
    }

    /// The key without the conjunction.
    pub fn bare(&self, at: usize) -> &str {
        let key = self.key(at);
        match self.tokens.get(at).and_then(|token| token.conjunction) {
            Some(_) => key.get('و'.len_utf8()..).unwrap_or(key),
            None => key,
        }
    }

    /// The last letter of a word as written, without the marks on it: ى and ي, ه and ة are one in the key.
    pub fn last_letter(&self, at: usize) -> Option<char> {
        self.written(at, at + 1).chars().rev().find(|&c| !is_dropped(c))
    }

    /// The bytes of a conjunction written together with a word.
    pub fn conjunction_bytes(&self, at: usize) -> usize {
        let Some(token) = self.tokens.get(at).filter(|token| token.conjunction.is_some()) else { return 0 };
        let written = self.text.get(token.start..token.end).unwrap_or_default();
        let mut chars = written.chars();
        let conjunction = chars.next().map_or(0, char::len_utf8);
        conjunction + chars.take_while(|&c| is_dropped(c)).map(char::len_utf8).sum::<usize>()
    }

    fn slice(&self, from: u32, to: u32) -> &str {
        #[cfg(test)]
        self.looks.set(self.looks.get() + 1);
        self.keys.get(from as usize..to as usize).unwrap_or_default()
    }

    pub fn mark(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            Kind::Mark(mark) | Kind::Inner(mark) => Some(mark),
            _ => None,
        }
    }

    /// The bytes of the paragraph from a token to the one before `end`.
    pub fn bytes(&self, from: usize, end: usize) -> Option<(usize, usize)> {
        let first = self.tokens.get(from)?;
        let last = self.tokens.get(end.checked_sub(1)?)?;
        (first.start < last.end).then_some((first.start, last.end))
    }

    /// The text from a token to the one before `end`.
    pub fn written(&self, from: usize, end: usize) -> &'a str {
        self.bytes(from, end).and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    fn tokenize(&mut self) {
        let text = self.text;
        let mut spaced = true;
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            let class = class(c);
            match class {
                Class::Space => {
                    spaced = true;
                    if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}') {
                        self.push(start, start + c.len_utf8(), Kind::Mark('\n'), true);
                    }
                    continue;
                }
                Class::Silent => continue,
                Class::Mark => {
                    let mut end = start + c.len_utf8();
                    let mut mark = c;
                    if let ('\'' | '’' | '‘' | '`', Some(&(at, next))) = (c, chars.peek())
                        && next == c
                    {
                        (mark, end) = ('"', at + next.len_utf8());
                        chars.next();
                    }
                    self.push(start, end, Kind::Mark(mark), spaced);
                }
                Class::Letter | Class::Digit => {
                    let mut end = start + c.len_utf8();
                    while let Some(&(at, next)) = chars.peek() {
                        let next_class = self::class(next);
                        if next_class != class && next_class != Class::Silent {
                            break;
                        }
                        end = at + next.len_utf8();
                        chars.next();
                    }
                    self.push_word(start, end, class, spaced);
                }
            }
            spaced = false;
        }
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind, spaced: bool) {
        let at = self.keys.len() as u32;
        self.tokens.push(Token {
            start,
            end,
            kind,
            spaced,
            value: 0,
            digits: 0,
            conjunction: None,
            preposition: None,
            definite: false,
            entry: Entry::default(),
            key: (at, at),
            core: at,
        });
    }

    fn push_word(&mut self, start: usize, end: usize, class: Class, spaced: bool) {
        let written = self.text.get(start..end).unwrap_or_default();
        // A direction mark after a word is no part of it.
        let end = start + written.trim_end_matches(arabic::normalize::is_bidi_control).len();
        let written = self.text.get(start..end).unwrap_or_default();
        let from = self.keys.len() as u32;
        if written.len() <= WORD_BYTES_MAX {
            self.keys.push_str(&key(written));
        }
        let to = self.keys.len() as u32;
        self.push(start, end, if class == Class::Digit { Kind::Number } else { Kind::Word }, spaced);
        let digits = self.slice(from, to);
        let value = (digits.len() <= usize::from(DIGITS_MAX)).then(|| digits.parse().ok()).flatten();
        let count = digits.len() as u8;
        if let Some(token) = self.tokens.last_mut() {
            (token.key, token.core) = ((from, to), from);
            if let (Class::Digit, Some(value)) = (class, value) {
                (token.value, token.digits) = (value, count);
            }
        }
    }

    /// Finds the marks that end nothing: in numbers, abbreviations and hyphenated words.
    fn join_marks(&mut self) {
        for at in 1..self.tokens.len().saturating_sub(1) {
            let Kind::Mark(mark) = self.tokens[at].kind else { continue };
            let (before, here, after) = (&self.tokens[at - 1], &self.tokens[at], &self.tokens[at + 1]);
            let glued = !here.spaced && !after.spaced;
            let between = |kind: Kind| before.kind == kind && after.kind == kind;
            let is_inner = match mark {
                '.' | ',' | '٫' | '٬' | ':' if glued && between(Kind::Number) => true,
                '-' | '‑' | '\'' | '’' | '/' | '·' if glued && between(Kind::Word) => true,
                // «د. نادية», "J. Doe": one letter and a point.
                '.' if !here.spaced && before.kind == Kind::Word => is_abbreviation(self.key(at - 1)),
                _ => false,
            };
            if is_inner {
                self.tokens[at].kind = Kind::Inner(mark);
            }
        }
    }

    fn look_up(&mut self, lexicon: &Lexicon) {
        for at in 0..self.tokens.len() {
            if self.tokens[at].kind != Kind::Word {
                continue;
            }
            let mut known = lexicon.analyze(self.key(at));
            if self.is_name_like_that(at) {
                known.entry.senses = sense::PARTICLE;
            }
            let token = &mut self.tokens[at];
            token.entry = known.entry;
            token.conjunction = known.conjunction;
            token.preposition = known.preposition;
            token.definite = known.definite;
            token.core += known.prefix;
        }
        self.mark_names();
    }
}

impl Text<'_> {
    /// «علي» before a bare word or a mark, or between a title and a family name, is a name; elsewhere it may be «على».
    fn mark_names(&mut self) {
        for at in 0..self.tokens.len() {
            if self.key(at) != "علي" || self.last_letter(at) == Some('ى') {
                continue;
            }
            // «وزير التموين والتجارة الداخلية علي المصيلحي»: the title may be long.
            let named = (at.saturating_sub(6)..at)
                .rev()
                .filter_map(|before| self.tokens.get(before))
                .take_while(|token| token.kind == Kind::Word && token.entry.verb().is_none())
                .any(|token| token.entry.is(sense::TITLE | sense::HONORIFIC));
            let free = match self.tokens.get(at + 1) {
                None => true,
                Some(next) if next.kind == Kind::Word => {
                    let bare = !next.definite
                        && next.preposition.is_none()
                        && (next.entry.senses == 0 && next.conjunction.is_none() || next.entry.is(sense::PARTICLE));
                    bare || named && next.definite && next.entry.senses == 0 && self.key(at + 1).ends_with('ي')
                }
                Some(next) => matches!(next.kind, Kind::Mark('،' | ',' | '.' | ':' | '(')),
            };
            if free && let Some(token) = self.tokens.get_mut(at) {
                token.entry = Entry::default();
            }
        }
    }

    /// «فان» before a name («فان در ليندن») and «بان» in «بان كي مون» are written like «فإن» and «بأن» without their hamza.
    fn is_name_like_that(&self, at: usize) -> bool {
        let next = self.key(at + 1);
        let name_follows = match self.key(at) {
            "فان" => !next.is_empty() && !next.starts_with("ال"),
            "بان" => next == "كي",
            _ => false,
        };
        name_follows && !self.written(at, at + 1).contains(['أ', 'إ'])
    }
}

fn is_abbreviation(key: &str) -> bool {
    matches!(
        key,
        "د" | "م"
            | "ا"
            | "mr"
            | "mrs"
            | "ms"
            | "dr"
            | "st"
            | "prof"
            | "gen"
            | "sen"
            | "rep"
            | "gov"
            | "lt"
            | "col"
            | "m"
            | "mm"
            | "mme"
            | "mlle"
            | "no"
    ) || (key.len() == 1 && key.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Space,
    /// Vowel signs, tatweel, direction marks: part of the word around them, or nothing.
    Silent,
    Mark,
}

fn class(c: char) -> Class {
    match c {
        // Most characters of a newspaper.
        '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' | 'a'..='z' | 'A'..='Z' => Class::Letter,
        ' ' => Class::Space,
        '0'..='9' | '٠'..='٩' | '۰'..='۹' => Class::Digit,
        '\0'..='\x7f' if !c.is_whitespace() => Class::Mark,
        _ if c.is_whitespace() => Class::Space,
        _ if is_dropped(c) || matches!(c, '\u{0300}'..='\u{036F}') => Class::Silent,
        _ if c.is_alphabetic() => Class::Letter,
        _ => Class::Mark,
    }
}
