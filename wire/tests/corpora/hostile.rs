//! Hostile and broken input: refused or read as the table says, in bounded time.

use std::time::{Duration, Instant};

/// Files where the table allows two answers and we give the other one, and what ours is.
const CHOSEN: &[(&str, &str)] = &[
    ("invalid-utf8.xml", "read, with U+FFFD and a notice that names the byte: the other items of the feed come in"),
    ("control-characters.xml", "read, without the characters and with a notice"),
];
/// Kinds that are not wires.
const OTHER_READERS: [&str; 1] = ["wxr"];
/// Time for one file in a debug build on a busy machine.
const TIME_MAX: Duration = Duration::from_secs(20);

#[test]
fn hostile_files_are_refused_or_read_as_the_table_says() {
    let Some(root) = omitted::shared("corpora/hostile", "hostile") else { return };
    let table = std::fs::read_to_string(root.join("expected.tsv")).unwrap();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for line in table.lines().skip(1) {
        let [file, kind, outcome, _] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        if OTHER_READERS.contains(&kind) {
            continue;
        }
        seen += 1;
        let bytes = std::fs::read(root.join(file)).unwrap();
        let begin = Instant::now();
        let read = wire::read(&bytes, &wire::Context::default());
        let took = begin.elapsed();
        assert!(took < TIME_MAX, "{file} took {took:?}");
        let is_read = read.is_ok();
        let is_chosen = CHOSEN.iter().any(|(name, _)| *name == file);
        let expected = (outcome == "read") != is_chosen;
        if is_read != expected {
            wrong.push(format!("{file}: {:?}", read.as_ref().map(|reading| (reading.outcome, reading.items.len()))));
        }
        if is_chosen {
            assert!(!read.unwrap().notices.is_empty(), "{file} was read without a notice");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 50);
}

fn read(file: &str) -> Option<Result<wire::Reading, wire::Refused>> {
    let path = omitted::shared(&format!("corpora/hostile/{file}"), "hostile")?;
    Some(wire::read(&std::fs::read(path).unwrap(), &wire::Context::default()))
}

#[test]
fn charsets_that_lie_or_say_nothing_give_the_right_letters() {
    for (file, count) in [
        ("utf16le-no-bom.xml", 2),
        ("utf16be-no-bom.xml", 2),
        ("utf16le-bom-says-utf8.xml", 2),
        ("utf8-bom.xml", 2),
        ("windows-1256-says-utf8.xml", 3),
        ("windows-1256-declared.xml", 3),
        ("iso-8859-6-declared.xml", 3),
    ] {
        let Some(reading) = read(file) else { return };
        let reading = reading.unwrap();
        assert_eq!(reading.items.len(), count, "{file}");
        let headline = reading.items[0].headline.clone().unwrap();
        assert!(headline.contains("وكالة التجربة") || headline.contains("خبر تجريبي"), "{file}: {headline}");
        assert!(!headline.contains('\u{FFFD}'), "{file}: {headline}");
        assert_eq!(!reading.notices.is_empty(), file.contains("-says-utf8") && file.starts_with("windows"), "{file}");
    }
}

#[test]
fn nothing_hostile_stays_in_an_item() {
    let Some(reading) = read("script-in-item.xml") else { return };
    let item = &reading.unwrap().items[0];
    let text: Vec<String> = item.body.as_ref().unwrap().blocks.iter().map(story::Block::plain_text).collect();
    assert_eq!(text.join(" ").split_whitespace().collect::<Vec<_>>(), ["نص", "رابط"]);
    assert!(!format!("{item:?}").contains("javascript"));

    let item = &read("javascript-link.xml").unwrap().unwrap().items[0];
    assert!(item.links.is_empty() && item.headline.is_some());

    let reading = read("xinclude.xml").unwrap().unwrap();
    assert!(reading.items[0].body.is_none());

    let reading = read("future-and-absurd-dates.xml").unwrap().unwrap();
    assert!(reading.items.iter().all(|item| item.sent.is_none()));
    assert!(!reading.notices.is_empty());

    let reading = read("html-named-entities.xml").unwrap().unwrap();
    let body = wire::outline(reading.items[0].body.as_ref().unwrap());
    assert_eq!(body.first.as_deref(), Some("café »"));

    let reading = read("newsml-g2-catalog-fetch.xml").unwrap().unwrap();
    assert!(!format!("{:?}", reading.items).to_lowercase().contains("script"));

    let notices = read("utf8-twice.xml").unwrap().unwrap().notices;
    assert!(notices.iter().any(|notice| notice.what.contains("twice")), "{notices:?}");

    let headline = read("bidi-overrides.xml").unwrap().unwrap().items[0].headline.clone().unwrap();
    assert!(!headline.contains(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')));
}

#[test]
fn the_reasons_name_what_is_wrong() {
    let reason = |file: &str| Some(read(file)?.unwrap_err().reason);
    let Some(found) = reason("billion-laughs.xml") else { return };
    assert_eq!(found, wire::Refusal::Entities);
    assert_eq!(reason("newsml-g2-billion-laughs.xml"), Some(wire::Refusal::Entities));
    assert_eq!(reason("unknown-encoding.xml"), Some(wire::Refusal::Charset("x-no-such-charset".into())));
    assert!(matches!(reason("deep-100k.xml"), Some(wire::Refusal::Limit { limit: wire::DEPTH_MAX, .. })));
    assert!(matches!(reason("many-attributes.xml"), Some(wire::Refusal::Limit { limit: wire::ATTRIBUTES_MAX, .. })));
    assert!(matches!(reason("truncated.xml"), Some(wire::Refusal::Incomplete { .. })));
    assert!(matches!(reason("gzip-bomb-1g.xml.gz"), Some(wire::Refusal::Limit { .. })));
    assert!(matches!(reason("overlong-utf8.xml"), Some(wire::Refusal::Bytes { .. })));
    assert!(reason("html-not-feed.xml").unwrap().to_string().contains("HTML"));
}
