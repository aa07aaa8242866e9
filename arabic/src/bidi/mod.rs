//! Finds the left-to-right runs that a browser would reorder inside Arabic text.
//!
//! The Unicode bidirectional algorithm (UAX #9) treats digits after Arabic letters as Arabic numbers (rule W2). A plus,
//! a hyphen, a space or a currency sign between them is then neutral and takes the direction of the paragraph: «90+4»
//! is displayed as «4+90». [`isolate_runs`] finds such runs, for `<bdi dir="ltr">`.
//!
//! Some runs are left out on purpose. A lone number («2016», «1,046», «18:32», «71%») keeps the order of its parts, and
//! Arabic readers expect the percent sign on the left. Plain Latin words («Wi-Fi», «Le Monde») keep their order because
//! neutral characters between letters of one direction follow that direction. Numbers in Eastern digits are left out
//! too: ranges in them are written right to left.

mod chars;
mod numbers;

use std::ops::Range;

use crate::normalize::is_arabic_letter;
pub(crate) use chars::is_blank;
use chars::{Chars, char_at, is_digit};

/// A run found by [`isolate_runs`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its bytes in the text, never empty, on character boundaries.
    pub range: Range<usize>,
    /// Always `true`: only runs that must be displayed left to right are reported. The text between them stays as it
    /// is.
    pub ltr: bool,
}

/// The runs of `text` that need an isolate of their own, in order and without overlap. Linear in the length of the
/// text.
///
/// Reported: calculations and scores (90+4, 2-1, 2 - 1), ranges (2014-2016), thousands groups with any kind of space
/// (45 000), signed numbers, amounts with a unit or currency (500 MW, 12.5 M€, $20), phone numbers, versions and dates
/// with points, web and e-mail addresses, handles, Latin names with digits. Punctuation that ends the sentence is never
/// part of a run.
///
/// ```
/// let text = "سجل في الدقيقة 90+4.";
/// let runs = arabic::bidi::isolate_runs(text);
/// assert_eq!(&text[runs[0].range.clone()], "90+4");
/// ```
pub fn isolate_runs(text: &str) -> Vec<Run> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !starts(&chars, at) {
            at += 1;
            continue;
        }
        let end = extent(&chars, at);
        for (from, to) in needed(&chars, at, trimmed(&chars, at, end)) {
            let from_byte = chars.get(from).map_or(text.len(), |&(byte, _)| byte);
            let to_byte = chars.get(to).map_or(text.len(), |&(byte, _)| byte);
            if from_byte < to_byte {
                runs.push(Run { range: from_byte..to_byte, ltr: true });
            }
        }
        at = end.max(at + 1);
    }
    runs
}

/// A letter of a script that is written left to right (mostly Latin).
fn is_latin(c: char) -> bool {
    // Ranges are compared before the Unicode tables: nearly every character is ASCII or Arabic.
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    !matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        && !is_arabic_letter(c)
        && c.is_alphabetic()
}

fn is_solid(c: char) -> bool {
    is_digit(c) || is_latin(c)
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₽' | '₺' | '₹')
}

fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '−' | '±' | '#' | '@' | '~')
}

/// Characters that may occur inside a run, between solid ones (digits and Latin letters).
fn is_joint(c: char) -> bool {
    is_sign(c)
        || is_currency(c)
        || matches!(
            c,
            '–' | '—'
                | '/'
                | ':'
                | '.'
                | ','
                | '_'
                | '&'
                | '='
                | '*'
                | '%'
                | '°'
                | '\''
                | '’'
                | '?'
                | '×'
                | '²'
                | '³'
                | '('
                | ')'
                | '\u{0300}'..='\u{036F}'
        )
}

fn starts(chars: &Chars, at: usize) -> bool {
    let Some(c) = char_at(chars, at) else { return false };
    if is_solid(c) {
        return true;
    }
    // A sign belongs to what follows unless a letter, a digit or another sign stands directly before it («كوفيد-19»).
    if c == ' ' || (!c.is_ascii() && is_arabic_letter(c)) {
        return false;
    }
    let free = at == 0 || char_at(chars, at - 1).is_some_and(|before| !(before.is_alphanumeric() || is_sign(before)));
    let next = char_at(chars, at + 1);
    match c {
        '(' if free => is_area_code(chars, at) || numbers::is_bracketed(chars, at),
        '+' | '-' | '−' | '±' if free => next.is_some_and(is_digit),
        '@' | '#' if free => next.is_some_and(is_latin),
        _ => is_currency(c) && next.is_some_and(is_digit),
    }
}

/// A few digits in brackets with more digits after them: (021) 23 45 67.
fn is_area_code(chars: &Chars, at: usize) -> bool {
    let close = (at + 2..at + 8).find(|&at| char_at(chars, at) == Some(')'));
    let inner = |close: usize| (at + 1..close).all(|at| char_at(chars, at).is_some_and(|c| is_digit(c) || c == '+'));
    close.is_some_and(|close| {
        let blank = usize::from(char_at(chars, close + 1).is_some_and(is_blank));
        inner(close) && char_at(chars, close + 1 + blank).is_some_and(is_digit)
    })
}

/// The end of the longest stretch of solid characters, with joints and single spaces between them.
fn extent(chars: &Chars, start: usize) -> usize {
    let mut at = start;
    while let Some(c) = char_at(chars, at) {
        let blank = is_blank(c)
            && (char_at(chars, at + 1).is_some_and(|next| {
                is_solid(next) || is_currency(next) || (next == '(' && char_at(chars, at + 2).is_some_and(is_digit))
            }) || numbers::is_joint(chars, start, at));
        if !(is_solid(c) || is_joint(c) || blank) {
            break;
        }
        at += 1;
    }
    at
}

/// The end of the stretch without the punctuation that belongs to the sentence.
fn trimmed(chars: &Chars, start: usize, mut end: usize) -> usize {
    while end > start {
        let last = char_at(chars, end - 1).unwrap_or(' ');
        let before = if end >= start + 2 { char_at(chars, end - 2) } else { None };
        let belongs = is_solid(last)
            || is_currency(last)
            || matches!(last, '%' | '°' | '²' | '³')
            || (matches!(last, '+' | '#') && before.is_some_and(|c| is_solid(c) || c == '+'))
            || (last == '/' && is_address(chars, start, end))
            || (last == ')' && (start..end).any(|at| char_at(chars, at) == Some('(')) && before.is_some_and(is_solid))
            || matches!(last, '\u{0300}'..='\u{036F}');
        if belongs {
            break;
        }
        end -= 1;
    }
    end
}

fn is_address(chars: &Chars, start: usize, end: usize) -> bool {
    let text: String = (start..end).filter_map(|at| char_at(chars, at)).collect();
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    if word.contains("://") || word.starts_with("www.") {
        return true;
    }
    let host = word.split(['/', '?', ':']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    host.split('.').count() >= 2
        && host.split('.').all(|label| !label.is_empty() && label.chars().all(|c| is_solid(c) || c == '-' || c == '_'))
        && host.rsplit('.').next().is_some_and(|top| top.chars().count() >= 2 && top.chars().all(is_latin))
}

/// The parts of a stretch that must be isolated: all of it, or only some of its numbers and words.
fn needed(chars: &Chars, start: usize, end: usize) -> Vec<(usize, usize)> {
    let all: String = (start..end).filter_map(|at| char_at(chars, at)).collect();
    let has_digit = all.chars().any(is_digit);
    let words: Vec<&str> = all.split(is_blank).collect();
    if words.len() == 1 {
        return if word_needs(&all) { vec![(start, end)] } else { Vec::new() };
    }
    let latin = all.chars().any(is_latin) || all.chars().any(is_currency);
    // «0550 - 12 - 34 - 56»
    let is_dash = |word: &str| all.starts_with(['0', '+']) && matches!(word, "-" | "–" | "/");
    let groups: Vec<&str> = words.into_iter().filter(|word| !is_dash(word)).collect();
    if has_digit && (latin || is_phone(&groups)) {
        return vec![(start, end)];
    }
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        if let Some(stop) = numbers::spaced(chars, at, end) {
            found.push((at, stop));
            at = stop;
        } else if is_open_bracket(chars, at, end) {
            at += 1;
            continue;
        }
        let stop = (at..end).find(|&at| char_at(chars, at).is_some_and(is_blank)).unwrap_or(end);
        let to = trimmed(chars, at, stop);
        let text: String = (at..to).filter_map(|at| char_at(chars, at)).collect();
        let goes_on = found.last().is_some_and(|&(_, end)| end == at);
        if !goes_on && word_needs(&text) {
            found.push((at, to));
        }
        at = stop + 1;
    }
    found
}

/// An opening bracket that is closed in a later word: «2 - 2 (4 - 3)».
fn is_open_bracket(chars: &Chars, at: usize, end: usize) -> bool {
    let mut word = (at + 1..end).map_while(|at| char_at(chars, at).filter(|c| !is_blank(*c)));
    char_at(chars, at) == Some('(') && !word.any(|c| c == ')')
}

/// Groups of digits in the form of a phone number: at least three, or two after a plus or a zero.
fn is_phone(words: &[&str]) -> bool {
    let grouped = words.iter().all(|word| {
        let digits = word.chars().filter(|&c| is_digit(c)).count();
        (1..=6).contains(&digits) && word.chars().all(|c| is_digit(c) || matches!(c, '+' | '(' | ')' | '-' | '.'))
    });
    let marked = words.first().is_some_and(|word| word.starts_with(['+', '0', '(']));
    // «في 2016 12 500 نسخة» contains a year and a number, «1990 1994 1998» three years.
    let is_year = |word: &str| word.len() == 4 && word.starts_with(['1', '2']) && word.chars().all(is_digit);
    let groups = words.get(2..).unwrap_or_default().iter().all(|word| word.len() == 3);
    if words.first().is_some_and(|word| is_year(word)) && (groups || words.iter().all(|word| is_year(word))) {
        return false;
    }
    grouped && (words.len() >= 3 || marked) && words.iter().any(|word| word.len() >= 2)
}

/// Whether one word without spaces is reordered and must be isolated.
fn word_needs(word: &str) -> bool {
    let has_digit = word.contains(is_digit);
    let has_latin = word.contains(is_latin);
    if has_latin {
        let marked =
            word.contains('@') || word.contains("//") || word.starts_with('#') || word.ends_with(['+', '#', '/']);
        return has_digit
            || marked
            || (word.contains('.') && is_address(&word.char_indices().collect::<Vec<_>>(), 0, word.chars().count()));
    }
    if !has_digit {
        return false;
    }
    // A lone number keeps its order: one separator between two numbers becomes part of them (W4).
    let digits_first = word.starts_with(is_digit);
    let core = word.strip_suffix('%').unwrap_or(word);
    let points = core.matches('.').count();
    let plain = core.chars().all(|c| is_digit(c) || matches!(c, '.' | ',' | ':' | '/'));
    !(digits_first && plain && points < 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `expected`: the runs, separated by `|`.
    fn check(text: &str, expected: &str) {
        let runs: Vec<&str> = isolate_runs(text).into_iter().map(|run| &text[run.range]).collect();
        assert_eq!(runs.join("|"), expected, "{text}");
    }

    #[test]
    fn runs_that_come_apart() {
        for (text, expected) in [
            ("سجل الهدف في الدقيقة 90+4 من المباراة", "90+4"),
            ("فاز 2-1، ثم خسر (0-3).", "2-1|0-3"),
            ("موسم 2014-2016.", "2014-2016"),
            ("موسم 2014–2016", "2014–2016"),
            ("قدرتها 500 MW تقريبا", "500 MW"),
            ("كلفة 12.5 M€ سنويا", "12.5 M€"),
            ("بسعر $20 أو 30€.", "$20|30€"),
            ("انخفضت إلى -5 درجات", "-5"),
            ("اتصل على 021 23 45 67، أو +213 21 23 45 67.", "021 23 45 67|+213 21 23 45 67"),
            ("هاتف: (021) 23 45 67.", "(021) 23 45 67"),
            ("الإصدار 1.2.3 متاح", "1.2.3"),
            ("راسلنا: desk@paper.dz.", "desk@paper.dz"),
            ("على https://paper.dz/a/?q=1، اليوم", "https://paper.dz/a/?q=1"),
            ("موقع paper.dz/ الإخباري", "paper.dz/"),
            ("موقع www.paper.dz.", "www.paper.dz"),
            ("هاتف iPhone 7 الجديد", "iPhone 7"),
            ("طائرة A320 وصلت", "A320"),
            ("لغة C++ و C#.", "C++|C#"),
            ("لمن هم 18+ فقط", "18+"),
            ("حساب @desk_dz نشر", "@desk_dz"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn numbers_with_blanks_are_one_run() {
        for (text, expected) in [
            ("كلف الجسر 45 000 دينار", "45 000"),
            ("كلف الجسر 45\u{2009}000 أو 45\u{202f}000 أو 45\u{a0}000", "45\u{2009}000|45\u{202f}000|45\u{a0}000"),
            ("سكانها 1 250 000 نسمة.", "1 250 000"),
            ("مساحتها 1 250,5 هكتار", "1 250,5"),
            ("بين 1 200 و3 400، ثم 5 600.", "1 200|3 400|5 600"),
            ("من 45 000-50 000 شجرة", "45 000-50 000"),
            ("من 45 000 إلى 50 000، 60 000", "45 000|50 000|60 000"),
            ("ارتفع +45 000 وانخفض -12 500", "+45 000|-12 500"),
            ("باع عام 2016 12 500 كتاب", "12 500"),
            ("باع 12 500 عام 2016 300 مرة", "12 500"),
            ("بلغ 45 000% في سنة", "45 000"),
            ("بلغ 12 500 MW", "12 500 MW"),
            ("بلغ 12 500 € سنويا", "12 500 €"),
            ("المادة 87\u{a0}300", "87\u{a0}300"),
            ("فازوا 2 - 1 أمس، ثم 4 – 3.", "2 - 1|4 – 3"),
            ("فازوا 2\u{2009}–\u{2009}1 أمس", "2\u{2009}–\u{2009}1"),
            ("فازوا 2 : 1 أمس", "2 : 1"),
            ("فازوا 2 -1 ثم 3- 0 أمس", "2 -1|3- 0"),
            ("بركلات (4) - (3) أمس", "(4) - (3)"),
            ("بركلات (4)-(3) أمس", "(4)-(3)"),
            ("تعادلا 2 - 2 (4 - 3) أمس", "2 - 2|4 - 3"),
            ("تعادلا (2 - 2) أمس", "2 - 2"),
            ("موسم 2014 - 2016 وموسم 2015 / 2016", "2014 - 2016|2015 / 2016"),
            ("من 10:30 - 11:45 صباحا", "10:30 - 11:45"),
            ("من 03/09/2016 - 05/09/2016", "03/09/2016 - 05/09/2016"),
            ("بين 5% - 7% سنويا", "5% - 7%"),
            ("في الدقيقة 90 + 4 و90+4", "90 + 4|90+4"),
            ("قاعة 12 × 15 مترا", "12 × 15"),
            ("هاتف: 021\u{2009}23\u{2009}45\u{2009}67", "021\u{2009}23\u{2009}45\u{2009}67"),
            ("هاتف: 0550 - 12 - 34 - 56", "0550 - 12 - 34 - 56"),
            ("هاتف: 021 - 23 45 67", "021 - 23 45 67"),
            ("هاتف: 023 45 67 89 / 023 45 67 90", "023 45 67 89|023 45 67 90"),
            ("هاتف: 0550 12 34 56 - 0661 12 34 56", "0550 12 34 56|0661 12 34 56"),
            ("من 45 000/50 000 و45 000 - 50 000", "45 000/50 000|45 000 - 50 000"),
            ("سجل في 90+4 - 90+5", "90+4 - 90+5"),
            ("هاتف iPhone 7 - 5 آلاف", "iPhone 7"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn numbers_side_by_side_stay_two() {
        for text in [
            "في 2016 12 شخصا",
            "عام 2016 300 شخص",
            "عام 2016\u{a0}300 شخص",
            "المادة 87 300 دينار",
            "في يوم 3 500 زائر",
            "سنة 2016 – 300 شخص",
            "السبت 3 أيلول 2016 - 18:32",
            "السبت 03/09/2016 - 18:32",
            "المجموعة 5 : 300 عضو",
            "عام 2016 : 12 قتيلا",
            "1- 5 لاعبين في القائمة",
            "سنوات 1990 1994 1998",
            "الأعداد 5، 300، 12",
            "القناة 5 - أخبار",
            "بقي 12 5000",
            "النتيجة ٢ - ١",
        ] {
            check(text, "");
        }
    }

    /// A line of a right-to-left paragraph as displayed, from the left, with its runs isolated as a page isolates them.
    fn shown(text: &str) -> String {
        let mut marked = String::new();
        let mut done = 0;
        for run in isolate_runs(text) {
            marked.extend([&text[done..run.range.start], "\u{2066}", &text[run.range.clone()], "\u{2069}"]);
            done = run.range.end;
        }
        marked.push_str(&text[done..]);
        let info = unicode_bidi::BidiInfo::new(&marked, Some(unicode_bidi::Level::rtl()));
        let shown = info.paragraphs.iter().map(|line| info.reorder_line(line, line.range.clone())).collect::<String>();
        shown.replace(['\u{2066}', '\u{2069}'], "")
    }

    #[test]
    fn a_number_is_shown_as_it_is_typed() {
        for number in [
            "45 000",
            "45\u{2009}000",
            "45\u{202f}000",
            "45\u{a0}000",
            "1 250 000",
            "1 250,5",
            "2 - 1",
            "2-1",
            "4 – 3",
            "2 : 1",
            "2:1",
            "(3) - (2)",
            "10:30 - 11:45",
            "10:30-11:45",
            "90 + 4",
            "2014 - 2016",
            "+45 000",
            "-5",
            "0550 12 34 56",
            "(021) 23 45 67",
            "1.2.3",
            "12 500 MW",
            "3.5",
            "06/1442",
        ] {
            for text in [
                format!("بلغت {number} دينار هذا العام."),
                format!("بلغت {number}."),
                format!("بلغت {number}، ثم عادت"),
                format!("{number} دينار"),
            ] {
                assert!(shown(&text).contains(number), "{text}: {}", shown(&text));
            }
        }
        // Eastern digits, for an edition that prints them.
        for number in ["45 000", "0550 12 34 56", "1 250,5"] {
            let text = crate::digits::apply(&format!("بلغت {number} دينار"), crate::digits::Digits::Eastern);
            let number = crate::digits::apply(number, crate::digits::Digits::Eastern);
            assert!(shown(&text).contains(&number), "{text}: {}", shown(&text));
        }
        let both = "بين 1 200 و3 400 متر";
        assert!(shown(both).find("3 400") < shown(both).find("1 200"), "{}", shown(both));
    }

    #[test]
    fn a_long_text_of_signs_is_no_burden() {
        for piece in ["1 - ", "1 000 ", "(1) - ", "1 ", "(1", "1) ", "+", "1-", "a 1 (", "- ", "2016 300 ", "1 .", "(("]
        {
            let text: String = piece.chars().cycle().take(100_000).collect();
            let began = std::time::Instant::now();
            isolate_runs(&text);
            let took = began.elapsed();
            println!("{piece:?}: {took:?}");
            // Many times the usual time, to allow for an unoptimised build on a busy machine.
            assert!(took.as_secs() < 20, "{piece:?}: {took:?}");
        }
    }

    #[test]
    fn runs_that_stay() {
        for text in [
            "عام 2016 و71% من 1,046 قراءة عند 18:32",
            "وكالة Reuters.",
            "جريدة Le Monde الفرنسية، شبكة Wi-Fi.",
            "كوفيد-19 عاد",
            "من ٢٠١٤-٢٠١٦",
            "في 2016 12 شخصا",
            "يوم 03/09/2016.",
            "نص بلا شيء",
            "- نقطة",
            "",
        ] {
            check(text, "");
        }
    }

    proptest! {
        #[test]
        fn any_long_number_is_shown_as_it_is_typed(
            first in 1_u32..1000,
            groups in prop::collection::vec("[0-9]{3}", 1..4),
            blank in "[ \u{a0}\u{2009}\u{202f}]",
            tail in "(,[0-9]{1,2})?",
        ) {
            let number = format!("{first}{blank}{}{tail}", groups.join(&blank));
            let text = format!("وزعت الجمعية {number} قفة في القرى");
            prop_assert!(shown(&text).contains(&number), "{} {}", number, shown(&text));
        }

        #[test]
        fn any_score_is_shown_as_it_is_typed(home in 0_u32..20, away in 0_u32..20, sign in "( - | – | : |-|–|:| / |/| [+] |\u{2009}-\u{2009}|\u{a0}–\u{a0})") {
            let score = format!("{home}{sign}{away}");
            let text = format!("انتهى اللقاء {score} في الملعب");
            prop_assert!(shown(&text).contains(&score), "{} {}", score, shown(&text));
        }

        #[test]
        fn ranges_hold(any in any::<String>(), mixed in "([0-9]{1,3}|[a-c]{1,3}|[-+.,:/ @#$€%()\u{2009}–]|( - )|سنة|،|é){0,30}") {
            for text in [any, mixed] {
                let mut before = 0;
                for run in isolate_runs(&text) {
                    prop_assert!(run.ltr && run.range.start >= before && run.range.start < run.range.end);
                    let inside = text.get(run.range.clone());
                    prop_assert!(inside.is_some_and(|inside| !inside.ends_with(['.', ',', ':', ' ', '?', '!'])));
                    before = run.range.end;
                }
            }
        }
    }
}
