//! Reads a story from HTML: first what the markup names (class vocabularies, schema.org, Open Graph), then the lines of
//! the story's element, assembled in the same way as text saves, then lines of the whole page for what is still
//! missing.

use super::{
    Notice, NoticeKind, PageError, SavedPage, body, byline, dates,
    dom::{self, Block},
    line::{self, LineKind},
    metadata::{self, Metadata},
    phrases::line_key,
    picture, relative, signed,
    sources::Sources,
    text::{self, Item},
    titles, topics,
    trace::Trace,
    vocabulary::{BODIES, COUNTERS, HEADLINES},
    zones::Zones,
};
use std::borrow::Cow;

use arabic::normalize::tidy;
use chrono_tz::Tz;
use scraper::{ElementRef, Html, Selector};

/// Depth of a tree that is given to the readability heuristics, at most: their time grows with depth.
const DEPTH_MAX: usize = 200;
/// Bytes of a page that is given to them, at most.
const READABLE_BYTES_MAX: usize = 1 << 20;
/// Characters of a story, at least.
const BODY_CHARS_MIN: usize = 30;

/// Paragraphs at the end in which a signature is searched for.
const END_PARAGRAPHS: usize = 4;

/// Elements per selector that are considered for the body, and for any other part.
const CANDIDATES_MAX: usize = 8;
const PARTS_MAX: usize = 60;
/// Bytes of a part other than the body, at most.
const PART_BYTES_MAX: usize = 4000;

/// Reads an HTML page.
///
/// # Errors
/// `NoHeadline`, `NoBody`, `ImpossibleDate`, all at line 1.
pub(super) fn read(source: &str, zone: Option<Tz>, trace: &mut Trace) -> Result<SavedPage, PageError> {
    if dom::is_too_deep(source) {
        return text::read(&dom::without_tags(source), trace);
    }
    let document = Html::parse_document(source);
    let root = document.root_element();
    let metadata = metadata::read(&document);
    let headline = headline(root, &metadata);
    let known = headline.as_deref();
    let element = body_element(root);
    let mut page = body_page(source, &document, element, &metadata, known)?;
    unsign(&mut page);
    let zones = Zones::of(root, &page);
    named_parts(root, element, &metadata, &zones, &mut page);
    let sources =
        Sources { root: Some(root), metadata: &metadata, zones: &zones, zone, saved: relative::saved_at(source) };
    signed::sign(&sources, &mut page, trace);
    fill(root, element, &mut page);
    let bad_date = dates::find(&sources, &mut page, trace);
    unsign(&mut page);
    unsign_end(&mut page);
    titles::find(&sources, &mut page, trace);
    picture::find(&sources, &mut page, trace);
    match (bad_date, page.published_on) {
        (Some(text), None) => return Err(PageError::ImpossibleDate { line: 1, text }),
        (Some(text), Some(_)) => page.notices.push(Notice { line: None, kind: NoticeKind::ImpossibleDate(text) }),
        _ => {}
    }
    page.notices.iter_mut().for_each(|notice| notice.line = None);
    Ok(page)
}

/// Removes the byline from the beginning of the text, if the page has it in one piece with the first paragraph.
fn unsign(page: &mut SavedPage) {
    let (Some(printed), Some(first)) = (&page.byline_as_printed, page.body_paragraphs.first_mut()) else { return };
    let Some((label, rest)) = first.split_once(printed.as_str()) else { return };
    let label = line_key(label);
    if (label.is_empty() || byline::is_label(&label)) && rest.starts_with(' ') && byline::words(rest) >= 5 {
        *first = rest.trim().to_owned();
    }
}

/// Removes a signature from the end of the text, if it is a paragraph of its own: the byline has it.
fn unsign_end(page: &mut SavedPage) {
    let from = page.body_paragraphs.len().saturating_sub(END_PARAGRAPHS).max(1);
    let mut signs: Vec<String> = page.writers.iter().map(|writer| line_key(writer)).collect();
    signs.extend(page.byline_as_printed.iter().map(|printed| line_key(printed)));
    let mut at = 0;
    page.body_paragraphs.retain(|paragraph| {
        at += 1;
        at <= from || !signs.contains(&line_key(paragraph))
    });
}

/// The elements that a list of selectors finds, in the order of the list.
pub(super) fn find<'a>(
    root: ElementRef<'a>,
    selectors: &'static [&'static str],
) -> impl Iterator<Item = ElementRef<'a>> {
    let parsed = selectors.iter().filter_map(|selector| Selector::parse(&in_both_markups(selector)).ok());
    parsed.flat_map(move |selector| root.select(&selector).take(PARTS_MAX).collect::<Vec<_>>())
}

/// Extends a microdata selector to RDFa: `itemprop="author"` is also `property="author"` or `property="schema:author"`.
fn in_both_markups(selector: &str) -> Cow<'_, str> {
    let property = selector.strip_prefix("[itemprop=").and_then(|rest| rest.strip_suffix(']'));
    match property {
        Some(name) => Cow::Owned(format!("[itemprop~={name}],[property~={name}],[property~='schema:{name}']")),
        None => Cow::Borrowed(selector),
    }
}

pub(super) fn text_of(element: ElementRef<'_>) -> String {
    let content = element.value().attr("content").filter(|_| element.value().name() == "meta");
    tidy(&content.map_or_else(|| limited(element), str::to_owned))
}

fn limited(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for piece in element.text() {
        text.push(' ');
        text.push_str(piece);
        if text.len() > PART_BYTES_MAX {
            break;
        }
    }
    text
}

/// The visible headline. One that the page's title or Open Graph repeats takes precedence.
fn headline(root: ElementRef<'_>, metadata: &Metadata) -> Option<String> {
    let named: Vec<String> = metadata.headlines.iter().chain(&metadata.title).map(|text| line_key(text)).collect();
    let titled = |text: &String| text.chars().any(char::is_alphabetic) && text.chars().count() <= 400;
    let in_box = |element: &ElementRef<'_>| element.ancestors().filter_map(ElementRef::wrap).any(dom::is_box);
    let shown = || find(root, HEADLINES).filter(|element| element.value().name() != "meta");
    let mut candidates: Vec<String> = shown().filter(|element| !in_box(element)).map(text_of).filter(titled).collect();
    // A headline in what looks like a box counts if the machine-readable data says much the same.
    candidates.extend(
        shown()
            .filter(in_box)
            .map(text_of)
            .filter(titled)
            .filter(|text| named.iter().any(|name| is_much_the_same(name, &line_key(text)))),
    );
    let confirmed = candidates.iter().find(|text| {
        let key = line_key(text);
        key.contains(' ') && named.iter().any(|name| name.starts_with(&key))
    });
    let first = candidates.first().filter(|text| byline::words(text) >= 2);
    let metadata_headline = || {
        metadata
            .headlines
            .first()
            .or(metadata.title.as_ref())
            .map(String::as_str)
            .map(without_site)
            .filter(|text| byline::words(text) >= 3)
    };
    confirmed.or(first).cloned().or_else(metadata_headline)
}

/// Whether most words of each text are in the other.
fn is_much_the_same(one: &str, other: &str) -> bool {
    let words = |key: &str| key.split(' ').map(str::to_owned).collect::<std::collections::HashSet<_>>();
    let (one, other) = (words(one), words(other));
    let both = one.intersection(&other).count();
    both >= 3 && both * 10 >= one.len().max(other.len()) * 7
}

/// A title without « - the paper» at its end.
fn without_site(title: &str) -> String {
    let cut = [" | ", " - ", " – ", " — ", " :: "]
        .iter()
        .filter_map(|mark| title.rsplit_once(mark))
        .min_by_key(|(_, site)| site.len());
    tidy(
        cut.filter(|(head, site)| byline::words(head) >= 3 && byline::words(site) <= 5).map_or(title, |(head, _)| head),
    )
}

fn body_element(root: ElementRef<'_>) -> Option<ElementRef<'_>> {
    BODIES.iter().find_map(|selector| {
        let selector = Selector::parse(selector).ok()?;
        let candidates = root.select(&selector).take(CANDIDATES_MAX).filter(|element| !dom::in_box(*element));
        let measured = candidates.map(|element| (prose_chars(&dom::blocks(element, None, false)), element));
        let measured: Vec<(usize, ElementRef<'_>)> = measured.collect();
        let (most, element) =
            measured.iter().max_by_key(|(chars, _)| *chars).filter(|(chars, _)| *chars >= BODY_CHARS_MIN)?;
        // For a text in several pieces side by side: the element that contains them all.
        let beside: usize =
            measured.iter().filter(|(_, other)| other.parent() == element.parent()).map(|(chars, _)| chars).sum();
        let whole = element.parent().and_then(ElementRef::wrap).filter(|_| beside * 3 > most * 4);
        Some(whole.filter(|whole| whole.value().name() != "body").unwrap_or(*element))
    })
}

fn prose_chars(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .filter(|block| line::classify(&block.text) == LineKind::Prose)
        .map(|block| block.text.chars().count())
        .sum()
}

/// Headline and body: from the named element, else by readability, else from all lines of the page.
fn body_page(
    source: &str,
    document: &Html,
    element: Option<ElementRef<'_>>,
    metadata: &Metadata,
    known: Option<&str>,
) -> Result<SavedPage, PageError> {
    if let Some(element) = element {
        let mut blocks = intro(document.root_element(), element);
        blocks.extend(dom::blocks(element, None, false));
        if let Ok(page) = text::assemble(story_items(body::of_story(blocks, metadata, known)), known) {
            return Ok(page);
        }
    }
    let readable = readable(source, document);
    if let Some(fragment) = &readable
        && let Ok(page) = text::assemble(
            story_items(body::of_story(dom::blocks(fragment.root_element(), None, false), metadata, known)),
            known,
        )
    {
        return Ok(page);
    }
    if let Some(body) = &metadata.body {
        let lines = body.lines().map(str::to_owned).zip(1..).map(|(text, line)| (line, text)).collect();
        if let Ok(page) = text::assemble(text::items(lines), known) {
            return Ok(page);
        }
    }
    let lines = dom::blocks(document.root_element(), element, true).into_iter().map(|block| (1, block.text)).collect();
    text::assemble(text::items(lines), known)
}

/// The introduction: K2 and Joomla keep the first paragraph in an element of its own before the rest.
fn intro(root: ElementRef<'_>, element: ElementRef<'_>) -> Vec<Block> {
    find(root, &[".itemIntroText", ".com-content-article__introtext"])
        .filter(|intro| {
            !dom::in_box(*intro)
                && !intro.descendants().any(|node| node.id() == element.id())
                && !element.descendants().any(|node| node.id() == intro.id())
        })
        .take(1)
        .flat_map(|intro| dom::blocks(intro, None, false))
        .collect()
}

/// Items of the story's own element. A paragraph is text whatever its length, unless all of it is bold, a heading or a
/// link.
fn story_items(blocks: Vec<Block>) -> Vec<Item> {
    let kinds: Vec<(bool, bool)> = blocks.iter().map(|block| (block.strong, block.link)).collect();
    let lines = blocks.into_iter().enumerate().map(|(at, block)| (at, block.text)).collect();
    let mut items = text::items(lines);
    for item in &mut items {
        let (strong, link) = kinds.get(item.line).copied().unwrap_or_default();
        if item.kind == LineKind::Title && link {
            item.kind = LineKind::ReadAlso { alone: false };
        } else if item.kind == LineKind::Title && !strong && byline::words(&item.text) >= 4 {
            item.kind = LineKind::Prose;
        }
        item.line = 1;
    }
    items
}

fn readable(source: &str, document: &Html) -> Option<Html> {
    let mut depth = 0usize;
    let mut deepest = 0usize;
    for edge in document.root_element().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(_) => depth += 1,
            ego_tree::iter::Edge::Close(_) => depth = depth.saturating_sub(1),
        }
        deepest = deepest.max(depth);
    }
    if source.len() > READABLE_BYTES_MAX || deepest > DEPTH_MAX {
        return None;
    }
    // Readability removes breaks without leaving a space, which would fuse words.
    let spaced = source.replace("<br", "\n<br").replace("<BR", "\n<BR");
    let article = dom_smoothie::Readability::new(spaced, None, None).ok()?.parse().ok()?;
    Some(Html::parse_fragment(&article.content))
}

/// Counter and topics that the markup names. They take precedence over those found in lines.
fn named_parts(
    root: ElementRef<'_>,
    element: Option<ElementRef<'_>>,
    metadata: &Metadata,
    zones: &Zones,
    page: &mut SavedPage,
) {
    let counted = find(root, COUNTERS).map(text_of).find_map(|text| line::read_count(&text));
    page.read_count = counted.or(metadata.reads).filter(|count| *count > 0).or_else(|| zones.read_count());
    let topics = topics::find(root, element, metadata);
    if !topics.is_empty() {
        page.topics = topics;
    }
}

/// Fills what is still missing from the lines around the body.
fn fill(root: ElementRef<'_>, element: Option<ElementRef<'_>>, page: &mut SavedPage) {
    let around = element.and_then(|element| {
        element.ancestors().filter_map(ElementRef::wrap).find(|above| above.value().name() == "article")
    });
    let lines = dom::blocks(around.unwrap_or(root), element, page.lead_image.is_none())
        .into_iter()
        .map(|block| (1, block.text))
        .collect();
    let Ok(told) = text::assemble(text::items(lines), Some(&page.headline)) else { return };
    if page.published_on.is_none() {
        (page.published_on, page.published_time) = (told.published_on, told.published_time);
    }
    page.lead_image = page.lead_image.take().or(told.lead_image);
    if page.topics.is_empty() {
        page.topics = told.topics;
    }
    if around.is_some() && page.kicker.is_none() {
        page.kicker =
            told.kicker.filter(|kicker| Some(kicker) != page.deck.as_ref() && !page.body_paragraphs.contains(kicker));
    }
}
