//! Places in a text to which something outside it is attached: a colleague's remark, a hint. A place is a block, a
//! UTF-16 offset in its [`Block::plain_text`] and the quoted words. After the text was edited, the words are searched
//! for again.
//!
//! Promises: a place that still holds is found unchanged. A place in a block that was moved moves with it. The words
//! take precedence over the offset, and a block with the same id over other blocks. If the words are gone, even with
//! vowel signs and forms of hamza ignored, there is no place; none is guessed.

use arabic::normalize::{fold, fold_mapped};

use crate::document::{Block, Document};
use crate::ids::BlockId;

/// Characters of a quote, at most: a passage, not an article.
pub const QUOTE_CHARACTERS_MAX: usize = 500;

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The block.
    pub block: BlockId,
    /// Offset of the words in the block's plain text, in UTF-16 units, as editors count.
    pub offset: usize,
    /// The quoted words.
    pub quote: String,
}

/// The place of the words of `anchor` in `document` now: the nearest to the old offset in their own block, else in the
/// first other block that has them. `None` if they are gone.
pub fn find(document: &Document, anchor: &Anchor) -> Option<Anchor> {
    look(document, Some(&anchor.block), anchor.offset, &anchor.quote)
}

/// The first place of `quote` in `document`.
pub fn first(document: &Document, quote: &str) -> Option<Anchor> {
    look(document, None, 0, quote)
}

fn look(document: &Document, block: Option<&BlockId>, offset: usize, quote: &str) -> Option<Anchor> {
    let quote = quote.trim();
    if quote.is_empty() || quote.chars().count() > QUOTE_CHARACTERS_MAX {
        return None;
    }
    let texts: Vec<(&Block, String)> = document.blocks.iter().map(|block| (block, block.plain_text())).collect();
    let own = || texts.iter().filter(|(known, _)| Some(&known.id) == block);
    let others = || texts.iter().filter(|(known, _)| Some(&known.id) != block);
    // The own block before the others; in each, an exact match before one in another spelling.
    let exact = own().find_map(|(block, text)| nearest(block, text, exactly(text, quote), offset));
    exact
        .or_else(|| own().find_map(|(block, text)| nearest(block, text, alike(text, quote), offset)))
        .or_else(|| others().find_map(|(block, text)| nearest(block, text, exactly(text, quote), 0)))
        .or_else(|| others().find_map(|(block, text)| nearest(block, text, alike(text, quote), 0)))
}

/// The byte ranges of `text` that equal `quote`, overlapping ones included.
fn exactly(text: &str, quote: &str) -> Vec<std::ops::Range<usize>> {
    starts(text, quote).map(|at| at..at + quote.len()).collect()
}

/// The byte ranges of `text` that equal `quote` after folding. A space at the edge of the folded quote (folding may
/// have dropped a tatweel before it) is part of it: «ـــ 2» does not match the end of «12». A character that folds to
/// more letters than are quoted does not match.
fn alike(text: &str, quote: &str) -> Vec<std::ops::Range<usize>> {
    let (folded, quote) = (fold_mapped(text), fold(quote));
    if quote.trim().is_empty() {
        return Vec::new();
    }
    starts(&folded.text, &quote)
        .filter_map(|at| folded.original(at..at + quote.len()))
        .filter(|range| fold(&text[range.clone()]) == quote)
        .collect()
}

fn starts<'a>(text: &'a str, quote: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.char_indices().map(|(at, _)| at).filter(move |at| text[*at..].starts_with(quote))
}

fn nearest(block: &Block, text: &str, ranges: Vec<std::ops::Range<usize>>, offset: usize) -> Option<Anchor> {
    let placed = ranges.into_iter().map(|range| (utf16(&text[..range.start]), range));
    let (offset, range) = placed.min_by_key(|(at, _)| (at.abs_diff(offset), *at))?;
    Some(Anchor { block: block.id.clone(), offset, quote: text[range].to_owned() })
}

fn utf16(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Node;
    use crate::text::Text;

    fn document(lines: &[(&str, &str)]) -> Document {
        let block =
            |(id, text): &(&str, &str)| Block::new(BlockId::parse(id).unwrap(), Node::Paragraph(Text::plain(*text)));
        Document { blocks: lines.iter().map(block).collect() }
    }

    fn found(document: &Document, block: &str, offset: usize, quote: &str) -> Option<(String, usize, String)> {
        let anchor = Anchor { block: BlockId::parse(block).unwrap(), offset, quote: quote.to_owned() };
        find(document, &anchor).map(|found| (found.block.to_string(), found.offset, found.quote))
    }

    #[test]
    fn the_nearest_of_equal_words_is_meant() {
        let text = document(&[("a", "قال نعم ثم قال لا ثم قال نعم")]);
        for (offset, at) in [(0, 0), (4, 0), (11, 11), (14, 11), (21, 21), (400, 21)] {
            assert_eq!(found(&text, "a", offset, "قال"), Some(("a".into(), at, "قال".into())), "{offset}");
        }
    }

    #[test]
    fn offsets_count_as_editors_do() {
        let text = document(&[("a", "👩‍🚀 في المدار")]);
        assert_eq!(found(&text, "a", 0, "المدار"), Some(("a".into(), 9, "المدار".into())));
    }

    #[test]
    fn words_are_known_again_under_other_signs_and_in_another_block() {
        let text = document(&[("a", "ورد الخبر"), ("b", "قال إنَّ الإتّفاق جاهز")]);
        assert_eq!(found(&text, "b", 0, "ان الاتفاق"), Some(("b".into(), 4, "إنَّ الإتّفاق".into())));
        assert_eq!(found(&text, "a", 0, "الإتّفاق جاهز"), Some(("b".into(), 9, "الإتّفاق جاهز".into())));
        assert_eq!(found(&text, "gone", 3, "ورد"), Some(("a".into(), 0, "ورد".into())));
        for gone in ["الوفاق", "", "  ", "ـــ"] {
            assert_eq!(found(&text, "b", 0, gone), None, "{gone}");
        }
        assert_eq!(first(&text, "الخبر").map(|found| found.offset), Some(4));
    }

    #[test]
    fn half_a_number_or_half_a_ligature_is_not_what_was_quoted() {
        let text = document(&[("a", "بلغ 12.5 \u{fefb}")]);
        assert_eq!(found(&text, "a", 0, "ـــ 2"), None);
        assert_eq!(found(&text, "a", 0, "أ"), None);
        assert_eq!(found(&text, "a", 0, "ـــ 12"), Some(("a".into(), 3, " 12".into())));
        assert_eq!(found(&text, "a", 0, "لأ"), Some(("a".into(), 9, "\u{fefb}".into())));
    }
}
