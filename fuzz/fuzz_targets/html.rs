//! Any text as HTML: a valid document, whose page gives the same page when it is read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use story::render::{Context, Picture, reader_html};
use story::{PictureId, html};

fuzz_target!(|text: &str| {
    let mut source = || 1;
    let (document, _) = html::read(text, &mut source);
    assert_eq!(document.validate(), Ok(()));
    let picture = |id: &PictureId| Some(Picture { src: format!("/p/{id}.jpg"), width: 3, height: 2, ..Picture::default() });
    let context = Context::arabic(&picture);
    let page = reader_html(&document, &context);
    assert!(!page.contains("<script") && !page.contains("javascript:\"") && !page.contains("<!--"));
    let (again, _) = html::read(&page, &mut source);
    let second = reader_html(&again, &context);
    let (third, _) = html::read(&second, &mut source);
    assert_eq!(reader_html(&third, &context), second);
});
