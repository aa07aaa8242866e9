//! Explains why a comment was held back, and marks the passages concerned.

use newsroom::Doubt;
use newsroom::screening::{Reason, marked};
use serde::Serialize;

use crate::base::messages::Words;
use crate::desk::screening;

/// Part of a comment's text. Addresses are not links at the desk, so that nobody follows one by accident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarkedText {
    text: String,
    is_marked: bool,
}

/// The sentence for a doubt.
pub fn sentence(words: &Words, doubt: &Doubt) -> String {
    match doubt {
        Doubt::Trap => words.message("doubt-trap"),
        Doubt::TooFast(millis) => words.counted("doubt-too-fast", (millis + 999) / 1_000),
        Doubt::TooMany(minute, day) => words.filled(
            "doubt-too-many",
            &[("minute", &words.number(*minute as usize)), ("day", &words.number(*day as usize))],
        ),
        Doubt::SaidBefore { exactly: true, .. } => words.message("doubt-said-before"),
        Doubt::SaidBefore { exactly: false, .. } => words.message("doubt-said-alike"),
        Doubt::Edited => words.message("doubt-edited"),
        Doubt::Screened(reason) => screening::sentence(words, reason),
    }
}

/// Splits a comment into paragraphs, lines and parts. Parts that a reason refers to are marked.
pub fn paragraphs(text: &str, doubts: &[Doubt]) -> Vec<Vec<Vec<MarkedText>>> {
    let reason = |doubt: &Doubt| match doubt {
        Doubt::Screened(reason) => Some(reason.clone()),
        _ => None,
    };
    let reasons: Vec<Reason> = doubts.iter().filter_map(reason).collect();
    let mut paragraphs = vec![vec![Vec::new()]];
    for (part, is_marked) in marked(text, &reasons) {
        for (number, line) in part.split('\n').enumerate() {
            let paragraph = match paragraphs.last_mut() {
                Some(paragraph) => paragraph,
                None => continue,
            };
            if number > 0 {
                // Two line breaks in a row start a new paragraph.
                match paragraph.last() {
                    Some(last) if last.is_empty() && paragraph.len() > 1 => {
                        paragraph.pop();
                        paragraphs.push(vec![Vec::new()]);
                    }
                    _ => paragraph.push(Vec::new()),
                }
            }
            if let Some(last) = paragraphs.last_mut().and_then(|paragraph| paragraph.last_mut())
                && !line.is_empty()
            {
                last.push(MarkedText { text: line.to_owned(), is_marked });
            }
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_in_its_line() {
        let found = paragraphs("سطر\nوسطر\n\nفقرة", &[]);
        let lines: Vec<Vec<String>> = found
            .iter()
            .map(|paragraph| paragraph.iter().map(|line| line.iter().map(|one| one.text.as_str()).collect()).collect())
            .collect();
        assert_eq!(lines, [vec!["سطر", "وسطر"], vec!["فقرة"]]);
    }
}
