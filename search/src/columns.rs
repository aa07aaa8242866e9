//! The numbers of a segment's stories, opened once and kept while searches use the segment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher, SegmentReader};

use crate::schema::columns;

/// Microseconds of a minute.
pub(crate) const MINUTE: i64 = 60_000_000;

/// The columns that a search reads.
pub(crate) struct SegmentColumns {
    /// Ids.
    pub ids: Column<u64>,
    /// Dates in microseconds since 1970.
    pub dates: Column<i64>,
    /// The columns that are counted, in the order of [`crate::FacetCounts`].
    pub facets: [Column<u64>; 6],
    /// The minute of each date since 1970, unpacked: it is read for most stories found.
    minutes: Vec<u32>,
}

const FACETS: [&str; 6] =
    [columns::SECTION, columns::TOPIC, columns::WRITER, columns::THREAD, columns::YEAR, columns::LANGUAGE];

impl SegmentColumns {
    fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        let dates = fast.i64(columns::AT)?;
        let [section, topic, writer, thread, year, language] = FACETS.map(|name| fast.u64(name));
        let minutes = (0..segment.max_doc()).map(|document| {
            let minutes = dates.first(document).unwrap_or_default().div_euclid(MINUTE);
            // What was published before 1970 is old.
            u32::try_from(minutes.max(0)).unwrap_or(u32::MAX)
        });
        Ok(Self {
            ids: fast.u64(columns::ID)?,
            minutes: minutes.collect(),
            dates,
            facets: [section?, topic?, writer?, thread?, year?, language?],
        })
    }

    /// The date of a story in microseconds since 1970, whole minutes.
    pub fn minute(&self, document: DocId) -> i64 {
        let minute = usize::try_from(document).ok().and_then(|at| self.minutes.get(at));
        minute.map_or(0, |minute| i64::from(*minute) * MINUTE)
    }
}

/// The columns of the segments in use.
#[derive(Clone, Default)]
pub(crate) struct OpenColumns(Arc<Mutex<HashMap<SegmentId, Arc<SegmentColumns>>>>);

impl OpenColumns {
    /// The columns of each segment of `searcher`. Those of segments that it does not have are closed.
    pub fn of(&self, searcher: &Searcher) -> tantivy::Result<Vec<Arc<SegmentColumns>>> {
        let known = self.lock().clone();
        let mut columns = HashMap::with_capacity(known.len());
        let mut in_order = Vec::with_capacity(searcher.segment_readers().len());
        for segment in searcher.segment_readers() {
            let id = segment.segment_id();
            let of_segment = match known.get(&id) {
                Some(open) => open.clone(),
                None => Arc::new(SegmentColumns::open(segment)?),
            };
            columns.insert(id, of_segment.clone());
            in_order.push(of_segment);
        }
        if columns.len() != known.len() || columns.keys().any(|id| !known.contains_key(id)) {
            *self.lock() = columns;
        }
        Ok(in_order)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<SegmentId, Arc<SegmentColumns>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
