//! The differences between two versions of a story, word by word, for people to see.
//!
//! Promises: the runs of a block give exactly its old text (without the added runs) and its new text (without the
//! removed runs). Every block of both versions is in exactly one difference. Words are not split, vowel signs stay with
//! their letter, and what must be read from left to right (90+4) is one word. Blocks are matched by id, else by their
//! text.
//!
//! ```
//! use story::difference::{Kind, of_fields};
//! let runs = of_fields("وصل القطار أمس", "وصل القطار اليوم", None);
//! let words: Vec<(Kind, &str)> = runs.iter().map(|run| (run.kind, run.text.as_str())).collect();
//! assert_eq!(words, [(Kind::Same, "وصل القطار "), (Kind::Removed, "أمس"), (Kind::Added, "اليوم")]);
//! ```

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};
use unicode_segmentation::UnicodeSegmentation;

use crate::document::{Block, Document};
use crate::form_changes;
pub use crate::form_changes::{FormChange, Mark, Property};
use crate::ids::BlockId;
use crate::pairing::{self, BlockContent};
use crate::render;
use crate::text::Direction;

pub use crate::run::{Kind, Run};

/// How a block changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Not changed, but it may have moved.
    Same,
    /// Added.
    Added,
    /// Removed.
    Removed,
    /// Its words or its form (kind, marks, picture) changed.
    Changed,
}

/// A block in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Index of the block, from 0.
    pub index: usize,
    /// Its id.
    pub id: BlockId,
    /// Its node, for example `paragraph`.
    pub node: &'static str,
    /// Its own direction.
    pub dir: Option<Direction>,
    /// Its own language.
    pub lang: Option<String>,
}

/// The difference of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockDifference {
    /// The kind of change.
    pub change: Change,
    /// Whether its place among the blocks of both versions changed.
    pub moved: bool,
    /// The old block; `None` if it was added.
    pub old: Option<Side>,
    /// The new block; `None` if it was removed.
    pub new: Option<Side>,
    /// Its words. If all runs of a changed block are the same, only its form changed.
    pub runs: Vec<Run>,
    /// What changed besides the words: links, marks, structure. For an added or removed block, its links.
    pub forms: Vec<FormChange>,
}

impl BlockDifference {
    /// Whether the words are the same and something else (kind, marks, picture, language) is not.
    pub fn is_form_only(&self) -> bool {
        self.change == Change::Changed && self.runs.iter().all(|run| run.kind == Kind::Same)
    }
}

/// The differences between two versions, in the reading order of the new one. Removed blocks are at their old places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// One for each block of either version.
    pub blocks: Vec<BlockDifference>,
}

impl Difference {
    /// Whether nothing changed and nothing moved. A block whose id alone differs has not changed.
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| block.change == Change::Same && !block.moved)
    }

    /// As HTML in one column, with `<ins>` and `<del>` in the text. `language` is that of the story.
    pub fn inline_html(&self, language: &str, labels: &Labels) -> String {
        render::difference_inline(self, language, labels)
    }

    /// As an HTML table with the old version in its first column and the new one in its second.
    pub fn side_by_side_html(&self, language: &str, labels: &Labels) -> String {
        render::side_by_side(self, language, labels)
    }
}

/// Words that the HTML adds, in the language of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labels<'a> {
    /// Heading of the column of the old version.
    pub old: &'a str,
    /// Heading of the column of the new version.
    pub new: &'a str,
    /// Label of a block that moved.
    pub moved: &'a str,
    /// Label of a block whose form alone changed.
    pub form: &'a str,
    /// Names of what can change besides words, by their keys: `link`, those of [`Mark`] and [`Property`], `yes` and
    /// `no`, the names of nodes. A key without a name is shown itself.
    pub names: &'a BTreeMap<String, String>,
}

/// Compares two versions of a story. After `deadline` the rest is compared coarsely. A page passes a deadline, because
/// two very different texts of 200,000 characters take seconds.
pub fn of_documents(old: &Document, new: &Document, deadline: Option<Instant>) -> Difference {
    let pairs = paired(old, new);
    let unmoved = longest_rising(&pairs);
    let gone: Vec<bool> = {
        let mut gone = vec![true; old.blocks.len()];
        pairs.iter().flatten().for_each(|at| gone[*at] = false);
        gone
    };
    let mut blocks = Vec::with_capacity(new.blocks.len());
    let mut shown = 0;
    let mut show_gone = |until: usize, blocks: &mut Vec<BlockDifference>| {
        for (at, block) in old.blocks.iter().enumerate().take(until).skip(shown) {
            if gone[at] {
                blocks.push(difference(Some((at, block)), None, false, deadline));
            }
        }
        shown = shown.max(until);
    };
    for (at, pair) in pairs.iter().enumerate() {
        if let Some(before) = pair.filter(|_| unmoved[at]) {
            show_gone(before, &mut blocks);
        }
        let before = pair.map(|before| (before, &old.blocks[before]));
        let moved = pair.is_some() && !unmoved[at];
        blocks.push(difference(before, Some((at, &new.blocks[at])), moved, deadline));
    }
    show_gone(old.blocks.len(), &mut blocks);
    Difference { blocks }
}

/// Compares two plain fields: headlines, captions. `deadline` is that of [`of_documents`].
pub fn of_fields(old: &str, new: &str, deadline: Option<Instant>) -> Vec<Run> {
    if old == new {
        return whole(Kind::Same, old);
    }
    let (before, after) = (words(old), words(new));
    let mut changes: Vec<Step> = Vec::new();
    for operation in capture_diff_slices_deadline(Algorithm::Myers, &before, &after, deadline) {
        let step = match operation.tag() {
            DiffTag::Equal => Step::Same(after[operation.new_range()].concat()),
            _ => Step::Changed(before[operation.old_range()].concat(), after[operation.new_range()].concat()),
        };
        push(&mut changes, step);
    }
    let mut runs = Vec::new();
    for change in changes {
        match change {
            Step::Same(text) => runs.extend(whole(Kind::Same, &text)),
            Step::Changed(old, new) => {
                runs.extend(whole(Kind::Removed, &old));
                runs.extend(whole(Kind::Added, &new));
            }
        }
    }
    runs
}

/// The runs of a field in one column, as HTML. Safe as element content.
pub fn runs_inline_html(runs: &[Run], language: &str) -> String {
    render::fields_inline(runs, language)
}

/// The old and the new field, with the removed and the added words marked, as HTML. Safe as element content.
pub fn runs_side_by_side_html(runs: &[Run], language: &str) -> (String, String) {
    (render::fields_side(runs, language, Kind::Removed), render::fields_side(runs, language, Kind::Added))
}

fn whole(kind: Kind, text: &str) -> Vec<Run> {
    if text.is_empty() { Vec::new() } else { vec![Run { kind, text: text.to_owned() }] }
}

enum Step {
    Same(String),
    Changed(String, String),
}

/// Adds a step. Two changes with nothing but spaces between them become one: «a b» became «c d» reads better than word
/// by word.
fn push(steps: &mut Vec<Step>, step: Step) {
    let Step::Changed(old, new) = &step else { return steps.push(step) };
    match steps.last_mut() {
        Some(Step::Changed(before, after)) => {
            before.push_str(old);
            after.push_str(new);
        }
        Some(Step::Same(blank)) if blank.chars().all(|c| c == ' ') && !old.is_empty() && !new.is_empty() => {
            let blank = std::mem::take(blank);
            match steps.len().checked_sub(2).map(|at| &mut steps[at]) {
                Some(Step::Changed(before, after)) if !before.is_empty() && !after.is_empty() => {
                    [&blank, old].into_iter().for_each(|text| before.push_str(text));
                    [&blank, new].into_iter().for_each(|text| after.push_str(text));
                    steps.pop();
                }
                _ => {
                    if let Some(last) = steps.last_mut() {
                        *last = Step::Same(blank);
                    }
                    steps.push(step);
                }
            }
        }
        _ => steps.push(step),
    }
}

/// The words, spaces and signs of a text. A run that is isolated from left to right is one word.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut done = 0;
    for run in render::left_to_right_runs(text) {
        words.extend(text[done..run.start].split_word_bounds());
        words.push(&text[run.clone()]);
        done = run.end;
    }
    words.extend(text[done..].split_word_bounds());
    words
}

fn paired(old: &Document, new: &Document) -> Vec<Option<usize>> {
    let by_id: HashMap<&BlockId, usize> = old.blocks.iter().enumerate().map(|(at, block)| (&block.id, at)).collect();
    let sure = new.blocks.iter().map(|block| by_id.get(&block.id).copied()).collect();
    pairing::pairs(&contents(old), &contents(new), sure)
}

fn contents(document: &Document) -> Vec<BlockContent<'_>> {
    document.blocks.iter().map(BlockContent::of).collect()
}

/// Which of `pairs` belong to the longest sequence in the old order. The others have moved.
fn longest_rising(pairs: &[Option<usize>]) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new(); // at length n + 1, the position in `pairs` of the smallest end
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let Some(pair) = pair else { continue };
        let length = ends.partition_point(|end| pairs[*end].is_some_and(|other| other < *pair));
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut rising = vec![false; pairs.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        rising[at] = true;
        next = before[at];
    }
    rising
}

type Numbered<'a> = (usize, &'a Block);

fn difference(old: Option<Numbered>, new: Option<Numbered>, moved: bool, deadline: Option<Instant>) -> BlockDifference {
    let side = |(index, block): Numbered| Side {
        index,
        id: block.id.clone(),
        node: block.node.name(),
        dir: block.dir,
        lang: block.lang.clone(),
    };
    let (change, runs) = match (old, new) {
        (Some((_, before)), Some((_, after))) => {
            let same = BlockContent::of(before) == BlockContent::of(after);
            let runs = of_fields(&before.plain_text(), &after.plain_text(), deadline);
            (if same { Change::Same } else { Change::Changed }, runs)
        }
        (Some((_, before)), None) => (Change::Removed, whole(Kind::Removed, &before.plain_text())),
        (None, after) => {
            (Change::Added, after.map_or(Vec::new(), |(_, block)| whole(Kind::Added, &block.plain_text())))
        }
    };
    let forms = match change {
        Change::Same => Vec::new(),
        _ => form_changes::of_block(old.map(|(_, block)| block), new.map(|(_, block)| block), &runs),
    };
    BlockDifference { change, moved, old: old.map(side), new: new.map(side), runs, forms }
}
