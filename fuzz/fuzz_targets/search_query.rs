//! Any text as a query: it is read within its limits, run, and highlighted in itself.
#![no_main]

use std::sync::OnceLock;

use arabic::Language;
use arabic::analyzer::Analyzer;
use libfuzzer_sys::fuzz_target;
use search::{Filters, Highlighter, Index, Query, Ranked, Span, Story, TERMS_MAX};

const BEST: Span = Span { order: Ranked::ByRelevance { now: 0, beyond: None }, limit: 10 };

/// A few stories in two segments.
fn stories() -> Index {
    let index = Index::in_memory().expect("an index in memory");
    let mut writer = index.writer().expect("a writer");
    let texts = ["اتفاق المياه في العاصمة", "المياه", "water harbour 90+4", "اتفاقات", "eau du port"];
    for (id, text) in (1..).zip(texts) {
        let story =
            Story { head: vec![text.to_owned()], body: vec![texts.concat()], ..Story::empty(id, Language::Arabic, 0) };
        writer.put(&[story]).expect("a story");
        writer.commit("").expect("a commit");
    }
    index.reload().expect("the stories");
    index
}

fuzz_target!(|typed: &str| {
    static INDEX: OnceLock<Index> = OnceLock::new();
    let index = INDEX.get_or_init(stories);
    let query = Query::read(&mut Analyzer::new(), typed);
    let clauses = || query.clauses.iter().chain(&query.excluded);
    assert!(clauses().map(|clause| clause.words.len()).sum::<usize>() <= TERMS_MAX);
    assert!(clauses().all(|clause| !clause.words.is_empty()));
    let page = index.search(&query, &Filters::default(), BEST).expect("a search");
    assert!(page.hits.len() as u64 == page.facets.total.min(10));
    assert!(page.hits.is_sorted_by(|one, other| one.score >= other.score));
    if let Some(first) = page.hits.first() {
        let beyond = Ranked::ByRelevance { now: 0, beyond: Some(*first) };
        let rest = index.search(&query, &Filters::default(), Span { order: beyond, limit: 10 }).expect("a search");
        assert_eq!(rest.hits, page.hits[1..]);
    }
    let mut highlighter = Highlighter::new(&query);
    let pieces = highlighter.mark(typed, Language::Arabic);
    assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), typed);
    let _ = highlighter.passage(typed, Language::Arabic, 30);
});
