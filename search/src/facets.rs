//! Counts of the stories found by section, topic, writer, thread, year and language.

use std::collections::HashMap;

use tantivy::DocId;
use tantivy::columnar::Column;

/// Values up to this number are counted in a table instead of a map.
const TABLE: usize = 4_096;

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

/// Counts stories, segment by segment and in blocks.
#[derive(Debug, Default)]
pub(crate) struct FacetCounter {
    total: u64,
    counts: [Counts; 6],
    block: Block,
}

/// Counts of one column.
#[derive(Debug, Default)]
struct Counts {
    table: Vec<u32>,
    others: HashMap<u64, u32>,
}

/// Room for the values of a block of stories.
#[derive(Debug, Default)]
struct Block {
    documents: Vec<DocId>,
    rows: Vec<u32>,
    values: Vec<u64>,
}

impl FacetCounter {
    /// Counts these stories of the segment with `columns`, in the order of [`FacetCounts`].
    pub fn add(&mut self, columns: &[Column<u64>; 6], documents: &[DocId]) {
        self.total += documents.len() as u64;
        for (column, counts) in columns.iter().zip(&mut self.counts) {
            counts.add(self.block.values(column, documents));
        }
    }

    /// The counts of all.
    pub fn finish(self) -> FacetCounts {
        let [sections, topics, writers, threads, years, languages] = self.counts.map(|counts| counts.sorted());
        FacetCounts { total: self.total, sections, topics, writers, threads, years, languages }
    }
}

impl Block {
    fn values(&mut self, column: &Column<u64>, documents: &[DocId]) -> &[u64] {
        self.documents.clear();
        self.rows.clear();
        column.row_ids_for_docs(documents, &mut self.documents, &mut self.rows);
        self.values.resize(self.rows.len(), 0);
        column.values.get_vals(&self.rows, &mut self.values);
        &self.values
    }
}

impl Counts {
    fn add(&mut self, values: &[u64]) {
        for value in values {
            match usize::try_from(*value) {
                Ok(at) if at < TABLE => {
                    if self.table.len() <= at {
                        self.table.resize(at + 1, 0);
                    }
                    if let Some(known) = self.table.get_mut(at) {
                        *known += 1;
                    }
                }
                _ => *self.others.entry(*value).or_default() += 1,
            }
        }
    }

    fn sorted(&self) -> Vec<(u64, u64)> {
        let table = self.table.iter().enumerate().map(|(value, count)| (value as u64, u64::from(*count)));
        let others = self.others.iter().map(|(value, count)| (*value, u64::from(*count)));
        let mut sorted: Vec<(u64, u64)> = table.filter(|(_, count)| *count > 0).chain(others).collect();
        sorted.sort_unstable_by(|(one, a), (other, b)| b.cmp(a).then(one.cmp(other)));
        sorted
    }
}
