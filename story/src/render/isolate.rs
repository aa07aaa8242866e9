//! Where the bidi algorithm would turn things round: left-to-right runs inside Arabic writing («90+4», «500 MW», ranges,
//! scores, addresses) get their own isolate. One private door, so that crate `arabic` can stand behind it.

use std::ops::Range;

/// Byte ranges of `text` that must be isolated left to right; in order, not overlapping, on character boundaries. Empty
/// where nothing turns round: plain numbers and plain foreign words need no help.
pub(super) fn left_to_right_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let segments: Vec<Range<usize>> = segments(text);
    let mut next = 0;
    while next < segments.len() {
        let mut last = next;
        while last + 1 < segments.len() && joined(text, &segments[last], &segments[last + 1]) {
            last += 1;
        }
        let run = segments[next].start..segments[last].end;
        if turns(&text[run.clone()]) {
            runs.push(run);
        }
        next = last + 1;
    }
    runs
}

/// Whether the text holds a letter that is written from right to left.
pub(super) fn has_rtl(text: &str) -> bool {
    text.chars().any(is_rtl)
}

fn is_rtl(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        && !is_digit(c)
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}')
}

/// Stretches without white space, right-to-left letters or the marks around a word.
fn segments(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let ends = text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]);
    for (at, c) in ends {
        let inside = c.is_some_and(|c| !c.is_whitespace() && !is_rtl(c) && !c.is_control());
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.extend(core(text, from..at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// The segment without the marks around it; none where nothing is left that could turn.
fn core(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let opening = |c: char| {
        matches!(
            c,
            '(' | '['
                | '{'
                | '«'
                | '»'
                | '“'
                | '”'
                | '"'
                | '\''
                | '‘'
                | '’'
                | '…'
                | '.'
                | ','
                | ':'
                | ';'
                | '!'
                | '?'
                | '–'
                | '—'
                | '-'
                | '/'
                | '*'
                | '•'
                | '·'
        )
    };
    let closing = |c: char| opening(c) && c != '/' || matches!(c, ')' | ']' | '}' | '>');
    let piece = &text[range.clone()];
    let head = piece.trim_start_matches(|c: char| opening(c) || matches!(c, ')' | ']' | '}'));
    let start = range.start + (piece.len() - head.len());
    let body = head.trim_end_matches(closing);
    let strong = body.chars().any(|c| is_digit(c) || c.is_alphabetic());
    strong.then(|| start..start + body.len())
}

/// Two neighbours that are read as one: a number and its unit, groups of a telephone number.
fn joined(text: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    let (one, two) = (&text[first.clone()], &text[second.clone()]);
    let latin = |s: &str| s.chars().any(char::is_alphabetic);
    let digits = |s: &str| s.chars().any(is_digit);
    let adjacent = matches!(&text[first.end..second.start], " " | "\u{A0}" | "\u{202F}");
    adjacent && (latin(one) || latin(two) || (digits(one) && digits(two)))
}

fn turns(run: &str) -> bool {
    let latin = run.chars().any(char::is_alphabetic);
    let digits = run.chars().any(is_digit);
    let spaces = run.chars().filter(|c| c.is_whitespace()).count();
    let symbol = |c: char| !is_digit(c) && !c.is_alphanumeric() && !c.is_whitespace();
    let separator = |c: char| matches!(c, '.' | ',' | ':' | '/' | '٫' | '٬' | '%' | '٪');
    let edge = run.chars().next().is_some_and(symbol) || run.chars().next_back().is_some_and(|c| symbol(c) && c != '%');
    match (latin, digits) {
        (true, true) => true,
        (true, false) => edge || run.contains(['/', '@', '_', '&', '+', '#', '(', ')', '=', ':']),
        (false, true) => edge || spaces >= 2 || run.chars().any(|c| symbol(c) && !separator(c)),
        (false, false) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<&str> {
        left_to_right_runs(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn runs_that_would_turn() {
        for (text, found) in [
            ("سجل في الدقيقة 90+4 من المباراة", vec!["90+4"]),
            ("بلغت القدرة 500 MW، والكلفة 12.5 M€.", vec!["500 MW", "12.5 M€"]),
            ("فاز 2-1 في موسم 2014-2016", vec!["2-1", "2014-2016"]),
            ("الهاتف +213 555 12 34", vec!["+213 555 12 34"]),
            ("البريد desk@example.org.", vec!["desk@example.org"]),
            ("الموقع https://example.org/a?b=1", vec!["https://example.org/a?b=1"]),
            ("لغة C++ و«F-16»", vec!["C++", "F-16"]),
            ("عام 2009، نسبة 12.5", vec![]),
            ("صحيفة Le Monde الفرنسية", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(runs(text), found, "{text}");
        }
    }
}
