//! Any text as plain text: a valid document.
#![no_main]

use libfuzzer_sys::fuzz_target;
use story::plain;

fuzz_target!(|text: &str| {
    let mut source = || 1;
    let document = plain::read(text, &mut source);
    assert_eq!(document.validate(), Ok(()));
    assert_eq!(document.check_complete(), Ok(()));
});
