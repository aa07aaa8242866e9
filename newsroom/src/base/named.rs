//! The kinds of names that have an address.

use crate::base::worded::worded;

/// A topic, a writer or a thread: each has a name, a page, and an address made from the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum NameKind {
    /// What stories are about.
    Topic,
    /// The people who write them.
    Writer,
    /// Stories that follow one another.
    Thread,
}

worded!(NameKind);

impl NameKind {
    /// Its table, the table that lists its live stories, and the column of its id there.
    pub(crate) fn tables(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Topic => ("topics", "story_topics", "topic_id"),
            Self::Writer => ("writers", "story_writers", "writer_id"),
            Self::Thread => ("threads", "story_threads", "thread_id"),
        }
    }
}
