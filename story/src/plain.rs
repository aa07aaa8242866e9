//! Plain text into a document. A blank line ends a paragraph; a single line end is a line break, unless the text is
//! wrapped at a column (agency mail), where it is a blank. Never fails; the result is valid.

use crate::document::{Block, Document, Node};
use crate::ids::{IdSource, Ids};
use crate::limits;
use crate::text::Text;

/// Lines from this length on look wrapped by a machine, in characters: agency mail wraps between 60 and 80.
const WRAPPED_LINE_MIN: usize = 50;

/// Paragraphs of plain text. Within a paragraph of three lines or more whose lines, but for the last, have 50 to 90
/// characters each, line ends are blanks (the text was wrapped); otherwise they are kept as line breaks. Runs of blanks are
/// one blank; control characters are dropped. What is beyond the limits of a story is left out.
pub fn read(text: &str, ids: &mut dyn IdSource) -> Document {
    let text = &text[..crate::html::floor(text, limits::FOREIGN_BYTES_MAX)];
    let text =
        text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{0B}'], "\n").replace(['\u{2029}', '\u{0C}'], "\n\n");
    let mut ids = Ids::new(ids);
    let mut document = Document::default();
    let mut budget = limits::STORY_CHARACTERS_MAX;
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n').chain([""]) {
        let line = folded(line);
        if !line.is_empty() {
            lines.push(line);
            continue;
        }
        if document.blocks.len() == limits::STORY_BLOCKS_MAX || budget == 0 {
            break;
        }
        let paragraph: String = joined(&lines).chars().take(budget).collect();
        lines.clear();
        budget -= paragraph.chars().count();
        let paragraph = paragraph.trim();
        if !paragraph.is_empty() {
            document.blocks.push(Block::new(ids.fresh(), Node::Paragraph(Text::plain(paragraph))));
        }
    }
    document
}

fn folded(line: &str) -> String {
    let kept: String = line.chars().filter(|c| (!c.is_control() || *c == '\t') && *c != '\u{FEFF}').collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn joined(lines: &[String]) -> String {
    let wide = |line: &String| (WRAPPED_LINE_MIN..=90).contains(&line.chars().count());
    let wrapped = lines.len() >= 3 && lines[..lines.len() - 1].iter().all(wide);
    lines.join(if wrapped { " " } else { "\n" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<String> {
        let mut source = || 1;
        let document = read(text, &mut source);
        document.validate().unwrap();
        document.blocks.iter().map(Block::plain_text).collect()
    }

    #[test]
    fn blank_lines_end_paragraphs_and_single_ones_break_lines() {
        assert_eq!(paragraphs("\u{FEFF}قال  الوزير\r\nنعم\r\n \r\n\r\nثم\u{0}مضى\t\n"), ["قال الوزير\nنعم", "ثممضى"]);
        assert!(paragraphs(" \n\n\t").is_empty());
    }

    #[test]
    fn wrapped_mail_is_unwrapped() {
        let line = "كلمة ".repeat(12);
        assert_eq!(paragraphs(&format!("{line}\n{line}\nآخر"))[0].matches('\n').count(), 0);
    }

    #[test]
    fn what_is_too_long_is_left_out() {
        assert_eq!(paragraphs(&"ب ".repeat(300_000)).concat().chars().count(), limits::STORY_CHARACTERS_MAX - 1);
        assert_eq!(paragraphs(&"ب\n\n".repeat(3_000)).len(), limits::STORY_BLOCKS_MAX);
    }
}
