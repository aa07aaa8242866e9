//! The index on disk: opening, writing, searching.
//!
//! Every commit carries a number from whoever fills the index: the last line of the publication log that it contains.
//! Index and number are written in one step, so after a crash they still agree.

use std::path::Path;

use arabic::Language;
use arabic::analyzer::{Analyzer, Token as Word};
use tantivy::collector::TopDocs;
use tantivy::collector::sort_key::SortByStaticFastValue;
use tantivy::directory::MmapDirectory;
use tantivy::schema::Field;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{DocAddress, DocId, IndexReader, Order, ReloadPolicy, Score, SegmentReader, TantivyDocument, Term};

use crate::facets::{FacetCounts, Facets};
use crate::query::{Filters, Query};
use crate::ranking;
use crate::schema::{Fields, columns, schema};
use crate::story::Story;
use crate::{Error, Result};

/// Bytes of memory that a writer may fill before it writes a segment.
const WRITER_BYTES: usize = 48 << 20;
/// Results that can be paged through, at most.
const RESULTS_MAX: usize = 1_000;

/// An index, open for searching.
#[derive(Clone)]
pub struct Index {
    index: tantivy::Index,
    fields: Fields,
    reader: IndexReader,
}

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
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
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = reader.try_into().map_err(unusable)?;
        Ok(Self { index, fields, reader })
    }

    /// The number of the last commit; `None` before the first.
    ///
    /// # Errors
    /// [`Error::Unusable`] if the index cannot be read.
    pub fn position(&self) -> Result<Option<i64>> {
        let metas = self.index.load_metas().map_err(unusable)?;
        metas.payload.map(|number| number.parse().map_err(unusable)).transpose()
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

    /// The writer. There can be only one at a time, in all processes.
    ///
    /// # Errors
    /// [`Error::Write`] if there is another, or the disk refuses.
    pub fn writer(&self) -> Result<IndexWriter> {
        let writer = self.index.writer_with_num_threads(1, WRITER_BYTES).map_err(write)?;
        Ok(IndexWriter { writer, fields: self.fields, analyzer: Analyzer::new() })
    }

    /// Searches. `now` is the time in microseconds since 1970, for the rank of new stories. `skip` results are left
    /// out before the `limit` that are returned; with both together at most 1,000 results can be reached.
    ///
    /// # Errors
    /// [`Error::Unusable`] if the index cannot be read.
    pub fn search(
        &self,
        query: &Query,
        filters: &Filters,
        sort: SortBy,
        now: i64,
        (skip, limit): (usize, usize),
    ) -> Result<Page> {
        if query.problem().is_some() {
            return Ok(Page::default());
        }
        let limit = limit.min(RESULTS_MAX.saturating_sub(skip));
        let all = self.search_with(query, filters, sort, now, (skip, limit), 0)?;
        let dispensable = ranking::dispensable(query);
        if all.facets.total > 0 || dispensable == 0 {
            return Ok(all);
        }
        let most = self.search_with(query, filters, sort, now, (skip, limit), dispensable)?;
        Ok(Page { is_partial: most.facets.total > 0, ..most })
    }

    fn search_with(
        &self,
        query: &Query,
        filters: &Filters,
        sort: SortBy,
        now: i64,
        (skip, limit): (usize, usize),
        missing: usize,
    ) -> Result<Page> {
        let search = ranking::search(&self.fields, query, filters, missing);
        let searcher = self.reader.searcher();
        if limit == 0 {
            let facets = searcher.search(&search, &Facets).map_err(unusable)?;
            return Ok(Page { facets, ..Page::default() });
        }
        let top = TopDocs::with_limit(limit).and_offset(skip);
        let (found, facets): (Vec<(f32, DocAddress)>, FacetCounts) = match sort {
            SortBy::Relevance => {
                let ranked = top.tweak_score(move |segment: &SegmentReader| {
                    let at = segment.fast_fields().i64(columns::AT).ok().map(|column| column.first_or_default_col(0));
                    move |doc: DocId, score: Score| {
                        score * at.as_ref().map_or(1.0, |at| ranking::freshness(at.get_val(doc), now))
                    }
                });
                searcher.search(&search, &(ranked, Facets)).map_err(unusable)?
            }
            SortBy::Newest | SortBy::Oldest => {
                let order = if sort == SortBy::Newest { Order::Desc } else { Order::Asc };
                let by_date = top.order_by((SortByStaticFastValue::<i64>::for_field(columns::AT), order));
                let (found, facets) = searcher.search(&search, &(by_date, Facets)).map_err(unusable)?;
                (found.into_iter().map(|(_, address)| (0.0, address)).collect(), facets)
            }
        };
        let mut hits = Vec::with_capacity(found.len());
        for (score, address) in found {
            let segment = searcher.segment_reader(address.segment_ord);
            let ids = segment.fast_fields().u64(columns::ID).map_err(unusable)?;
            if let Some(id) = ids.first(address.doc_id) {
                hits.push(Hit { id, score });
            }
        }
        Ok(Page { hits, facets, is_partial: false })
    }
}

/// Adds, replaces and removes stories.
pub struct IndexWriter {
    writer: tantivy::IndexWriter,
    fields: Fields,
    analyzer: Analyzer,
}

impl IndexWriter {
    /// Adds a story, or replaces the one with its id.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refused what was written before.
    pub fn put(&mut self, story: &Story) -> Result<()> {
        let fields = self.fields;
        let mut document = TantivyDocument::default();
        document.add_u64(fields.id, story.id);
        document.add_i64(fields.at, story.at);
        document.add_u64(fields.language, ranking::language_number(story.language));
        document.add_u64(fields.year, u64::from(story.year));
        document.add_u64(fields.section, story.section);
        story.topics.iter().for_each(|topic| document.add_u64(fields.topic, *topic));
        story.writers.iter().for_each(|writer| document.add_u64(fields.writer, *writer));

        let head = self.analyzed(&story.head, story.language);
        let body = self.analyzed(&story.body, story.language);
        let byline = self.analyzed(&story.byline, story.language);
        let topics = self.analyzed(&story.topic_names, story.language);
        let section = self.analyzed(std::slice::from_ref(&story.section_name), story.language);
        add_terms(&mut document, fields.head_stems, &head, stems_of);
        add_terms(&mut document, fields.head_exact, &head, exact_of);
        add_terms(&mut document, fields.byline, &byline, stems_of);
        add_terms(&mut document, fields.topic_name, &topics, stems_of);
        add_terms(&mut document, fields.section_name, &section, stems_of);
        let all = [head, body, byline, topics].concat();
        add_terms(&mut document, fields.stems, &all, stems_of);
        add_terms(&mut document, fields.exact, &all, exact_of);

        self.writer.delete_term(Term::from_field_u64(fields.id, story.id));
        self.writer.add_document(document).map_err(write)?;
        Ok(())
    }

    /// Removes a story.
    pub fn remove(&mut self, id: u64) {
        self.writer.delete_term(Term::from_field_u64(self.fields.id, id));
    }

    /// Removes every story.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses.
    pub fn clear(&mut self) -> Result<()> {
        self.writer.delete_all_documents().map_err(write)?;
        Ok(())
    }

    /// Writes what was added and removed, with the number `position`: all of it, or after a crash nothing of it.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses; the index is then as it was after the last commit.
    pub fn commit(&mut self, position: i64) -> Result<()> {
        let mut prepared = self.writer.prepare_commit().map_err(write)?;
        prepared.set_payload(&position.to_string());
        prepared.commit().map_err(write)?;
        Ok(())
    }

    /// Waits until background merges of segments have ended.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses.
    pub fn finish(self) -> Result<()> {
        self.writer.wait_merging_threads().map_err(write)
    }

    /// The words of each text.
    fn analyzed(&mut self, texts: &[String], language: Language) -> Vec<Vec<Word>> {
        texts.iter().map(|text| self.analyzer.tokens(text, language)).collect()
    }
}

/// Words between the last word of a text and the first of the next, so that no phrase reaches from one to the other.
const GAP: usize = 8;

fn stems_of(word: &Word) -> &[String] {
    &word.stems
}

fn exact_of(word: &Word) -> &[String] {
    std::slice::from_ref(&word.exact)
}

/// Adds the terms of `texts` to a field. The terms of one word share its position.
fn add_terms(document: &mut TantivyDocument, field: Field, texts: &[Vec<Word>], terms_of: fn(&Word) -> &[String]) {
    let mut tokens = Vec::new();
    let mut position = 0;
    for words in texts {
        for word in words {
            let terms = terms_of(word).iter().cloned();
            tokens.extend(terms.map(|text| Token { offset_from: 0, offset_to: 0, position, text, position_length: 1 }));
            position += 1;
        }
        position += GAP;
    }
    if !tokens.is_empty() {
        document.add_pre_tokenized_text(field, PreTokenizedString { text: String::new(), tokens });
    }
}

fn unusable(error: impl std::fmt::Display) -> Error {
    Error::Unusable(error.to_string())
}

fn write(error: impl std::fmt::Display) -> Error {
    Error::Write(error.to_string())
}
