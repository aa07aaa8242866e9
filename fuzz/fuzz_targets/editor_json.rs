//! Any text as the editor's JSON: refused, or a valid document that JSON and interchange HTML reproduce exactly.
#![no_main]

use libfuzzer_sys::fuzz_target;
use story::{Document, html, render};

fuzz_target!(|text: &str| {
    let Ok(document) = Document::from_json(text) else { return };
    assert_eq!(document.validate(), Ok(()));
    assert_eq!(Document::from_json(&document.to_json()).as_ref(), Ok(&document));
    let mut source = || 1;
    let (back, _) = html::read(&render::interchange_html(&document), &mut source);
    assert_eq!(back, document);
    let _ = render::reader_html(&document, &render::Context::arabic(&render::NoPictures));
    let _ = render::excerpt(&document, 40);
});
