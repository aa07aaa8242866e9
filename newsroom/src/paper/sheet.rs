//! Lists of words as sheets: TSV in UTF-8, a word a line. Foreign text is never an error: lines that cannot be read are named,
//! and the others are read.

/// A line of a sheet that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetRefusal {
    /// Which, from 1.
    pub line: usize,
    /// The column that is wrong, as the heading calls it: `word` also where something that goes with the word is too long.
    /// `too-many` for the line from which on nothing was read.
    pub column: &'static str,
}

/// In the place of a column: there are too many lines.
const TOO_MANY: &str = "too-many";

/// Reads the lines of `text`, up to `lines_max`: what `read` makes of each, and the lines of which it makes nothing, with the
/// column that it names. Empty lines, lines that begin with `#` and the one that `is_heading` (its number, whether nothing was
/// read before it, the line) are passed over.
pub(crate) fn read_lines<W>(
    text: &str,
    lines_max: usize,
    is_heading: impl Fn(usize, bool, &str) -> bool,
    read: impl Fn(&str) -> Result<W, &'static str>,
) -> (Vec<W>, Vec<SheetRefusal>) {
    let (mut words, mut refused) = (Vec::new(), Vec::new());
    let text = text.trim_start_matches('\u{feff}');
    for (number, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        if number > lines_max {
            refused.push(SheetRefusal { line: number, column: TOO_MANY });
            break;
        }
        if line.trim().is_empty() || line.starts_with('#') || is_heading(number, words.is_empty(), line) {
            continue;
        }
        match read(line) {
            Ok(word) => words.push(word),
            Err(column) => refused.push(SheetRefusal { line: number, column }),
        }
    }
    (words, refused)
}

/// Adds a line; empty cells at its end are left out.
pub(crate) fn push_line(sheet: &mut String, cells: &[&str]) {
    sheet.push_str(cells.join("\t").trim_end());
    sheet.push('\n');
}
