//! Counts of the stories found by section, topic, writer, thread, year and language.

use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::schema::columns;

/// Values up to this number are counted in a table instead of a map.
const TABLE: usize = 4_096;

/// Counts every story found.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facets;

/// How many stories of a result have each value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FacetCounts {
    /// All stories found.
    pub total: u64,
    /// By section, the most frequent first.
    pub sections: Vec<(u64, u64)>,
    /// By topic, the most frequent first.
    pub topics: Vec<(u64, u64)>,
    /// By writer, the most frequent first.
    pub writers: Vec<(u64, u64)>,
    /// By thread, the most frequent first.
    pub threads: Vec<(u64, u64)>,
    /// By year, the most frequent first.
    pub years: Vec<(u64, u64)>,
    /// By language, the most frequent first; an index in [`arabic::Language::ALL`].
    pub languages: Vec<(u64, u64)>,
}

/// Counts of one column.
#[derive(Debug, Default)]
pub struct Counts {
    table: Vec<u32>,
    others: HashMap<u64, u32>,
}

impl Counts {
    fn add(&mut self, value: u64, count: u32) {
        match usize::try_from(value) {
            Ok(at) if at < TABLE => {
                if self.table.len() <= at {
                    self.table.resize(at + 1, 0);
                }
                if let Some(known) = self.table.get_mut(at) {
                    *known += count;
                }
            }
            _ => *self.others.entry(value).or_default() += count,
        }
    }

    fn values(&self) -> impl Iterator<Item = (u64, u32)> {
        let table = self.table.iter().enumerate().map(|(value, count)| (value as u64, *count));
        table.filter(|(_, count)| *count > 0).chain(self.others.iter().map(|(value, count)| (*value, *count)))
    }

    fn sorted(&self) -> Vec<(u64, u64)> {
        let mut sorted: Vec<(u64, u64)> = self.values().map(|(value, count)| (value, u64::from(count))).collect();
        sorted.sort_unstable_by(|(one, a), (other, b)| b.cmp(a).then(one.cmp(other)));
        sorted
    }
}

/// The columns that are counted, in the order of [`FacetCounts`].
const COLUMNS: [&str; 6] =
    [columns::SECTION, columns::TOPIC, columns::WRITER, columns::THREAD, columns::YEAR, columns::LANGUAGE];

/// Counts one segment.
#[derive(Debug)]
pub struct SegmentFacets {
    total: u64,
    columns: [Column<u64>; 6],
    counts: [Counts; 6],
}

impl Collector for Facets {
    type Fruit = FacetCounts;
    type Child = SegmentFacets;

    fn for_segment(&self, _ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentFacets> {
        let fast = segment.fast_fields();
        let [section, topic, writer, thread, year, language] = COLUMNS.map(|name| fast.u64(name));
        Ok(SegmentFacets {
            total: 0,
            columns: [section?, topic?, writer?, thread?, year?, language?],
            counts: Default::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<(u64, [Counts; 6])>) -> tantivy::Result<FacetCounts> {
        let mut total = 0;
        let mut merged: [Counts; 6] = Default::default();
        for (found, counts) in &segments {
            total += found;
            for (merged, counts) in merged.iter_mut().zip(counts) {
                for (value, count) in counts.values() {
                    merged.add(value, count);
                }
            }
        }
        let [sections, topics, writers, threads, years, languages] = merged.map(|counts| counts.sorted());
        Ok(FacetCounts { total, sections, topics, writers, threads, years, languages })
    }
}

impl SegmentCollector for SegmentFacets {
    type Fruit = (u64, [Counts; 6]);

    fn collect(&mut self, doc: DocId, _score: Score) {
        self.total += 1;
        for (column, counts) in self.columns.iter().zip(&mut self.counts) {
            for value in column.values_for_doc(doc) {
                counts.add(value, 1);
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        (self.total, self.counts)
    }
}
