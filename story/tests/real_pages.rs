//! Real saved pages as read by the crate and by a person: the share of correct pages, field by field, must never fall
//! below what it was. The pages are in `../shared/corpora/real-pages`; `score_pages.py` there is the full measurement.

// clippy.toml allows unwrap in tests; these are their helpers.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use serde_json::{Value, json};
use story::page::read;

/// Percent of the pages of each kind that must be correct.
const HTML: &[(&str, usize)] = &[
    ("headline", 98),
    ("published_on", 98),
    ("published_time", 85),
    ("writers", 85),
    ("byline_as_printed", 80),
    ("deck", 85),
    ("kicker", 90),
    ("caption", 80),
    ("credit", 80),
    ("topics", 75),
    ("read_count", 98),
    ("agencies_line", 90),
    ("body", 85),
];
const TEXT: &[(&str, usize)] =
    &[("headline", 75), ("published_on", 90), ("writers", 70), ("read_count", 98), ("body", 55)];

/// One spelling for the same characters.
fn norm(text: &str) -> String {
    let unified: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | 'ـ'))
        .map(|c| match c {
            '«' | '»' | '“' | '”' | '„' => '"',
            '‘' | '’' | '`' | '´' => '\'',
            '‐'..='―' => '-',
            c => c,
        })
        .collect();
    let folded = unified.to_lowercase().replace('…', "...").replace("\" ", "\"").replace(" \"", "\"");
    folded.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches([' ', '.', ',', ';']).to_owned()
}

fn same(wanted: &Value, found: &Value) -> bool {
    match (wanted, found) {
        (Value::Array(wanted), Value::Array(found)) => {
            let set = |values: &[Value]| values.iter().filter_map(Value::as_str).map(norm).collect::<BTreeSet<_>>();
            set(wanted) == set(found)
        }
        (Value::String(wanted), Value::String(found)) => {
            norm(wanted) == norm(found) || is_time(wanted) && found.get(..5) == Some(wanted)
        }
        (Value::Null, Value::Array(found)) => found.is_empty(),
        _ => wanted == found,
    }
}

fn is_time(text: &str) -> bool {
    text.len() == 5 && text.as_bytes().get(2) == Some(&b':')
}

fn body_is_right(gold: &Value, page: &Value) -> bool {
    let paragraphs: Vec<String> =
        page["body_paragraphs"].as_array().into_iter().flatten().filter_map(Value::as_str).map(norm).collect();
    let has = |text: &str| paragraphs.iter().any(|one| *one == norm(text));
    let also = |field: &str| gold["also"][field].as_array().cloned().unwrap_or_default();
    let stands =
        |field: &str| gold[field].as_str().is_some_and(has) || also(field).iter().filter_map(Value::as_str).any(has);
    let whole = paragraphs.join(" ");
    let clean = gold["not_in_body"].as_array().into_iter().flatten().filter_map(Value::as_str).all(|text| {
        match text.strip_prefix('=') {
            Some(paragraph) => !has(paragraph),
            None => !whole.contains(&norm(text)),
        }
    });
    let lead = gold["lead_may_be_deck"].as_array().is_some_and(|lead| !lead.is_empty());
    (stands("first_paragraph") || lead) && stands("last_paragraph") && clean
}

fn check(bars: &[(&str, usize)], text: bool) {
    let Some(folder) = omitted::shared("corpora/real-pages", "real pages") else { return };
    let mut shares: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for file in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
        let Some(name) =
            file.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".gold.json"))
        else {
            continue;
        };
        let gold: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        let bytes = if text {
            std::fs::read(folder.join(format!("{name}.txt"))).unwrap()
        } else {
            let mut bytes = Vec::new();
            let packed = std::fs::File::open(folder.join(format!("{name}.html.gz"))).unwrap();
            flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
            bytes
        };
        let page = read(&bytes, Some(if text { "a.txt" } else { "a.html" }));
        let page = page.map_or(json!({}), |page| serde_json::to_value(page).unwrap());
        for (field, _) in bars {
            let asked = if *field == "published_time" { "published_at" } else { field };
            let left_out = [asked, if matches!(*field, "caption" | "credit") { "lead_image" } else { asked }];
            let skipped = left_out
                .iter()
                .any(|field| !gold["unscored"][field].is_null() || text && !gold["unscored_txt"][field].is_null());
            if skipped {
                continue;
            }
            let of = |page: &Value, field: &str| {
                if matches!(field, "caption" | "credit") {
                    page["lead_image"][field].clone()
                } else {
                    page[field].clone()
                }
            };
            let also = gold["also"][asked].as_array().cloned().unwrap_or_default();
            let found = of(&page, field);
            let right = if *field == "body" {
                body_is_right(&gold, &page)
            } else {
                std::iter::once(&of(&gold, asked)).chain(&also).any(|wanted| same(wanted, &found))
            };
            let share = shares.entry(*field).or_default();
            share.0 += usize::from(right);
            share.1 += 1;
            if !right {
                wrong.push(format!("{name}.{field}: {found}"));
            }
        }
    }
    for (field, bar) in bars {
        let (right, all) = shares.get(field).copied().unwrap_or_default();
        println!("{field}: {right} of {all}");
        assert!(
            all > 0 && right * 100 >= all * bar,
            "{field}: {right} of {all} are right, the bar is {bar} %\n{}",
            wrong.join("\n")
        );
    }
}

#[test]
fn saved_pages_of_real_papers_are_read_as_a_person_reads_them() {
    check(HTML, false);
}

#[test]
fn and_their_text_with_menus_and_comments_around_it() {
    check(TEXT, true);
}
