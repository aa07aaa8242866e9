//! Plain text into a document. A blank line ends a paragraph. A single line end is a line break, unless the text is
//! wrapped at a column (agency mail), where it is a space. Never fails; the result is valid.

use crate::document::{Block, Document, Node};
use crate::ids::{IdSource, Ids};
use crate::limits;
use crate::text::{Text, one_line};

/// Characters of the longest line of a text that is wrapped at a column: agency mail is wrapped between 60 and 80, PDF
/// wider.
const COLUMN: std::ops::RangeInclusive<usize> = 45..=110;

/// Reads the paragraphs of plain text. If its lines end because the next word did not fit, or with a sentence, the text
/// was wrapped at a column and line ends become spaces; otherwise they stay as line breaks. Runs of spaces become one
/// space; control characters and bidi controls are dropped. Text beyond the limits of a story is left out.
pub fn read(text: &str, ids: &mut dyn IdSource) -> Document {
    let text = &text[..crate::html::floor(text, limits::FOREIGN_BYTES_MAX)];
    let text =
        text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{0B}'], "\n").replace(['\u{2029}', '\u{0C}'], "\n\n");
    let all: Vec<String> = text.split('\n').map(one_line).collect();
    let line_end = if is_wrapped(&all) { " " } else { "\n" };
    let mut ids = Ids::new(ids);
    let mut document = Document::default();
    let mut budget = limits::STORY_CHARACTERS_MAX;
    for lines in all.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()) {
        if document.blocks.len() == limits::STORY_BLOCKS_MAX || budget == 0 {
            break;
        }
        let paragraph: String = lines.join(line_end).chars().take(budget).collect();
        budget -= paragraph.chars().count();
        let paragraph = paragraph.trim();
        if !paragraph.is_empty() {
            document.blocks.push(Block::new(ids.fresh(), Node::Paragraph(Text::plain(paragraph))));
        }
    }
    document
}

/// Whether lines end because the next word did not fit, at least two of them, or with a sentence.
fn is_wrapped(lines: &[String]) -> bool {
    let length = |text: &str| text.chars().count();
    let longest = lines.iter().map(|line| length(line)).max().unwrap_or_default();
    let mut cut = 0;
    for pair in lines.windows(2).filter(|pair| pair.iter().all(|line| !line.is_empty())) {
        let [line, next] = pair else { continue };
        let word = next.split(' ').next().unwrap_or_default();
        if length(line) + 1 + length(word) > longest {
            cut += 1;
        } else if !ends_sentence(line) {
            return false;
        }
    }
    cut >= 2 && COLUMN.contains(&longest)
}

/// Whether a line ends with a sentence, with or without closing marks after it.
pub(crate) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '»', '”', ')', ' ']).ends_with(['.', '!', '؟', '?', '…', ':'])
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
    fn marks_of_direction_are_dropped_and_joiners_stay() {
        assert_eq!(
            paragraphs(
                "\u{200F}وصل\u{200E} \u{202B}القطار\u{202C}\u{061C}\n\u{2067}می\u{200C}رود\u{2069} 👩\u{200D}🚀"
            ),
            ["وصل القطار\nمی\u{200C}رود 👩\u{200D}🚀"]
        );
    }

    #[test]
    fn wrapped_mail_is_unwrapped() {
        let line = "كلمة ".repeat(12);
        assert_eq!(paragraphs(&format!("{line}\n{line}\nآخر"))[0].matches('\n').count(), 0);
        let mail = "وصلت السفينة أمس إلى الميناء بعد رحلة دامت أسبوعين كاملين\nوعلى متنها مئة راكب وأربعون من البحارة، قال الربان إن البحر\nكان هادئا.\n\nثم غادرت.";
        assert_eq!(paragraphs(mail).iter().map(|one| one.matches('\n').count()).collect::<Vec<_>>(), [0, 0]);
    }

    #[test]
    fn verses_and_headlines_keep_their_lines() {
        let verses = "على قدر أهل العزم تأتي العزائم وتكبر الأحلام\nوفي عين الصغير يكبر الصغار وإن طال المدى بهم يوما وطالا\nسطر أقصر من سابقيه بكثير\nوسطر رابع يمضي إلى آخر الصفحة من غير علامة ولا وقف";
        assert_eq!(paragraphs(verses)[0].matches('\n').count(), 3);
    }

    #[test]
    fn what_is_too_long_is_left_out() {
        assert_eq!(paragraphs(&"ب ".repeat(300_000)).concat().chars().count(), limits::STORY_CHARACTERS_MAX - 1);
        assert_eq!(paragraphs(&"ب\n\n".repeat(3_000)).len(), limits::STORY_BLOCKS_MAX);
    }
}
