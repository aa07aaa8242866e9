//! One walk over all stories that a query finds: it counts them for the facets, and keeps those of a page.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::query::{EnableScoring, Query as Search};
use tantivy::schema::IndexRecordOption;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Searcher, SegmentReader, Term};

use crate::columns::{MINUTE, OpenColumns, SegmentColumns};
use crate::facets::{FacetCounter, FacetCounts};
use crate::index::{Hit, Ranked};
use crate::ranking::{Addend, freshness};
use crate::schema::Fields;
use crate::score::{Scoring, SegmentScores};

/// Where a story stands among the results: the higher, the nearer to the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// The bits of its score, or its date.
    rank: i64,
    id: u64,
}

/// Counts the stories that `matching` finds, and gives the first `limit` of those in `order`.
pub(crate) fn walk(
    searcher: &Searcher,
    open: &OpenColumns,
    fields: &Fields,
    matching: &dyn Search,
    addends: Vec<Addend>,
    order: Ranked,
    limit: usize,
) -> tantivy::Result<(Vec<Hit>, FacetCounts)> {
    let weight = matching.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let columns = open.of(searcher)?;
    let ranking = Ranking::new(searcher, &columns, fields, addends, order)?;
    let mut best = Best { places: BinaryHeap::with_capacity(limit + 1), limit, beyond: ranking.beyond };
    let mut facets = FacetCounter::default();
    let mut block = [0; COLLECT_BLOCK_BUFFER_LEN];
    for (number, (segment, columns)) in searcher.segment_readers().iter().zip(&columns).enumerate() {
        let mut found = weight.scorer(segment, 1.0)?;
        let mut ranks = ranking.of_segment(searcher, number, columns)?;
        loop {
            let filled = found.fill_buffer(&mut block);
            let length = keep_alive(segment, block.get_mut(..filled).unwrap_or_default());
            let documents = block.get(..length).unwrap_or_default();
            facets.add(&columns.facets, documents);
            if limit > 0 {
                documents.iter().for_each(|document| best.add(&mut ranks, *document));
            }
            if filled < block.len() {
                break;
            }
        }
    }
    Ok((ranking.hits(best), facets.finish()))
}

/// Moves the stories that were not removed to the front; gives their number.
fn keep_alive(segment: &SegmentReader, documents: &mut [DocId]) -> usize {
    let Some(alive) = segment.alive_bitset() else { return documents.len() };
    let mut length = 0;
    for at in 0..documents.len() {
        if documents.get(at).is_some_and(|document| alive.is_alive(*document)) {
            documents.swap(length, at);
            length += 1;
        }
    }
    length
}

/// The first places.
struct Best {
    /// The last of them on top.
    places: BinaryHeap<Reverse<Place>>,
    limit: usize,
    /// Only places after this one count.
    beyond: Option<Place>,
}

impl Best {
    /// The rank below which a story is not among the first.
    fn least(&self) -> i64 {
        match self.places.peek() {
            Some(Reverse(last)) if self.places.len() >= self.limit => last.rank,
            _ => i64::MIN,
        }
    }

    fn add(&mut self, ranks: &mut SegmentRanks<'_>, document: DocId) {
        let least = self.least();
        let Some(rank) = ranks.rank(document, least).filter(|rank| *rank >= least) else { return };
        let place = Place { rank, id: ranks.id(document) };
        if self.beyond.is_some_and(|beyond| place >= beyond) {
            return;
        }
        self.places.push(Reverse(place));
        if self.places.len() > self.limit {
            self.places.pop();
        }
    }
}

/// How places are found.
struct Ranking {
    order: RankedBy,
    beyond: Option<Place>,
}

enum RankedBy {
    Score { scoring: Scoring, now: i64 },
    Date { newest_first: bool },
}

impl Ranking {
    fn new(
        searcher: &Searcher,
        columns: &[Arc<SegmentColumns>],
        fields: &Fields,
        addends: Vec<Addend>,
        order: Ranked,
    ) -> tantivy::Result<Self> {
        match order {
            Ranked::ByDate { newest_first, beyond } => Ok(Self {
                order: RankedBy::Date { newest_first },
                beyond: beyond.map(|(at, id)| by_date(at, id, newest_first)),
            }),
            Ranked::ByRelevance { now, beyond } => {
                let scoring = Scoring::new(searcher, addends)?;
                let mut ranking = Self { order: RankedBy::Score { scoring, now }, beyond: None };
                if let Some(Hit { score, id }) = beyond {
                    // Its score of now: a story that came since has changed all scores a little.
                    let rank = ranking.rank_of(searcher, columns, fields, id)?.unwrap_or_else(|| by_score(score));
                    ranking.beyond = Some(Place { rank, id });
                }
                Ok(ranking)
            }
        }
    }

    /// The rank of the story with this id, if there is one.
    fn rank_of(
        &self,
        searcher: &Searcher,
        columns: &[Arc<SegmentColumns>],
        fields: &Fields,
        id: u64,
    ) -> tantivy::Result<Option<i64>> {
        let term = Term::from_field_u64(fields.id, id);
        for (number, (segment, columns)) in searcher.segment_readers().iter().zip(columns).enumerate() {
            let index = segment.inverted_index(fields.id)?;
            let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            let mut documents = std::iter::successors(Some(postings.doc()), |_| Some(postings.advance()))
                .take_while(|document| *document != tantivy::TERMINATED);
            if let Some(document) = documents.find(|document| !segment.is_deleted(*document)) {
                return Ok(self.of_segment(searcher, number, columns)?.rank(document, i64::MIN));
            }
        }
        Ok(None)
    }

    /// The ranks in the segment with this number.
    fn of_segment<'a>(
        &self,
        searcher: &Searcher,
        number: usize,
        columns: &'a SegmentColumns,
    ) -> tantivy::Result<SegmentRanks<'a>> {
        let order = match &self.order {
            RankedBy::Score { scoring, now } => {
                SegmentRankedBy::Score { scores: scoring.of_segment(searcher, number)?, now: *now }
            }
            RankedBy::Date { newest_first } => SegmentRankedBy::Date { newest_first: *newest_first },
        };
        Ok(SegmentRanks { columns, order })
    }

    fn hits(&self, best: Best) -> Vec<Hit> {
        let hit = |Reverse(Place { rank, id }): Reverse<Place>| match self.order {
            RankedBy::Score { .. } => Hit { id, score: score_of(rank) },
            RankedBy::Date { newest_first } => Hit { id: if newest_first { id } else { !id }, score: 0.0 },
        };
        best.places.into_sorted_vec().into_iter().map(hit).collect()
    }
}

/// The ranks of one segment's stories.
struct SegmentRanks<'a> {
    columns: &'a SegmentColumns,
    order: SegmentRankedBy,
}

enum SegmentRankedBy {
    Score { scores: SegmentScores, now: i64 },
    Date { newest_first: bool },
}

impl SegmentRanks<'_> {
    /// The rank of `document`, or `None` if it is below `least`. Documents must come in ascending order.
    fn rank(&mut self, document: DocId, least: i64) -> Option<i64> {
        match &mut self.order {
            // The minute is at hand, the date has to be unpacked.
            SegmentRankedBy::Date { newest_first: true } if self.columns.minute(document) + MINUTE <= least => None,
            SegmentRankedBy::Date { newest_first } => {
                let date = self.columns.dates.first(document).unwrap_or_default();
                Some(by_date(date, 0, *newest_first).rank)
            }
            SegmentRankedBy::Score { scores, now } => {
                let freshness = freshness(self.columns.minute(document), *now);
                let sum = scores.sum(document, score_of(least) / freshness)?;
                Some(by_score(sum * freshness))
            }
        }
    }

    fn id(&self, document: DocId) -> u64 {
        let id = self.columns.ids.first(document).unwrap_or_default();
        match self.order {
            SegmentRankedBy::Date { newest_first: false } => !id,
            SegmentRankedBy::Date { newest_first: true } | SegmentRankedBy::Score { .. } => id,
        }
    }
}

/// The place of a date. The complement turns the order round.
fn by_date(at: i64, id: u64, newest_first: bool) -> Place {
    if newest_first { Place { rank: at, id } } else { Place { rank: !at, id: !id } }
}

/// The rank of a score, which is never negative: its bits have the same order.
fn by_score(score: f32) -> i64 {
    i64::from(score.max(0.0).to_bits())
}

fn score_of(rank: i64) -> f32 {
    u32::try_from(rank).map_or(0.0, f32::from_bits)
}

#[cfg(test)]
mod tests {
    use arabic::Language;
    use arabic::analyzer::Analyzer;
    use proptest::prelude::*;
    use tantivy::collector::TopDocs;
    use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur};

    use super::*;
    use crate::query::{Filters, Query};
    use crate::schema::columns;
    use crate::{Index, Page, Span, Story, ranking};

    const NOW: i64 = 1_700_000_000_000_000;
    const WORDS: [&str; 8] = ["water", "waters", "harbour", "council", "storm", "storms", "bread", "night"];
    const QUERIES: [&str; 7] = [
        "water",
        "waters storm",
        "\"harbour council\" night",
        "water -bread",
        "headline:storms",
        "bread night storm water",
        "harbour \"night\"",
    ];

    /// A text of the words at these places of [`WORDS`].
    fn text(words: &[usize]) -> String {
        words.iter().map(|at| WORDS[at % WORDS.len()]).collect::<Vec<_>>().join(" ")
    }

    /// Stories in several segments, some of them removed.
    fn index(stories: &[(Vec<usize>, Vec<usize>, i64)]) -> Index {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        let ids = 1..=stories.len() as u64;
        let story = |(id, (head, body, days)): (u64, &(Vec<usize>, Vec<usize>, i64))| Story {
            head: vec![text(head)],
            body: vec![text(body)],
            ..Story::empty(id, Language::English, NOW - days * 86_400_000_000)
        };
        let stories: Vec<Story> = ids.clone().zip(stories).map(story).collect();
        for part in stories.chunks(stories.len().div_ceil(3).max(1)) {
            writer.put(part).unwrap();
            writer.commit("").unwrap();
        }
        ids.filter(|id| id % 7 == 3).for_each(|id| writer.remove(id));
        writer.commit("").unwrap();
        index.reload().unwrap();
        index
    }

    /// The page as the library finds it: every addend of every story, and the best of all.
    fn plainly(index: &Index, query: &Query, limit: usize) -> Vec<Hit> {
        let fields = index.fields();
        let matching = ranking::matching(fields, query, &Filters::default(), 0);
        let mut parts: Vec<(Occur, Box<dyn Search>)> =
            vec![(Occur::Must, Box::new(ConstScoreQuery::new(Box::new(matching), 0.0)))];
        for addend in ranking::addends(fields, query) {
            parts.push((Occur::Should, Box::new(BoostQuery::new(ranking::phrase(addend.terms), addend.weight))));
        }
        let ranked = TopDocs::with_limit(limit).tweak_score(|segment: &SegmentReader| {
            let dates = segment.fast_fields().i64(columns::AT).unwrap();
            move |document: DocId, score: f32| score * freshness(dates.first(document).unwrap(), NOW)
        });
        let searcher = index.searcher();
        let hit = |(score, address): (f32, tantivy::DocAddress)| {
            let ids = searcher.segment_reader(address.segment_ord).fast_fields().u64(columns::ID).unwrap();
            Hit { id: ids.first(address.doc_id).unwrap(), score }
        };
        searcher.search(&BooleanQuery::new(parts), &ranked).unwrap().into_iter().map(hit).collect()
    }

    fn page(index: &Index, query: &Query, order: Ranked, limit: usize) -> Page {
        index.search(query, &Filters::default(), Span { order, limit }).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn no_better_story_is_left_out(
            stories in prop::collection::vec(
                (prop::collection::vec(0..8_usize, 0..4), prop::collection::vec(0..8_usize, 0..30), 0..400_i64),
                1..120,
            ),
            limit in 1..12_usize,
        ) {
            let index = index(&stories);
            for typed in QUERIES {
                let query = Query::read(&mut Analyzer::new(), typed);
                let relevance = |beyond| Ranked::ByRelevance { now: NOW, beyond };
                let all = page(&index, &query, relevance(None), 1_000);
                if all.is_partial {
                    continue;
                }
                let plain = plainly(&index, &query, 1_000);
                prop_assert_eq!(all.hits.len(), plain.len());
                prop_assert_eq!(all.facets.total, plain.len() as u64);
                for (one, other) in all.hits.iter().zip(&plain) {
                    prop_assert!((one.score - other.score).abs() < 1e-4, "{} {:?} {:?}", typed, one, other);
                }
                // Page by page it is the same order.
                let (mut paged, mut beyond) = (Vec::new(), None);
                loop {
                    let next = page(&index, &query, relevance(beyond), limit);
                    prop_assert_eq!(&next.facets, &all.facets);
                    paged.extend_from_slice(&next.hits);
                    beyond = next.hits.last().copied();
                    if next.hits.len() < limit {
                        break;
                    }
                }
                prop_assert_eq!(&paged, &all.hits, "{}", typed);
            }
        }
    }

    #[test]
    fn the_next_page_begins_after_the_last_story_whatever_came_between() {
        let index = index(&(0..40).map(|at| (vec![0], vec![0; at % 9], 0)).collect::<Vec<_>>());
        let query = Query::read(&mut Analyzer::new(), "water");
        let relevance = |beyond| Ranked::ByRelevance { now: NOW, beyond };
        let all = page(&index, &query, relevance(None), 1_000).hits;
        let mut writer = index.writer().unwrap();
        writer.remove(all[9].id);
        writer.commit("").unwrap();
        index.reload().unwrap();
        let rest = |after: usize| page(&index, &query, relevance(Some(all[after])), 1_000).hits;
        let ids = |hits: &[Hit]| hits.iter().map(|hit| hit.id).filter(|id| *id < 100).collect::<Vec<_>>();
        assert_eq!(ids(&rest(4)), ids(&[&all[5..9], &all[10..]].concat()));
        assert_eq!(ids(&rest(9)), ids(&all[10..]), "the old score of a story taken away says where the page begins");
        let new = |id| Story { head: vec!["water".to_owned()], ..Story::empty(id, Language::English, NOW) };
        writer.put(&(100..130).map(new).collect::<Vec<_>>()).unwrap();
        writer.commit("").unwrap();
        index.reload().unwrap();
        assert_eq!(ids(&rest(4)), ids(&[&all[5..9], &all[10..]].concat()), "new stories change all scores");
    }
}
