//! The texts of a story in which the words of a search are shown.

use newsroom::{Card, Content};

/// The texts of a story in which its words are shown: the headline, then everything else.
pub fn texts(card: &Card, content: &Content) -> Vec<String> {
    let captions = content.lead.iter().filter_map(|lead| lead.caption.clone());
    let blocks = content.body.blocks.iter().map(story::Block::plain_text);
    std::iter::once(card.headline.clone()).chain(card.deck.clone()).chain(blocks).chain(captions).collect()
}
