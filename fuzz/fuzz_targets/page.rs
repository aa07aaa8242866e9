//! Any bytes as a saved page: refused, or a story with a headline and at least one paragraph, none of them empty.
#![no_main]

use libfuzzer_sys::fuzz_target;
use story::page;

fuzz_target!(|bytes: &[u8]| {
    for name in [None, Some("page.html"), Some("page.txt")] {
        let Ok(page) = page::read(bytes, name) else { continue };
        assert!(!page.headline.trim().is_empty());
        assert!(!page.body_paragraphs.is_empty());
        assert!(page.body_paragraphs.iter().all(|paragraph| !paragraph.trim().is_empty()));
        assert!(matches!(page.language.as_str(), "ar" | "fr" | "en"));
    }
});
