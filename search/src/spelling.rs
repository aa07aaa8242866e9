//! Words of the index that are near a given word: what somebody probably meant, and how a word may go on.

use std::collections::HashMap;

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;

use crate::Result;
use crate::index::{Index, unusable};

/// Letters that a word must have to be corrected: below, every word resembles another one.
const LETTERS_MIN: usize = 4;
/// Letters of a word up to which one difference is allowed; longer words may have two.
const SHORT_WORD: usize = 5;
/// Letters of the longest word that is corrected. The automaton for a word grows with its length.
const LONG_WORD: usize = 24;
/// Words with the same beginning that are looked at, at most.
const COMPLETIONS_MAX: usize = 5_000;

impl Index {
    /// Whether any story has one of these stems.
    ///
    /// # Errors
    /// [`crate::Error::Unusable`] if the index cannot be read.
    pub fn has_any(&self, stems: &[String]) -> Result<bool> {
        let searcher = self.searcher();
        for stem in stems {
            if searcher.doc_freq(&Term::from_field_text(self.fields().stems, stem)).map_err(unusable)? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The word that most resembles `word`, among the exact forms of all stories: the fewest differences, then the most
    /// stories. A difference is a letter more, less, another letter, or two letters exchanged (Damerau and Levenshtein);
    /// words of four and five letters may have one, longer words two, shorter words none.
    ///
    /// # Errors
    /// [`crate::Error::Unusable`] if the index cannot be read.
    pub fn nearest(&self, word: &str) -> Result<Option<String>> {
        let letters = word.chars().count();
        if !(LETTERS_MIN..=LONG_WORD).contains(&letters) {
            return Ok(None);
        }
        let most = if letters <= SHORT_WORD { 1 } else { 2 };
        for distance in 1..=most {
            let near = self.within(word, distance)?;
            // Of words in equally many stories, always the same one.
            let best = near.into_iter().max_by(|(one, a), (other, b)| a.cmp(b).then_with(|| other.cmp(one)));
            if let Some((found, _)) = best {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The words within `distance` of `word`, and how many stories have each.
    fn within(&self, word: &str, distance: u8) -> Result<HashMap<String, u64>> {
        let field = self.fields().exact;
        let query = FuzzyTermQuery::new(Term::from_field_text(field, word), distance, true);
        let automaton = query.automaton().map_err(unusable)?;
        let mut found = HashMap::new();
        for segment in self.searcher().segment_readers() {
            let index = segment.inverted_index(field).map_err(unusable)?;
            let mut terms = index.terms().search(&automaton).into_stream().map_err(unusable)?;
            while terms.advance() {
                if let Ok(term) = std::str::from_utf8(terms.key())
                    && !term.chars().any(char::is_numeric)
                {
                    *found.entry(term.to_owned()).or_default() += u64::from(terms.value().doc_freq);
                }
            }
        }
        Ok(found)
    }

    /// Up to `limit` words that begin with `beginning`, among the exact forms of all stories, those in the most stories
    /// first. Of very many words only the first 5,000 in alphabetical order are looked at.
    ///
    /// # Errors
    /// [`crate::Error::Unusable`] if the index cannot be read.
    pub fn completions(&self, beginning: &str, limit: usize) -> Result<Vec<String>> {
        let field = self.fields().exact;
        let mut found: HashMap<String, u64> = HashMap::new();
        for segment in self.searcher().segment_readers() {
            let index = segment.inverted_index(field).map_err(unusable)?;
            let mut terms = index.terms().range().ge(beginning.as_bytes()).into_stream().map_err(unusable)?;
            let mut seen = 0;
            while seen < COMPLETIONS_MAX && terms.advance() && terms.key().starts_with(beginning.as_bytes()) {
                seen += 1;
                if let Ok(term) = std::str::from_utf8(terms.key()) {
                    *found.entry(term.to_owned()).or_default() += u64::from(terms.value().doc_freq);
                }
            }
        }
        let mut found: Vec<(String, u64)> = found.into_iter().collect();
        found.sort_unstable_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
        Ok(found.into_iter().take(limit).map(|(term, _)| term).collect())
    }
}
