//! An anchor stays with its passage through edits, and never moves to another one.
#![allow(clippy::unwrap_used)]

mod support;

use proptest::prelude::*;
use story::anchor::{Anchor, QUOTE_CHARACTERS_MAX, find};
use story::*;
use support::{document, words};

/// A document and a passage of it: some characters of one block, not blank at either end.
fn passage() -> impl Strategy<Value = (Document, Anchor)> {
    (document(true), any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>())
        .prop_filter_map("a passage", |(document, block, from, to)| {
            if document.blocks.is_empty() {
                return None;
            }
            let block = block.get(&document.blocks);
            let text: Vec<char> = block.plain_text().chars().collect();
            if text.is_empty() {
                return None;
            }
            let (from, to) = (from.index(text.len()), to.index(text.len()) + 1);
            let (from, to) = (from.min(to), from.max(to));
            let quote: String = text[from..to].iter().collect();
            let fits = quote == quote.trim() && !quote.is_empty() && quote.chars().count() <= QUOTE_CHARACTERS_MAX;
            let offset = text[..from].iter().map(|c| c.len_utf16()).sum();
            let anchor = Anchor { block: block.id.clone(), offset, quote };
            fits.then_some((document, anchor))
        })
}

/// The text in `document` from `anchor` on.
fn stands(document: &Document, anchor: &Anchor) -> String {
    let block = document.blocks.iter().find(|block| block.id == anchor.block).unwrap();
    let units: Vec<u16> = block.plain_text().encode_utf16().skip(anchor.offset).collect();
    let length = anchor.quote.encode_utf16().count();
    String::from_utf16(&units[..length]).unwrap()
}

proptest! {
    #[test]
    fn a_true_place_is_found_as_it_is((document, anchor) in passage()) {
        prop_assert_eq!(find(&document, &anchor), Some(anchor));
    }

    #[test]
    fn blocks_that_come_go_or_change_places_leave_it_where_it_is(
        (document, anchor) in passage(), other in words(), turn in any::<prop::sample::Index>(),
    ) {
        let mut edited = document.clone();
        edited.blocks.insert(0, Block::new(BlockId::parse("000000newblock").unwrap(), Node::Paragraph(Text::plain(other))));
        let turned = turn.index(edited.blocks.len());
        edited.blocks.rotate_left(turned);
        edited.blocks.retain(|block| block.id == anchor.block || block.id.as_str().ends_with(|c: char| c != '0'));
        prop_assert_eq!(find(&edited, &anchor), Some(anchor));
    }

    #[test]
    fn words_before_it_move_it_along((document, anchor) in passage(), other in "[a-z]{1,9}") {
        // The block as a paragraph, after words that are not among those quoted.
        let place = document.blocks.iter().position(|block| block.id == anchor.block).unwrap();
        prop_assume!(!other.contains(&anchor.quote) && !anchor.quote.chars().any(|c| other.contains(c)));
        let mut edited = document.clone();
        let text = format!("{other}{}", document.blocks[place].plain_text());
        edited.blocks[place].node = Node::Paragraph(Text::plain(text));
        let found = find(&edited, &anchor).unwrap();
        prop_assert_eq!(&found.block, &anchor.block);
        prop_assert_eq!(stands(&edited, &found), anchor.quote);
    }

    #[test]
    fn whatever_is_found_says_what_was_quoted(
        (document, anchor) in passage(), edited in document(true), keeps in any::<bool>(),
    ) {
        let mut edited = edited;
        if keeps {
            let taken: Vec<BlockId> = edited.blocks.iter().map(|block| block.id.clone()).collect();
            let kept = document.blocks.iter().filter(|block| block.id != anchor.block && !taken.contains(&block.id));
            edited.blocks.extend(kept.cloned());
        }
        if let Some(found) = find(&edited, &anchor) {
            prop_assert_eq!(stands(&edited, &found), found.quote.clone());
            prop_assert_eq!(arabic::normalize::fold(&found.quote), arabic::normalize::fold(&anchor.quote));
        }
    }
}
