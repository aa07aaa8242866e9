//! IPTC 7901, the News Text Message of 1979 (IPTC Recommendation 7901): SOH header, keywords, STX text ETX, time, EOT.
//! The frame is often lost on the way; the shape of the header tells the format then.

use story::{Document, Node, Table, Text};

use crate::body;
use crate::item::{Code, Item};
use crate::reading::{ITEMS_MAX, Source};
use crate::refusal::{Notice, Refusal};
use crate::text::{clean, is_number, without_end_mark};
use crate::time::{self, Moment};

const SOH: char = '\u{1}';
const STX: char = '\u{2}';
const ETX: char = '\u{3}';
const EOT: char = '\u{4}';

/// Words with which a line of the head names the writer.
const BY: [&str; 8] = ["By ", "Von ", "من ", "Par ", "De ", "Por ", "Door ", "Av "];
/// Headings of the notebook under which notes to editors stand, in lower case.
const NOTE_HEADINGS: [&str; 7] = [
    "note to editors",
    "notes to editors",
    "redaktionelle hinweise",
    "redaktioneller hinweis",
    "hinweis an die redaktionen",
    "ملاحظة إلى المحررين",
    "إلى المحررين",
];

/// The header line.
#[derive(Debug, PartialEq)]
pub(crate) struct Header {
    sequence: String,
    priority: String,
    category: String,
    source: Option<String>,
}

/// The header that a line is: source letters and number, priority, category, count of words, name of the source.
pub(crate) fn header(line: &str) -> Option<Header> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [sequence, priority, category, count, rest @ ..] = words.as_slice() else { return None };
    let letters = sequence.chars().take_while(|c| c.is_alphabetic()).count();
    let number = sequence.get(sequence.len().checked_sub(3)?..)?;
    let fits = (2..=4).contains(&letters)
        && sequence.len() <= 9
        && is_number(number, 3)
        && priority.chars().count() == 1
        && (1..=4).contains(&category.chars().count())
        && category.chars().all(char::is_alphabetic)
        && is_number(count, 1);
    let source = match rest {
        [.., source, last] if last.contains(|c: char| c.is_ascii_digit()) => Some((*source).to_owned()),
        [.., source] => Some((*source).to_owned()),
        [] => None,
    };
    fits.then(|| Header {
        sequence: (*sequence).to_owned(),
        priority: (*priority).to_owned(),
        category: (*category).to_owned(),
        source,
    })
}

/// Reads the messages of a file.
///
/// # Errors
/// A file whose only message has no header.
pub(crate) fn read(text: &str, source: &mut Source) -> Result<Vec<Item>, Refusal> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let messages: Vec<&str> = text.split(SOH).filter(|part| !bare(part).trim().is_empty()).collect();
    let mut items = Vec::new();
    for (at, message) in messages.iter().enumerate().take(ITEMS_MAX) {
        match item(message, source) {
            Some(item) => items.push(item),
            None => source.notice(Notice::aside(format!("message {}", at + 1), "no header line of IPTC 7901")),
        }
    }
    if items.is_empty() {
        return Err(Refusal::Format("IPTC 7901 without a header line".into()));
    }
    Ok(items)
}

/// Text without control characters.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

fn item(message: &str, source: &Source) -> Option<Item> {
    let message = message.trim_start();
    let (first, rest) = message.split_once('\n')?;
    let header = header(&bare(first))?;
    let mut item = Item::text();
    item.urgency = header.priority.parse().ok().filter(|urgency| (1..=9).contains(urgency));
    item.sequence = Some(header.sequence);
    item.priority = Some(header.priority);
    item.category(Code::new(header.category, "iptc7901"));
    item.source = header.source;
    let (text, after) = rest.split_once(ETX).unwrap_or((rest, rest));
    item.sent = bare(after).lines().rev().find_map(moment).map(|moment| moment.in_zone(source.zone));
    let (keywords, text) = match text.split_once(STX) {
        Some((keywords, text)) => (Some(bare(keywords)), bare(text)),
        None => (None, bare(text)),
    };
    let text = text.trim_start_matches('\n').split(EOT).next().unwrap_or_default();
    let (head, copy) = at_empty_line(text);
    let mut lines: Vec<&str> = head.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    item.slugline = keywords.as_deref().and_then(clean);
    if item.slugline.is_none() && lines.first().is_some_and(|line| line.ends_with('/') || line.starts_with('/')) {
        item.slugline = clean(lines.remove(0));
    }
    heads(&mut item, &lines);
    let (public, notes) = parted(copy);
    item.ednote = note(notes);
    item.body = body::of_nodes(nodes(&public));
    body::take_sign_off(&mut item);
    signed(&mut item);
    body::take_dateline(&mut item, source.dialect.agencies);
    Some(item)
}

/// The text before and after the first empty line that is not the first, blanks not counted.
fn at_empty_line(text: &str) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() && !text.get(..at).unwrap_or_default().trim().is_empty() {
            return (text.get(..at).unwrap_or(text), text.get(at + line.len()..).unwrap_or_default());
        }
        at += line.len();
    }
    (text, "")
}

/// Take keys, headline and byline: the lines before the first empty one.
fn heads(item: &mut Item, lines: &[&str]) {
    let is_take = |line: &&&str| {
        let line = line.trim();
        line.starts_with('(') && line.ends_with(')') || crate::takes::is_key(line) || is_ordinal_take(line)
    };
    let takes = lines.iter().take_while(is_take).count().min(lines.len().saturating_sub(1));
    let (takes, rest) = lines.split_at(takes);
    item.take = clean(&takes.join(" "));
    let (by, headline): (Vec<&str>, Vec<&str>) = rest.iter().partition(|line| BY.iter().any(|by| line.starts_with(by)));
    item.headline = clean(&headline.iter().map(|line| without_end_mark(line)).collect::<Vec<_>>().join(" "));
    item.byline = clean(&by.iter().map(|line| without_end_mark(line)).collect::<Vec<_>>().join(" "));
}

/// `3RD NET`: an ordinal and a word in capitals.
fn is_ordinal_take(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_ordinal = words.next().is_some_and(|word| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        digits.len() < word.len() && is_number(digits, 1)
    });
    let rest: Vec<&str> = words.collect();
    is_ordinal && (1..=2).contains(&rest.len()) && rest.iter().all(|word| word.chars().all(char::is_uppercase))
}

/// The public text, and the notebook after it.
fn parted(copy: &str) -> (String, Option<&str>) {
    let mut at = 0;
    for line in copy.split_inclusive('\n') {
        let bare = line.trim();
        let is_end = bare.starts_with("# ") || bare.starts_with("* * *") || bare.starts_with("***") && bare.len() < 8;
        if is_end || moment(bare).is_some() {
            return (copy.get(..at).unwrap_or_default().to_owned(), copy.get(at..).filter(|_| is_end));
        }
        at += line.len();
    }
    (copy.to_owned(), None)
}

/// The notes to editors in the notebook.
fn note(notes: Option<&str>) -> Option<String> {
    let mut found = Vec::new();
    let mut is_note = false;
    for line in notes?.lines().map(str::trim) {
        if let Some(heading) = line.strip_prefix('#') {
            is_note = NOTE_HEADINGS.contains(&heading.trim_matches(['#', ' ']).to_lowercase().as_str());
        } else if line.starts_with("* * *") || line.is_empty() && is_note && !found.is_empty() {
            is_note = false;
        } else if is_note && !line.is_empty() {
            found.push(line.trim_start_matches(['-', ' ']));
        }
    }
    clean(&found.join(" "))
}

/// `212322 GMT Nov 18`, `062130 Okt 24`: day, hour, minute, zone, month, year.
fn moment(line: &str) -> Option<Moment> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (stamp, zone, month, year) = match words.as_slice() {
        [stamp, zone, month, year] => (stamp, Some(*zone), month, year),
        [stamp, month, year] => (stamp, None, month, year),
        _ => return None,
    };
    let month = time::month(month).filter(|_| is_number(stamp, 6) && stamp.len() == 6 && is_number(year, 2))?;
    let number = |range: std::ops::Range<usize>| stamp.get(range).and_then(|digits| digits.parse::<u32>().ok());
    let year: i32 = year.parse().ok()?;
    let year = if year < 100 { year + 2000 } else { year };
    let date = chrono::NaiveDate::from_ymd_opt(year, month, number(0..2)?)?;
    let local = date.and_hms_opt(number(2..4)?, number(4..6)?, 0)?;
    // A zone that is not known is local to the agency.
    Some(Moment::in_named_zone(local, zone.unwrap_or_default()))
}

/// Paragraphs, lists and tables of plain text: an empty line, an indented line or another kind of line ends each.
pub(crate) fn nodes(text: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut block: Vec<&str> = Vec::new();
    let mut kind = Line::Text;
    for line in text.lines() {
        let next = Line::of(line);
        let is_indented = line.starts_with("  ") || line.starts_with('\t');
        if next == Line::Empty || next != kind || next == Line::Text && is_indented {
            nodes.extend(kind.node(&block));
            block.clear();
        }
        kind = next;
        if next != Line::Empty {
            block.push(line);
        }
    }
    nodes.extend(kind.node(&block));
    nodes
}

#[derive(Clone, Copy, PartialEq)]
enum Line {
    Empty,
    Text,
    Item,
    Row,
}

impl Line {
    fn of(line: &str) -> Line {
        let bare = line.trim();
        match () {
            () if bare.is_empty() => Line::Empty,
            () if bare.starts_with('|') && bare.ends_with('|') && bare.len() > 1 => Line::Row,
            () if bare.starts_with("* ") || bare.starts_with("• ") || bare.starts_with("- ") => Line::Item,
            () => Line::Text,
        }
    }

    fn node(self, lines: &[&str]) -> Option<Node> {
        if lines.is_empty() {
            return None;
        }
        match self {
            Line::Empty => None,
            Line::Text => clean(&lines.join(" ")).map(|text| Node::Paragraph(Text::plain(text))),
            Line::Item => {
                let items = lines.iter().filter_map(|line| {
                    let text = clean(line.trim().trim_start_matches(['*', '•', '-', ' ']))?;
                    Some(story::ListItem { text: Text::plain(text), list: None })
                });
                Some(Node::List(story::List { ordered: false, items: items.collect() }))
                    .filter(|_| lines.len() > 1)
                    .or_else(|| clean(&lines.join(" ")).map(|text| Node::Paragraph(Text::plain(text))))
            }
            Line::Row => {
                let cells = |line: &&str| -> Vec<String> {
                    line.trim().trim_matches('|').split('|').map(|cell| clean(cell).unwrap_or_default()).collect()
                };
                table(lines.iter().map(cells).collect())
            }
        }
    }
}

/// A table of rows, filled up to the same length and within the limits of a story.
pub(crate) fn table(mut rows: Vec<Vec<String>>) -> Option<Node> {
    use story::limits::{TABLE_COLUMNS_MAX, TABLE_ROWS_MAX};
    rows.truncate(TABLE_ROWS_MAX);
    let width = rows.iter().map(Vec::len).max().filter(|width| *width > 0)?.min(TABLE_COLUMNS_MAX);
    let filled = rows.into_iter().map(|mut row| {
        row.resize(width, String::new());
        row.into_iter().map(Text::plain).collect()
    });
    Some(Node::Table(Table { rows: filled.collect(), ..Table::default() }))
}

/// Takes the line of initials that the agency signs with (`gns ab cd`) out of the body.
fn signed(item: &mut Item) {
    let source = item.source.clone().unwrap_or_default().to_lowercase();
    let is_signed = |document: &Document| {
        let Some(Node::Paragraph(text)) = document.blocks.last().map(|block| &block.node) else { return false };
        let text = text.to_plain();
        let mut words = text.split([' ', '/']);
        let first = words.next().unwrap_or_default().to_lowercase();
        let rest: Vec<&str> = words.collect();
        !first.is_empty() && first == source && rest.iter().all(|word| word.chars().count() <= 4 && !word.contains('.'))
    };
    if let Some(body) = item.body.as_mut().filter(|body| body.blocks.len() > 1 && is_signed(body)) {
        body.blocks.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::dialects::STANDARD;

    const MESSAGE: &str = "\u{1}gns0042 3 pol 120  gns 0042\r\n\r\nport/ships/\r\n\u{2}1ST LEAD\r\nShips wait =\r\n\
        By Lina Paz, gns =\r\n\r\nArgo (gns) - Ships waited\r\nfor hours.\r\n\r\n| a | b |\r\n| c |\r\n\r\nThey left.\r\n\
        # Notebook\r\n\r\n## Note to editors\r\n- adds hours\r\n\r\ngns lp\r\n\u{3}101545 GMT Mar 26\r\n\u{7f}\u{4}";

    fn items(text: &str) -> Vec<Item> {
        let context = Context::default();
        read(text, &mut Source::new(&STANDARD, &context)).unwrap()
    }

    #[test]
    fn a_message_is_read_with_and_without_its_frame() {
        for text in [MESSAGE.to_owned(), bare(&MESSAGE.replace("\r\n", "\n"))] {
            let [item] = items(&text).try_into().unwrap();
            assert_eq!(item.sequence.as_deref(), Some("gns0042"));
            assert_eq!(item.take.as_deref(), Some("1ST LEAD"));
            assert_eq!(item.headline.as_deref(), Some("Ships wait"));
            assert_eq!(item.byline.as_deref(), Some("By Lina Paz, gns"));
            assert_eq!(item.ednote.as_deref(), Some("adds hours"));
            assert_eq!(item.sent.map(|sent| sent.to_string()).as_deref(), Some("2026-03-10T15:45:00Z"));
            assert_eq!(item.dateline.unwrap().place.as_deref(), Some("Argo"));
            let outline = body::outline(&item.body.unwrap());
            assert_eq!((outline.paragraphs, outline.tables), (2, 1));
            assert_eq!(outline.first.as_deref(), Some("Ships waited for hours."));
        }
    }

    #[test]
    fn several_messages_in_one_file_are_several_items() {
        let text = format!("{MESSAGE}\u{1}rubbish\n{MESSAGE}");
        assert_eq!(items(&text).len(), 2);
    }
}
