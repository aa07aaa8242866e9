//! Matches the blocks of a new text with those of an old one. Promises: every block is in at most one pair; equal
//! blocks in order are paired; time is nearly linear in the number of blocks.

use std::collections::{HashMap, VecDeque};

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use crate::document::{Block, Node};
use crate::text::Direction;

/// Share of common words from which a changed block is still the same block.
const LIKENESS_MIN: f64 = 0.4;
/// Comparisons of two blocks within one stretch of changes, at most. Beyond it only the order counts.
const COMPARISONS_MAX: usize = 40_000;

/// A block without its id.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct BlockContent<'a> {
    pub dir: Option<Direction>,
    pub lang: Option<&'a str>,
    pub node: &'a Node,
}

impl<'a> BlockContent<'a> {
    pub fn of(block: &'a Block) -> BlockContent<'a> {
        BlockContent { dir: block.dir, lang: block.lang.as_deref(), node: &block.node }
    }
}

/// For each block of `new`, the index of its match in `old`. `sure` has the matches that are already known, one entry
/// for each block of `new`.
pub(crate) fn pairs(old: &[BlockContent], new: &[BlockContent], sure: Vec<Option<usize>>) -> Vec<Option<usize>> {
    let mut names = Names::default();
    let mut old_names: Vec<usize> = old.iter().map(|content| names.of(content)).collect();
    let mut new_names: Vec<usize> = new.iter().map(|content| names.of(content)).collect();
    let mut taken = vec![false; old.len()];
    for (at, pair) in sure.iter().enumerate() {
        if let Some(pair) = *pair {
            taken[pair] = true;
            (old_names[pair], new_names[at]) = (usize::MAX - pair, usize::MAX - pair);
        }
    }
    let mut pairs = sure;
    let operations = capture_diff_slices(Algorithm::Myers, &old_names, &new_names);
    let mut changed = Vec::new();
    for operation in operations {
        match operation {
            DiffOp::Equal { old_index, new_index, len } => {
                for step in 0..len {
                    pairs[new_index + step] = Some(old_index + step);
                    taken[old_index + step] = true;
                }
            }
            operation if operation.tag() == DiffTag::Replace => changed.push(operation),
            _ => {}
        }
    }
    moved(&old_names, &new_names, &mut pairs, &mut taken);
    for operation in changed {
        let before: Vec<usize> = operation.old_range().filter(|at| !taken[*at]).collect();
        let after: Vec<usize> = operation.new_range().filter(|at| pairs[*at].is_none()).collect();
        rewritten(old, new, &before, &after, &mut pairs);
    }
    pairs
}

/// Numbers for blocks. Equal blocks have the same number.
#[derive(Default)]
struct Names<'a> {
    known: HashMap<(&'static str, String), Vec<(BlockContent<'a>, usize)>>,
    next: usize,
}

impl<'a> Names<'a> {
    fn of(&mut self, content: &BlockContent<'a>) -> usize {
        let lines: Vec<String> = content.node.texts().into_iter().map(|part| part.to_plain()).collect();
        let alike = self.known.entry((content.node.name(), lines.join("\n"))).or_default();
        if let Some((_, name)) = alike.iter().find(|(known, _)| known == content) {
            return *name;
        }
        self.next += 1;
        alike.push((*content, self.next));
        self.next
    }
}

/// Pairs equal blocks that moved.
fn moved(old: &[usize], new: &[usize], pairs: &mut [Option<usize>], taken: &mut [bool]) {
    let mut free: HashMap<usize, VecDeque<usize>> = HashMap::new();
    for (at, name) in old.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        free.entry(*name).or_default().push_back(at);
    }
    for (at, pair) in pairs.iter_mut().enumerate().filter(|(_, pair)| pair.is_none()) {
        if let Some(found) = free.get_mut(&new[at]).and_then(VecDeque::pop_front) {
            *pair = Some(found);
            taken[found] = true;
        }
    }
}

/// Pairs the rewritten blocks of one stretch: first those with enough words in common, the most similar first. Then, if
/// as many new blocks are left as old ones and their kinds are the same, it pairs them in order.
fn rewritten(
    old: &[BlockContent],
    new: &[BlockContent],
    before: &[usize],
    after: &[usize],
    pairs: &mut [Option<usize>],
) {
    let mut used = vec![false; before.len()];
    if before.len() * after.len() <= COMPARISONS_MAX {
        let old_words: Vec<Vec<String>> = before.iter().map(|at| words(old[*at].node)).collect();
        let mut alike = Vec::new();
        for at in after {
            let new_words = words(new[*at].node);
            for (position, words) in old_words.iter().enumerate() {
                let likeness = likeness(words, &new_words);
                if likeness >= LIKENESS_MIN {
                    alike.push((likeness, position, *at));
                }
            }
        }
        alike.sort_by(|one, two| two.0.total_cmp(&one.0));
        for (_, position, at) in alike {
            if !used[position] && pairs[at].is_none() {
                used[position] = true;
                pairs[at] = Some(before[position]);
            }
        }
    }
    let left: Vec<usize> = before.iter().zip(&used).filter(|(_, used)| !**used).map(|(at, _)| *at).collect();
    let open: Vec<usize> = after.iter().copied().filter(|at| pairs[*at].is_none()).collect();
    let same_kind = |(one, two): (&usize, &usize)| old[*one].node.name() == new[*two].node.name();
    if left.len() == open.len() && left.iter().zip(&open).all(same_kind) {
        left.iter().zip(&open).for_each(|(one, two)| pairs[*two] = Some(*one));
    }
}

/// The words of a block, sorted.
fn words(node: &Node) -> Vec<String> {
    let lines = node.texts().into_iter().map(|part| part.to_plain()).collect::<Vec<_>>();
    let mut words: Vec<String> = lines.iter().flat_map(|line| line.split_whitespace()).map(str::to_owned).collect();
    words.sort_unstable();
    words
}

/// The similarity of two sorted lists of words: twice the common words over all words, from 0 to 1.
fn likeness(one: &[String], two: &[String]) -> f64 {
    let (mut left, mut right, mut common) = (one.iter().peekable(), two.iter().peekable(), 0);
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                common += 1;
                left.next();
                right.next();
            }
        }
    }
    let all = one.len() + two.len();
    if all == 0 { 0.0 } else { 2.0 * f64::from(common) / all as f64 }
}
