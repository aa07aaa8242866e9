//! The word lists as a sheet, for import and export: TSV in UTF-8, one word on each line; also plain lines that
//! somebody pastes.
//!
//! The columns are `list`, `does` (`hold` or `spam`), `word` and `note`; the note may be missing. A line without a tab
//! is a word of the list that the caller names. A line before the first word that begins with `list` and a tab is a
//! heading. Empty lines and lines that begin with `#` are skipped. Lines that cannot be parsed are reported, and the
//! others are read.

use super::{ScreenKind, ScreenWord, ScreenWording};
use crate::base::word_list::ListedWord;
use crate::paper::sheet::{SheetRefusal, push_line, read_lines};

/// Lines of a sheet that are read; the first line beyond is reported as refused.
const LINES_MAX: usize = 6_000;
/// The heading of a sheet.
const HEADING: &str = "list\tdoes\tword\tnote\n";

/// Parses a sheet, or plain lines as words of the list `kind`: the words in order, ready for import, and the refused
/// lines.
pub fn read_screen_words(text: &str, kind: ScreenKind) -> (Vec<ScreenWording>, Vec<SheetRefusal>) {
    let is_heading = |_, is_first, line: &str| is_first && line.starts_with("list\t");
    read_lines(text, LINES_MAX, is_heading, |line| word_of(line, kind))
}

fn word_of(line: &str, kind: ScreenKind) -> Result<ScreenWording, &'static str> {
    let checked = |wording| ScreenWord::checked(wording).map_err(|_| "word");
    if !line.contains('\t') {
        return checked(ScreenWording { kind, refuses: false, word: line.to_owned(), note: None });
    }
    let mut cells = line.split('\t').map(str::trim);
    let mut cell = || cells.next().unwrap_or_default().to_owned();
    let kind = ScreenKind::from_word(&cell()).ok_or("list")?;
    let refuses = match cell().as_str() {
        "hold" | "" => false,
        "spam" => true,
        _ => return Err("does"),
    };
    checked(ScreenWording { kind, refuses, word: cell(), note: Some(cell()) })
}

/// Writes `words` as a sheet that [`read_screen_words`] reads back as the same words.
pub fn write_screen_words<'a>(words: impl IntoIterator<Item = &'a ScreenWording>) -> String {
    let mut sheet = HEADING.to_owned();
    for word in words {
        let does = if word.refuses { "spam" } else { "hold" };
        let cells = [word.kind.word(), does, &word.word, word.note.as_deref().unwrap_or_default()];
        push_line(&mut sheet, &cells);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let sheet = "list\tdoes\tword\tnote\nspam\tspam\tربح سريع\tاحتيال\nabuse\thold\tحقير\ninnocent\thold\tخولة\n";
        let (words, refused) = read_screen_words(sheet, ScreenKind::Hold);
        assert_eq!((words.len(), refused.len()), (3, 0));
        assert_eq!(write_screen_words(&words), sheet);
    }

    #[test]
    fn plain_lines_are_words_of_the_list_asked_for() {
        let (words, refused) = read_screen_words("\u{feff}# منقول\nأول كلمة\r\n\n؟\nثانية", ScreenKind::Spam);
        assert_eq!(refused, [SheetRefusal { line: 4, column: "word" }]);
        assert!(words.iter().all(|word| word.kind == ScreenKind::Spam && !word.refuses));
        assert_eq!(words.len(), 2);
        let (_, refused) = read_screen_words("x\thold\tكلمة\nspam\tburn\tكلمة\n", ScreenKind::Spam);
        let refused: Vec<_> = refused.iter().map(|refusal| (refusal.line, refusal.column)).collect();
        assert_eq!(refused, [(1, "list"), (2, "does")]);
    }

    #[test]
    fn any_text_is_read_and_what_was_read_is_written_to_be_read_again() {
        let pieces =
            ["spam\t", "hold\t", "abuse\tspam\t", "كلمة", "\t", "\n", "#", " \u{202e}", "\u{a0}", "\r", "list\t", "ab"];
        let count = pieces.len();
        for number in 0..count.pow(4) {
            let text: String = (0..4).map(|at| pieces[number / count.pow(at) % count]).collect();
            let (words, _) = read_screen_words(&text, ScreenKind::Hold);
            let (again, refused) = read_screen_words(&write_screen_words(&words), ScreenKind::Abuse);
            assert_eq!((again, refused), (words, vec![]), "{text:?}");
        }
    }
}
