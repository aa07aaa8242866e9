//! The forms that a search brings together, for the commonest words of the demo newspaper: `search_forms.txt` lists
//! them, so that a change of the analyzer shows what readers would find and what they would no longer find.
//!
//! `UPDATE_SEARCH_FORMS=1 cargo test -p arabic --test search_forms` writes the list again. Read what changed.

// Tests only: a failed `unwrap` fails the test.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use arabic::Language;
use arabic::analyzer::Analyzer;

/// Words that are listed.
const WORDS: usize = 200;
/// Forms listed for each, at most.
const FORMS: usize = 20;

/// Words without a meaning of their own.
const FUNCTION_WORDS: &str = "
    في من على إلى عن أن إن مع هذا هذه ذلك التي الذي الذين بعد قبل بين كل ما لا لم لن قد كان كانت يكون هو هي وهو وهي أو
    ثم حتى منذ خلال عند عندما كما أي غير بعض نحو حين إذا كذلك أيضا أنه أنها إنه إنها به بها له لها فيه فيها منه منها
    عليه عليها هناك هنا لكن بل أما ولا وقد وفي ومن وعلى وإن وأن ولم وكان وكانت التى ليس ليست عبر ضد حول دون أمام وراء
    تحت فوق سوى مما فيما بأن لأن كي إلا لدى يوم واحد اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة عشر مئة ألف ثلاث أربع خمس سبع لكل وكل كلها وما وهم";

#[test]
fn the_commonest_words_bring_these_forms() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut analyzer = Analyzer::new();
    let mut counts: HashMap<String, (usize, String, Vec<String>)> = HashMap::new();
    for file in texts(&root.join("../demo")) {
        let text = std::fs::read_to_string(file).unwrap();
        for token in analyzer.tokens(&text, Language::Arabic) {
            let written = text[token.range.clone()].trim_matches(|c: char| !c.is_alphabetic());
            if token.exact.chars().any(|c| ('ء'..='ي').contains(&c)) {
                counts.entry(token.exact).or_insert_with(|| (0, written.to_owned(), token.stems)).0 += 1;
            }
        }
    }
    let function_words: BTreeSet<String> =
        analyzer.tokens(FUNCTION_WORDS, Language::Arabic).into_iter().map(|token| token.exact).collect();
    let mut by_count: Vec<_> = counts.iter().collect();
    by_count.sort_by(|(one, (a, ..)), (other, (b, ..))| b.cmp(a).then(one.cmp(other)));
    let mut forms_of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, (_, written, stems)) in &by_count {
        for stem in stems {
            forms_of.entry(stem).or_default().push(written);
        }
    }
    let mut list = String::new();
    let mut listed: BTreeSet<&[String]> = BTreeSet::new();
    for (exact, (_, written, stems)) in &by_count {
        if listed.len() == WORDS {
            break;
        }
        if exact.chars().count() < 3 || function_words.contains(*exact) || !listed.insert(stems) {
            continue;
        }
        let mut forms: Vec<&str> = Vec::new();
        for form in stems.iter().flat_map(|stem| &forms_of[stem.as_str()]) {
            if form != written && !forms.contains(form) {
                forms.push(form);
            }
        }
        forms.truncate(FORMS);
        writeln!(list, "{written}: {}", forms.join(" ")).unwrap();
    }
    let file = root.join("tests/search_forms.txt");
    if std::env::var_os("UPDATE_SEARCH_FORMS").is_some() {
        std::fs::write(&file, &list).unwrap();
    }
    let known = std::fs::read_to_string(&file).unwrap();
    for (line, known) in list.lines().zip(known.lines()) {
        assert_eq!(line, known, "see the head of this test");
    }
    assert_eq!(list.lines().count(), known.lines().count());
    assert_eq!(list.lines().count(), WORDS);
}

/// Every text of the demo newspaper, in a fixed order.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts(&path));
        } else if path.extension().is_some_and(|extension| extension == "txt" || extension == "toml") {
            found.push(path);
        }
    }
    found.sort();
    found
}
