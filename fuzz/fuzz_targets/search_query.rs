//! Any text as a query: it is read within its limits, run, and highlighted in itself.
#![no_main]

use std::sync::OnceLock;

use arabic::Language;
use arabic::analyzer::Analyzer;
use libfuzzer_sys::fuzz_target;
use search::{Filters, Highlighter, Index, Query, Ranked, Span, TERMS_MAX};

const BEST: Span = Span { order: Ranked::ByRelevance { now: 0, beyond: None }, limit: 10 };

fuzz_target!(|typed: &str| {
    static INDEX: OnceLock<Index> = OnceLock::new();
    let index = INDEX.get_or_init(|| Index::in_memory().expect("an index in memory"));
    let query = Query::read(&mut Analyzer::new(), typed);
    let clauses = || query.clauses.iter().chain(&query.excluded);
    assert!(clauses().map(|clause| clause.words.len()).sum::<usize>() <= TERMS_MAX);
    assert!(clauses().all(|clause| !clause.words.is_empty()));
    let page = index.search(&query, &Filters::default(), BEST).expect("a search");
    assert!(page.hits.is_empty());
    let mut highlighter = Highlighter::new(&query);
    let pieces = highlighter.mark(typed, Language::Arabic);
    assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), typed);
    let _ = highlighter.passage(typed, Language::Arabic, 30);
});
