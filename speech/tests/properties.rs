//! What holds for any text: no panic, spans that are the text, the same statements however the text is dressed.
#![allow(clippy::unwrap_used)]

use arabic::Language;
use proptest::prelude::*;
use speech::{Found, HEADLINE, Story, extract};
use std::path::Path;

/// Words and marks of which hard paragraphs are made.
const PIECES: &str = "(قال|وقال|وأضاف|مشيرا|إلى|أن|إن|:|\"|«|»|“|”|''|،|\\.|\\(|\\)|فلان|بن|الوزير|رئيس|مجلس|وزارة|في|بيان|بحسب|نقلت|عن|قوله|أمس|غدا|الخميس|المقبل|15|3|7|و|ماي|2024|قبل|نهاية|سيعقد|جلسة|نفى|وجود|دعا|ب|بـ|-|د\\.|ق. ال|said|that|he|« |\u{64e}|\u{202b}|\u{a0}|\n| ){0,40}";

fn story(headline: String, paragraphs: Vec<String>, language: Language) -> Story {
    Story { published_on: "2016-09-03".parse().unwrap(), headline, paragraphs, language }
}

fn check(story: &Story, found: &Found) {
    let text = |paragraph: i32| match paragraph {
        HEADLINE => story.headline.as_str(),
        at => story.paragraphs[at as usize].as_str(),
    };
    let mut last = (HEADLINE, 0);
    for said in &found.statements {
        assert_eq!(text(said.paragraph).get(said.start..said.end), Some(said.text.as_str()));
        assert!(!said.text.is_empty() && !said.rule.is_empty());
        if let Some(span) = said.speaker_span {
            assert!(text(said.paragraph).get(span.start..span.end).is_some());
        }
        assert!((said.paragraph, said.start) >= last, "{:?} after {last:?}", (said.paragraph, said.start));
        last = (said.paragraph, said.start);
    }
    for event in &found.events {
        assert_eq!(text(event.paragraph).get(event.start..event.end), Some(event.text.as_str()));
        assert!(event.date_from <= event.date_to);
    }
    let mut last = (HEADLINE, 0);
    for time in &found.times {
        assert_eq!(text(time.paragraph).get(time.start..time.end), Some(time.text.as_str()));
        assert!(time.date_from <= time.date_to && (time.paragraph, time.start) >= last);
        last = (time.paragraph, time.end);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_is_safe(headline in any::<String>(), a in any::<String>(), b in PIECES, c in PIECES) {
        for language in Language::ALL {
            let story = story(headline.clone(), vec![a.clone(), b.clone(), c.clone()], language);
            check(&story, &extract(&story));
            let turned = Story { headline: b.clone(), ..story };
            check(&turned, &extract(&turned));
        }
    }

    #[test]
    fn extreme_days_are_safe(text in PIECES, last in any::<bool>()) {
        let day = if last { chrono::NaiveDate::MAX } else { chrono::NaiveDate::MIN };
        for language in Language::ALL {
            let story = Story { published_on: day, ..story(String::new(), vec![text.clone()], language) };
            check(&story, &extract(&story));
        }
    }
}

/// Our own Arabic stories.
fn stories() -> Vec<Story> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    let stories = files.map(|json| serde_json::from_str::<Story>(&json).unwrap());
    stories.filter(|story| story.language == Language::Arabic).collect()
}

fn dressed(story: &Story, dress: impl Fn(&str) -> String) -> Story {
    Story {
        headline: dress(&story.headline),
        paragraphs: story.paragraphs.iter().map(|text| dress(text)).collect(),
        ..*story
    }
}

/// Speakers, kinds and folded texts of what is found.
fn essence(found: &Found) -> Vec<String> {
    let fold = |text: &str| {
        let folded = arabic::normalize::fold(text);
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let said = found.statements.iter().map(|said| {
        format!(
            "{} {} {:?} {}",
            said.paragraph,
            fold(said.speaker.as_deref().unwrap_or("?")),
            said.kind,
            fold(&said.text)
        )
    });
    let times = found
        .times
        .iter()
        .map(|time| format!("{} {} {} {}", time.paragraph, time.date_from, time.date_to, fold(&time.text)));
    said.chain(times).collect()
}

fn is_letter(c: char) -> bool {
    matches!(c, 'ب'..='غ' | 'ف'..='ن')
}

#[test]
fn dress_changes_nothing() {
    type Dress = (&'static str, fn(&str) -> String);
    let dresses: [Dress; 6] = [
        ("tashkeel", |text| {
            text.chars().flat_map(|c| if is_letter(c) { vec![c, '\u{64e}'] } else { vec![c] }).collect()
        }),
        ("tatweel", |text| {
            let chars: Vec<char> = text.chars().collect();
            let joins = |at: usize| is_letter(chars[at]) && chars.get(at + 1).is_some_and(|next| is_letter(*next));
            (0..chars.len())
                .flat_map(|at| if joins(at) { vec![chars[at], '\u{640}'] } else { vec![chars[at]] })
                .collect()
        }),
        ("direction marks", |text| {
            format!("\u{202b}{}\u{202c}", text.replace(' ', " \u{200f}").replace('،', "،\u{200f}"))
        }),
        ("no-break spaces", |text| text.replace(' ', "\u{a0}")),
        ("Persian letters", |text| text.replace('ي', "ی").replace('ك', "ک")),
        ("Eastern digits", |text| {
            text.chars().map(|c| c.to_digit(10).and_then(|digit| char::from_u32(0x660 + digit)).unwrap_or(c)).collect()
        }),
    ];
    for story in stories() {
        let plain = essence(&extract(&story));
        for (name, dress) in dresses {
            let dressed = dressed(&story, dress);
            let found = extract(&dressed);
            check(&dressed, &found);
            assert_eq!(essence(&found), plain, "{name}: {}", story.headline);
        }
    }
}

#[test]
fn quotation_marks_are_all_the_same() {
    for story in stories() {
        let nested = |text: &str| text.contains('«') && text.contains(['"', '“', '\'']);
        if nested(&story.headline) || story.paragraphs.iter().any(|text| nested(text)) {
            continue;
        }
        let plain = essence(&extract(&story));
        for (open, close) in [('“', '”'), ('"', '"'), ('‹', '›'), ('„', '“')] {
            let turned = dressed(&story, |text| text.replace('«', &open.to_string()).replace('»', &close.to_string()));
            assert_eq!(essence(&extract(&turned)), plain, "{open}{close}: {}", story.headline);
        }
    }
}
