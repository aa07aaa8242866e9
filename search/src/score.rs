//! How well a story fits a query.
//!
//! A score is a sum of addends, most of which a story does not have. Few stories are among the best, and most can be
//! told early to be none of them: after each addend, what the remaining ones can add at most is known (the idea of
//! MaxScore: Turtle and Flood, 1995). So the sum of most stories is never finished.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::query::{Bm25StatisticsProvider, Bm25Weight, EnableScoring, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader};

use crate::ranking::{self, Addend};

/// Sums are added up in an order that differs from that of their bounds. This much of a bound is rounding.
const ROUNDING: f32 = 1.0 + 1e-5;

/// The addends of a query with their weights in the whole index.
pub(crate) struct Scoring(Vec<Weighed>);

/// An addend with its weight.
struct Weighed {
    /// What it can add at most.
    most: f32,
    addend: WeighedAddend,
}

enum WeighedAddend {
    /// A term: its field, and where it stands in each segment.
    Term {
        field: Field,
        weight: Bm25Weight,
        infos: Vec<Option<TermInfo>>,
    },
    Phrase {
        weight: f32,
        search: Box<dyn Weight>,
    },
}

impl Scoring {
    /// Weighs addends by how rare they are in the whole index. Those that no story has are left out.
    pub fn new(searcher: &Searcher, addends: Vec<Addend>) -> tantivy::Result<Self> {
        let stories = searcher.total_num_docs()?;
        let mut lengths: Vec<(Field, f32)> = Vec::new();
        let mut weighed: Vec<(u64, Weighed)> = Vec::with_capacity(addends.len());
        for addend in addends {
            let [term] = addend.terms.as_slice() else {
                let weight = addend.weight;
                let most = Bm25Weight::for_terms(searcher, &addend.terms)?.boost_by(weight).max_score();
                let search = ranking::phrase(addend.terms).weight(EnableScoring::enabled_from_searcher(searcher))?;
                weighed.push((u64::MAX, Weighed { most, addend: WeighedAddend::Phrase { weight, search } }));
                continue;
            };
            let field = term.field();
            let info = |segment: &SegmentReader| Ok(segment.inverted_index(field)?.get_term_info(term)?);
            let infos: Vec<Option<TermInfo>> =
                searcher.segment_readers().iter().map(info).collect::<tantivy::Result<_>>()?;
            let found = infos.iter().flatten().map(|info| u64::from(info.doc_freq)).sum();
            if found == 0 {
                continue;
            }
            let length = match lengths.iter().find(|(known, _)| *known == field) {
                Some((_, length)) => *length,
                None => {
                    #[allow(clippy::cast_precision_loss, reason = "an average")]
                    let length = searcher.total_num_tokens(field)? as f32 / stories as f32;
                    lengths.push((field, length));
                    length
                }
            };
            let weight = Bm25Weight::for_one_term_without_explain(found, stories, length).boost_by(addend.weight);
            let most = weight.max_score();
            weighed.push((found, Weighed { most, addend: WeighedAddend::Term { field, weight, infos } }));
        }
        // Rare ones first: they cost least, and add most. Phrases last: they cost most.
        weighed.sort_by_key(|(found, _)| *found);
        Ok(Self(weighed.into_iter().map(|(_, weighed)| weighed).collect()))
    }

    /// The scores in the segment with this number.
    pub fn of_segment(&self, searcher: &Searcher, number: usize) -> tantivy::Result<SegmentScores> {
        let mut parts = Vec::with_capacity(self.0.len());
        let Some(segment) = searcher.segment_readers().get(number) else {
            return Ok(SegmentScores { parts, most: 0.0 });
        };
        for weighed in &self.0 {
            if let Some(found) = weighed.addend.open(segment, number)? {
                parts.push(Part { found, rest: 0.0, most: weighed.most });
            }
        }
        let mut rest = 0.0;
        for part in parts.iter_mut().rev() {
            part.rest = rest;
            rest += part.most;
        }
        Ok(SegmentScores { parts, most: rest })
    }
}

impl WeighedAddend {
    /// Where it is found in the segment with this number.
    fn open(&self, segment: &SegmentReader, number: usize) -> tantivy::Result<Option<Found>> {
        match self {
            Self::Phrase { weight, search } => Ok(Some(Found::Phrase(search.scorer(segment, *weight)?))),
            Self::Term { field, weight, infos } => {
                let Some(Some(info)) = infos.get(number) else { return Ok(None) };
                let index = segment.inverted_index(*field)?;
                let postings = Box::new(index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?);
                let lengths = segment.get_fieldnorms_reader(*field)?;
                Ok(Some(Found::Term { postings, lengths, weight: weight.clone() }))
            }
        }
    }
}

/// The scores of one segment's stories.
pub(crate) struct SegmentScores {
    parts: Vec<Part>,
    /// The highest sum that a story can have.
    most: f32,
}

struct Part {
    found: Found,
    /// What it can add at most.
    most: f32,
    /// What all after it can add at most.
    rest: f32,
}

impl SegmentScores {
    /// The sum of `document`, or `None` if the sum is below `least`. Documents must come in ascending order.
    pub fn sum(&mut self, document: DocId, least: f32) -> Option<f32> {
        let least = least / ROUNDING;
        if self.most < least {
            return None;
        }
        let mut sum = 0.0;
        for part in &mut self.parts {
            sum += part.found.score(document);
            if sum + part.rest < least {
                return None;
            }
        }
        Some(sum)
    }
}

/// Where an addend is found in a segment.
enum Found {
    Term { postings: Box<SegmentPostings>, lengths: FieldNormReader, weight: Bm25Weight },
    Phrase(Box<dyn Scorer>),
}

impl Found {
    fn score(&mut self, document: DocId) -> f32 {
        match self {
            Self::Term { postings, lengths, weight } => {
                if is_at(postings.as_mut(), document) {
                    weight.score(lengths.fieldnorm_id(document), postings.term_freq())
                } else {
                    0.0
                }
            }
            Self::Phrase(scorer) => {
                if is_at(scorer.as_mut(), document) {
                    scorer.score()
                } else {
                    0.0
                }
            }
        }
    }
}

fn is_at(found: &mut (impl DocSet + ?Sized), document: DocId) -> bool {
    let here = found.doc();
    here == document || (here < document && found.seek(document) == document)
}
