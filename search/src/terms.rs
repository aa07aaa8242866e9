//! How analyzed words reach the index: as one text, which a tokenizer of the index takes apart again. The library
//! would keep a list of tokens as JSON until it indexes them, which takes longer than everything else.

use arabic::analyzer::Token as Word;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name of the tokenizer in the schema.
pub(crate) const TOKENIZER: &str = "terms";

/// Words between the last word of a text and the first of the next, so that no phrase reaches from one to the other.
const GAP: usize = 8;

// Terms consist of letters and digits.

/// After a term whose next one is of the same word.
const SAME_WORD: u8 = b'|';
/// After a word.
const NEXT_WORD: u8 = b' ';
/// After a text.
const NEXT_TEXT: u8 = b'\n';

/// The terms of a field.
pub(crate) struct Terms(String);

impl Terms {
    /// The words of texts as exact forms.
    pub fn exact<'a>(texts: impl IntoIterator<Item = &'a Vec<Word>>) -> Self {
        Self::of(texts, |word| std::slice::from_ref(&word.exact))
    }

    /// The words of texts as stems. The stems of one word share its position.
    pub fn stems<'a>(texts: impl IntoIterator<Item = &'a Vec<Word>>) -> Self {
        Self::of(texts, |word| &word.stems)
    }

    fn of<'a>(texts: impl IntoIterator<Item = &'a Vec<Word>>, terms_of: fn(&Word) -> &[String]) -> Self {
        let mut all = String::new();
        for words in texts {
            for word in words {
                for (at, term) in terms_of(word).iter().enumerate() {
                    if at > 0 {
                        all.push(char::from(SAME_WORD));
                    }
                    all.push_str(term);
                }
                all.push(char::from(NEXT_WORD));
            }
            all.push(char::from(NEXT_TEXT));
        }
        Self(all)
    }

    /// The text for [`TermTokenizer`], if there is any word.
    pub fn text(&self) -> Option<&str> {
        Some(self.0.as_str()).filter(|text| text.contains(char::from(NEXT_WORD)))
    }
}

/// Takes apart what [`Terms`] put together.
#[derive(Clone)]
pub(crate) struct TermTokenizer;

pub(crate) struct TermStream<'a> {
    rest: &'a str,
    position: usize,
    token: Token,
}

impl Tokenizer for TermTokenizer {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        TermStream { rest: text, position: 0, token: Token::default() }
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(length) = self.rest.bytes().position(|byte| matches!(byte, SAME_WORD | NEXT_WORD | NEXT_TEXT)) {
            let (term, after) = self.rest.split_at(length);
            let mark = after.as_bytes().first().copied().unwrap_or(NEXT_TEXT);
            self.rest = after.get(1..).unwrap_or_default();
            let position = self.position;
            self.position += match mark {
                SAME_WORD => 0,
                NEXT_WORD => 1,
                _ => GAP,
            };
            if !term.is_empty() {
                self.token.position = position;
                self.token.text.clear();
                self.token.text.push_str(term);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use arabic::Language;
    use arabic::analyzer::Analyzer;
    use proptest::prelude::*;

    use super::*;

    fn taken_apart(terms: &Terms) -> Vec<(usize, String)> {
        let mut tokenizer = TermTokenizer;
        let mut stream = tokenizer.token_stream(terms.text().unwrap_or_default());
        let mut tokens = Vec::new();
        while let Some(token) = stream.next() {
            tokens.push((token.position, token.text.clone()));
        }
        tokens
    }

    proptest! {
        #[test]
        fn what_is_put_together_is_taken_apart(texts in prop::collection::vec("[ابةعمل a-z0-9|.\n«é]{0,40}|\\PC{0,20}", 0..5)) {
            let mut analyzer = Analyzer::new();
            let texts: Vec<Vec<Word>> = texts.iter().map(|text| analyzer.tokens(text, Language::Arabic)).collect();
            let (mut expected_exact, mut expected_stems) = (Vec::new(), Vec::new());
            let mut position = 0;
            for words in &texts {
                for word in words {
                    expected_exact.push((position, word.exact.clone()));
                    expected_stems.extend(word.stems.iter().map(|stem| (position, stem.clone())));
                    position += 1;
                }
                position += GAP;
            }
            prop_assert_eq!(taken_apart(&Terms::exact(&texts)), expected_exact);
            prop_assert_eq!(taken_apart(&Terms::stems(&texts)), expected_stems);
        }
    }
}
