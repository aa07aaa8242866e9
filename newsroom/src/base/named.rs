//! Kinds of names that stand in addresses.

/// A topic, a writer or a thread: what has a name, a page of its own and an address made from the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// What stories are about.
    Topic,
    /// Who writes them.
    Writer,
    /// Stories that follow one another.
    Thread,
}

impl NameKind {
    /// As in addresses, in the publication log and in the audit log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Writer => "writer",
            Self::Thread => "thread",
        }
    }

    /// Their table, the table by which live stories are found, and its column for them.
    pub(crate) fn tables(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Topic => ("topics", "story_topics", "topic_id"),
            Self::Writer => ("writers", "story_writers", "writer_id"),
            Self::Thread => ("threads", "story_threads", "thread_id"),
        }
    }

    /// The kind with this word.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Topic, Self::Writer, Self::Thread].into_iter().find(|kind| kind.word() == word)
    }
}
