//! The passes. Each looks only at the characters and deletes, replaces or inserts cells.

use super::row::{Cell, Row};
use super::spelling;
use super::suggestion::{HouseStyle, Kind, Quotes};
use crate::digits::{self, Digits};
use crate::normalize::{TATWEEL, is_arabic_letter, is_bidi_control, is_foreign_letter, is_tashkeel};
use crate::numerals::digit_value;

/// Runs every pass once. Returns whether one of them changed something.
pub(super) fn run(row: &mut Row, style: &HouseStyle) -> bool {
    let before = row.deleted.len();
    let mut changed = false;
    delete(row, invisible);
    delete(row, tatweel);
    delete(row, spaces);
    delete(row, doubled);
    delete(row, joined_waw);
    changed |= replace(row, |view, at| arabic_mark(view, at).map(|c| (c, Kind::ArabicMark)));
    changed |= replace(row, |view, at| quote(view, at, style.quotes).map(|c| (c, Kind::Quotes)));
    changed |= house_digits(row, style.digits);
    changed |= spell(row);
    changed |= space_after(row);
    changed || row.deleted.len() > before
}

/// The characters with their surroundings, computed once per pass, so that every pass is linear.
struct View {
    chars: Vec<char>,
    /// Whether the character is in a line without Arabic letters, in an address or in a Latin word.
    protected: Vec<bool>,
    /// The script of the nearest letter before and after in the same line: `Some(true)` is Arabic.
    strong_before: Vec<Option<bool>>,
    strong_after: Vec<Option<bool>>,
    /// How many straight quotation marks stand before it in its line, and whether it is the unpaired last one.
    quotes: Vec<(usize, bool)>,
}

impl View {
    fn new(cells: &[Cell]) -> Self {
        let chars: Vec<char> = cells.iter().map(|cell| cell.c).collect();
        let count = chars.len();
        let mut view = Self {
            protected: vec![false; count],
            strong_before: vec![None; count],
            strong_after: vec![None; count],
            quotes: vec![(0, false); count],
            chars,
        };
        let mut start = 0;
        while start < count {
            let end = (start..count).find(|&at| is_newline(view.chars[at])).unwrap_or(count);
            view.read_line(start, end);
            start = end + 1;
        }
        view
    }

    fn read_line(&mut self, start: usize, end: usize) {
        if !self.chars[start..end].iter().copied().any(is_arabic_letter) {
            self.protected[start..end].fill(true);
            return;
        }
        let strong = |c: char| if is_arabic_letter(c) { Some(true) } else { is_foreign_letter(c).then_some(false) };
        let mut last = None;
        for at in start..end {
            self.strong_before[at] = last;
            last = strong(self.chars[at]).or(last);
        }
        last = None;
        for at in (start..end).rev() {
            self.strong_after[at] = last;
            last = strong(self.chars[at]).or(last);
        }
        let total = self.chars[start..end].iter().filter(|&&c| c == '"').count();
        let mut seen = 0;
        for at in start..end {
            self.quotes[at] = (seen, total % 2 == 1 && seen + 1 == total);
            seen += usize::from(self.chars[at] == '"');
        }
        let mut at = start;
        while at < end {
            let stop = (at..end).find(|&at| self.chars[at].is_whitespace()).unwrap_or(end);
            self.protect_word(at, stop);
            at = stop + 1;
        }
    }

    /// Protects addresses as a whole, and Latin words with what joins their letters. Marks at either end stay
    /// unprotected.
    fn protect_word(&mut self, start: usize, end: usize) {
        let foreign = is_foreign_letter;
        let word = &self.chars[start..end];
        let Some(first) = word.iter().position(|&c| foreign(c)) else { return };
        let Some(last) = word.iter().rposition(|&c| foreign(c) || c == '/' || digit_value(c).is_some()) else {
            return;
        };
        let first = first.min(word.iter().position(|&c| digit_value(c).is_some() || c == '@').unwrap_or(first));
        if first <= last {
            self.protected[start + first..=start + last].fill(true);
        }
    }

    fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.at(at))
    }

    fn is_number(&self, at: usize) -> bool {
        self.at(at).is_some_and(|c| digit_value(c).is_some())
    }
}

fn is_newline(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn is_blank(c: char) -> bool {
    c == '\t' || crate::bidi::is_blank(c)
}

/// Marks that follow a word directly and have a space after them.
fn is_mark(c: char) -> bool {
    matches!(c, '،' | '؛' | '؟' | '!' | ':' | '.')
}

fn delete(row: &mut Row, rule: fn(&View, usize) -> Option<Kind>) {
    let view = View::new(&row.cells);
    let mut at = 0;
    let deleted = &mut row.deleted;
    row.cells.retain(|cell| {
        let kind = if view.protected[at] { None } else { rule(&view, at) };
        at += 1;
        if let Some(kind) = kind {
            deleted.push((cell.range.clone(), kind));
        }
        kind.is_none()
    });
}

fn replace(row: &mut Row, rule: impl Fn(&View, usize) -> Option<(char, Kind)>) -> bool {
    let view = View::new(&row.cells);
    let mut changed = false;
    for (at, cell) in row.cells.iter_mut().enumerate() {
        if !view.protected[at]
            && let Some((c, kind)) = rule(&view, at)
            && c != cell.c
        {
            cell.c = c;
            cell.changed = Some(kind);
            changed = true;
        }
    }
    changed
}

fn invisible(view: &View, at: usize) -> Option<Kind> {
    let c = view.at(at)?;
    if is_bidi_control(c) {
        return Some(Kind::BidiControl);
    }
    let beside = [view.before(at), view.at(at + 1)];
    let stray = beside
        .iter()
        .flatten()
        .any(|&c| is_arabic_letter(c) || is_tashkeel(c) || c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}'));
    let zero_width = matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}');
    (zero_width && stray).then_some(Kind::ZeroWidth)
}

/// «هـ» and «لـ» before a mark keep theirs; one between two letters or after two letters is deleted.
fn tatweel(view: &View, at: usize) -> Option<Kind> {
    if view.at(at)? != TATWEEL {
        return None;
    }
    let in_word = |c: char| is_arabic_letter(c) || is_tashkeel(c) || c == TATWEEL;
    // A tatweel directly after another is always deleted, so looking one cell each way is enough.
    let before = view.before(at).filter(|&c| in_word(c))?;
    let after = view.at(at + 1).filter(|&c| in_word(c));
    let single = at < 2 || view.at(at - 2).is_none_or(|c| !in_word(c));
    (before == TATWEEL || after.is_some_and(|c| c != TATWEEL) || !single).then_some(Kind::Tatweel)
}

fn spaces(view: &View, at: usize) -> Option<Kind> {
    if !is_blank(view.at(at)?) {
        return None;
    }
    let (before, after) = (view.before(at)?, view.at(at + 1));
    if is_blank(before) {
        return Some(Kind::DoubleSpace);
    }
    if before == '«' && after.is_some_and(|c| !is_newline(c)) {
        return Some(Kind::SpaceBefore);
    }
    // `after` is the next visible character: the next rounds delete further spaces one by one.
    let after = after?;
    let next = view.at(at + 2);
    let closing = match after {
        '،' | '؛' | '؟' | '!' | '»' => true,
        ':' => next.is_none_or(|c| c.is_whitespace() || is_arabic_letter(c)),
        '.' => next.is_none_or(char::is_whitespace),
        ',' | ';' | '?' => arabic_mark(view, at + 1).is_some(),
        _ => false,
    };
    (closing && !is_newline(before) && !is_mark(before)).then_some(Kind::SpaceBefore)
}

/// Two equal marks become one, two points one, more than three points three.
fn doubled(view: &View, at: usize) -> Option<Kind> {
    let c = view.at(at)?;
    if c == '.' {
        let back = (0..=4).take_while(|&back| at >= back && view.at(at - back) == Some('.')).count();
        let ahead = view.at(at + 1) == Some('.');
        let over = back > 3 || (back == 2 && !ahead);
        return over.then_some(Kind::DoubledMark);
    }
    (matches!(c, '،' | '؛' | '؟' | '!' | ':') && view.before(at) == Some(c)).then_some(Kind::DoubledMark)
}

fn joined_waw(view: &View, at: usize) -> Option<Kind> {
    let blank = is_blank(view.at(at)?) && view.before(at)? == 'و' && view.at(at + 1).is_some_and(is_arabic_letter);
    let alone = at < 2 || view.at(at - 2).is_some_and(char::is_whitespace);
    (blank && alone).then_some(Kind::JoinedWaw)
}

fn arabic_mark(view: &View, at: usize) -> Option<char> {
    let arabic = match view.at(at)? {
        ',' => '،',
        ';' => '؛',
        '?' => '؟',
        _ => return None,
    };
    let inside_number = at > 0 && view.is_number(at - 1) && view.is_number(at + 1);
    let foreign = view.strong_before[at] == Some(false) && view.strong_after[at] != Some(true);
    let none = view.strong_before[at].is_none() && view.strong_after[at] != Some(true);
    (!inside_number && !foreign && !none).then_some(arabic)
}

/// Straight quotation marks in pairs within a line; an unpaired last one stays.
fn quote(view: &View, at: usize, quotes: Quotes) -> Option<char> {
    let (open, close) = match quotes {
        Quotes::Guillemets => ('«', '»'),
        Quotes::Curly => ('“', '”'),
        Quotes::Straight => return None,
    };
    let (seen, odd) = view.quotes[at];
    (view.at(at)? == '"' && !odd).then_some(if seen % 2 == 0 { open } else { close })
}

/// Converts the digits of whole words by the rules of [`digits::apply`].
fn house_digits(row: &mut Row, digits: Option<Digits>) -> bool {
    let Some(digits) = digits else { return false };
    let view = View::new(&row.cells);
    let mut changed = false;
    let mut start = 0;
    for stop in (0..=view.chars.len()).filter(|&at| view.at(at).is_none_or(char::is_whitespace)) {
        let word: String = view.chars[start..stop].iter().collect();
        if !view.protected[start..stop].contains(&true) && !digits::keeps_digits(&word) {
            for (cell, c) in row.cells[start..stop].iter_mut().zip(digits::apply(&word, digits).chars()) {
                if cell.c != c {
                    (cell.c, cell.changed, changed) = (c, Some(Kind::Digits), true);
                }
            }
        }
        start = (stop + 1).min(view.chars.len());
    }
    changed
}

fn spell(row: &mut Row) -> bool {
    let view = View::new(&row.cells);
    let mut changed = false;
    let mut start = 0;
    while start < view.chars.len() {
        let stop = (start..view.chars.len()).find(|&at| !is_arabic_letter(view.chars[at])).unwrap_or(view.chars.len());
        // A mark directly after a letter belongs to the word. Vowelled words are written with care and are not changed.
        let vowelled = [view.before(start), view.at(stop)].into_iter().flatten().any(is_tashkeel);
        if stop > start && !vowelled && !view.protected[start] {
            let word: String = view.chars[start..stop].iter().collect();
            if let Some(right) = spelling::correct(&word) {
                for (cell, c) in row.cells[start..stop].iter_mut().zip(right.chars()) {
                    if cell.c != c {
                        (cell.c, cell.changed, changed) = (c, Some(Kind::Spelling), true);
                    }
                }
            }
        }
        start = stop.max(start + 1);
    }
    changed
}

fn space_after(row: &mut Row) -> bool {
    let view = View::new(&row.cells);
    let mut cells = Vec::with_capacity(row.cells.len());
    let mut changed = false;
    for (at, cell) in row.cells.drain(..).enumerate() {
        let end = cell.range.end;
        let wants = matches!(cell.c, '،' | '؛' | '؟' | '!' | ':')
            && !view.protected[at]
            && view.at(at + 1).is_some_and(char::is_alphanumeric);
        let number = at > 0 && view.is_number(at - 1) && view.is_number(at + 1);
        let latin_before = view.before(at).is_some_and(|c| c.is_ascii_alphabetic());
        cells.push(cell);
        if wants && !number && !(latin_before && view.strong_after[at] != Some(true)) {
            cells.push(Cell { c: ' ', range: end..end, changed: Some(Kind::SpaceAfter) });
            changed = true;
        }
    }
    row.cells = cells;
    changed
}
