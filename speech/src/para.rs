//! A paragraph as units: words and marks outside quotations, each outermost quotation as one unit, each parenthesis as one.

use crate::lexicon::{Conjunction, Entry, Lexicon, sense};
use crate::quotes::{self, Quote};
use crate::tables::verbs::Verb;
use crate::text::{Kind, Text, Token};
use crate::times::{self, TimeSpan};
use arabic::Language;
use chrono::NaiveDate;

/// Words of a quotation that may be a name, at most.
pub(crate) const NAME_WORDS_MAX: usize = 4;
/// Tokens of a parenthesis, at most; a longer one is text like any other.
const PARENTHESIS_MAX: usize = 14;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    Word,
    Number,
    Mark(char),
    /// A quotation with its marks.
    Quote,
    Parenthesis,
}

/// A stretch of tokens that the rules take as one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit {
    pub kind: UnitKind,
    /// First token.
    pub from: usize,
    /// The token after the last one.
    pub end: usize,
    /// Whether a quotation has its closing mark.
    pub is_closed: bool,
}

/// A paragraph, read.
pub(crate) struct Para<'a> {
    /// Its number, or [`crate::HEADLINE`].
    pub index: i32,
    pub text: Text<'a>,
    pub units: Vec<Unit>,
    /// The first unit of each sentence.
    sentences: Vec<usize>,
    pub times: Vec<TimeSpan>,
    /// The day of the story.
    pub day: NaiveDate,
}

impl<'a> Para<'a> {
    pub fn new(index: i32, written: &'a str, day: NaiveDate, language: Language) -> Self {
        let text = Text::new(written, Lexicon::get());
        let quotes = quotes::pair(&text);
        let times = times::find(&text, day, language, &names(&text, &quotes));
        let units = units(&text, &quotes);
        let mut sentences = vec![0];
        for (at, unit) in units.iter().enumerate() {
            if matches!(unit.kind, UnitKind::Mark('.' | '!' | '?' | '؟' | '…' | '\n' | '؛' | ';')) {
                sentences.push(at + 1);
            }
        }
        Self { index, text, units, sentences, times, day }
    }

    pub fn len(&self) -> usize {
        self.units.len()
    }

    pub fn kind(&self, unit: usize) -> Option<UnitKind> {
        self.units.get(unit).map(|unit| unit.kind)
    }

    pub fn is_word(&self, unit: usize) -> bool {
        self.kind(unit) == Some(UnitKind::Word)
    }

    pub fn is_quote(&self, unit: usize) -> bool {
        self.kind(unit) == Some(UnitKind::Quote)
    }

    pub fn mark(&self, unit: usize) -> Option<char> {
        if let Some(UnitKind::Mark(mark)) = self.kind(unit) { Some(mark) } else { None }
    }

    pub fn is_comma(&self, unit: usize) -> bool {
        match self.mark(unit) {
            Some('،' | ',' | '–' | '—') => true,
            // A hyphen between words is none: «أرض- أرض».
            Some('-') => self.is_spaced(unit) && self.is_spaced(unit + 1),
            _ => false,
        }
    }

    fn is_spaced(&self, unit: usize) -> bool {
        self.units.get(unit).and_then(|unit| self.text.tokens.get(unit.from)).is_none_or(|token| token.spaced)
    }

    /// Whether nothing of the sentence is left at this unit.
    pub fn is_stop(&self, unit: usize) -> bool {
        unit >= self.units.len() || matches!(self.mark(unit), Some('.' | '!' | '?' | '؟' | '…' | '\n' | '؛' | ';'))
    }

    pub fn token(&self, unit: usize) -> Option<&Token> {
        let unit = self.units.get(unit)?;
        if unit.kind == UnitKind::Word { self.text.tokens.get(unit.from) } else { None }
    }

    fn word_token(&self, unit: usize) -> Option<usize> {
        self.units.get(unit).filter(|unit| unit.kind == UnitKind::Word).map(|unit| unit.from)
    }

    /// The key of a word, without its conjunction; empty for other units.
    pub fn word(&self, unit: usize) -> &str {
        self.word_token(unit).map_or("", |at| self.text.bare(at))
    }

    /// The key of a word without a «و» or «ف» at its beginning, known or not.
    pub fn loose(&self, unit: usize) -> &str {
        let key = self.key(unit);
        let rest = key.strip_prefix(['و', 'ف']).filter(|rest| rest.len() >= 4);
        if self.entry(unit).senses != 0 && !self.is_joined(unit) { key } else { rest.unwrap_or(key) }
    }

    /// The key of a word with all that is written together with it.
    pub fn key(&self, unit: usize) -> &str {
        self.word_token(unit).map_or("", |at| self.text.key(at))
    }

    /// The key of a word without conjunction, preposition and article.
    pub fn core(&self, unit: usize) -> &str {
        self.word_token(unit).map_or("", |at| self.text.core(at))
    }

    pub fn entry(&self, unit: usize) -> Entry {
        self.token(unit).map(|token| token.entry).unwrap_or_default()
    }

    pub fn is(&self, unit: usize, senses: u64) -> bool {
        self.entry(unit).is(senses)
    }

    pub fn verb(&self, unit: usize) -> Option<&'static Verb> {
        self.entry(unit).verb()
    }

    pub fn has_and(&self, unit: usize) -> bool {
        self.token(unit).is_some_and(|token| token.conjunction == Some(Conjunction::And))
    }

    pub fn is_joined(&self, unit: usize) -> bool {
        self.token(unit).is_some_and(|token| token.conjunction.is_some())
    }

    pub fn is_definite(&self, unit: usize) -> bool {
        self.token(unit).is_some_and(|token| token.definite)
    }

    pub fn preposition(&self, unit: usize) -> Option<char> {
        self.token(unit).and_then(|token| token.preposition)
    }

    /// «أن» and its kin.
    pub fn is_that(&self, unit: usize) -> bool {
        self.is(unit, sense::THAT)
    }

    /// Whether a mention may end here: before a comma, a stop, a colon, a quotation or «أن».
    pub fn is_boundary(&self, unit: usize) -> bool {
        self.is_stop(unit)
            || self.is_comma(unit)
            || self.mark(unit) == Some(':')
            || self.is_quote(unit)
            || self.is_that(unit)
    }

    /// The last letter of a word as written.
    pub fn last_letter(&self, unit: usize) -> Option<char> {
        self.word_token(unit).and_then(|at| self.text.last_letter(at))
    }

    /// The text of units, from one to the one before `end`.
    pub fn written(&self, from: usize, end: usize) -> &'a str {
        match self.tokens(from, end) {
            Some((from, end)) => self.text.written(from, end),
            None => "",
        }
    }

    /// The tokens of units.
    pub fn tokens(&self, from: usize, end: usize) -> Option<(usize, usize)> {
        let first = self.units.get(from)?;
        let last = self.units.get(end.checked_sub(1)?)?;
        (from < end).then_some((first.from, last.end))
    }

    /// The bytes of units.
    pub fn bytes(&self, from: usize, end: usize) -> Option<(usize, usize)> {
        let (from, end) = self.tokens(from, end)?;
        self.text.bytes(from, end)
    }

    /// The first unit of the sentence of a unit.
    pub fn sentence_start(&self, unit: usize) -> usize {
        let at = self.sentences.partition_point(|start| *start <= unit);
        at.checked_sub(1).and_then(|at| self.sentences.get(at)).copied().unwrap_or(0)
    }

    /// The stop of the sentence of a unit, or the number of units.
    pub fn sentence_end(&self, unit: usize) -> usize {
        let at = self.sentences.partition_point(|start| *start <= unit);
        self.sentences.get(at).map_or(self.units.len(), |next| next - 1)
    }

    /// Words inside a quotation.
    pub fn quoted_words(&self, unit: usize) -> usize {
        let Some(unit) = self.units.get(unit) else { return 0 };
        let tokens = self.text.tokens.get(unit.from..unit.end).unwrap_or_default();
        tokens.iter().filter(|token| token.kind == Kind::Word).take(NAME_WORDS_MAX + 8).count()
    }

    /// The tokens inside a quotation.
    pub fn inside(&self, unit: usize) -> Option<(usize, usize)> {
        let unit = self.units.get(unit).filter(|unit| unit.kind == UnitKind::Quote)?;
        let end = if unit.is_closed { unit.end - 1 } else { unit.end };
        (unit.from + 1 < end).then_some((unit.from + 1, end))
    }

    /// The time expression that covers a unit.
    pub fn time(&self, unit: usize) -> Option<&TimeSpan> {
        let from = self.units.get(unit)?.from;
        let at = self.times.partition_point(|time| time.end <= from);
        self.times.get(at).filter(|time| time.from <= from)
    }

    /// The first unit that begins at or after a token.
    pub fn unit_at(&self, token: usize) -> usize {
        self.units.partition_point(|unit| unit.from < token)
    }
}

/// Tokens inside short quotations, which name things.
fn names(text: &Text, quotes: &[Quote]) -> Vec<bool> {
    let mut names = vec![false; text.tokens.len()];
    for quote in quotes {
        if quote.is_closed && quote.close - quote.open <= NAME_WORDS_MAX {
            names[quote.open..quote.close].fill(true);
        }
    }
    names
}

fn units(text: &Text, quotes: &[Quote]) -> Vec<Unit> {
    let mut units = Vec::with_capacity(text.tokens.len());
    let mut quotes = quotes.iter().peekable();
    let mut at = 0;
    while at < text.tokens.len() {
        if let Some(quote) = quotes.next_if(|quote| quote.open == at) {
            let end = if quote.is_closed { quote.close + 1 } else { quote.close };
            units.push(Unit { kind: UnitKind::Quote, from: at, end, is_closed: quote.is_closed });
            at = end.max(at + 1);
            continue;
        }
        let next_quote = quotes.peek().map_or(text.tokens.len(), |quote| quote.open);
        let mut end = at + 1;
        let kind = match text.tokens[at].kind {
            Kind::Word => UnitKind::Word,
            Kind::Number => UnitKind::Number,
            Kind::Inner(_) => {
                // A mark inside a word or number belongs to the unit before it.
                at += 1;
                continue;
            }
            Kind::Mark('(' | '[') => match closing(text, at, next_quote) {
                Some(close) => {
                    end = close + 1;
                    UnitKind::Parenthesis
                }
                None => UnitKind::Mark('('),
            },
            Kind::Mark(mark) => UnitKind::Mark(mark),
        };
        units.push(Unit { kind, from: at, end, is_closed: true });
        at = end;
    }
    units
}

fn closing(text: &Text, open: usize, limit: usize) -> Option<usize> {
    let last = limit.min(open + PARENTHESIS_MAX);
    (open + 1..last).find(|&at| matches!(text.mark(at), Some(')' | ']')))
}
