//! Selects the blocks of the story's element that belong to the story: paragraphs without calls, pointers, captions and
//! the repeated headline.

use super::{
    byline::words,
    dom::Block,
    line::{self, LineKind},
    metadata::Metadata,
    phrases::line_key,
    titles,
};

/// Lines at the beginning that are examined.
const HEAD_LINES_MAX: usize = 4;
/// Words of a pointer to another story, at most.
const POINTER_WORDS_MAX: usize = 40;

/// The blocks of the story itself, in order.
pub(super) fn of_story(blocks: Vec<Block>, metadata: &Metadata, headline: Option<&str>) -> Vec<Block> {
    let headline = headline.map(line_key);
    let blocks = headless(blocks);
    let begun = blocks.iter().position(is_text).unwrap_or(0);
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.into_iter().enumerate() {
        let key = line_key(&block.text);
        let again = headline.as_ref() == Some(&key) && at < begun + 3;
        let dated = at > begun
            && matches!(line::classify(&block.text), LineKind::Date(_) | LineKind::ReadCount(_))
            && words(&block.text) <= 12;
        let is_caption = metadata.captions.contains(&key) && headline.as_ref() != Some(&key);
        if again || dated || is_caption || is_aside(&block, &key) {
            continue;
        }
        kept.push(block);
    }
    kept
}

/// Removes lines before the text that only date it or caption a picture above it.
fn headless(mut blocks: Vec<Block>) -> Vec<Block> {
    for _ in 0..HEAD_LINES_MAX {
        let Some(first) = blocks.first().filter(|_| blocks.len() >= 2) else { break };
        let text = first.text.as_str();
        let count = words(text);
        let sentence = text.trim_end_matches(['"', '»', '”', ')']).ends_with(['.', '؟', '!', '?', ':', '…']);
        let dated = count <= 14
            && !sentence
            && arabic::date::find(text)
                .is_some_and(|found| found.date.full().is_some() && found.range.len() * 2 > text.len());
        let caption = first.after_image.is_some() && !first.strong && count <= 16 && !sentence;
        if !dated && !caption {
            break;
        }
        blocks.remove(0);
    }
    blocks
}

fn is_text(block: &Block) -> bool {
    line::classify(&block.text) == LineKind::Prose && !block.link
}

fn is_aside(block: &Block, key: &str) -> bool {
    let count = words(&block.text);
    is_aside_line(&block.text, key, count) || block.link && (4..=POINTER_WORDS_MAX).contains(&count)
}

/// Whether a line, with its key and word count, is a call to subscribe, a pointer, the length and title of a video, a
/// credit, or says how long ago the story was published. Works without markup.
pub(super) fn is_aside_line(text: &str, key: &str, count: usize) -> bool {
    if count <= 60 && titles::is_call(key) {
        return true;
    }
    let labels = [
        "more",
        "related",
        "read",
        "watch",
        "lire",
        "voir",
        "a lire",
        "notre dossier",
        "decryptage",
        "explainer",
        "video",
        "listen",
        "photos",
        "اقرا",
        "شاهد",
        "طالع",
        "تابع",
        "شاهد ايضا",
        "في الصور",
    ];
    let parted = text.split_once([':', '：', '|']).filter(|_| count <= POINTER_WORDS_MAX);
    if parted.is_some_and(|(label, rest)| words(rest) > 0 && labels.contains(&line_key(label).as_str())) {
        return true;
    }
    let lone = [
        "sommaire",
        "a decouvrir",
        "au sommaire",
        "summary",
        "in this article",
        "advertisement",
        "contents",
        "a voir",
        "playlist",
        "مقالات ذات صله",
    ];
    let ago = ["publie il y a", "il y a", "published", "updated", "منذ"].iter().any(|start| key.starts_with(start))
        && count <= 12
        && !text.ends_with('.')
        || super::relative::counts_back(text, key);
    let length = text.split(' ').next().is_some_and(|first| {
        first.len() <= 5
            && first.split_once(':').is_some_and(|(minutes, seconds)| {
                seconds.len() == 2
                    && [minutes, seconds]
                        .iter()
                        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
            })
    });
    let credit = count <= 10 && super::lead::begins_as_credit(text) && (text.contains(':') || text.starts_with('('));
    lone.contains(&key) || ago || length && count <= 24 && !text.ends_with('.') || credit
}
