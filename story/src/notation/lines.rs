//! The notation line by line: which block a line begins or continues. Promise: no text fails; time is linear in the
//! text.

use super::inline;
use super::notice::{Notice, NoticeKind};
use crate::document::{Couplet, List, ListItem, Node, QuestionAnswer, Quotation};
use crate::ids::BlockId;
use crate::limits::LIST_DEPTH_MAX;
use crate::text::{Direction, Text};

/// Digits before the point of a numbered item, at most: a year at the beginning of a paragraph is not an item.
pub(super) const ITEM_DIGITS_MAX: usize = 3;
/// Spaces that a tab before an item counts as.
const TAB_WIDTH: usize = 4;

/// A block or locked line of the text.
pub(super) enum Item {
    /// A block in the notation, without an id yet.
    Block {
        /// Its direction.
        dir: Option<Direction>,
        /// Its language.
        lang: Option<String>,
        /// Its kind and content.
        node: Node,
    },
    /// A locked line.
    Locked {
        /// Its line number, from 1.
        line: usize,
        /// The block it names.
        id: BlockId,
        /// The line as typed.
        whole: String,
    },
}

/// Reads the whole text. Its line ends are `\n`; it has no other control character than the tab.
pub(super) fn read(text: &str, notices: &mut Vec<Notice>) -> Vec<Item> {
    let mut page = Page { items: Vec::new(), attributes: (None, None), open: None, begun: 0, goes_on: false, notices };
    for (index, line) in text.split('\n').enumerate() {
        page.line(index + 1, line);
    }
    page.end();
    page.items
}

/// An open block: its lines without their signs.
enum Open {
    Paragraph(String),
    Subheading(u8, String),
    Quotation { paragraphs: Vec<String>, speaker: Option<String> },
    PullQuote(String),
    List(Vec<Entry>),
    Verse(Vec<String>),
    QuestionAnswer { question: String, answer: Vec<String> },
}

/// A line of a list.
struct Entry {
    indent: usize,
    ordered: bool,
    raw: String,
}

/// The sign with which a line begins.
enum Sign<'a> {
    Separator,
    Subheading(u8, &'a str),
    Quotation(&'a str),
    PullQuote(&'a str),
    Speaker(&'a str),
    Item { indent: usize, ordered: bool, rest: &'a str },
    Couplet(&'a str),
    Question(&'a str),
    Answer(&'a str),
    Locked(BlockId),
    None,
}

struct Page<'a> {
    items: Vec<Item>,
    attributes: (Option<String>, Option<Direction>),
    open: Option<Open>,
    /// The line with which the open block began.
    begun: usize,
    /// Whether the last line ended with a backslash: the next one belongs to it, whatever it begins with.
    goes_on: bool,
    notices: &'a mut Vec<Notice>,
}

impl Page<'_> {
    fn line(&mut self, number: usize, line: &str) {
        if line.trim().is_empty() {
            return self.end();
        }
        let goes_on = std::mem::replace(&mut self.goes_on, ends_with_break(line));
        if goes_on && let Some(open) = &mut self.open {
            return open.go_on(line);
        }
        let rest = match attributes(line) {
            Some((attributes, rest)) => {
                self.end();
                self.attributes = attributes;
                if rest.trim().is_empty() {
                    return; // they apply to the block of the next line
                }
                rest
            }
            None => line,
        };
        if self.open.is_none() {
            self.begun = number;
        }
        match (sign(rest), &mut self.open) {
            (Sign::PullQuote(words), Some(Open::PullQuote(raw))) => {
                raw.push('\n');
                raw.push_str(words);
            }
            (Sign::Quotation(words), Some(Open::Quotation { paragraphs, speaker: None })) => {
                paragraphs.push(words.to_owned());
            }
            (Sign::Speaker(words), Some(Open::Quotation { speaker: speaker @ None, .. })) => {
                *speaker = Some(words.to_owned());
            }
            (Sign::Item { indent, ordered, rest }, Some(Open::List(entries)))
                if entries.first().is_some_and(|first| indent > first.indent || ordered == first.ordered) =>
            {
                entries.push(Entry { indent, ordered, raw: rest.to_owned() });
            }
            (Sign::Couplet(words), Some(Open::Verse(couplets))) => couplets.push(words.to_owned()),
            (Sign::Answer(words), Some(Open::QuestionAnswer { answer, .. })) => answer.push(words.to_owned()),
            // A line without a sign continues the block above it. A subheading has only one line, and a speaker ends a
            // quotation.
            (Sign::None | Sign::Speaker(_) | Sign::Answer(_), Some(open)) if open.takes_lines() => open.go_on(rest),
            (sign, _) => self.begin(number, sign, rest),
        }
    }

    fn begin(&mut self, number: usize, sign: Sign, line: &str) {
        if self.open.is_some() {
            self.end();
        }
        self.goes_on = ends_with_break(line);
        self.begun = number;
        let words = str::to_owned;
        self.open = Some(match sign {
            Sign::Separator => {
                self.goes_on = false;
                return self.push(Node::Separator);
            }
            Sign::Locked(id) => {
                self.goes_on = false;
                self.attributes = (None, None);
                self.items.push(Item::Locked { line: number, id, whole: line.to_owned() });
                return;
            }
            Sign::Subheading(level, rest) => Open::Subheading(level, words(rest)),
            Sign::Quotation(rest) => Open::Quotation { paragraphs: vec![words(rest)], speaker: None },
            Sign::PullQuote(rest) => Open::PullQuote(words(rest)),
            Sign::Item { indent, ordered, rest } => Open::List(vec![Entry { indent, ordered, raw: words(rest) }]),
            Sign::Couplet(rest) => Open::Verse(vec![words(rest)]),
            Sign::Question(rest) => Open::QuestionAnswer { question: words(rest), answer: Vec::new() },
            Sign::Speaker(_) | Sign::Answer(_) | Sign::None => Open::Paragraph(words(line)),
        });
    }

    fn push(&mut self, node: Node) {
        let (lang, dir) = std::mem::take(&mut self.attributes);
        self.items.push(Item::Block { dir, lang, node });
    }

    /// Ends the open block.
    fn end(&mut self) {
        self.goes_on = false;
        let Some(open) = self.open.take() else {
            self.attributes = (None, None);
            return;
        };
        let node = self.node(open);
        self.push(node);
    }

    fn node(&mut self, open: Open) -> Node {
        match open {
            Open::Paragraph(raw) => Node::Paragraph(self.text(&raw)),
            Open::Subheading(level, raw) => Node::Subheading { level, text: self.text(&raw) },
            Open::PullQuote(raw) => Node::PullQuote(self.text(&raw)),
            Open::Quotation { paragraphs, speaker } => Node::Quotation(Quotation {
                paragraphs: self.texts(&paragraphs),
                speaker: self.text(&speaker.unwrap_or_default()),
            }),
            Open::List(entries) => Node::List(self.list(entries)),
            Open::Verse(couplets) => Node::Verse(couplets.iter().map(|raw| self.couplet(raw)).collect()),
            Open::QuestionAnswer { question, answer } => Node::QuestionAnswer(QuestionAnswer {
                question: self.text(&question),
                answer: if answer.is_empty() { vec![Text::new()] } else { self.texts(&answer) },
            }),
        }
    }

    fn texts(&mut self, raws: &[String]) -> Vec<Text> {
        raws.iter().map(|raw| self.text(raw)).collect()
    }

    fn text(&mut self, raw: &str) -> Text {
        let mut refused = Vec::new();
        let text = inline::read(raw, &mut refused);
        let line = Some(self.begun);
        self.notices.extend(refused.into_iter().map(|href| Notice { line, kind: NoticeKind::Link { href } }));
        text
    }

    fn couplet(&mut self, raw: &str) -> Couplet {
        let (first, second) = halves(raw);
        Couplet { first: self.text(first), second: self.text(second) }
    }

    /// Makes a list of the entries by their indents. Entries deeper than a list may be are put on its deepest level.
    fn list(&mut self, entries: Vec<Entry>) -> List {
        let mut levels: Vec<(usize, List)> = Vec::new();
        for entry in entries {
            while levels.len() > 1 && levels.last().is_some_and(|(indent, _)| entry.indent < *indent) {
                fold(&mut levels);
            }
            let deeper = levels.last().is_none_or(|(indent, _)| entry.indent > *indent);
            if deeper && levels.len() < LIST_DEPTH_MAX {
                let above = levels.last_mut().and_then(|(_, list)| list.items.last_mut());
                let begun = above.and_then(|item| item.list.take());
                levels.push((entry.indent, begun.unwrap_or(List { ordered: entry.ordered, items: Vec::new() })));
            }
            let text = self.text(&entry.raw);
            if let Some((_, list)) = levels.last_mut() {
                list.items.push(ListItem { text, list: None });
            }
        }
        while levels.len() > 1 {
            fold(&mut levels);
        }
        levels.pop().map(|(_, list)| list).unwrap_or_default()
    }
}

/// Puts the innermost list under the last item of the one around it.
fn fold(levels: &mut Vec<(usize, List)>) {
    let Some((_, inner)) = levels.pop() else { return };
    if let Some(item) = levels.last_mut().and_then(|(_, list)| list.items.last_mut()) {
        item.list = Some(inner);
    }
}

impl Open {
    /// Whether a line without a sign continues the block.
    fn takes_lines(&self) -> bool {
        !matches!(self, Open::Subheading(..) | Open::Quotation { speaker: Some(_), .. })
    }

    /// Adds a line to the last text of the block.
    fn go_on(&mut self, line: &str) {
        let last = match self {
            Open::Paragraph(raw) | Open::Subheading(_, raw) | Open::PullQuote(raw) => Some(raw),
            Open::Quotation { speaker: Some(speaker), .. } => Some(speaker),
            Open::Quotation { paragraphs, .. } => paragraphs.last_mut(),
            Open::List(entries) => entries.last_mut().map(|entry| &mut entry.raw),
            Open::Verse(couplets) => couplets.last_mut(),
            Open::QuestionAnswer { question, answer } => Some(answer.last_mut().unwrap_or(question)),
        };
        if let Some(raw) = last {
            raw.push('\n');
            raw.push_str(line);
        }
    }
}

/// Whether the line ends with an odd number of backslashes: the last one is not an escaped backslash.
fn ends_with_break(line: &str) -> bool {
    line.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

type Attributes = (Option<String>, Option<Direction>);

/// Language and direction before a block, and the rest of the line.
fn attributes(line: &str) -> Option<(Attributes, &str)> {
    let (spec, rest) = line.trim_start().strip_prefix('{')?.split_once('}')?;
    let rest = if rest.is_empty() { rest } else { rest.strip_prefix(' ')? };
    Some((inline::language_and_direction(spec)?, rest))
}

fn sign(line: &str) -> Sign<'_> {
    let start = line.trim_start();
    let indent = line[..line.len() - start.len()].chars().map(|c| if c == '\t' { TAB_WIDTH } else { 1 }).sum();
    let after = |sign: &str| start.strip_prefix(sign).map(one_blank_less);
    if matches!(start.trim_end(), "***" | "---" | "* * *" | "⁂") {
        return Sign::Separator;
    }
    if let Some(id) = locked_id(start) {
        return Sign::Locked(id);
    }
    if let Some(rest) = after("###").filter(|_| !start.starts_with("####")) {
        return Sign::Subheading(3, rest);
    }
    if let Some(rest) = after("##").filter(|_| !start.starts_with("###")) {
        return Sign::Subheading(2, rest);
    }
    if let Some(rest) = after(">>") {
        return Sign::PullQuote(rest);
    }
    if let Some(rest) = after(">") {
        return Sign::Quotation(rest);
    }
    if let Some(rest) = after("—") {
        return Sign::Speaker(rest);
    }
    if let Some(rest) = after("•") {
        return Sign::Item { indent, ordered: false, rest };
    }
    if let Some(rest) = ["-", "*"].iter().find_map(|sign| parted(start.strip_prefix(sign)?)) {
        return Sign::Item { indent, ordered: false, rest };
    }
    if let Some(rest) = after_number(start) {
        return Sign::Item { indent, ordered: true, rest };
    }
    if let Some(rest) = start.strip_prefix('/').and_then(parted) {
        return Sign::Couplet(rest);
    }
    if let Some(rest) = ["س:", "Q:", "q:"].iter().find_map(|sign| after(sign)) {
        return Sign::Question(rest);
    }
    if let Some(rest) = ["ج:", "A:", "a:", "R:", "r:"].iter().find_map(|sign| after(sign)) {
        return Sign::Answer(rest);
    }
    Sign::None
}

/// Removes one space: it belongs to the sign before it.
fn one_blank_less(rest: &str) -> &str {
    rest.strip_prefix(' ').unwrap_or(rest)
}

/// The text after a sign that requires a space after it.
fn parted(rest: &str) -> Option<&str> {
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| one_blank_less(rest))
}

fn after_number(start: &str) -> Option<&str> {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '٠'..='٩' | '۰'..='۹');
    let rest = start.trim_start_matches(is_digit);
    let digits = start[..start.len() - rest.len()].chars().count();
    let rest = rest.strip_prefix(['.', ')', '-']).filter(|_| (1..=ITEM_DIGITS_MAX).contains(&digits))?;
    parted(rest)
}

/// The id of a locked line: the last word between its brackets.
fn locked_id(start: &str) -> Option<BlockId> {
    let (inside, _) = start.strip_prefix('⟦')?.split_once('⟧')?;
    BlockId::parse(inside.split_whitespace().next_back()?)
}

/// The two halves of a couplet, separated by `//` with a space before it and a space or nothing after it.
fn halves(raw: &str) -> (&str, &str) {
    for (at, _) in raw.match_indices(" //") {
        let rest = &raw[at + 3..];
        if rest.is_empty() || rest.starts_with(' ') {
            return (&raw[..at], one_blank_less(rest));
        }
    }
    (raw, "")
}
