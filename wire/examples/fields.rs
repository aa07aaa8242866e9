//! Prints how many fields of the shared corpora are right, as tables for `make bench`, and how fast items are read:
//! `cargo run --release -p wire --example fields -- FOLDER`, where FOLDER holds `corpora`.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../tests/corpora/compare.rs"]
#[allow(dead_code)]
mod compare;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long items are read for the measure of speed.
const MEASURE: Duration = Duration::from_secs(2);

/// Counts of one row.
#[derive(Default)]
struct Row {
    files: usize,
    right: usize,
    wrong: usize,
    missing: usize,
}

fn main() {
    let shared = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let corpora = shared.join("corpora");
    println!("| samples | files | fields right | wrong | missing |\n| --- | ---: | ---: | ---: | ---: |");
    let mut total = Row::default();
    for folder in compare::FOLDERS {
        let row = of_folder(&corpora.join("wire").join(folder));
        print(folder, &row);
        total = Row {
            files: total.files + row.files,
            right: total.right + row.right,
            wrong: total.wrong + row.wrong,
            missing: total.missing + row.missing,
        };
    }
    print("all", &total);
    println!("\n| differs | field | why |\n| --- | --- | --- |");
    for (file, field, why) in compare::DIFFERENCES {
        println!("| {file} | {field} | {why} |");
    }
    println!("\n| read | items | bytes | items a second | MB a second |\n| --- | ---: | ---: | ---: | ---: |");
    for folder in [
        "wire/nitf",
        "wire/newsml1",
        "wire/newsml-g2",
        "wire/ninjs",
        "wire/iptc7901",
        "wire/anpa1312",
        "wire/email",
        "feeds/wellformed/rss",
    ] {
        speed(folder, &corpora.join(folder));
    }
    growth();
}

fn of_folder(folder: &Path) -> Row {
    let fields = compare::fields(folder);
    let mut files: Vec<&str> = fields.iter().map(|field| field.file.as_str()).collect();
    files.dedup();
    let mut row = Row { files: files.len(), ..Row::default() };
    for field in &fields {
        match (field.is_right(), field.found.is_null()) {
            (true, _) => row.right += 1,
            (false, true) => row.missing += 1,
            (false, false) => row.wrong += 1,
        }
    }
    row
}

fn print(name: &str, row: &Row) {
    println!("| {name} | {} | {} | {} | {} |", row.files, row.right, row.wrong, row.missing);
}

fn speed(name: &str, folder: &Path) {
    let mut files: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a corpus").map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().unwrap().is_file() && !name.starts_with("expected") {
            files.insert(entry.path(), std::fs::read(entry.path()).unwrap());
        }
    }
    let context = wire::Context::default();
    let begin = Instant::now();
    let (mut items, mut bytes) = (0usize, 0usize);
    while begin.elapsed() < MEASURE {
        for file in files.values() {
            bytes += file.len();
            items += wire::read(file, &context).map_or(0, |reading| reading.items.len());
        }
    }
    let seconds = begin.elapsed().as_secs_f64();
    println!("| {name} | {items} | {bytes} | {:.0} | {:.1} |", items as f64 / seconds, bytes as f64 / seconds / 1e6);
}

/// Time for feeds of growing length: ten times the items take about ten times the time.
fn growth() {
    println!("\n| items of one feed | bytes | milliseconds |\n| ---: | ---: | ---: |");
    for count in [100, 1_000, 10_000] {
        let item =
            "<item><title>خبر</title><guid>g</guid><description>&lt;p&gt;نص قصير.&lt;/p&gt;</description></item>";
        let feed = format!("<rss version='2.0'><channel><title>t</title>{}</channel></rss>", item.repeat(count));
        let begin = Instant::now();
        let read = wire::read(feed.as_bytes(), &wire::Context::default()).expect("a feed");
        assert_eq!(read.items.len(), count);
        println!("| {count} | {} | {:.1} |", feed.len(), begin.elapsed().as_secs_f64() * 1e3);
    }
}
