//! Merges two people's changes to one text, word by word, against the version with which both began.
//!
//! Promises: what only one of them changed is as they changed it. What both changed in the same way is there once. No
//! word that either of them added is missing from the result. Where both changed the same words, those of `mine` come
//! first, then those of `theirs`, and the place counts as a conflict for a person to look at. Blocks are matched by
//! their ids.
//!
//! The method is the three-way merge of diff3 (Khanna, Kunal, Pierce: "A Formal Investigation of Diff3", 2007), once
//! over the blocks and once over the words of a block that both changed.
//!
//! ```
//! use story::merge::field;
//! let merged = field("وصل القطار أمس", "وصل القطار السريع أمس", "وصل القطار مساء أمس");
//! assert!(merged.value.contains("السريع") && merged.value.contains("مساء"));
//! ```

use std::collections::{HashMap, HashSet};

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::document::{Block, Document, Node};
use crate::ids::{BlockId, IdSource, Ids};
use crate::text::{Marks, Text};

/// The result of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged<T> {
    /// The merged value.
    pub value: T,
    /// Places where both changed the same words, or one changed what the other removed.
    pub conflicts: usize,
}

/// Merges two changes of a plain field: a headline, a kicker.
pub fn field(base: &str, mine: &str, theirs: &str) -> Merged<String> {
    let words = |text| str::split_word_bounds(text).collect::<Vec<_>>();
    let merged = sequence(&words(base), &words(mine), &words(theirs), " ");
    Merged { value: merged.value.concat(), conflicts: merged.conflicts }
}

/// Merges two changes of a body. If both added different blocks with the same id, one gets a new id from `source`.
pub fn documents(base: &Document, mine: &Document, theirs: &Document, source: &mut dyn IdSource) -> Merged<Document> {
    let (was, own, other) = (by_id(base), by_id(mine), by_id(theirs));
    let mut conflicts = 0;
    let mut ids = Ids::new(source);
    for id in was.keys().chain(own.keys()).chain(other.keys()) {
        ids.take(id);
    }
    // The side that moved blocks decides the order; if both did, `mine` does.
    let (order, added) = match keeps_order(base, mine) {
        true => (theirs, mine),
        false => (mine, theirs),
    };
    let mut merged = |id: &BlockId| merge_block(was.get(id), own.get(id), other.get(id), &mut ids, &mut conflicts);
    let mut blocks: Vec<Block> = Vec::new();
    for block in &order.blocks {
        blocks.extend(merged(&block.id));
    }
    let mut standing: HashSet<BlockId> = order.blocks.iter().map(|block| block.id.clone()).collect();
    let mut before: Option<BlockId> = None;
    for block in &added.blocks {
        if standing.insert(block.id.clone()) {
            let at = place_after(&blocks, before.as_ref());
            blocks.splice(at..at, merged(&block.id));
        }
        before = Some(block.id.clone());
    }
    Merged { value: Document { blocks }, conflicts }
}

type ById<'a> = HashMap<BlockId, &'a Block>;

fn by_id(document: &Document) -> ById<'_> {
    document.blocks.iter().map(|block| (block.id.clone(), block)).collect()
}

/// Whether the blocks of `base` that remain are in their old order.
fn keeps_order(base: &Document, document: &Document) -> bool {
    let places: HashMap<&BlockId, usize> = base.blocks.iter().enumerate().map(|(at, block)| (&block.id, at)).collect();
    document.blocks.iter().filter_map(|block| places.get(&block.id)).is_sorted()
}

fn place_after(blocks: &[Block], before: Option<&BlockId>) -> usize {
    let Some(before) = before else { return 0 };
    blocks.iter().rposition(|block| block.id == *before).map_or(blocks.len(), |at| at + 1)
}

/// The result for one block: usually one, none if it was removed, two if both wrote different things.
fn merge_block(
    base: Option<&&Block>,
    mine: Option<&&Block>,
    theirs: Option<&&Block>,
    ids: &mut Ids,
    conflicts: &mut usize,
) -> Vec<Block> {
    let same = |one: Option<&&Block>, other: Option<&&Block>| one.copied() == other.copied();
    let taken = |block: Option<&&Block>| block.map(|block| (*block).clone()).into_iter().collect();
    if same(mine, theirs) || same(base, theirs) {
        return taken(mine);
    }
    if same(base, mine) {
        return taken(theirs);
    }
    match (mine, theirs) {
        // One removed what the other changed: the words stay.
        (Some(kept), None) | (None, Some(kept)) => {
            *conflicts += 1;
            vec![(**kept).clone()]
        }
        (Some(mine), Some(theirs)) => {
            let merged = base.and_then(|base| merge_edits(base, mine, theirs));
            match merged {
                Some(merged) => {
                    *conflicts += merged.conflicts;
                    vec![merged.value]
                }
                None => {
                    *conflicts += 1;
                    let beside = Block { id: ids.fresh(), ..(**theirs).clone() };
                    vec![(**mine).clone(), beside]
                }
            }
        }
        (None, None) => Vec::new(),
    }
}

/// Merges the edits of both in one block; `None` if it is no longer the same kind of plain line.
fn merge_edits(base: &Block, mine: &Block, theirs: &Block) -> Option<Merged<Block>> {
    let node = match (&base.node, &mine.node, &theirs.node) {
        (Node::Paragraph(was), Node::Paragraph(own), Node::Paragraph(other)) => {
            text(was, own, other).map(Node::Paragraph)
        }
        (Node::PullQuote(was), Node::PullQuote(own), Node::PullQuote(other)) => {
            text(was, own, other).map(Node::PullQuote)
        }
        (
            Node::Subheading { text: was, level: old },
            Node::Subheading { text: own, level },
            Node::Subheading { text: other, level: new },
        ) => {
            let level = if level == old { *new } else { *level };
            text(was, own, other).map(|text| Node::Subheading { level, text })
        }
        _ => return None,
    };
    let dir = if mine.dir == base.dir { theirs.dir } else { mine.dir };
    let lang = if mine.lang == base.lang { theirs.lang.clone() } else { mine.lang.clone() };
    Some(node.map(|node| Block { id: mine.id.clone(), dir, lang, node }))
}

impl<T> Merged<T> {
    fn map<U>(self, change: impl FnOnce(T) -> U) -> Merged<U> {
        Merged { value: change(self.value), conflicts: self.conflicts }
    }
}

type Word = (String, Marks);

fn text(base: &Text, mine: &Text, theirs: &Text) -> Merged<Text> {
    let words = |text: &Text| -> Vec<Word> {
        let spans = text.spans().iter();
        spans.flat_map(|span| span.text.split_word_bounds().map(|word| (word.to_owned(), span.marks.clone()))).collect()
    };
    sequence(&words(base), &words(mine), &words(theirs), (" ".to_owned(), Marks::default())).map(|words| {
        let mut text = Text::new();
        words.iter().for_each(|(word, marks)| text.push_str(word, marks));
        text
    })
}

/// A difference between one side and the base: `base[from..to]` became `side[start..end]`.
#[derive(Clone, Copy)]
struct Hunk {
    from: usize,
    to: usize,
    start: usize,
    end: usize,
}

fn hunks<T: Ord + std::hash::Hash + Clone>(base: &[T], side: &[T]) -> Vec<Hunk> {
    let operations = capture_diff_slices(Algorithm::Myers, base, side);
    let changed = operations.iter().filter(|operation| operation.tag() != DiffTag::Equal);
    changed
        .map(|operation| {
            let (old, new) = (operation.old_range(), operation.new_range());
            Hunk { from: old.start, to: old.end, start: new.start, end: new.end }
        })
        .collect()
}

/// diff3 over any sequence; `blank` separates two versions of the same words.
fn sequence<T: Ord + std::hash::Hash + Clone>(base: &[T], mine: &[T], theirs: &[T], blank: T) -> Merged<Vec<T>> {
    let (own, other) = (hunks(base, mine), hunks(base, theirs));
    let (mut own, mut other) = (own.into_iter().peekable(), other.into_iter().peekable());
    let mut value: Vec<T> = Vec::new();
    let (mut conflicts, mut done) = (0, 0);
    loop {
        let next = match (own.peek(), other.peek()) {
            (None, None) => break,
            (Some(one), None) | (None, Some(one)) => one.from,
            (Some(one), Some(two)) => one.from.min(two.from),
        };
        value.extend_from_slice(&base[done..next]);
        // Every change of either side that touches the stretch belongs to it and may extend it.
        let mut to = next;
        let (mut ours, mut others): (Vec<Hunk>, Vec<Hunk>) = Default::default();
        loop {
            let touches = |hunk: &Hunk| hunk.from < to || hunk.from == next;
            if let Some(hunk) = own.next_if(touches) {
                to = to.max(hunk.to);
                ours.push(hunk);
            } else if let Some(hunk) = other.next_if(touches) {
                to = to.max(hunk.to);
                others.push(hunk);
            } else {
                break;
            }
        }
        let written = |side: &[T], hunks: &[Hunk]| -> Vec<T> {
            let (Some(first), Some(last)) = (hunks.first(), hunks.last()) else { return base[next..to].to_vec() };
            // The base before the first and after the last change of this side belongs to the stretch too.
            let lead = &base[next..first.from];
            [lead, &side[first.start..last.end], &base[last.to..to]].concat()
        };
        match (ours.is_empty(), others.is_empty()) {
            (false, true) => value.extend(written(mine, &ours)),
            (true, _) => value.extend(written(theirs, &others)),
            (false, false) => {
                let (one, two) = (written(mine, &ours), written(theirs, &others));
                if one == two {
                    value.extend(one);
                } else {
                    conflicts += 1;
                    let both_write = !one.is_empty() && !two.is_empty();
                    value.extend(one);
                    if both_write {
                        value.push(blank.clone());
                    }
                    value.extend(two);
                }
            }
        }
        done = to;
    }
    value.extend_from_slice(&base[done..]);
    Merged { value, conflicts }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(id: &str, text: &str) -> Block {
        Block::new(BlockId::parse(id).unwrap(), Node::Paragraph(Text::plain(text)))
    }

    fn document(blocks: &[(&str, &str)]) -> Document {
        Document { blocks: blocks.iter().map(|(id, text)| paragraph(id, text)).collect() }
    }

    fn merged(base: &[(&str, &str)], mine: &[(&str, &str)], theirs: &[(&str, &str)]) -> (Vec<String>, usize) {
        let merged = documents(&document(base), &document(mine), &document(theirs), &mut || 7);
        assert!(merged.value.validate().is_ok());
        (merged.value.blocks.iter().map(Block::plain_text).collect(), merged.conflicts)
    }

    #[test]
    fn each_keeps_what_only_they_changed() {
        let base = [("a", "وصل القطار أمس"), ("b", "وقال المدير كلمة")];
        let mine = [("a", "وصل القطار السريع أمس"), ("b", "وقال المدير كلمة")];
        let theirs = [("a", "وصل القطار أمس"), ("b", "وقال المدير العام كلمة")];
        assert_eq!(
            merged(&base, &mine, &theirs),
            (vec!["وصل القطار السريع أمس".to_owned(), "وقال المدير العام كلمة".to_owned()], 0)
        );
    }

    #[test]
    fn one_line_that_both_changed_in_different_places() {
        let base = [("a", "وصل القطار أمس إلى المدينة")];
        let mine = [("a", "وصل القطار السريع أمس إلى المدينة")];
        let theirs = [("a", "وصل القطار أمس إلى المدينة الساحلية")];
        assert_eq!(merged(&base, &mine, &theirs), (vec!["وصل القطار السريع أمس إلى المدينة الساحلية".to_owned()], 0));
    }

    #[test]
    fn the_same_words_changed_twice_stand_twice_and_are_counted() {
        let base = [("a", "وصل القطار أمس")];
        let mine = [("a", "وصل القطار صباحا")];
        let theirs = [("a", "وصل القطار مساء")];
        assert_eq!(merged(&base, &mine, &theirs), (vec!["وصل القطار صباحا مساء".to_owned()], 1));
        let same = [("a", "وصل القطار اليوم")];
        assert_eq!(merged(&base, &same, &same), (vec!["وصل القطار اليوم".to_owned()], 0));
    }

    #[test]
    fn blocks_added_by_both_stand_after_what_they_followed() {
        let base = [("a", "أولى"), ("b", "ثانية")];
        let mine = [("a", "أولى"), ("m", "لي"), ("b", "ثانية")];
        let theirs = [("a", "أولى"), ("b", "ثانية"), ("t", "لهم")];
        let (texts, conflicts) = merged(&base, &mine, &theirs);
        assert_eq!((texts.join("|"), conflicts), ("أولى|لي|ثانية|لهم".to_owned(), 0));
    }

    #[test]
    fn what_one_took_away_and_the_other_changed_stays() {
        let base = [("a", "أولى"), ("b", "ثانية")];
        let (texts, conflicts) = merged(&base, &[("a", "أولى")], &[("a", "أولى"), ("b", "ثانية معدلة")]);
        assert_eq!((texts.join("|"), conflicts), ("أولى|ثانية معدلة".to_owned(), 1));
        let (texts, conflicts) = merged(&base, &[("a", "أولى")], &base);
        assert_eq!((texts.join("|"), conflicts), ("أولى".to_owned(), 0));
    }

    #[test]
    fn who_moves_blocks_gives_the_order() {
        let base = [("a", "أ"), ("b", "ب"), ("c", "ج")];
        let mine = [("c", "ج"), ("a", "أ"), ("b", "ب")];
        let theirs = [("a", "أ"), ("b", "ب معدلة"), ("c", "ج"), ("d", "د")];
        let (texts, conflicts) = merged(&base, &mine, &theirs);
        assert_eq!((texts.join("|"), conflicts), ("ج|د|أ|ب معدلة".to_owned(), 0));
    }
}
