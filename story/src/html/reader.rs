//! The reader and its output: blocks on their way into a document.

use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};

use super::notice::{Notice, NoticeKind};
use super::sheet::Sheet;
use super::stored::LineEnd;
use crate::document::Node;
use crate::ids::BlockId;
use crate::limits;
use crate::text::Direction;

/// Notices that are kept, at most. Of later ones only the first of each kind is kept.
const NOTICES_MAX: usize = 1_000;

/// A block on its way into the document.
pub(super) struct Piece {
    pub node: Node,
    pub dir: Option<Direction>,
    pub lang: Option<String>,
    pub id: Option<BlockId>,
    /// The number of a Word paragraph that looks like a list item.
    pub word_item: Option<usize>,
}

impl Piece {
    pub fn of(node: Node) -> Piece {
        Piece { node, dir: None, lang: None, id: None, word_item: None }
    }
}

/// Reads a tree.
pub(super) struct Reader {
    pub notices: Vec<Notice>,
    reported_kinds: HashSet<Discriminant<NoticeKind>>,
    /// Characters that still fit into the story.
    pub budget: usize,
    pub lines: Lines,
    pub sheet: Sheet,
    pub nesting: usize,
}

/// The meaning of line ends in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// White space, as in HTML.
    Folded,
    /// White space, but a blank line ends a paragraph (exports without `<p>`).
    PartedByBlank,
    /// As in the CMS that stored the text.
    Stored(LineEnd),
}

impl Reader {
    pub fn new(lines: Lines, sheet: Sheet) -> Reader {
        Reader {
            notices: Vec::new(),
            reported_kinds: HashSet::new(),
            budget: limits::STORY_CHARACTERS_MAX,
            lines,
            sheet,
            nesting: 0,
        }
    }

    /// Whether the text was stored by a CMS.
    pub fn is_stored(&self) -> bool {
        matches!(self.lines, Lines::Stored(_))
    }

    pub fn notice(&mut self, kind: NoticeKind) {
        let is_first = self.reported_kinds.insert(discriminant(&kind));
        if is_first || self.notices.len() < NOTICES_MAX {
            self.notices.push(Notice { kind });
        }
    }
}
