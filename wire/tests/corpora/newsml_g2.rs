//! IPTC's NewsML-G2 examples and unit test files.

/// What the outermost element gives.
const ROOTS: &[(&str, &str)] = &[
    ("newsItem", "read"),
    ("packageItem", "read"),
    ("newsMessage", "read"),
    ("planningItem", "other-kind"),
    ("conceptItem", "a concept item"),
    ("knowledgeItem", "a knowledge item"),
    ("catalogItem", "a catalogue item"),
    ("catalog", "a catalogue"),
    ("contentSet", "a fragment (contentSet)"),
    ("groupSet", "a fragment (groupSet)"),
];

#[test]
fn items_are_told_apart_by_name() {
    let Some(root) = omitted::shared("corpora/newsml-g2", "newsml_g2") else { return };
    let table = std::fs::read_to_string(root.join("expected.tsv")).unwrap();
    let mut wrong = Vec::new();
    for line in table.lines().skip(1) {
        let mut cells = line.split('\t');
        let (file, name) = (cells.next().unwrap(), cells.next().unwrap());
        let bytes = std::fs::read(root.join(file)).unwrap();
        let found = wire::json(file, &wire::read(&bytes, &wire::Context::default()));
        let (_, expected) = ROOTS.iter().find(|(root, _)| *root == name).expect(name);
        let outcome = found["outcome"].as_str().unwrap();
        let reason = found["reason"].as_str().unwrap_or_default();
        // An event travels as a concept and is read as an event; a message may hold nothing.
        let is_event = name == "conceptItem" && outcome == "other-kind" && found["items"][0]["type"] == "event";
        let is_empty = name == "newsMessage" && outcome == "skipped";
        if outcome != *expected && !reason.starts_with(expected) && !is_event && !is_empty {
            wrong.push(format!("{file}: {name} gave {outcome}, {reason}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The value of the first element of that name with a text, or of its attribute.
fn stated(xml: &str, element: &str, attribute: Option<&str>) -> Option<String> {
    let start = xml
        .match_indices(&format!("<{element}"))
        .map(|(at, _)| &xml[at..])
        .find(|rest| rest[element.len() + 1..].starts_with([' ', '>', '\n', '\t', '\r']))?;
    let (tag, rest) = start.split_once('>')?;
    let value = match attribute {
        Some(name) => tag.split_once(&format!(" {name}=\""))?.1.split('"').next()?,
        None if tag.ends_with('/') => return None,
        None => rest.split('<').next()?,
    };
    let words = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty() && !words.contains('&')).then_some(words)
}

// What a file states stands in the item: compared with the text of the file, not with another reading by us.
#[test]
fn stated_fields_and_qcodes_are_kept() {
    let Some(root) = omitted::shared("corpora/newsml-g2", "newsml_g2::stated_fields_and_qcodes_are_kept") else {
        return;
    };
    let table = std::fs::read_to_string(root.join("expected.tsv")).unwrap();
    let mut checked = 0;
    for line in table.lines().skip(1).filter(|line| line.contains("\tnewsItem\t") || line.contains("\tpackageItem\t")) {
        let file = line.split('\t').next().unwrap();
        let bytes = std::fs::read(root.join(file)).unwrap();
        let xml = without(&without(&String::from_utf8_lossy(&bytes), "<!--", "-->"), "<partMeta", "</partMeta>");
        let found = wire::json(file, &wire::read(&bytes, &wire::Context::default()));
        let item = &found["items"][0];
        let kind = if line.contains("\tnewsItem\t") { "newsItem" } else { "packageItem" };
        for (ours, element, attribute) in [
            ("guid", kind, Some("guid")),
            ("version", kind, Some("version")),
            ("modified", "versionCreated", None),
            ("ednote", "edNote", None),
            ("slugline", "slugline", None),
            ("byline", "by", None),
            ("credit", "creditline", None),
            ("copyright", "copyrightNotice", None),
            ("embargo_until", "embargoed", None),
        ] {
            if let Some(value) = stated(&xml, element, attribute) {
                assert_eq!(
                    item[ours].as_str().map(|text| text.replace("+00:00", "Z")),
                    Some(value.replace("+00:00", "Z")),
                    "{ours} of {file}"
                );
                checked += 1;
            }
        }
        let metadata =
            xml.split("<contentMeta").nth(1).and_then(|rest| rest.split("</contentMeta>").next()).unwrap_or_default();
        for subject in metadata.split("<subject ").skip(1) {
            if let Some(code) = subject
                .split('>')
                .next()
                .unwrap()
                .split_once("qcode=\"")
                .map(|(_, rest)| rest.split('"').next().unwrap())
            {
                let all = item["subjects"].as_array().expect(file);
                assert!(all.iter().any(|one| one["code"] == code), "{code} of {file}");
                checked += 1;
            }
        }
    }
    assert!(checked > 150, "{checked}");
}

/// The text without what stands from `begin` to `end`.
fn without(xml: &str, begin: &str, end: &str) -> String {
    let mut kept = String::new();
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once(begin) {
        kept.push_str(before);
        rest = after.split_once(end).map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

#[test]
fn bodies_are_read_where_they_are_inline() {
    let Some(root) = omitted::shared("corpora/newsml-g2/examples", "newsml_g2::bodies") else { return };
    let mut with_body = 0;
    for entry in std::fs::read_dir(root).unwrap().map(Result::unwrap) {
        let Ok(xml) = std::fs::read_to_string(entry.path()) else { continue };
        let is_news = xml.contains("<newsItem");
        if is_news && xml.contains("<p>") && (xml.contains("<html") || xml.contains("<nitf")) {
            let reading = wire::read(xml.as_bytes(), &wire::Context::default()).unwrap();
            assert!(reading.items.iter().any(|item| item.body.is_some()), "{}", entry.path().display());
            with_body += 1;
        }
    }
    assert!(with_body > 0);
}
