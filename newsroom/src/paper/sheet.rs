//! Word lists as sheets: TSV in UTF-8, one word on each line. Lines that cannot be parsed are reported, and the others
//! are read.

/// A line of a sheet that could not be parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetRefusal {
    /// Its number, from 1.
    pub line: usize,
    /// The wrong column, by its name in the heading: `word` also if a text that belongs to the word is too long;
    /// `too-many` for the first line that was not read.
    pub column: &'static str,
}

/// Stands for a column: there are too many lines.
const TOO_MANY: &str = "too-many";

/// Parses the lines of `text`, up to `lines_max`. Returns the results of `read`, and the lines that it refused with the
/// column that it named. Skips empty lines, lines that begin with `#`, and the heading. `is_heading` gets the number of
/// a line, whether no word was read before it, and the line.
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

/// Appends a line without its trailing empty cells.
pub(crate) fn push_line(sheet: &mut String, cells: &[&str]) {
    sheet.push_str(cells.join("\t").trim_end());
    sheet.push('\n');
}
