//! Any text: the ranges of folding lie in it, corrected typography needs no further correction, left-to-right runs lie
//! in it, and dates are found without a panic.
#![no_main]

use arabic::normalize::{fold, fold_mapped};
use arabic::typography::{HouseStyle, apply, suggest};
use arabic::{bidi, date, slug};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let folded = fold_mapped(text);
    assert!(folded.chars().all(|(_, range)| text.get(range).is_some()));
    assert_eq!(fold(&folded.text), folded.text, "folding twice is folding once");

    let style = HouseStyle::default();
    let fixed = apply(text, &suggest(text, &style));
    assert_eq!(suggest(&fixed, &style), [], "a corrected text has nothing left to correct");

    let mut done = 0;
    for run in bidi::isolate_runs(text) {
        assert!(run.range.start >= done && !run.range.is_empty());
        assert!(text.get(run.range.clone()).is_some());
        done = run.range.end;
    }

    if let Ok(Some(found)) = date::check(text) {
        assert!(text.get(found.range).is_some());
    }
    let _ = date::read(text);
    let _ = slug::slug(text);
});
