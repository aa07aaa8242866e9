//! Assembles a story from lines in order: header, body, what follows. Used for text saves and for the lines of HTML.

use super::{
    Notice, NoticeKind, PageError, SavedPage,
    byline::{self, Byline, words},
    dates,
    dom::Block,
    line::{DateLine, LineKind, classify},
    metadata::Metadata,
    phrases::{self, line_key},
    picture, signed,
    sources::Sources,
    story_lines, titles,
    trace::Trace,
    wrap,
    zones::Zones,
};
use arabic::normalize::tidy;

/// Words of a second title from which it is a deck under the headline, and not a headline under its kicker.
const DECK_WORDS_MIN: usize = 13;
/// Lines between a first paragraph and a date after it, at most, for that paragraph to be a deck.
const DECK_TO_DATE_LINES_MAX: usize = 6;
/// Words of a line that may be a person's name.
const NAME_WORDS: std::ops::RangeInclusive<usize> = 2..=3;

/// A classified line.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub line: usize,
    pub text: String,
    pub kind: LineKind,
}

/// Reads a text save.
///
/// # Errors
/// `NoHeadline`, `NoBody`, `ImpossibleDate`.
pub(super) fn read(text: &str, trace: &mut Trace) -> Result<SavedPage, PageError> {
    let lines = wrap::lines(text);
    let told: Vec<(usize, String)> =
        lines.iter().filter(|(_, text)| text.contains(char::is_alphanumeric)).cloned().collect();
    let Some(story) = story_lines::locate_story(&told) else { return assemble(items(lines), None) };
    let story_items = judged(story.lines.into_iter().map(|(line, text, kind)| (line, text, Some(kind))));
    let Ok(mut page) = assemble(story_items, Some(&story.headline)) else { return assemble(items(lines), None) };
    // The lines around the story are read by the same rules as elements.
    let block = |text: String| Block { figure: story_lines::is_caption(&text), text, ..Block::default() };
    let blocks = told.into_iter().map(|(_, text)| block(text)).collect();
    let (zones, metadata) = (Zones::of_lines(blocks, &page), Metadata::default());
    page.read_count = zones.labelled_count();
    let sources = Sources { root: None, metadata: &metadata, zones: &zones, zone: None, saved: None };
    signed::sign(&sources, &mut page, trace);
    dates::find(&sources, &mut page, trace);
    titles::find(&sources, &mut page, trace);
    picture::find(&sources, &mut page, trace);
    Ok(page)
}

/// Classifies lines. A line of several parts is split if one of them is a date or a counter.
pub(super) fn items(lines: Vec<(usize, String)>) -> Vec<Item> {
    judged(lines.into_iter().map(|(line, text)| (line, text, None)))
}

/// The same, with the kinds of lines that are already classified.
fn judged(lines: impl Iterator<Item = (usize, String, Option<LineKind>)>) -> Vec<Item> {
    let mut items = Vec::with_capacity(lines.size_hint().0);
    for (line, written, known) in lines {
        let text = tidy(&written);
        let parts: Vec<&str> =
            text.split(['|', '•', '·', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect();
        if (2..=6).contains(&parts.len()) && words(&text) <= 24 {
            let kinds: Vec<LineKind> = parts.iter().map(|part| classify(part)).collect();
            if kinds.iter().any(|kind| matches!(kind, LineKind::Date(_) | LineKind::ReadCount(_))) {
                let named = |kind: LineKind, part: &str| match kind {
                    LineKind::Title if words(part) <= 4 => {
                        byline::parse(part).map_or(LineKind::Title, LineKind::Byline)
                    }
                    kind => kind,
                };
                let time =
                    parts.iter().find_map(|part| (words(part) <= 3).then(|| super::line::time_in(part)).flatten());
                let clock = |part: &str| super::line::time_in(part).is_some() && words(part) <= 3;
                let kinds = kinds.into_iter().map(|kind| match kind {
                    LineKind::Date(line) => LineKind::Date(DateLine { time: line.time.or(time), ..line }),
                    kind => kind,
                });
                let told =
                    parts.iter().zip(kinds).filter(|(part, kind)| matches!(kind, LineKind::Date(_)) || !clock(part));
                items.extend(told.map(|(part, kind)| Item { line, text: (*part).to_owned(), kind: named(kind, part) }));
                continue;
            }
        }
        let kind = match known {
            Some(kind) if written == text => kind,
            _ => classify(&text),
        };
        if kind != LineKind::Blank {
            items.push(Item { line, text, kind });
        }
    }
    pointers(&mut items);
    sign_beside_dates(&mut items);
    items
}

/// A person with a place, directly above or below the date, is a byline if another title can be the headline.
fn sign_beside_dates(items: &mut [Item]) {
    let titles = items.iter().filter(|item| item.kind == LineKind::Title).count();
    if titles < 2 {
        return;
    }
    for at in 0..items.len() {
        let dated = |at: Option<usize>| {
            at.and_then(|at| items.get(at)).is_some_and(|item| matches!(item.kind, LineKind::Date(_)))
        };
        let beside = dated(at.checked_sub(1)) || dated(Some(at + 1));
        let Some(item) = items.get(at).filter(|item| beside && item.kind == LineKind::Title) else { continue };
        if let Some(byline) = byline::name_and_place(&item.text)
            && let Some(item) = items.get_mut(at)
        {
            item.kind = LineKind::Byline(byline);
        }
    }
}

/// After «اقرأ أيضا» alone, the next title is the pointer; after «وسوم» alone, the next titles are topics.
fn pointers(items: &mut [Item]) {
    let mut at = 0;
    while at < items.len() {
        let (head, tail) = items.split_at_mut(at + 1);
        match head.last_mut().map(|item| &mut item.kind) {
            Some(LineKind::ReadAlso { alone: true }) => {
                if let Some(next) = tail.first_mut().filter(|next| next.kind == LineKind::Title) {
                    next.kind = LineKind::ReadAlso { alone: false };
                }
            }
            Some(LineKind::Tags(topics)) if topics.is_empty() => {
                for next in
                    tail.iter_mut().take_while(|next| next.kind == LineKind::Title && words(&next.text) <= 4).take(12)
                {
                    topics.extend(super::line::split_topics(&next.text));
                    next.kind = LineKind::Tags(Vec::new());
                    at += 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// Assembles a story from classified lines. `known` is a headline found elsewhere (in the structure of the HTML).
///
/// # Errors
/// `NoHeadline`, `NoBody`, `ImpossibleDate`.
pub(super) fn assemble(mut items: Vec<Item>, known: Option<&str>) -> Result<SavedPage, PageError> {
    let mut page = SavedPage::default();
    let (start, deck_at) = body_start(&mut items, known.is_some());
    let (header, rest) = items.split_at(start);
    page.deck = deck_at.and_then(|at| header.get(at)).map(|item| item.text.clone());
    let headline_at = titles(header, known, &mut page);
    date(&items, start, headline_at, &mut page)?;
    if page.headline.is_empty() {
        let line = rest.first().map_or(1, |item| item.line);
        return Err(PageError::NoHeadline { line });
    }
    body(rest, &mut page);
    if page.body_paragraphs.is_empty() {
        let line = headline_at.and_then(|at| header.get(at)).map_or(1, |item| item.line);
        return Err(PageError::NoBody { line });
    }
    facts(header, rest, &mut page);
    Ok(page)
}

/// Where the body begins, and where a deck is that ends like a sentence.
fn body_start(items: &mut [Item], known: bool) -> (usize, Option<usize>) {
    let is_meta =
        |item: &Item| matches!(item.kind, LineKind::Date(_) | LineKind::ReadCount(_) | LineKind::ImpossibleDate(_));
    let Some(first) = items.iter().position(|item| item.kind == LineKind::Prose) else {
        return (prose_without_stops(items, known), None);
    };
    let dated = items.get(..first).is_some_and(|head| head.iter().any(is_meta));
    let signs =
        |item: &Item| matches!(item.kind, LineKind::Byline(_) | LineKind::Title) && byline::is_labelled(&item.text);
    let ends_header = |item: &Item| is_meta(item) || known && signs(item);
    let late = items.iter().skip(first + 1).take(DECK_TO_DATE_LINES_MAX).position(ends_header).map(|at| first + 1 + at);
    if let Some(meta) = late.filter(|_| !dated)
        && let Some(next) = items.iter().skip(meta).position(|item| item.kind == LineKind::Prose)
    {
        let titled = items.get(..first).is_some_and(|head| head.iter().any(|item| item.kind == LineKind::Title));
        return (with_question(items, meta + next), titled.then_some(first));
    }
    (with_question(items, first), None)
}

/// An interview begins with its first question: a title with a question mark, if facts of the page are between it and
/// the headline.
fn with_question(items: &[Item], start: usize) -> usize {
    let Some(before) = start.checked_sub(1).and_then(|at| items.get(..=at)) else { return start };
    let asks = before.last().is_some_and(|item| {
        item.kind == LineKind::Title && item.text.trim_end_matches(['"', '»']).ends_with(['؟', '?'])
    });
    let facts = before.iter().rposition(|item| {
        matches!(item.kind, LineKind::Date(_) | LineKind::ReadCount(_) | LineKind::Photo(_) | LineKind::Byline(_))
    });
    let titled = facts.is_some_and(|facts| items.iter().take(facts).any(|item| item.kind == LineKind::Title));
    if asks && titled { start - 1 } else { start }
}

/// For a page whose paragraphs have no full stops: the long lines after the headline are its text.
fn prose_without_stops(items: &mut [Item], known: bool) -> usize {
    let end = items.iter().position(|item| item.kind == LineKind::End).unwrap_or(items.len());
    let headline = if known { Some(0) } else { items.iter().position(|item| item.kind == LineKind::Title) };
    let Some(headline) = headline else { return end };
    let last_meta = items.iter().take(end).rposition(|item| {
        matches!(item.kind, LineKind::Date(_) | LineKind::ReadCount(_) | LineKind::Photo(_) | LineKind::Byline(_))
    });
    let from = last_meta.map_or(headline + 1, |at| (at + 1).max(headline + usize::from(!known)));
    let start = (from..end)
        .find(|&at| items.get(at).is_some_and(|item| item.kind == LineKind::Title && words(&item.text) >= 10))
        .unwrap_or(end);
    for item in items.iter_mut().take(end).skip(start).filter(|item| item.kind == LineKind::Title) {
        item.kind = LineKind::Prose;
    }
    start
}

/// Finds headline, kicker and deck among the titles of the header. Returns the index of the headline.
fn titles(header: &[Item], known: Option<&str>, page: &mut SavedPage) -> Option<usize> {
    let keys: Vec<(usize, &str, String)> = header
        .iter()
        .enumerate()
        .filter(|(_, item)| item.kind == LineKind::Title)
        .map(|(at, item)| (at, item.text.as_str(), line_key(&item.text)))
        .collect();
    let repeated = keys
        .iter()
        .find(|(at, _, key)| words(key) >= 2 && keys.iter().any(|(other, _, again)| other > at && same(key, again)));
    let is_meta = |item: &Item| {
        matches!(
            item.kind,
            LineKind::Date(_)
                | LineKind::ImpossibleDate(_)
                | LineKind::ReadCount(_)
                | LineKind::Photo(_)
                | LineKind::Byline(_)
        )
    };
    // The masthead's own date is above every title and ends nothing.
    let first_title = keys.first().map_or(0, |(at, ..)| *at);
    let first_meta = header.iter().skip(first_title).position(is_meta).map_or(header.len(), |at| first_title + at);
    let known_key = known.map(line_key);
    let mut headline = match (&known_key, repeated) {
        (Some(key), _) => keys.iter().find(|(_, _, title)| same(title, key)).map(|(at, ..)| *at),
        // Of «headline» and «headline - paper», the shorter one is the headline.
        (None, Some((_, _, key))) => keys
            .iter()
            .filter(|(_, _, again)| same(key, again))
            .min_by_key(|(_, _, again)| again.len())
            .map(|(at, ..)| *at),
        (None, None) => None,
    };
    if let Some(known) = known {
        page.headline = tidy(known);
    }
    if known.is_none() && headline.is_none() {
        let before: Vec<&(usize, &str, String)> = keys.iter().filter(|(at, ..)| *at < first_meta).collect();
        let group = if before.is_empty() { keys.iter().collect() } else { before };
        headline = pick(&group);
    }
    if let (Some(at), None) = (headline, known) {
        page.headline = header.get(at).map(|item| item.text.clone()).unwrap_or_default();
    }
    let headline_key = line_key(&page.headline);
    let first = keys.iter().find(|(_, _, key)| same(key, &headline_key)).map(|(at, ..)| *at);
    let mut others: Vec<&(usize, &str, String)> = keys.iter().filter(|(_, _, key)| !same(key, &headline_key)).collect();
    take_name(header, &mut others, page);
    for (at, text, _) in others {
        let count = words(text);
        let above = first.is_some_and(|first| *at < first);
        let far = above && first.is_some_and(|first| first - at > 2);
        if far || (above && count < 2) {
            continue;
        }
        let deck_like = !above && count >= DECK_WORDS_MIN;
        if page.kicker.is_none() && !deck_like {
            page.kicker = Some((*text).to_owned());
        } else if page.deck.is_none() && !above {
            page.deck = Some((*text).to_owned());
        }
    }
    headline.or(first)
}

/// Whether they are equal, or one is the other followed by the paper's name.
fn same(left: &str, right: &str) -> bool {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    short == long
        || (words(short) >= 3 && long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' ') && words(rest) <= 4))
}

/// Chooses the headline from titles that are together and not repeated.
fn pick(group: &[&(usize, &str, String)]) -> Option<usize> {
    match group {
        [] => None,
        [only] => Some(only.0),
        [.., first, second] if group.len() == 2 || first.0 + 1 == second.0 => {
            let (above, below) = (words(first.1), words(second.1));
            // Two or three words under a full line are a name.
            if below <= 3 && above >= 5 {
                return Some(first.0);
            }
            let deck = below >= DECK_WORDS_MIN && below * 2 > above * 3 || below > above * 2 && above >= 5;
            if deck || (phrases::is_adverbial(&second.2) && !phrases::is_adverbial(&first.2)) {
                return Some(first.0);
            }
            // Three in a row are kicker, headline and deck if the last one is the longest.
            if let [.., third, _, _] = group
                && third.0 + 1 == first.0
                && below > above
                && words(third.1) <= above
            {
                return Some(first.0);
            }
            Some(second.0)
        }
        [.., last] => Some(last.0),
    }
}

/// A name of two or three words beside the date line is the writer, if the page has no other byline.
fn take_name(header: &[Item], others: &mut Vec<&(usize, &str, String)>, page: &mut SavedPage) {
    let signed = header.iter().any(|item| match &item.kind {
        LineKind::Byline(_) => true,
        LineKind::Date(line) => line.byline.is_some(),
        _ => false,
    });
    let dated = |at: usize| header.get(at).is_some_and(|item| matches!(item.kind, LineKind::Date(_)));
    let name = others.iter().position(|(at, text, _)| {
        NAME_WORDS.contains(&words(text))
            && !text.contains([':', '"', '«'])
            && (dated(at + 1) || (*at > 0 && dated(at - 1)))
    });
    if let Some(at) = name.filter(|_| !signed) {
        let (_, text, _) = others.remove(at);
        if let Some(byline) = byline::parse(text) {
            sign(byline, page);
        }
    }
}

/// Puts a byline into the page, if it has none.
pub(super) fn sign(byline: Byline, page: &mut SavedPage) {
    if page.byline_as_printed.is_none() {
        page.byline_as_printed = Some(byline.printed);
        page.desk_byline = byline.desk;
        page.writers = byline.writers;
        page.agencies_line = byline.agencies;
        page.place = byline.place;
    }
}

/// Finds the day of publication: the most likely date line.
fn date(items: &[Item], start: usize, headline: Option<usize>, page: &mut SavedPage) -> Result<(), PageError> {
    let weigh = |at: usize, line: &DateLine| {
        line.weight
            + if headline.is_some_and(|headline| at > headline) { 3 } else { 0 }
            + if at < start { 4 } else { 0 }
    };
    let end = items
        .iter()
        .enumerate()
        .position(|(at, item)| at >= start && item.kind == LineKind::End)
        .unwrap_or(items.len());
    let mut best: Option<(i32, &DateLine)> = None;
    for (at, item) in items.iter().enumerate().take(end) {
        if let LineKind::Date(line) = &item.kind
            && best.is_none_or(|(weight, _)| weigh(at, line) > weight)
        {
            best = Some((weigh(at, line), line));
        }
    }
    let impossible = items
        .iter()
        .take(end)
        .find_map(|item| if let LineKind::ImpossibleDate(text) = &item.kind { Some((item.line, text)) } else { None });
    match (best, impossible) {
        (None, Some((line, text))) => return Err(PageError::ImpossibleDate { line, text: text.clone() }),
        (Some(_), Some((line, text))) => {
            page.notices.push(Notice { line: Some(line), kind: NoticeKind::ImpossibleDate(text.clone()) })
        }
        _ => {}
    }
    if let Some((_, line)) = best {
        page.published_on = Some(line.date);
        page.published_time = line.time;
        if let Some(byline) = line.byline.clone() {
            page.byline_as_printed = None;
            sign(byline, page);
        }
    }
    Ok(())
}

/// The paragraphs up to the end of the story.
pub(super) fn body(rest: &[Item], page: &mut SavedPage) {
    let headline = line_key(&page.headline);
    let kicker = page.kicker.as_deref().map(line_key);
    let mut closing = false;
    let mut pending: Vec<&Item> = Vec::new();
    for item in rest {
        match &item.kind {
            LineKind::End => {
                page.notices.push(Notice { line: Some(item.line), kind: NoticeKind::EndedAt(item.text.clone()) });
                break;
            }
            LineKind::ReadAlso { alone: false } => {
                page.notices
                    .push(Notice { line: Some(item.line), kind: NoticeKind::ReadAlsoDropped(item.text.clone()) });
            }
            // After sharing and topics, titles are those of other stories, not subheadings.
            LineKind::Share | LineKind::Tags(_) => closing = true,
            LineKind::Title => {
                let key = line_key(&item.text);
                if !closing && key != headline && Some(&key) != kicker.as_ref() {
                    pending.push(item);
                }
            }
            LineKind::Prose => {
                page.body_paragraphs.extend(pending.drain(..).map(|item| item.text.clone()));
                page.body_paragraphs.push(item.text.clone());
            }
            // After a date line or a counter, titles are no subheadings either.
            LineKind::Date(_) | LineKind::ReadCount(_) if !page.body_paragraphs.is_empty() => closing = true,
            _ => {}
        }
    }
    // A last short line without a full stop may end a dialogue or a poem; many are a list of links.
    let lasting = if pending.len() <= 2 { pending } else { Vec::new() };
    page.body_paragraphs
        .extend(lasting.into_iter().filter(|item| words(&item.text) >= 6).map(|item| item.text.clone()));
}

/// Byline, counter, photo and topics from the lines around the body, if the page has none yet.
pub(super) fn facts(header: &[Item], rest: &[Item], page: &mut SavedPage) {
    let end = rest.iter().position(|item| item.kind == LineKind::End).unwrap_or(rest.len());
    for (at, item) in header.iter().chain(rest).enumerate() {
        let before_end = at < header.len() + end;
        match &item.kind {
            LineKind::Byline(byline) if before_end => sign(byline.clone(), page),
            LineKind::ReadCount(count) if page.read_count.is_none() => page.read_count = Some(*count),
            LineKind::Photo(image) if page.lead_image.is_none() && before_end => page.lead_image = Some(image.clone()),
            LineKind::Tags(topics) if page.topics.is_empty() => page.topics.clone_from(topics),
            _ => {}
        }
    }
}
