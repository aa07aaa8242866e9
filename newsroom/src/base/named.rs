//! Kinds of names that stand in addresses.

use crate::base::worded::worded;

/// A topic, a writer or a thread: what has a name, a page of its own and an address made from the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum NameKind {
    /// What stories are about.
    Topic,
    /// Who writes them.
    Writer,
    /// Stories that follow one another.
    Thread,
}

worded!(NameKind);

impl NameKind {
    /// Their table, the table by which live stories are found, and its column for them.
    pub(crate) fn tables(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Topic => ("topics", "story_topics", "topic_id"),
            Self::Writer => ("writers", "story_writers", "writer_id"),
            Self::Thread => ("threads", "story_threads", "thread_id"),
        }
    }
}
