//! Marked text: the content of a paragraph, a cell, a hemistich. Promise: a [`Text`] is always in canonical form (no
//! empty span, no two neighbours with the same marks), so that `==` compares the text and not its division into spans.

use arabic::normalize::is_bidi_control;

/// A line of text with marks. A line break inside a paragraph is the character `\n`. In the editor's JSON it is the
/// node `hard_break`, which ProseMirror counts as one position; here it is one UTF-16 unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Vec<Span>);

/// A stretch of text under one set of marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The characters; never empty inside a [`Text`].
    pub text: String,
    /// Their marks.
    pub marks: Marks,
}

/// The marks of a span, in their fixed order. A span has each mark at most once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Marks {
    /// Stress (Arabic has no italics: weight or colour by the theme).
    pub emphasis: bool,
    /// Importance.
    pub strong: bool,
    /// Address of a link: http, https, mailto or a path of this site ([`crate::address::is_safe_link`]).
    pub link: Option<String>,
    /// Words of another language.
    pub foreign: Option<Foreign>,
    /// Id of a confirmed statement: 1 to 64 characters of `A-Za-z0-9_-`. Speaker, verb and source are stored outside
    /// the document.
    pub statement: Option<String>,
}

/// Words of another language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Foreign {
    /// BCP 47 tag, for example `fr` or `sr-Latn`.
    pub lang: String,
    /// Direction of the run.
    pub dir: Direction,
}

/// Direction of a block or run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// By the first strong letter.
    Auto,
    /// Right to left.
    Rtl,
    /// Left to right.
    Ltr,
}

impl Direction {
    /// The word used in HTML and in the editor's JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Auto => "auto",
            Direction::Rtl => "rtl",
            Direction::Ltr => "ltr",
        }
    }

    /// The direction with that name, in lower case.
    pub fn parse(word: &str) -> Option<Direction> {
        [Direction::Auto, Direction::Rtl, Direction::Ltr].into_iter().find(|d| d.as_str() == word)
    }
}

impl Marks {
    /// Whether there is no mark.
    pub fn is_plain(&self) -> bool {
        *self == Marks::default()
    }
}

impl Text {
    /// An empty text.
    pub fn new() -> Text {
        Text::default()
    }

    /// Text without marks.
    pub fn plain(text: impl Into<String>) -> Text {
        let mut line = Text::new();
        line.push(Span { text: text.into(), marks: Marks::default() });
        line
    }

    /// One line of text from elsewhere, without marks. Runs of white space become one space; other control characters,
    /// byte order marks and bidi controls are dropped.
    pub fn from_elsewhere(text: &str) -> Text {
        Text::plain(one_line(text))
    }

    /// Adds a span at the end. It is merged with the last one if the marks are the same.
    pub fn push(&mut self, span: Span) {
        self.push_str(&span.text, &span.marks);
    }

    /// Adds characters with `marks` at the end.
    pub fn push_str(&mut self, text: &str, marks: &Marks) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.marks == *marks => last.text.push_str(text),
            _ => self.0.push(Span { text: text.to_owned(), marks: marks.clone() }),
        }
    }

    /// Adds another text at the end.
    pub fn append(&mut self, other: Text) {
        for span in other.0 {
            self.push(span);
        }
    }

    /// The spans in order, in canonical form.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// The characters without marks; `\n` is a line break.
    pub fn to_plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }

    /// Whether it has no characters.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it has nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|span| span.text.trim().is_empty())
    }

    /// Length in characters (Unicode scalar values).
    pub fn characters(&self) -> usize {
        self.0.iter().map(|span| span.text.chars().count()).sum()
    }

    /// The last character.
    pub fn last_char(&self) -> Option<char> {
        self.0.last().and_then(|span| span.text.chars().next_back())
    }

    /// Without `strong` if every word is strong: headings are bold already.
    pub(crate) fn without_overall_strong(self) -> Text {
        if !self.0.iter().all(|span| span.marks.strong || span.text.trim().is_empty()) {
            return self;
        }
        self.0.into_iter().map(|span| Span { marks: Marks { strong: false, ..span.marks }, ..span }).collect()
    }

    /// Without white space at both ends.
    pub fn trimmed(self) -> Text {
        let mut spans = self.0;
        while let Some(last) = spans.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            spans.pop();
        }
        let mut text = Text::new();
        for span in spans {
            let kept = if text.is_empty() { span.text.trim_start() } else { &span.text };
            text.push_str(kept, &span.marks);
        }
        text
    }
}

impl FromIterator<Span> for Text {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Text {
        let mut text = Text::new();
        spans.into_iter().for_each(|span| text.push(span));
        text
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::plain(text)
    }
}

/// `text` on one line, as a document accepts it. Runs of white space become one space; other control characters, byte
/// order marks and bidi controls are dropped.
pub(crate) fn one_line(text: &str) -> String {
    let is_kept = |c: &char| (!c.is_control() || c.is_whitespace()) && *c != '\u{FEFF}' && !is_bidi_control(*c);
    let kept: String = text.chars().filter(is_kept).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, BlockId, Document, Node};

    fn strong(text: &str) -> Span {
        Span { text: text.into(), marks: Marks { strong: true, ..Marks::default() } }
    }

    #[test]
    fn neighbours_with_the_same_marks_are_one() {
        let cut: Text = [strong("أ"), strong(""), strong("ب")].into_iter().collect();
        assert_eq!(cut, [strong("أب")].into_iter().collect());
        assert_eq!(cut.spans().len(), 1);
    }

    #[test]
    fn trimming_drops_blank_ends() {
        let text: Text =
            [strong("  "), Span { text: " قال ".into(), marks: Marks::default() }, strong(" \n")].into_iter().collect();
        assert_eq!(text.trimmed(), Text::plain("قال"));
    }

    #[test]
    fn a_line_from_elsewhere_is_one_that_a_document_takes() {
        let all: String = (0..=0xa0).chain([0x200e, 0x202b, 0x2066, 0xfeff]).filter_map(char::from_u32).collect();
        for text in [all.as_str(), "قال\u{7f}\u{85} الوزير", "\u{b}قال\u{b}الوزير\u{0}"] {
            let block = Block::new(BlockId::parse("a").unwrap(), Node::Paragraph(Text::from_elsewhere(text)));
            assert_eq!(Document { blocks: vec![block] }.validate(), Ok(()), "{text:?}");
        }
        assert_eq!(Text::from_elsewhere("قال\u{b}الوزير").to_plain(), "قال الوزير");
    }
}
