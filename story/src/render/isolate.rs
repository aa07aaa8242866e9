//! Finds what the bidi algorithm would reorder: left-to-right runs inside Arabic text («90+4», «500 MW», ranges,
//! scores, addresses). Only this module calls `arabic` for it.

use std::ops::Range;

/// Byte ranges of `text` that must be isolated left to right; in order, not overlapping, on character boundaries.
pub(crate) fn left_to_right_runs(text: &str) -> Vec<Range<usize>> {
    arabic::bidi::isolate_runs(text).into_iter().filter(|run| run.ltr).map(|run| run.range).collect()
}

/// Whether a run is a number with spaces in it: 45 000, 2 - 1, 021 23 45 67.
pub(crate) fn is_spaced_number(run: &str) -> bool {
    run.contains(char::is_whitespace) && !run.contains(char::is_alphabetic)
}

/// Whether the text has a letter that is written from right to left.
pub(crate) fn has_rtl(text: &str) -> bool {
    text.chars().any(|c| {
        let block = matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
        block && c.is_alphabetic()
    })
}
