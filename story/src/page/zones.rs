//! The lines around a story on a page: between headline and text, before the headline, and after the text.

use scraper::ElementRef;

use super::{
    SavedPage,
    byline::words,
    dom::{self, Block},
    line::{self, LineKind},
    phrases::{self, line_key},
};

/// Lines of one zone that are read.
const LINES_MAX: usize = 60;
/// Lines before the headline that may belong to it.
const ABOVE_MAX: usize = 3;
/// Lines after the text that may still be about it.
const BELOW_MAX: usize = 12;
/// Lines before the text in which its headline is searched for first.
const TITLE_LINES_MAX: usize = 25;
/// Lines before the text that are read if the headline was not found.
const UNTITLED_MAX: usize = 10;
/// Words by which a paragraph is recognised.
const WORDS_MAX: usize = 8;

/// The lines around a story's text, in reading order.
#[derive(Debug, Default)]
pub(super) struct Zones {
    /// Directly above the headline.
    pub above: Vec<Block>,
    /// After the headline, up to the first paragraph.
    pub header: Vec<Block>,
    /// From the first paragraph to the third.
    pub opening: Vec<Block>,
    /// After the last paragraph.
    pub below: Vec<Block>,
}

impl Zones {
    /// The zones of a page whose headline and text are known.
    pub(super) fn of(root: ElementRef<'_>, page: &SavedPage) -> Self {
        Self::of_lines(dom::lines(root), page)
    }

    /// The same, from lines in order.
    pub(super) fn of_lines(lines: Vec<Block>, page: &SavedPage) -> Self {
        let lines: Vec<(String, Block)> = lines.into_iter().map(|block| (beginning(&block.text), block)).collect();
        let headline = line_key(&page.headline);
        let known = |paragraph: Option<&String>| paragraph.map(|text| beginning(text)).filter(|key| !key.is_empty());
        let place = |key: &str| lines.iter().position(|(line, _)| line == key);
        let first = page.body_paragraphs.iter().take(3).find_map(|text| known(Some(text)).and_then(|key| place(&key)));
        let is_headline = |(_, block): &(String, Block)| line_key(&block.text) == headline;
        let title = match first {
            // If it is there twice, once above the byline and once above the text, the first one is meant.
            Some(first) => {
                let from = first.saturating_sub(TITLE_LINES_MAX);
                let near = lines.get(from..first).unwrap_or_default().iter().position(is_headline).map(|at| from + at);
                near.or_else(|| lines.iter().take(first).rposition(is_headline))
            }
            None => lines.iter().position(is_headline),
        };
        let end = first.or(title.map(|title| title + LINES_MAX)).unwrap_or(0).min(lines.len());
        let begin = title.map_or(end.saturating_sub(UNTITLED_MAX), |title| title + 1);
        let last = page.body_paragraphs.iter().rev().take(3).find_map(|text| {
            let key = beginning(text);
            lines.iter().rposition(|(line, _)| *line == key).filter(|at| first.is_none_or(|first| *at >= first))
        });
        let third = known(page.body_paragraphs.get(2)).and_then(|key| place(&key)).unwrap_or(0);
        let cut = |from: usize, to: usize| {
            lines.get(from..to).unwrap_or_default().iter().map(|(_, block)| block.clone()).collect()
        };
        let mut below: Vec<Block> =
            last.map_or_else(Vec::new, |last| cut(last + 1, (last + 1 + BELOW_MAX).min(lines.len())));
        let over = below
            .iter()
            .position(|block| line::classify(&block.text) == LineKind::End || block.link && words(&block.text) >= 5);
        below.truncate(over.unwrap_or(below.len()));
        Self {
            above: title.map_or_else(Vec::new, |title| cut(title.saturating_sub(ABOVE_MAX), title)),
            header: until_others(cut(begin.max(end.saturating_sub(LINES_MAX)), end)),
            opening: first.map_or_else(Vec::new, |first| cut(first, third.max(first).min(first + BELOW_MAX))),
            below,
        }
    }

    /// A counter with its word in a line around the text, or a bare number near the date.
    pub(super) fn read_count(&self) -> Option<u64> {
        let bare = self.header.iter().enumerate().filter(|(at, block)| {
            let beside = [at.checked_sub(1), Some(at + 1), at.checked_sub(2), Some(at + 2)];
            let dated = |at: usize| {
                self.header.get(at).is_some_and(|other| matches!(line::classify(&other.text), LineKind::Date(_)))
            };
            !block.boxed && block.text.len() >= 2 && beside.into_iter().flatten().any(dated)
        });
        let bare =
            || bare.map(|(_, block)| block).find_map(|block| line::read_count(&block.text)).filter(|count| *count > 0);
        self.labelled_count().or_else(bare)
    }

    /// A counter with its word: «قراءة 512».
    pub(super) fn labelled_count(&self) -> Option<u64> {
        let lines = self.header.iter().chain(&self.above).chain(&self.below);
        let labelled = lines.filter(|block| block.text.contains(char::is_alphabetic));
        labelled.filter_map(|block| line::read_count(&block.text)).find(|count| *count > 0)
    }
}

/// The lines before those that lead to other stories.
fn until_others(mut lines: Vec<Block>) -> Vec<Block> {
    let end = lines.iter().position(|block| is_related_link(&block.text)).unwrap_or(lines.len());
    lines.truncate(end);
    lines
}

/// Whether a line leads to other stories: «sur le même sujet», «اقرأ أيضا».
pub(super) fn is_related_link(text: &str) -> bool {
    const OTHERS: &[&str] = &["sujet", "related", "lies", "similaires", "ذات صله", "مشابهه", "relation"];
    let key = line_key(text);
    match phrases::furniture(&key, words(text)).map(|(what, _)| what) {
        Some(phrases::Furniture::ReadAlso) => true,
        Some(phrases::Furniture::End) => OTHERS.iter().any(|word| key.contains(word)),
        _ => false,
    }
}

/// The first words of a line as a key, by which the line is recognised.
pub(super) fn beginning(text: &str) -> String {
    let some: String = text.chars().take(240).collect();
    line_key(&some).split(' ').take(WORDS_MAX).collect::<Vec<_>>().join(" ")
}
