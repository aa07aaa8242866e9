//! Highlights: the words of a text that a query found, and the passage of a long text that shows most of them.

use std::ops::Range;

use arabic::Language;
use arabic::analyzer::{Analyzer, Token};

use crate::query::Query;

/// Part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The text as it is written, diacritics included.
    pub text: &'a str,
    /// Whether the query found it.
    pub is_match: bool,
}

/// Finds the words of one query.
#[derive(Debug)]
pub struct Highlighter {
    words: Vec<Token>,
    analyzer: Analyzer,
}

impl Highlighter {
    /// For the words that `query` asks for.
    pub fn new(query: &Query) -> Self {
        let words = query.clauses.iter().flat_map(|clause| clause.words.iter().cloned()).collect();
        Self { words, analyzer: Analyzer::new() }
    }

    /// All of `text`, with the matches marked.
    pub fn mark<'a>(&mut self, text: &'a str, language: Language) -> Vec<Piece<'a>> {
        let matches = self.matches(text, language);
        pieces(text, 0..text.len(), &matches)
    }

    /// The passage of about `words` words that shows the most different words of the query, cut at words. The second
    /// value says whether text was left out before it, the third after it. `None` if there is no match.
    pub fn passage<'a>(
        &mut self,
        text: &'a str,
        language: Language,
        words: usize,
    ) -> Option<(Vec<Piece<'a>>, bool, bool)> {
        let tokens = self.analyzer.tokens(text, language);
        let found: Vec<(usize, usize)> = tokens
            .iter()
            .enumerate()
            .filter_map(|(at, token)| self.words.iter().position(|word| word.matches(token)).map(|word| (at, word)))
            .collect();
        let worth = |from: usize| {
            let inside = found.iter().skip_while(|(at, _)| *at < from).take_while(|(at, _)| *at < from + words);
            let mut different: Vec<usize> = inside.clone().map(|(_, word)| *word).collect();
            let all = different.len();
            different.sort_unstable();
            different.dedup();
            (different.len(), all)
        };
        // A passage begins a few words before its first match.
        let lead = words / 5;
        let best = found.iter().map(|(at, _)| *at).max_by_key(|at| (worth(*at), std::cmp::Reverse(*at)))?;
        let last = tokens.len().saturating_sub(1);
        let first = best.saturating_sub(lead).min((last + 1).saturating_sub(words));
        let end = (first + words - 1).min(last);
        let start = if first == 0 { 0 } else { tokens.get(first)?.range.start };
        let stop = if end == last { text.len() } else { tokens.get(end)?.range.end };
        let matches: Vec<Range<usize>> =
            found.iter().filter_map(|(at, _)| tokens.get(*at)).map(|token| token.range.clone()).collect();
        Some((pieces(text, start..stop, &matches), first > 0, end < last))
    }

    fn matches(&mut self, text: &str, language: Language) -> Vec<Range<usize>> {
        let tokens = self.analyzer.tokens(text, language);
        tokens
            .into_iter()
            .filter(|token| self.words.iter().any(|word| word.matches(token)))
            .map(|token| token.range)
            .collect()
    }
}

/// `text[span]`, divided at the matches that lie in it.
fn pieces<'a>(text: &'a str, span: Range<usize>, matches: &[Range<usize>]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut done = span.start;
    let mut push = |range: Range<usize>, is_match: bool| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            pieces.push(Piece { text, is_match });
        }
    };
    for found in matches.iter().filter(|found| found.start >= span.start && found.end <= span.end) {
        push(done..found.start, false);
        push(found.clone(), true);
        done = found.end;
    }
    push(done..span.end, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn highlights_change_no_letter(
            text in "\\PC{0,200}|([ابتلمنوفكسي]{1,6} ){0,60}",
            typed in "\\PC{0,20}|([ابتلمنوفكسي]{1,6} ){1,4}",
            words in 1_usize..40,
        ) {
            let query = Query::read(&mut Analyzer::new(), &typed);
            let mut highlighter = Highlighter::new(&query);
            let marked: String = highlighter.mark(&text, Language::Arabic).iter().map(|piece| piece.text).collect();
            prop_assert_eq!(&marked, &text);
            if let Some((pieces, before, after)) = highlighter.passage(&text, Language::Arabic, words) {
                let passage: String = pieces.iter().map(|piece| piece.text).collect();
                prop_assert!(text.contains(&passage));
                prop_assert!(pieces.iter().any(|piece| piece.is_match));
                prop_assert!(before || text.starts_with(&passage));
                prop_assert!(after || text.ends_with(&passage));
            }
        }
    }
}
