//! Merging keeps what either side wrote.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::HashSet;

use proptest::prelude::*;
use story::merge::{documents, field};
use story::*;
use support::{counter, document};

/// The words of a document, wherever they are.
fn words(document: &Document) -> HashSet<String> {
    let words = |block: &Block| block.plain_text().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    document.blocks.iter().flat_map(words).collect()
}

/// Another version of a document: some blocks removed, some changed, one moved, others added.
fn changed(base: &Document, other: Document, seed: u64) -> Document {
    let mut blocks: Vec<Block> = Vec::new();
    // Blocks of another person have ids of their own.
    let own = |block: Block| Block { id: BlockId::parse(&format!("{}{}", seed % 1000, block.id)).unwrap(), ..block };
    let mut others = other.blocks.into_iter().map(own);
    for (at, block) in base.blocks.iter().enumerate() {
        match (seed >> (2 * at % 60)) & 3 {
            0 => blocks.push(block.clone()),
            1 => {}
            2 => {
                let node = others.next().map_or(Node::Separator, |other| other.node);
                blocks.push(Block { node, ..block.clone() });
            }
            _ => {
                blocks.push(block.clone());
                blocks.extend(others.next());
            }
        }
    }
    if seed & 1 == 1 && blocks.len() > 1 {
        blocks.rotate_left(1);
    }
    Document { blocks }
}

proptest! {
    #[test]
    fn who_changed_nothing_changes_nothing(base in document(false), other in document(false), seed: u64) {
        let mine = changed(&base, other, seed);
        let (mut one, mut two, mut three) = (counter(), counter(), counter());
        for merged in [
            documents(&base, &mine, &base, &mut one),
            documents(&base, &base, &mine, &mut two),
            documents(&base, &mine, &mine, &mut three),
        ] {
            prop_assert_eq!(merged.conflicts, 0);
            prop_assert_eq!(&merged.value, &mine);
        }
    }

    #[test]
    fn no_word_that_either_added_is_missing(base in document(false), one in document(false), two in document(false), seeds: (u64, u64)) {
        let (mine, theirs) = (changed(&base, one, seeds.0), changed(&base, two, seeds.1));
        let merged = documents(&base, &mine, &theirs, &mut counter()).value;
        merged.validate().unwrap();
        let (was, is) = (words(&base), words(&merged));
        for side in [&mine, &theirs] {
            // Two words may be joined only if the text itself had no space between them.
            let missing: Vec<_> = words(side).difference(&was).filter(|word| !is.contains(*word)).cloned().collect();
            let all: String = merged.blocks.iter().map(Block::plain_text).collect();
            prop_assert!(missing.iter().all(|word| all.contains(word.as_str())), "{missing:?}");
        }
    }

    #[test]
    fn fields_keep_what_only_one_changed(base in support::words(), other in support::words()) {
        prop_assert_eq!(field(&base, &other, &base).value, other.clone());
        prop_assert_eq!(field(&base, &base, &other).value, other.clone());
        prop_assert_eq!(field(&base, &other, &other).value, other);
    }
}
