//! House words as a sheet, for import and export: TSV in UTF-8, one word on each line.
//!
//! The columns are `kind`, `language`, `word`, `wrong forms` (separated by `|`), `instead` and `reason`; the last ones
//! may be missing. A first line that begins with `kind` is a heading. Empty lines and lines that begin with `#` are
//! skipped. Lines that cannot be parsed are reported, and the others are read.

use arabic::Language;

use super::{HouseKind, HouseWord, HouseWording};
use crate::base::word_list::ListedWord;
use crate::paper::sheet::{SheetRefusal, push_line, read_lines};

/// Lines of a sheet that are read; the first line beyond is reported as refused.
pub const SHEET_LINES_MAX: usize = 20_000;
/// The heading of a sheet.
const HEADING: &str = "kind\tlanguage\tword\twrong\tinstead\treason\n";

/// Parses a sheet: its words in order, ready for import, and the refused lines.
pub fn read_house_words(text: &str) -> (Vec<HouseWording>, Vec<SheetRefusal>) {
    let is_heading = |number, _, line: &str| number == 1 && line.starts_with("kind");
    read_lines(text, SHEET_LINES_MAX, is_heading, word_of)
}

fn word_of(line: &str) -> Result<HouseWording, &'static str> {
    let mut cells = line.split('\t').map(str::trim);
    let mut cell = || cells.next().unwrap_or_default().to_owned();
    let kind = HouseKind::from_word(&cell()).ok_or("kind")?;
    let language: Language = cell().parse().map_err(|_| "language")?;
    let word = cell();
    let wrong = cell().split('|').map(str::to_owned).collect();
    let (instead, reason) = (Some(cell()), Some(cell()));
    HouseWord::checked(HouseWording { kind, language, word, wrong, instead, reason }).map_err(|_| "word")
}

/// Writes `words` as a sheet that [`read_house_words`] reads back as the same words.
pub fn write_house_words<'a>(words: impl IntoIterator<Item = &'a HouseWording>) -> String {
    let mut sheet = HEADING.to_owned();
    for word in words {
        let wrong = word.wrong.join("|");
        let (instead, reason) =
            (word.instead.as_deref().unwrap_or_default(), word.reason.as_deref().unwrap_or_default());
        let cells = [word.kind.word(), word.language.code(), &word.word, &wrong, instead, reason];
        push_line(&mut sheet, &cells);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let sheet = "kind\tlanguage\tword\twrong\tinstead\treason\nname\tar\tالقذافي\tالقدافي|قذافى\navoided\tar\tتصفية\t\tقتل\tلفظ أمني\nknown\tfr\tSonatrach\n";
        let (words, refused) = read_house_words(sheet);
        assert_eq!((words.len(), refused.len()), (3, 0));
        assert_eq!(write_house_words(&words), sheet);
    }

    #[test]
    fn a_line_that_is_none_is_named_and_the_others_are_read() {
        let (words, refused) =
            read_house_words("\u{feff}# قائمة\nbad\tar\tكلمة\nknown\txx\tكلمة\nknown\tar\t؟\n\nknown\tar\tكلمة\r\n");
        assert_eq!(words.len(), 1);
        let refused: Vec<_> = refused.iter().map(|refusal| (refusal.line, refusal.column)).collect();
        assert_eq!(refused, [(2, "kind"), (3, "language"), (4, "word")]);
    }

    #[test]
    fn any_text_is_read_and_what_was_read_is_written_to_be_read_again() {
        let pieces = [
            "name\tar\t",
            "avoided\tfr\t",
            "known\ten\t",
            "كلمة",
            "|",
            "\t",
            "\n",
            "#",
            " \u{202e}",
            "\u{a0}",
            "\r",
            "kind",
            "\u{feff}",
        ];
        let count = pieces.len();
        for number in 0..count.pow(5) {
            let text: String = (0..5).map(|at| pieces[number / count.pow(at) % count]).collect();
            let (words, _) = read_house_words(&text);
            let (again, refused) = read_house_words(&write_house_words(&words));
            assert_eq!((again, refused), (words, vec![]), "{text:?}");
        }
    }
}
