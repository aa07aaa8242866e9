//! Words of two versions, in stretches with one fate.

/// What became of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// They stand in both versions.
    Same,
    /// They stand in the new version only.
    Added,
    /// They stood in the old version only.
    Removed,
}

/// Words one after the other with one fate; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What became of them.
    pub kind: Kind,
    /// The characters, `\n` where a line or part of a block ends.
    pub text: String,
}
