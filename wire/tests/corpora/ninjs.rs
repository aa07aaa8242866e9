//! IPTC's ninjs examples and validation suite.

use serde_json::Value;

/// Invalid files that we read without a notice, and why.
const EXCUSED: &[(&str, &str)] = &[
    ("1.0/should_fail/014_type_component.json", "valid since 1.2, and the file states no version"),
    ("1.0/should_fail/016_infosource.json", "valid since 1.2, and the file states no version"),
    ("1.1/should_fail/002_infosource.json", "valid since 1.2, and the file states no version"),
];
/// Valid files that are no items: schemas that lie among the examples.
const NO_ITEM: [&str; 1] = ["schema-extension/extension-schema.json"];

#[test]
fn what_is_valid_comes_in_and_what_is_not_is_refused_or_reported() {
    let Some(root) = omitted::shared("corpora/ninjs", "ninjs") else { return };
    let table = std::fs::read_to_string(root.join("expected.tsv")).unwrap();
    let (mut wrong, mut excused, mut valid) = (Vec::new(), 0, 0);
    for line in table.lines().skip(1) {
        let [file, _, result] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let bytes = std::fs::read(root.join(file)).unwrap();
        let read = wire::read(&bytes, &wire::Context::default());
        match (result, &read) {
            ("valid", Ok(_)) => valid += 1,
            ("valid", Err(_)) if NO_ITEM.iter().any(|name| file.ends_with(name)) => {}
            ("not json", Err(refused)) => assert!(matches!(refused.reason, wire::Refusal::Json(_)), "{file}"),
            ("invalid", Err(_)) => {}
            ("invalid", Ok(reading)) if !reading.notices.is_empty() => {}
            ("invalid", Ok(_)) if EXCUSED.iter().any(|(name, _)| file.ends_with(name)) => excused += 1,
            _ => wrong.push(format!("{file}: {result}, {:?}", read.map(|reading| reading.notices))),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(excused, EXCUSED.len());
    assert!(valid > 80, "{valid}");
}

// Every field of an item that ninjs 1 names and the sample states is in what we give.
#[test]
fn stated_fields_are_kept() {
    let Some(root) = omitted::shared("corpora/ninjs/examples", "ninjs::stated_fields_are_kept") else { return };
    let mut checked = 0;
    for folder in ["1.4", "2.1", "3.0"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap().map(Result::unwrap) {
            if entry.path().extension().is_none_or(|ext| ext != "json") {
                continue;
            }
            let bytes = std::fs::read(entry.path()).unwrap();
            let source: Value = serde_json::from_slice(&bytes).unwrap();
            let found = wire::json("", &wire::read(&bytes, &wire::Context::default()));
            let item = &found["items"][0];
            let main = |list: &str| {
                let all = source[list].as_array()?;
                let main = all.iter().find(|one| one["role"] == "main").or(all.first())?;
                Some(main["value"].clone())
            };
            let same = |ours: &str, theirs: Option<Value>| {
                let Some(theirs) = theirs.filter(|value| value.as_str().is_some_and(|text| !text.trim().is_empty()))
                else {
                    return 0;
                };
                let words =
                    |value: &Value| value.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
                assert_eq!(words(&item[ours]), words(&theirs), "{ours} of {}", entry.path().display());
                1
            };
            let of = |name: &str| source.get(name).cloned();
            checked += same("headline", of("headline").or_else(|| main("headlines")));
            checked += same("byline", of("byline").or_else(|| of("by")));
            checked += same("language", of("language"));
            checked += same("ednote", of("ednote"));
            checked += same("usage", of("usageterms"));
            checked += same("copyright", of("copyrightnotice"));
            checked += same("guid", of("uri").filter(|_| source["altids"]["itemid"].is_null()));
            let has_body = source.get("bodies").is_some()
                || source.get("body_html").is_some()
                || source.get("body_text").is_some();
            assert!(!has_body || item["body"]["paragraphs"].as_u64() > Some(0), "{}", entry.path().display());
        }
    }
    assert!(checked > 40, "{checked}");
}
