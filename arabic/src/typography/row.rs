//! A text as a row of characters with their origin.

use std::ops::Range;

use super::suggestion::{Kind, Suggestion};

/// A character of the text in its current state.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub c: char,
    /// Its bytes in the original; empty for an inserted character.
    pub range: Range<usize>,
    pub changed: Option<Kind>,
}

/// The text as cells, and what was deleted from it.
pub(super) struct Row {
    pub cells: Vec<Cell>,
    pub deleted: Vec<(Range<usize>, Kind)>,
}

impl Row {
    pub fn new(text: &str) -> Self {
        let cells =
            text.char_indices().map(|(at, c)| Cell { c, range: at..at + c.len_utf8(), changed: None }).collect();
        Self { cells, deleted: Vec::new() }
    }

    pub fn suggestions(self) -> Vec<Suggestion> {
        let replaced = self.cells.into_iter().filter_map(|cell| {
            cell.changed.map(|kind| Suggestion { range: cell.range, replacement: cell.c.to_string(), kind })
        });
        let deleted = self.deleted.into_iter().filter(|(range, _)| !range.is_empty());
        let deleted = deleted.map(|(range, kind)| Suggestion { range, replacement: String::new(), kind });
        let mut found: Vec<Suggestion> = replaced.chain(deleted).collect();
        found.sort_by_key(|suggestion| (suggestion.range.start, suggestion.range.end));
        let mut merged: Vec<Suggestion> = Vec::with_capacity(found.len());
        for next in found {
            match merged.last_mut() {
                Some(last) if last.kind == next.kind && last.range.end == next.range.start => {
                    last.range.end = next.range.end;
                    last.replacement.push_str(&next.replacement);
                }
                _ => merged.push(next),
            }
        }
        merged
    }
}
