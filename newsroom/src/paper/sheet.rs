//! Lists of words as sheets: TSV in UTF-8, a word a line. Foreign text is never an error: lines that cannot be read are named,
//! and the others are read.

/// Reads the lines of `text`, up to `lines_max`: what `read` makes of each, with its number from 1, and the lines of which it
/// makes nothing. Empty lines, lines that begin with `#` and the one that `is_heading` (its number, whether nothing was read
/// before it, the line) are passed over; the first line too many is named by `too_many`, and nothing is read from there on.
pub(crate) fn read_lines<W, R>(
    text: &str,
    lines_max: usize,
    is_heading: impl Fn(usize, bool, &str) -> bool,
    read: impl Fn(&str, usize) -> Result<W, R>,
    too_many: impl Fn(usize) -> R,
) -> (Vec<W>, Vec<R>) {
    let (mut words, mut refused) = (Vec::new(), Vec::new());
    let text = text.trim_start_matches('\u{feff}');
    for (number, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        if number > lines_max {
            refused.push(too_many(number));
            break;
        }
        if line.trim().is_empty() || line.starts_with('#') || is_heading(number, words.is_empty(), line) {
            continue;
        }
        match read(line, number) {
            Ok(word) => words.push(word),
            Err(refusal) => refused.push(refusal),
        }
    }
    (words, refused)
}

/// Adds a line; empty cells at its end are left out.
pub(crate) fn push_line(sheet: &mut String, cells: &[&str]) {
    sheet.push_str(cells.join("\t").trim_end());
    sheet.push('\n');
}
