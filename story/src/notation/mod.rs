//! A plain notation of a story document for a text field: the way to edit a story with a form and without a script.
//!
//! Promises: [`read`] of the result of [`write`] is exactly the original document, ids included. Nodes that the
//! notation cannot express (photo, gallery, table, embed, infobox) are locked lines that name their block; they come
//! back unchanged, whatever happens around them. Only the limits of a story make [`read`] fail, nothing else that was
//! typed. Whatever was not taken over is a [`Notice`]. The notation is described in `docs/story-document.md`, for
//! writers in [`help`].
//!
//! ```
//! use story::{Block, BlockId, Document, Node, Text, notation};
//! let id = BlockId::parse("k3f9x2").unwrap();
//! let before = Document { blocks: vec![Block::new(id, Node::Paragraph(Text::plain("قال الوزير")))] };
//! let mut ids = || 7;
//! let (after, notices) = notation::read("قال *الوزير*\n\n## خلفية", &before, &mut ids).unwrap();
//! assert!(notices.is_empty());
//! assert_eq!(after.blocks[0].id, before.blocks[0].id); // the paragraph was changed, not replaced
//! assert_eq!(notation::write(&after), "قال *الوزير*\n\n## خلفية");
//! ```

mod help;
mod inline;
mod lines;
mod notice;
mod write;

use std::collections::{HashMap, HashSet};

use crate::document::{Block, Document};
use crate::error::{Error, Place, Result};
use crate::ids::{BlockId, IdSource, Ids};
use crate::limits;
use crate::pairing::{self, BlockContent};
use lines::Item;

pub use help::help;
pub use notice::{Notice, NoticeKind};
pub use write::write;

/// Reads `text`, which was written from `from` and edited since. Unchanged blocks keep their ids, wherever they are
/// now. A changed block keeps the id of the block it replaces, if that is clear. Others get new ids, never one that
/// `from` has used.
///
/// If the text is beyond the limits of a story, refuses with [`Error::TooLong`] or [`Error::TooMany`], which name the
/// block. If `from` is not valid, refuses with the error of [`Document::validate`]. The result is valid.
pub fn read(text: &str, from: &Document, ids: &mut dyn IdSource) -> Result<(Document, Vec<Notice>)> {
    if text.len() > limits::FOREIGN_BYTES_MAX {
        let (part, found, max) = ("story", text.chars().count(), limits::STORY_CHARACTERS_MAX);
        return Err(Error::TooLong { at: Place::default(), part, found, max });
    }
    let mut notices = Vec::new();
    let text = cleaned(text, &mut notices);
    let items = known_once(lines::read(&text, &mut notices), from, &mut notices);

    let positions: HashMap<&BlockId, usize> = from.blocks.iter().enumerate().map(|(at, b)| (&b.id, at)).collect();
    let old: Vec<BlockContent> = from.blocks.iter().map(BlockContent::of).collect();
    let (new, sure): (Vec<BlockContent>, Vec<Option<usize>>) = items
        .iter()
        .map(|item| match item {
            Item::Block { dir, lang, node, .. } => (BlockContent { dir: *dir, lang: lang.as_deref(), node }, None),
            Item::Locked { id, .. } => {
                let at = positions[id];
                (old[at], Some(at))
            }
        })
        .unzip();
    let pairs = pairing::pairs(&old, &new, sure);

    let mut ids = Ids::new(ids);
    from.blocks.iter().for_each(|block| {
        ids.take(&block.id);
    });
    let block = |(item, pair): (Item, Option<usize>)| match item {
        Item::Locked { id, .. } => from.blocks[positions[&id]].clone(),
        Item::Block { dir, lang, node, .. } => {
            let id = pair.map_or_else(|| ids.fresh(), |old| from.blocks[old].id.clone());
            Block { id, dir, lang, node }
        }
    };
    let document = Document { blocks: items.into_iter().zip(pairs).map(block).collect() };
    document.validate()?;
    Ok((document, notices))
}

/// Makes all line ends `\n` and removes control characters other than the tab.
fn cleaned(text: &str, notices: &mut Vec<Notice>) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{0B}', '\u{85}'], "\n").replace('\u{0C}', "\n\n");
    let unwelcome = |c: char| c.is_control() && c != '\t' && c != '\n';
    let count = text.chars().filter(|c| unwelcome(*c)).count();
    if count == 0 {
        return text;
    }
    notices.push(Notice { line: None, kind: NoticeKind::ControlCharacters { count } });
    text.chars().filter(|c| !unwelcome(*c)).collect()
}

/// Leaves out locked lines that name no block of `from` or one named before, and reports the blocks that are no longer
/// named.
fn known_once(items: Vec<Item>, from: &Document, notices: &mut Vec<Notice>) -> Vec<Item> {
    let blocks: HashMap<&BlockId, &Block> = from.blocks.iter().map(|block| (&block.id, block)).collect();
    let mut seen = HashSet::new();
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        if let Item::Locked { line, id, whole } = &item {
            let line = Some(*line);
            let Some(block) = blocks.get(id) else {
                notices.push(Notice { line, kind: NoticeKind::UnknownBlock { id: id.to_string() } });
                continue;
            };
            if !seen.insert(id.clone()) {
                notices.push(Notice { line, kind: NoticeKind::RepeatedBlock { id: id.clone() } });
                continue;
            }
            if write::locked(block).trim() != whole.trim() {
                notices.push(Notice { line, kind: NoticeKind::LockedWords { id: id.clone() } });
            }
        }
        kept.push(item);
    }
    for block in from.blocks.iter().filter(|block| !seen.contains(&block.id) && write::is_locked(&block.node)) {
        let kind = NoticeKind::BlockRemoved { id: block.id.clone(), node: block.node.name() };
        notices.push(Notice { line: None, kind });
    }
    kept
}
