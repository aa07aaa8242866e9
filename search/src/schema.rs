//! The fields of the index.

use tantivy::schema::{Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};

use crate::terms::TOKENIZER;

/// The fields of the index, by what they hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// [`crate::Story::id`].
    pub id: Field,
    /// [`crate::Story::at`].
    pub at: Field,
    /// Index of the language in [`arabic::Language::ALL`].
    pub language: Field,
    /// [`crate::Story::year`].
    pub year: Field,
    /// [`crate::Story::section`].
    pub section: Field,
    /// [`crate::Story::topics`].
    pub topic: Field,
    /// [`crate::Story::writers`].
    pub writer: Field,
    /// [`crate::Story::threads`].
    pub thread: Field,
    /// Stems of all texts: what decides whether a story is found.
    pub stems: Field,
    /// Exact forms of all texts, with positions: phrases, and the rank of exact forms.
    pub exact: Field,
    /// Stems of kicker, headline and deck.
    pub head_stems: Field,
    /// Exact forms of kicker, headline and deck.
    pub head_exact: Field,
    /// Stems of the bylines.
    pub byline: Field,
    /// Stems of the topics' names.
    pub topic_name: Field,
    /// Stems of the section's name.
    pub section_name: Field,
}

/// The names of the columns that are read for every hit.
pub(crate) mod columns {
    pub const ID: &str = "id";
    pub const AT: &str = "at";
    pub const LANGUAGE: &str = "language";
    pub const YEAR: &str = "year";
    pub const SECTION: &str = "section";
    pub const TOPIC: &str = "topic";
    pub const WRITER: &str = "writer";
    pub const THREAD: &str = "thread";
}

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let number = || NumericOptions::default().set_indexed().set_fast();
    let words = |option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(TOKENIZER).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let counted = || words(IndexRecordOption::WithFreqs);
    let fields = Fields {
        id: builder.add_u64_field(columns::ID, number()),
        at: builder.add_i64_field(columns::AT, number()),
        language: builder.add_u64_field(columns::LANGUAGE, number()),
        year: builder.add_u64_field(columns::YEAR, number()),
        section: builder.add_u64_field(columns::SECTION, number()),
        topic: builder.add_u64_field(columns::TOPIC, number()),
        writer: builder.add_u64_field(columns::WRITER, number()),
        thread: builder.add_u64_field(columns::THREAD, number()),
        stems: builder.add_text_field("stems", counted()),
        exact: builder.add_text_field("exact", words(IndexRecordOption::WithFreqsAndPositions)),
        head_stems: builder.add_text_field("head_stems", counted()),
        head_exact: builder.add_text_field("head_exact", counted()),
        byline: builder.add_text_field("byline", counted()),
        topic_name: builder.add_text_field("topic_name", counted()),
        section_name: builder.add_text_field("section_name", counted()),
    };
    (builder.build(), fields)
}
