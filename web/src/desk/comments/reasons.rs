//! Why a comment waits, in sentences, and where in its text.

use newsroom::Doubt;
use serde::Serialize;

use crate::messages::Words;

/// A stretch of a comment's text at the desk: no address is a link here, where one might click it by accident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stretch {
    text: String,
    is_address: bool,
    is_marked: bool,
}

/// The sentences of one doubt.
pub fn said(words: &Words, doubt: &Doubt) -> Vec<String> {
    vec![match doubt {
        Doubt::Trap => words.message("doubt-trap"),
        Doubt::TooFast(millis) => words.counted("doubt-too-fast", (millis + 999) / 1_000),
        Doubt::TooMany(minute, day) => words.filled(
            "doubt-too-many",
            &[("minute", &words.number(*minute as usize)), ("day", &words.number(*day as usize))],
        ),
        Doubt::SaidBefore { exactly: true, .. } => words.message("doubt-said-before"),
        Doubt::SaidBefore { exactly: false, .. } => words.message("doubt-said-alike"),
        Doubt::Reported(n) => words.counted("doubt-reported", *n),
        Doubt::Edited => words.message("doubt-edited"),
        Doubt::Screened(_) => return Vec::new(),
    }]
}

/// The text of a comment in stretches.
pub fn marked(paragraphs: Vec<Vec<crate::comments::Line>>, _doubts: &[Doubt]) -> Vec<Vec<Vec<Stretch>>> {
    let stretch = |piece: crate::comments::Piece| Stretch {
        is_address: piece.href.is_some(),
        text: piece.text,
        is_marked: false,
    };
    let line = |line: crate::comments::Line| line.into_iter().map(stretch).collect();
    paragraphs.into_iter().map(|paragraph| paragraph.into_iter().map(line).collect()).collect()
}
