//! Marked text to HTML: isolates, elements for marks, `<br>` for line breaks.

use std::borrow::Cow;
use std::ops::Range;

use arabic::digits::Digits;

use super::context::Context;
use super::{escape, isolate};
use crate::address;
use crate::text::{Direction, Marks, Text};

/// How the text of one block is written.
#[derive(Clone, Copy)]
pub(super) struct Inline {
    /// Whether left-to-right runs are isolated.
    pub isolate: bool,
    /// Whether class names and data attributes are written (readers' pages have them, feeds do not).
    pub classes: bool,
    /// The digits of its numbers.
    pub digits: Digits,
}

impl Inline {
    /// From the direction and language of the block, else of the page.
    pub fn of(context: &Context, dir: Option<Direction>, lang: Option<&str>, plain: &str) -> Inline {
        let is_of_page =
            lang.is_none_or(|lang| address::is_rtl_language(lang) == address::is_rtl_language(context.language));
        let digits = if is_of_page { context.digits } else { Digits::Western };
        Inline { isolate: isolates(context.language, dir, lang, plain), classes: true, digits }
    }

    /// Adds a plain field.
    pub fn push_field(self, out: &mut String, text: &str) {
        match self.isolate {
            true => escape::push_isolated(out, text, self.classes, self.digits),
            false => escape::push_in(out, text, self.digits),
        }
    }

    /// Adds marked text, with white space collapsed as browsers collapse it. `origin` is put before paths of this site.
    /// A mark over several spans is one element: a link that is half bold is still one link.
    pub fn push_text(self, out: &mut String, text: &Text, origin: &str) {
        let mut open: Vec<Tag> = Vec::new();
        for (piece, marks) in pieces(&linked(text)) {
            let wanted = tags(&marks, self.classes, origin);
            let kept = open.iter().zip(&wanted).take_while(|(have, want)| have == want).count();
            open.drain(kept..).rev().for_each(|tag| tag.close(out));
            wanted[kept..].iter().for_each(|tag| tag.open(out));
            open.extend_from_slice(&wanted[kept..]);
            match piece.as_str() {
                "\n" => out.push_str("<br>"),
                _ if marks.foreign.is_some() => escape::push(out, &piece),
                _ => self.push_field(out, &piece),
            }
        }
        open.into_iter().rev().for_each(|tag| tag.close(out));
    }
}

/// The text with the addresses in it turned into links.
fn linked(text: &Text) -> Cow<'_, Text> {
    if !text.spans().iter().any(|span| span.marks.link.is_none() && span.text.contains("http")) {
        return Cow::Borrowed(text);
    }
    let mut linked = Text::new();
    for span in text.spans() {
        let mut done = 0;
        for address in if span.marks.link.is_none() { addresses(&span.text) } else { Vec::new() } {
            linked.push_str(&span.text[done..address.start], &span.marks);
            let link = Some(span.text[address.clone()].to_owned());
            linked.push_str(&span.text[address.clone()], &Marks { link, ..span.marks.clone() });
            done = address.end;
        }
        linked.push_str(&span.text[done..], &span.marks);
    }
    Cow::Owned(linked)
}

/// Web addresses that are typed in a text: readers follow them, too.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("http").map(|start| at + start) {
        at = start + "http".len();
        let begins = !text[..start].ends_with(|c: char| c.is_alphanumeric());
        let is_one = ["http://", "https://"].iter().any(|scheme| text[start..].starts_with(scheme));
        if !begins || !is_one {
            continue;
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '،' | '؛');
        let end = text[start..].find(ends).map_or(text.len(), |end| start + end);
        let mut address = text[start..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '؟', '\'', '…']);
        // The closing bracket belongs to one that was opened before the address.
        while address.ends_with(')') && !address.contains('(') {
            address = address[..address.len() - 1].trim_end_matches(['.', ',']);
        }
        if address::is_safe_link(address) {
            found.push(start..start + address.len());
            at = start + address.len();
        }
    }
    found
}

/// Whether left-to-right runs are isolated in a text of this direction and language on a page in the language `page`.
pub(super) fn isolates(page: &str, dir: Option<Direction>, lang: Option<&str>, plain: &str) -> bool {
    match dir {
        Some(Direction::Rtl) => true,
        Some(Direction::Ltr) => false,
        Some(Direction::Auto) => first_strong_is_rtl(plain),
        None => match lang {
            Some(lang) => address::is_rtl_language(lang),
            None => address::is_rtl_language(page) || isolate::has_rtl(plain),
        },
    }
}

/// An element of a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tag {
    name: &'static str,
    attrs: Vec<(&'static str, String)>,
}

impl Tag {
    fn open(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        self.attrs.iter().for_each(|(name, value)| escape::push_attr(out, name, value));
        out.push('>');
    }

    fn close(&self, out: &mut String) {
        out.push_str("</");
        out.push_str(self.name);
        out.push('>');
    }
}

/// The elements of the marks, from the outermost to the innermost: statement, link, foreign, emphasis, strong.
fn tags(marks: &Marks, classes: bool, origin: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut push = |name, attrs| tags.push(Tag { name, attrs });
    if let Some(id) = marks.statement.as_ref().filter(|_| classes) {
        push("span", vec![("class", "statement".to_owned()), ("data-statement", id.clone())]);
    }
    if let Some(href) = &marks.link {
        let origin = if address::is_external(href) { "" } else { origin };
        push("a", vec![("href", format!("{origin}{href}"))]);
    }
    if let Some(foreign) = &marks.foreign {
        let mut attrs = vec![("lang", foreign.lang.clone()), ("dir", foreign.dir.as_str().to_owned())];
        if classes {
            attrs.push(("class", "foreign".to_owned()));
        }
        push("bdi", attrs);
    }
    if marks.emphasis {
        push("em", vec![]);
    }
    if marks.strong {
        push("strong", vec![]);
    }
    tags
}

/// Splits the text into words, collapsed white space and line breaks (`"\n"` alone). White space has only the marks
/// that both of its neighbours have, so that there is no underlined space and no empty element.
fn pieces(text: &Text) -> Vec<(String, Marks)> {
    let mut pieces: Vec<(String, Marks)> = Vec::new();
    let push_white = |pieces: &mut Vec<(String, Marks)>, white: &str| match pieces.last_mut() {
        _ if white.is_empty() => {}
        Some((last, _)) if last.trim().is_empty() => *last = folded(&format!("{last}{white}")),
        _ => pieces.push((folded(white), Marks::default())),
    };
    for span in text.spans() {
        for (index, line) in span.text.split('\n').enumerate() {
            if index > 0 {
                push_white(&mut pieces, "\n");
            }
            let (head, tail) = (line.trim_start(), line.trim_end());
            push_white(&mut pieces, &line[..line.len() - head.len()]);
            if !head.is_empty() {
                pieces.push((folded(head.trim_end()), span.marks.clone()));
                push_white(&mut pieces, &line[tail.len()..]);
            }
        }
    }
    for at in 0..pieces.len() {
        if pieces[at].0.trim().is_empty() {
            let before = at.checked_sub(1).map(|i| pieces[i].1.clone()).unwrap_or_default();
            let after = pieces.get(at + 1).map(|(_, marks)| marks.clone()).unwrap_or_default();
            pieces[at].1 = common(before, &after);
        }
    }
    pieces
}

pub(crate) fn common(one: Marks, two: &Marks) -> Marks {
    Marks {
        emphasis: one.emphasis && two.emphasis,
        strong: one.strong && two.strong,
        link: one.link.filter(|link| two.link.as_ref() == Some(link)),
        foreign: one.foreign.filter(|foreign| two.foreign.as_ref() == Some(foreign)),
        statement: one.statement.filter(|id| two.statement.as_ref() == Some(id)),
    }
}

/// Collapses each run of white space: to a line break if it contains one, else to the first character that is not an
/// ordinary space, else to a space.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut white: Option<char> = None;
    for c in text.chars() {
        if c.is_whitespace() {
            white = Some(match (white, c) {
                (Some('\n'), _) | (_, '\n') => '\n',
                (Some(' ') | None, '\t' | ' ') => ' ',
                (Some(' ') | None, other) => other,
                (Some(kept), _) => kept,
            });
        } else {
            out.extend(white.take());
            out.push(c);
        }
    }
    out.extend(white);
    out
}

fn first_strong_is_rtl(text: &str) -> bool {
    let mut buffer = [0; 4];
    text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| isolate::has_rtl(c.encode_utf8(&mut buffer)))
}
