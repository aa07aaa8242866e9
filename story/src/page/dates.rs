//! Finds when a page was published: in lines, by the words before the date; in elements; in machine-readable data.

use arabic::date::{self, DateProblem, FoundDate};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use super::{
    SavedPage,
    byline::words,
    dom::{self, Block},
    html,
    phrases::line_key,
    relative,
    sources::Sources,
    trace::Trace,
    vocabulary::DATES,
    zones::Zones,
};

/// Words of a line with a date, at most.
const LINE_WORDS_MAX: usize = 24;
/// Bytes of such a line, at most.
const LINE_BYTES_MAX: usize = 240;
/// Lines between the line of the date and that of its time, at most.
const TIME_LINES_MAX: usize = 2;

/// A candidate for the day of publication.
struct Candidate {
    day: NaiveDate,
    time: Option<NaiveTime>,
    weight: i32,
    source: &'static str,
    /// The index of its line in the header, if it is there.
    line: Option<usize>,
    /// Whether it was written for machines.
    is_stamp: bool,
}

/// Puts the day and time of publication into the page. Returns a printed date that does not exist, if there is one.
pub(super) fn find(sources: &Sources<'_>, page: &mut SavedPage, trace: &mut Trace) -> Option<String> {
    let Sources { metadata, zones, saved, .. } = *sources;
    let mut impossible = None;
    let mut candidates = Vec::new();
    for (at, block) in zones.header.iter().enumerate() {
        shown(block, 50, "a line under the headline", Some(at), saved, &mut candidates, &mut impossible);
    }
    zones
        .above
        .iter()
        .for_each(|block| shown(block, 42, "a line over the headline", None, saved, &mut candidates, &mut impossible));
    zones
        .below
        .iter()
        .take(6)
        .for_each(|block| shown(block, 38, "a line behind the text", None, saved, &mut candidates, &mut impossible));
    named(sources, &mut candidates, &mut impossible);
    let printed: Vec<NaiveDate> =
        candidates.iter().filter(|candidate| !candidate.is_stamp).map(|candidate| candidate.day).collect();
    for (at, text) in metadata.dates.iter().enumerate() {
        let weight = if at == 0 { 34 } else { 26 };
        stamp(text, weight, "what machines are told", sources, &printed, &mut candidates);
    }
    if let (Some(day), time) = (page.published_on.take(), page.published_time.take()) {
        candidates.push(Candidate { day, time, weight: 24, source: "a line of the text", line: None, is_stamp: false });
    }
    let days: Vec<NaiveDate> = metadata.dates.iter().filter_map(|text| date::find(text)?.date.full()).collect();
    for candidate in &mut candidates {
        // Machine-readable dates may be in another zone: the day before or after is the same instant.
        let agrees = days.iter().any(|day| (candidate.day - *day).num_days().abs() <= 1);
        candidate.weight += if agrees { 15 } else { 0 } + i32::from(candidate.time.is_some()) * 4;
    }
    for candidate in &candidates {
        let time = candidate.time.map(|time| format!(" {time}")).unwrap_or_default();
        trace.note("published_on", format!("{}{time}", candidate.day), candidate.source, candidate.weight);
    }
    let Some(best) = candidates.iter().rev().max_by_key(|candidate| candidate.weight) else { return impossible };
    page.published_on = Some(best.day);
    // The time that readers see takes precedence over the machine-readable one, which may be in another zone.
    let seen = candidates
        .iter()
        .filter(|other| other.day == best.day && other.line.is_some() && other.weight > 20)
        .find_map(|other| other.time);
    page.published_time = seen.or(best.time).or_else(|| {
        let beside = best.line.and_then(|at| time_beside(zones, at));
        beside.or_else(|| {
            candidates.iter().filter(|other| other.day == best.day && other.line.is_some()).find_map(|other| other.time)
        })
    });
    if page.published_time.is_none() {
        let same = candidates.iter().filter(|other| other.day == best.day && other.weight >= 24);
        page.published_time =
            same.max_by_key(|other| other.weight * i32::from(other.time.is_some())).and_then(|other| other.time);
    }
    impossible
}

/// The weight of the words before a date: whether they say that it is the day of publication.
fn label(before: &str) -> i32 {
    let key = line_key(before);
    let has = |words: &[&str]| words.iter().any(|word| key.ends_with(word) || key.split(' ').next_back() == Some(word));
    if has(&[
        "mis a jour",
        "mis a jour le",
        "updated",
        "last updated",
        "updated on",
        "modifie le",
        "modified",
        "last modified",
        "تحديث",
        "اخر تحديث",
        "تعديل",
        "actualise le",
        "maj",
    ]) {
        return -40;
    }
    if has(&[
        "publie",
        "publie le",
        "published",
        "published on",
        "posted",
        "posted on",
        "نشر",
        "نشر في",
        "تم نشره",
        "تاريخ النشر",
        "cree",
        "cree le",
        "mis en ligne le",
        "created",
    ]) {
        return 10;
    }
    0
}

fn shown(
    block: &Block,
    weight: i32,
    source: &'static str,
    line: Option<usize>,
    saved: Option<NaiveDateTime>,
    candidates: &mut Vec<Candidate>,
    impossible: &mut Option<String>,
) {
    let text = block.text.as_str();
    if block.figure || block.link && words(text) >= 5 || words(text) > LINE_WORDS_MAX || text.len() > LINE_BYTES_MAX {
        return;
    }
    match date::check(text) {
        Ok(Some(found)) => {
            let Some(day) = found.date.full() else { return };
            let before = text.get(..found.range.start).unwrap_or_default();
            let rest = words(text) - words(text.get(found.range.clone()).unwrap_or_default()).min(words(text));
            let weight = weight + label(before) - if rest > 12 { 20 } else { 0 } - if block.boxed { 12 } else { 0 };
            candidates.push(Candidate { day, time: time(&found, text), weight, source, line, is_stamp: false });
        }
        Ok(None) => {
            if let Some(day) = saved.and_then(|saved| relative::day(&line_key(text), saved)) {
                let before = ["منذ", "قبل", "il y a", " ago"].into_iter().find_map(|word| text.split_once(word));
                let weight = weight - 8 + label(before.map_or("", |(before, _)| before));
                candidates.push(Candidate { day, time: None, weight, source, line, is_stamp: false });
            }
        }
        Err(DateProblem::Impossible { text }) => {
            if line.is_some() {
                impossible.get_or_insert(text);
            }
        }
    }
}

/// The time of a date, or the one directly after it: «2026-01-08 | 12:42».
fn time(found: &FoundDate, text: &str) -> Option<NaiveTime> {
    let after = text.get(found.range.end..).unwrap_or_default();
    found.time.or_else(|| {
        let piece: String = after.chars().take(12).collect();
        clock(&piece)
    })
}

/// A time that is alone in a line near that of the date.
fn time_beside(zones: &Zones, at: usize) -> Option<NaiveTime> {
    let near = (1..=TIME_LINES_MAX).flat_map(|step| [at.checked_sub(step), Some(at + step)]).flatten();
    near.filter_map(|at| zones.header.get(at))
        .filter(|block| words(&block.text) <= 3)
        .find_map(|block| clock(&block.text))
}

/// A text that is only a time of day: «12:42», `16h17`, «9:26pm».
fn clock(text: &str) -> Option<NaiveTime> {
    let western = arabic::digits::to_western(text.trim_matches(['|', '-', '–', ',', '،', '•', ' ', '\u{A0}']));
    let found = date::find(&format!("2000-01-01 {western}"))?;
    let is_whole = found.range.end + 1 >= "2000-01-01 ".len() + western.len();
    found.time.filter(|_| is_whole && western.contains([':', 'h', 'H']))
}

/// Dates in elements whose class or attributes say so.
fn named(sources: &Sources<'_>, candidates: &mut Vec<Candidate>, impossible: &mut Option<String>) {
    for element in sources.elements(DATES).take(12) {
        let names = dom::class_words(element);
        let is_update = names.iter().any(|word| matches!(word.as_str(), "updated" | "modified" | "update"))
            && !names.iter().any(|word| word == "published");
        if is_update || element.value().attr("itemprop") == Some("dateModified") {
            continue;
        }
        let text = html::text_of(element);
        let block = Block { text, ..Block::default() };
        let before = candidates.len();
        shown(&block, 40, "an element that is called so", None, sources.saved, candidates, impossible);
        if candidates.len() == before
            && let Some(text) = element.value().attr("datetime").or(element.value().attr("content"))
        {
            let printed: Vec<NaiveDate> = candidates.iter().filter(|one| !one.is_stamp).map(|one| one.day).collect();
            stamp(text, 32, "an attribute for machines", sources, &printed, candidates);
        }
    }
}

/// A machine-readable date. If it has an offset and the paper's zone is known, it becomes day and time of the paper.
/// Sites whose offset is wrong print the day as written; then day and time are taken as written.
fn stamp(
    text: &str,
    weight: i32,
    source: &'static str,
    sources: &Sources<'_>,
    printed: &[NaiveDate],
    candidates: &mut Vec<Candidate>,
) {
    let Ok(Some(found)) = date::check(text) else { return };
    let Some(day) = found.date.full() else { return };
    let local = instant(text).zip(sources.zone).map(|(at, zone)| at.with_timezone(&zone).naive_local());
    let (day, time) = match local {
        Some(local) if !printed.contains(&day) || printed.contains(&local.date()) => (local.date(), Some(local.time())),
        _ => (day, found.time),
    };
    candidates.push(Candidate { day, time, weight, source, line: None, is_stamp: true });
}

/// The instant of a time with its offset (RFC 3339, RFC 2822 and common variants).
fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    let forms = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f %#z", "%Y-%m-%dT%H:%M%#z"];
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc2822(text))
        .ok()
        .or_else(|| forms.into_iter().find_map(|form| DateTime::parse_from_str(text, form).ok()))
}
