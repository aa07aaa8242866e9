//! What the index keeps of a story.

use arabic::Language;

/// A story as it is indexed. The texts are only analyzed: the index keeps words, positions and numbers, no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// The internal id. A story replaces the one with the same id.
    pub id: u64,
    /// The language of its texts.
    pub language: Language,
    /// First publication in microseconds since 1970, UTC.
    pub at: i64,
    /// The year of its day in the archive.
    pub year: u16,
    /// The section.
    pub section: u64,
    /// The topics.
    pub topics: Vec<u64>,
    /// The writers.
    pub writers: Vec<u64>,
    /// The threads.
    pub threads: Vec<u64>,
    /// Kicker, headline and deck, in this order.
    pub head: Vec<String>,
    /// The bylines: writers, desk and agencies.
    pub byline: Vec<String>,
    /// The names of the topics.
    pub topic_names: Vec<String>,
    /// The names of the section, in all languages.
    pub section_names: Vec<String>,
    /// The paragraphs, then the captions.
    pub body: Vec<String>,
}

impl Story {
    /// A story in `language`, first published at `at` (microseconds since 1970, UTC), of which nothing else is known.
    pub fn empty(id: u64, language: Language, at: i64) -> Self {
        Self {
            id,
            language,
            at,
            year: 0,
            section: 0,
            topics: Vec::new(),
            writers: Vec::new(),
            threads: Vec::new(),
            head: Vec::new(),
            byline: Vec::new(),
            topic_names: Vec::new(),
            section_names: Vec::new(),
            body: Vec::new(),
        }
    }
}
