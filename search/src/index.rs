//! The index on disk: opening, writing, searching.
//!
//! Every commit carries a mark from whoever fills the index, which says how far it has come. Index and mark are written
//! in one step, so after a crash they still agree.

use std::path::Path;

use arabic::analyzer::{Analyzer, Token as Word};
use tantivy::directory::MmapDirectory;
use tantivy::query::RangeQuery;
use tantivy::{IndexReader, ReloadPolicy, TantivyDocument, Term};

use crate::columns::OpenColumns;
use crate::facets::FacetCounts;
use crate::query::{Filters, Query};
use crate::ranking;
use crate::results;
use crate::schema::{Fields, schema};
use crate::story::Story;
use crate::terms::{TOKENIZER, TermTokenizer, Terms};
use crate::{Error, Result};

/// Bytes of memory that a thread of a writer may fill before it writes a segment.
const WRITER_BYTES: usize = 48 << 20;
/// Results of a page, at most.
const HITS_MAX: usize = 1_000;

/// An index, open for searching.
#[derive(Clone)]
pub struct Index {
    index: tantivy::Index,
    fields: Fields,
    reader: IndexReader,
    columns: OpenColumns,
}

/// Which part of the results is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Their order, and where the part begins.
    pub order: Ranked,
    /// How many; at most 1,000.
    pub limit: usize,
}

/// The order of results, and where a part of them begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ranked {
    /// Best first.
    ByRelevance {
        /// The time in microseconds since 1970, for the rank of new stories; on all pages that of the first.
        now: i64,
        /// Only stories after this one. Its score counts if the index does not have it any more.
        beyond: Option<Hit>,
    },
    /// By date of publication, then by id.
    ByDate {
        /// Newest first, or oldest first.
        newest_first: bool,
        /// Only stories after this one: its date in microseconds since 1970, and its id.
        beyond: Option<(i64, u64)>,
    },
}

/// A story found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// [`Story::id`].
    pub id: u64,
    /// How well it fits; 0 if sorted by date.
    pub score: f32,
}

/// A page of results.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The stories of this page.
    pub hits: Vec<Hit>,
    /// Counts of all stories found.
    pub facets: FacetCounts,
    /// Whether no story has all words, so that these have most of them.
    pub is_partial: bool,
}

impl Page {
    /// The stories of this page by internal id, as the database counts.
    pub fn ids(&self) -> Vec<i64> {
        self.hits.iter().map(|hit| hit.id.cast_signed()).collect()
    }
}

impl Index {
    /// Opens the index in `folder`, or makes an empty one if the folder is empty or missing.
    ///
    /// # Errors
    /// [`Error::Unusable`] if what is there is no index, is damaged or has other fields.
    pub fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|error| Error::Write(error.to_string()))?;
        let directory = MmapDirectory::open(folder).map_err(unusable)?;
        let (schema, fields) = schema();
        let index = tantivy::Index::open_or_create(directory, schema).map_err(unusable)?;
        Self::with(index, fields)
    }

    /// An empty index in memory.
    ///
    /// # Errors
    /// [`Error::Unusable`] if there is no memory for it.
    pub fn in_memory() -> Result<Self> {
        let (schema, fields) = schema();
        Self::with(tantivy::Index::create_in_ram(schema), fields)
    }

    fn with(index: tantivy::Index, fields: Fields) -> Result<Self> {
        index.tokenizers().register(TOKENIZER, TermTokenizer);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = reader.try_into().map_err(unusable)?;
        Ok(Self { index, fields, reader, columns: OpenColumns::default() })
    }

    /// The mark of the last commit; `None` before the first.
    ///
    /// # Errors
    /// [`Error::Unusable`] if the index cannot be read.
    pub fn mark(&self) -> Result<Option<String>> {
        Ok(self.index.load_metas().map_err(unusable)?.payload)
    }

    /// Reads every file and compares it with its checksum.
    ///
    /// # Errors
    /// [`Error::Unusable`] if one is damaged or missing.
    pub fn verify(&self) -> Result<()> {
        let damaged = self.index.validate_checksum().map_err(unusable)?;
        if damaged.is_empty() { Ok(()) } else { Err(Error::Unusable(format!("damaged files: {damaged:?}"))) }
    }

    /// Number of stories.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether it has no story.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Shows the last commit to searches that begin from now on.
    ///
    /// # Errors
    /// [`Error::Unusable`] if the index cannot be read.
    pub fn reload(&self) -> Result<()> {
        self.reader.reload().map_err(unusable)
    }

    /// The writer for changes as they come. There can be only one writer at a time, in all processes.
    ///
    /// # Errors
    /// [`Error::Write`] if there is another, or the disk refuses.
    pub fn writer(&self) -> Result<IndexWriter> {
        self.writer_on(1)
    }

    /// The writer for many stories at once: it uses every core, and 48 MiB of memory for each.
    ///
    /// # Errors
    /// [`Error::Write`] if there is another, or the disk refuses.
    pub fn bulk_writer(&self) -> Result<IndexWriter> {
        self.writer_on(std::thread::available_parallelism().map_or(1, usize::from))
    }

    pub(crate) fn searcher(&self) -> tantivy::Searcher {
        self.reader.searcher()
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    fn writer_on(&self, cores: usize) -> Result<IndexWriter> {
        let writer = self.index.writer_with_num_threads(cores, cores * WRITER_BYTES).map_err(write)?;
        let analyzers = (0..cores).map(|_| Analyzer::new()).collect();
        Ok(IndexWriter { writer, fields: self.fields, analyzers })
    }

    /// Searches for a page of results.
    ///
    /// # Errors
    /// [`Error::Unusable`] if the index cannot be read.
    pub fn search(&self, query: &Query, filters: &Filters, span: Span) -> Result<Page> {
        if query.problem().is_some() { Ok(Page::default()) } else { self.search_within(query, filters, span) }
    }

    /// The same, but a query without words finds everything that the filters let through.
    ///
    /// # Errors
    /// [`Error::Unusable`] if the index cannot be read.
    pub fn search_within(&self, query: &Query, filters: &Filters, span: Span) -> Result<Page> {
        let all = self.search_with(query, filters, span, 0)?;
        let dispensable = ranking::dispensable(query);
        if all.facets.total > 0 || dispensable == 0 {
            return Ok(all);
        }
        let most = self.search_with(query, filters, span, dispensable)?;
        Ok(Page { is_partial: most.facets.total > 0, ..most })
    }

    fn search_with(&self, query: &Query, filters: &Filters, span: Span, missing: usize) -> Result<Page> {
        let matching = ranking::matching(&self.fields, query, filters, missing);
        let addends = ranking::addends(&self.fields, query);
        let (searcher, limit) = (self.reader.searcher(), span.limit.min(HITS_MAX));
        let walked = results::walk(&searcher, &self.columns, &self.fields, &matching, addends, span.order, limit);
        let (hits, facets) = walked.map_err(unusable)?;
        Ok(Page { hits, facets, is_partial: false })
    }
}

/// Adds, replaces and removes stories.
pub struct IndexWriter {
    writer: tantivy::IndexWriter,
    fields: Fields,
    /// One for each core that analyzes.
    analyzers: Vec<Analyzer>,
}

impl IndexWriter {
    /// Adds stories, or replaces those with their ids.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refused what was written before.
    pub fn put(&mut self, stories: &[Story]) -> Result<()> {
        let (fields, writer) = (self.fields, &self.writer);
        let put = |analyzer: &mut Analyzer, stories: &[Story]| {
            stories.iter().try_for_each(|story| {
                let document = document(fields, analyzer, story);
                writer.delete_term(Term::from_field_u64(fields.id, story.id));
                writer.add_document(document).map(drop).map_err(write)
            })
        };
        let share = stories.len().div_ceil(self.analyzers.len()).max(1);
        std::thread::scope(|scope| {
            let mut shares = self.analyzers.iter_mut().zip(stories.chunks(share));
            // The first share is analyzed here: most often it is the only one.
            let first = shares.next();
            let others: Vec<_> = shares.map(|(analyzer, share)| scope.spawn(move || put(analyzer, share))).collect();
            let mut done = first.map_or(Ok(()), |(analyzer, share)| put(analyzer, share));
            for other in others {
                done = done.and(other.join().unwrap_or_else(|_| Err(Error::Write("a thread panicked".to_owned()))));
            }
            done
        })
    }

    /// Removes a story.
    pub fn remove(&mut self, id: u64) {
        self.writer.delete_term(Term::from_field_u64(self.fields.id, id));
    }

    /// Removes the stories with ids from `first` to `last`.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses.
    pub fn remove_range(&mut self, first: u64, last: u64) -> Result<()> {
        use std::ops::Bound::Included;
        let term = |id| Term::from_field_u64(self.fields.id, id);
        let range = RangeQuery::new(Included(term(first)), Included(term(last)));
        self.writer.delete_query(Box::new(range)).map(drop).map_err(write)
    }

    /// Writes what was added and removed, with `mark`: all of it, or after a crash nothing of it.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses; the index is then as it was after the last commit.
    pub fn commit(&mut self, mark: &str) -> Result<()> {
        let mut prepared = self.writer.prepare_commit().map_err(write)?;
        prepared.set_payload(mark);
        prepared.commit().map_err(write)?;
        Ok(())
    }

    /// Removes from the files what was removed from `index`: until then, the words of a removed story are still in them.
    /// Call it after a commit. A search that is under way keeps the old files until it ends; the next call removes them.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses.
    pub fn purge(&mut self, index: &Index) -> Result<()> {
        let segments = self.writer.index().searchable_segment_metas().map_err(write)?.into_iter();
        let with_deletes: Vec<_> =
            segments.filter(|segment| segment.has_deletes()).map(|segment| segment.id()).collect();
        for segment in with_deletes {
            self.writer.merge(&[segment]).wait().map_err(write)?;
        }
        // What searches have open is not removed.
        index.reload()?;
        self.writer.garbage_collect_files().wait().map(drop).map_err(write)
    }

    /// Waits until background merges of segments have ended.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses.
    pub fn finish(self) -> Result<()> {
        self.writer.wait_merging_threads().map_err(write)
    }
}

fn document(fields: Fields, analyzer: &mut Analyzer, story: &Story) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_u64(fields.id, story.id);
    document.add_i64(fields.at, story.at);
    document.add_u64(fields.language, ranking::language_number(story.language));
    document.add_u64(fields.year, u64::from(story.year));
    document.add_u64(fields.section, story.section);
    story.topics.iter().for_each(|topic| document.add_u64(fields.topic, *topic));
    story.writers.iter().for_each(|writer| document.add_u64(fields.writer, *writer));
    story.threads.iter().for_each(|thread| document.add_u64(fields.thread, *thread));

    let mut analyzed = |texts: &[String]| -> Vec<Vec<Word>> {
        texts.iter().map(|text| analyzer.tokens(text, story.language)).collect()
    };
    let (head, body) = (analyzed(&story.head), analyzed(&story.body));
    let (byline, topics) = (analyzed(&story.byline), analyzed(&story.topic_names));
    let sections = analyzed(&story.section_names);
    let all = || [&head, &body, &byline, &topics].into_iter().flatten();
    for (field, terms) in [
        (fields.head_stems, Terms::stems(&head)),
        (fields.head_exact, Terms::exact(&head)),
        (fields.byline, Terms::stems(&byline)),
        (fields.topic_name, Terms::stems(&topics)),
        (fields.section_name, Terms::stems(&sections)),
        (fields.stems, Terms::stems(all())),
        (fields.exact, Terms::exact(all())),
    ] {
        if let Some(text) = terms.text() {
            document.add_text(field, text);
        }
    }
    document
}

pub(crate) fn unusable(error: impl std::fmt::Display) -> Error {
    Error::Unusable(error.to_string())
}

fn write(error: impl std::fmt::Display) -> Error {
    Error::Write(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_dictionary(entry: &std::fs::DirEntry) -> bool {
        entry.path().extension().is_some_and(|ending| ending == "term")
    }

    #[test]
    fn the_words_of_what_was_removed_leave_the_files() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(folder.path()).unwrap();
        let mut writer = index.writer().unwrap();
        let empty = |id| Story::empty(id, arabic::Language::English, 0);
        let story = |id, words: &str| Story { body: vec![words.to_owned()], ..empty(id) };
        writer.put(&[story(1, "zyzzyva"), story(2, "harbour")]).unwrap();
        writer.commit("1").unwrap();
        // The dictionary of a segment keeps a word until the segment is written anew.
        let segments = || std::fs::read_dir(folder.path()).unwrap().flatten().filter(is_dictionary).count();
        let is_known = |word: &str| index.has_any(&[word.to_owned()]).unwrap();
        writer.remove(1);
        writer.commit("2").unwrap();
        index.reload().unwrap();
        assert!(is_known("zyzzyva") && index.len() == 1);
        writer.purge(&index).unwrap();
        assert!(!is_known("zyzzyva") && is_known("harbour"));
        assert_eq!(segments(), 1, "the old files are gone");
        assert_eq!((index.len(), index.mark().unwrap().as_deref()), (1, Some("2")));
        // Nothing to remove.
        writer.purge(&index).unwrap();
        writer.finish().unwrap();
    }
}
