//! Datelines: the place and agency before the first sentence, in their own field or run into the paragraph.

use crate::item::Dateline;
use crate::text::clean;

/// Characters of a dateline at most; a longer beginning is text.
const LENGTH_MAX: usize = 90;
/// Characters of the agency in brackets.
const AGENCY_MAX: usize = 24;
/// Words of the place and date.
const WORDS_MAX: usize = 9;

/// The word between the two dates of a dateline that states both calendars.
const HIJRI: &str = "الموافق";

/// Names under which Arab agencies sign, with a dash or a colon right after them, or before the place. Names that are
/// ordinary words as well are left out.
const ARAB_AGENCIES: [&str; 14] =
    ["واس", "وام", "كونا", "بترا", "وفا", "سانا", "قنا", "العمانية", "واع", "نينا", "وأج", "سونا", "سبأ", "وطنية"];

/// What is known about the item besides the paragraph.
#[derive(Default)]
pub(crate) struct Hints {
    /// Names of places in its metadata.
    pub places: Vec<String>,
    /// Names under which the agency signs.
    pub agencies: Vec<String>,
}

/// A dateline that opens a paragraph.
#[derive(Debug, PartialEq)]
pub(crate) struct RunIn {
    /// Bytes of the paragraph that it takes, with the white space after it.
    pub length: usize,
    pub dateline: Dateline,
}

/// The dateline that opens `paragraph`, if one does.
pub(crate) fn run_in(paragraph: &str, hints: &Hints) -> Option<RunIn> {
    let limit = paragraph.char_indices().nth(LENGTH_MAX).map_or(paragraph.len(), |(at, _)| at);
    let head = paragraph.get(..limit)?;
    let found = slashed(head, hints).or_else(|| signed_first(head)).or_else(|| dashed(head, hints));
    let end = found.or_else(|| coloned(head, hints))?;
    let text = clean(paragraph.get(..end)?)?;
    let rest = paragraph.get(end..)?;
    let length = end + (rest.len() - rest.trim_start().len());
    (length < paragraph.len())
        .then(|| RunIn { length, dateline: Dateline { place: place(&text, hints), text: Some(text), run_in: true } })
}

/// `MOSCOW, January 21. /TASS/.`
fn slashed(head: &str, hints: &Hints) -> Option<usize> {
    let open = head.find('/')?;
    let inside = head.get(open + 1..)?;
    let close = inside.find('/')?;
    let agency = inside.get(..close)?.trim();
    let before = head.get(..open)?;
    let is_agency =
        (2..=AGENCY_MAX).contains(&agency.chars().count()) && !agency.contains(|c: char| c.is_ascii_digit());
    let is_spaced = before.ends_with(' ') && is_short(before);
    // Words between strokes with blanks are a choice of words, unless they are an agency.
    let is_tight = inside.get(..close) == Some(agency);
    if !is_agency || !is_spaced || !(is_tight || is_known(agency, hints)) {
        return None;
    }
    let after = open + 1 + close + 1;
    let rest = head.get(after..)?;
    let mark = rest.len() - rest.trim_start_matches(['.', ' ', '-', '–', '—']).len();
    (mark > 0).then(|| after + rest.get(..mark).map_or(0, |mark| mark.trim_end().len()))
}

/// `وطنية - رأس البحر -`: the agency, then the place if one follows.
fn signed_first(head: &str) -> Option<usize> {
    let agency =
        ARAB_AGENCIES.iter().find(|agency| head.strip_prefix(**agency).is_some_and(|rest| rest.starts_with(" - ")))?;
    let begin = agency.len() + " - ".len();
    let place = head
        .get(begin..)?
        .find(" - ")
        .filter(|length| head.get(begin..begin + length).is_some_and(|place| place.split_whitespace().count() <= 3));
    Some(place.map_or(begin, |length| begin + length + " - ".len()) - 1)
}

/// Whether a text ends with the name of an Arab agency, as a word of its own.
fn is_signed(text: &str) -> bool {
    ARAB_AGENCIES.iter().any(|agency| {
        text.strip_suffix(*agency)
            .is_some_and(|rest| rest.ends_with([' ', '-', '/', '(', '–']) && rest.trim().len() > 2)
    })
}

/// The dateline that a paragraph is, alone: `رأس البحر-سانا`.
pub(crate) fn alone(paragraph: &str) -> Option<Dateline> {
    let text = clean(paragraph)?;
    let parted = text.rsplit_once(['-', '/', '–']).filter(|(place, _)| place.split_whitespace().count() <= 4)?;
    let place = clean(parted.0).filter(|_| ARAB_AGENCIES.contains(&parted.1.trim()));
    place.map(|place| Dateline { text: Some(text), place: Some(place), run_in: true })
}

/// `NEW YORK (AP) —`, `(ANSA) - ROME, JUL 11 -`, `OTTAWA -`: ends at a dash.
fn dashed(head: &str, hints: &Hints) -> Option<usize> {
    let mut found = None;
    for (at, dash) in dashes(head) {
        let before = head.get(..at)?.trim();
        let before = if before.ends_with(").") { before.trim_end_matches('.') } else { before };
        if before.starts_with('(') && before.ends_with(')') && !before.contains(") ") {
            continue;
        }
        if is_dateline(before, hints) {
            found = Some(at + dash);
            let is_dated = before.chars().last().is_some_and(|c| c.is_numeric() || c == ')');
            if !is_dated || !head.get(at + dash..)?.trim_start().starts_with(['(', '1', '2', '3']) {
                break;
            }
        }
    }
    found
}

/// Offsets and lengths of dashes that stand between blanks, or after a bracket.
fn dashes(head: &str) -> impl Iterator<Item = (usize, usize)> {
    head.char_indices().filter(|(_, c)| matches!(c, '-' | '–' | '—' | '_' | '―')).filter_map(move |(at, _)| {
        let before = head.get(..at)?;
        let length = head.get(at..)?.len() - head.get(at..)?.trim_start_matches(['-', '–', '—', '_', '―']).len();
        let after = head.get(at + length..)?;
        let opens =
            before.ends_with([' ', '\u{A0}', ')', '/', '\n', '\t']) || before.ends_with(").") || is_signed(before);
        (opens && after.starts_with(char::is_whitespace)).then_some((at, length))
    })
}

/// `تل الزعفران - مرسى:`, `PARIS (AFP):`
fn coloned(head: &str, hints: &Hints) -> Option<usize> {
    let at = head.find(':')?;
    let before = head.get(..at)?;
    if before.contains(HIJRI) && before.contains(|c: char| c.is_numeric()) {
        return Some(at + 1);
    }
    let agency = before.rsplit([' ', '(']).next()?.trim_end_matches(')');
    let is_agency = is_known(agency, hints);
    let is_parted = before.contains(" - ") || before.ends_with(')');
    let is_agency = is_agency && is_parted || is_signed(before);
    (is_short(before) && (is_agency || before.ends_with(')'))).then_some(at + 1)
}

/// Whether a word is a name under which an agency signs.
fn is_known(agency: &str, hints: &Hints) -> bool {
    let of_item = || hints.agencies.iter().any(|known| known.split_whitespace().any(|word| is_same(word, agency)));
    ARAB_AGENCIES.contains(&agency) || of_item()
}

fn is_same(word: &str, agency: &str) -> bool {
    let bare = |word: &str| word.trim_start_matches("ال").to_lowercase();
    agency.chars().count() > 1 && bare(word) == bare(agency)
}

fn is_short(before: &str) -> bool {
    before.split_whitespace().count() <= WORDS_MAX
}

fn is_dateline(before: &str, hints: &Hints) -> bool {
    if before.is_empty() || !is_short(before) || before.contains(['«', '"', '“', '؟', '?', '!', ';']) {
        return false;
    }
    if let (Some(open), true) = (before.rfind('('), before.ends_with(')')) {
        let agency = before.get(open + 1..before.len() - 1).unwrap_or_default();
        let count = agency.chars().count();
        return (1..=AGENCY_MAX).contains(&count) && !agency.contains(|c: char| c.is_ascii_digit()) && open > 0;
    }
    if before.starts_with('(') && before.contains(") ") {
        return true;
    }
    let known = |place: &String| {
        let (place, text) = (place.to_lowercase(), before.to_lowercase());
        text.strip_prefix(&place).is_some_and(|rest| rest.is_empty() || rest.starts_with([',', ' ', '،', '(']))
    };
    is_capitals(before) || is_signed(before) || hints.places.iter().any(known)
}

/// Whether it is a place in capitals, possibly with a date after a comma: `OTTAWA`, `LOS ANGELES, Calif.`
fn is_capitals(text: &str) -> bool {
    let place = text.split([',', '(']).next().unwrap_or_default();
    let letters: Vec<char> = place.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() >= 3 && letters.iter().all(|c| c.is_uppercase())
}

/// The place that a dateline names.
pub(crate) fn place(text: &str, hints: &Hints) -> Option<String> {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '_' | ':' | '.'));
    let pieces = text.split(" - ").flat_map(|piece| piece.split(" – ")).map(|piece| without_agency(piece).trim());
    let is_agency = |piece: &str| {
        ARAB_AGENCIES.contains(&piece)
            || hints
                .agencies
                .iter()
                .any(|known| known.split_whitespace().any(|word| piece.split(' ').any(|p| is_same(word, p))))
    };
    let all: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    let piece = all.iter().find(|piece| !is_agency(piece)).or(all.first())?;
    let piece = without_date(piece)?;
    let Some(digit) = piece.find(|c: char| c.is_numeric()) else { return clean(piece) };
    // A day without a comma before it: what stands before is a place, unless it is the month.
    let before = piece.get(..digit)?.trim();
    let month = before.rsplit(' ').next().unwrap_or_default();
    clean(before).filter(|_| crate::time::month(month).is_none())
}

/// The text before an agency in brackets or between strokes.
fn without_agency(text: &str) -> &str {
    match text.find(['(']) {
        Some(at) => text.get(..at).unwrap_or(text),
        None => text.split(" /").next().unwrap_or(text),
    }
}

/// The text before a date: after a comma, or after «في».
fn without_date(text: &str) -> Option<&str> {
    let is_dated = |rest: &str| rest.contains(|c: char| c.is_numeric());
    let commas = text.match_indices([',', '،']).find(|(at, mark)| text.get(at + mark.len()..).is_some_and(is_dated));
    let text = commas.map_or(Some(text), |(at, _)| text.get(..at))?.trim();
    let words = [" في ", " il ", " le ", " am "];
    let at = words.iter().find_map(|word| text.find(word).filter(|at| text.get(*at..).is_some_and(is_dated)));
    at.map_or(Some(text), |at| text.get(..at)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hints(places: &[&str], agencies: &[&str]) -> Hints {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Hints { places: owned(places), agencies: owned(agencies) }
    }

    #[test]
    fn datelines_that_run_in_are_found() {
        for (text, dateline, place) in [
            ("PORT ARGO (GNS) — Ships waited.", "PORT ARGO (GNS) —", Some("PORT ARGO")),
            ("(GNS) - ARGO, JUL 11 - Ships waited.", "(GNS) - ARGO, JUL 11 -", Some("ARGO")),
            ("ARGO, May 1. /GNS/. Ships waited.", "ARGO, May 1. /GNS/.", Some("ARGO")),
            ("May 1 (GNS) - Ships waited.", "May 1 (GNS) -", None),
            ("ARGO - Ships waited.", "ARGO -", Some("ARGO")),
            ("Argo - Ships waited.", "Argo -", Some("Argo")),
            ("Argo, North Coast (GNS) _ Ships waited.", "Argo, North Coast (GNS) _", Some("Argo, North Coast")),
            ("رأس البحر في 3 أيار/مايو (واحة) - قالت.", "رأس البحر في 3 أيار/مايو (واحة) -", Some("رأس البحر")),
            ("Argo, 2 may (GNS).- Ships waited.", "Argo, 2 may (GNS).-", Some("Argo")),
            ("رأس البحر 12 آذار (واحة)- قالت.", "رأس البحر 12 آذار (واحة)-", Some("رأس البحر")),
            ("رأس البحر - 12 - 3 (واحة) -- قالت.", "رأس البحر - 12 - 3 (واحة) --", Some("رأس البحر")),
            ("رأس البحر في 12 مارس / واحة / قالت.", "رأس البحر في 12 مارس / واحة /", Some("رأس البحر")),
            (
                "رأس البحر 12 محرم 1445 هـ الموافق 30 يوليو 2023 م واحة: قالت.",
                "رأس البحر 12 محرم 1445 هـ الموافق 30 يوليو 2023 م واحة:",
                Some("رأس البحر"),
            ),
            ("رأس البحر 12-3-2026 وفا- قالت.", "رأس البحر 12-3-2026 وفا-", Some("رأس البحر")),
            ("وطنية - رأس البحر - قالت.", "وطنية - رأس البحر -", Some("رأس البحر")),
            ("رأس البحر - الواحة: قالت.", "رأس البحر - الواحة:", Some("رأس البحر")),
        ] {
            let found = run_in(text, &hints(&["Argo"], &["وكالة الواحة", "GNS"])).unwrap();
            assert_eq!(found.dateline.text.as_deref(), Some(dateline), "{text}");
            assert_eq!(found.dateline.place.as_deref(), place, "{text}");
            assert!(text[found.length..].starts_with(['S', 'ق']), "{text}");
        }
    }

    #[test]
    fn a_dateline_may_be_a_paragraph() {
        assert_eq!(alone("رأس البحر-سانا").and_then(|found| found.place).as_deref(), Some("رأس البحر"));
        assert_eq!(alone("رأس البحر - ميناء"), None);
    }

    #[test]
    fn ordinary_beginnings_stay() {
        for text in [
            "The minister - who came late - said no.",
            "قال الوزير إن الأمر انتهى - ثم خرج.",
            "\"No\" - she said.",
            "- Ships waited.",
            "He said: no.",
            "Cats and / or / dogs waited.",
            "قال الوزير: لا.",
        ] {
            assert_eq!(run_in(text, &hints(&[], &[])), None, "{text}");
        }
    }
}
