//! Hints for whoever writes: typography and house style from the crate `arabic`, as places in a line with what could stand
//! there instead. Lines go in and hints come out; nothing is stored, nothing is changed.
//!
//! Places are UTF-16 units, as scripts count. With the hints come the runs that readers see from left to right (90+4), so that
//! the editor shows them as the page will.

use arabic::typography::{HouseStyle, Kind, suggest};
use axum::extract::Path;
use axum::response::{IntoResponse, Json, Response};
use newsroom::{Action, PublicId};
use serde::{Deserialize, Serialize};

use super::Desk;
use super::problem::DeskProblem;
use super::sent::Sent;
use crate::messages::Words;

/// Lines of one request; a script sends those that changed.
const LINES_MAX: usize = 200;
/// Characters of a request, in bytes: a whole long story at once.
const BYTES_MAX: usize = 4 << 20;

/// Lines to look at.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// The language of the story, `ar` and so on.
    lang: String,
    lines: Vec<Line>,
}

/// One line: a paragraph, a cell, a caption.
#[derive(Debug, Deserialize)]
struct Line {
    /// Comes back as it is.
    key: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct Found {
    key: String,
    hints: Vec<Hint>,
    isolates: Vec<Place>,
}

/// A place in a line, in UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Place {
    from: usize,
    to: usize,
}

/// What could be better.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Hint {
    #[serde(flatten)]
    place: Place,
    /// `typography`, or another class of hint.
    kind: &'static str,
    /// Why, in the language of the desk.
    message: String,
    /// What could stand there, the likeliest first; an empty one means: nothing.
    replacements: Vec<String>,
}

/// `POST /newsroom/stories/{id}/hints`
pub async fn hints(
    desk: Desk,
    Path(id): Path<PublicId>,
    Sent(asked): Sent<Asked, BYTES_MAX>,
) -> Result<Response, DeskProblem> {
    newsroom::story_for(desk.db(), desk.actor(), Action::See, &id, desk.now()).await?;
    let words = desk.words();
    let style = HouseStyle::default();
    let is_arabic = asked.lang == arabic::Language::Arabic.code();
    let look = |line: Line| {
        let units = Units::of(&line.text);
        let mut hints = Vec::new();
        if is_arabic {
            hints.extend(typography(&line.text, &units, &style, &words));
        }
        let runs = arabic::bidi::isolate_runs(&line.text);
        let isolates = runs.into_iter().map(|run| units.place(run.range)).collect();
        Found { key: line.key, hints, isolates }
    };
    let lines: Vec<Found> = asked.lines.into_iter().take(LINES_MAX).map(look).collect();
    Ok(Json(serde_json::json!({ "lines": lines })).into_response())
}

fn typography(text: &str, units: &Units, style: &HouseStyle, words: &Words) -> Vec<Hint> {
    let hint = |found: arabic::typography::Suggestion| {
        // A mark cannot be drawn under nothing: where something is only inserted, it stands under its neighbour.
        let (range, replacement) = widened(text, found.range, found.replacement);
        Hint {
            place: units.place(range),
            kind: "typography",
            message: reason(words, found.kind),
            replacements: vec![replacement],
        }
    };
    suggest(text, style).into_iter().map(hint).collect()
}

/// The range with a letter in it, and the replacement with that letter.
fn widened(text: &str, range: std::ops::Range<usize>, replacement: String) -> (std::ops::Range<usize>, String) {
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

/// From bytes to UTF-16 units of one text.
struct Units<'a> {
    text: &'a str,
    /// One unit a byte.
    is_ascii: bool,
}

impl<'a> Units<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, is_ascii: text.is_ascii() }
    }

    fn at(&self, byte: usize) -> usize {
        if self.is_ascii {
            return byte;
        }
        self.text.get(..byte).map_or(0, |before| before.encode_utf16().count())
    }

    fn place(&self, range: std::ops::Range<usize>) -> Place {
        Place { from: self.at(range.start), to: self.at(range.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Messages;

    fn hinted(text: &str) -> Vec<(String, String)> {
        let words = Messages::new().unwrap().in_language(arabic::Language::English);
        let units = Units::of(text);
        let found = typography(text, &units, &HouseStyle::default(), &words);
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let part = |place: Place| String::from_utf16(&utf16[place.from..place.to]).unwrap();
        found.into_iter().map(|hint| (part(hint.place), hint.replacements[0].clone())).collect()
    }

    #[test]
    fn places_are_utf_16_and_never_empty() {
        let is = |part: &str, better: &str| (part.to_owned(), better.to_owned());
        assert_eq!(hinted("قال , نعم"), [is(" ", ""), is(",", "،")]);
        assert_eq!(hinted("👩‍🚀 وصلت،ثم"), [is("،", "، ")]);
        assert_eq!(hinted("الإتفاق"), [is("إ", "ا")]);
        assert!(hinted("وصل القطار أمس.").is_empty());
    }
}
