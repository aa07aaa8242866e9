//! Bodies: foreign markup and plain text become a story document by `story`'s own readers; what is not text of the
//! story (dateline, sign-off, notes) is taken out.

use serde::Serialize;
use story::html::NoticeKind;
use story::{Document, Node, Span, Text};

use crate::dateline::{self, Hints};
use crate::item::{Item, Media};
use crate::sentence;
use crate::text::clean;

/// Characters of a sign-off.
const SIGN_OFF_MAX: usize = 48;
/// Letters of the initials of one person or desk in a sign-off.
const INITIALS_MAX: usize = 4;
/// Last paragraphs among which a sign-off is looked for: it may stand before a line of stars.
const LAST_PARAGRAPHS: usize = 2;

/// Ids of blocks: the crate has no source of randomness, so they are numbers.
fn ids() -> impl FnMut() -> u64 {
    let mut next = 0u64;
    move || {
        next += 1;
        next
    }
}

/// A document of HTML; `None` if nothing of it is text.
pub(crate) fn of_html(html: &str) -> Option<Document> {
    of_html_with_pictures(html).0
}

/// A document of HTML, and the pictures that stand in it: a story has only pictures of the archive.
pub(crate) fn of_html_with_pictures(html: &str) -> (Option<Document>, Vec<Media>) {
    let (document, notices) = story::html::read(html, &mut ids());
    let pictures = notices.into_iter().filter_map(|notice| match notice.kind {
        NoticeKind::Picture { src, alt, caption } => {
            Some(Media { href: clean(&src), caption: clean(&caption).or_else(|| clean(&alt)), ..Media::new("picture") })
        }
        _ => None,
    });
    let pictures = pictures.collect();
    (Some(document).filter(|document| !document.blocks.is_empty()), pictures)
}

/// A document of plain text.
pub(crate) fn of_plain(text: &str) -> Option<Document> {
    let document = story::plain::read(text, &mut ids());
    Some(document).filter(|document| !document.blocks.is_empty())
}

/// A document of nodes.
pub(crate) fn of_nodes(nodes: Vec<Node>) -> Option<Document> {
    let mut source = ids();
    let mut ids = story::Ids::new(&mut source);
    let kept = nodes.into_iter().take(story::limits::STORY_BLOCKS_MAX);
    let blocks: Vec<story::Block> = kept.map(|node| story::Block::new(ids.fresh(), node)).collect();
    (!blocks.is_empty()).then_some(Document { blocks })
}

/// The plain text of HTML as one line.
pub(crate) fn plain_of_html(html: &str) -> Option<String> {
    if !html.contains(['<', '&']) {
        return clean(html);
    }
    let document = of_html(html)?;
    clean(&document.blocks.iter().map(story::Block::plain_text).collect::<Vec<_>>().join(" "))
}

/// Headings that hold several lines are leads that were set as headings: they become paragraphs.
pub(crate) fn unfold_headings(document: &mut Document) {
    let mut nodes = Vec::new();
    for block in std::mem::take(&mut document.blocks) {
        match block.node {
            Node::Subheading { text, .. } if text.to_plain().contains('\n') => {
                nodes.extend(text.to_plain().split('\n').map(|line| Node::Paragraph(Text::plain(line.trim()))));
            }
            node => nodes.push(node),
        }
    }
    *document = of_nodes(nodes).unwrap_or_default();
}

/// Takes the dateline that opens the body out of it. It becomes the item's, unless the item has one that names a place.
pub(crate) fn take_dateline(item: &mut Item, agencies: &[&str]) {
    let places = item.places.iter().map(|place| place.name.clone());
    let own = item.dateline.iter().filter_map(|dateline| dateline.place.clone());
    let names = item.source.iter().cloned().chain(agencies.iter().map(|name| (*name).to_owned()));
    let hints = Hints { places: places.chain(own).collect(), agencies: names.collect() };
    let Some(body) = &mut item.body else { return };
    let Some(Node::Paragraph(text)) = body.blocks.first_mut().map(|block| &mut block.node) else { return };
    if let Some(found) = dateline::alone(&text.to_plain()).filter(|_| item.dateline.is_none()) {
        item.dateline = Some(found);
        body.blocks.remove(0);
        return;
    }
    let Some(mut found) = dateline::run_in(&text.to_plain(), &hints) else { return };
    *text = without_start(text, found.length);
    // A dateline of its own that says more than the one in the text stays.
    let lower = |text: &Option<String>| text.clone().unwrap_or_default().to_lowercase();
    let fuller = lower(&found.dateline.text);
    let is_whole =
        |own: &crate::item::Dateline| own.place.is_some() && own.text.is_some() && !fuller.contains(&lower(&own.text));
    if !item.dateline.as_ref().is_some_and(is_whole) {
        let known = item.dateline.take().and_then(|dateline| dateline.place);
        if let (Some(known), Some(found)) = (known, &mut found.dateline.place) {
            *found = known;
        }
        item.dateline = Some(found.dateline);
    }
}

/// A text without its first bytes.
pub(crate) fn without_start(text: &Text, mut length: usize) -> Text {
    let mut rest = Text::new();
    for span in text.spans() {
        let cut = length.min(span.text.len());
        length -= cut;
        let kept = span.text.get(cut..).unwrap_or_default();
        rest.push(Span { text: kept.to_owned(), marks: span.marks.clone() });
    }
    rest
}

/// Takes the initials that end the text (`ab/cd`, `م ر/ع ر`) out of the body.
pub(crate) fn take_sign_off(item: &mut Item) {
    let Some(body) = &mut item.body else { return };
    let from = body.blocks.len().saturating_sub(LAST_PARAGRAPHS);
    let mut at = 0;
    body.blocks.retain(|block| {
        at += 1;
        at <= from.max(1) || !matches!(&block.node, Node::Paragraph(text) if is_sign_off(&text.to_plain()))
    });
}

/// Whether a paragraph is only initials with strokes between them.
pub(crate) fn is_sign_off(text: &str) -> bool {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    let is_initials = |part: &&str| {
        let mut words = part.split_whitespace().peekable();
        words.peek().is_some()
            && words.all(|word| word.chars().count() <= INITIALS_MAX && word.chars().all(char::is_alphabetic))
            && part.split_whitespace().count() <= 2
    };
    text.chars().count() <= SIGN_OFF_MAX && text.contains('/') && parts.len() >= 2 && parts.iter().all(is_initials)
}

/// What a body is made of, as `matbaa wire read` prints it.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outline {
    /// First sentence.
    pub first: Option<String>,
    /// Last sentence.
    pub last: Option<String>,
    /// Paragraphs, those of quotations included.
    pub paragraphs: usize,
    /// Subheadings.
    pub headings: usize,
    /// Tables.
    pub tables: usize,
    /// Lists; sublists are part of theirs.
    pub lists: usize,
}

/// The outline of a body.
pub fn outline(document: &Document) -> Outline {
    let mut outline = Outline::default();
    let mut texts: Vec<String> = Vec::new();
    for block in &document.blocks {
        match &block.node {
            Node::Paragraph(text) | Node::PullQuote(text) => {
                outline.paragraphs += 1;
                texts.push(text.to_plain());
            }
            Node::Quotation(quotation) => {
                outline.paragraphs += quotation.paragraphs.len();
                texts.extend(quotation.paragraphs.iter().map(Text::to_plain));
            }
            Node::Embed(_) => outline.paragraphs += 1,
            Node::Subheading { .. } => outline.headings += 1,
            Node::Table(_) => outline.tables += 1,
            Node::List(list) => {
                outline.lists += 1;
                texts.extend(list.items.iter().map(|item| item.text.to_plain()));
            }
            _ => {}
        }
    }
    let texts: Vec<String> = texts.iter().filter_map(|text| clean(text)).collect();
    let is_text = |text: &&String| crate::time::read(text).is_none() && arabic::date::read(text).is_none();
    let begin = texts.iter().find(is_text).or(texts.first());
    outline.first = begin.map(|text| sentence::first(text).to_owned());
    outline.last = texts.last().map(|text| sentence::last(text).to_owned());
    outline
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_offs_are_told_from_text() {
        for text in ["hh/ph/ts/hd", "سب-لال/نور-كام", "م ر/ع ر"] {
            assert!(is_sign_off(text), "{text}");
        }
        for text in ["and/or maybe not", "word-word", "1/2", "تموز/يوليو 2026", "انتهى"] {
            assert!(!is_sign_off(text), "{text}");
        }
    }

    #[test]
    fn dateline_and_sign_off_leave_the_body() {
        let mut item = Item::text();
        item.body = of_html("<p>ARGO (GNS) - <b>Ships</b> waited. Others came.</p><p>ab/cd</p>");
        take_dateline(&mut item, &[]);
        take_sign_off(&mut item);
        let found = outline(item.body.as_ref().unwrap());
        assert_eq!((found.first.as_deref(), found.last.as_deref()), (Some("Ships waited."), Some("Others came.")));
        assert_eq!(found.paragraphs, 1);
    }
}
