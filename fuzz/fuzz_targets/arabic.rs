//! Any text: the ranges of folding lie in it, corrected typography needs no further correction, left-to-right runs lie
//! in it, words to search for lie in it, and dates are found without a panic.
#![no_main]

use arabic::Language;
use arabic::analyzer::Analyzer;
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

    for language in Language::ALL {
        let mut analyzer = Analyzer::new();
        let tokens = analyzer.tokens(text, language);
        let mut end = 0;
        for token in &tokens {
            assert!(token.range.start >= end && text.get(token.range.clone()).is_some());
            assert!(!token.exact.is_empty() && token.stems.iter().all(|stem| !stem.is_empty()));
            // A form finds itself, remembered or not.
            let again = Analyzer::new().tokens(&text[token.range.clone()], language);
            assert!(again.iter().any(|one| one.matches(token)));
            end = token.range.end;
        }
    }

    if let Ok(Some(found)) = date::check(text) {
        assert!(text.get(found.range).is_some());
    }
    let _ = date::read(text);
    let _ = slug::slug(text);
});
