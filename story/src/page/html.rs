//! A story out of HTML: what the markup names first (class vocabularies, schema.org, Open Graph), then the lines of the story's element
//! through the same assembly as text saves, then lines of the whole page for what is still missing.

use super::{
    LeadImage, Notice, NoticeKind, PageError, SavedPage, byline,
    dom::{self, Block},
    lead,
    line::{self, LineKind},
    phrases::line_key,
    structure::{self, Structure},
    text::{self, Item},
    vocabulary::{AUTHORS, BODIES, CAPTIONS, COUNTERS, CREDITS, DATES, DECKS, HEADLINES, KICKERS, PHOTOS, TOPICS},
};
use arabic::{
    date::{self, DateProblem},
    normalize::tidy,
};
use scraper::{ElementRef, Html, Selector};

/// Deeper trees are not given to the readability heuristics, whose time grows with depth.
const DEPTH_MAX: usize = 200;
/// Nor are larger pages, in bytes.
const READABLE_BYTES_MAX: usize = 1 << 20;
/// Less text than this, in characters, is no story.
const BODY_CHARS_MIN: usize = 30;

/// Elements that one selector may offer for the body, and for any other part.
const CANDIDATES_MAX: usize = 8;
const PARTS_MAX: usize = 60;
/// No part but the body is longer, in bytes.
const PART_BYTES_MAX: usize = 4000;

/// Reads an HTML page.
///
/// # Errors
/// `NoHeadline`, `NoBody`, `ImpossibleDate`, all at line 1.
pub(super) fn read(source: &str) -> Result<SavedPage, PageError> {
    if dom::is_too_deep(source) {
        return text::read(&dom::without_tags(source));
    }
    let document = Html::parse_document(source);
    let root = document.root_element();
    let machine = structure::read(&document);
    let headline = headline(root, &machine);
    let known = headline.as_deref();
    let element = body_element(root);
    let mut page = body_page(source, &document, element, &machine, known)?;
    let bad_date = named_parts(root, &machine, &mut page);
    fill(root, element, &mut page);
    match (bad_date, page.published_on) {
        (Some(text), None) => return Err(PageError::ImpossibleDate { line: 1, text }),
        (Some(text), Some(_)) => page.notices.push(Notice { line: None, kind: NoticeKind::ImpossibleDate(text) }),
        _ => {}
    }
    unsign(&mut page);
    page.notices.iter_mut().for_each(|notice| notice.line = None);
    Ok(page)
}

/// Takes the byline off the beginning of the text, where a page had it in one piece with its first paragraph.
fn unsign(page: &mut SavedPage) {
    let (Some(printed), Some(first)) = (&page.byline_as_printed, page.body_paragraphs.first_mut()) else { return };
    let Some((label, rest)) = first.split_once(printed.as_str()) else { return };
    let label = line_key(label);
    if (label.is_empty() || byline::is_label(&label)) && rest.starts_with(' ') && byline::words(rest) >= 5 {
        *first = rest.trim().to_owned();
    }
}

/// Elements that a list of selectors finds, in the order of the list, outside boxes.
fn find<'a>(root: ElementRef<'a>, selectors: &'static [&'static str]) -> impl Iterator<Item = ElementRef<'a>> {
    let parsed = selectors.iter().filter_map(|selector| Selector::parse(selector).ok());
    parsed.flat_map(move |selector| root.select(&selector).take(PARTS_MAX).collect::<Vec<_>>())
}

fn text_of(element: ElementRef<'_>) -> String {
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

/// The visible headline; the one that the page's title or Open Graph repeats before any other.
fn headline(root: ElementRef<'_>, machine: &Structure) -> Option<String> {
    let named: Vec<String> = machine.headline.iter().chain(&machine.title).map(|text| line_key(text)).collect();
    let candidates: Vec<String> = find(root, HEADLINES)
        .filter(|element| {
            !element.ancestors().filter_map(ElementRef::wrap).any(dom::is_box) && element.value().name() != "meta"
        })
        .map(text_of)
        .filter(|text| text.chars().any(char::is_alphabetic) && text.chars().count() <= 400)
        .collect();
    let confirmed = candidates.iter().find(|text| {
        let key = line_key(text);
        key.contains(' ') && named.iter().any(|name| name.starts_with(&key))
    });
    let first = candidates.first().filter(|text| byline::words(text) >= 2);
    let machine_headline = || {
        machine
            .headline
            .as_deref()
            .or(machine.title.as_deref())
            .map(without_site)
            .filter(|text| byline::words(text) >= 3)
    };
    confirmed.or(first).cloned().or_else(machine_headline)
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
        measured
            .max_by_key(|(chars, _)| *chars)
            .filter(|(chars, _)| *chars >= BODY_CHARS_MIN)
            .map(|(_, element)| element)
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
    machine: &Structure,
    known: Option<&str>,
) -> Result<SavedPage, PageError> {
    if let Some(element) = element {
        let mut blocks = intro(document.root_element(), element);
        blocks.extend(dom::blocks(element, None, false));
        if let Ok(page) = text::assemble(story_items(blocks), known) {
            return Ok(page);
        }
    }
    let readable = readable(source, document);
    if let Some(fragment) = &readable
        && let Ok(page) = text::assemble(story_items(dom::blocks(fragment.root_element(), None, false)), known)
    {
        return Ok(page);
    }
    if let Some(body) = &machine.body {
        let lines = body.lines().map(str::to_owned).zip(1..).map(|(text, line)| (line, text)).collect();
        if let Ok(page) = text::assemble(text::items(lines), known) {
            return Ok(page);
        }
    }
    let lines = dom::blocks(document.root_element(), element, true).into_iter().map(|block| (1, block.text)).collect();
    text::assemble(text::items(lines), known)
}

/// K2 and Joomla keep the first paragraph in an element of its own before the rest.
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

/// Items of the story's own element: a paragraph is text whatever its length, except when all of it is bold, a heading or a link.
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
    // It takes breaks away without leaving a blank, which would fuse words.
    let spaced = source.replace("<br", "\n<br").replace("<BR", "\n<BR");
    let article = dom_smoothie::Readability::new(spaced, None, None).ok()?.parse().ok()?;
    Some(Html::parse_fragment(&article.content))
}

/// The parts that markup names; they win over what lines told. Gives back a date that does not exist.
fn named_parts(root: ElementRef<'_>, machine: &Structure, page: &mut SavedPage) -> Option<String> {
    let part = |selectors: &'static [&'static str]| {
        let mut found = find(root, selectors).filter(|element| !dom::in_box(*element)).map(text_of);
        found.find(|text| !text.is_empty() && byline::words(text) <= 60 && line_key(text) != line_key(&page.headline))
    };
    let (kicker, deck) = (part(KICKERS), part(DECKS));
    page.kicker = kicker.or(page.kicker.take()).filter(|kicker| Some(kicker) != deck.as_ref());
    page.deck = deck.or(page.deck.take());
    if let Some(deck) = &page.deck
        && page.body_paragraphs.len() > 1
        && page.body_paragraphs.first() == Some(deck)
    {
        page.body_paragraphs.remove(0);
    }
    if let Some(named) = find(root, AUTHORS)
        .filter(|element| !dom::in_box(*element))
        .map(text_of)
        .find_map(|text| byline::parse(&without_date(&text)).filter(|byline| byline::words(&byline.printed) <= 12))
    {
        page.byline_as_printed = None;
        text::sign(named, page);
    } else if !machine.authors.is_empty()
        && let Some(named) = byline::parse(&machine.authors.join("، "))
    {
        text::sign(named, page);
    }
    let counted = find(root, COUNTERS).map(text_of).find_map(|text| line::read_count(&text));
    page.read_count = counted.or(machine.reads).or(page.read_count);
    if let Some(image) = photo(root) {
        let told = page.lead_image.take().unwrap_or_default();
        page.lead_image = Some(LeadImage {
            archive: image.archive || told.archive,
            caption: image.caption.or(told.caption),
            credit: image.credit.or(told.credit),
            file: image.file,
        });
    }
    let topics: Vec<String> = find(root, TOPICS)
        .map(text_of)
        .filter(|topic| !topic.is_empty() && byline::words(topic) <= 6)
        .take(40)
        .collect();
    if !topics.is_empty() || page.topics.is_empty() {
        page.topics = if topics.is_empty() { machine.topics.clone() } else { topics };
        let mut seen = std::collections::HashSet::new();
        page.topics.retain(|topic| seen.insert(topic.clone()));
    }
    published(root, machine, page)
}

fn without_date(text: &str) -> String {
    let cut = date::find(text)
        .filter(|found| found.date.full().is_some())
        .and_then(|found| text.get(..found.range.start))
        .unwrap_or(text)
        .trim();
    let ends = [" on", " le", " في", " نشر في", " بتاريخ"].iter().find_map(|end| cut.strip_suffix(end));
    ends.unwrap_or(cut).to_owned()
}

/// The day and time of publication: as shown, then as attributes tell machines.
fn published(root: ElementRef<'_>, machine: &Structure, page: &mut SavedPage) -> Option<String> {
    let mut impossible = None;
    let mut read = |text: &str| match date::check(text) {
        Ok(found) => found.filter(|found| found.date.full().is_some()),
        Err(DateProblem::Impossible { text }) => {
            impossible.get_or_insert(text);
            None
        }
    };
    let shown = find(root, DATES).filter(|element| !dom::in_box(*element)).filter(|element| {
        let words = dom::class_words(*element);
        !words.iter().any(|word| matches!(word.as_str(), "updated" | "modified" | "update"))
            || words.iter().any(|word| word == "published")
    });
    let elements: Vec<ElementRef<'_>> = shown.collect();
    let found = elements
        .iter()
        .map(|element| text_of(*element))
        .filter(|text| byline::words(text) <= 24)
        .find_map(|text| read(&text))
        .or_else(|| {
            elements
                .iter()
                .filter_map(|element| element.value().attr("datetime").or(element.value().attr("content")))
                .find_map(&mut read)
        })
        .or_else(|| machine.date.as_deref().and_then(&mut read));
    if let Some(found) = found {
        page.published_on = found.date.full();
        page.published_time = found.time;
    }
    impossible
}

fn photo(root: ElementRef<'_>) -> Option<LeadImage> {
    let images = Selector::parse("img").ok()?;
    find(root, PHOTOS).filter(|element| !dom::in_box(*element)).find_map(|element| {
        let file = element
            .select(&images)
            .next()
            .and_then(|image| image.value().attr("data-src").or(image.value().attr("src")))
            .map(str::to_owned);
        let part = |selectors| find(element, selectors).map(text_of).find(|text| !text.is_empty());
        // A caption that is printed; where there is none, what the picture's own title says.
        let titled = || {
            let title = element.select(&images).next()?.value().attr("title")?.trim();
            (!title.is_empty() && !title.contains('.')).then(|| title.to_owned())
        };
        let mut image = part(CAPTIONS).or_else(titled).map(|caption| lead::caption(&caption)).unwrap_or_default();
        if let Some(credit) = part(CREDITS) {
            image.caption = image
                .caption
                .map(|caption| {
                    caption.trim_end_matches(credit.as_str()).trim_end_matches(['(', ' ', '-', '/']).to_owned()
                })
                .filter(|caption| !caption.is_empty());
            image.credit = Some(byline::without_label(&credit).to_owned());
        }
        image.file = file;
        (image != LeadImage::default()).then_some(image)
    })
}

/// What is still missing, from the lines around the body.
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
    if page.byline_as_printed.is_none() {
        page.byline_as_printed = told.byline_as_printed;
        page.desk_byline = told.desk_byline;
        page.writers = told.writers;
        page.agencies_line = told.agencies_line;
        page.place = told.place;
    }
    page.read_count = page.read_count.or(told.read_count);
    page.lead_image = page.lead_image.take().or(told.lead_image);
    if page.topics.is_empty() {
        page.topics = told.topics;
    }
    if around.is_some() && page.kicker.is_none() {
        page.kicker =
            told.kicker.filter(|kicker| Some(kicker) != page.deck.as_ref() && !page.body_paragraphs.contains(kicker));
    }
}
