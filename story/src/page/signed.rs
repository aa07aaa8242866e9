//! Finds who signs a page: in lines, in elements by their names, in machine-readable data. The most reliable source is
//! taken.

use super::{
    SavedPage,
    byline::{self, Byline, words},
    dom::Block,
    html,
    line::{self, LineKind},
    metadata::Metadata,
    names,
    phrases::{self, line_key},
    sources::Sources,
    trace::Trace,
    vocabulary::AUTHORS,
    zones::Zones,
};

/// Words of a line with a byline, at most.
const LINE_WORDS_MAX: usize = 24;
/// Names of one page, at most.
const NAMES_MAX: usize = 20;

/// A candidate for the byline.
struct Candidate {
    byline: Byline,
    /// Its reliability.
    weight: i32,
    /// Where it was found.
    source: &'static str,
    /// Whether readers see it.
    is_shown: bool,
}

/// Puts the byline into the page; none if it is doubtful.
pub(super) fn sign(sources: &Sources<'_>, page: &mut SavedPage, trace: &mut Trace) {
    let Sources { metadata, zones, .. } = *sources;
    let mut candidates = Vec::new();
    lines(&zones.header, 60, "a line under the headline", metadata, &mut candidates);
    lines(&zones.above, 40, "a line over the headline", metadata, &mut candidates);
    lines(&zones.below, 42, "a line behind the text", metadata, &mut candidates);
    beside_date(&zones.header, metadata, &mut candidates);
    elements(sources, &mut candidates);
    ends(&page.body_paragraphs, metadata, &mut candidates);
    told(metadata, zones, &mut candidates);
    let metadata_names: Vec<String> = metadata
        .authors
        .iter()
        .flat_map(|name| byline::parse_at(name, &metadata.site))
        .flat_map(|one| one.writers)
        .map(|name| line_key(&name))
        .collect();
    for candidate in &mut candidates {
        let agree = candidate.byline.writers.iter().filter(|name| metadata_names.contains(&line_key(name))).count();
        candidate.weight += i32::try_from(agree.min(1)).unwrap_or_default() * 25;
        // A byline with a person is worth more than one with only a desk or an agency.
        candidate.weight += if !candidate.byline.writers.is_empty() { 6 } else { 0 };
    }
    for candidate in &candidates {
        trace.note("byline", &candidate.byline.printed, candidate.source, candidate.weight);
    }
    let best = candidates
        .into_iter()
        .filter(|candidate| candidate.byline.signs())
        .rev()
        .max_by_key(|candidate| candidate.weight);
    // What the lines of the text alone gave.
    let (writers, desk, agencies) =
        (std::mem::take(&mut page.writers), page.desk_byline.take(), page.agencies_line.take());
    let told = Byline {
        printed: page.byline_as_printed.take().unwrap_or_default(),
        desk,
        writers,
        agencies,
        place: page.place.take(),
    };
    let told = byline::parse_at(&told.printed, &metadata.site).filter(Byline::signs);
    let best =
        best.or(told.map(|byline| Candidate { byline, weight: 0, source: "a line of the text", is_shown: true }));
    if let Some(best) = best {
        page.byline_as_printed = best.is_shown.then_some(best.byline.printed);
        page.desk_byline = best.byline.desk;
        page.writers = best.byline.writers;
        page.agencies_line = best.byline.agencies;
        page.place = best.byline.place;
    }
}

/// Lines with a label before the name («Par», `By`, «كتب»), a label alone and the name after it, desks and agencies.
fn lines(blocks: &[Block], weight: i32, source: &'static str, metadata: &Metadata, candidates: &mut Vec<Candidate>) {
    let mut label: Option<&str> = None;
    for block in blocks {
        let text = block.text.as_str();
        let weight = if block.boxed { weight - 12 } else { weight };
        let is_tool =
            phrases::furniture(&line_key(text), words(text)).is_some_and(|(what, _)| what != phrases::Furniture::End);
        if block.figure || is_tool || words(text) > LINE_WORDS_MAX {
            label = None;
            continue;
        }
        if let Some(before) = label.take() {
            let joined = format!("{before} {text}");
            push(&joined, weight, source, metadata, candidates);
            continue;
        }
        if byline::is_label(&line_key(text)) {
            label = Some(text);
            continue;
        }
        for part in text.split(['|', '•', '·']).map(str::trim).filter(|part| !part.is_empty()) {
            let labelled = byline::without_label(part).len() < part.len() && byline::is_labelled(part);
            if labelled {
                push(part, weight, source, metadata, candidates);
            } else if byline::is_byline(part) && !block.link {
                push(part, weight - 15, source, metadata, candidates);
            } else if let LineKind::Date(date) = line::classify(part)
                && let Some(byline) = date.byline
            {
                let byline = byline::parse_at(&byline.printed, &metadata.site);
                candidates.extend(byline.map(|byline| Candidate {
                    byline,
                    weight: weight - 20,
                    source,
                    is_shown: true,
                }));
            }
        }
    }
}

/// An agency in brackets at the end of the text or of its first paragraph: «(رويترز)».
fn ends(paragraphs: &[String], metadata: &Metadata, candidates: &mut Vec<Candidate>) {
    for text in paragraphs.last().into_iter().chain(paragraphs.first()) {
        let Some(inner) = text
            .trim_end_matches(['.', ' '])
            .strip_suffix(')')
            .and_then(|text| text.rsplit_once('('))
            .map(|(_, inner)| inner)
        else {
            continue;
        };
        let byline = byline::parse_at(inner, &metadata.site)
            .filter(|byline| byline.writers.is_empty() && byline.agencies.as_deref() == Some(inner.trim()));
        candidates.extend(byline.map(|byline| Candidate {
            byline,
            weight: 25,
            source: "brackets in the text",
            is_shown: true,
        }));
    }
}

fn push(text: &str, weight: i32, source: &'static str, metadata: &Metadata, candidates: &mut Vec<Candidate>) {
    if !byline::is_credit_of_others(text)
        && let Some(byline) = byline::parse_at(text, &metadata.site)
    {
        candidates.push(Candidate { byline, weight, source, is_shown: true });
    }
}

/// A name of two or three words beside the date.
fn beside_date(blocks: &[Block], metadata: &Metadata, candidates: &mut Vec<Candidate>) {
    let dated =
        |at: usize| blocks.get(at).is_some_and(|block| matches!(line::classify(&block.text), LineKind::Date(_)));
    for (at, block) in blocks.iter().enumerate() {
        let beside = dated(at + 1) || at.checked_sub(1).is_some_and(dated);
        let plain = !block.link
            && !block.boxed
            && !block.figure
            // Under a picture, a name is its caption.
            && block.after_image.is_none()
            && (2..=3).contains(&words(&block.text))
            && names::is_name(&block.text);
        if plain && beside && line::classify(&block.text) == LineKind::Title {
            push(&block.text, 30, "a name beside the date", metadata, candidates);
        }
    }
}

/// Bylines in elements whose class or attributes say so.
fn elements(sources: &Sources<'_>, candidates: &mut Vec<Candidate>) {
    let metadata = sources.metadata;
    let mut named: Vec<Byline> = Vec::new();
    let mut first: Option<&'static str> = None;
    for selector in AUTHORS {
        let found = sources.elements(std::slice::from_ref(selector)).filter(|element| element.value().name() != "meta");
        for element in found.take(NAMES_MAX) {
            let name = html::find(element, &["[itemprop=name]"]).next();
            let text = html::text_of(name.unwrap_or(element));
            if words(&text) > LINE_WORDS_MAX || byline::is_credit_of_others(&text) {
                continue;
            }
            let Some(byline) = byline::parse_at(&text, &metadata.site) else { continue };
            if !byline.signs() {
                continue;
            }
            // The same selector may find several, one person each.
            if first.is_none_or(|first| first == *selector) && !named.iter().any(|one| one.printed == byline.printed) {
                first = Some(*selector);
                named.push(byline);
            }
        }
    }
    let Some(mut whole) = named.first().cloned() else { return };
    let is_one_each = named.iter().all(|one| one.writers.len() == 1 && one.desk.is_none() && one.agencies.is_none());
    if named.len() > 1 && is_one_each && named.len() <= 4 {
        whole.writers = named.iter().flat_map(|one| one.writers.clone()).collect();
        if whole.writers.is_empty() && whole.agencies.is_none() {
            return;
        }
        whole.printed = whole.writers.join(", ");
    }
    // The site's name in such an element means that there is no author.
    let is_site = whole.writers.is_empty()
        && whole.agencies.is_none()
        && whole.desk.as_ref().is_some_and(|desk| metadata.site.is_named(desk));
    if !is_site {
        candidates.push(Candidate {
            byline: whole,
            weight: 50,
            source: "an element that is called so",
            is_shown: true,
        });
    }
}

/// Authors in machine-readable data: more reliable if readers see the same names.
fn told(metadata: &Metadata, zones: &Zones, candidates: &mut Vec<Candidate>) {
    let mut whole = Byline::default();
    for name in metadata.authors.iter().take(NAMES_MAX) {
        let Some(byline) = byline::parse_at(name, &metadata.site) else { continue };
        whole.writers.extend(byline.writers.into_iter().filter(|name| words(name) >= 2));
        whole.agencies = whole.agencies.or(byline.agencies);
        whole.place = whole.place.or(byline.place);
    }
    let mut seen = std::collections::HashSet::new();
    whole.writers.retain(|name| seen.insert(line_key(name)));
    if whole.writers.is_empty() && whole.agencies.is_none() {
        return;
    }
    whole.printed = whole.writers.iter().chain(&whole.agencies).cloned().collect::<Vec<_>>().join(", ");
    let lines: Vec<String> = zones
        .header
        .iter()
        .chain(&zones.above)
        .chain(&zones.below)
        .filter(|block| words(&block.text) <= LINE_WORDS_MAX)
        .map(|block| line_key(&block.text))
        .collect();
    let shown = whole.writers.iter().filter(|name| lines.iter().any(|line| line.contains(&line_key(name)))).count();
    let is_shown = shown > 0 && shown == whole.writers.len();
    candidates.push(Candidate {
        byline: whole,
        weight: if is_shown { 40 } else { 20 },
        source: "what machines are told",
        is_shown,
    });
}
