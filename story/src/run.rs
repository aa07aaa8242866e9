//! The words of two versions, in runs of one kind.

/// How words changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// In both versions.
    Same,
    /// Only in the new version.
    Added,
    /// Only in the old version.
    Removed,
}

/// Consecutive words of one kind; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// How they changed.
    pub kind: Kind,
    /// The characters, with `\n` at the end of a line or part of a block.
    pub text: String,
}
