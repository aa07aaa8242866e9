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

    /// The kind with this word.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Topic, Self::Writer, Self::Thread].into_iter().find(|kind| kind.word() == word)
    }
}
