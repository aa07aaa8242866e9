//! Saved pages against a correct import: our own fixtures in `tests/pages`, and those of `../shared` if it is present.

// clippy.toml allows unwrap in tests; these are their helpers.
#![allow(clippy::unwrap_used)]

mod support;

use omitted::shared;
use proptest::prelude::*;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};
use story::page::{PageError, read};

/// Fields of a gold file that describe the page itself and are checked separately.
const ABOUT: [&str; 3] = ["paragraph_count", "not_in_body", "comment_box"];

fn check_folder(folder: &Path) -> (usize, Vec<String>) {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut count, mut wrong) = (0, Vec::new());
    for gold_path in files.iter().filter(|path| path.to_string_lossy().ends_with(".gold.json")) {
        let stem = gold_path.file_name().unwrap().to_string_lossy().replace(".gold.json", "");
        let page_path = ["txt", "html"]
            .map(|ending| folder.join(format!("{stem}.{ending}")))
            .into_iter()
            .find(|path| path.exists())
            .unwrap();
        let gold: Value = serde_json::from_slice(&fs::read(gold_path).unwrap()).unwrap();
        let page = match read(&fs::read(&page_path).unwrap(), page_path.to_str()) {
            Ok(page) => serde_json::to_value(page).unwrap(),
            Err(error) => {
                wrong.push(format!("{stem}: {error}"));
                continue;
            }
        };
        count += 1;
        differences(&stem, &gold, &page, &mut wrong);
    }
    (count, wrong)
}

fn differences(stem: &str, gold: &Value, page: &Value, wrong: &mut Vec<String>) {
    for (field, expected) in gold.as_object().unwrap().iter().filter(|(field, _)| !ABOUT.contains(&field.as_str())) {
        let found = &page[field];
        if expected.is_object() && found.is_object() {
            differences(&format!("{stem}.{field}"), expected, found, wrong);
        } else if found != expected {
            wrong.push(format!("{stem}.{field}:\n  expected {expected}\n  found    {found}"));
        }
    }
    let body: Vec<&str> = page["body_paragraphs"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if let Some(count) = gold["paragraph_count"].as_u64()
        && count as usize != body.len()
    {
        wrong.push(format!("{stem}: {} paragraphs, expected {count}", body.len()));
    }
    for outside in gold["not_in_body"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if body.iter().any(|paragraph| paragraph.contains(outside)) {
            wrong.push(format!("{stem}: {outside} in the body"));
        }
    }
}

#[test]
fn own_pages() {
    let (count, wrong) = check_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 12, "{count} pages");
}

fn check_shared(test: &str, name: &str) {
    let Some(folder) = shared(name, test) else { return };
    let (count, wrong) = check_folder(&folder);
    assert!(wrong.is_empty() && count > 0, "{}", wrong.join("\n"));
}

#[test]
fn seed_page() {
    check_shared("seed_page", "corpora/seed");
}

#[test]
fn shared_pages() {
    check_shared("shared_pages", "corpora/pages");
}

#[test]
fn useless_pages_say_why() {
    let long = vec![b'a'; story::page::PAGE_BYTES_MAX + 1];
    for (name, bytes, expected) in [
        ("nothing", "".as_bytes(), PageError::Empty),
        ("blanks", b" \r\n\t ", PageError::Empty),
        ("marks only", "--- \u{200f} ***".as_bytes(), PageError::Empty),
        ("markup only", b"<html><body></body></html>", PageError::NoHeadline { line: 1 }),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0", PageError::Binary),
        ("an archive", b"PK\x03\x04\x14\0\0\0", PageError::Binary),
        ("bytes", &[0xA1; 200], PageError::UnknownEncoding),
        (
            "text alone",
            "عاد القطار أمس إلى سكته بعد توقف طويل.\nوقال المدير إن الرحلات انتظمت منذ الصباح.".as_bytes(),
            PageError::NoHeadline { line: 1 },
        ),
        ("headline alone", "\nعودة القطار إلى الجبل\n03 أيلول 2016\n".as_bytes(), PageError::NoBody { line: 2 }),
        (
            "no such day",
            "عودة القطار إلى الجبل\n31 فيفري 2016 ق. م\nعاد القطار أمس إلى سكته بعد توقف طويل.".as_bytes(),
            PageError::ImpossibleDate { line: 2, text: "31 فيفري 2016".into() },
        ),
        ("too long", &long, PageError::TooLarge { bytes: long.len() }),
    ] {
        assert_eq!(read(bytes, None).map(|page| page.headline), Err(expected), "{name}");
    }
}

#[test]
fn large_and_deep_pages_end() {
    let deep = format!("<html><body>{}<p>نص", "<div><b>".repeat(500_000));
    let long =
        format!("عودة القطار إلى الجبل\n{}", "عاد القطار أمس إلى سكته بعد توقف طويل، 3 سبتمبر 2016.\n".repeat(20_000));
    let _ = read(deep.as_bytes(), Some("a.html"));
    assert_eq!(read(long.as_bytes(), None).map(|page| page.body_paragraphs.len()), Ok(20_000));
}

proptest! {
    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..600), html in any::<bool>()) {
        let _ = read(&bytes, Some(if html { "a.html" } else { "a.txt" }));
    }

    #[test]
    fn any_lines_end(
        lines in prop::collection::vec("(03 أيلول 2016|ق\\. د/ الوكالات|2268|صورة: أرشيف|رأيك في الموضوع|اقرأ أيضا|وسوم|عنوان قصير هنا|قال المدير أمس إن الأشغال انتهت\\.|.{0,20}| ){1,3}", 0..20),
        tags in prop::collection::vec("(<p>|</p>|<div class=\"itemFullText\">|<h1>|<br>|<article>|<script type=\"application/ld\\+json\">|\\{|</script>|<b>)", 0..20),
    ) {
        let _ = read(lines.join("\n").as_bytes(), Some("a.txt"));
        let html: String = lines.iter().zip(tags.iter().cycle()).map(|(line, tag)| format!("{tag}{line}")).collect();
        if let Ok(page) = read(format!("<html>{html}").as_bytes(), Some("a.html")) {
            prop_assert!(!page.headline.is_empty() && !page.body_paragraphs.is_empty());
        }
    }
}
