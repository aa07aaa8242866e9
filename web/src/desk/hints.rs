//! Hints for writers: passages of a line with suggested replacements, from the house words, from typography and house
//! style (crate `arabic`), and from spell checking if a dictionary is installed. Nothing is stored or changed.
//!
//! Positions are UTF-16 units, as in JavaScript. Hints never overlap: house words take precedence over typography, and
//! typography over spelling. The response also contains the runs that are read from left to right (90+4), so that the
//! editor isolates them as the page will.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use arabic::Language;
use arabic::typography::{HouseStyle, Kind, suggest};
use axum::extract::Path;
use axum::response::{IntoResponse, Json, Response};
use newsroom::{Action, HouseKind, HouseWord, PublicId};
use serde::{Deserialize, Serialize};
use spellbook::Dictionary;

use super::DeskContext;
use super::json_body::JsonBody;
use super::problem::DeskProblem;
use crate::base::house_lexicon::HouseLexicon;
use crate::base::messages::Words;
use crate::base::spelling;

/// Maximum number of lines in one request. The script sends only lines that changed.
const LINES_MAX: usize = 200;
/// Maximum size of a request in bytes: a whole long story.
const BYTES_MAX: usize = 4 << 20;

/// The lines to check.
#[derive(Debug, Deserialize)]
pub struct HintsRequest {
    /// The language of the story, `ar` and so on.
    lang: String,
    lines: Vec<Line>,
}

/// One line: a paragraph, a cell, a caption.
#[derive(Debug, Deserialize)]
struct Line {
    /// Returned unchanged.
    key: String,
    text: String,
    /// Passages in another language, in ascending order.
    #[serde(default)]
    foreign: Vec<Foreign>,
}

/// A passage in another language, in UTF-16 units.
#[derive(Debug, Deserialize)]
struct Foreign {
    from: usize,
    to: usize,
    lang: String,
}

#[derive(Debug, Serialize)]
struct LineHints {
    key: String,
    hints: Vec<Hint>,
    isolates: Vec<TextRange>,
}

/// A range of a line, in UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct TextRange {
    from: usize,
    to: usize,
}

/// A suggestion.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Hint {
    #[serde(flatten)]
    place: TextRange,
    /// `house`, `typography` or `spelling`.
    kind: &'static str,
    /// The explanation, in the person's language.
    message: String,
    /// The suggested replacements, the likeliest first. An empty string means deletion.
    replacements: Vec<String>,
    /// For spelling: the language of the dictionary.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'static str>,
}

/// What lines are checked against.
struct Checker {
    language: Option<Language>,
    style: HouseStyle,
    house: Arc<HouseLexicon>,
    dictionaries: HashMap<Language, Arc<Dictionary>>,
    words: Words,
}

/// `POST /newsroom/stories/{id}/hints`. The response contains `house`, a mark that differs whenever the house words
/// have changed.
pub async fn hints(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    JsonBody(request): JsonBody<HintsRequest, BYTES_MAX>,
) -> Result<Response, DeskProblem> {
    newsroom::story_for(desk.db(), desk.actor(), Action::See, &id, desk.now()).await?;
    let site = desk.site();
    let language: Option<Language> = request.lang.parse().ok();
    let house = site.house_lexicon().await?;
    let foreign = request.lines.iter().flat_map(|line| &line.foreign).filter_map(|foreign| foreign.lang.parse().ok());
    let mut dictionaries = HashMap::new();
    for language in language.into_iter().chain(foreign) {
        if !dictionaries.contains_key(&language)
            && let Some(dictionary) = site.dictionaries().dictionary(language, desk.now()).await
        {
            dictionaries.insert(language, dictionary);
        }
    }
    let style = site.frame().await?.paper.house_style;
    let checker = Checker { language, style, house, dictionaries, words: desk.words() };
    let mark = checker.house.mark();
    // Checking a long story takes a core for a moment, so it runs in a blocking thread.
    let checked = tokio::task::spawn_blocking(move || {
        let mut seen = HashMap::new();
        request
            .lines
            .into_iter()
            .take(LINES_MAX)
            .map(|line| check_line(&checker, line, &mut seen))
            .collect::<Vec<LineHints>>()
    });
    let lines = checked.await.unwrap_or_default();
    Ok(Json(serde_json::json!({ "lines": lines, "house": mark })).into_response())
}

fn check_line(checker: &Checker, line: Line, seen: &mut HashMap<(Language, String), bool>) -> LineHints {
    let (text, index) = (line.text.as_str(), Utf16Index::of(&line.text));
    let stretches = stretches(&index, checker.language, &line.foreign);
    let mut kept = AcceptedHints::default();
    for (stretch, language) in &stretches {
        for (found, word) in checker.house.find(*language, &text[stretch.clone()]) {
            let range = stretch.start + found.range.start..stretch.start + found.range.end;
            let message = of_the_house(&checker.words, word);
            kept.add(
                range,
                |place| Hint {
                    message,
                    replacements: found.replacement.into_iter().collect(),
                    ..Hint::at(place, "house")
                },
                &index,
            );
        }
    }
    if checker.language == Some(Language::Arabic) {
        kept.add_all(typography(text, &checker.style, &checker.words), &index);
    }
    let right = |language, word: &str| checker.house.knows(language, word);
    for range in spelling::misspelt(text, &stretches, &checker.dictionaries, seen, right) {
        // Stretches are in ascending order.
        let beyond = stretches.partition_point(|(stretch, _)| stretch.start <= range.start);
        let language = beyond.checked_sub(1).and_then(|at| stretches.get(at)).map(|(_, one)| one.code());
        let message = checker.words.message("hint-not-in-dictionary");
        kept.add(range, |place| Hint { message, lang: language, ..Hint::at(place, "spelling") }, &index);
    }
    let isolates = arabic::bidi::isolate_runs(text).into_iter().map(|run| index.range(run.range)).collect();
    LineHints { hints: kept.hints(), isolates, key: line.key }
}

impl Hint {
    fn at(place: TextRange, kind: &'static str) -> Self {
        Self { place, kind, message: String::new(), replacements: Vec::new(), lang: None }
    }
}

/// The hints accepted so far. A hint that overlaps one of them is dropped.
#[derive(Default)]
struct AcceptedHints {
    hints: Vec<(usize, Hint)>,
    /// The ranges of these hints, by start. They do not overlap.
    taken: BTreeMap<usize, usize>,
}

impl AcceptedHints {
    fn is_free(&self, range: &Range<usize>) -> bool {
        // Of the ranges that start before its end, the last one also ends last.
        self.taken.range(..range.end.max(range.start + 1)).next_back().is_none_or(|(_, end)| *end <= range.start)
    }

    fn put(&mut self, range: Range<usize>, hint: Hint) {
        let (mut start, mut end) = (range.start, range.end);
        while let Some((from, to)) = self.taken.range(..end).next_back().map(|(from, to)| (*from, *to))
            && to > start
        {
            (start, end) = (start.min(from), end.max(to));
            self.taken.remove(&from);
        }
        if start < end {
            self.taken.insert(start, end);
        }
        self.hints.push((range.start, hint));
    }

    fn add(&mut self, range: Range<usize>, hint: impl FnOnce(TextRange) -> Hint, index: &Utf16Index<'_>) {
        if self.is_free(&range) {
            let hint = hint(index.range(range.clone()));
            self.put(range, hint);
        }
    }

    /// Adds hints of one kind. They may touch each other, because they can be applied together.
    fn add_all(&mut self, hints: Vec<(Range<usize>, Hint)>, index: &Utf16Index<'_>) {
        let free: Vec<bool> = hints.iter().map(|(range, _)| self.is_free(range)).collect();
        for ((range, hint), _) in hints.into_iter().zip(free).filter(|(_, is_free)| *is_free) {
            let place = index.range(range.clone());
            self.put(range, Hint { place, ..hint });
        }
    }

    fn hints(mut self) -> Vec<Hint> {
        self.hints.sort_by_key(|(start, _)| *start);
        self.hints.into_iter().map(|(_, hint)| hint).collect()
    }
}

/// Splits a line by language, in bytes. Passages in a language that the paper does not have are left out.
fn stretches(index: &Utf16Index<'_>, language: Option<Language>, foreign: &[Foreign]) -> Vec<(Range<usize>, Language)> {
    let mut all = Vec::new();
    let mut at = 0;
    let mut add = |range: Range<usize>, language: Option<Language>| {
        if let Some(language) = language.filter(|_| !range.is_empty()) {
            all.push((range, language));
        }
    };
    for one in foreign {
        let (from, to) = (index.byte(one.from), index.byte(one.to));
        if from < at || to <= from {
            continue;
        }
        add(at..from, language);
        // «en-GB» is English.
        add(from..to, one.lang.split('-').next().and_then(|code| code.parse().ok()));
        at = to;
    }
    add(at..index.text.len(), language);
    all
}

/// The explanation of a house word.
fn of_the_house(words: &Words, word: &HouseWord) -> String {
    let says = &word.says;
    match (says.kind, &says.reason) {
        (HouseKind::Avoided, Some(why)) => words.named("hint-house-avoided-why", "why", why),
        (HouseKind::Avoided, None) => words.message("hint-house-avoided"),
        (_, Some(why)) => words.filled("hint-house-name-why", &[("word", &says.word), ("why", why)]),
        (_, None) => words.named("hint-house-name", "word", &says.word),
    }
}

/// A word for which suggestions are requested.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuggestionsRequest {
    lang: String,
    word: String,
}

/// `POST /newsroom/stories/{id}/hints/suggest`: suggestions for a word that is not in the dictionary, at most five.
pub async fn suggestions(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    JsonBody(request): JsonBody<SuggestionsRequest>,
) -> Result<Response, DeskProblem> {
    newsroom::story_for(desk.db(), desk.actor(), Action::See, &id, desk.now()).await?;
    let suggestions = match request.lang.parse() {
        Ok(language) => desk.site().dictionaries().suggest(language, &request.word, desk.now()).await,
        Err(_) => Vec::new(),
    };
    Ok(Json(serde_json::json!({ "suggestions": suggestions })).into_response())
}

/// Typographic hints with their ranges in bytes. They do not overlap.
fn typography(text: &str, style: &HouseStyle, words: &Words) -> Vec<(Range<usize>, Hint)> {
    let mut hints: Vec<(Range<usize>, Hint)> = Vec::new();
    for found in suggest(text, style) {
        // An insertion directly after a replacement is merged into it.
        if let Some((_, hint)) =
            hints.last_mut().filter(|(range, _)| found.range.is_empty() && range.end == found.range.start)
        {
            hint.replacements.iter_mut().for_each(|replacement| replacement.push_str(&found.replacement));
            continue;
        }
        // An empty range cannot be underlined, so an insertion is attached to the letter beside it.
        let (range, replacement) = widened(text, found.range, found.replacement);
        let nowhere = TextRange { from: 0, to: 0 };
        let message = reason(words, found.kind);
        hints.push((range, Hint { message, replacements: vec![replacement], ..Hint::at(nowhere, "typography") }));
    }
    hints
}

/// Extends an empty range by one letter, and adds that letter to the replacement.
fn widened(text: &str, range: Range<usize>, replacement: String) -> (Range<usize>, String) {
    if !range.is_empty() {
        return (range, replacement);
    }
    match text[..range.start].char_indices().next_back() {
        Some((at, letter)) => (at..range.end, format!("{letter}{replacement}")),
        None => match text[range.end..].chars().next() {
            Some(letter) => (range.start..range.end + letter.len_utf8(), format!("{replacement}{letter}")),
            None => (range, replacement),
        },
    }
}

fn reason(words: &Words, kind: Kind) -> String {
    match kind {
        Kind::ArabicMark => words.message("hint-arabic-mark"),
        Kind::SpaceBefore => words.message("hint-space-before"),
        Kind::SpaceAfter => words.message("hint-space-after"),
        Kind::Tatweel => words.message("hint-tatweel"),
        Kind::DoubleSpace => words.message("hint-double-space"),
        Kind::DoubledMark => words.message("hint-doubled-mark"),
        Kind::JoinedWaw => words.message("hint-joined-waw"),
        Kind::Digits => words.message("hint-digits"),
        Kind::ZeroWidth => words.message("hint-zero-width"),
        Kind::BidiControl => words.message("hint-bidi-control"),
        Kind::Spelling => words.message("hint-letters"),
        Kind::Quotes => words.message("hint-quotes"),
    }
}

/// Converts between byte offsets and UTF-16 units of one text. Positions are not counted from the beginning each time,
/// because that would take quadratic time for a line with many hints.
struct Utf16Index<'a> {
    text: &'a str,
    /// Byte offset and unit at every [`CHECKPOINT_LETTERS`]th letter.
    checkpoints: Vec<(usize, usize)>,
}

/// Number of letters between two checkpoints.
const CHECKPOINT_LETTERS: usize = 64;

impl<'a> Utf16Index<'a> {
    fn of(text: &'a str) -> Self {
        let (mut checkpoints, mut units) = (Vec::new(), 0);
        for (letter, (byte, c)) in text.char_indices().enumerate() {
            if letter % CHECKPOINT_LETTERS == 0 {
                checkpoints.push((byte, units));
            }
            units += c.len_utf16();
        }
        Self { text, checkpoints }
    }

    /// The last checkpoint for which `is_before` holds.
    fn checkpoint(&self, is_before: impl Fn(&(usize, usize)) -> bool) -> (usize, usize) {
        let beyond = self.checkpoints.partition_point(is_before);
        beyond.checked_sub(1).and_then(|at| self.checkpoints.get(at)).copied().unwrap_or((0, 0))
    }

    fn at(&self, byte: usize) -> usize {
        let (from, units) = self.checkpoint(|(at, _)| *at <= byte);
        self.text.get(from..byte).map_or(0, |between| units + between.encode_utf16().count())
    }

    /// The byte offset of a unit; the length of the text if the unit is beyond its end.
    fn byte(&self, unit: usize) -> usize {
        let (from, mut units) = self.checkpoint(|(_, at)| *at <= unit);
        for (byte, c) in self.text[from..].char_indices() {
            if units >= unit {
                return from + byte;
            }
            units += c.len_utf16();
        }
        self.text.len()
    }

    fn range(&self, range: Range<usize>) -> TextRange {
        TextRange { from: self.at(range.start), to: self.at(range.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::messages::Messages;

    fn hinted(text: &str) -> Vec<(String, String)> {
        let words = Messages::new().unwrap().in_language(arabic::Language::English);
        let index = Utf16Index::of(text);
        let mut kept = AcceptedHints::default();
        kept.add_all(typography(text, &HouseStyle::default(), &words), &index);
        let found = kept.hints();
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let part = |place: TextRange| String::from_utf16(&utf16[place.from..place.to]).unwrap();
        found.into_iter().map(|hint| (part(hint.place), hint.replacements[0].clone())).collect()
    }

    #[test]
    fn places_are_utf_16_and_never_empty() {
        let is = |part: &str, better: &str| (part.to_owned(), better.to_owned());
        assert_eq!(hinted("قال , نعم"), [is(" ", ""), is(",", "،")]);
        assert_eq!(hinted("👩‍🚀 وصلت،ثم"), [is("،", "، ")]);
        // A replacement and an insertion after it are one hint, so that hints can be applied in any order.
        assert_eq!(hinted("قال,نعم"), [is(",", "، ")]);
        assert_eq!(hinted("الإتفاق"), [is("إ", "ا")]);
        assert!(hinted("وصل القطار أمس.").is_empty());
    }

    #[test]
    fn a_line_is_cut_where_its_language_changes() {
        let text = "قال 👍 the markets ثم";
        let foreign = |from, to, lang: &str| Foreign { from, to, lang: lang.into() };
        let cut = |all: &[Foreign]| {
            let parts = stretches(&Utf16Index::of(text), Some(Language::Arabic), all);
            parts.into_iter().map(|(range, language)| (text[range].to_owned(), language.code())).collect::<Vec<_>>()
        };
        let is = |part: &str, code| (part.to_owned(), code);
        assert_eq!(cut(&[foreign(7, 18, "en-GB")]), [is("قال 👍 ", "ar"), is("the markets", "en"), is(" ثم", "ar")]);
        assert_eq!(cut(&[foreign(7, 18, "de")]), [is("قال 👍 ", "ar"), is(" ثم", "ar")]);
        assert_eq!(cut(&[foreign(9, 3, "en"), foreign(90, 99, "en")]), [is(text, "ar")]);
    }

    #[test]
    fn places_are_those_of_a_count_from_the_beginning() {
        let text = "قال 👍 ab ".repeat(40);
        let index = Utf16Index::of(&text);
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let at = text[..byte].encode_utf16().count();
            assert_eq!((index.at(byte), index.byte(at)), (at, byte));
        }
        assert_eq!(index.byte(usize::MAX), text.len());
    }

    #[test]
    fn what_comes_later_gives_way_wherever_it_lies() {
        let text = "abcdefghijklmnopqrst";
        let index = Utf16Index::of(text);
        let mut kept = AcceptedHints::default();
        let hint = |place| Hint::at(place, "house");
        for (range, is_kept) in
            [(4..8, true), (0..5, false), (7..9, false), (8..9, true), (0..4, true), (3..12, false), (9..20, true)]
        {
            let before = kept.hints.len();
            kept.add(range.clone(), hint, &index);
            assert_eq!(kept.hints.len() > before, is_kept, "{range:?}");
        }
    }

    /// S-LIMIT: twice the input takes about twice the time. Thirty thousand places take a moment.
    #[test]
    fn many_places_take_no_longer_than_their_number() {
        let words = Messages::new().unwrap().in_language(arabic::Language::English);
        let checker = Checker {
            language: Some(Language::Arabic),
            style: HouseStyle::default(),
            house: Arc::new(HouseLexicon::empty()),
            dictionaries: HashMap::new(),
            words,
        };
        let took = |many: usize| {
            let text = "قال, ab ".repeat(many);
            let foreign = (0..many).map(|n| Foreign { from: n * 8 + 5, to: n * 8 + 7, lang: "en".into() }).collect();
            let begun = std::time::Instant::now();
            let found = check_line(&checker, Line { key: "k".into(), text, foreign }, &mut HashMap::new());
            assert!(found.hints.len() >= many);
            begun.elapsed()
        };
        let (small, large) = (took(5_000), took(30_000));
        println!("5,000 places: {small:?}, 30,000: {large:?}");
        assert!(large < small * 20, "5,000 places take {small:?}, six times as many {large:?}");
    }
}
