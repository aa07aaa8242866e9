//! Any text in any language: what is found lies in its paragraph, on the boundaries of characters, and days are in order.
#![no_main]

use arabic::Language;
use libfuzzer_sys::fuzz_target;
use speech::{HEADLINE, Story, extract};

fuzz_target!(|text: &str| {
    let Some(published_on) = chrono::NaiveDate::from_ymd_opt(2016, 9, 3) else { return };
    // The first line is the headline, each of the others a paragraph.
    let (headline, rest) = text.split_once('\n').unwrap_or(("", text));
    let paragraphs: Vec<String> = rest.split('\n').map(str::to_owned).collect();
    for language in Language::ALL {
        let story = Story { published_on, headline: headline.to_owned(), paragraphs: paragraphs.clone(), language };
        let found = extract(&story);
        let of = |paragraph: i32| match paragraph {
            HEADLINE => story.headline.as_str(),
            at => story.paragraphs[at as usize].as_str(),
        };
        for said in &found.statements {
            assert_eq!(of(said.paragraph).get(said.start..said.end), Some(said.text.as_str()));
            assert!(said.speaker_span.is_none_or(|span| of(said.paragraph).get(span.start..span.end).is_some()));
        }
        for event in &found.events {
            assert_eq!(of(event.paragraph).get(event.start..event.end), Some(event.text.as_str()));
            assert!(event.date_from <= event.date_to);
        }
        for time in &found.times {
            assert_eq!(of(time.paragraph).get(time.start..time.end), Some(time.text.as_str()));
            assert!(time.date_from <= time.date_to);
        }
    }
});
