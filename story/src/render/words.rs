//! Plain text from a document: whole, an excerpt, counts.

use crate::document::{Block, Document, Node};

/// Words of Arabic that an adult reads silently on a screen per minute. It is lower than for English, because a word
/// includes its particles. A round figure between published measurements (138 to 228), chosen so as not to flatter.
pub const WORDS_PER_MINUTE: usize = 200;

/// The story's words: blocks separated by a blank line, parts of a block by a line end, cells by a tab.
pub fn plain_text(document: &Document) -> String {
    let blocks = document.blocks.iter().map(Block::plain_text).filter(|text| !text.trim().is_empty());
    blocks.collect::<Vec<_>>().join("\n\n")
}

/// The beginning of the running text (paragraphs, quotations, lists, verse, answers; no headings, captions, tables or
/// boxes) in one line of at most `characters` characters, the «…» included. Words are never cut: if the first word does
/// not fit, the result is empty. Punctuation that would look odd before the «…» is dropped.
pub fn excerpt(document: &Document, characters: usize) -> String {
    let running = |block: &&Block| {
        matches!(
            block.node,
            Node::Paragraph(_) | Node::Quotation(_) | Node::List(_) | Node::Verse(_) | Node::QuestionAnswer(_)
        )
    };
    let mut out = String::new();
    let mut length = 0;
    for block in document.blocks.iter().filter(running) {
        for word in block.plain_text().split_whitespace() {
            let needed = word.chars().count() + usize::from(!out.is_empty());
            if length + needed > characters {
                return with_ellipsis(out, characters);
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
            length += needed;
        }
    }
    out
}

/// Removes words until the ellipsis fits.
fn with_ellipsis(mut out: String, characters: usize) -> String {
    loop {
        let kept = out.trim_end_matches(|c: char| {
            matches!(c, '،' | ',' | '.' | ':' | '؛' | ';' | '-' | '–' | '—' | '…' | '«' | '(' | '"')
                || c.is_whitespace()
        });
        if kept.is_empty() {
            return String::new();
        }
        if kept.chars().count() < characters {
            return format!("{kept}…");
        }
        let end = kept.rfind(char::is_whitespace).unwrap_or(0);
        out.truncate(end);
    }
}

/// Words of the story, captions included: stretches between white space that contain a letter or a digit.
pub fn word_count(document: &Document) -> usize {
    let words = |block: &Block| block.plain_text().split_whitespace().filter(|w| w.chars().any(is_of_a_word)).count();
    document.blocks.iter().map(words).sum()
}

/// Arabic letters first: the tables of all scripts are consulted only for the rest.
fn is_of_a_word(c: char) -> bool {
    matches!(c, 'ء'..='غ' | 'ف'..='ي') || c.is_alphanumeric()
}

/// Minutes of reading at [`WORDS_PER_MINUTE`], rounded up; 0 for a story without words.
pub fn reading_minutes(document: &Document) -> usize {
    word_count(document).div_ceil(WORDS_PER_MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(text: &str) -> Document {
        let mut source = || 3;
        crate::plain::read(text, &mut source)
    }

    #[test]
    fn excerpts_end_at_words() {
        let story = story("اتفق وزراء تسع دول، أمس، على خريطة طريق.\n\nثم مضوا");
        assert_eq!(excerpt(&story, 20), "اتفق وزراء تسع دول…");
        assert_eq!(excerpt(&story, 18), "اتفق وزراء تسع…");
        assert_eq!(excerpt(&story, 3), "");
        assert_eq!(excerpt(&story, 500), "اتفق وزراء تسع دول، أمس، على خريطة طريق. ثم مضوا");
        for characters in 0..60 {
            assert!(excerpt(&story, characters).chars().count() <= characters, "{characters}");
        }
    }

    #[test]
    fn words_are_counted() {
        let story = story("قال - نعم! 90+4\n\nو");
        assert_eq!((word_count(&story), reading_minutes(&story)), (4, 1));
        assert_eq!(reading_minutes(&Document::default()), 0);
    }
}
