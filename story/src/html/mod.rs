//! Reads foreign HTML (paste, exports, wires, our own pages) into a document. Promises: it never fails and never
//! panics; time is linear in the input; depth is capped; the result is valid and contains only known nodes; whatever
//! was left out is a [`Notice`]. Words are never fused: block elements, `<br>` and cells separate them.

mod address;
mod boxes;
mod codes;
mod cut;
mod figure;
mod guard;
mod inline;
mod interchange;
mod line;
mod notice;
mod read;
mod reader;
mod sheet;
mod stored;
mod style;
mod table;
mod tree;
mod vertical_align;
mod word;

use crate::document::{Block, Document, List, ListItem, Node};
use crate::ids::{IdSource, Ids};
use crate::limits;
pub(crate) use cut::floor;
pub use line::one_line;
pub use notice::{Notice, NoticeKind};
use reader::{Lines, Piece, Reader};
use sheet::Sheet;

/// Reads any HTML, a fragment or a whole page. A document in our interchange form ([`crate::render::interchange_html`])
/// comes back unchanged, ids included; other HTML gets ids from `ids`. No-break spaces become spaces, and a run of
/// white space becomes one. Two `<br>` in a row end a paragraph; so do blank lines if the source has neither `<p>`,
/// `<div>` nor `<br>`. At most [`limits::FOREIGN_BYTES_MAX`] bytes are read.
pub fn read(html: &str, ids: &mut dyn IdSource) -> (Document, Vec<Notice>) {
    let cut = &html[..floor(html, limits::FOREIGN_BYTES_MAX)];
    let marked = |tree: &tree::Tree| tree.root().descendants().any(|d| matches!(d.name(), "p" | "br" | "div"));
    let lines = |tree: &tree::Tree| if marked(tree) { Lines::Folded } else { Lines::PartedByBlank };
    read_tree(cut, cut.len() < html.len(), lines, Vec::new(), ids)
}

/// Reads a text as a CMS stores it. Differences from [`read`]: a blank line ends a paragraph whatever markup the text
/// has; line ends outside `<p>` have the meaning they have in the CMS; codes (`[caption]`, `{loadposition ads}`) are
/// read or left out with a notice; the caption of a picture that was left out stays.
pub fn read_stored(html: &str, ids: &mut dyn IdSource) -> (Document, Vec<Notice>) {
    let cut = &html[..floor(html, limits::FOREIGN_BYTES_MAX)];
    let (text, codes) = codes::without_codes(cut);
    let notices = codes.into_iter().map(|name| Notice { kind: NoticeKind::Code { name } }).collect();
    read_tree(&text, cut.len() < html.len(), |tree| Lines::Stored(stored::line_end(tree.root())), notices, ids)
}

fn read_tree(
    html: &str,
    is_cut: bool,
    lines: impl FnOnce(&tree::Tree) -> Lines,
    mut early: Vec<Notice>,
    ids: &mut dyn IdSource,
) -> (Document, Vec<Notice>) {
    let tree = tree::Tree::parse(html);
    if is_cut {
        early.push(Notice { kind: NoticeKind::Truncated });
    }
    match interchange::value(tree.root()).map(|value| Document::from_value(&value)) {
        Some(Ok(document)) => return (document, early),
        Some(Err(error)) => early.push(Notice { kind: NoticeKind::BrokenInterchange { reason: error.to_string() } }),
        None => {}
    }
    let mut reader = Reader::new(lines(&tree), Sheet::read(tree.root()));
    reader.notices = early;
    let pieces = reader.flow(tree.root(), &style::Style::default());
    if reader.budget == 0 {
        reader.notice(NoticeKind::Truncated);
    }
    let document = assemble(pieces, ids, &mut reader);
    (document, reader.notices)
}

/// Makes blocks of the pieces, as many as a story may have.
fn assemble(pieces: Vec<Piece>, source: &mut dyn IdSource, reader: &mut Reader) -> Document {
    let mut ids = Ids::new(source);
    let taken: Vec<bool> = pieces.iter().map(|piece| piece.id.as_ref().is_some_and(|id| ids.take(id))).collect();
    let mut document = Document::default();
    let (mut parts, mut characters) = (0, 0);
    for (mut piece, own) in pieces.into_iter().zip(taken) {
        if let Node::List(list) = &mut piece.node {
            let kept = items_within(list, limits::STORY_PARTS_MAX - parts);
            if kept < list.items.len() {
                list.items.truncate(kept.max(1));
                reader.notice(NoticeKind::Truncated);
            }
        }
        let texts = piece.node.texts();
        parts += texts.len();
        characters += texts.into_iter().map(|part| part.to_plain().chars().count()).sum::<usize>();
        let room = parts <= limits::STORY_PARTS_MAX && characters <= limits::STORY_CHARACTERS_MAX;
        if !room || document.blocks.len() == limits::STORY_BLOCKS_MAX {
            reader.notice(NoticeKind::Truncated);
            break;
        }
        let id = piece.id.filter(|_| own).unwrap_or_else(|| ids.fresh());
        document.blocks.push(Block { id, dir: piece.dir, lang: piece.lang, node: piece.node });
    }
    document
}

/// How many items of a list, with their sublists, fit into `room` parts.
fn items_within(list: &List, mut room: usize) -> usize {
    let fits = |item: &&ListItem| {
        let needed = item.parts();
        let fits = needed <= room;
        room = room.saturating_sub(needed);
        fits
    };
    list.items.iter().take_while(fits).count()
}
