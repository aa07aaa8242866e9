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
        let (tokens, found) = self.find(text, language);
        pieces(text, 0..text.len(), &tokens, &found)
    }

    /// The passage of about `words` words that shows the most different words of the query, cut at words. The second
    /// value says whether text was left out before it, the third after it. `None` if there is no match.
    pub fn passage<'a>(
        &mut self,
        text: &'a str,
        language: Language,
        words: usize,
    ) -> Option<(Vec<Piece<'a>>, bool, bool)> {
        let words = words.max(1);
        let (tokens, found) = self.find(text, language);
        // Different words of the query, and all of its words, in the passage that begins at a match.
        let worth = |first: usize| {
            let from = found.get(first).map_or(0, |(at, _)| *at);
            let inside = found.iter().skip(first).take_while(|(at, _)| *at < from + words);
            let mut different: Vec<usize> = inside.map(|(_, word)| *word).collect();
            let all = different.len();
            different.sort_unstable();
            different.dedup();
            (different.len(), all)
        };
        // A passage begins a few words before its first match.
        let lead = words / 5;
        let best = (0..found.len()).max_by_key(|first| (worth(*first), std::cmp::Reverse(*first)))?;
        let (best, _) = *found.get(best)?;
        let last = tokens.len().saturating_sub(1);
        let first = best.saturating_sub(lead).min((last + 1).saturating_sub(words));
        let end = (first + words - 1).min(last);
        let start = if first == 0 { 0 } else { tokens.get(first)?.range.start };
        let stop = if end == last { text.len() } else { tokens.get(end)?.range.end };
        Some((pieces(text, start..stop, &tokens, &found), first > 0, end < last))
    }

    /// The words of `text`, and which of them match: each with the first word of the query that it matches.
    fn find(&mut self, text: &str, language: Language) -> (Vec<Token>, Vec<(usize, usize)>) {
        let tokens = self.analyzer.tokens(text, language);
        let word_of = |token: &Token| self.words.iter().position(|word| word.matches(token));
        let found = tokens.iter().enumerate().filter_map(|(at, token)| Some((at, word_of(token)?))).collect();
        (tokens, found)
    }
}

/// `text[span]`, divided at the matches that lie in it.
fn pieces<'a>(text: &'a str, span: Range<usize>, tokens: &[Token], found: &[(usize, usize)]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut done = span.start;
    let mut push = |range: Range<usize>, is_match: bool| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            pieces.push(Piece { text, is_match });
        }
    };
    let matches = found.iter().filter_map(|(at, _)| tokens.get(*at)).map(|token| &token.range);
    for range in matches.filter(|range| range.start >= span.start && range.end <= span.end) {
        push(done..range.start, false);
        push(range.clone(), true);
        done = range.end;
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
