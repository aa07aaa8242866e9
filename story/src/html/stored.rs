//! Texts as a CMS stores them: half HTML, half plain. WordPress's classic editor writes no `<p>`: a blank line ends a
//! paragraph and a line end is a line break (its `wpautop`). Plain exports have one paragraph per line, and texts of
//! news agencies are wrapped at a column. The kind of text decides what a line end means.

use super::style::Container;
use super::tree::Handle;

/// What a line end outside `<p>` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    Blank,
    Break,
    Paragraph,
}

/// Characters of the longest line of a text that is wrapped at a column.
const COLUMNS_MAX: usize = 110;
/// Characters of a line from which it counts as a paragraph by itself.
const PARAGRAPH_CHARACTERS: usize = 160;

/// What a line end means in this text.
pub(super) fn line_end(root: Handle) -> LineEnd {
    let mut seen = Lines::default();
    seen.below(root);
    match (seen.has_blank_lines, seen.are_cut(), seen.longest) {
        (_, true, _) => LineEnd::Blank,
        (true, ..) => LineEnd::Break,
        (false, _, PARAGRAPH_CHARACTERS..) if !seen.has_blocks => LineEnd::Paragraph,
        (false, ..) if !seen.has_blocks => LineEnd::Break,
        _ => LineEnd::Blank,
    }
}

/// Statistics of the lines outside `<p>`.
#[derive(Default)]
struct Lines {
    has_blank_lines: bool,
    has_blocks: bool,
    longest: usize,
    /// Lines that are followed by another without a blank line between, and their characters.
    followed: usize,
    followed_characters: usize,
}

impl Lines {
    fn below(&mut self, parent: Handle) {
        for child in parent.children() {
            match child.text() {
                Some(text) => self.text(text),
                None => {
                    self.has_blocks |= matches!(child.name(), "p" | "br" | "div" | "li" | "td");
                    let is_apart =
                        Container::of(child.name()).is_some() || matches!(child.name(), "pre" | "script" | "style");
                    if !is_apart {
                        self.below(child);
                    }
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        let mut lines = text.split('\n').map(str::trim).peekable();
        while let Some(line) = lines.next() {
            let characters = line.chars().count();
            self.longest = self.longest.max(characters);
            match lines.peek() {
                Some(&"") => {
                    let mut rest = lines.clone();
                    rest.next();
                    self.has_blank_lines |= rest.peek().is_some();
                }
                Some(_) if !line.is_empty() => {
                    self.followed += 1;
                    self.followed_characters += characters;
                }
                _ => {}
            }
        }
    }

    /// Whether the lines are wrapped at a column: they have about the same length and none is long.
    fn are_cut(&self) -> bool {
        self.followed >= 3
            && self.longest <= COLUMNS_MAX
            && self.followed_characters * 10 >= self.followed * self.longest * 7
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::*;

    fn check(html: &str, expected: LineEnd) {
        assert_eq!(line_end(Tree::parse(html).root()), expected, "{html}");
    }

    #[test]
    fn a_text_says_what_its_lines_are() {
        let long = "وصلت الدفعة الأولى من العربات إلى المرفأ بعد رحلة دامت أسبوعين. ".repeat(4);
        check(&format!("{long}\n\n{long}\nسطر"), LineEnd::Break);
        check(&format!("{long}\n{long}\n{long}"), LineEnd::Paragraph);
        check("سطر\nسطر آخر", LineEnd::Break);
        check(&format!("<p>{long}</p>\n<p>{long}</p>\n"), LineEnd::Blank);
        check(&format!("<div>\n{long}\n{long}</div>"), LineEnd::Blank);
        let cut = "وصلت الدفعة الأولى من العربات إلى المرفأ بعد رحلة دامت\n".repeat(6);
        check(&format!("{cut}\n{cut}"), LineEnd::Blank);
        check("", LineEnd::Break);
    }
}
