//! Any bytes as a file of an agency: refused, or items with valid bodies and links that lead to the web. The first byte
//! chooses what is known about the file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let context = wire::Context {
        zone: (choice & 1 == 1).then_some(chrono_tz::Asia::Amman),
        charset: (choice & 2 == 2).then(|| "windows-1256".to_owned()),
        content_type: (choice & 4 == 4).then(|| "text/xml; charset=iso-8859-6".to_owned()),
        address: (choice & 8 == 8).then(|| "https://argo.example/feed/".to_owned()),
        language: None,
    };
    let result = wire::read(bytes, &context);
    let shown = wire::json("fuzz", &result).to_string();
    assert!(!shown.contains("\"javascript:"));
    let Ok(reading) = result else { return };
    for item in &reading.items {
        if let Some(body) = &item.body {
            assert_eq!(body.validate(), Ok(()));
        }
        assert!(item.sent.is_none_or(|sent| sent.to_string().len() < 48));
    }
});
