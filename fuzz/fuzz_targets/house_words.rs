//! Any text as a sheet of house words: read without a panic, and what was read is written so that it reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (words, _) = newsroom::read_house_words(text);
    let (again, refused) = newsroom::read_house_words(&newsroom::write_house_words(&words));
    assert!(refused.is_empty(), "{refused:?}");
    assert_eq!(again, words);
});
