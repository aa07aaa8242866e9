//! The document in the notation. Every block is read back after it is written: the form with the fewest escapes that
//! reads back as the same block is used, and a block without such a form is locked. So nothing can be lost here.

use super::inline;
use super::lines::{self, ITEM_DIGITS_MAX, Item};
use crate::document::{Block, Document, List, Node};
use crate::text::{Direction, Text};

/// Characters of the description in a locked line, at most.
const DESCRIPTION_CHARACTERS_MAX: usize = 60;

/// The whole document, with a blank line between blocks. In HTML, a line end belongs between `<textarea>` and the text:
/// browsers drop the first one.
pub fn write(document: &Document) -> String {
    document.blocks.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

fn block(block: &Block) -> String {
    try_write(block).unwrap_or_else(|| locked(block))
}

/// Whether the notation cannot express the node, whatever it contains.
pub(super) fn is_locked(node: &Node) -> bool {
    matches!(node, Node::Photo(_) | Node::Gallery { .. } | Node::Table(_) | Node::Embed(_) | Node::Infobox(_))
}

/// How much is escaped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escaping {
    /// Nothing.
    None,
    /// Whatever would give a line a sign.
    LineStarts,
    /// Everything that could have a meaning.
    Everything,
}

/// The block with the fewest escapes with which it reads back as the same block; `None` if there is no such form.
fn try_write(block: &Block) -> Option<String> {
    [Escaping::None, Escaping::LineStarts, Escaping::Everything].into_iter().find_map(|escaping| {
        let chunk = format!("{}{}", attributes(block.dir, block.lang.as_deref()), node(&block.node, escaping)?);
        let mut notices = Vec::new();
        let read = lines::read(&chunk, &mut notices);
        let same = |item: &Item| match item {
            Item::Block { dir, lang, node } => *dir == block.dir && *lang == block.lang && *node == block.node,
            Item::Locked { .. } => false,
        };
        (notices.is_empty() && read.len() == 1 && same(&read[0])).then_some(chunk)
    })
}

fn node(node: &Node, escaping: Escaping) -> Option<String> {
    Some(match node {
        Node::Paragraph(text) => paragraph(text, escaping),
        Node::Subheading { level, text } => {
            format!("{} {}", if *level == 2 { "##" } else { "###" }, line(text, escaping))
        }
        Node::PullQuote(text) => format!(">> {}", line(text, escaping)),
        Node::Quotation(quotation) => {
            let words = quotation.paragraphs.iter().map(|paragraph| format!("> {}", line(paragraph, escaping)));
            let speaker = (!quotation.speaker.is_empty()).then(|| format!("— {}", line(&quotation.speaker, escaping)));
            words.chain(speaker).collect::<Vec<_>>().join("\n")
        }
        Node::List(all) => {
            let mut entries = Vec::new();
            list(all, "", escaping, &mut entries);
            entries.join("\n")
        }
        Node::Verse(couplets) => {
            let couplet = couplets.iter().map(|couplet| match couplet.second.is_empty() {
                true => format!("/ {}", line(&couplet.first, escaping)),
                false => format!("/ {} // {}", line(&couplet.first, escaping), line(&couplet.second, escaping)),
            });
            couplet.collect::<Vec<_>>().join("\n")
        }
        Node::QuestionAnswer(pair) => {
            let question = format!("س: {}", line(&pair.question, escaping));
            let answer = pair.answer.iter().map(|paragraph| format!("ج: {}", line(paragraph, escaping)));
            std::iter::once(question).chain(answer).collect::<Vec<_>>().join("\n")
        }
        Node::Separator => "***".to_owned(),
        Node::Photo(_) | Node::Gallery { .. } | Node::Table(_) | Node::Embed(_) | Node::Infobox(_) => return None,
    })
}

/// Its lines stay lines.
fn paragraph(text: &Text, escaping: Escaping) -> String {
    let raw = inline::write(text, escaping == Escaping::Everything);
    let begun = |line: &str| if escaping == Escaping::None { line.to_owned() } else { without_sign(line) };
    raw.split('\n').map(|line| visible(line, &begun(line))).collect::<Vec<_>>().join("\n")
}

/// One element on one line; a line break is a backslash at the end of the line.
fn line(text: &Text, escaping: Escaping) -> String {
    let raw = inline::write(text, escaping == Escaping::Everything);
    let mut lines = raw.split('\n');
    let first = lines.next().map(|line| visible(line, line));
    // The following lines must not look like a locked line, although they would not be read as one.
    let others = lines.map(|line| match line.trim_start().starts_with('⟦') {
        true => without_sign(line),
        false => visible(line, line),
    });
    first.into_iter().chain(others).collect::<Vec<_>>().join("\\\n")
}

/// `written`, or a visible replacement for an empty or blank line.
fn visible(line: &str, written: &str) -> String {
    match line {
        "" => "{}".to_owned(),
        blank if blank.trim().is_empty() => format!("\\{blank}"),
        _ => written.to_owned(),
    }
}

/// The line with the sign at its beginning escaped, if there may be one. Signs that also begin marks are escaped by
/// [`Escaping::Everything`].
fn without_sign(line: &str) -> String {
    let start = line.trim_start();
    let blanks = &line[..line.len() - start.len()];
    let word: String = start.chars().take_while(|c| c.is_alphanumeric()).take(ITEM_DIGITS_MAX).collect();
    let rest = &start[word.len()..];
    let signs: &[char] =
        if word.is_empty() { &['#', '>', '-', '•', '—', '/', '⟦', '⁂'] } else { &['.', ')', '-', ':'] };
    if rest.starts_with(signs) { format!("{blanks}{word}\\{rest}") } else { line.to_owned() }
}

fn list(all: &List, indent: &str, escaping: Escaping, entries: &mut Vec<String>) {
    for (index, item) in all.items.iter().enumerate() {
        let sign = if all.ordered { format!("{}.", (index + 1).min(999)) } else { "-".to_owned() };
        entries.push(format!("{indent}{sign} {}", line(&item.text, escaping)));
        if let Some(below) = &item.list {
            list(below, &format!("{indent}  "), escaping, entries);
        }
    }
}

/// The line of a block that the notation cannot express: its node, its id, and a description.
pub(super) fn locked(block: &Block) -> String {
    let shown = match &block.node {
        Node::Photo(photo) => photo.caption.clone(),
        Node::Gallery { caption, photos } => format!("{caption} ({})", photos.len()),
        Node::Embed(embed) => format!("{} {}", embed.title, embed.url),
        _ => block.plain_text(),
    };
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = words.chars().take(DESCRIPTION_CHARACTERS_MAX).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    format!("⟦{} {}⟧ {short}", block.node.name(), block.id).trim_end().to_owned()
}

/// `{fr}`, `{fr,ltr}` or `{,ltr}` before a block; empty if the block has neither.
fn attributes(dir: Option<Direction>, lang: Option<&str>) -> String {
    match (lang, dir) {
        (None, None) => String::new(),
        (Some(lang), None) => format!("{{{lang}}} "),
        (lang, Some(dir)) => format!("{{{},{}}} ", lang.unwrap_or_default(), dir.as_str()),
    }
}
