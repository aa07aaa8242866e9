//! Any text as a sheet of house words: it is read without a panic, and its words are the same when written and read
//! again.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (words, _) = newsroom::read_house_words(text);
    let (again, refused) = newsroom::read_house_words(&newsroom::write_house_words(&words));
    assert!(refused.is_empty(), "{refused:?}");
    assert_eq!(again, words);
});
