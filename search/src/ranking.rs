//! How a query becomes a search of the index, and what ranks first.
//!
//! Whether a story is found is decided by the stems of all its texts. Its score is BM25 (Robertson and Zaragoza, 2009)
//! over several fields: exact forms count more than stems, and kicker, headline and deck more than the text. Newer
//! stories rank above older ones that say as much.

use tantivy::Term;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query as Search, RangeQuery, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::query::{Clause, FieldWord, Filters, Query};
use crate::schema::Fields;

// Weights, in addition to that of a stem in any text, which counts 1.

/// Weight of an exact form in any text.
const EXACT: f32 = 0.6;
/// Weight of a stem in kicker, headline or deck.
const HEAD_STEM: f32 = 2.0;
/// Weight of an exact form in kicker, headline or deck.
const HEAD_EXACT: f32 = 1.2;
/// Weight of a topic's name.
const TOPIC: f32 = 1.0;
/// Weight of a name in the byline.
const BYLINE: f32 = 1.0;
/// How much more a story of today counts than a very old one.
const FRESHNESS: f32 = 0.35;
/// Days after which half of the freshness is gone.
const FRESH_DAYS: f32 = 60.0;
const MICROSECONDS_A_DAY: f32 = 86_400_000_000.0;

/// The factor by which a story's score counts at `now` (microseconds since 1970).
pub(crate) fn freshness(at: i64, now: i64) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "an hour more or less does not matter")]
    let days = now.saturating_sub(at).max(0) as f32 / MICROSECONDS_A_DAY;
    1.0 + FRESHNESS * FRESH_DAYS / (FRESH_DAYS + days)
}

/// How many plain words of a query a story may lack if no story has all: one, and of five or more two. Phrases and
/// words with a field are never left out.
pub(crate) fn dispensable(query: &Query) -> usize {
    let plain = query.clauses.iter().filter(|clause| is_plain(clause)).count();
    match plain {
        0 | 1 => 0,
        2..=4 => 1,
        _ => 2,
    }
}

fn is_plain(clause: &Clause) -> bool {
    clause.field.is_none() && !clause.is_phrase
}

/// The stories that a query with at least one clause finds, without scores. A story may lack `missing` of its plain
/// words.
pub(crate) fn matching(fields: &Fields, query: &Query, filters: &Filters, missing: usize) -> BooleanQuery {
    let mut parts: Vec<(Occur, Box<dyn Search>)> = Vec::new();
    let mut plain: Vec<Box<dyn Search>> = Vec::new();
    for clause in &query.clauses {
        if missing > 0 && is_plain(clause) {
            plain.push(must(fields, clause));
        } else {
            parts.push((Occur::Must, must(fields, clause)));
        }
    }
    if !plain.is_empty() {
        let required = plain.len().saturating_sub(missing).max(1);
        let plain = plain.into_iter().map(|part| (Occur::Should, part)).collect();
        parts.push((Occur::Must, Box::new(BooleanQuery::with_minimum_required_clauses(plain, required))));
    }
    for clause in &query.excluded {
        parts.push((Occur::MustNot, must(fields, clause)));
    }
    parts.extend(limits(fields, filters).into_iter().map(|part| (Occur::Must, part)));
    BooleanQuery::new(parts)
}

/// What a story must contain.
fn must(fields: &Fields, clause: &Clause) -> Box<dyn Search> {
    let stems_in = |field: Field| joined(Occur::Must, clause.words.iter().map(|word| any(field, &word.stems)));
    match clause.field {
        None if clause.is_phrase => phrase(exact_terms(fields, clause)),
        None => stems_in(fields.stems),
        Some(word) => stems_in(field_of(fields, word)),
    }
}

fn field_of(fields: &Fields, word: FieldWord) -> Field {
    match word {
        FieldWord::Writer => fields.byline,
        FieldWord::Section => fields.section_name,
        FieldWord::Topic => fields.topic_name,
        FieldWord::Headline => fields.head_stems,
    }
}

/// One addend of a story's score: the BM25 of a term or phrase, times a weight.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Addend {
    /// One term, or those of a phrase; all of one field.
    pub terms: Vec<Term>,
    /// Its weight.
    pub weight: f32,
}

/// The addends of the scores of `query`. A story need not have all.
pub(crate) fn addends(fields: &Fields, query: &Query) -> Vec<Addend> {
    let mut addends: Vec<Addend> = Vec::new();
    let mut add = |terms: Vec<Term>, weight: f32| match addends.iter_mut().find(|known| known.terms == terms) {
        Some(known) => known.weight += weight,
        None => addends.push(Addend { terms, weight }),
    };
    for clause in &query.clauses {
        if clause.is_phrase && clause.field.is_none() {
            add(exact_terms(fields, clause), 1.0);
        }
        for word in &clause.words {
            let of_stems = |field: Field, weight: f32| {
                word.stems.iter().map(move |stem| (Term::from_field_text(field, stem), weight))
            };
            if let Some(named) = clause.field {
                of_stems(field_of(fields, named), 1.0).for_each(|(term, weight)| add(vec![term], weight));
                continue;
            }
            if !clause.is_phrase {
                of_stems(fields.stems, 1.0).for_each(|(term, weight)| add(vec![term], weight));
            }
            add(vec![Term::from_field_text(fields.exact, &word.exact)], EXACT);
            add(vec![Term::from_field_text(fields.head_exact, &word.exact)], HEAD_EXACT);
            let in_parts = of_stems(fields.head_stems, HEAD_STEM)
                .chain(of_stems(fields.topic_name, TOPIC))
                .chain(of_stems(fields.byline, BYLINE));
            in_parts.for_each(|(term, weight)| add(vec![term], weight));
        }
    }
    addends
}

fn exact_terms(fields: &Fields, clause: &Clause) -> Vec<Term> {
    clause.words.iter().map(|word| Term::from_field_text(fields.exact, &word.exact)).collect()
}

/// Any of the terms.
fn any(field: Field, terms: &[String]) -> Box<dyn Search> {
    let terms = terms.iter().map(|term| Term::from_field_text(field, term));
    joined(
        Occur::Should,
        terms.map(|term| -> Box<dyn Search> { Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) }),
    )
}

/// The only part, or several joined.
fn joined(occur: Occur, parts: impl Iterator<Item = Box<dyn Search>>) -> Box<dyn Search> {
    let parts: Vec<(Occur, Box<dyn Search>)> = parts.map(|part| (occur, part)).collect();
    match <[_; 1]>::try_from(parts) {
        Ok([(_, only)]) => only,
        Err(several) => Box::new(BooleanQuery::new(several)),
    }
}

/// A phrase of these words, or the only word.
pub(crate) fn phrase(terms: Vec<Term>) -> Box<dyn Search> {
    match <[Term; 1]>::try_from(terms) {
        Ok([only]) => Box::new(TermQuery::new(only, IndexRecordOption::WithFreqs)),
        Err(several) => Box::new(PhraseQuery::new(several)),
    }
}

/// The filters.
fn limits(fields: &Fields, filters: &Filters) -> Vec<Box<dyn Search>> {
    let one_of = |field: Field, values: &[u64]| -> Option<Box<dyn Search>> {
        let terms = values.iter().map(|value| Term::from_field_u64(field, *value));
        if values.is_empty() { None } else { Some(Box::new(TermSetQuery::new(terms))) }
    };
    let languages: Vec<u64> = filters.languages.iter().map(|language| language_number(*language)).collect();
    let mut parts: Vec<Box<dyn Search>> = [
        one_of(fields.section, &filters.sections),
        one_of(fields.topic, &filters.topics),
        one_of(fields.writer, &filters.writers),
        one_of(fields.year, &filters.years),
        one_of(fields.language, &languages),
        one_of(fields.id, &filters.ids),
    ]
    .into_iter()
    .flatten()
    .collect();
    if filters.from.is_some() || filters.until.is_some() {
        use std::ops::Bound::{Excluded, Included, Unbounded};
        let term = |at: i64| Term::from_field_i64(fields.at, at);
        let from = filters.from.map_or(Unbounded, |at| Included(term(at)));
        let until = filters.until.map_or(Unbounded, |at| Excluded(term(at)));
        parts.push(Box::new(RangeQuery::new(from, until)));
    }
    parts
}

/// The number by which a language is indexed.
pub(crate) fn language_number(language: arabic::Language) -> u64 {
    arabic::Language::ALL.iter().position(|one| *one == language).map_or(0, |at| at as u64)
}
