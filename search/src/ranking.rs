//! How a query becomes a search of the index, and what ranks first.
//!
//! Whether a story is found is decided by the stems of all its texts. Its score is BM25 (Robertson and Zaragoza, 2009)
//! over several fields: exact forms count more than stems, and kicker, headline and deck more than the text. Newer
//! stories rank above older ones that say as much.

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query as Search, RangeQuery, TermQuery, TermSetQuery,
};
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

/// The search for a query that has at least one clause. A story may lack `missing` of its plain words.
pub(crate) fn search(fields: &Fields, query: &Query, filters: &Filters, missing: usize) -> BooleanQuery {
    let mut parts: Vec<(Occur, Box<dyn Search>)> = Vec::new();
    let mut plain: Vec<Box<dyn Search>> = Vec::new();
    for clause in &query.clauses {
        if missing > 0 && is_plain(clause) {
            plain.push(must(fields, clause));
        } else {
            parts.push((Occur::Must, must(fields, clause)));
        }
        if clause.field.is_none() {
            parts.extend(should(fields, clause).into_iter().map(|part| (Occur::Should, part)));
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

/// The stories of `search` that come after `place` (a date and an id) in the order of dates.
pub(crate) fn beyond(fields: &Fields, search: BooleanQuery, (at, id): (i64, u64), newest_first: bool) -> BooleanQuery {
    use std::ops::Bound::{Excluded, Included, Unbounded};
    let range = |beyond: Term| -> Box<dyn Search> {
        let bounds = if newest_first { (Unbounded, Excluded(beyond)) } else { (Excluded(beyond), Unbounded) };
        unscored(Box::new(RangeQuery::new(bounds.0, bounds.1)))
    };
    let at = Term::from_field_i64(fields.at, at);
    let same: Box<dyn Search> = Box::new(RangeQuery::new(Included(at.clone()), Included(at.clone())));
    let later = [same, range(Term::from_field_u64(fields.id, id))];
    let places = [range(at), joined(Occur::Must, later.into_iter())];
    BooleanQuery::new(vec![
        (Occur::Must, Box::new(search) as Box<dyn Search>),
        (Occur::Must, joined(Occur::Should, places.into_iter())),
    ])
}

/// What a story must contain.
fn must(fields: &Fields, clause: &Clause) -> Box<dyn Search> {
    let stems_of = |field: Field| -> Box<dyn Search> {
        joined(Occur::Must, clause.words.iter().map(|word| any(field, &word.stems)))
    };
    match clause.field {
        None if clause.is_phrase => phrase(fields.exact, clause),
        None => stems_of(fields.stems),
        Some(FieldWord::Writer) => stems_of(fields.byline),
        Some(FieldWord::Section) => stems_of(fields.section_name),
        Some(FieldWord::Topic) => stems_of(fields.topic_name),
        Some(FieldWord::Headline) => stems_of(fields.head_stems),
    }
}

/// What ranks a story higher.
fn should(fields: &Fields, clause: &Clause) -> Vec<Box<dyn Search>> {
    let weighted = |field: Field, terms: &[String], weight: f32| -> Box<dyn Search> {
        Box::new(BoostQuery::new(any(field, terms), weight))
    };
    let parts = clause.words.iter().flat_map(|word| {
        let exact = std::slice::from_ref(&word.exact);
        [
            weighted(fields.exact, exact, EXACT),
            weighted(fields.head_stems, &word.stems, HEAD_STEM),
            weighted(fields.head_exact, exact, HEAD_EXACT),
            weighted(fields.topic_name, &word.stems, TOPIC),
            weighted(fields.byline, &word.stems, BYLINE),
        ]
    });
    parts.collect()
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

fn phrase(field: Field, clause: &Clause) -> Box<dyn Search> {
    let terms: Vec<Term> = clause.words.iter().map(|word| Term::from_field_text(field, &word.exact)).collect();
    match <[Term; 1]>::try_from(terms) {
        Ok([only]) => Box::new(TermQuery::new(only, IndexRecordOption::WithFreqs)),
        Err(several) => Box::new(PhraseQuery::new(several)),
    }
}

/// The filters, without a score.
fn limits(fields: &Fields, filters: &Filters) -> Vec<Box<dyn Search>> {
    let one_of = |field: Field, values: &[u64]| -> Option<Box<dyn Search>> {
        let terms = values.iter().map(|value| Term::from_field_u64(field, *value));
        (!values.is_empty()).then(|| unscored(Box::new(TermSetQuery::new(terms))))
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
        parts.push(unscored(Box::new(RangeQuery::new(from, until))));
    }
    parts
}

fn unscored(search: Box<dyn Search>) -> Box<dyn Search> {
    Box::new(ConstScoreQuery::new(search, 0.0))
}

/// The number by which a language is indexed.
pub(crate) fn language_number(language: arabic::Language) -> u64 {
    arabic::Language::ALL.iter().position(|one| *one == language).map_or(0, |at| at as u64)
}
