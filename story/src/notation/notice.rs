//! Reports for the person who typed.

use crate::ids::BlockId;

/// Something that was not taken over as typed, or that the person who typed should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Line of the text, from 1; `None` for something that is no longer in the text.
    pub line: Option<usize>,
    /// What it is.
    pub kind: NoticeKind,
}

/// Kinds of [`Notice`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoticeKind {
    /// A locked line names a block that the story does not have; the line was left out.
    UnknownBlock {
        /// The id in the line.
        id: String,
    },
    /// A locked line is repeated; the block stays at the first one.
    RepeatedBlock {
        /// Its id.
        id: BlockId,
    },
    /// The words of a locked line were changed. They are only a description; the block is unchanged.
    LockedWords {
        /// Its id.
        id: BlockId,
    },
    /// The locked line of a block was removed, and so was the block.
    BlockRemoved {
        /// Its id.
        id: BlockId,
        /// Its node, for example `photo`.
        node: &'static str,
    },
    /// A link whose address is not allowed in a story; it was kept as text.
    Link {
        /// The address.
        href: String,
    },
    /// Control characters were left out.
    ControlCharacters {
        /// How many.
        count: usize,
    },
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        match &self.kind {
            NoticeKind::UnknownBlock { id } => write!(f, "the story has no block {id}; the line was left out"),
            NoticeKind::RepeatedBlock { id } => write!(f, "block {id} stands twice; it was kept where it stands first"),
            NoticeKind::LockedWords { id } => {
                write!(f, "the words beside block {id} are a description; the block is unchanged")
            }
            NoticeKind::BlockRemoved { id, node } => write!(f, "{node} {id} was removed"),
            NoticeKind::Link { href } => {
                write!(f, "the link address {} is refused and stays as text", crate::validate::shortened(href))
            }
            NoticeKind::ControlCharacters { count } => write!(f, "{count} control characters were left out"),
        }
    }
}
