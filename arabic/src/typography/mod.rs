//! Typographic fixes of Arabic text, offered and never imposed: [`suggest`] lists them, [`apply`] applies the chosen
//! ones.
//!
//! Passes find the fixes. They run over a row of cells (a character and the bytes of the original it comes from) and
//! are repeated until nothing changes, so applying all fixes leaves nothing to suggest. Lines without an Arabic letter,
//! web and e-mail addresses, Latin words and the inside of numbers are never changed.

mod passes;
mod row;
mod spelling;
mod suggestion;

pub use suggestion::{HouseStyle, Kind, Quotes, Suggestion};

use row::Row;

/// Rounds, at most. The passes settle after a few; this only bounds the work.
const ROUNDS_MAX: usize = 64;

/// All fixes for a text, ascending and without overlap. Applying all of them leaves a text without suggestions.
///
/// ```
/// use arabic::typography::{apply, suggest, HouseStyle};
/// let text = "قال , \"إتفاق\" و سلام";
/// assert_eq!(apply(text, &suggest(text, &HouseStyle::default())), "قال، «اتفاق» وسلام");
/// ```
pub fn suggest(text: &str, style: &HouseStyle) -> Vec<Suggestion> {
    let mut row = Row::new(text);
    for _ in 0..ROUNDS_MAX {
        if !passes::run(&mut row, style) {
            return row.suggestions();
        }
    }
    Vec::new()
}

/// Applies suggestions to a text. A suggestion that overlaps an earlier one or does not fit the text is skipped, so any
/// subset of the result of [`suggest`] may be passed, in order.
pub fn apply(text: &str, suggestions: &[Suggestion]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for Suggestion { range, replacement, .. } in suggestions {
        if range.start > range.end || range.start < done {
            continue;
        }
        let (Some(kept), Some(_)) = (text.get(done..range.start), text.get(range.clone())) else { continue };
        out.push_str(kept);
        out.push_str(replacement);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digits::Digits;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str, kinds: &[Kind]) {
        let style = HouseStyle::default();
        let found = suggest(text, &style);
        assert_eq!(apply(text, &found), expected, "{text}: {found:?}");
        let mut named: Vec<Kind> = found.into_iter().map(|suggestion| suggestion.kind).collect();
        named.dedup();
        assert_eq!(named, kinds, "{text}");
    }

    #[test]
    fn fixes() {
        use Kind::*;
        for (text, expected, kinds) in [
            ("قال, ثم ذهب", "قال، ثم ذهب", &[ArabicMark][..]),
            ("لماذا? لأن", "لماذا؟ لأن", &[ArabicMark]),
            ("أولا; ثانيا", "أولا؛ ثانيا", &[ArabicMark]),
            ("قال ، ثم", "قال، ثم", &[SpaceBefore]),
            ("قال،ثم", "قال، ثم", &[SpaceAfter]),
            ("قال,ثم", "قال، ثم", &[ArabicMark, SpaceAfter]),
            ("قال :نعم .", "قال: نعم.", &[SpaceBefore, SpaceAfter, SpaceBefore]),
            ("كتـــاب", "كتاب", &[Tatweel]),
            ("كلمة  كلمة", "كلمة كلمة", &[DoubleSpace]),
            ("ماذا؟؟ نعم!!", "ماذا؟ نعم!", &[DoubledMark]),
            ("قال،، ثم..", "قال، ثم.", &[DoubledMark]),
            ("ثم.....", "ثم...", &[DoubledMark]),
            ("علي و أحمد", "علي وأحمد", &[JoinedWaw]),
            ("علي\u{200c}ة و\u{200f} سلام", "علية وسلام", &[ZeroWidth, BidiControl, JoinedWaw]),
            ("لإتفاق الى مدينه", "لاتفاق إلى مدينة", &[Spelling]),
            ("والإجتماع هذة", "والاجتماع هذه", &[Spelling]),
            ("قال \"نعم\" و\"لا\"", "قال «نعم» و«لا»", &[Quotes]),
            ("قال « نعم »", "قال «نعم»", &[SpaceBefore]),
        ] {
            check(text, expected, kinds);
        }
    }

    #[test]
    fn what_is_right_stays() {
        for text in [
            "قال، ثم ذهب؛ لماذا؟ نعم! «هذا» رائع: جدا.",
            "في 12,5 و1,046 و18:32 و3.9.2016",
            "Le Monde, and more; why?",
            "زوروا https://paper.dz/?q=a,b;c و desk@paper.dz",
            "عام 1437 هـ",
            "أ.ف.ب وق.د",
            "ثم... سكت",
            "لـ\"بلومبرغ",
            "قال؟!",
            "شركة Wells, Fargo & Co الأميركية",
            "«و»",
            "",
        ] {
            check(text, text, &[]);
        }
    }

    #[test]
    fn the_house_decides() {
        let curly = HouseStyle { quotes: Quotes::Curly, digits: Some(Digits::Eastern) };
        let text = "قال \"نعم\" عام 2016 في A320 و12.5";
        assert_eq!(apply(text, &suggest(text, &curly)), "قال “نعم” عام ٢٠١٦ في A320 و١٢٫٥");
        let western = HouseStyle { quotes: Quotes::Straight, digits: Some(Digits::Western) };
        assert_eq!(apply("قال \"نعم\" ٢٠١٦", &suggest("قال \"نعم\" ٢٠١٦", &western)), "قال \"نعم\" 2016");
    }

    proptest! {
        #[test]
        fn all_fixes_at_once_leave_nothing(
            any in any::<String>(),
            mixed in "(إتفاق|الى|و|علي|ـ|هـ|\"|«|»|[ ,;?.!:،؛؟\u{200c}\u{200f}\u{a0}\n()]|[0-9٠-٩]|abc|é|@|/|َ){0,40}",
            quotes in prop::sample::select(vec![Quotes::Guillemets, Quotes::Curly, Quotes::Straight]),
            digits in prop::sample::select(vec![None, Some(Digits::Eastern), Some(Digits::Western)]),
        ) {
            let style = HouseStyle { quotes, digits };
            for text in [any, mixed] {
                let found = suggest(&text, &style);
                let mut before = 0;
                for suggestion in &found {
                    prop_assert!(text.get(suggestion.range.clone()).is_some() && suggestion.range.start >= before);
                    before = suggestion.range.end;
                }
                let once = apply(&text, &found);
                prop_assert_eq!(suggest(&once, &style), vec![], "{:?} -> {:?}", text, once);
                for skip in 0..found.len().min(4) {
                    let some: Vec<_> = found.iter().enumerate().filter(|(at, _)| at % 4 != skip).map(|(_, s)| s.clone()).collect();
                    apply(&text, &some);
                }
            }
        }
    }
}
