//! Reads what people type into the search box.
//!
//! Words are joined by «and». «"…"» (and « », “ ”) is a phrase, `-` before a word or phrase excludes it, and a field
//! word with a colon limits what follows it to a field: «الكاتب:سلمى», `section:sports`, `auteur:"Nadia Cherfi"`.
//! Everything else that is not a letter or a digit separates words: wildcards, brackets and bidi controls mean nothing.

use arabic::analyzer::{Analyzer, Token};

/// Characters of a query that are read. The rest is cut.
pub const CHARS_MAX: usize = 300;
/// Words of a query that are read. The rest is cut.
pub const TERMS_MAX: usize = 20;

/// A query as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Every clause must match.
    pub clauses: Vec<Clause>,
    /// No clause may match.
    pub excluded: Vec<Clause>,
    /// Whether part of what was typed was too long and is not searched for.
    pub is_cut: bool,
}

/// One word or phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The field it is limited to; all texts if `None`.
    pub field: Option<FieldWord>,
    /// Its words: one, or several for a phrase.
    pub words: Vec<Token>,
    /// Whether it was quoted: exact forms in this order.
    pub is_phrase: bool,
}

/// A field that a query can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldWord {
    /// The bylines.
    Writer,
    /// The section's name.
    Section,
    /// The topics' names.
    Topic,
    /// Kicker, headline and deck.
    Headline,
}

/// Why a query finds nothing before it is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryProblem {
    /// It contains no letter and no digit.
    NoWords,
    /// It only excludes.
    OnlyExclusions,
}

/// What limits the results, in addition to words. An empty list does not limit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    /// Sections, one of which a story must be in.
    pub sections: Vec<u64>,
    /// Topics, one of which a story must have.
    pub topics: Vec<u64>,
    /// Writers, one of whom must have written it.
    pub writers: Vec<u64>,
    /// Years, one of which it must be of.
    pub years: Vec<u64>,
    /// Languages, one of which it must be in.
    pub languages: Vec<arabic::Language>,
    /// Stories of which it must be one, by id.
    pub ids: Vec<u64>,
    /// First microsecond of its publication, included.
    pub from: Option<i64>,
    /// Last microsecond of its publication, excluded.
    pub until: Option<i64>,
}

/// The words that name a field, folded and in lower case.
const FIELD_WORDS: [(&str, FieldWord); 17] = [
    ("الكاتب", FieldWord::Writer),
    ("كاتب", FieldWord::Writer),
    ("بقلم", FieldWord::Writer),
    ("writer", FieldWord::Writer),
    ("author", FieldWord::Writer),
    ("auteur", FieldWord::Writer),
    ("القسم", FieldWord::Section),
    ("قسم", FieldWord::Section),
    ("section", FieldWord::Section),
    ("rubrique", FieldWord::Section),
    ("الموضوع", FieldWord::Topic),
    ("موضوع", FieldWord::Topic),
    ("topic", FieldWord::Topic),
    ("sujet", FieldWord::Topic),
    ("العنوان", FieldWord::Headline),
    ("headline", FieldWord::Headline),
    ("titre", FieldWord::Headline),
];

impl Query {
    /// Reads what was typed. Never fails; linear in its length.
    pub fn read(analyzer: &mut Analyzer, typed: &str) -> Self {
        let end = typed.char_indices().nth(CHARS_MAX).map_or(typed.len(), |(at, _)| at);
        let mut reader = Reader { analyzer, rest: &typed[..end], query: Self::default(), terms: 0 };
        reader.query.is_cut = end < typed.len() && typed[end..].chars().any(char::is_alphanumeric);
        reader.read();
        reader.query
    }

    /// Why the query cannot be run.
    pub fn problem(&self) -> Option<QueryProblem> {
        match (self.clauses.is_empty(), self.excluded.is_empty()) {
            (false, _) => None,
            (true, true) => Some(QueryProblem::NoWords),
            (true, false) => Some(QueryProblem::OnlyExclusions),
        }
    }
}

struct Reader<'a> {
    analyzer: &'a mut Analyzer,
    rest: &'a str,
    query: Query,
    terms: usize,
}

/// Marks that open or close a phrase. Any closes what any has opened, as keyboards differ.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂' | '″')
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut field = None;
        let mut is_excluded = false;
        let mut follows_space = true;
        while let Some(c) = self.rest.chars().next() {
            if is_quote(c) {
                let inside = &self.rest[c.len_utf8()..];
                let (phrase, after) = match inside.find(is_quote) {
                    Some(end) => (&inside[..end], inside[end..].trim_start_matches(is_quote)),
                    None => (inside, ""),
                };
                self.rest = after;
                self.clause(phrase, true, field.take(), is_excluded);
                (is_excluded, follows_space) = (false, false);
            } else if c.is_alphanumeric() {
                // A word ends at a space, a quotation mark or a colon; the analyzer divides it further («90+4»).
                let end =
                    self.rest.find(|c: char| c.is_whitespace() || is_quote(c) || c == ':').unwrap_or(self.rest.len());
                let (word, after) = self.rest.split_at(end);
                self.rest = after;
                if let Some(after) = after.strip_prefix(':')
                    && let Some(named) = field_word(word)
                {
                    self.rest = after.trim_start();
                    field = Some(named);
                    continue;
                }
                self.clause(word, false, field.take(), is_excluded);
                (is_excluded, follows_space) = (false, false);
            } else {
                is_excluded = matches!(c, '-' | '−' | '–') && follows_space;
                follows_space = c.is_whitespace();
                self.rest = &self.rest[c.len_utf8()..];
            }
        }
    }

    fn clause(&mut self, text: &str, is_quoted: bool, field: Option<FieldWord>, is_excluded: bool) {
        let words = self.take(text);
        if words.is_empty() {
            return;
        }
        // «90+4» and `F-16` are typed in one: their parts stand side by side.
        let is_phrase = is_quoted || words.len() > 1;
        let clause = Clause { field, words, is_phrase };
        let clauses = if is_excluded { &mut self.query.excluded } else { &mut self.query.clauses };
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }

    /// The words of `text`, as many as may still be read.
    fn take(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = self.analyzer.query(text);
        let left = TERMS_MAX - self.terms;
        if tokens.len() > left {
            tokens.truncate(left);
            self.query.is_cut = true;
        }
        self.terms += tokens.len();
        tokens
    }
}

fn field_word(word: &str) -> Option<FieldWord> {
    let word = arabic::normalize::key(word);
    FIELD_WORDS.iter().find(|(name, _)| arabic::normalize::key(name) == word).map(|(_, field)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(typed: &str) -> String {
        let query = Query::read(&mut Analyzer::new(), typed);
        let clause = |clause: &Clause| {
            let words: Vec<&str> = clause.words.iter().map(|word| word.exact.as_str()).collect();
            let words = words.join(" ");
            let words = if clause.is_phrase { format!("[{words}]") } else { words };
            clause.field.map_or(words.clone(), |field| format!("{field:?}={words}"))
        };
        let mut parts: Vec<String> = query.clauses.iter().map(clause).collect();
        parts.extend(query.excluded.iter().map(|excluded| format!("-{}", clause(excluded))));
        if query.is_cut {
            parts.push("…".to_owned());
        }
        parts.join(" ")
    }

    #[test]
    fn queries_are_read() {
        for (typed, expected) in [
            ("اتفاق الماء", "اتفاق الماء"),
            ("«وقف إطلاق النار» غزة", "[وقف اطلاق النار] غزه"),
            ("\"وقف إطلاق", "[وقف اطلاق]"),
            ("ماء -سد", "ماء -سد"),
            ("ماء -\"سد الوادي\"", "ماء -[سد الوادي]"),
            ("90+4", "[90 4]"),
            ("F-16", "[f 16]"),
            ("الكاتب:سلمى ماء", "Writer=سلمي ماء"),
            ("الكاتب: \"سلمى بن عيسى\"", "Writer=[سلمي بن عيسي]"),
            ("section:sports derby", "Section=sports derby"),
            ("قال: ماء", "قال ماء"),
            ("ماء ماء", "ماء"),
            ("*** ((( [[[ \u{202e}", ""),
            ("\"\"\"\"\"", ""),
            ("-", ""),
            ("الكاتب:", ""),
            ("ماء-سد", "[ماء سد]"),
        ] {
            assert_eq!(read(typed), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut_and_said() {
        let words = (1..=25).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        assert!(read(&words).ends_with("20 …"));
        assert!(read(&"ماء ".repeat(1_000)).ends_with('…'));
        assert!(!read(&format!("ماء{}", " ".repeat(1_000))).ends_with('…'));
    }

    #[test]
    fn a_query_without_words_says_so() {
        let problem = |typed: &str| Query::read(&mut Analyzer::new(), typed).problem();
        assert_eq!(problem("?!*"), Some(QueryProblem::NoWords));
        assert_eq!(problem("-ماء"), Some(QueryProblem::OnlyExclusions));
        assert_eq!(problem("ماء"), None);
    }

    proptest! {
        #[test]
        fn any_query_is_read(typed in "\\PC{0,400}|[ابتث \"«»:*(\\-0-9]{0,400}") {
            let query = Query::read(&mut Analyzer::new(), &typed);
            let terms: usize = query.clauses.iter().chain(&query.excluded).map(|clause| clause.words.len()).sum();
            prop_assert!(terms <= TERMS_MAX);
            prop_assert!(query.clauses.iter().chain(&query.excluded).all(|clause| !clause.words.is_empty()));
        }
    }
}
