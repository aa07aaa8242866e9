//! The notation inside a line: marks, links, runs of another language, escapes. Promises of the reader: no text fails;
//! time is linear in the text; whatever has no meaning stays as it is.

use std::borrow::Cow;

use crate::address;
use crate::limits::ADDRESS_BYTES_MAX;
use crate::text::{Direction, Foreign, Marks, Span, Text};

/// Marks open at the same time, at most; one of each kind is five. Further ones are text.
const OPEN_MARKS_MAX: usize = 16;
/// Brackets open inside an address, at most. An address with more is not one. Bounds the time of the search for its
/// end.
const ADDRESS_BRACKETS_MAX: usize = 8;

/// Reads the text of one element, line ends included. Addresses that are not allowed in a link go to `refused`; their
/// words and the address stay as text.
pub(super) fn read(raw: &str, refused: &mut Vec<String>) -> Text {
    let mut scan = Scan { raw, at: 0, items: Vec::new(), open: Vec::new(), refused };
    while let Some(found) = raw[scan.at..].find(['\\', '*', '_', '[', ']', '{', '}']) {
        scan.plain(scan.at + found);
        match raw.as_bytes()[scan.at] {
            b'\\' => scan.escape(),
            b'*' | b'_' => scan.toggle(),
            b'[' => scan.open(Kind::Link, 1, None),
            b']' => scan.close_link(),
            b'{' => scan.brace(),
            _ => scan.close(Kind::Brace, 1, None),
        }
    }
    scan.plain(raw.len());
    built(scan.items)
}

/// The kinds of marks that open and close.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `*` or `**`.
    Strong(usize),
    /// `_` or `__`.
    Emphasis(usize),
    /// `[` to `](address)`.
    Link,
    /// `{…:` to `}`.
    Brace,
}

enum Mark {
    Strong,
    Emphasis,
    Link(String),
    Foreign(Foreign),
    Statement(String),
}

enum Item<'a> {
    Plain(Cow<'a, str>),
    /// Text, unless something closes it.
    Open {
        literal: &'a str,
        kind: Kind,
        mark: Option<Mark>,
        closed: bool,
    },
    Close,
}

struct Scan<'a, 'b> {
    raw: &'a str,
    at: usize,
    items: Vec<Item<'a>>,
    /// Indexes of the open items, the innermost last.
    open: Vec<usize>,
    refused: &'b mut Vec<String>,
}

impl<'a> Scan<'a, '_> {
    /// Takes everything before `end` as text.
    fn plain(&mut self, end: usize) {
        if end > self.at {
            self.items.push(Item::Plain(Cow::Borrowed(&self.raw[self.at..end])));
            self.at = end;
        }
    }

    /// A backslash before a letter or digit is a backslash. Before anything else it removes that character's meaning.
    fn escape(&mut self) {
        let begin = self.at + 1;
        match self.raw[begin..].chars().next() {
            Some(next) if !next.is_alphanumeric() => {
                self.at = begin;
                self.plain(begin + next.len_utf8());
            }
            Some(_) => self.plain(begin),
            None => self.at = begin,
        }
    }

    fn toggle(&mut self) {
        let sign = self.raw.as_bytes()[self.at];
        let length = self.raw.as_bytes()[self.at..].iter().take_while(|byte| **byte == sign).count();
        let before = self.raw[..self.at].chars().next_back();
        let after = self.raw[self.at + length..].chars().next();
        let kind = if sign == b'*' { Kind::Strong(length) } else { Kind::Emphasis(length) };
        if length > 2 {
            self.plain(self.at + length);
        } else if self.is_open(kind) && ends(kind, before, after) {
            self.close(kind, length, None);
        } else if !self.is_open(kind) && begins(kind, before, after) {
            let mark = if sign == b'*' { Mark::Strong } else { Mark::Emphasis };
            self.open(kind, length, Some(mark));
        } else {
            self.plain(self.at + length);
        }
    }

    fn brace(&mut self) {
        let rest = &self.raw[self.at + 1..];
        if rest.starts_with('}') {
            self.at += 2; // «{}» is empty
            return;
        }
        let of_spec = |c: char| c.is_ascii_alphanumeric() || matches!(c, '*' | '_' | '#' | '-' | ',' | '،');
        let length = rest.find(|c| !of_spec(c)).unwrap_or(rest.len());
        match braced_mark(&rest[..length]).filter(|_| rest[length..].starts_with(':')) {
            Some(mark) => self.open(Kind::Brace, length + 2, Some(mark)),
            None => self.plain(self.at + 1),
        }
    }

    fn open(&mut self, kind: Kind, length: usize, mark: Option<Mark>) {
        if self.open.len() == OPEN_MARKS_MAX {
            return self.plain(self.at + length);
        }
        self.open.push(self.items.len());
        let literal = &self.raw[self.at..self.at + length];
        self.items.push(Item::Open { literal, kind, mark, closed: false });
        self.at += length;
    }

    fn is_open(&self, kind: Kind) -> bool {
        self.last_open(kind).is_some()
    }

    /// Index in `open` of the innermost item of that kind.
    fn last_open(&self, kind: Kind) -> Option<usize> {
        self.open
            .iter()
            .rposition(|item| matches!(&self.items[*item], Item::Open { kind: found, .. } if *found == kind))
    }

    /// Closes the innermost item of that kind. What was opened inside it and not closed is text.
    fn close(&mut self, kind: Kind, length: usize, found: Option<Mark>) {
        let Some(position) = self.last_open(kind) else { return self.plain(self.at + length) };
        let opener = self.open[position];
        self.open.truncate(position);
        let is_last = opener + 1 == self.items.len();
        if let Item::Open { mark, closed, .. } = &mut self.items[opener] {
            *closed = true;
            if found.is_some() {
                *mark = found;
            }
            // A link without words shows its address.
            let words = match mark {
                Some(Mark::Link(href)) if is_last => Some(Item::Plain(Cow::Owned(href.clone()))),
                _ => None,
            };
            self.items.extend(words);
        }
        self.items.push(Item::Close);
        self.at += length;
    }

    fn close_link(&mut self) {
        let Some(position) = self.last_open(Kind::Link) else { return self.plain(self.at + 1) };
        match address_after(&self.raw[self.at + 1..]) {
            Some((href, length)) if address::is_safe_link(&href) => {
                self.close(Kind::Link, 1 + length, Some(Mark::Link(href)));
            }
            found => {
                self.refused.extend(found.map(|(href, _)| href));
                self.open.remove(position);
                self.plain(self.at + 1);
            }
        }
    }
}

/// Whether a sign between these characters may begin a mark: never before white space, never after a digit (3*4); an
/// underscore also never after a letter (file_name).
fn begins(kind: Kind, before: Option<char>, after: Option<char>) -> bool {
    after.is_some_and(|c| !c.is_whitespace()) && !before.is_some_and(|c| joins(kind, c))
}

/// Whether the sign may end a mark, by the same rules in reverse.
fn ends(kind: Kind, before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(|c| joins(kind, c))
}

fn joins(kind: Kind, c: char) -> bool {
    match kind {
        Kind::Emphasis(_) => c.is_alphanumeric(),
        _ => c.is_numeric(),
    }
}

fn braced_mark(spec: &str) -> Option<Mark> {
    match spec {
        "*" => return Some(Mark::Strong),
        "_" => return Some(Mark::Emphasis),
        _ => {}
    }
    if let Some(id) = spec.strip_prefix('#') {
        return address::is_statement_id(id).then(|| Mark::Statement(id.to_owned()));
    }
    let (lang, dir) = language_and_direction(spec)?;
    Some(Mark::Foreign(Foreign { lang: lang?, dir: dir.unwrap_or(Direction::Auto) }))
}

/// Parses `fr`, `fr,ltr` or `,ltr`; `None` for anything else.
pub(super) fn language_and_direction(spec: &str) -> Option<(Option<String>, Option<Direction>)> {
    let (lang, dir) = spec.split_once([',', '،']).map_or((spec, None), |(lang, dir)| (lang, Some(dir)));
    let dir = match dir {
        Some(word) => Some(Direction::parse(word)?),
        None => None,
    };
    match lang {
        "" => dir.map(|dir| (None, Some(dir))),
        lang => address::is_language_tag(lang).then(|| (Some(lang.to_owned()), dir)),
    }
}

/// The address in round brackets at the beginning of `rest`, and its length with the brackets.
fn address_after(rest: &str) -> Option<(String, usize)> {
    let mut href = String::new();
    let mut depth = 0;
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        if at == 0 {
            if c != '(' {
                return None;
            }
            depth = 1;
            continue;
        }
        match c {
            '(' | ')' if escaped => {}
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            '(' if depth == ADDRESS_BRACKETS_MAX => return None,
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((href, at + 1));
        }
        if c.is_whitespace() || href.len() > ADDRESS_BYTES_MAX {
            return None;
        }
        escaped = false;
        href.push(c);
    }
    None
}

fn built(items: Vec<Item>) -> Text {
    let mut text = Text::new();
    let mut marks = vec![Marks::default()];
    for item in items {
        let now = marks.last().cloned().unwrap_or_default();
        match item {
            Item::Plain(words) => text.push_str(&words, &now),
            Item::Open { mark: Some(mark), closed: true, .. } => marks.push(with(now, mark)),
            Item::Open { literal, .. } => text.push_str(literal, &now),
            Item::Close => {
                marks.pop();
            }
        }
    }
    text
}

fn with(mut marks: Marks, mark: Mark) -> Marks {
    match mark {
        Mark::Strong => marks.strong = true,
        Mark::Emphasis => marks.emphasis = true,
        Mark::Link(href) => marks.link = Some(href),
        Mark::Foreign(foreign) => marks.foreign = Some(foreign),
        Mark::Statement(id) => marks.statement = Some(id),
    }
    marks
}

/// Writes a text. With `escape`, every sign that could have a meaning is escaped. Line ends stay line ends.
pub(super) fn write(text: &Text, escape: bool) -> String {
    let spans = text.spans();
    let wanted: Vec<Vec<Tag>> = spans.iter().map(|span| tags(&span.marks)).collect();
    let mut out = String::new();
    let mut open: Vec<(Tag, &'static str)> = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        let kept = open.iter().zip(&wanted[index]).take_while(|((have, _), want)| have == *want).count();
        close(&mut out, &mut open, kept, escape);
        for depth in kept..wanted[index].len() {
            let tag = wanted[index][depth];
            let goes_on = |other: &Vec<Tag>| other.get(..=depth) == wanted[index].get(..=depth);
            let end = index + wanted[index..].iter().take_while(|other| goes_on(other)).count();
            let end_sign = begin(&mut out, tag, spans, index..end);
            open.push((tag, end_sign));
        }
        push(&mut out, &span.text, escape);
    }
    close(&mut out, &mut open, 0, escape);
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag<'a> {
    Statement(&'a str),
    Link(&'a str),
    Foreign(&'a Foreign),
    Emphasis,
    Strong,
}

/// The marks, from the outermost to the innermost.
fn tags(marks: &Marks) -> Vec<Tag<'_>> {
    let statement = marks.statement.as_deref().map(Tag::Statement);
    let link = marks.link.as_deref().map(Tag::Link);
    let foreign = marks.foreign.as_ref().map(Tag::Foreign);
    let emphasis = marks.emphasis.then_some(Tag::Emphasis);
    let strong = marks.strong.then_some(Tag::Strong);
    [statement, link, foreign, emphasis, strong].into_iter().flatten().collect()
}

/// Opens the mark over `run` and returns what closes it: the short sign, if the ends of the run allow it.
fn begin(out: &mut String, tag: Tag, spans: &[Span], run: std::ops::Range<usize>) -> &'static str {
    let first = spans[run.start].text.chars().next();
    let last = spans[run.end - 1].text.chars().next_back();
    let before = run.start.checked_sub(1).and_then(|index| spans[index].text.chars().next_back());
    let after = spans.get(run.end).and_then(|span| span.text.chars().next());
    let short = |kind| begins(kind, before, first) && ends(kind, last, after);
    let (open, close) = match tag {
        Tag::Strong if short(Kind::Strong(1)) => ("*".to_owned(), "*"),
        Tag::Emphasis if short(Kind::Emphasis(1)) => ("_".to_owned(), "_"),
        Tag::Strong => ("{*:".to_owned(), "}"),
        Tag::Emphasis => ("{_:".to_owned(), "}"),
        Tag::Link(_) => ("[".to_owned(), "]"),
        Tag::Statement(id) => (format!("{{#{id}:"), "}"),
        Tag::Foreign(Foreign { lang, dir: Direction::Auto }) => (format!("{{{lang}:"), "}"),
        Tag::Foreign(Foreign { lang, dir }) => (format!("{{{lang},{}:", dir.as_str()), "}"),
    };
    out.push_str(&open);
    close
}

fn close(out: &mut String, open: &mut Vec<(Tag, &'static str)>, kept: usize, escape: bool) {
    for (tag, sign) in open.drain(kept..).rev() {
        out.push_str(sign);
        if let Tag::Link(href) = tag {
            out.push('(');
            for c in href.chars() {
                if escape && matches!(c, '(' | ')') {
                    out.push('\\');
                }
                out.push(c);
            }
            out.push(')');
        }
    }
}

fn push(out: &mut String, text: &str, escape: bool) {
    let mut before = None;
    for c in text.chars() {
        let meant = matches!(c, '\\' | '*' | '_' | '[' | ']' | '{' | '}' | '⟦') || (c == '/' && before != Some('/'));
        if escape && meant && (c != '/' || before.is_none_or(char::is_whitespace)) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}
