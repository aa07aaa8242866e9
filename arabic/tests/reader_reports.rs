//! Faults that readers reported elsewhere, from files beside the repository: numbers in slugs, numbers on the page,
//! addresses in comments.

// Tests only: an unexpected result ends the test.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use arabic::{bidi::isolate_runs, slug::slug};
use serde_json::Value;

/// A file of the reports; `None`, with a note, if it is absent.
fn report(name: &str) -> Option<String> {
    let file = omitted::shared("corpora/reports/reader", name)?.join(name);
    Some(std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display())))
}

fn records(name: &str) -> Option<Vec<Value>> {
    Some(report(name)?.lines().map(|line| serde_json::from_str(line).expect("a record")).collect())
}

fn numbers(text: &str) -> Vec<String> {
    let runs = text.split(|c: char| !c.is_numeric()).filter(|run| !run.is_empty());
    runs.map(str::to_owned).collect()
}

#[test]
fn numbers_of_headlines_stay_apart_in_slugs() {
    let Some(records) = records("slug-numbers.jsonl") else { return };
    assert!(!records.is_empty());
    for record in records {
        let headline = record["title"].as_str().expect("a title");
        assert_eq!(numbers(&slug(headline)), numbers(headline), "{}", record["id"]);
    }
}

/// A line of a right-to-left paragraph as displayed, from the left, with spaces of every kind as one.
fn shown(text: &str, isolates: bool) -> String {
    let mut marked = String::new();
    let mut done = 0;
    for run in isolate_runs(text).into_iter().filter(|_| isolates) {
        marked.extend([&text[done..run.range.start], "\u{2066}", &text[run.range.clone()], "\u{2069}"]);
        done = run.range.end;
    }
    marked.push_str(&text[done..]);
    let info = unicode_bidi::BidiInfo::new(&marked, Some(unicode_bidi::Level::rtl()));
    let shown: String = info.paragraphs.iter().map(|line| info.reorder_line(line, line.range.clone())).collect();
    shown.chars().filter(|c| !matches!(c, '\u{2066}' | '\u{2069}')).map(plain).collect()
}

fn plain(c: char) -> char {
    if c.is_whitespace() { ' ' } else { c }
}

#[test]
fn numbers_are_shown_as_they_are_typed() {
    let Some(records) = records("bidi.jsonl") else { return };
    let body: String = records.iter().filter_map(|record| record["body"].as_str()).collect();
    let lines: Vec<&str> = body.split("<p>").filter_map(|line| line.strip_suffix("</p>")).collect();
    assert!(lines.len() > 15, "{}", lines.len());
    // Groups, scores with and without spaces, phone numbers, hours, signed numbers: what is in Western digits and reads
    // from the left.
    let expected: [(usize, &[&str]); 12] = [
        (1, &["45 000"]),
        (2, &["45 000"]),
        (3, &["45 000"]),
        (4, &["45 000"]),
        (5, &["12 500", "12 2016"]),
        (6, &["1 200", "3 400"]),
        (7, &["1 250 000"]),
        (8, &["0550 12 34 56", "3033"]),
        (9, &["2 - 1"]),
        (10, &["(3) - (2)", "4 – 3"]),
        (11, &["06/1442"]),
        (12, &["10:30-11:45"]),
    ];
    for (number, parts) in expected {
        let line = shown(lines[number - 1], true);
        assert!(parts.iter().all(|part| line.contains(part)), "line {number}: {line}");
    }
    // Without isolates they are reordered, so the test detects a missing isolate.
    assert!(!shown(lines[0], false).contains("45 000"));
}

#[test]
fn an_address_of_a_country_waits() {
    let Some(cases) = report("cases.tsv") else { return };
    let row = cases.lines().find(|line| line.contains("idn-tld")).expect("the row of endings in other scripts");
    let said = row.split(['«', '»']).nth(1).expect("what the comment says");
    assert_eq!(arabic::links::links(said).len(), 1, "{said}");
}
