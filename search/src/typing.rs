//! A query while it is typed: its last word may be the beginning of a longer one.

use arabic::analyzer::{Analyzer, Token};

use crate::Result;
use crate::index::Index;
use crate::query::Query;

/// Letters that a last word must have before it is continued.
const LETTERS_MIN: usize = 2;
/// Words with which the last one is continued.
const FORMS: usize = 24;

/// A query while it is typed.
#[derive(Debug, Clone, Default)]
pub struct Typing {
    query: Query,
    last: Option<Token>,
}

/// A query whose last word also stands for the words that begin with it.
#[derive(Debug, Clone)]
pub struct Continued {
    /// The query.
    pub query: Query,
    /// The words that begin with the last one, in exact form, those in the most stories first.
    pub forms: Vec<String>,
}

impl Typing {
    /// Reads what was typed so far. Nothing is continued after a space or a mark.
    pub fn read(typed: &str) -> Self {
        let mut analyzer = Analyzer::new();
        let query = Query::read(&mut analyzer, typed);
        let last = analyzer
            .query(typed)
            .pop()
            .filter(|last| last.range.end == typed.len() && last.exact.chars().count() >= LETTERS_MIN && !query.is_cut);
        Self { query, last }
    }

    /// The query as it stands.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The last word, if it may be the beginning of a longer one. Its range is that in the text typed.
    pub fn last(&self) -> Option<&Token> {
        self.last.as_ref()
    }

    /// The query with the words of `index` that begin with its last word.
    ///
    /// # Errors
    /// [`crate::Error::Unusable`] if the index cannot be read.
    pub fn continued(&self, index: &Index) -> Result<Continued> {
        let mut query = self.query.clone();
        let Some(last) = &self.last else { return Ok(Continued { query, forms: Vec::new() }) };
        let forms = index.completions(&last.exact, FORMS)?;
        let mut analyzer = Analyzer::new();
        let stems = forms.iter().flat_map(|form| analyzer.query(form)).flat_map(|token| token.stems);
        let stems: Vec<String> = stems.collect();
        let words = query.clauses.iter_mut().flat_map(|clause| &mut clause.words);
        for word in words.filter(|word| word.exact == last.exact) {
            word.stems.extend(stems.iter().cloned());
            word.stems.sort_unstable();
            word.stems.dedup();
        }
        Ok(Continued { query, forms })
    }
}
