//! Any text as a comment and as a list of words: screened without a panic. Positions lie in the text and in order, a
//! list that is written is read back the same, and a comment is similar to itself.
#![no_main]

use arabic::evasion::{Entry, WordList, key};
use libfuzzer_sys::fuzz_target;
use newsroom::screening::{Likeness, ScreenKind, fingerprint, likeness, links, read_screen_words, tokens, write_screen_words};

const WORDS: [&str; 8] = ["كلب", "شرموطة", "الملف الشخصي", "قليل الأدب", "connard", "casino", "1xbet", "ass"];

fuzz_target!(|input: (&str, &str)| {
    let (sheet, text) = input;
    let (words, _) = read_screen_words(sheet, ScreenKind::Abuse);
    let says: Vec<_> = words.iter().map(|word| word.word.clone()).collect();
    let (again, refused) = read_screen_words(&write_screen_words(&words), ScreenKind::Spam);
    assert!(refused.is_empty(), "{refused:?}");
    assert_eq!(again, words);

    let listed = WORDS.iter().copied().chain(says.iter().map(String::as_str));
    let list = WordList::new(listed.map(|word| Entry { word, inflects: true }), ["حمارنة"]);
    let mut before = 0;
    for found in list.find(text) {
        assert!(found.range.start >= before && !text[found.range.clone()].is_empty());
        assert!(found.word < WORDS.len() + says.len());
        before = found.range.end;
    }
    let mut before = 0;
    for link in links(text) {
        assert!(link.range.start >= before && !text[link.range.clone()].is_empty());
        before = link.range.end;
    }
    assert_eq!(key(&key(text)), key(text));
    assert_ne!(likeness(fingerprint(text), fingerprint(text)), Likeness::Different);
    let _ = tokens(text);
});
